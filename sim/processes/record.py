"""Step 14: write down the month. One function per subject; the order of the cells never changes in a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.kinds import (
    Ability,
    BedType,
    EmptyBed,
    Kind,
    Ownership,
    Residence,
    Standing,
    UnmetHour,
    WaitEnd,
)
from sim.ledger import FEN, Account, Purpose
from sim.watch import watch
from sim.world.causes import empty_beds
from sim.world.medical import medical_shares
from sim.world.staffing import capacity_minutes, counting_aides, load_of, mean_load
from sim.world.standards import homes_at_norm

if TYPE_CHECKING:
    from sim.model import CareSystem

Key = tuple[str, str, str]
IN_NEED, KNOWN, AT_HOME, NEED, FAMILY, FORMAL, VOLUNTEERS, GAP = range(8)
GAP_KNOWN, ANY_GAP, NO_HELP, REACHED, OWED, MEALS, NEAR_POINT = range(8, 15)
GROUPS = (
    [""] + [f"level={level.value}" for level in Ability] + [f"standing={s.name.lower()}" for s in Standing]
    + [f"residence={r.name.lower()}" for r in Residence]
)  # fmt: skip
"""The lines of ``Book.by_group``."""


def record(model: CareSystem) -> None:
    """Append this month's outcomes to the record."""
    values: dict[Key, float] = {}
    for part in (people, need_and_care, help_at_home, beds, queue, work, money):
        values.update(part(model))
    model.records.add(model.month, values)
    watch(model)


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def people(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """Elders, their levels, who came and went."""
    book, names = model.book, [p.name for p in model.region.places]
    by_level = book.elders.sum(axis=(0, 1))
    total = int(by_level.sum())
    yield ("elders", "", ""), total
    for level in Ability:
        yield ("elders", "", f"level={level.value}"), by_level[level]
    for place, name in enumerate(names):
        yield ("elders", name, ""), book.elders[place].sum()
    yield ("deaths", "", ""), book.deaths
    yield ("arrivals", "", ""), book.arrivals
    yield ("leavers", "", ""), book.leavers
    for threshold in (1, 2, 3):
        yield (f"level_{threshold}_up", "", ""), _ratio(by_level[threshold:].sum(), total)


def need_and_care(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """Hours needed, given and missing, by group and place, with their causes."""
    book = model.book
    places = [p.name for p in model.region.places]
    lines = [("", group, book.by_group[g]) for g, group in enumerate(GROUPS)]
    lines += [(name, "", book.by_place[p]) for p, name in enumerate(places)]
    for place, group, x in lines:
        yield ("in_need", place, group), x[IN_NEED]
        yield ("known", place, group), _ratio(x[KNOWN], x[IN_NEED])
        yield ("need_hours", place, group), x[NEED] / 60
        yield ("family_hours", place, group), x[FAMILY] / 60
        yield ("formal_hours", place, group), x[FORMAL] / 60
        yield ("volunteer_hours", place, group), x[VOLUNTEERS] / 60
        yield ("meal_hours", place, group), x[MEALS] / 60
        yield ("unmet_hours", place, group), x[GAP] / 60
        yield ("unmet_hours_known", place, group), x[GAP_KNOWN] / 60
        yield ("any_gap", place, group), _ratio(x[ANY_GAP], x[AT_HOME])
        yield ("no_help", place, group), _ratio(x[NO_HELP], x[AT_HOME])
        yield ("coverage", place, group), _ratio(x[REACHED], x[AT_HOME])
        yield ("coverage_points", place, group), _ratio(x[NEAR_POINT], x[AT_HOME])
    for cause in UnmetHour:
        group = f"cause={cause.name.lower()}"
        yield ("unmet_cause", "", group), book.unmet_causes[:, cause].sum() / 60
        for p, name in enumerate(places):
            yield ("unmet_cause", name, group), book.unmet_causes[p, cause] / 60
    share = [_ratio(x[GAP] - x[OWED], x[NEED]) for x in (book.by_group[10], book.by_group[11])]
    yield ("urban_rural_gap", "", ""), share[0] - share[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        by_place = (book.by_place[:, GAP] - book.by_place[:, OWED]) / book.by_place[:, NEED]
    yield ("worst_place", "", ""), float(np.nanmax(by_place)) if np.isfinite(by_place).any() else float("nan")


def help_at_home(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """What was set up at home, who helps, and how homes stand in quality and medical care."""
    book = model.book
    yield ("family_beds", "", ""), book.family_beds
    yield ("adapted_homes", "", ""), book.adapted
    yield ("trained_families", "", ""), book.families_trained
    yield ("respite_stays", "", ""), book.respite_stays
    yield ("eaters", "", ""), book.eaters
    yield ("volunteers", "", ""), len(model.volunteers)
    yield ("graded", "", ""), homes_at_norm(model)
    medical, clinic = medical_shares(model)
    yield ("medical_share", "", ""), medical
    yield ("clinic_share", "", ""), clinic


def beds(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """Beds, residents, occupancy, and why beds are empty."""
    homes, region = model.facilities, model.region
    built = homes.col("beds").sum(axis=1)
    nursing = homes.col("beds")[:, BedType.NURSING :].sum(axis=1)
    residents = homes.col("occupied").sum(axis=1)
    shut_out = (homes.col("blocked") == 1) | (homes.col("graded_out") == 1)
    free = np.where(shut_out, 0, built - homes.col("works").sum(axis=1) - residents)
    staffed = np.maximum(0, capacity_minutes(model) - homes.col("load")) // mean_load(model)
    operable = residents + np.minimum(free, staffed)
    causes = empty_beds(model)
    ownership, place = homes.col("ownership"), homes.col("place")
    owned = np.array([ownership == o for o in Ownership])
    lines = np.vstack([np.ones((1, homes.n), dtype=bool), owned, [place == i for i in range(region.n_places)]])
    names = (
        [("", "")] + [("", f"ownership={o.name.lower()}") for o in Ownership] + [(p.name, "") for p in region.places]
    )
    sums = lines.astype(np.int64) @ np.stack([built, residents, operable, nursing], axis=1)
    for (where, group), (b, r, o, n) in zip(names, sums.tolist(), strict=True):
        yield ("beds", where, group), b
        yield ("residents", where, group), r
        yield ("operable_beds", where, group), o
        yield ("occupancy", where, group), _ratio(r, b)
        yield ("occupancy_operable", where, group), _ratio(r, o)
        yield ("nursing_share", where, group), _ratio(n, b)
    for kind in BedType:
        yield ("beds", "", f"bed={kind.name.lower()}"), homes.col("beds")[:, kind].sum()
    inside = model.cells.sum(axis=0)
    for level in Ability:
        yield ("residents", "", f"level={level.value}"), inside[level].sum()
    for standing in Standing:
        yield ("residents", "", f"standing={standing.name.lower()}"), inside[:, standing].sum()
    blocked = shut_out & (homes.col("closed") < 0)
    yield ("homes_blocked", "", ""), homes.col("stands_for")[blocked].sum()
    yield ("below_norm", "", ""), _ratio(residents[homes.col("below_norm") == 1].sum(), residents.sum())
    by_owner = owned.astype(np.int64) @ causes
    by_place = lines[1 + len(Ownership) :].astype(np.int64) @ causes
    for cause in EmptyBed:
        yield ("empty_cause", "", f"cause={cause.name.lower()}"), by_owner[:, cause].sum()
        for p, there in enumerate(region.places):
            yield ("empty_cause", there.name, f"cause={cause.name.lower()}"), by_place[p, cause]
        for owner in Ownership:
            group = f"ownership_cause={owner.name.lower()}:{cause.name.lower()}"
            yield ("empty_cause", "", group), by_owner[owner, cause]


def queue(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """Who waits, how long, and how waiting ended."""
    elders, book = model.elders, model.book
    rows = model.waiting.rows(elders.row_of)
    standing = elders.raw("standing")[rows]
    waited = model.month - elders.raw("waiting_since")[rows]
    for group, mask in [("", np.ones(len(rows), dtype=bool))] + [
        (f"standing={s.name.lower()}", standing == s) for s in Standing
    ]:
        yield ("waiting", "", group), int(mask.sum())
        yield ("waiting_months", "", group), float(np.median(waited[mask])) if mask.any() else 0.0
    place = elders.raw("place")[rows]
    for i, p in enumerate(model.region.places):
        yield ("waiting", p.name, ""), int((place == i).sum())
    admitted = book.admitted.sum(axis=1)
    yield ("joined", "", ""), book.joined.sum()
    yield ("admitted", "", ""), admitted.sum()
    yield ("died_waiting", "", ""), book.died_waiting.sum()
    yield ("entered_90", "", ""), _ratio(book.judged_90[:, 1].sum(), book.judged_90[:, 0].sum())
    for s in Standing:
        group = f"standing={s.name.lower()}"
        yield ("joined", "", group), book.joined[s]
        yield ("admitted", "", group), admitted[s]
        yield ("died_waiting", "", group), book.died_waiting[s]
        yield ("entered_90", "", group), _ratio(book.judged_90[s, 1], book.judged_90[s, 0])
    for o in Ownership:
        yield ("admitted", "", f"ownership={o.name.lower()}"), book.admitted[:, o].sum()
    for end in WaitEnd:
        yield ("wait_end", "", f"end={end.name.lower()}"), book.wait_end[end]
    tekun_inside = int(model.cells[:, :, Standing.TEKUN].sum())
    yield ("tekun_placed", "", ""), tekun_inside
    yield ("tekun_willing", "", ""), tekun_inside + int((standing == Standing.TEKUN).sum())


def work(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """Aides employed, missing, coming and going."""
    homes, aides, book, p = model.facilities, model.aides, model.book, model.parameters.aides
    is_home = homes.col("kind") <= Kind.CARE_CENTRE
    employed = homes.col("aides")
    yield ("aides", "", ""), employed.sum()
    yield ("aides", "", "employer=homes"), employed[is_home].sum()
    yield ("aides", "", "employer=visiting"), employed[~is_home].sum()
    for i, place in enumerate(model.region.places):
        yield ("aides", place.name, ""), employed[homes.col("place") == i].sum()
    rows = model.waiting.rows(model.elders.row_of)
    asked = np.bincount(
        model.elders.raw("choices")[rows, 0],
        weights=load_of(model, model.elders.raw("state")[rows], model.elders.raw("choices")[rows, 0]),
        minlength=homes.n,
    )
    beds_open = homes.col("beds").sum(axis=1)
    wanted = homes.col("load") + np.where(beds_open > homes.col("occupied").sum(axis=1), asked[: homes.n], 0)
    per_aide = p.hours_per_week * 60 * p.effective
    missing = np.where(is_home, np.maximum(0, np.ceil(wanted / per_aide) - counting_aides(model)), 0)
    yield ("aides_missing", "", ""), missing.sum()
    for o in Ownership:
        yield ("aides_missing", "", f"ownership={o.name.lower()}"), missing[homes.col("ownership") == o].sum()
    yield ("aides_quit", "", ""), book.aides_quit
    yield ("aides_hired", "", ""), book.aides_hired
    working = aides.col("employer") >= 0
    yield ("certified", "", ""), _ratio(aides.col("certified")[working].sum(), working.sum())


def money(model: CareSystem) -> Iterator[tuple[Key, float]]:
    """What was paid this month."""
    ledger = model.ledger
    for purpose, fen in zip(Purpose, ledger.by_purpose(), strict=True):
        yield ("money", "", f"purpose={purpose.name.lower()}"), fen / FEN
    yield ("public_cost", "", ""), ledger.public_cost() / FEN
    homes = model.facilities
    owed = int(np.minimum(homes.col("cash"), 0)[homes.col("ownership") == Ownership.PUBLIC].sum())
    owed += min(0, int(ledger.balance[Account.HOME_CARE]))
    yield ("arrears", "", ""), -owed / FEN
    yield ("household_cost", "", ""), ledger.household_cost() / FEN
