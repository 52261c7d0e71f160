"""Step 14: write down the month. One function per subject; the order of the cells never changes in a run."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.agents.kinds import Ability, BedType, EmptyBed, Ownership, Residence, Standing, UnmetHour, WaitEnd
from sim.calendar import MINUTES
from sim.kernels.week import Count
from sim.ledger import FEN, Account, Purpose
from sim.record import Where
from sim.watch import watch
from sim.world.causes import empty_beds
from sim.world.medical import medical_shares
from sim.world.staffing import capacity_minutes, mean_load, missing_aides
from sim.world.standards import homes_at_norm
from sim.world.stock import is_home, is_open, shut_out

if TYPE_CHECKING:
    from sim.model import CareSystem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


# --- where: places and groups -----------------------------------------------------------------------------


def groups_of(what: str, kind: type[IntEnum]) -> list[Where]:
    """One line for each member of a vocabulary, in the whole region."""
    return [("", f"{what}={member.name.lower()}") for member in kind]


REGION = [("", "")]
LEVELS = [("", f"level={level.value}") for level in Ability]
STANDINGS = groups_of("standing", Standing)
OWNERS = groups_of("ownership", Ownership)
BED_TYPES = groups_of("bed", BedType)
WAIT_ENDS = groups_of("end", WaitEnd)
PURPOSES = groups_of("purpose", Purpose)
PEOPLE = REGION + LEVELS + STANDINGS + groups_of("residence", Residence)
GROUPS = [group for _, group in PEOPLE]
"""The lines of ``Book.by_group``."""
RURAL, URBAN = (GROUPS.index(f"residence={r.name.lower()}") for r in Residence)


class Lines(NamedTuple):
    """Lines that depend on the places of the region."""

    places: list[Where]
    unmet: list[Where]
    """Each cause of unmet hours: the region, then the places."""
    empty: list[Where]
    """Each cause of empty beds: the region, the places, the ownerships."""


@lru_cache(maxsize=8)
def lines_of(names: tuple[str, ...]) -> Lines:
    """The lines of a region with places of these names."""
    empty: list[Where] = []
    for cause in (c.name.lower() for c in EmptyBed):
        empty += [(place, f"cause={cause}") for place in ("", *names)]
        empty += [("", f"ownership_cause={owner.name.lower()}:{cause}") for owner in Ownership]
    unmet = [(place, group) for _, group in groups_of("cause", UnmetHour) for place in ("", *names)]
    return Lines([(name, "") for name in names], unmet, empty)


def ratio(part: ArrayLike, whole: ArrayLike) -> Floats:
    """Part / whole; nan where the whole is nothing."""
    return np.asarray(part / np.where(np.equal(whole, 0), np.nan, whole))


# --- the month --------------------------------------------------------------------------------------------


def record(model: CareSystem) -> None:
    """Append this month's outcomes to the record."""
    lines = lines_of(tuple(place.name for place in model.region.places))
    for part in (people, need_and_care, help_at_home, beds, queue, work, money):
        part(model, lines)
    model.records.close(model.month)
    watch(model)


def people(model: CareSystem, lines: Lines) -> None:
    """Elders, their levels, who came and went."""
    book, write = model.book, model.records.write
    by_level = book.elders.sum(axis=(0, 1))
    total = by_level.sum()
    write("elders", REGION, total)
    write("elders", LEVELS, by_level)
    write("elders", lines.places, book.elders.sum(axis=(1, 2)))
    write(("deaths", "arrivals", "leavers"), REGION, (book.deaths, book.arrivals, book.leavers))
    and_more = by_level[::-1].cumsum()[::-1]
    write(("level_1_up", "level_2_up", "level_3_up"), REGION, ratio(and_more[1:4], total))


