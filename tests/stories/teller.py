"""Tells the stories of this folder: builds the small world of ``given``, lets months pass, checks what is said.

A story (``*.yaml``, a list of them in each file) has: ``title`` and ``title_zh``; ``levers``, the levers it is
about; ``given``, the world; ``policy``, lever values, dated or not; ``then``, a list of steps, each with ``after``
(months that pass first), optionally ``event`` and the sentences that ``hold``; ``otherwise``, what is different in
a second world that lives the same months. A sentence is ``English | Chinese`` with a condition on the people and
homes, by name; ``otherwise.`` before a name speaks of the second world. In the second world at least one sentence
must be false: so no story can pass whatever the model does.

The world of a story is still unless it says otherwise: nobody dies, worsens or recovers (``health: still``), nobody
applies to a home on their own, aides neither quit nor come. ``CALM`` lists the numbers.
"""

from __future__ import annotations

import copy
import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from experiments import regions
from sim import CareSystem
from sim.agents.kinds import Ability, BedType, Kind, Ownership, Standing
from sim.agents.table import GoneError
from sim.calendar import month_of
from sim.levers import Levers, Schedule
from sim.parameters import Parameters
from sim.world.region import HomeStock, Place, Purse, Region, ServiceStock
from sim.world.staffing import load_of

FOLDER = Path(__file__).parent
START = "2025-01"
NEVER = -30.0
"""A utility at which nobody applies to a home on their own."""
NO_HOME = {"Elsewhere": {"ownership": "private", "beds": [1, 0, 0]}}
"""Stories that need no home have one that does nothing: a region without any cannot be built."""
FAR, NEAR = 65535, 0
"""Positions of an elder outside and inside every circle of services."""
CALM: dict[str, Any] = {
    "population.leave_per_year": 0.0,
    "population.tekun_rural": 0.0,
    "population.poor": 0.0,
    "population.special": 0.0,
    "population.pensioner_rural": 0.0,
    "population.income_spread": 1e-6,
    "family.spouse_alive": (0.0,) * 6,
    "family.no_kin_nearby": 0.0,
    "family.spread": 0.0,
    "family.volunteer_hours": 0.0,
    "identification.base_rate": (0.0,) * 5,
    "choosing.constant": (NEVER,) * 3,
    "choosing.patience": 0.0,
    "choosing.refuse_help": 0.0,
    "homes.stay_other_exit": 0.0,
    "aides.effective": 1.0,
    "aides.quit": 0.0,
    "aides.apply": 0.0,
    "aides.apply_vacancy": 0.0,
    "money.household_share": 0.0,
}


