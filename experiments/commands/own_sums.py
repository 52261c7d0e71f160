"""What ``carecap check-region`` looks at in a region that loads: do its tables agree with each other?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from experiments import calibrate_region
from experiments.month0 import shown_number
from experiments.region_document import agrees
from experiments.region_values import CHOICE
from experiments.units import in_chinese
from sim.world.region import HomeStock, Region

if TYPE_CHECKING:
    from experiments.commands.own_checks import Review

MANY = 0.15
"""More elders than this share in homes is implausible (judgement)."""
REFIT = 0.005
"""Difference from which the targets of a fit are not those of the tables any more."""


def residents_of(homes: Iterable[HomeStock]) -> float:
    """Residents at month 0: beds x occupancy."""
    return sum(sum(home.beds) * home.occupancy for home in homes)


def _tekun_of(homes: Iterable[HomeStock]) -> float:
    return sum(sum(home.beds) * home.occupancy * home.tekun_share for home in homes)


def full(found: Review, region: Region) -> None:
    """Homes hold no more people than there are, and closed homes nobody."""
    elders, residents = float(region.elders.sum()), residents_of(region.homes)
    if residents > MANY * elders:
        share = residents / elders
        what = f"beds x occupancy make {residents:,.0f} residents, {share:.0%} of the elders"
        found.warn("homes.csv", what, f"床位×入住率共{residents:,.0f}人，占老年人口{share:.0%}")
    urban = sum(float(region.elders[i].sum()) * place.urban_share for i, place in enumerate(region.places))
    population: Any = region.parameters.population
    there = population.tekun_rural * (elders - urban) + population.tekun_urban * urban
    public = [home for home in region.homes if home.ownership != "private"]
    if _tekun_of(public) > there:
        what = f"{_tekun_of(public):,.0f} tekun in homes, but about {there:,.0f} in the region (population.tekun_…)"
        found.warn(
            "homes.csv, column tekun_share",
            what,
            f"机构中特困人员{_tekun_of(public):,.0f}人，多于全地区约{there:,.0f}人",
        )
    for row in found.tables["homes.csv"]:
        where, occupancy = f"homes.csv, row {row['row']}, column occupancy", found.number(row.get("occupancy"))
        lived_in = occupancy or found.number(row.get("residents"))
        if row.get("in_use") == "no" and lived_in:
            found.wrong(
                where, "residents in a home that is not in use; allowed: 0", "未投入使用的机构不能有入住老人；允许：0"
            )
        elif row.get("in_use") != "no" and occupancy == 0:
            found.warn(where, "0 in a home in use; closed homes have in_use no", "在用机构为0；未开放的机构in_use写no")


_SUMS: dict[str, Callable[[Sequence[HomeStock]], float]] = {
    "homes": lambda homes: float(len(homes)),
    "beds": lambda homes: float(sum(sum(home.beds) for home in homes)),
    "residents": residents_of,
    "tekun": _tekun_of,
    "occupancy": lambda homes: residents_of(homes) / max(sum(sum(home.beds) for home in homes), 1),
}
"""What the tables say of some homes, by the first word of a measure."""


def agree(found: Review, region: Region) -> None:
    """Facts that are judged agree with homes.csv: beds, occupancy x beds, tekun among them."""
    for fact, row in zip(region.facts, found.tables["facts.csv"], strict=True):
        name, _, of = fact.measure.partition(":")
        what = name.removesuffix("_of") if of else {"tekun_placed": "tekun"}.get(name, name)
        if what not in _SUMS or (of and not name.endswith("_of")):
            continue
        said = _SUMS[what]([home for home in region.homes if not of or of in (home.name, home.group)])
        if not agrees(fact, said, 0.5 * (fact.unit in ("person", "bed"))):
            where = f"facts.csv, row {row['row']}, column value"
            printed, sums = shown_number(fact.value), shown_number(said)
            text = f"{printed} {fact.unit}, but homes.csv makes {sums}"
            found.warn(where, text, f"{printed}{in_chinese(fact.unit)}，但homes.csv合计为{sums}")


def fitted(found: Review, region: Region) -> None:
    """The constants were fitted to what the tables say now."""
    if not region.calibrated:
        return
    aimed = {one["name"]: float(one["aimed"]) for one in calibrate_region.residuals(found.path)}
    for target in calibrate_region.targets(region):
        if abs(aimed.get(target.name, 0.0) - target.value) > max(REFIT * target.value, 0.06):
            what = f"fitted to other tables ({target.name}): calibrate again"
            found.warn(CHOICE, what, f"按另外的表格拟合（{target.name}），请重新校准")
            return
