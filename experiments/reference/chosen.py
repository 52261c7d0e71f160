"""Which comparisons are published."""

from __future__ import annotations

from dataclasses import dataclass

DOCUMENT = "document"
"""Name of the comparison of a document with the status quo."""


@dataclass(frozen=True)
class Published:
    """One published comparison."""

    region: str
    name: str
    """How its files begin: ``document``, or the name of the comparison."""
    words: tuple[str, ...]
    """What ``carecap compare`` is told of it besides the region."""
    pictures: tuple[str, ...]
    """Figures of ``experiments.charts``, and ``pareto``."""
    replicates: int
    """Of each scenario"""

    @property
    def key(self) -> str:
        """Its name among those of all regions, and that of its study."""
        return f"{self.region}-{self.name}"


def _document(region: str) -> Published:
    return Published(region, DOCUMENT, ("scenarios=[status_quo,document]",), ("difference", "unmet_causes"), 8)


def _signature(region: str, name: str, *pictures: str) -> Published:
    return Published(region, name, (f"comparison={name}",), ("difference", *pictures), 4)


PUBLISHED = (
    _document("qiannan"),
    # the four lists are Qiannan's own instrument
    _signature("qiannan", "four_lists", "pareto"),
    _document("shenzhen"),
    # a home in every district, a centre in every street, a station in every community: the plan's three rules
    _signature("shenzhen", "coverage_rules", "pareto"),
    _document("liuzhou"),
    # the plan finds, assesses and ranks people; it prints hardly a bed
    _signature("liuzhou", "finding_or_building", "unmet_causes"),
    _document("qingyuan"),
    # the letter answers a proposal of three suggestions
    _signature("qingyuan", "suggestions", "pareto"),
    _document("banan"),
    # a centre of 400 beds at one aide for three residents, and 1,000 trained aides
    _signature("banan", "ratio_and_training", "empty_beds"),
)
"""Region by region, the document first."""
REGIONS = tuple(dict.fromkeys(one.region for one in PUBLISHED))


def of_region(region: str) -> tuple[Published, ...]:
    """What is published of a region."""
    return tuple(one for one in PUBLISHED if one.region == region)
