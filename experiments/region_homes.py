"""From the stock rows of a document to single homes and services: which county, how many beds.

A document prints totals ("79 homes, 4,210 beds"); the model needs homes. The rules here are the ones that
``rules`` in ``region.yaml`` states in words. All are deterministic, and the sums are exactly those printed.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.region_checks import Folder, Row
from sim.world.region import HomeStock, ServiceStock, spread

GOLDEN = 0.618034
HANDFUL = 5
"""Least beds of an ownership in a sample."""
BY_WEIGHT = {"by_elders": "elders", "by_rural_elders": "rural", "by_urban_elders": "urban"}
ONE_EACH = ("each_place", "largest_places")
"""Rules with one home in a place: its size follows the root of the place's elders as well."""
HOME_RULES = ("named", *ONE_EACH, *BY_WEIGHT)
SERVICE_RULES = ("named", "each_place", *BY_WEIGHT)


@dataclass(frozen=True)
class Weights:
    """Elders of 60+ by place: all, rural, urban."""

    names: tuple[str, ...]
    names_zh: tuple[str, ...]
    elders: NDArray[np.float64]
    rural: NDArray[np.float64]
    urban: NDArray[np.float64]


def golden_weights(n: int, s: float) -> NDArray[np.float64]:
    """Sizes of ``n`` homes relative to their mean, from about 1 - s to 1 + s: spread by the golden ratio."""
    return 1 + s * (2 * np.modf(0.5 + np.arange(n) * GOLDEN)[0] - 1)


def read_homes(
    folder: Folder, rows: list[Row], weights: Weights, stock: dict[str, dict[str, int]], size_spread: float
) -> list[HomeStock]:
    """All homes at full scale."""
    file, homes = "homes.csv", list[HomeStock]()
    beds = _beds_of_rows(folder, rows, stock)
    for row in rows:
        where, total = f"row {row['row']}", beds.get(row["row"])
        if total is None:
            continue
        taken = {h.place for h in homes if h.ownership == row["ownership"]}
        places = _places(folder, file, row, row["homes"], weights, taken)
        if places is None:
            continue
        if total < len(places):
            what = f"{total} beds for {len(places)} homes"
            folder.wrong(file, f"{where}, column beds", what, "a bed in each")
            continue
        if row["nursing_share"] + (row["dementia_share"] or 0) > 1:
            folder.wrong(file, where, "nursing_share and dementia_share exceed 1 together", "a sum up to 1")
            continue
        occupancy = row["occupancy"]
        if row["residents"] is not None and row["residents"] > total:
            what = f"{row['residents']} residents on {total} beds"
            folder.wrong(file, f"{where}, column residents", what, "up to its beds")
            continue
        if occupancy == "residents":
            if row["residents"] is None:
                what = "is empty, but occupancy says residents"
                folder.wrong(file, f"{where}, column residents", what, "a whole number")
                continue
            occupancy = row["residents"] / total
        shape = golden_weights(len(places), size_spread)
        if row["rule"] in ONE_EACH:
            shape = shape * np.sqrt(weights.elders[places])
        sizes = spread(total, shape)
        types = _bed_types(sizes, row["nursing_share"], row["dementia_share"] or 0.0)
        for k, (place, (name, name_zh)) in enumerate(zip(places, _names(row, places, weights), strict=True)):
            homes.append(
                HomeStock(
                    name=name,
                    place=place,
                    kind=row["kind"],
                    ownership=row["ownership"],
                    tier=row["tier"][k % len(row["tier"])],
                    beds=types[k],
                    occupancy=occupancy,
                    tekun_share=row["tekun_share"],
                    quality=row["quality"],
                    medical="none",
                    group=row["group"],
                    in_use=row["in_use"] != "no",
                    label_zh=name_zh,
                )
            )
    return homes


def _beds_of_rows(folder: Folder, rows: list[Row], stock: dict[str, dict[str, int]]) -> dict[int, int]:
    """Beds of each complete row, ``rest`` worked out; sums are compared with the printed totals."""
    file, beds, optional = "homes.csv", dict[int, int](), ("place", "residents", "dementia_share", "in_use")
    for ownership in dict.fromkeys(row["ownership"] for row in rows if row["ownership"]):
        own = [row for row in rows if row["ownership"] == ownership]
        ready = all(row[c] is not None for row in own for c in row if c not in optional)
        rest = [row for row in own if row["beds"] == "rest"]
        said = sum(row["beds"] for row in own if isinstance(row["beds"], int))
        printed = stock.get(ownership)
        if rest and (printed is None or len(rest) > 1):
            why = "two rows say rest" if printed else f"stock.{ownership} of region.yaml is missing"
            folder.wrong(file, f"row {rest[-1]['row']}, column beds", f"rest cannot be worked out: {why}")
            continue
        if not ready:
            continue
        if printed:
            n = sum(row["homes"] for row in own)
            for what, sums in (("homes", n), ("beds", printed["beds"] if rest else said)):
                if sums != printed[what]:
                    allowed = f"{printed[what]} as in region.yaml"
                    folder.wrong(file, f"column {what}", f"{sums} {ownership} {what}", allowed)
        for row in own:
            beds[row["row"]] = printed["beds"] - said if row["beds"] == "rest" and printed else row["beds"]
    return beds


