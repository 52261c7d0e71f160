"""The words of the four lists, English and Chinese: every sentence that is written comes from here."""

from __future__ import annotations

from experiments.labels import LANGUAGES, number

LISTS = ("advice", "tasks", "layout", "projects")
SHEETS = {"advice": "建议单", "tasks": "任务单", "layout": "布局单", "projects": "项目单"}
"""Names of the sheets of a workbook, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{region}: the four lists of {month}", "{region}：{month}四张清单"),
    "basis": (
        "Out of a simulated state, not out of a survey: {region} is lived from {start} to {month} under "
        "“{scenario}” with {elders} of its elders, {n} time(s) with different luck; figures are means. What "
        "stands here is true of the model, and of the region as far as the model is.",
        "本清单出自模拟状态，而非实地调查：{region}在“{scenario}”情景下由{start}模拟至{month}，"
        "模拟{elders}的老年人口，以不同运气重复{n}次，所列为平均值。清单内容对模型成立；"
        "对现实的适用程度取决于模型。",
    ),
    "advice": ("Advice list 建议单", "建议单"),
    "tasks": ("Task list 任务单", "任务单"),
    "layout": ("Layout list 布局单", "布局单"),
    "projects": ("Project list 项目单", "项目单"),
    "about.advice": (
        "For each place: what binds there in the simulated state, and what a small trial in the same state says "
        "would relieve it. A cause is the first that applies to an hour or a bed.",
        "逐地说明：模拟状态下的主要制约，以及在同一状态下小规模试验表明何种措施有助于缓解。每个工时、"
        "每张空床只计首个成立的原因。",
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
        "Candidate projects of every place, ranked by unmet hours removed for their money.",
        "各地候选项目，按每单位资金减少的未满足工时排序。",
    ),
    "list": ("; ", "；"),
    "place": ("Place", "县区"),
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
        "全域试验：{trial}（{dose}）在试验最后一年每周减少未满足工时{removed}，其中本地{here}，每年费用{money}，"
        "即每万元每年减少{ratio}小时。",
    ),
    "say.unclear": (
        "Tried in the whole region: {trial} ({dose}) moved {removed} unmet hours a week, no clear change: this "
        "trial gives no ground for it.",
        "全域试验：{trial}（{dose}）每周未满足工时减少{removed}，无明确变化：该试验不支持此项措施。",
    ),
    "say.worse": (
        "Tried in the whole region: {trial} ({dose}) added {added} unmet hours a week, {money} a year: in this "
        "state it makes things worse.",
        "全域试验：{trial}（{dose}）使每周未满足工时增加{added}，每年费用{money}：在该状态下反而不利。",
    ),
    "say.one": (
        "Tried in the whole region, in one run without interval: {trial} ({dose}) removed {removed} unmet hours a "
        "week, {here} of them here, for {money} a year.",
        "全域试验（仅一次运行，无区间）：{trial}（{dose}）每周减少未满足工时{removed}，其中本地{here}，"
        "每年费用{money}。",
    ),
    "say.same": (
        "Tried in the whole region: {trial} ({dose}) moved no unmet hour in any run.",
        "全域试验：{trial}（{dose}）在各次运行中均未改变未满足工时。",
    ),
    "say.best": (
        "Of all measures tried, {trial} removed most unmet hours in the region for its money ({ratio} hours in a "
        "year for 10,000 yuan); here it removed {here} a week.",
        "在全部试验措施中，{trial}在全域每单位资金减少的未满足工时最多（每万元每年{ratio}小时）；"
        "在本地每周减少{here}小时。",
    ),
    "say.no_best": (
        "None of the measures tried clearly removed unmet hours in the region.",
        "所试措施均未在全域明确减少未满足工时。",
    ),
    "trials": ("What was tried", "试验结果"),
    "trials.about": (
        "Each measure was tried alone, in the whole region, for {months} months from {first} on, {n} time(s), "
        "paired by luck with a control; general budgets are {fuller:g} times those in force in every arm. "
        "Compared: the last twelve months. Money: public money beyond the control; what is spent once is spread "
        "over {lives}. In brackets: 95 % interval over the replicates, not adjusted for the number of measures.",
        "每项措施单独在全域试验{months}个月（自{first}起），重复{n}次，与对照组运气配对；"
        "各组一般预算均为现行的{fuller:g}倍。比较最后十二个月。资金为超出对照组的财政支出；"
        "一次性支出按{lives}分摊。方括号内为各次重复的95%区间，未按措施数量校正。",
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
    "trial.adapt": ("homes of the needy adapted", "居家适老化改造"),
    "trial.pay": ("higher pay of aides", "提高护理员工资"),
    "trial.train": ("training of aides", "护理员培训"),
    "dose.beds": (
        "{units} beds ordered once, where need is known, fully granted",
        "一次下达{units}张，按需选址，上级全额补助",
    ),
    "dose.nursing": ("{units} beds ordered once, fully granted", "一次下达{units}张，上级全额补助"),
    "dose.station": (
        "{units} stations ordered once with two posts each, fully granted",
        "一次下达{units}个，每个配2个岗位，上级全额补助",
    ),
    "dose.point": (
        "{units} points ordered once, fully granted; assistants paid",
        "一次下达{units}个，上级全额补助，协理员由财政付酬",
    ),
    "dose.posts": ("one more post at each of {units} centres and stations", "{units}个中心和站点各增1个岗位"),
    "dose.hours": ("4 hours a month more, for everybody of level 2 and more", "中度及以上失能老人每人每月增加4小时"),
    "dose.family_beds": ("{units} beds", "{units}张"),
    "dose.identify": ("one visit in a year to each elder not yet known", "一年内对每名未识别老人上门一次"),
    "dose.adapt": ("{units} households in a year, those in most need first", "一年{units}户，需求最大者优先"),
    "dose.pay": ("10 % more", "提高10%"),
    "dose.train": ("{units} seats a year more", "每年增加{units}个名额"),
    # --- tasks
    "head.target": ("Target", "目标"),
    "head.wanted": ("Wanted", "目标值"),
    "head.unit": ("Unit", "单位"),
    "head.by": ("By", "期限"),
    "head.now": ("Now ({month})", "现状（{month}）"),
    "head.missing_now": ("Missing", "尚差"),
    "head.pace": ("Needed a month", "每月需完成"),
    "head.then": ("By the date", "届时"),
    "head.in_time": ("Runs in time (%)", "按期运行占比（%）"),
    "head.reached_in": ("Reached in", "达到月份"),
    "head.status": ("Status", "状态"),
    "no_tasks": ("The document prints no dated target.", "文件未列有期限的目标。"),
    "status.reached": ("reached", "已达到"),
    "status.on_track": ("on track", "可按期达到"),
    "status.late": ("late", "将逾期"),
    "status.overdue": ("overdue", "已逾期"),
    "status.reversed": ("reached now, lost by the date", "现已达到，届时将失守"),
    "status.unjudged": ("cannot be judged: {reason}", "无法判断：{reason}"),
    "reason.no_measure": ("the model has no such figure", "模型无此指标"),
    "reason.sample": ("a sample is too small for it", "抽样规模不足以判断"),
    "reason.beyond": ("its date lies beyond the runs", "期限超出推演范围"),
    "reason.nothing": ("no value in this state", "该状态下无数值"),
    "not_within": ("not by {month}", "至{month}未达到"),
    "parts": ("{target}, place by place", "{target}：分县区任务"),
    "parts.one_each": ("One for each place.", "每地一个。"),
    "parts.by_elders": (
        "The document gives no split: {wanted} are shared out by the elders of each place.",
        "文件未作分解：{wanted}按各地老年人口分配。",
    ),
    "head.part": ("Falls to it", "分配任务"),
    "head.has": ("Has", "现有"),
    "due": ("Dated projects", "有日期的项目"),
    "no_due": ("Neither the document nor the scenario has dated projects.", "文件与情景均无有日期的项目。"),
    "head.project": ("Project", "项目"),
    "head.due": ("Due", "应开放"),
    "head.late": ("Expected behind its date (months)", "预计拖后（月）"),
    "head.opens": ("Runs that open it (%)", "建成运行占比（%）"),
    "due.open": ("open", "已开放"),
    "due.on_track": ("on track", "可按期开放"),
    "due.late": ("late", "将逾期"),
    "due.never": ("does not open in any run (stage at the end: {stage})", "各次运行均未开放（期末阶段：{stage}）"),
    "stage.undecided": ("not decided", "未决定"),
    "stage.planned": ("waits for money", "待资金"),
    "stage.funded": ("funded", "资金到位"),
    "stage.building": ("being built", "在建"),
    "stage.open": ("open", "已开放"),
    "stage.cancelled": ("given up for lack of money", "因缺资金取消"),
    "queue": (
        "Besides, projects that levers ordered are on their way: {planned} wait for money ({missing} still "
        "missing), {building} are being built (means of the runs).",
        "另有由政策下达、尚未建成的项目：待资金{planned}个（尚缺{missing}），在建{building}个（各次运行平均）。",
    ),
    "slip": (
        "Expected slip: building projects take {share} % longer than planned on average (homes.slip, a judgement), "
        "so a new home of {home} months opens {late} months late, counted from the month in which its money is "
        "there.",
        "预期拖延：建设项目平均比计划多用{share}%的工期（homes.slip，判断值），自资金到位起计，"
        "工期{home}个月的新建机构平均拖后{late}个月。",
    ),
    # --- layout
    "homes": ("New homes", "新建机构"),
    "homes.rule": (
        "{wanted} new home(s) of {beds} beds, as many as asked for or as the yearly budget would build, in each "
        "place at most {most} times what falls to it by the people counted. Counted are people known to the "
        "authorities, of level 2 and more, at home, who refuse nothing and wait for a bed or lack an hour a week "
        "or more: {people} in the region. The staffed, empty nursing beds in reach could take {taken} of them; of "
        "the {left} left the sites chosen bring {covered} ({share} %) within {km:g} km (between seats) and have a "
        "bed for them.",
        "新建机构{wanted}家，每家{beds}张床位（按要求的数量，或年度预算可建的数量），"
        "每地最多为按计入人数应得数量的{most}倍。计入对象为已识别、中度及以上失能、居家、不拒绝服务、"
        "正在等候床位或每周至少缺1小时照护的老人，全域{people}人。"
        "现有空置且有护理员的护理型床位在服务半径内可接收{taken}人；其余{left}人中，"
        "所选地点可使{covered}人（{share}%）在驻地间距{km:g}公里内有床可住。",
    ),
    "homes.none": ("No new home is sited: {why}.", "未安排新建机构：{why}。"),
    "why.no_money": ("the yearly budget would not build one", "年度预算不足以建一家"),
    "why.no_need": (
        "empty, staffed nursing beds are within reach of everybody counted, so something else than place keeps "
        "them away",
        "计入对象的服务半径内均有空置且有护理员的护理型床位，入住受阻的原因不在布局",
    ),
    "exact": ("Solved exactly (integer programme).", "精确求解（整数规划）。"),
    "not_exact": (
        "The time limit was reached: greedy choice with swaps; the best would cover at most {gap} % more.",
        "已达时间上限：采用贪心加交换法；最优解最多再多覆盖{gap}%。",
    ),
    "head.people": ("Counted (persons)", "计入对象（人）"),
    "head.left": ("No free bed in reach (persons)", "半径内无空床（人）"),
    "head.new_homes": ("New homes", "新建机构（家）"),
    "head.new_beds": ("New beds", "新建床位（张）"),
    "head.here_served": ("Of its people, given a bed (persons)", "本地获床位者（人）"),
    "head.from": ("Serves people of", "服务来源地"),
    "stations": ("New stations", "新建站点"),
    "stations.rule": (
        "{wanted} new station(s), as many as asked for or as the yearly budget would build, each with a circle of "
        "{rural} rural or {urban} urban elders as those that stand, in each place at most {most} times what falls "
        "to it by the people counted. Counted are known people at home who lack an hour a week or more, refuse "
        "nothing and live outside all circles: {people}. The stations chosen bring {covered} of them ({share} %) "
        "within a circle; hours they get only from aides who are there.",
        "新建站点{wanted}个（按要求的数量，或年度预算可建的数量），服务圈与现有站点相同（农村{rural}名、"
        "城镇{urban}名老人），每地最多为按计入人数应得数量的{most}倍。计入对象为已识别、居家、每周至少缺1小时照护、"
        "不拒绝服务且住在服务圈外者，共{people}人。所选站点可使其中{covered}人（{share}%）进入服务圈；"
        "能否得到工时取决于护理员。",
    ),
    "stations.none": ("No new station is sited: {why}.", "未安排新建站点：{why}。"),
    "why.no_station_money": ("the yearly budget would not build one", "年度预算不足以建一个"),
    "why.no_circle": ("no station stands whose circle could be taken", "现无站点，服务圈大小未知"),
    "why.no_out": ("nobody who is counted lives outside all circles", "计入对象均在服务圈内"),
    "head.out_rural": ("Outside circles, rural (persons)", "圈外农村（人）"),
    "head.out_urban": ("Outside circles, urban (persons)", "圈外城镇（人）"),
    "head.new_rural": ("New stations, rural", "新建农村站点（个）"),
    "head.new_urban": ("New stations, urban", "新建城镇站点（个）"),
    "head.brought": ("Brought within a circle (persons)", "新进圈（人）"),
    "map": ("Map of the layout", "布局图"),
    "map.title": (
        "{region}: where would new homes and stations reach most known need?",
        "{region}：新建机构和站点设在何处可覆盖最多已识别需求？",
    ),
    "map.about": (
        "Colour: known people of level 2 and more who wait for a bed or lack hours and find no free bed in reach, "
        "for 1,000 elders, in the simulated state of {month}. Area of a circle: elders. Circles stand near the "
        "seats of the places, moved apart to be read. Square: a new home; number: new stations.",
        "颜色：{month}模拟状态下，每千名老人中已识别、中度及以上失能、等候床位或缺照护工时、且半径内无空床者。"
        "圆面积：老年人口。圆位于各地驻地附近，为便于辨认而错开。方块：新建机构一家；数字：新建站点数。",
    ),
    "map.bar": ("persons for 1,000 elders", "每千名老人中人数"),
    "map.label": ("{stations} st.", "站点{stations}"),
    "map.home": ("new home of {beds} beds", "新建机构（{beds}张床位）"),
    # --- projects
    "projects.rule": (
        "Hours removed a week = hours removed by one unit in the trial x units of the project x (need of the place "
        "/ need of the region, both for each elder in need, at most {dense:g}-fold), never more than is unmet in "
        "the place. Need is what the measure alone could reach. Cost in the first year = what is spent once and a "
        "year of running money, per unit as in the trial. Ranked by hours in a year for 10,000 yuan a year. That "
        "projects act on each other is left out: sums of this column overstate what several together would do.",
        "每周减少工时＝试验中每单位减少工时×项目单位数×（本地需求÷全域需求，均按每名有需求老人计，"
        "最多{dense:g}倍），且不超过本地未满足工时；需求指该措施单独可及的工时。"
        "首年费用＝一次性支出＋一年经常性支出，单位费用取自试验。按每万元每年减少工时排序。"
        "未考虑项目之间的相互影响：多个项目的效果相加会高估合计效果。",
    ),
    "projects.budget": (
        "Budget: {budget} yuan for the first year ({how}). Chosen: {chosen} of {all} projects, {cost} yuan.",
        "预算：首年{budget}元（{how}）。{all}个候选项目中入选{chosen}个，共{cost}元。",
    ),
    "budget.asked": ("as asked for", "按输入"),
    "budget.purses": (
        "what the purses have for building in a year once running costs are paid",
        "各项资金在支付经常性支出后每年可用于建设的部分",
    ),
    "projects.left_out": (
        "Not listed, because the trial does not show that they help, or no money was spent: {trials}.",
        "下列措施因试验未显示有效或未发生支出而未列入：{trials}。",
    ),
    "projects.regional": (
        "Measures of the whole region are no projects of a place: {trials}.",
        "以下为全域措施，不列为分县区项目：{trials}。",
    ),
    "chosen": ("Within the budget", "预算内"),
    "outside": ("Outside the budget", "预算外"),
    "head.rank": ("Rank", "序号"),
    "head.cost": ("Cost in the first year (yuan)", "首年费用（元）"),
    "head.sum": ("Sum so far (yuan)", "累计（元）"),
    "project.beds": ("home of {units} beds", "{units}张床位的机构"),
    "project.nursing": ("{units} beds equipped for nursing", "改造护理型床位{units}张"),
    "project.station": ("{units} station with two posts", "站点{units}个，配2个岗位"),
    "project.point": ("{units} village points with assistants", "互助点{units}个，配协理员"),
    "project.posts": ("{units} posts for visiting aides", "上门护理员岗位{units}个"),
    "project.family_beds": ("{units} family care beds", "家庭养老床位{units}张"),
    "project.identify": (
        "a round of visits to those not yet known among {units} elders",
        "对{units}名老人中未识别者上门一轮",
    ),
    "project.adapt": ("{units} homes of the needy adapted", "适老化改造{units}户"),
    # --- printed
    "printed.state": (
        "{place}: {unmet} unmet hours a week; binds most: {binds}",
        "{place}：每周未满足{unmet}小时，首要制约为{binds}",
    ),
    "printed.tasks": ("Tasks: {counts}", "任务：{counts}"),
    "printed.layout": (
        "Layout: {homes} new home(s) in {sites}; {stations} new station(s)",
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
    return WORDS[key][LANGUAGES.index(language)].format(**facts)


def money(yuan: float, language: str) -> str:
    """An amount for the eye: million yuan, 万元 or 亿元."""
    if language == "zh" and abs(yuan) >= 1e8:
        return say("yuan.yi", language, value=number(yuan / 1e8))
    if language == "zh" and abs(yuan) >= 1e4:
        return say("yuan.wan", language, value=number(yuan / 1e4))
    if language == "en" and abs(yuan) >= 1e6:
        return say("yuan.m", language, value=number(yuan / 1e6))
    return say("yuan", language, value=number(yuan))
