"""The words of a sensitivity analysis, English and Chinese."""

from __future__ import annotations

from experiments.labels import LANGUAGES
from experiments.plurals import filled

WORDS: dict[str, tuple[str, str]] = {
    "title": ("What the outcomes hang on: {region}", "结果取决于什么：{region}"),
    "design.morris": (
        "Morris screening: {n:quantity}, {size:trajectory}, {rows:point} x {replicates:replicate}.",
        "Morris筛选：{n}个量，{size:,}条轨迹，{rows:,}个设计点×{replicates}次重复。",
    ),
    "design.sobol": (
        "Sobol indices: {n:quantity}, base sample {size:,}, {rows:point} x {replicates:replicate}.",
        "Sobol指数：{n}个量，基础样本{size:,}，{rows:,}个设计点×{replicates}次重复。",
    ),
    "design.latin_hypercube": (
        "Latin hypercube: {n:quantity}, {rows:point} x {replicates:replicate}.",
        "拉丁超立方：{n}个量，{rows:,}个设计点×{replicates}次重复。",
    ),
    "design.grid": (
        "Grid: {n:quantity}, {rows:point} x {replicates:replicate}.",
        "全因子网格：{n}个量，{rows:,}个设计点×{replicates}次重复。",
    ),
    "how.morris": (
        "mu*: by how much the outcome moves, on average, up or down, when the quantity crosses its whole "
        "range; ± half of its 95 % interval. sigma: how unequal these moves are, because of other quantities or of "
        "bends. ↑ the outcome rises with the quantity, ↓ it falls, ↕ neither clearly. Ranges are part of the result: a "
        "wider range makes a larger mu*.",
        "mu*：某个量走完其整个取值范围时，结果平均变动多少（不计方向）；±为95%区间的一半。sigma：变动有多不均，"
        "来自与其他量的相互作用或非线性。↑结果随之上升，↓下降，↕方向不明确。取值范围是结论的一部分：范围越宽，mu*越大。",
    ),
    "how.sobol": (
        "total: share of the variance of the outcome in which the quantity has a part; first: the share that it has "
        "alone; ± half of the 95 % interval. total much above first means that it acts together with others. Values a "
        "little below zero are noise. ↑ the outcome rises with the quantity, ↓ it falls, ↕ neither clearly. Ranges are "
        "part of the result: a wider range makes a larger share.",
        "总效应：结果方差中该量参与的份额；一阶：该量单独的份额；±为95%区间的一半。总效应远大于一阶，说明它与其他量共同起作用。"
        "略低于零的数值是噪声。↑结果随之上升，↓下降，↕方向不明确。取值范围是结论的一部分：范围越宽，份额越大。",
    ),
    "level": ("{scenario}", "{scenario}"),
    "difference": ("{scenario} less {base}", "{scenario}减{base}"),
    "heading": ("{outcome}, {year}: {measure}", "{outcome}，{year:年}：{measure}"),
    "spread": (
        "Over the points: mean {mean}, standard deviation {sd} {unit}.",
        "各设计点：平均{mean}，标准差{sd}，单位{unit}。",
    ),
    "luck": (
        " Of the variance between points {share} % is luck of the runs.",
        "设计点之间的方差中有{share}%来自运行的偶然。",
    ),
    "luck_much": (
        " That is much: indices of luck say little. Take more replicates or a larger scale.",
        "偶然成分过大，指数说明不了多少，请增加重复次数或扩大模拟比例。",
    ),
    "luck_unknown": (
        " How much of it is luck of the runs cannot be told from one replicate.",
        "仅一次重复，无法区分其中偶然的成分。",
    ),
    "constant": (
        "Constant: {value} in every point. None of the quantities moves it.",
        "恒定：各设计点均为{value}，没有任何量使其变动。",
    ),
    "constant.difference": (
        "Constant: the difference is {value} in every point. None of the quantities moves it.",
        "恒定：各设计点的差值均为{value}，没有任何量使其变动。",
    ),
    "missing": (
        "No indices: {n:,} of {rows:point} without a value (nobody is there of whom it could be a share).",
        "无法计算：{rows:,}个设计点中有{n:,}个没有数值（没有可计算比例的对象）。",
    ),
    "head.quantity": ("Quantity", "量"),
    "head.range": ("Varied", "取值范围"),
    "head.total": ("Total", "总效应"),
    "head.first": ("First", "一阶"),
    "head.direction": (" ", " "),
    "rest": (
        "Further quantities: {n}, none above {value}.",
        "其余{n}个量均不超过{value}。",
    ),
    "nothing": (
        "Quantities that do not move it at all in this study: {n}.",
        "有{n}个量在本研究中完全不影响它。",
    ),
    "settled": ("Has the sample settled?", "样本是否已收敛？"),
    "settled.how": (
        "Change: largest change of an index from the first half of the sample to all of it. Order: of the pairs of "
        "quantities that are clearly apart, the share that stands in the same order in the half. Interval: largest "
        "half of a 95 % interval. {measured} Converged: change up to {change}, order from {order} on, interval up to "
        "{width}, and at least {least}.",
        "变化：从前一半样本到全部样本，指数的最大变化。次序：区间明确分开的各对量中，在一半样本里次序相同的比例。"
        "区间：95%区间一半的最大值。{measured}收敛标准：变化不超过{change}，次序不低于{order}，区间不超过{width}，且至少{least}。",
    ),
    "measured.morris": (
        "Change and interval are shares of the largest mu*.",
        "变化与区间均以最大的mu*为1计。",
    ),
    "measured.sobol": ("Change and interval are in units of the index.", "变化与区间以指数本身计。"),
    "least.morris": ("{n:trajectory}", "{n}条轨迹"),
    "least.sobol": ("{n} base points", "{n}个基础样本点"),
    "head.change": ("Change", "变化"),
    "head.order": ("Order", "次序"),
    "head.interval": ("Interval", "区间"),
    "head.verdict": ("Verdict", "判断"),
    "head.outcome": ("Outcome", "指标"),
    "head.measure": ("Of", "对象"),
    "yes": ("converged", "已收敛"),
    "no.morris": (
        "not converged: it takes {more} more, design.trajectories={needed}",
        "未收敛：还需{more}条轨迹，即design.trajectories={needed}",
    ),
    "no.sobol": (
        "not converged: it takes {more} more, design.points={needed}",
        "未收敛：还需{more}个，即design.points={needed}",
    ),
    "no.more": (
        "not converged, far from it: more than {needed}; vary fewer quantities or take more replicates",
        "远未收敛：需要超过{needed}；请减少变动的量或增加重复次数",
    ),
    "settled.new": (
        " A larger design is a new study: live it in a folder of its own (carecap sweep … out=…); it cannot be added "
        "to this one.",
        "更大的设计是另一项研究，不能加入本研究：请在另一个文件夹中运行（carecap sweep … out=…）。",
    ),
    "not_varying": ("does not vary", "不变动"),
    "no_value": ("no value", "无数值"),
    # where a policy fails
    "fails": ("Where it fails: {outcome} {sign} {limit} in {year}", "何处失败：{year:年}{outcome} {sign} {limit}"),
    "fails.how": (
        "A decision tree of at most {depth} steps proposes boxes; a rule is told only if fewer than {error} in 100 "
        "deals of the same failures at random give a box with as much evidence ({deals} deals, the whole search done "
        "anew in each). A rule says where failures are, not why.",
        "由最多{depth}层的决策树提出区域；只有当同样数目的失败随机分配时，{deals}次完整重做的搜索中少于{error}%能得到同样强的证据，"
        "才列为规则。规则说明失败出现在哪里，不说明原因。",
    ),
    "fails.count": (
        "{scenario}: {failures:,} of {points:point} fail ({share} %).",
        "{scenario}：{points:,}个设计点中有{failures:,}个失败（{share}%）。",
    ),
    "fails.missing": (" Left out, without a value: {n:point}.", "另有{n:,}个设计点无数值，未计入。"),
    "fails.all": (" All of them: there is no box to look for.", "全部失败：无需寻找区域。"),
    "fails.none": (" None: there is no box to look for.", "无一失败：无需寻找区域。"),
    "fails.few": (" Too few points to search for a box.", "设计点太少，无法寻找区域。"),
    "fails.too_few": (
        " These samples cannot tell whether there is a rule: they hang together in {blocks} blocks, and of all ways to "
        "deal the same failures out among them {p} % put them just where they are. A pattern may be there all the "
        "same; a larger design would show it.",
        "这些样本无法判断有无规则：设计点连成{blocks}组，将同样的失败在各组间随机分配，有{p}%的情形与现状完全相同。"
        "规律仍可能存在，需用更大的设计才能看出。",
    ),
    "fails.no_rule": (
        " No rule is better than chance (the best box: p = {p}).",
        "没有优于偶然的规则（最佳区域p={p}）。",
    ),
    "rule": (
        "Rule {i}: it fails in {density} % of the points where {conditions}; elsewhere in {outside} %. {points:point} "
        "inside, with {coverage} % of all failures (p {p}).",
        "规则{i}：在{conditions}的设计点中，{density}%失败；其余设计点中为{outside}%。区域内有{points:,}个设计点，"
        "占全部失败的{coverage}%（p{p}）。",
    ),
    "and": (" and ", "且"),
    "above": ("{quantity} is above {value}", "{quantity}高于{value}"),
    "at_most": ("{quantity} is at most {value}", "{quantity}不超过{value}"),
    "between": ("{quantity} is above {low} and at most {high}", "{quantity}高于{low}且不超过{high}"),
    "at_least": ("{quantity} is at least {value}", "{quantity}至少为{value}"),
    "from_to": ("{quantity} is from {low} to {high}", "{quantity}为{low}至{high}"),
    "is": ("{quantity} is {value}", "{quantity}为{value}"),
    "is_not": ("{quantity} is not {value}", "{quantity}不为{value}"),
    "on": ("on", "开启"),
    "off": ("off", "关闭"),
    # chart
    "chart.morris": ("What moves it most: {outcome}, {year}", "什么最能使其变动：{outcome}，{year:年}"),
    "chart.sobol": ("What its variance comes from: {outcome}, {year}", "其方差来自什么：{outcome}，{year:年}"),
    "chart.about": ("{region}. {measure}. {design}", "{region}。{measure}。{design}"),
    "axis.morris": ("mu*, {unit}, for the whole range of the quantity", "mu*，{unit}，该量走完整个取值范围"),
    "axis.sobol": ("share of the variance of the outcome", "占结果方差的份额"),
    "key.up": ("outcome rises with the quantity", "结果随之上升"),
    "key.down": ("outcome falls", "结果随之下降"),
    "key.both": ("neither clearly", "方向不明确"),
    "key.sigma": ("sigma: how unequal the moves are", "sigma：变动有多不均"),
    "key.first": ("dark, narrow: alone (first)", "深色窄条：单独（一阶）"),
    "key.total": ("pale: with others (total)", "浅色：含与其他量的共同作用（总效应）"),
    "key.interval": ("line: 95 % interval of {of}", "线：{of}的95%区间"),
    "chart.converged": ("The sample has converged.", "样本已收敛。"),
    "chart.not": ("The sample has not converged; see summary.", "样本尚未收敛，见summary。"),
}


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    text = WORDS[key][LANGUAGES.index(language)]
    return filled(text, **facts) if facts else text
