"""The small world of a story: one town, with the people, homes, services and purses of ``given``.

The world of a story is still unless it says otherwise: nobody dies, worsens or recovers (``health: still``), nobody
applies to a home on their own, aides neither quit nor come. ``CALM`` lists the numbers.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

import numpy as np

from experiments import regions
from sim import CareSystem
from sim.agents.kinds import Ability, BedType, Residence, Standing
from sim.calendar import month_of
from sim.levers import Levers, Schedule
from sim.parameters import Parameters
from sim.world.region import HomeStock, Place, ProjectStock, Purse, Region, ServiceStock
from sim.world.staffing import load_of

START = "2025-01"
NEVER = -30.0  # a utility at which nobody applies to a home on their own
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
    "choosing.review_months": 60,
    "choosing.refuse_help": 0.0,
    "homes.stay_other_exit": 0.0,
    "homes.slip": 0.0,
    "homes.leave_rate": 1000.0,  # who has lost for long leaves at the next review
    "aides.effective": 1.0,
    "aides.quit": 0.0,
    "aides.apply": 0.0,
    "aides.apply_vacancy": 0.0,
    "money.household_share": 0.0,
}


@lru_cache(maxsize=1)
def _frame() -> Region:
    """A region that lends life table, health and everything that a story does not tell."""
    return regions.load("qingyuan", 0.002)


def region_of(given: dict[str, Any]) -> Region:
    """One town of elders of 70-74, half of them women, with the homes, services and purses of the story."""
    frame, n = _frame(), int(given.get("elders", 40))
    people = np.zeros((1, 2, 9), dtype=np.int64)
    people[0, :, 2] = n // 2, n - n // 2
    homes = [
        HomeStock(
            name,
            0,
            home.get("kind", "home"),
            home["ownership"],
            home.get("tier", "county"),
            tuple(home["beds"]),
            0.0,
            0.0,
            home.get("quality", 0.5),
            home.get("medical", "none"),
            in_use=home.get("in_use", True),
        )
        for name, home in given.get("homes", NO_HOME).items()
    ]
    services = [
        ServiceStock(0, s["kind"], "rural", s.get("count", 1), n, s["aides"]) for s in given.get("services", ())
    ]
    purses = [
        Purse(name, name, p["yuan_per_year"], tuple(p["pays"]), p.get("kind", "general"))
        for name, p in given.get("purses", {}).items()
    ]
    projects = [_project(p, list(given.get("homes", NO_HOME))) for p in given.get("projects", ())]
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
        places=(Place("Town", "Town", "镇", lat=24.0, lon=113.0, urban_share=0.0, with_children=0.0),),
        distance_km=np.zeros((1, 1)), elders=people, coming=np.zeros((1, 2, 4), dtype=np.int64),
        homes=tuple(homes), services=tuple(services), projects=tuple(projects), purses=tuple(purses),
        facts=(), targets=(), assumptions=(),
        status_quo=Levers().with_values(given.get("status_quo", {})),
        parameters=_parameters(given.get("assumptions", {})), health=health, life_table=table,
        fraction=1.0,
    )  # fmt: skip


def _project(told: dict[str, Any], homes: list[str]) -> ProjectStock:
    """A project of the document: what it builds, and the homes of the story that it works on."""
    whole = {"count": 1, "capital": 0.0, "granted": 1.0, "residence": "rural"} | told
    whole["homes"] = tuple(homes.index(name) for name in told.get("homes", ()))
    whole["simulated"] = whole["count"]
    whole["opens"] = month_of(told["opens"])
    return ProjectStock(name=told["what"], label_zh=told["what"], place=0, **whole)


def _parameters(told: dict[str, Any]) -> Parameters:
    """The declared parameters, calm, with those that the story tells."""
    parameters, groups = Parameters(), dict[str, dict[str, Any]]()
    for path, value in (CALM | told).items():
        group, name = path.split(".")
        like = getattr(getattr(parameters, group), name)  # which must exist
        groups.setdefault(group, {})[name] = tuple(value) if isinstance(like, tuple) else value
    replaced = {g: dataclasses.replace(getattr(parameters, g), **values) for g, values in groups.items()}
    return dataclasses.replace(parameters, **replaced)


def _schedule(policy: dict[str, Any], status_quo: Levers) -> Schedule:
    """Lever values: a plain one from the start, a dated one from its month on."""
    plain = {path: value for path, value in policy.items() if not isinstance(value, dict)}
    dated = [(month_of(m), p, v) for p, values in policy.items() if isinstance(values, dict) for m, v in values.items()]
    return Schedule(status_quo.with_values(plain), tuple(sorted(dated, key=lambda change: change[0])))


class World:
    """The people and homes of a story by name, and the model they live in."""

    def __init__(self, given: dict[str, Any], policy: dict[str, Any], months: int) -> None:
        region = region_of(given)
        self.model = CareSystem(
            region, _schedule(policy, region.status_quo), seed=7, until=region.start + months, laws=True
        )
        self.homes = {h.name: f for f, h in enumerate(region.homes)}
        self.people: dict[str, list[int]] = {}
        for name, home in given.get("homes", {}).items():
            employ(self.model, self.homes[name], home.get("aides", 0), home.get("certified", 0))
            self.model.facilities[self.homes[name]].posts = home.get("posts", home.get("aides", 0))
            self.model.facilities[self.homes[name]].below_norm = int(home.get("below_norm", False))
        n = int(given.get("elders", 40))
        self.strangers = iter([*range(1, n), 0])  # 0 looks around anew in the first month
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
        waits_for: tuple[str, ...] = (), waited: int = 0, dementia: bool = False,
        lives: str = "rural", strained: int = 0, bank_hours: int = 0,
    ) -> None:  # fmt: skip
        """Make an able stranger the person of the story; counts, rolls and beds are kept right."""
        model, person = self.model, self.model.elders[elder]
        place, residence = int(person.place), int(Residence[lives.upper()])
        model.book.elders[place, int(person.residence), int(person.ability)] -= 1
        person.residence = residence
        person.ability, person.standing = Ability[ability.upper()], Standing[standing.upper()]
        model.book.elders[place, residence, int(person.ability)] += 1
        if (person.ability or person.standing == Standing.TEKUN) and elder not in model.concerned.ids:
            model.concerned.append(np.array([elder], dtype=np.uint32))
        person.known, person.reach_rank = int(known or bool(lives_in)), NEAR if near else FAR
        person.gap_months = person.long_gap = 0
        person.strain_months = strained
        model.book.bank[0] += 60 * bank_hours - int(person.bank_minutes)
        person.bank_minutes = 60 * bank_hours
        person.dementia = int(dementia)
        person.income, person.family_money = income, family_money
        person.spouse_until = model.month + spouse_lives if spouse_lives else 0
        if lives_in:
            f, homes = self.homes[lives_in], model.facilities
            person.facility, person.bed, person.entered = f, BedType[bed.upper()], model.month - 1
            for hours in ("family", "formal", "volunteer", "meal", "gap"):
                setattr(person, f"{hours}_minutes", 0)
            homes.col("occupied")[f, int(person.bed)] += 1
            homes.col("load")[f] += int(load_of(model, np.array([person.state]), f)[0])
            homes.col("tekun")[f] += person.standing == Standing.TEKUN
            model.residents.append(np.array([elder], dtype=np.uint32))
        if waits_for:
            person.waiting_since = model.month - waited
            choices = [self.homes[name] for name in waits_for]
            person.choices = np.array(choices + [-1] * (3 - len(choices)))
            model.waiting.append(np.array([elder], dtype=np.uint32))
            model.book.joined_ever += 1


def employ(model: CareSystem, f: int, n: int, certified: int = 0) -> None:
    """Aides of 40 years, two years in the job; the first ``certified`` of them with a certificate."""
    if n:
        first, aides = model.book.aides_ever, np.arange(n)
        model.aides.add(
            first + aides, luck=3_000_000_000 + first + aides, birth=model.month - 480, place=0,
            certified=aides < certified, employer=f, since=model.month - 24,
        )  # fmt: skip
        model.facilities.col("aides")[f] += n
        model.book.aides_ever += n
