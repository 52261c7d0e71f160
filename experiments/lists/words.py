"""The words of the four lists, English and Chinese: every sentence that is written comes from here."""

from __future__ import annotations

from experiments.labels import LANGUAGES, number
from experiments.lists.words_plans import PLANS
from experiments.plurals import filled

LISTS = ("advice", "tasks", "layout", "projects")
SHEETS = {"advice": "建议单", "tasks": "任务单", "layout": "布局单", "projects": "项目单"}
"""Names of the sheets of a workbook, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{region}: the four lists of {month}", "{region}四张清单（{month}）"),
    "basis": (
        "Out of a simulated state, not out of a survey: {region} is lived from {start} to {month} under "
        "“{scenario}” with {elders} of its elders, {n:time} with different luck; figures are means. What "
        "stands here is true of the model, and of the region as far as the model is.",
        "本清单依据模拟状态编制，不是实地调查结果：{region}在“{scenario}”情景下由{start}模拟至{month}，"
        "模拟{elders}的老年人口，以不同随机种子重复{n}次，所列为平均值。清单内容对模型成立，"
        "对现实的适用程度取决于模型。",
    ),
    "advice": ("Advice list 建议单", "建议单"),
    "tasks": ("Task list 任务单", "任务单"),
    "layout": ("Layout list 布局单", "布局单"),
    "projects": ("Project list 项目单", "项目单"),
    "about.advice": (
        "For each place: what binds there in the simulated state, and what a small simulated trial from the same "
        "state says about measures. A cause is the first that applies to an hour or a bed. Counts of a sample are "
        "blown up to all elders.",
        "逐地说明模拟状态下的主要制约，以及从同一状态出发的小规模模拟试验对各项措施的结论。每个工时、"
        "每张空床只计首个成立的原因；抽样模拟的数量已按全部老年人口折算。",
    ),
    "about.tasks": (
        "Dated targets of the document and dated projects. “By the date”: the same runs carried on without any "
        "new measure, slips and short purses included.",
        "文件中有期限的目标和有日期的项目。“届时”指同一批运行在不增加任何措施的情况下继续推演的结果，"
        "已计入工期拖延与资金不足。",
    ),
    "about.layout": (
        "Where new homes and stations would bring most known need within reach.",
        "新建机构与站点设在何处，能使最多的已识别需求进入服务范围。",
    ),
    "about.projects": (
        "Candidate projects of every place, ranked by unmet hours removed for their money in the trials. Figures are "
        "means without intervals: neighbours in the ranking need not differ.",
        "各地候选项目，按试验所得每单位资金减少的未满足工时排序。所列为平均值，不含区间，名次相近者未必有差别。",
    ),
    "list": ("; ", "；"),
    "place": ("Place", "地区"),
    "region": ("Region", "全域"),
    "none": ("none", "无"),
    # --- advice
    "head.elders": ("Elders (persons)", "老年人口（人）"),
    "head.need": ("Hours needed at home (h/week)", "居家需求（小时/周）"),
    "head.unmet": ("Unmet hours (h/week)", "未满足工时（小时/周）"),
    "head.known": ("Need known (%)", "已识别（%）"),
    "head.reached": ("Within a circle (%)", "服务圈覆盖（%）"),
    "head.waiting": ("Waiting (persons)", "等候（人）"),
    "head.beds": ("Built beds", "建成床位（张）"),
    "head.empty": ("Empty beds", "空床（张）"),
    "head.missing": ("Aides missing (persons)", "护理员缺口（人）"),
    "head.binds": ("Binds most", "首要制约"),
    "head.causes": ("Unmet hours by cause (h/week)", "未满足工时原因（小时/周）"),
    "head.empty_causes": ("Empty beds by cause", "空床原因（张）"),
    "head.reachable": ("Hours that measure could reach (h/week)", "该措施最多可及工时（小时/周）"),
    "head.advice": ("Advice", "建议"),
    "share": ("{value} %", "{value}%"),
    "cause": ("{cause} {hours} ({share} %)", "{cause}{hours}（{share}%）"),
    "empty": ("{cause} {beds}", "{cause}{beds}"),
    "say.state": (
        "In this simulated state {unmet} hours a week go unmet; {need} hours a week are needed at home.",
        "在该模拟状态下，每周{unmet}小时需求未得到满足；居家需求为每周{need}小时。",
    ),
    "say.causes": ("Unmet hours a week by cause: {causes}.", "未满足工时（小时/周）按原因：{causes}。"),
    "say.known": (
        "The authorities know {known} % of those in need; {reached} % of those in need at home live within the "
        "circle of a centre or station.",
        "主管部门已识别有需求者的{known}%；居家有需求者中{reached}%住在中心或站点的服务圈内。",
    ),
    "say.beds": (
        "{waiting} people wait for a home. Of {beds} built beds {empty} are empty: {causes}.",
        "等候入住{waiting}人。建成床位{beds}张，空置{empty}张：{causes}。",
    ),
    "say.no_empty": (
        "{waiting} people wait for a home; of {beds} built beds none is empty.",
        "等候入住{waiting}人；建成床位{beds}张，无空床。",
    ),
    "say.aides": (
        "Homes lack {missing} aides for their residents and first applicants.",
        "机构为服务入住老人和首选申请人，尚缺护理员{missing}人。",
    ),
    "say.binds": (
        "What binds most: **{measure}**. That alone could reach at most {hours} hours a week, everything else as "
        "it is. Next: {next}.",
        "首要制约：**{measure}**。其他条件不变，仅此一项每周最多可及{hours}小时。其次：{next}。",
    ),
    "say.nothing": ("Nothing that the model knows of binds here.", "模型未发现该地存在制约。"),
    "next": ("{measure} {hours}", "{measure}{hours}"),
    "say.clear": (
        "Tried in the whole region: {trial} ({dose}) removed {removed} unmet hours a week in the last year of the "
        "trial, {here} of them here, for {money} a year: {ratio} hours in a year for 10,000 yuan.",
        "全域试验：{trial}（{dose}）在试验最后一年每周减少未满足工时{removed}小时，其中本地{here}小时，年均费用{money}，"
        "即每万元每年减少{ratio}小时。",
    ),
    "say.unclear": (
        "Tried in the whole region: {trial} ({dose}) changed unmet hours by {change} a week, no clear change: this "
        "trial gives no ground for it, nor against it.",
        "全域试验：{trial}（{dose}）使每周未满足工时变化{change}小时，无明确变化：该试验既不支持也不否定此项措施。",
    ),
    "say.worse": (
        "Tried in the whole region: {trial} ({dose}) added {added} unmet hours a week, {money} a year: in this "
        "state it makes things worse.",
        "全域试验：{trial}（{dose}）使每周未满足工时增加{added}小时，年均费用{money}：在该状态下反而不利。",
    ),
    "say.one": (
        "Tried in the whole region, in one run without interval: {trial} ({dose}) removed {removed} unmet hours a "
        "week, {here} of them here, for {money} a year.",
        "全域试验（仅一次运行，无区间）：{trial}（{dose}）每周减少未满足工时{removed}小时，其中本地{here}小时，"
        "年均费用{money}。",
    ),
    "say.same": (
        "Tried in the whole region: {trial} ({dose}) moved no unmet hour in any run.",
        "全域试验：{trial}（{dose}）在各次运行中均未改变未满足工时。",
    ),
    "say.empty": (
        "To be tried in the whole region: {trial} ({dose}); nothing was spent on it in any run (in a sample an order "
        "may be too small to be carried out), so this trial says nothing about it.",
        "全域试验：{trial}（{dose}）在各次运行中均未发生支出（抽样时下达数量可能过小而无法执行），因此无法判断其作用。",
    ),
    "say.best": (
        "Of the measures that clearly helped in the region and cost money, {trial} removed most unmet hours for it "
        "({ratio} hours in a year for 10,000 yuan){sure}; here it removed {here} a week.",
        "在全域明确有效且有支出的措施中，{trial}每单位资金减少的未满足工时最多（每万元每年{ratio}小时）{sure}；"
        "在本地每周减少{here}小时。",
    ),
    "sure.only": (", the only one", "，也是唯一一项"),
    "sure.clear": (", clearly more than the next, {next}", "，明显多于居次的{next}"),
    "sure.unclear": (", but not clearly more than {next} ({ratio})", "，但与居次的{next}（{ratio}小时）无明确差别"),
    "say.free": (
        "Clearly helped in the region without costing the public more: {trials}.",
        "在全域明确有效且未增加财政支出的措施：{trials}。",
    ),
    "say.no_best": (
        "None of the measures tried clearly removed unmet hours in the region.",
        "所试措施均未在全域明确减少未满足工时。",
    ),
    "trials": ("What was tried", "试验结果"),
    "trials.about": (
        "Each measure was tried alone, in the whole region, for {months:month} from {first} on, {n:time}, "
        "paired by luck with a control; general budgets are {fuller:g} times those in force in every arm. "
        "Doses come on top of what is in force. Compared: the last twelve months. Money: public money beyond the "
        "control, with all that follows from the measure. Cost a year = spent once ÷ years + running money of the last "
        "twelve months, without interest; years: {lives}. Hours in a year for 10,000 yuan = hours removed a week × "
        "{weeks} ÷ cost a year × 10,000: the hours of the last twelve months are taken to last for these years. What "
        "families pay is not counted. In brackets: 95 % interval over the replicates (luck, not doubt about "
        "assumptions), not adjusted for the number of measures: of {tried} measures that do nothing, one in forty "
        "would each be said to help.",
        "每项措施单独在全域试验{months}个月（自{first}起），重复{n}次，与对照组采用相同随机数配对；"
        "各组一般预算均为现行的{fuller:g}倍；试验剂量均在现行基础上增加。比较最后十二个月。资金为超出对照组的财政支出，"
        "含措施带来的后续支出。年均费用＝一次性支出÷分摊年限＋最后十二个月经常性支出，不计利息；分摊年限：{lives}。"
        "每万元每年减少工时＝每周减少工时×{weeks}÷年均费用×10000，即假定最后十二个月的效果持续至分摊年限期满。"
        "家庭支出未计入。方括号内为各次重复的95%区间（只反映偶然，不反映假设的不确定），未作多重比较校正："
        "{tried}项措施中，即使某项毫无作用，也有四十分之一的可能被判为有效。",
    ),
    "life": ("{years:g} years ({trials})", "{years:g}年（{trials}）"),
    "head.trial": ("Measure", "措施"),
    "head.dose": ("As tried", "试验内容"),
    "head.removed": ("Unmet hours removed (h/week)", "减少未满足工时（小时/周）"),
    "head.low": ("Lower end (h/week)", "区间下限（小时/周）"),
    "head.high": ("Upper end (h/week)", "区间上限（小时/周）"),
    "head.once": ("Spent once (yuan)", "一次性支出（元）"),
    "head.running": ("Running (yuan/year)", "经常性支出（元/年）"),
    "head.yearly": ("Cost a year (yuan/year)", "年均费用（元/年）"),
    "head.ratio": ("Hours in a year for 10,000 yuan", "每万元每年减少工时（小时）"),
    "head.ratio_low": ("Lower end", "区间下限"),
    "head.ratio_high": ("Upper end", "区间上限"),
    "head.verdict": ("Verdict", "判断"),
    "verdict.clear": ("helps", "有效"),
    "verdict.worse": ("more unmet hours", "未满足工时增加"),
    "verdict.unclear": ("not clear", "不明确"),
    "verdict.same": ("moves nothing", "无变化"),
    "verdict.empty": ("not carried out, says nothing", "未执行，无法判断"),
    "verdict.one": ("one run, no interval", "仅一次，无区间"),
    "verdict.free": ("helps, and costs the public no more", "有效且未增加财政支出"),
    # measures as tried
    "trial.beds": ("new public beds", "新建公办床位"),
    "trial.nursing": ("beds equipped for nursing", "护理型床位改造"),
    "trial.station": ("new stations", "新建社区站点"),
    "trial.point": ("village points with an assistant", "配协理员的互助点"),
    "trial.posts": ("more posts for visiting aides", "增加上门护理员岗位"),
    "trial.hours": ("more bought hours at home", "增加购买居家服务"),
    "trial.family_beds": ("family care beds", "家庭养老床位"),
    "trial.identify": ("a round of door visits", "一轮上门探访识别"),
    "trial.adapt": ("homes of those in most need adapted", "居家适老化改造"),
    "trial.pay": ("higher pay of aides", "提高护理员工资"),
    "trial.train": ("training of aides", "护理员培训"),
    "dose.beds": (
        "{units} beds ordered once, where need is known, fully granted",
        "一次下达{units}张，按需选址，上级全额补助",
    ),
    "dose.nursing": ("{units} beds ordered once, fully granted", "一次下达{units}张，上级全额补助"),
    "dose.station": (
        "{units} stations ordered once with {posts} posts each, fully granted",
        "一次下达{units}个，每个配{posts}个岗位，上级全额补助",
    ),
    "dose.point": (
        "points ordered once, fully granted: {units}, and as many paid assistants",
        "一次下达{units}个，上级全额补助，并配同等数量、由财政付酬的协理员",
    ),
    "dose.posts": (
        "posts at each centre and station: {dose} more, {units} in all",
        "各中心和站点各增{dose}个岗位，共{units}个",
    ),
    "dose.hours": (
        "{dose} hours a month more than in force, and for everybody of level 2 and more, not the poor alone",
        "每人每月比现行增加{dose}小时，对象扩大到全部中度及以上失能老人",
    ),
    "dose.family_beds": ("{units} beds, kept in use", "{units}张，腾出后续用"),
    "dose.identify": (
        "visits in a year to each elder not yet known: {dose}",
        "一年内对每名未识别老人上门{dose}次",
    ),
    "dose.adapt": ("{units} households in a year, those in most need first", "一年{units}户，需求最大者优先"),
    "dose.pay": ("{dose} % more", "提高{dose}%"),
    "dose.train": ("{units} seats a year more", "每年增加{units}个名额"),
    **PLANS,
    # --- printed
    "printed.state": (
        "{place}: {unmet} unmet hours a week; binds most: {binds}",
        "{place}：每周未满足{unmet}小时，首要制约为{binds}",
    ),
    "printed.tasks": ("Tasks: {counts}", "任务：{counts}"),
    "printed.layout": (
        "Layout: {homes:new home} in {sites}; {stations:new station}",
        "布局：新建机构{homes}家（{sites}）；新建站点{stations}个",
    ),
    "printed.projects": (
        "Projects: {chosen} of {all} within {budget} yuan",
        "项目：预算{budget}元内{chosen}个，候选{all}个",
    ),
    "count": ("{what} {count}", "{what}{count}项"),
    "yuan": ("{value} yuan", "{value}元"),
    "yuan.m": ("{value} million yuan", "{value}百万元"),
    "yuan.wan": ("{value} yuan", "{value}万元"),
    "yuan.yi": ("{value} yuan", "{value}亿元"),
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words of ``key`` in a language, with facts filled in."""
    return filled(WORDS[key][LANGUAGES.index(language)], **facts)


def money(yuan: float, language: str) -> str:
    """An amount for the eye: million yuan, 万元 or 亿元."""
    if language == "zh" and abs(yuan) >= 1e8:
        return say("yuan.yi", language, value=number(yuan / 1e8))
    if language == "zh" and abs(yuan) >= 1e4:
        return say("yuan.wan", language, value=number(yuan / 1e4))
    if language == "en" and abs(yuan) >= 1e6:
        return say("yuan.m", language, value=number(yuan / 1e6))
    return say("yuan", language, value=number(yuan))