HOURS = {
    "need_hours": Count.NEED,
    "family_hours": Count.FAMILY,
    "formal_hours": Count.FORMAL,
    "volunteer_hours": Count.VOLUNTEERS,
    "meal_hours": Count.MEALS,
    "unmet_hours": Count.GAP,
    "unmet_hours_known": Count.GAP_OF_KNOWN,
}
OF_THOSE_AT_HOME = {
    "any_gap": Count.ANY_GAP,
    "no_help": Count.NO_HELP,
    "coverage": Count.REACHED,
    "coverage_points": Count.NEAR_POINT,
}


def need_and_care(model: CareSystem, lines: Lines) -> None:
    """Hours needed, given and missing, by group and place, with their causes."""
    book, write = model.book, model.records.write
    counts = np.concatenate([book.by_group, book.by_place])
    known = ratio(counts[:, Count.KNOWN], counts[:, Count.IN_NEED])
    hours = counts[:, list(HOURS.values())] / MINUTES
    shares = ratio(counts[:, list(OF_THOSE_AT_HOME.values())], counts[:, Count.AT_HOME, None])
    outcomes = ("in_need", "known", *HOURS, *OF_THOSE_AT_HOME)
    write(outcomes, PEOPLE + lines.places, np.column_stack([counts[:, Count.IN_NEED], known, hours, shares]))
    causes = np.vstack([book.unmet_causes.sum(axis=0), book.unmet_causes])
    write("unmet_cause", lines.unmet, causes.T / MINUTES)
    at_home = counts[:, Count.GAP] - counts[:, Count.OWED]
    share = ratio(at_home, counts[:, Count.NEED])
    of_places = share[len(PEOPLE) :]
    worst = np.nanmax(of_places) if np.isfinite(of_places).any() else np.nan
    write(("urban_rural_gap", "worst_place"), REGION, (share[RURAL] - share[URBAN], worst))


def help_at_home(model: CareSystem, lines: Lines) -> None:
    """What was set up at home, who helps, and how homes stand in quality and medical care."""
    book, write = model.book, model.records.write
    write(("family_beds", "adapted_homes"), REGION, (book.family_beds, book.adapted))
    write(("trained_families", "respite_stays"), REGION, (book.families_trained, book.respite_stays))
    write(("eaters", "volunteers"), REGION, (book.eaters, len(model.volunteers)))
    write(("graded", "medical_share", "clinic_share"), REGION, (homes_at_norm(model), *medical_shares(model)))


def beds(model: CareSystem, lines: Lines) -> None:
    """Beds, residents, occupancy, and why beds are empty."""
    homes, write, n_places = model.facilities, model.records.write, model.region.n_places
    built = homes.col("beds").sum(axis=1)
    nursing = homes.col("beds")[:, BedType.NURSING :].sum(axis=1)
    residents = homes.col("occupied").sum(axis=1)
    barred = shut_out(model)
    free = np.where(barred, 0, built - homes.col("works").sum(axis=1) - residents)
    staffed = np.maximum(0, capacity_minutes(model) - homes.col("load")) // mean_load(model)
    operable = residents + np.minimum(free, staffed)
    owned = homes.col("ownership") == np.arange(len(Ownership))[:, None]
    there = homes.col("place") == np.arange(n_places)[:, None]
    member = np.concatenate([np.ones((1, homes.n)), owned, there])  # [line, facility]
    sums = member @ np.column_stack([built, residents, operable, nursing, empty_beds(model)])  # whole numbers: exact
    outcomes = ("beds", "residents", "operable_beds", "occupancy", "occupancy_operable", "nursing_share")
    shares = ratio(sums[:, [1, 1, 3]], sums[:, [0, 2, 0]])
    write(outcomes, REGION + OWNERS + lines.places, np.hstack([sums[:, :3], shares]))
    write("beds", BED_TYPES, homes.col("beds").sum(axis=0))
    inside = model.cells.sum(axis=0)
    write("residents", LEVELS, inside.sum(axis=1))
    write("residents", STANDINGS, inside.sum(axis=0))
    blocked = homes.col("stands_for")[barred & is_open(model)].sum()
    below = ratio(residents[homes.col("below_norm") == 1].sum(), residents.sum())
    write(("homes_blocked", "below_norm"), REGION, (blocked, below))
    region, owners, places = np.split(sums[:, 4:], [1, 1 + len(Ownership)])
    write("empty_cause", lines.empty, np.concatenate([region, places, owners]).T)


