"""What a reader must know of a region before its figures: what its document does not print, what is not fitted.

Printed under the head line of a run, kept in its provenance and beside its charts, and shown on its page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.labels import LANGUAGES

if TYPE_CHECKING:
    from sim.world.region import Region

WORDS: dict[str, tuple[str, str]] = {
    "uncalibrated": (
        "Not calibrated: its constants are the declared ones, not fitted to this region",
        "未校准：所用常数为通用声明值，未按本地区拟合",
    ),
    "calibrate": ("; run carecap calibrate region={region}", "；请运行 carecap calibrate region={region}"),
    "stop": (".", "。"),
    "estimates": (
        "Places marked est. are estimates: no census prints their people.",
        "标有“估计”的地点，其人口为估计数，普查未公布。",
    ),
    "all_estimates": (
        "The people of all places are estimates: no census prints them.",
        "各地点人口均为估计数，普查未公布。",
    ),
    "sample": (
        "A sample is not the region in small: its homes are fewer and small, and queues are longer; its few stations "
        "lie in few places. Levels and effects, queues and hours above all, may be far from those of the region: for "
        "its figures use scale=full.",
        "样本不是缩小的地区：机构更少、规模更小，等候更长；站点少，只分布在少数地区。"
        "水平值和效应（尤其是等候和工时）可能与全地区相差很大；需要全地区数字时请用scale=full。",
    ),
}


def sampled(region: Region, language: str) -> str:
    """What a reader must know of a sample before its amounts; empty if every elder is simulated.

    Measured: ``results/reference/coverage``, effects of door visits in worlds of four sizes.
    """
    return "" if region.fraction == 1 else _word("sample", language)


def notices(region: Region, language: str, asked: str = "") -> list[str]:
    """The note of the region, that it is not calibrated, that places are estimates: a paragraph for each that holds.

    ``asked``: the region as it was typed, for the command that calibrates it.
    """
    own = region.note[LANGUAGES.index(language)]
    return [line for line in (own, uncalibrated(region, language, asked), estimates(region, language)) if line]


def uncalibrated(region: Region, language: str, asked: str = "") -> str:
    """That the constants are not fitted to the region, and the command that fits them; empty if they are."""
    if region.calibrated:
        return ""
    end = _word("calibrate", language).format(region=asked) if asked else _word("stop", language)
    return _word("uncalibrated", language) + end


def estimates(region: Region, language: str) -> str:
    """That the people of some places are estimates; empty if none are."""
    marks = [place.estimated for place in region.places]
    return _word("all_estimates" if all(marks) else "estimates", language) if any(marks) else ""


def _word(key: str, language: str) -> str:
    return WORDS[key][LANGUAGES.index(language)]
