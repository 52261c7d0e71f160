"""What the four lists assume: doses of the trials, years of use, sizes of projects, caps; each with unit and range.

Set with ``carecap lists assume.adapt_life=5``; the values in force stand in the pages and in ``provenance.json``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity

FOR_ELDERS = "for 100,000 elders"


@dataclass(frozen=True)
class Assumed:
    """Assumptions of ``carecap lists`` alone; nothing in the model reads them."""

    beds_dose: float = quantity(
        60.0, unit="bed", low=1, high=2000, meaning=f"new public beds of a trial, {FOR_ELDERS}",
        source="judgement (20-200): small beside the stock", zh="试验新建公办床位（每10万老人）",
    )  # fmt: skip
    nursing_dose: float = quantity(
        60.0, unit="bed", low=1, high=2000, meaning=f"beds equipped for nursing of a trial, {FOR_ELDERS}",
        source="judgement (20-200)", zh="试验护理型床位改造（每10万老人）",
    )  # fmt: skip
    station_dose: float = quantity(
        4.0, unit="station", low=0.1, high=100, meaning=f"new stations of a trial, {FOR_ELDERS}",
        source="judgement (1-10)", zh="试验新建站点（每10万老人）",
    )  # fmt: skip
    station_posts: float = quantity(
        2.0, unit="post/station", high=30, meaning="posts for visiting aides at each new station of a trial",
        source="judgement (1-4)", zh="试验每个新站点岗位",
    )  # fmt: skip
    point_dose: float = quantity(
        20.0, unit="point", low=0.1, high=300, meaning=f"new village points of a trial, {FOR_ELDERS}",
        source="judgement (5-50)", zh="试验新建互助点（每10万老人）",
    )  # fmt: skip
    posts_dose: float = quantity(
        1.0, unit="post/station", low=0.1, high=20,
        meaning="further posts for visiting aides at each centre and station in a trial",
        source="judgement (0.5-2)", zh="试验每个中心和站点增加岗位",
    )  # fmt: skip
    hours_dose: float = quantity(
        4.0, unit="hour/month", low=0.1, high=60, meaning="further bought hours for each entitled person in a trial",
        source="judgement (2-10)", zh="试验增加购买工时",
    )  # fmt: skip
    family_bed_dose: float = quantity(
        100.0, unit="bed", low=1, high=5000, meaning=f"family care beds of a trial, {FOR_ELDERS}",
        source="judgement (20-300)", zh="试验家庭养老床位（每10万老人）",
    )  # fmt: skip
    visit_dose: float = quantity(
        1.0, unit="visit/elder", low=0.1, high=12, meaning="visits to each elder not yet known in the year of a trial",
        source="judgement (0.5-2): one round", zh="试验每名未识别老人上门次数",
    )  # fmt: skip
    adapt_dose: float = quantity(
        200.0, unit="household", low=1, high=10000, meaning=f"homes adapted in the year of a trial, {FOR_ELDERS}",
        source="judgement (50-600); Liuzhou wants about 700 in all", zh="试验适老化改造（每10万老人）",
    )  # fmt: skip
    pay_dose: float = quantity(
        0.1, unit="share", low=0.01, high=0.5, meaning="raise of the pay of aides in a trial",
        source="judgement (0.05-0.2)", zh="试验护理员工资提高",
    )  # fmt: skip
    seat_dose: float = quantity(
        20.0, unit="person/year", low=1, high=1000,
        meaning=f"further seats of training a year in a trial, {FOR_ELDERS}",
        source="judgement (5-50)", zh="试验增加培训名额（每10万老人）",
    )  # fmt: skip
    fuller: float = quantity(
        2.0, unit="ratio", low=1, high=10,
        meaning="general budgets of every arm of the trials, relative to those in force",
        source="judgement: enough for each measure alone", zh="试验各组一般预算倍数",
    )  # fmt: skip
    bed_life: float = quantity(
        20.0, unit="year", low=1, high=50, meaning="years over which the capital of beds is spread",
        source="judgement (15-30): use of a building between renovations", zh="床位投资分摊年限",
    )  # fmt: skip
    station_life: float = quantity(
        10.0, unit="year", low=1, high=50,
        meaning="years over which the capital of stations and village points is spread",
        source="judgement (5-20): rooms that are fitted out", zh="站点和互助点投资分摊年限",
    )  # fmt: skip
    family_bed_life: float = quantity(
        5.0, unit="year", low=0.5, high=20, meaning="years over which the equipment of a family care bed is spread",
        source="judgement (3-8): goes back when its user leaves", zh="家庭养老床位设备分摊年限",
    )  # fmt: skip
    visit_life: float = quantity(
        3.0, unit="year", low=0.5, high=20, meaning="years over which a round of door visits is spread",
        source="judgement (2-5): it fades as others are found too. In the runs named at adapt_life 2.4 times the "
        "last year's hours, 4.8 until it faded", zh="一轮上门探访分摊年限",
    )  # fmt: skip
    adapt_life: float = quantity(
        8.0, unit="year", low=0.5, high=30, meaning="years over which an adaptation is spread",
        source="judgement (5-12): use ends with the person. In 5 paired runs of half of Qingyuan the hours of 11 years "
        "were 7.8 times those of a trial's last year; half of those adapted were at home two years later, an eighth "
        "after nine", zh="适老化改造分摊年限",
    )  # fmt: skip
    home_beds: int = quantity(
        100, unit="bed", low=10, high=1000, meaning="beds of a new home, as sited and as a project",
        source="judgement (50-200), as homes.entry_beds", zh="新建机构床位",
    )  # fmt: skip
    nursing_project: float = quantity(
        50.0, unit="bed", low=1, high=1000, meaning="beds equipped for nursing in a project of one place",
        source="judgement (20-100)", zh="护理型床位改造项目规模",
    )  # fmt: skip
    point_project: float = quantity(
        10.0, unit="point", low=1, high=300, meaning="village points in a project of one place",
        source="judgement (5-30)", zh="互助点项目规模",
    )  # fmt: skip
    posts_project: float = quantity(
        10.0, unit="post", low=1, high=300, meaning="posts for visiting aides in a project of one place",
        source="judgement (5-30)", zh="上门护理员岗位项目规模",
    )  # fmt: skip
    densest: float = quantity(
        3.0, unit="ratio", low=1, high=20,
        meaning="most by which a place may differ from the region in need for each elder in need",
        source="judgement (2-5): beyond it the trial says nothing", zh="本地与全域需求密度之比上限",
    )  # fmt: skip
    most_share: float = quantity(
        2.0, unit="ratio", low=1, high=100,
        meaning="most sites that a place may get, relative to its share of the people counted",
        source="judgement (1-5): no place takes all", zh="每地布点与应得数量之比上限",
    )  # fmt: skip


DEFAULT = Assumed()