def queue(model: CareSystem, lines: Lines) -> None:
    """Who waits, how long, and how waiting ended."""
    elders, book, write = model.elders, model.book, model.records.write
    rows = model.waiting.rows(elders.row_of)
    standing = elders.raw("standing")[rows]
    number = np.bincount(standing, minlength=len(Standing))
    months = median_waits(model.month - elders.raw("waiting_since")[rows].astype(np.int64), standing, number)
    write(("waiting", "waiting_months"), REGION + STANDINGS, np.column_stack([[len(rows), *number], months]))
    write("waiting", lines.places, np.bincount(elders.raw("place")[rows], minlength=len(lines.places)))
    flows = np.column_stack([book.joined, book.admitted.sum(axis=1), book.died_waiting])
    write(("joined", "admitted", "died_waiting"), REGION + STANDINGS, np.vstack([flows.sum(axis=0), flows]))
    judged, in_time = (np.hstack([one.sum(), one.sum(axis=1), one.sum(axis=0)]) for one in book.judged_90)
    write("entered_90", REGION + STANDINGS + LEVELS, ratio(in_time, judged))
    write("admitted", OWNERS, book.admitted.sum(axis=0))
    write("wait_end", WAIT_ENDS, book.wait_end)
    placed = model.cells[:, :, Standing.TEKUN].sum()
    write(("tekun_placed", "tekun_willing"), REGION, (placed, placed + number[Standing.TEKUN]))


def median_waits(waited: Ints, standing: NDArray[np.uint8], number: Ints) -> list[float]:
    """Median months of all who wait, and of each standing (``number`` of each); 0 where nobody waits."""
    together = np.sort(waited)
    apart = waited[np.lexsort((waited, standing))]
    last = np.cumsum(number)
    parts = [together, *(apart[end - n : end] for end, n in zip(last.tolist(), number.tolist(), strict=True))]
    return [(int(x[(len(x) - 1) // 2]) + int(x[len(x) // 2])) / 2 if len(x) else 0.0 for x in parts]


def work(model: CareSystem, lines: Lines) -> None:
    """Aides employed, missing, coming and going."""
    homes, aides, book = model.facilities, model.aides, model.book
    write, at_homes, employed = model.records.write, is_home(model), model.facilities.col("aides")
    inside = employed[at_homes].sum()
    everywhere = employed.sum()
    employers = [("", ""), ("", "employer=homes"), ("", "employer=visiting")]
    write("aides", employers, (everywhere, inside, everywhere - inside))
    write("aides", lines.places, np.bincount(homes.col("place"), weights=employed, minlength=len(lines.places)))
    missing = missing_aides(model)
    write("aides_missing", REGION, missing.sum())
    write("aides_missing", OWNERS, np.bincount(homes.col("ownership"), weights=missing, minlength=len(Ownership)))
    working = aides.col("employer") >= 0
    certified = float(ratio(aides.col("certified")[working].sum(), working.sum()))
    write(("aides_quit", "aides_hired", "certified"), REGION, (book.aides_quit, book.aides_hired, certified))


def money(model: CareSystem, lines: Lines) -> None:
    """What was paid this month."""
    ledger, homes, write = model.ledger, model.facilities, model.records.write
    write("money", PURPOSES, ledger.by_purpose() / FEN)
    owed = int(np.minimum(homes.col("cash"), 0)[homes.col("ownership") == Ownership.PUBLIC].sum())
    owed += min(0, int(ledger.balance[Account.HOME_CARE]))
    costs = (ledger.public_cost() / FEN, -owed / FEN, ledger.household_cost() / FEN)
    write(("public_cost", "arrears", "household_cost"), REGION, costs)
