"""Levers that bring care near: centres and stations, village points, homes that run stations, meals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.declare import choice, quantity


@dataclass(frozen=True)
class Station:
    """New centres of streets and townships and new stations; who lives in their circle can be visited."""

    CODE: ClassVar[str] = "L09"
    LABEL: ClassVar[str] = "Centres and stations"
    LABEL_ZH: ClassVar[str] = "街镇中心与社区站点"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "6 months of works after the money is there (6-18, assumption)"
    COST: ClassVar[str] = "capital per centre and station, equipment of short-stay places; wages of visiting aides"

    centres_per_year: float = quantity(
        0.0,
        unit="centre/year",
        high=500,
        meaning="centres of streets and townships ordered each year",
        zh="每年新建街镇中心",
    )
    stations_per_year: float = quantity(
        0.0, unit="station/year", high=2000, meaning="community stations ordered each year", zh="每年新建社区站点"
    )
    site: str = choice(
        "elders",
        values=("elders", "need"),
        zh="选址规则",
        meaning="they go to places by their elders out of reach, or by the unmet hours known to the authorities there",
    )
    posts_each: float = quantity(
        2.0,
        unit="post",
        high=30,
        meaning="posts of visiting aides at each new centre or station; at 0 it reaches people and gives them nothing",
        zh="新站点护理员岗位",
    )
    short_stay_beds: int = quantity(
        0, unit="place", high=50, meaning="short-stay places of each centre, for respite", zh="每中心短托床位"
    )
    grant_share: float = quantity(
        0.0, unit="share", meaning="share of the capital that the upper levels pay", zh="上级补助占比"
    )


@dataclass(frozen=True)
class Point:
    """Village mutual-aid points: a room, neighbours, at some an assistant; light help and little care."""

    CODE: ClassVar[str] = "L10"
    LABEL: ClassVar[str] = "Village points"
    LABEL_ZH: ClassVar[str] = "村级互助养老点"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "QY", "BN")
    LAG: ClassVar[str] = "6 months of works after the money is there (6-12, assumption)"
    COST: ClassVar[str] = "capital per point; pay of the assistants, as far as the purses reach"

    points_per_year: float = quantity(
        0.0, unit="point/year", high=3000, meaning="village points ordered each year", zh="每年新建互助点"
    )
    assistant_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of the points with a paid assistant, who gives light help",
        zh="配备协理员比例",
    )
    shared_living: int = quantity(
        0,
        unit="place",
        high=50,
        meaning="places at each point where tekun and poor of level 0 and 1 who live alone live together",
        zh="每点集中居住名额",
    )
    grant_share: float = quantity(
        0.0, unit="share", meaning="share of the capital that the upper levels pay", zh="上级补助占比"
    )


@dataclass(frozen=True)
class Chain:
    """Homes run the stations near them: their spare aides go out, their beds take guests, their name is known."""

    CODE: ClassVar[str] = "L11"
    LABEL: ClassVar[str] = "Homes run stations"
    LABEL_ZH: ClassVar[str] = "机构带站连锁运营"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("QN", "SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "6 months (assumption)"
    COST: ClassVar[str] = "none of its own: the hours of the homes' aides are paid like all hours"

    linked_share: float = quantity(
        0.0,
        unit="share",
        meaning="share of centres and stations that a home of the same place runs",
        zh="机构运营站点比例",
    )


@dataclass(frozen=True)
class Meals:
    """Canteens and delivery within the circles of community facilities do a part of the housework of the needy."""

    CODE: ClassVar[str] = "L16"
    LABEL: ClassVar[str] = "Meals"
    LABEL_ZH: ClassVar[str] = "长者助餐"
    DOCUMENTS: ClassVar[tuple[str, ...]] = ("SZ", "LZ", "QY", "BN")
    LAG: ClassVar[str] = "none in the model (3-6 months, assumption)"
    COST: ClassVar[str] = "subsidy per meal, as far as the purses reach; households pay the rest"

    share: float = quantity(
        0.0, unit="share", meaning="share of those in need within a circle who eat with the service", zh="圈内用餐比例"
    )
    subsidy: float = quantity(3.0, unit="yuan/meal", high=50, meaning="public subsidy for each meal", zh="每餐补贴")
    poor_only: bool = quantity(False, unit="", meaning="only tekun and poor are served", zh="仅限困难老人")
