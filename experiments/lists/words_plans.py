"""The words of tasks, layout and projects, English and Chinese; ``words.py`` takes them in."""

from __future__ import annotations

PLANS: dict[str, tuple[str, str]] = {
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
    "parts": ("{target}, place by place", "{target}：分地区任务"),
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
    "due.overdue": ("overdue, not open in every run", "已逾期，尚未全部建成"),
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
        "{wanted:new home} of {beds} beds, as many as asked for or as the whole yearly budget would build, in each "
        "place at most {most} times what falls to it by the people counted. Counted are people known to the "
        "authorities, of level 2 and more, at home, who refuse nothing and wait for a bed or lack an hour a week "
        "or more: {people} in the region. The staffed, empty nursing beds in reach could take {taken} of them; of "
        "the {left} left the sites chosen bring {covered} ({share} %) within {km:g} km (between seats) and have a "
        "bed for them. In this state {waiting} people of the region wait for a home: the others have not applied, and "
        "whether they would enter is not told here.",
        "新建机构{wanted}家，每家{beds}张床位（按要求的数量，或年度预算全部用于此项可建的数量），"
        "每地最多为按计入人数应得数量的{most}倍。计入对象为已识别、中度及以上失能、居家、不拒绝服务、"
        "正在等候床位或每周至少缺1小时照护的老人，全域{people}人。"
        "现有空置且有护理员的护理型床位在服务半径内可接收{taken}人；其余{left}人中，"
        "所选地点可使{covered}人（{share}%）在驻地间距{km:g}公里内有床可住。"
        "该状态下全域等候入住者为{waiting}人，其余尚未申请，是否愿意入住不在此判断。",
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
        "The limit of steps was reached: the better of what was found and of a greedy choice with swaps; the best "
        "would cover at most {gap} % more.",
        "已达求解步数上限：采用所得较优方案（贪心加交换法）；最优解最多再多覆盖{gap}%。",
    ),
    "head.people": ("Counted (persons)", "计入对象（人）"),
    "head.left": ("No free bed in reach (persons)", "半径内无空床（人）"),
    "head.new_homes": ("New homes", "新建机构（家）"),
    "head.new_beds": ("New beds", "新建床位（张）"),
    "head.here_served": ("Of its people, given a bed (persons)", "本地获床位者（人）"),
    "head.from": ("Serves people of", "服务来源地"),
    "stations": ("New stations", "新建站点"),
    "stations.rule": (
        "{wanted:new station}, as many as asked for or as the whole yearly budget would build, each with a circle "
        "of {rural} rural or {urban} urban elders as those that stand, in each place at most {most} times what falls "
        "to it by the people counted. Counted are known people at home who lack an hour a week or more, refuse "
        "nothing and live outside all circles: {people}. The stations chosen bring {covered} of them ({share} %) "
        "within a circle; hours they get only from aides who are there.",
        "新建站点{wanted}个（按要求的数量，或年度预算全部用于此项可建的数量），服务圈与现有站点相同（农村{rural}名、"
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
        "the place. Need is what the measure alone could reach. A project of adaptation, family beds or visits is as "
        "large, for an elder, as in the trial. Cost in the first year = what is spent once and a year of running "
        "money, per unit as in the trial. Ranked by hours in a year for 10,000 yuan a year (formula: What was tried); "
        "chosen down the ranking, each project that the rest of the budget still pays. That projects act on each "
        "other is left out: sums of this column overstate what several together would do.",
        "每周减少工时＝试验中每单位减少工时×项目单位数×（本地需求÷全域需求，均按每名有需求老人计，"
        "最多{dense:g}倍），且不超过本地未满足工时；需求指该措施单独可及的工时。"
        "适老化改造、家庭养老床位和上门探访项目的规模按试验中每名老人的剂量折算。"
        "首年费用＝一次性支出＋一年经常性支出，单位费用取自试验。按每万元每年减少工时排序（公式见“试验结果”），"
        "按名次依次选取剩余预算仍可支付的项目。"
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
        "Not listed, because the trial does not show that they help, or because they cost the public no more and "
        "so have no price: {trials}.",
        "下列措施因试验未显示有效，或未增加财政支出、无法计价而未列入：{trials}。",
    ),
    "projects.regional": (
        "Measures of the whole region are no projects of a place: {trials}.",
        "以下为全域措施，不列为分地区项目：{trials}。",
    ),
    "assumed": ("What these lists assume", "本清单的假设"),
    "assumed.about": (
        "Judgements all, not printed in any document. Set one with carecap lists <key>=<value> and look again; those "
        "of the model stand under carecap parameters.",
        "均为判断值，文件未载。可用“carecap lists 键=值”更改后重新编制；模型自身的假设见carecap parameters。",
    ),
    "head.assumed": ("Assumption", "假设"),
    "head.value": ("Value", "取值"),
    "head.from_to": ("Allowed", "允许范围"),
    "head.key": ("Key", "键"),
    "chosen": ("Within the budget", "预算内"),
    "outside": ("Outside the budget", "预算外"),
    "head.rank": ("Rank", "序号"),
    "head.cost": ("Cost in the first year (yuan)", "首年费用（元）"),
    "head.sum": ("Sum so far (yuan)", "累计（元）"),
    "project.beds": ("home of {units} beds", "{units}张床位的机构"),
    "project.nursing": ("{units} beds equipped for nursing", "改造护理型床位{units}张"),
    "project.station": ("{units} station with {posts} posts", "站点{units}个，配{posts}个岗位"),
    "project.point": ("{units} village points with assistants", "互助点{units}个，配协理员"),
    "project.posts": ("{units} posts for visiting aides", "上门护理员岗位{units}个"),
    "project.family_beds": ("{units} family care beds", "家庭养老床位{units}张"),
    "project.identify": (
        "a round of visits to those not yet known among {units} elders",
        "对{units}名老人中未识别者上门一轮",
    ),
    "project.adapt": ("{units} homes of those in most need adapted", "适老化改造{units}户"),
}  # fmt: skip

UNITS_ZH = {
    "bed": "张", "station": "个", "point": "个", "post": "个", "post/station": "个/处", "household": "户",
    "hour/month": "小时/月", "visit/elder": "次/人", "person/year": "人/年", "share": "比例", "ratio": "倍",
    "year": "年",
}  # fmt: skip
"""Unit of an assumption -> its Chinese word."""
