"""The words of the figures in English and Chinese: titles, what is drawn, footers; looked up by ``labels.text``."""

FIGURES: dict[str, tuple[str, str]] = {
    # figures: question, what is drawn
    "title.occupancy": ("{region}: how full are homes of each ownership?", "{region}：各类养老机构住得有多满？"),
    "about.occupancy": ("Residents as a share of built beds, by month.", "入住人数占建成床位的比例，逐月。"),
    "about.dashed": ("Dashed: {scenario}.", "虚线：{scenario}。"),
    "title.unmet": ("{region}: how much need for care goes unmet?", "{region}：有多少照护需求未得到满足？"),
    "about.unmet": (
        "Hours of need that family, aides and volunteers leave open, by month, and hours that homes owe residents.",
        "家庭、护理员和志愿者未能满足的照护工时，含机构对入住老人欠缺的工时，逐月。",
    ),
    "unmet_share": (
        "Unmet hours, what homes owe residents included, over hours needed at home",
        "未满足工时（含机构欠缺）与居家需求工时之比",
    ),
    "title.waiting": ("{region}: who waits for a home, and how long?", "{region}：多少老人在等候入住，等候多久？"),
    "about.waiting": ("People on the waiting list, by month.", "等候名单上的老人，逐月。"),
    "smooth": ("{label}, mean of the last 12 months", "{label}（近12个月平均）"),
    "title.aides": ("{region}: are there enough aides for the ratio in force?", "{region}：护理员能否达到现行配比？"),
    "about.aides": (
        "Missing: aides that homes need for all residents and applicants, less those they employ, home by home.",
        "缺口：各机构按配比服务全部入住老人与申请人所需的护理员，减去在岗人数，逐机构计算。",
    ),
    "title.empty_beds": ("{region}: why are beds empty?", "{region}：床位为什么空着？"),
    "about.empty_beds": (
        "Built beds without a resident, by month; each bed has one cause, the first that applies from below upwards. "
        "A bed that is kept for the safety net may lack aides too.",
        "无人入住的建成床位，逐月；每张空床只计一个原因，自下而上取首个成立者。为兜底对象保留的床位也可能缺护理员。",
    ),
    "title.unmet_causes": ("{region}: why are hours of need unmet?", "{region}：照护工时为什么得不到满足？"),
    "about.unmet_causes": (
        "Unmet hours, by month; each hour has one cause, the first that applies.",
        "未满足工时，逐月；每个工时只计一个原因，按顺序取首个成立者。",
    ),
    "title.difference": (
        "{region}: what differs from “{scenario}” in {period}?", "{region}：{period}与“{scenario}”相比有何不同？"
    ),
    "about.difference": (
        "Paired difference in % of the level under “{scenario}”; printed on the right: in the unit of the row.",
        "配对差值占“{scenario}”水平的百分比；右侧数字为以该行单位计的差值。",
    ),
    "axis.difference": ("% of that level", "占该水平的%"),
    "better": ("better", "改善"),
    "worse": ("worse", "变差"),
    "undecided": ("undecided: the interval holds zero", "未定：区间含零"),
    "undecided.one": ("undecided: one replicate, no interval", "未定：仅一次重复，无区间"),
    "title.map": ("{region}: where does need go unmet?", "{region}：哪里的照护需求未得到满足？"),
    "about.map": (
        "Unmet hours, what homes owe residents included, over hours needed at home, {period}. Area of a circle: elders "
        "at the census. Circles stand near the seats of the places, moved apart to be read.",
        "未满足工时（含机构欠缺）与居家需求工时之比，{period}。圆面积：普查时老年人口。圆位于各地驻地附近，为便于辨认而错开。",
    ),
    # footers
    "note.range": (
        "Line: mean of {n} replicates; band: lowest to highest replicate.",
        "线：{n}次重复的平均；色带：各次重复的最低至最高值。",
    ),
    "note.axes": ("Vertical axes need not start at zero.", "纵轴不一定从零开始。"),
    "note.axes.x": ("Horizontal axes need not start at zero.", "横轴不一定从零开始。"),
    "note.mean": ("Mean of {n} replicates.", "{n}次重复的平均。"),
    "note.interval": (
        "95 % intervals (Student's t) of {n} paired differences, not adjusted for the number of outcomes; "
        "at the edge of a panel they go on beyond it.",
        "95%区间由{n}个配对差值得出（t分布），未作多重比较校正；触及边缘者超出坐标范围。",
    ),
    "note.one": ("One replicate: no interval.", "仅一次重复：无区间。"),
    "nothing": ("no value", "无数值"),
    "estimated": ("{place} (est.)", "{place}（估计）"),
    # many scenarios: the last year only
    "about.dots": (
        "{period}, a row for each scenario. Dot: mean of {n} replicates; line: lowest to highest replicate; dashed: "
        "{scenario}.",
        "{period}，每行一个情景。点：{n}次重复的平均；线：各次重复的最低至最高值；虚线：{scenario}。",
    ),
    "about.dots.one": (
        "{period}, a row for each scenario; dashed: {scenario}.",
        "{period}，每行一个情景；虚线：{scenario}。",
    ),
    "about.bars.empty_beds": (
        "Built beds without a resident, mean of {period}; each bed has one cause, the first that applies from left to "
        "right. A bed that is kept for the safety net may lack aides too.",
        "无人入住的建成床位，{period}平均；每张空床只计一个原因，自左而右取首个成立者。为兜底对象保留的床位也可能缺护理员。",
    ),
    "about.bars.unmet_causes": (
        "Unmet hours, mean of {period}; each hour has one cause, the first that applies.",
        "未满足工时，{period}平均；每个工时只计一个原因，按顺序取首个成立者。",
    ),
    "about.grid": (
        "Paired difference in the unit of the column; first row: the level under “{scenario}”.",
        "配对差值，以该列单位计；首行为“{scenario}”的水平。",
    ),
    "about.places": (
        "Unmet hours, what homes owe residents included, in % of hours needed at home, mean of {period}; the darker, "
        "the more goes unmet.",
        "未满足工时（含机构欠缺）与居家需求工时之比（%），{period}平均；颜色越深，缺口越大。",
    ),
    "note.grid": (
        "Undecided: the 95 % interval (Student's t) of {n} paired differences holds zero. Not adjusted for the number "
        "of figures.",
        "未定：{n}个配对差值的95%区间（t分布）含零。未作多重比较校正。",
    ),
    # what a comparison adds: the waterfall, the front
    "title.waterfall": (
        "{region}: what does each lever do by itself, and what do they do to each other?",
        "{region}：各项政策单独作用如何，相互影响如何？",
    ),
    "about.waterfall": (
        "From “{base}” to “{whole}”, {period}. Each row: one lever alone against “{base}”; interaction: the whole "
        "less the sum of the rows above it. Thin lines: 95 % intervals of the paired differences.",
        "从“{base}”到“{whole}”（{period}）。每行：单独一项政策与“{base}”之差；相互作用：整体减去以上各行之和。细线：配对"
        "差值的95%区间。",
    ),
    "about.waterfall.one": (
        "From “{base}” to “{whole}”, {period}. Each row: one lever alone against “{base}”; interaction: the whole less "
        "the sum of the rows above it.",
        "从“{base}”到“{whole}”（{period}）。每行：单独一项政策与“{base}”之差；相互作用：整体减去以上各行之和。",
    ),
    "waterfall.level": ("“{base}”: {level}", "“{base}”：{level}"),
    "waterfall.interaction": ("Interaction", "相互作用"),
    "waterfall.whole": ("All together", "整体"),
    "title.pareto": (
        "{region}: what do fewer unmet hours cost the public purse?", "{region}：减少未满足工时，财政要花多少？"
    ),
    "about.pareto": (
        "Paired difference to “{base}”, mean of {period}; cross: 95 % interval. {how}",
        "与“{base}”的配对差值，{period}平均；十字：95%区间。{how}",
    ),
    "about.pareto.mean": (
        "Difference to the mean of all points with the same luck, mean of {period}; cross: 95 % interval. {how}",
        "与同一运气下所有点的平均之差，{period}平均；十字：95%区间。{how}",
    ),
    "pareto.how": (
        "Further down and further left is better. On the front: by the means no other point is as good in both. "
        "Dominated: another one is clearly at least as good in both (intervals widened for the number of points). "
        "Open: the replicates do not settle it.",
        "越靠下、越靠左越好。前沿：按平均值，没有其他点在两方面都不差。被支配：另有一点明确地在两方面都不差（区间按点"
        "数放宽）。未定：重复次数尚不能判断。",
    ),
    "pareto.front": ("on the front", "前沿"),
    "pareto.open": ("open", "未定"),
    "pareto.dominated": ("dominated", "被支配"),
    "pareto.alone": ("{part} alone", "仅{part}"),
    "pareto.axis": ("{label}: difference, {unit}", "{label}：差值，{unit}"),
}  # fmt: skip
"""Key -> words with {facts} to be filled in."""