def stories() -> list[dict[str, Any]]:
    """All stories, in the order of the files; each with the ``file`` it stands in."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        found += [story | {"file": path.stem} for story in yaml.safe_load(path.read_text("utf-8"))]
    return found


# --- the small world ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _frame() -> Region:
    """A region from which life table, health and everything not told in a story are taken."""
    return regions.load("qingyuan", 0.002)


def region_of(given: dict[str, Any]) -> Region:
    """One town of elders of 70-74, half of them women, with the homes, services and purses of the story."""
    frame, n = _frame(), int(given.get("elders", 40))
    people = np.zeros((1, 2, 9), dtype=np.int64)
    people[0, :, 2] = n // 2, n - n // 2
    homes = [
        HomeStock(name, 0, "home", home["ownership"], "county", tuple(home["beds"]), 0.0, 0.0, 0.5, "none")
        for name, home in given.get("homes", NO_HOME).items()
    ]
    services = [
        ServiceStock(0, s["kind"], "rural", s.get("count", 1), n, s["aides"]) for s in given.get("services", ())
    ]
    purses = [Purse(name, name, p["yuan_per_year"], tuple(p["pays"])) for name, p in given.get("purses", {}).items()]
    still = given.get("health", "still") == "still"
    health, table = frame.health, frame.life_table
    if still:
        nothing = {f: getattr(health, f) * 0 for f in ("worsen_at_80", "recover_at_80", "dementia_at_80")}
        able = {"start": np.eye(5)[[0, 0]], "dementia_start": np.full(2, 1e-9)}
        health = dataclasses.replace(health, **nothing, **able)
    if "gap_factor" in given:
        health = dataclasses.replace(health, gap_worsening=given["gap_factor"], gap_death=given["gap_factor"])
    deaths = float(given.get("deaths_per_year", 1e-9 if still else 0.0))
    if deaths:
        table = dataclasses.replace(table, death_rates=np.full_like(table.death_rates, deaths))
    return dataclasses.replace(
        frame, name="town", start=month_of(START), document=month_of(START),
        places=(Place("Town", "Town", "镇", 24.0, 113.0, 100.0, 0.0, 0.0),),
        distance_km=np.zeros((1, 1)), elders=people, coming=np.zeros((1, 2, 4), dtype=np.int64),
        homes=tuple(homes), services=tuple(services), projects=(), purses=tuple(purses), facts=(), assumptions=(),
        status_quo=Levers(), parameters=_parameters(given.get("assumptions", {})), health=health, life_table=table,
        fraction=1.0,
    )  # fmt: skip


def _parameters(told: dict[str, Any]) -> Parameters:
    """The declared parameters, calm, with those that the story tells."""
    parameters, groups = Parameters(), dict[str, dict[str, Any]]()
    for path, value in (CALM | told).items():
        group, name = path.split(".")
        like = getattr(getattr(parameters, group), name)  # which must exist
        groups.setdefault(group, {})[name] = tuple(value) if isinstance(like, tuple) else value
    replaced = {g: dataclasses.replace(getattr(parameters, g), **values) for g, values in groups.items()}
    return dataclasses.replace(parameters, **replaced)


def _schedule(policy: dict[str, Any]) -> Schedule:
    """Lever values: a plain one from the start, a dated one from its month on."""
    plain = {path: value for path, value in policy.items() if not isinstance(value, dict)}
    dated = [(month_of(m), p, v) for p, values in policy.items() if isinstance(values, dict) for m, v in values.items()]
    return Schedule(Levers().with_values(plain), tuple(sorted(dated, key=lambda change: change[0])))


class World:
    """The people and homes of a story by name, and the model they live in."""

    def __init__(self, given: dict[str, Any], policy: dict[str, Any], months: int) -> None:
        region = region_of(given)
        self.model = CareSystem(region, _schedule(policy), seed=7, until=region.start + months, laws=True)
        self.homes = {h.name: f for f, h in enumerate(region.homes)}
        self.people: dict[str, list[int]] = {}
        for name, home in given.get("homes", {}).items():
            employ(self.model, self.homes[name], home.get("aides", 0))
            self.model.facilities[self.homes[name]].posts = home.get("posts", home.get("aides", 0))
        self.strangers = iter(range(int(given.get("elders", 40))))
        self.come(given.get("people", {}))
        model = self.model
        model.aides_at_start = np.bincount(model.aides.col("place"), minlength=region.n_places)

    def come(self, people: dict[str, dict[str, Any]]) -> None:
        """Let people enter the story: strangers until now."""
        for name, person in people.items():
            person = dict(person)
            self.people[name] = [next(self.strangers) for _ in range(person.pop("count", 1))]
            for elder in self.people[name]:
                self.settle(elder, **person)

    def settle(
        self, elder: int, ability: str = "moderate", standing: str = "general", known: bool = True, near: bool = True,
        income: int = 3000, family_money: int = 3000, spouse_lives: int = 0, lives_in: str = "", bed: str = "ordinary",
        waits_for: tuple[str, ...] = (), waited: int = 0,
    ) -> None:  # fmt: skip
        """Make an able stranger the person of the story; counts, rolls and beds are kept right."""
        model, person = self.model, self.model.elders[elder]
        place, residence = int(person.place), int(person.residence)
        model.book.elders[place, residence, int(person.ability)] -= 1
        person.ability, person.standing = Ability[ability.upper()], Standing[standing.upper()]
        model.book.elders[place, residence, int(person.ability)] += 1
        if (person.ability or person.standing == Standing.TEKUN) and elder not in model.concerned.ids:
            model.concerned.append(np.array([elder], dtype=np.uint32))
        person.known, person.reach_rank = int(known or bool(lives_in)), NEAR if near else FAR
        person.gap_months = person.strain_months = person.long_gap = person.dementia = 0
        person.income, person.family_money = income, family_money
        person.spouse_until = model.month + spouse_lives if spouse_lives else 0
        if lives_in:
            f, homes = self.homes[lives_in], model.facilities
            person.facility, person.bed, person.entered = f, BedType[bed.upper()], model.month - 1
            homes.col("occupied")[f, int(person.bed)] += 1
            homes.col("load")[f] += int(load_of(model, np.array([person.state]))[0])
            homes.col("tekun")[f] += person.standing == Standing.TEKUN
            model.residents.append(np.array([elder], dtype=np.uint32))
        if waits_for:
            person.waiting_since = model.month - waited
            choices = [self.homes[name] for name in waits_for]
            person.choices = np.array(choices + [-1] * (3 - len(choices)))
            model.waiting.append(np.array([elder], dtype=np.uint32))
            model.book.joined_ever += 1

    def __getattr__(self, name: str) -> Any:
        """A home or a person of the story."""
        if name in self.__dict__.get("homes", ()):
            return HomeView(self, self.homes[name])
        if name in self.__dict__.get("people", ()):
            return PeopleView(self, self.people[name])
        raise AttributeError(f"the story has no {name}")

    def now(self, outcome: str, group: str = "") -> float:
        """An outcome of the last month."""
        return self.model.records.latest(outcome, group=group)

    def total(self, outcome: str, group: str = "") -> float:
        """An outcome summed over all months so far."""
        return float(self.model.records.series(outcome, group=group).sum())

    def paid(self, purpose: str, payer: str = "") -> float:
        """Yuan paid so far for a purpose."""
        return sum(y for _, who, _, what, y in self.model.ledger.rows() if what == purpose and payer in ("", who))

    @property
    def projects(self) -> list[str]:
        """The stages of the building projects, in the order of their decision."""
        return [p.stage.name.lower() for p in self.model.projects]

    @property
    def new_beds(self) -> int:
        """Beds of homes that were not there at the start."""
        return int(self.model.facilities.col("beds")[self.model.facilities.col("opened") > month_of(START)].sum())

    @property
    def looking_for_work(self) -> int:
        """Aides without a post."""
        return int((self.model.aides.col("employer") < 0).sum())

    @property
    def certified(self) -> int:
        """Aides with a certificate who have a post."""
        return int(self.model.aides.col("certified")[self.model.aides.col("employer") >= 0].sum())


def employ(model: CareSystem, f: int, n: int) -> None:
    """Aides of 40 years, two years in the job."""
    if n:
        first, aides = model.book.aides_ever, np.arange(n)
        model.aides.add(
            first + aides, luck=3_000_000_000 + first + aides, birth=model.month - 480, place=0, certified=0,
            employer=f, since=model.month - 24,
        )  # fmt: skip
        model.facilities.col("aides")[f] += n
        model.book.aides_ever += n


class HomeView:
    """A home as a story speaks of it."""

    def __init__(self, world: World, f: int) -> None:
        self.facility, self.model, self.f = world.model.facilities[f], world.model, f

    def __getattr__(self, name: str) -> Any:
        return getattr(self.facility, name)

    beds = property(lambda self: self.facility.built)
    residents = property(lambda self: int(sum(self.facility.occupied)))
    ownership = property(lambda self: Ownership(self.facility.ownership).name.lower())
    open = property(lambda self: self.facility.closed < 0 and self.facility.kind <= Kind.CARE_CENTRE)


class PeopleView:
    """A person, or a group of alike people: numbers are means over those alive, ``all_``/``n_`` speak of the group."""

    def __init__(self, world: World, ids: list[int]) -> None:
        self.world, self.ids = world, ids

    def _alive(self) -> list[Any]:
        found = []
        for elder in self.ids:
            try:
                handle = self.world.model.elders[elder]
            except GoneError:
                continue
            found.append(handle)
        return found

    def _mean(self, name: str) -> float:
        return float(np.mean([float(getattr(h, name)) for h in self._alive()]))

    alive = property(lambda self: len(self._alive()))
    waiting = property(lambda self: sum(h.waiting_since >= 0 for h in self._alive()))
    at_home = property(lambda self: sum(h.facility < 0 for h in self._alive()))
    known = property(lambda self: sum(h.known for h in self._alive()))
    level = property(lambda self: self._mean("ability"))
    family_hours = property(lambda self: self._mean("family_minutes") / 60)
    formal_hours = property(lambda self: self._mean("formal_minutes") / 60)
    unmet_hours = property(lambda self: self._mean("gap_minutes") / 60)

    def living_in(self, home: str) -> int:
        """How many of them live in a home."""
        return sum(h.facility == self.world.homes[home] for h in self._alive())


# --- telling ------------------------------------------------------------------------------------------------


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """``one`` with what ``other`` says instead, level by level; a null takes an entry out."""
    result = copy.deepcopy(one)
    for key, value in other.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result[key], value) if isinstance(value, dict) and key in result else value
    return result


def tell(story: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Live the story and its otherwise-world; returns the sentences that are false in each."""
    months = sum(step["after"] for step in story["then"])
    told = {key: story.get(key, {}) for key in ("given", "policy")}
    other = merged(told, {key: story["otherwise"].get(key, {}) for key in told})
    world, second = World(**told, months=months), World(**other, months=months)
    wrong: tuple[list[str], list[str]] = ([], [])
    passed = 0
    for step in story["then"]:
        world.come(step.get("comes", {}))
        second.come(step.get("comes", {}))
        for _ in range(step["after"]):
            world.model.step()
            second.model.step()
        passed += step["after"]
        for sentence, condition in step["holds"].items():
            for found, here in zip(wrong, (world, second), strict=True):
                if not holds(condition, here, second):
                    found.append(f"after {passed} months: {sentence} ({condition})")
    return wrong


def holds(condition: str, world: World, second: World) -> bool:
    """Whether a condition is true of a world; ``otherwise`` is the second one."""
    names = {name: getattr(world, name) for name in (*world.homes, *world.people)}
    words = {name: getattr(world, name) for name in ("now", "total", "paid", "projects", "new_beds")}
    words |= {"looking_for_work": world.looking_for_work, "certified": world.certified, "otherwise": second}
    return bool(eval(condition, {"abs": abs}, words | names))
