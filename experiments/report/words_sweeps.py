"""The words of the report of a sweep: its design, what was varied, how the years spread, what the outcomes hang on."""

from __future__ import annotations

SWEEPS: dict[str, tuple[str, str]] = {
    "sweep": ("Sweep over a design", "参数与政策抽样"),
    "swept": (
        "{kind} of the design “{label}”: {n:quantity}; {points:point} (samples) × {replicates:replicate} × "
        "{scenarios:scenario} = {runs:run}. {which}",
        "设计“{label}”（{kind}）：变动{n}个量；设计点（样本）{points}个×重复{replicates}次×情景{scenarios}个，共{runs}次运行。{which}",
    ),
    "swept.few": ("Varied: {quantities}.", "变动的量：{quantities}。"),
    "swept.many": (
        "Their bounds stand under “{section}”.",
        "各量的范围见“{section}”。",
    ),
    "swept.one": ("{label} ({bounds}{since})", "{label}（{bounds}{since}）"),
    "swept.since": (", from {month} on", "，自{month}起"),
    "basis.design": ("Lived from {first} to {last}, {elders}.", "模拟时段{first}至{last}，{elders}。"),
    "changes_nothing.design": (
        "No lever is changed but those that the design varies.",
        "除设计所变动的量外，不改变任何政策。",
    ),
    "varied": ("What was varied", "变动了什么"),
    "varied.about": (
        "{kind}, {n:point}, seed of the design {seed}; the luck of the runs has a seed of its own.",
        "{kind}，{n}个设计点，设计种子{seed}；运行的运气另有种子。",
    ),
    "design.grid": ("Full grid", "完全网格"),
    "design.latin_hypercube": ("Latin hypercube", "拉丁超立方"),
    "design.sobol": ("Sobol sample", "Sobol抽样"),
    "design.morris": ("Morris trajectories", "Morris轨迹"),
    "years": ("How the years spread", "逐年分布"),
    "spread.points": (
        "{points:point}, each the mean of {n:replicate}. Line or dot: the middle point; band, bar and columns: from "
        "the lowest to the highest tenth of the points. This is how far the outcome moves when the quantities above "
        "move within their bounds; how likely each point is, is not said.",
        "共{points}个点，每点为{n}次重复的平均。线或点为中位点，色带、竖线及各列为最低十分之一至最高十分之一的点。"
        "它说明上述各量在范围内变动时结果变动多大，不说明各点的可能性。",
    ),
    "spread.replicates": (
        "{n:replicate} with different luck. Line or dot: the middle one; band, bar and columns: from the lowest to the "
        "highest tenth of them. This is luck under the same assumptions, not doubt about them.",
        "{n}次不同运气的重复。线或点为中位数，色带、竖线及各列为最低十分之一至最高十分之一。这只反映假设相同时的偶然，不反映假设本身的不确定。",
    ),
    "years.title": ("{region}: how far do the years spread?", "{region}：逐年结果相差多大？"),
    "years.about.points": (
        "Line: middle of the points of the design; band: from the lowest to the highest tenth. Vertical axes need not "
        "start at zero.",
        "线：各设计点的中位数；色带：最低十分之一至最高十分之一。纵轴不一定从零开始。",
    ),
    "years.about.replicates": (
        "Line: middle of the replicates; band: from the lowest to the highest tenth. Vertical axes need not start at "
        "zero.",
        "线：各次重复的中位数；色带：最低十分之一至最高十分之一。纵轴不一定从零开始。",
    ),
    "years.about.points.one": (
        "{year}. Dot: middle of the points of the design; bar: from the lowest to the highest tenth. Vertical axes "
        "need not start at zero.",
        "{year:年}。点：各设计点的中位数；竖线：最低十分之一至最高十分之一。纵轴不一定从零开始。",
    ),
    "years.about.replicates.one": (
        "{year}. Dot: middle of the replicates; bar: from the lowest to the highest tenth. Vertical axes need not "
        "start at zero.",
        "{year:年}。点：各次重复的中位数；竖线：最低十分之一至最高十分之一。纵轴不一定从零开始。",
    ),
    "spread.one_year": (
        " One year is shown; those of which fewer months were lived stand in the workbook.",
        "图中只有一个年份，月数较少的年份见工作簿。",
    ),
    "years.alt": ("Chart: years and spread of {what} in {region}.", "图：{region}逐年分布：{what}。"),
    "more.months": (
        "This study kept years only. Live it in another folder with keep=months, and its report also has monthly "
        "charts, the map, causes, targets and who pays.",
        "本研究只保留逐年数值。另用一个文件夹以keep=months运行后，报告还包括逐月图表、地图、原因、文件目标和各方支出。",
    ),
    "more.sensitivity": (
        "What the outcomes hang on is not here yet: carecap sensitivity tells it, then make the report again.",
        "尚缺结果取决于什么：请先运行 carecap sensitivity，再重新生成报告。",
    ),
    "more.targets": (
        "Targets and what stopped them are in the study run by run: carecap query, tables targets and stops.",
        "各次运行的文件目标及未达到的原因已存于研究中：用 carecap query 查询targets和stops表。",
    ),
    "sensitivity": ("What the outcomes hang on", "结果取决于什么"),
    "sensitivity.older": (
        "These pages are older than the runs, of which there are now {n}. Make them again with carecap sensitivity, "
        "then the report.",
        "以下内容早于现有的{n}次运行。请先用 carecap sensitivity 重新生成，再生成报告。",
    ),
}
"""Key -> words with {facts} to be filled in."""
