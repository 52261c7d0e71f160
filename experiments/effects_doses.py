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
    also: tuple[tuple[str, str], ...] = ()
    """Outcomes with their groups ("" for the total) that it shows besides those of all experiments."""

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
        "L03", "qiannan", ("What do upgrades do, and what do inspections do without grants to put things right?",
                           "提升改造有何作用？只检查、没有改造补助又如何？"),
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
        "L09", "qingyuan", ("What do new centres and stations bring, and what without posts for aides?",
                            "新建街镇中心和社区站点能带来什么，没有护理员岗位又如何？"),
        {"reach": {"station.centres_per_year": 5, "station.stations_per_year": 40, "station.grant_share": 0.8,
                   "station.posts_each": 0},
         "posts": {"station.centres_per_year": 5, "station.stations_per_year": 40, "station.grant_share": 0.8},
         "hours": {"station.centres_per_year": 5, "station.stations_per_year": 40, "station.grant_share": 0.8,
                   "visit.hours_per_month": 20}},
        {"reach": ("5 centres and 40 stations a year, no posts", "每年5个中心、40个站点，无岗位"),
         "posts": ("with two posts each", "每处2个岗位"),
         "hours": ("with posts, and 20 hours bought for the poor", "另为困难老人购买20小时")},
        also=(("coverage", ""), ("formal_hours", "")),
        read=("Posts at stations are filled from the same people who would work in homes.",
              "站点与养老机构在同一劳动力市场招人。"),
    ),
    Effect(
        "L10", "banan", ("What do village points bring: rooms, paid assistants, or living together?",
                         "村级互助点能带来什么：场所、协理员，还是集中居住？"),
        {"points": {"point.points_per_year": 30, "point.grant_share": 0.5},
         "assistants": {"point.assistant_share": 1.0},
         "both": {"point.points_per_year": 30, "point.grant_share": 0.5, "point.assistant_share": 1.0},
         "living": {"point.shared_living": 5}},
        {"points": ("30 points a year", "每年30个互助点"),
         "assistants": ("an assistant at each point that stands or is planned", "现有和已规划各点均配协理员"),
         "both": ("30 points a year, each with an assistant", "每年30个，均配协理员"),
         "living": ("5 places of shared living at each point", "每点5个集中居住名额")},
        also=(("coverage_points", ""), ("volunteer_hours", "")),
        read=("On top of the 68 points that the document dates. Assistants give light help, no nursing; their pay and "
              "hours are judgements.",
              "在文件规划的68个点之外。协理员只做轻度帮助、不做护理；报酬与工时为判断值。"),
    ),
    Effect(
        "L11", "qiannan", ("Can the spare aides of homes serve those at home when homes run the stations?",
                           "机构带站后，养老院富余护理员能否服务居家老人？"),
        {"half": {"chain.linked_share": 0.5}, "all": {"chain.linked_share": 1.0},
         "hours": {"chain.linked_share": 1.0, "visit.hours_per_month": 20}},
        {"half": ("half of centres and stations", "一半中心和站点"), "all": ("all of them", "全部"),
         "hours": ("all, and 20 hours bought for the poor", "全部，另为困难老人购买20小时")},
        also=(("coverage", ""), ("formal_hours", "")),
        read=("The six pilots of the document stand as stations with aides of their own in every arm.",
              "文件所列6个试点在各方案中均按自有护理员的站点计。"),
    ),
    Effect(
        "L12", "shenzhen", ("Do family care beds keep people at home, and what do they need besides money?",
                            "家庭养老床位能否让老人留在家中？除资金外还需要什么？"),
        {"few": {"visit.family_beds": 2000}, "many": {"visit.family_beds": 5000},
         "posts": {"visit.family_beds": 5000, "visit.posts_per_station": 1}},
        {"few": ("2,000 family beds", "家庭养老床位2000张"), "many": ("5,000 family beds", "5000张"),
         "posts": ("5,000, and one more post at each station", "5000张，每站另配1个岗位")},
        also=(("formal_hours", ""), ("family_hours", "")),
        read=("16 hours a month at each bed, as far as visiting aides have them.",
              "每床每月16小时，以上门护理员工时为限。"),
    ),
    Effect(
        "L13", "liuzhou", ("What do 6,040 adapted homes change, over three years, in each year, or for those in "
                           "most need?", "改造6040户能带来什么：三年完成、每年一批，或先改需求最大者？"),
        {"three_years": {"adapt.households_per_year": 2000},
         "each_year": {"adapt.households_per_year": 6040},
         "need": {"adapt.households_per_year": 6040, "adapt.first": "need"},
         "devices": {"adapt.devices_share": 0.3}},
        {"three_years": ("2,000 a year", "每年2000户"), "each_year": ("6,040 a year", "每年6040户"),
         "need": ("6,040, most need first", "6040户，需求大者优先"),
         "devices": ("devices for 30 %", "三成租赁辅具")},
        also=(("need_hours", ""),),
        read=("The document asks for 6,040 households by 2025, tekun first. That an adapted home saves a tenth of the "
              "hours is a judgement (5-20 %).",
              "文件要求到2025年完成6040户，特困人员优先。改造节约一成工时为判断值（5%-20%）。"),
    ),
    Effect(
        "L14", "shenzhen", ("Does support keep family carers going: courses, days of rest, or both?",
                            "照护者培训、喘息服务，或两者兼用，能否支撑家庭照护？"),
        {"courses": {"carers.trained_per_year": 10000},
         "respite": {"carers.respite_days": 14, "station.short_stay_beds": 10},
         "both": {"carers.trained_per_year": 10000, "carers.respite_days": 14, "station.short_stay_beds": 10}},
        {"courses": ("10,000 families a year", "每年培训1万户"),
         "respite": ("14 days a year, 10 places at each centre", "每年14天，每中心10个短托床位"),
         "both": ("both", "两者兼用")},
        also=(("family_hours", ""),),
    ),
    Effect(
        "L15", "shenzhen", ("How far do volunteers reach, and what does a time bank change?",
                            "志愿服务能走多远，时间银行有何不同？"),
        {"few": {"volunteer.share": 0.02}, "bank": {"volunteer.share": 0.02, "volunteer.time_bank": True},
         "many": {"volunteer.share": 0.1, "volunteer.hours_per_month": 10}},
        {"few": ("2 % of the able, 5 hours a month", "2%健康老人每月5小时"),
         "bank": ("the same with a time bank", "同上，设时间银行"),
         "many": ("10 % of the able, 10 hours a month", "10%健康老人每月10小时")},
        also=(("volunteer_hours", ""),),
        read=("Volunteers help the known up to level 2, at most four hours a week; who nobody knows is not helped.",
              "志愿者只帮助已识别的中度及以下老人，每人每周至多4小时；未被识别者得不到帮助。"),
    ),
    Effect(
        "L16", "liuzhou", ("What do meals spare when a third or more of those within a circle eat there?",
                           "圈内三成、六成老人用餐，能减少多少家务？"),
        {"some": {"meals.share": 0.3}, "most": {"meals.share": 0.6},
         "poor": {"meals.share": 0.6, "meals.poor_only": True}},
        {"some": ("30 % within the circle", "圈内三成"), "most": ("60 %", "六成"),
         "poor": ("60 % of tekun and poor", "困难老人的六成")},
        also=(("meal_hours", ""), ("family_hours", "")),
        read=("At 3 yuan a meal and 40 meals a month, 60 % of those within a circle ask for about all that the purses "
              "which may pay meals get in a year (54 million yuan): it then lacks for homes and posts.",
              "按每餐补贴3元、每月40餐计，圈内六成老人用餐约需可用资金的全部（每年5400万元），"
              "机构与岗位的资金因此不足。"),
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
        "L20", "banan", ("What does finding people change: a visit a year, two, or a survey?",
                         "主动发现能改变什么：每年一访、两访，或普查？"),
        {"one": {"identify.visits_per_year": 1}, "two": {"identify.visits_per_year": 2},
         "survey": {"identify.survey_share": 0.05}},
        {"one": ("a visit a year", "每年一访"), "two": ("two visits a year", "每年两访"),
         "survey": ("5 % asked each month", "每月普查5%")},
        also=(("known", ""), ("unmet_hours_known", "")),
        read=("Visits and surveys are paid of what running costs have left over; being known gives nothing by itself.",
              "探访与普查以运行支出后的结余支付；仅被识别本身并不带来服务。"),
    ),
    Effect(
        "L21", "qingyuan", ("What does money that follows the elder change: the voucher, insurance for employees "
                            "or for everybody, a subsidy of the poor?",
                            "资金随人走带来什么变化：全国消费补贴、长护险（职工或全民）、困难老人补贴？"),
        {"voucher": {"entitle.voucher_yuan": 800},
         "employees": {"entitle.ltci_yuan": 1500, "entitle.premium": 10},
         "everybody": {"entitle.ltci_yuan": 1500, "entitle.premium": 10, "entitle.ltci_covers": "everybody"},
         "subsidy": {"entitle.subsidy_yuan": 300, "entitle.subsidy_oldest": True}},
        {"voucher": ("voucher of 800 yuan at most", "消费补贴，每月至多800元"),
         "employees": ("insurance of 1,500 yuan for employees", "长护险1500元，限职工"),
         "everybody": ("insurance of 1,500 yuan for everybody", "长护险1500元，覆盖全民"),
         "subsidy": ("300 yuan for the poor who are disabled or 80", "困难失能或高龄老人300元")},
        read=("The voucher is that of the national rule of 2026: from level 2, half of a bill at home, 40 % of a fee. "
              "Insurance pays from level 3; cities paid 600-2,463 yuan a month between 2021 and 2025.",
              "消费补贴按2026年全国规定：中度及以上失能，居家抵扣50%、机构抵扣40%。长护险自重度起，"
              "各试点城市2021-2025年每月约600-2463元。"),
    ),
    Effect(
        "L22", "qiannan", ("What do more agreements change, and clinics in two homes of five?",
                           "签约医养机构增多、四成机构内设诊所，各能带来什么？"),
        {"some": {"medical.agreement_share": 0.78},
         "all": {"medical.agreement_share": 1.0},
         "clinics": {"medical.agreement_share": 1.0, "medical.in_house_share": 0.4},
         "prevent": {"medical.agreement_share": 1.0, "medical.in_house_share": 0.4, "medical.prevents": 0.05}},
        {"some": ("agreements in 78 % of homes", "78%机构签约"), "all": ("agreements in all homes", "全部机构签约"),
         "clinics": ("all, and clinics in 40 %", "全部签约，四成内设诊所"),
         "prevent": ("the same, and 5 % of losses prevented", "同上，且延缓5%的失能")},
        also=(("medical_share", ""), ("clinic_share", "")),
        read=("That a clinic prevents losses of ability is an assumption (0-10 %): no Chinese study measures it.",
              "内设诊所延缓失能为假设值（0-10%），尚无国内研究测定。"),
    ),
    Effect(
        "L23", "shenzhen", ("What does a platform change that routes visits, shows beds, or carries alarms?",
                            "智慧平台派单、推荐床位、连接手环，各能带来什么？"),
        {"routes": {"platform.travel_saved": 0.2}, "better": {"platform.travel_saved": 0.4},
         "beds": {"platform.review_months": 3}, "bracelets": {"platform.bracelets_share": 0.2}},
        {"routes": ("a fifth less travel", "节约两成路途时间"),
         "better": ("two fifths less travel", "节约四成路途时间"),
         "beds": ("beds shown every 3 months", "每3个月重新匹配"),
         "bracelets": ("bracelets for 20 % of those alone", "两成独居老人配手环")},
        also=(("formal_hours", ""),),
        read=("Saved travel helps only where somebody pays for the hours and aides are what is missing.",
              "节约的路途时间只有在有人付费、且缺的是人手时才有用。"),
    ),
    Effect(
        "L24", "liuzhou", ("What do yearly gradings change: alone, published, tied to money, with a least quality?",
                           "每年评定一次：仅评定、公开结果、与补贴挂钩、设最低线，各有何影响？"),
        {"graded": {"grade.gradings_per_year": 1},
         "published": {"grade.gradings_per_year": 1, "grade.publication": 1.0},
         "tied": {"grade.gradings_per_year": 1, "grade.tied_share": 0.5},
         "least": {"grade.gradings_per_year": 1, "grade.least_quality": 0.4}},
        {"graded": ("a grading a year", "每年评定一次"), "published": ("the same, published", "并公开结果"),
         "tied": ("the same, half of the subsidy tied", "半数补贴与等级挂钩"),
         "least": ("the same, least quality 0.4", "设最低质量线0.4")},
        also=(("graded", ""), ("homes_blocked", "")),
        read=("The document asks for 80 % of public homes at the first grade. How much a grading improves a home is a "
              "judgement (0-0.1 of quality); only homes with enough aides improve.",
              "文件要求80%以上公办机构达到等级。每次评定改进多少为判断值（质量0-0.1）；只有人手足够的机构才改进。"),
    ),
    Effect(
        "L25", "shenzhen", ("What does the lottery share change, and general money?",
                            "福彩占比和一般预算的变化有何影响？"),
        {"floor": {"budget.lottery_floor": 0.55}, "cap": {"budget.lottery_cap": 0.3},
         "general": {"budget.general_factor": 1.2}},
        {"floor": ("at least 55 % of the lottery", "福彩不低于55%"), "cap": ("at most 30 %", "不高于30%"),
         "general": ("20 % more general money", "一般预算增加20%")},
    ),
    Effect(
        "L26", "qiannan", ("What does a yearly programme of the counties do, and what do the four lists add to it?",
                           "县级年度项目资金有何作用？四张清单又增加什么？"),
        {"money": {"govern.programme_per_year": 56_700_000},
         "advice": {"govern.programme_per_year": 56_700_000, "govern.advice": True},
         "lists": {"govern.programme_per_year": 56_700_000, "govern.advice": True, "govern.deadlines": True,
                   "govern.layout": True, "govern.reserve": True}},
        {"money": ("56.7 million yuan a year", "每年5670万元"),
         "advice": ("the same with the advice list", "资金相同，另有建议单"),
         "lists": ("the same with all four lists", "资金相同，四张清单齐备")},
        also=(("coverage", ""), ("known", "")),
        read=("The money is that of Qiannan's pilot (1.7亿 in three years). What advice, dates and a layout change in "
              "the counties is assumed: no document measures it.",
              "资金按黔南试点（三年1.7亿元）计；建议、期限和布局对县级决策的影响为假设，文件未载。"),
    ),
)  # fmt: skip
"""One for each lever of homes, money and staff, in the order of their codes."""
