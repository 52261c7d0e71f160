"""Which experiment shows each lever of the institutional half: the region, the doses, and what to read in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.world.region import ProjectStock, Region


@dataclass(frozen=True)
class Effect:
    """A lever in one region, in one or more doses; all begin in the same month."""

    code: str
    region: str
    asks: tuple[str, str]
    """The question, in English and Chinese."""
    doses: dict[str, dict[str, Any]]
    names: dict[str, tuple[str, str]]
    """Dose -> what it is called."""
    base: dict[str, Any] = field(default_factory=dict)
    """Lever values of all arms, the first included."""
    parameters: tuple[tuple[str, Any], ...] = ()
    since: str = "2023-01"
    read: tuple[str, str] = ("", "")
    """What to bear in mind, in English and Chinese."""

    def title(self, language: str) -> str:
        """The question."""
        return self.asks[language == "zh"]

    def dose_label(self, dose: str, language: str) -> str:
        """The name of a dose."""
        return self.names[dose][language == "zh"]

    def note(self, language: str) -> str:
        """What to bear in mind."""
        return self.read[language == "zh"]

    def projects_of(self, arm: str, region: Region) -> tuple[ProjectStock, ...]:
        """Projects that all arms add to those of the region: none."""
        return ()


EFFECTS = (
    Effect(
        "L01", "qingyuan", ("Do new public beds shorten queues, with and without posts for aides?",
                            "新建公办床位能否缩短等候，有无护理员编制有何不同？"),
        {"beds": {"build.beds_per_year": 400, "build.grant_share": 0.8, "build.posts_share": 0.0},
         "beds_posts": {"build.beds_per_year": 400, "build.grant_share": 0.8}},
        {"beds": ("400 beds a year, no posts", "每年400张，无编制"),
         "beds_posts": ("400 beds a year with the usual posts", "每年400张，配常规编制")},
    ),
    Effect(
        "L02", "qiannan", ("Do more nursing beds in public homes help those who are disabled?",
                           "公建机构增加护理型床位，失能老人是否受益？"),
        {"half": {"nursing.target_share": 0.55, "nursing.beds_per_year": 1000, "nursing.grant_share": 0.8},
         "most": {"nursing.target_share": 0.8, "nursing.beds_per_year": 1000, "nursing.grant_share": 0.8}},
        {"half": ("nursing share to 55 %", "护理型占比至55%"), "most": ("nursing share to 80 %", "护理型占比至80%")},
    ),
    Effect(
        "L03", "qiannan", ("What do upgrades do, and what do inspections do without money to put things right?",
                           "提升改造有何作用？只检查、无资金整改又如何？"),
        {"upgrade": {"upgrade.homes_per_year": 10, "upgrade.grant_share": 0.8},
         "inspect": {"upgrade.inspections_per_year": 1},
         "both": {"upgrade.homes_per_year": 10, "upgrade.grant_share": 0.8, "upgrade.inspections_per_year": 1}},
        {"upgrade": ("10 homes a year", "每年10家"), "inspect": ("an inspection a year", "每年一次检查"),
         "both": ("both", "两者兼用")},
    ),
    Effect(
        "L04", "qingyuan", ("Who gains when government-run homes go to private operators or state firms?",
                            "公办机构交由社会力量或国企运营，谁受益？"),
        {"private": {"operate.share_of_homes": 0.6},
         "state": {"operate.share_of_homes": 0.6, "operate.operator": "state"}},
        {"private": ("60 % to private operators", "60%交社会力量"), "state": ("60 % to state firms", "60%交国有企业")},
    ),
    Effect(
        "L05", "qingyuan", ("Do grants and lower hurdles bring private homes?", "补贴和降低门槛能否带来民办机构？"),
        {"grants": {"entry.build_grant": 10000, "entry.operating_grant": 300},
         "hurdle": {"entry.hurdle_cut": 0.5, "entry.approval_months": 3}},
        {"grants": ("10,000 yuan a bed, 300 a resident", "每床1万元、每人每月300元"),
         "hurdle": ("half the hurdle, 3 months faster", "门槛减半、审批快3个月")},
    ),
    Effect(
        "L06", "qiannan", ("What do idle buildings and closed homes bring when they are opened?",
                           "启用闲置房屋和闲置机构能带来什么？"),
        {"sites": {"idle.sites_per_year": 4}, "reopen": {"idle.reopen_per_year": 5}},
        {"sites": ("4 idle buildings a year", "每年盘活4处"),
         "reopen": ("5 closed homes a year", "每年启用5家闲置机构")},
    ),
    Effect(
        "L07", "qingyuan", ("Who waits when the reserve goes, or when tekun are called on?",
                            "取消保留床位、动员特困人员入住，谁在等候？"),
        {"reserve": {"admit.reserve_share": 0.0}, "outreach": {"admit.outreach_per_year": 2},
         "spare": {"admit.release_share": 0.5}},
        {"reserve": ("no reserve", "不保留床位"), "outreach": ("two visits a year to tekun", "每年动员两次"),
         "spare": ("half of the spare beds open", "空余床位开放一半")},
    ),
    Effect(
        "L08", "qiannan", ("What does a higher payment for tekun change, and a fund that caps it?",
                           "提高供养标准、设资金上限，各有何影响？"),
        {"more": {"safety_net.payment_factor": 1.5}, "cap": {"safety_net.fund_per_year": 28_000_000}},
        {"more": ("1.5 times the living allowance", "标准为1.5倍"), "cap": ("28 million yuan a year", "每年2800万元")},
        read=("28 million yuan is the fund that Qiannan prints (2800余万元); what it covers is not said.",
              "2800余万元为黔南文件所载资金，未说明涵盖范围。"),
    ),
    Effect(
        "L17", "qingyuan", ("Do courses bring aides, and what if certificates are required?",
                            "培训能否带来护理员？要求持证又如何？"),
        {"seats": {"train.seats_per_year": 200},
         "certified": {"train.certificates_required": True},
         "both": {"train.seats_per_year": 200, "train.upgrade_seats": 400, "train.certificates_required": True}},
        {"seats": ("200 seats a year", "每年200人"), "certified": ("certificates required", "持证上岗"),
         "both": ("required, with 600 seats", "持证上岗并每年培训600人")},
    ),
    Effect(
        "L18", "qingyuan", ("Does better pay keep aides, and do posts that public money buys?",
                            "提薪能否留住护理员？政府购买岗位呢？"),
        {"pay": {"pay.raise_share": 0.2}, "posts": {"pay.extra_posts": 0.5}},
        {"pay": ("20 % more pay", "提薪20%"), "posts": ("half as many posts again", "岗位增加一半")},
    ),
    Effect(
        "L19", "banan", ("What do the ratios of the document do to operable beds?",
                         "文件规定的配比对可运营床位有何影响？"),
        {"document": {"ratio.care_centre": 3, "ratio.township": 10},
         "tight": {"ratio.care_centre": 3, "ratio.township": 6}},
        {"document": ("1:3 in care centres, 1:10 in township homes", "照护中心1:3、敬老院1:10"),
         "tight": ("1:3 and 1:6", "1:3与1:6")},
        read=("Before, the ratio goes by the level of each resident (1:18 able to 1:3 complete loss).",
              "此前按老人失能等级计（完好1:18至完全失能1:3）。"),
    ),
    Effect(
        "L25", "shenzhen", ("What does the lottery share change, and general money?",
                            "福彩占比和一般预算的变化有何影响？"),
        {"floor": {"budget.lottery_floor": 0.55}, "cap": {"budget.lottery_cap": 0.3},
         "general": {"budget.general_factor": 1.2}},
        {"floor": ("at least 55 % of the lottery", "福彩不低于55%"), "cap": ("at most 30 %", "不高于30%"),
         "general": ("20 % more general money", "一般预算增加20%")},
    ),
)  # fmt: skip
"""One for each lever of homes, money and staff, in the order of their codes."""
