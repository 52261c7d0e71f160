"""Everything that is counted, declared once: label, unit, which way is better, how it adds up, definition.

A *stock* is read at the end of a month and averaged over the months of a year; a *flow* happens in a month and
is summed over a year; a *share* is a ratio and is averaged. ``groups`` names the break-downs besides the total
and the places.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One thing that is counted every month."""

    name: str
    label: str
    label_zh: str
    unit: str
    kind: str  # stock | flow | share
    better: str  # higher | lower | neither
    definition: str
    groups: tuple[str, ...] = ()
    scaled: bool = True
    """Whether a sample is blown up to full scale: counts are, shares are not, nor aides, of whom a sample has all."""


_BY_PERSON = ("level", "standing", "residence")

# fmt: off
# One line for each outcome, to be read as a table.
_ALL = (
    Outcome("elders", "Elders", "老年人口", "person", "stock", "neither", "people of 60 and more who live in the region", ("level",)),
    Outcome("deaths", "Deaths", "死亡人数", "person", "flow", "lower", "deaths of elders"),
    Outcome("arrivals", "Arrivals", "新增老年人", "person", "flow", "neither", "people who turn 60 or move in"),
    Outcome("leavers", "Leavers", "迁出人数", "person", "flow", "neither", "elders who move out of the region"),
    Outcome("in_need", "Elders in need", "有照护需求人数", "person", "stock", "lower", "elders of level 1 and more or with dementia", ("level",)),
    Outcome("level_1_up", "Level 1 and more", "轻度及以上失能率", "share", "share", "lower", "elders of level 1 to 4 / elders", (), False),
    Outcome("level_2_up", "Level 2 and more", "中度及以上失能率", "share", "share", "lower", "elders of level 2 to 4 / elders", (), False),
    Outcome("level_3_up", "Level 3 and more", "重度及以上失能率", "share", "share", "lower", "elders of level 3 and 4 / elders", (), False),
    Outcome("known", "Known need", "已识别需求占比", "share", "share", "higher", "elders in need known to the authorities / elders in need", _BY_PERSON, False),
    Outcome("need_hours", "Hours needed", "需求工时", "hour/week", "stock", "neither", "hours of care needed by elders in need at home", _BY_PERSON),
    Outcome("family_hours", "Family hours", "家庭照护工时", "hour/week", "stock", "neither", "hours given by families at home", _BY_PERSON),
    Outcome("formal_hours", "Formal hours", "正式照护工时", "hour/week", "stock", "higher", "hours given by visiting aides at home", _BY_PERSON),
    Outcome("volunteer_hours", "Volunteer hours", "志愿服务工时", "hour/week", "stock", "higher", "hours given by volunteers and neighbours", _BY_PERSON),
    Outcome("meal_hours", "Hours spared by meals", "助餐节省工时", "hour/week", "stock", "higher", "housework that meals spare people in need at home", _BY_PERSON),
    Outcome("unmet_hours", "Unmet hours", "未满足工时", "hour/week", "stock", "lower", "need - family - formal - meals - volunteers at home, never below zero, plus hours that homes owe their residents", _BY_PERSON),
    Outcome("unmet_hours_known", "Unmet hours, known need", "已识别者未满足工时", "hour/week", "stock", "lower", "unmet hours of elders known to the authorities", _BY_PERSON),
    Outcome("any_gap", "Share with a gap", "有缺口者占比", "share", "share", "lower", "elders in need at home with at least one unmet hour a week / elders in need at home", _BY_PERSON, False),
    Outcome("no_help", "Share without any help", "无任何帮助者占比", "share", "share", "lower", "elders in need at home who get no hour from anybody / elders in need at home", _BY_PERSON, False),
    Outcome("unmet_cause", "Unmet hours by cause", "未满足工时原因", "hour/week", "stock", "lower", "unmet hours by the first cause that applies", ("cause",)),
    Outcome("beds", "Built beds", "建成床位", "bed", "stock", "neither", "beds of open homes", ("ownership", "bed")),
    Outcome("operable_beds", "Operable beds", "可运营床位", "bed", "stock", "higher", "beds that are open and that the home's aides can care for", ("ownership",)),
    Outcome("residents", "Residents", "入住人数", "person", "stock", "neither", "elders living in homes", ("ownership", "level", "standing")),
    Outcome("occupancy", "Occupancy of built beds", "床位入住率", "share", "share", "higher", "residents / built beds", ("ownership",), False),
    Outcome("occupancy_operable", "Occupancy of operable beds", "可运营床位入住率", "share", "share", "higher", "residents / operable beds", ("ownership",), False),
    Outcome("nursing_share", "Nursing beds", "护理型床位占比", "share", "share", "higher", "nursing and dementia beds / built beds", ("ownership",), False),
    Outcome("empty_cause", "Empty beds by cause", "空置床位原因", "bed", "stock", "lower", "built beds without a resident by the first cause that applies", ("cause", "ownership_cause")),
    Outcome("homes_blocked", "Homes that take nobody", "停止收人机构", "home", "stock", "lower", "homes that an inspection found below the safety norm and that are not upgraded yet, or that a grading found below the least quality", (), False),
    Outcome("below_norm", "Residents below the norm", "未达标机构入住占比", "share", "share", "lower", "residents of homes that do not meet the safety norm, whether anybody knows it or not / residents", (), False),
    Outcome("waiting", "Waiting", "等候人数", "person", "stock", "lower", "elders waiting for a home", ("standing",)),
    Outcome("waiting_months", "Median wait of those waiting", "在等者等候时长中位数", "month", "share", "lower", "median months since applying among those waiting", ("standing",), False),
    Outcome("joined", "Applicants", "新增申请", "person", "flow", "neither", "elders who start to wait", ("standing",)),
    Outcome("admitted", "Admissions", "入住人次", "person", "flow", "higher", "elders who enter a home", ("standing", "ownership")),
    Outcome("entered_90", "Entered within 90 days", "90天内入住占比", "share", "share", "higher", "of those whose wait ended this month or reached three months, share that entered within three months; by present level", ("standing", "level"), False),
    Outcome("wait_end", "Ends of waiting", "等候结束方式", "person", "flow", "neither", "how waiting ended", ("end",)),
    Outcome("died_waiting", "Deaths while waiting", "等候中死亡", "person", "flow", "lower", "elders who died while waiting", ("standing",)),
    Outcome("aides", "Aides employed", "在岗护理员", "person", "stock", "higher", "aides employed by homes and visiting teams", ("employer",), False),
    Outcome("aides_missing", "Aides missing", "护理员缺口", "person", "stock", "lower", "aides that residents and first applicants would take at the ratio in force, less those employed, by home", ("ownership",), False),
    Outcome("aides_quit", "Aides leaving", "护理员离职", "person", "flow", "lower", "aides who quit, retire or lose their post with a home that closes", (), False),
    Outcome("aides_hired", "Aides hired", "护理员入职", "person", "flow", "higher", "aides who take a post", (), False),
    Outcome("certified", "Certified aides", "持证率", "share", "share", "higher", "certified aides / aides employed", (), False),
    Outcome("tekun_placed", "Tekun in homes", "特困集中供养人数", "person", "stock", "higher", "tekun living in homes"),
    Outcome("tekun_willing", "Tekun willing", "有意愿特困人数", "person", "stock", "neither", "tekun living in homes or waiting for one"),
    Outcome("coverage", "Within the circle", "服务圈覆盖率", "share", "share", "higher", "elders in need at home within reach of a centre or station / elders in need at home", ("residence",), False),
    Outcome("coverage_points", "Near a village point", "互助点覆盖率", "share", "share", "higher", "elders in need at home within the circle of a village point or activity home, which gives little care / elders in need at home", _BY_PERSON, False),
    Outcome("family_beds", "Family care beds", "家庭养老床位", "bed", "stock", "higher", "family care beds in use at home"),
    Outcome("adapted_homes", "Homes adapted", "适老化改造户数", "household", "flow", "higher", "homes of elders adapted"),
    Outcome("trained_families", "Families trained", "培训家庭数", "family", "flow", "higher", "families of disabled elders who took a course"),
    Outcome("respite_stays", "Respite stays", "喘息服务人次", "stay", "flow", "higher", "stays in a short-stay place that gave a carer rest"),
    Outcome("eaters", "Eating with the service", "助餐服务人数", "person", "stock", "higher", "elders in need at home who eat in a canteen or get meals brought"),
    Outcome("volunteers", "Volunteers", "志愿者人数", "person", "stock", "higher", "able elders who are ready to help others of their place"),
    Outcome("graded", "Public homes at the norm", "公办机构达标率", "share", "share", "higher", "publicly built homes in use whose quality reaches the norm of grading / publicly built homes in use", (), False),
    Outcome("medical_share", "Homes with medical care", "医养签约机构占比", "share", "share", "higher", "homes in use with a medical agreement or a clinic / homes in use", (), False),
    Outcome("clinic_share", "Homes with a clinic", "内设医疗机构占比", "share", "share", "higher", "homes in use with a clinic of their own / homes in use", (), False),
    Outcome("money", "Payments", "资金流", "yuan", "flow", "neither", "payments by purpose", ("purpose",)),
    Outcome("public_cost", "Public cost", "财政支出", "yuan", "flow", "lower", "what county budgets, lottery, safety net, upper levels and care insurance pay"),
    Outcome("arrears", "Arrears", "拖欠资金", "yuan", "stock", "lower", "what government-run homes and home care have not been paid for and owe", (), True),
    Outcome("household_cost", "Household cost", "家庭支出", "yuan", "flow", "lower", "what elders and families pay"),
    Outcome("urban_rural_gap", "Rural less urban gap", "城乡缺口差", "share", "share", "lower", "unmet share of need at home of rural elders less that of urban elders", (), False),
    Outcome("worst_place", "Worst place", "最差县区缺口率", "share", "share", "lower", "highest unmet share of need at home among places", (), False),
)
# fmt: on

OUTCOMES: dict[str, Outcome] = {outcome.name: outcome for outcome in _ALL}
"""Name -> declaration."""
