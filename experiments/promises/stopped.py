"""What stopped a target that was missed, read from the run in the target's month and never guessed.

For each kind of measure one function looks at the state of the model, and at what the run has seen month by month
(:class:`Seen`), and returns the constraints that it finds there, each with how much of what is missing it holds back,
all in one unit. The binding one is the largest; of equal ones the first. What no constraint holds back was not ordered
by anybody, or, where the model has an order for it and counts nothing more, is said to be unknown.

A new measure needs one line in :data:`FINDERS`; without one, :func:`by_lever` answers. The functions stand by subject
in ``works``, ``residents``, ``staff``, ``quality``, ``help`` and ``rules``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from experiments import measures
from experiments.measures_homes import care_centres, township_homes
from experiments.month0 import due, verdict_of
from experiments.promises import help as at_home
from experiments.promises.quality import (
    AGREEMENTS,
    CLINICS,
    below_norm,
    centres_at_norm,
    of_medical,
    places_without_county_home,
    public_homes,
)
from experiments.promises.residents import empty_beds, operated, tekun_at_home, willing_tekun
from experiments.promises.rules import by_lever, lottery, no_rule, seats
from experiments.promises.staff import of_aides
from experiments.promises.stops import Finder, Stop, lived
from experiments.promises.works import (
    closed_beds,
    closed_homes,
    new_beds,
    new_homes,
    nursing_beds,
    nursing_beds_of_centres,
    of_document,
    of_works,
    places_without,
    services,
)
from sim.agents.kinds import Kind, Ownership, Residence, Tier

if TYPE_CHECKING:
    from experiments.promises.seen import Seen
    from sim.model import CareSystem
    from sim.world.region import DocumentTarget

__all__ = ["AFTER_THE_DOCUMENT", "FINDERS", "Stop", "look", "stopped"]


def stopped(model: CareSystem, target: DocumentTarget, shown: float, seen: Seen) -> tuple[Stop, ...]:
    """What stopped a target of this month whose figure in the model is ``shown``; at least one, one of them binding."""
    gap = abs(target.value - shown)
    measure = target.measure.partition(":")[0]
    if lived(model) < model.region.document and measure in AFTER_THE_DOCUMENT:
        found = [Stop(target.key, "burn_in", gap, target.unit, month=model.region.document)]
    else:
        found = [stop for stop in FINDERS.get(measure, by_lever)(model, target, gap, seen) if stop.quantity > 1e-9]
    found = found or [Stop(target.key, "not_told", gap, target.unit)]
    largest = max(range(len(found)), key=lambda i: (found[i].quantity, -i))
    return tuple(stop._replace(binds=i == largest) for i, stop in enumerate(found))


def look(model: CareSystem, seen: Seen, figures: dict[str, float], stops: list[Stop]) -> None:
    """Put down the figures of the targets of the month just lived, and what stopped those that are missed."""
    seen.note(model)
    for target in due(model.region, lived(model)):
        shown = measures.value(model, target.measure)
        figures[target.key] = shown
        if verdict_of(model.region, target, shown, model.until) == "missed":
            stops += stopped(model, target, shown, seen)


_PUBLIC = (Ownership.PUBLIC, Ownership.PUBLIC_PRIVATE)
_OPEN = Ownership.PUBLIC_PRIVATE
_VISITED = (Kind.STREET_CENTRE, Kind.STATION)


def _thousands(measure: str) -> Callable[[Any], float]:
    """Beds for one bed per 1,000."""
    return lambda model: float(measures.value(model, measure)) / 1000


def _beds(model: Any) -> float:
    return float(measures.value(model, "beds"))


def _centre_beds(model: Any) -> float:
    return float(model.facilities.col("beds")[care_centres(model)].sum()) / float(model.region.fraction)


WORKS: dict[str, Finder] = {
    "opened_of": of_document,
    "street_centres": of_works(services(Kind.STREET_CENTRE)),
    "street_centres_urban": of_works(services(Kind.STREET_CENTRE, urban=True)),
    "street_centres_rural": of_works(services(Kind.STREET_CENTRE, urban=False)),
    "stations": of_works(services(Kind.STATION)),
    "village_points": of_works(services(Kind.VILLAGE_POINT)),
    "care_centres": of_works(new_homes(kind=Kind.CARE_CENTRE)),
    "homes": of_works(new_homes(), closed=closed_homes()),
    "homes_public": of_works(new_homes(Ownership.PUBLIC)),
    "homes_public_all": of_works(new_homes(*_PUBLIC)),
    "homes_public_in_use": of_works(new_homes(*_PUBLIC)),
    "homes_public_private": of_works(new_homes(_OPEN), closed=closed_homes(_OPEN)),
    "homes_private": of_works(new_homes(Ownership.PRIVATE), closed=closed_homes(Ownership.PRIVATE)),
    "places_with_public_home": places_without,
    "places_with_county_home": places_without_county_home,
    "beds": of_works(new_beds(), closed=closed_beds),
    "beds_public": of_works(new_beds(Ownership.PUBLIC)),
    "beds_public_all": of_works(new_beds(*_PUBLIC)),
    "beds_public_private": of_works(new_beds(_OPEN)),
    "beds_private": of_works(new_beds(Ownership.PRIVATE)),
    "beds_per_1000": of_works(new_beds(), "bed", _thousands("elders"), closed_beds),
    "beds_per_1000_registered": of_works(new_beds(), "bed", _thousands("elders_registered"), closed_beds),
    "nursing_beds": of_works(nursing_beds),
    "nursing_share": of_works(nursing_beds, "bed", _beds),
    "care_centre_nursing_share": of_works(nursing_beds_of_centres, "bed", _centre_beds),
    "operated_share": operated,
}
"""Measures of what is built or handed over."""

ORDERS: dict[str, Finder] = {
    "graded": below_norm(public_homes()),
    "graded_township": below_norm(public_homes(Tier.TOWNSHIP)),
    "graded_county": below_norm(public_homes(Tier.COUNTY)),
    "care_centres_at_norm": centres_at_norm(care_centres),
    "share_medical": of_medical(AGREEMENTS, of_all=True),
    "clinic_share": of_medical(CLINICS, of_all=True),
    "homes_medical_in_house": of_medical(CLINICS, of_all=False),
}
"""Measures of what homes are graded and ordered to do."""

FINDERS: dict[str, Finder] = (
    WORKS
    | ORDERS
    | {
        "residents": empty_beds,
        "occupancy": empty_beds,
        "tekun_placed": tekun_at_home,
        "tekun_supported": willing_tekun,
        "care_centre_ratio": of_aides(care_centres),
        "township_home_ratio": of_aides(township_homes),
        "adapted_since": at_home.adapted,
        "families_trained_since": at_home.families_trained,
        "courses_since": at_home.courses,
        "family_beds": at_home.family_beds,
        "coverage": at_home.out_of_reach(_VISITED),
        "coverage_urban": at_home.out_of_reach(_VISITED, Residence.URBAN),
        "coverage_rural": at_home.out_of_reach(_VISITED, Residence.RURAL),
        "coverage_points": at_home.out_of_reach((Kind.VILLAGE_POINT,)),
        "platform": at_home.platform,
        "lottery_share": lottery,
        "trained_since": seats,
        "assistants_per_point": no_rule,
        "running_share": no_rule,
    }
)
"""Measure, without a name after a colon -> what looks for its constraints."""


AFTER_THE_DOCUMENT = frozenset(WORKS | ORDERS)
"""Before the month of the document stocks are held as they are: nothing of these is ordered, built or graded."""