def _places(folder: Folder, file: str, row: Row, n: int, weights: Weights, taken: set[int]) -> list[int] | None:
    """Index of the place of each of ``n`` things of a row; None, and a problem, if the rule does not fit."""
    where, rule, count = f"row {row['row']}", row["rule"], len(weights.names)
    if (row["place"] is None) == (rule == "named"):
        what = "is empty" if rule == "named" else f"rule {rule} names no place"
        folder.wrong(file, f"{where}, column place", what, "a place if the rule is named, else empty")
        return None
    if rule == "named":
        return [weights.names.index(row["place"])] * n
    if rule == "each_place":
        if n != count:
            folder.wrong(file, f"{where}, column rule", f"each_place with {n} for {count} places", f"{count}")
            return None
        return list(range(count))
    if rule == "largest_places":
        free = [int(p) for p in np.argsort(-weights.elders, kind="stable") if p not in taken]
        if n > len(free):
            what = f"{n} for {len(free)} free places"
            folder.wrong(file, f"{where}, column rule", what, "one in each free place")
            return None
        return free[:n]
    by = getattr(weights, BY_WEIGHT[rule])
    if not by.any():
        folder.wrong(file, f"{where}, column rule", f"{rule}, but there are no such elders", "another rule")
        return None
    return [int(p) for p in np.repeat(np.arange(count), spread(n, by))]


def _names(row: Row, places: Sequence[int], weights: Weights) -> list[tuple[str, str]]:
    """English and Chinese name of each home of a row: place, label and, where there are several, a number."""
    if row["rule"] == "named" and len(places) == 1:
        return [(row["label"], row["label_zh"])]
    found = []
    for k, place in enumerate(places):
        alone = list(places).count(place) == 1
        number = "" if alone else str(list(places[: k + 1]).count(place))
        name = f"{weights.names[place]} {row['label']} {number}".rstrip()
        found.append((name, f"{weights.names_zh[place]}{row['label_zh']}{number}"))
    return found


def _bed_types(sizes: NDArray[np.int64], nursing: float, dementia: float) -> list[tuple[int, int, int]]:
    """Ordinary, nursing and dementia beds of each home; the shares hold for the row as a whole."""
    total = int(sizes.sum())
    n = spread(round(total * nursing), sizes)
    left = sizes - n
    d = spread(min(round(total * dementia), int(left.sum())), left)
    return [(int(b - i - j), int(i), int(j)) for b, i, j in zip(sizes, n, d, strict=True)]


def sampled_homes(homes: list[HomeStock], fraction: float) -> list[HomeStock]:
    """The homes of a sample: in each county and tier as many as their share, and at least one while it has a bed.

    The beds of an ownership sum to round(total x fraction), spread over counties and tiers by their beds; homes
    of a group are equally large. A home of the sample stands for several: that is what ``stands_for`` says, in
    proportion to its beds, so that people find as much choice as in the full region.
    """
    if fraction >= 1:
        return homes
    sample: list[HomeStock] = []
    for ownership in dict.fromkeys(h.ownership for h in homes):
        own = [h for h in homes if h.ownership == ownership]
        groups = [[h for h in own if _group(h) == key] for key in dict.fromkeys(map(_group, own))]
        full = [sum(sum(h.beds) for h in group) for group in groups]
        total = max(HANDFUL, round(sum(full) * fraction))
        for group, beds in zip(groups, spread(total, np.array(full, dtype=np.float64)), strict=True):
            n = min(int(beds), max(1, round(len(group) * fraction)))
            for k, size in enumerate(spread(int(beds), np.ones(n)) if n else []):
                like = group[k * len(group) // n]
                nursing, dementia = (round(b * int(size) / sum(like.beds)) for b in like.beds[1:])
                kinds = (int(size) - nursing - dementia, nursing, dementia)
                stands_for = len(own) * int(size) / total
                sample.append(dataclasses.replace(like, beds=kinds, stands_for=stands_for))
    return sample


def _group(home: HomeStock) -> tuple[int, str, bool]:
    """Homes that can stand for each other."""
    return home.place, home.tier, home.in_use


def with_medical(homes: list[HomeStock], in_house: int, share_any: float, n_full: int) -> list[HomeStock]:
    """Medical level by size: the largest have care in house, the next an agreement, small and closed ones none."""
    order = sorted(range(len(homes)), key=lambda i: (not homes[i].in_use, -sum(homes[i].beds), i))
    inside = round(in_house * len(homes) / max(n_full, 1))
    at_all = max(inside, math.ceil(share_any * len(homes) - 1e-9))
    level = dict.fromkeys(order, "none") | dict.fromkeys(order[:at_all], "agreement")
    level |= dict.fromkeys(order[:inside], "in_house")
    return [dataclasses.replace(home, medical=level[i]) for i, home in enumerate(homes)]


def read_services(folder: Folder, rows: list[Row], weights: Weights, fraction: float) -> list[ServiceStock]:
    """Community services by place; in a sample fewer units, whose circles sum to their share.

    Of aides a sample has all: each unit has the mean of its kind and residence, times those for which it stands.
    """
    full: list[ServiceStock] = []
    for row in rows:
        if any(row[name] is None for name in row if name != "place"):
            continue
        places = _places(folder, "services.csv", row, row["count"], weights, set())
        for place in dict.fromkeys(places or []):
            n = (places or []).count(place)
            facts = (row["kind"], row["residence"], n, float(row["reach"]), float(row["visiting_aides"]))
            full.append(ServiceStock(place, *facts))
    if fraction >= 1:
        return full
    sample: list[ServiceStock] = []
    for kind in dict.fromkeys((s.kind, s.residence) for s in full):
        own = [s for s in full if (s.kind, s.residence) == kind]
        counts = np.array([s.count for s in own])
        n = max(1, round(int(counts.sum()) * fraction))
        stands_for = int(counts.sum()) / n
        aides = float(sum(s.count * s.visiting_aides for s in own)) / int(counts.sum())
        for s, count in zip(own, spread(n, counts), strict=True):
            if count:
                facts = {"reach": s.reach * stands_for * fraction, "visiting_aides": aides, "stands_for": stands_for}
                sample.append(dataclasses.replace(s, count=int(count), **facts))
    return sample
