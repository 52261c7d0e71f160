"""Words of the page of schemas about the CSV files of a search and of a sensitivity analysis, both languages."""

from __future__ import annotations

from experiments.words_csv import OF
from experiments.words_studies import MEANINGS as STORED
from experiments.words_studies import Meaning

SEARCH, INDICES = "constraints.csv of a search", "sensitivity/indices.csv"
SETTLED, RULES = "sensitivity/convergence.csv", "sensitivity/rules.csv"

MEANINGS: dict[str, Meaning] = {
    "point": STORED["point"],
    "levers.<lever>.<field>": Meaning(
        "a column for each field that the goal moves: what the mix sets; empty: as it is",
        "目标所调整的每个字段一列：组合的设定；空为维持现状",
        "of the lever",
    ),
    "cost_yuan": Meaning(
        "public money above the status quo in all years of the search", "各年财政支出合计比现状增加的金额", "yuan"
    ),
    "cost_low": Meaning("lower end of its 95 % interval", "其95%区间下限", "yuan"),
    "cost_high": Meaning("upper end of it", "同一区间的上限", "yuan"),
    "cost_most_in_a_year": Meaning(
        "public money above the status quo in the year in which it is most",
        "比现状增加最多的一年所增加的财政支出",
        "yuan/year",
    ),
    "<outcome>|<place>|<group>|<unit>": Meaning(
        "a column for each outcome of the goal, mean of its years; place and group only if the goal names them",
        "目标的每项指标一列，为相应年份的平均；仅在目标写明时含地点和分组",
        "`<unit>`",
    ),
    "feasible": Meaning(
        "whether every constraint is kept in the mean of the replicates", "按各次重复的平均，是否满足全部约束"
    ),
    "trials.csv.holds_in_share": Meaning(
        "share of the replicates in which all constraints are kept together", "同时满足全部约束的重复所占比例", "share"
    ),
    "missing_share": Meaning(
        "what is missing of the constraints that are not kept, each as a share of its limit (of a limit of zero: in "
        "the unit of the outcome), summed; 0 if all are kept; 1,000,000 for each without a value",
        "未满足的各项约束所缺的量，各占其限值的比例（限值为零时按指标单位），相加；全部满足为0；无数值的约束各计1,000,000",
        "share",
    ),
    "frontier": Meaning(
        "whether no other mix is cheaper and as good in the first outcome", "是否位于代价与首项指标的前沿"
    ),
    "found": Meaning("whether it is the mix that was found", "是否为所得组合"),
    "look": Meaning(
        "`search`, or `second look`: the found mix lived again at the scale of `check` with other luck",
        "`search` 为搜索，`second look` 为复核：以 `check` 的规模和其他运气再次运行",
    ),
    f"{SEARCH}.constraint": Meaning(
        "`budget`, or line of the service level: `service 1`, …", "`budget` 为预算，`service 1`等为服务水平的各条"
    ),
    f"{SEARCH}.unit": Meaning("unit of the outcome", "指标单位"),
    "side": Meaning("`at least` or `at most`", "`at least` 为不低于，`at most` 为不高于"),
    "limit": Meaning(
        "what is asked, mean of the replicates: it may be a share of the status quo",
        "限值，各次重复的平均：可为现状的比例",
        "`unit`",
    ),
    f"{SEARCH}.value": Meaning(
        "what the mix reaches, mean of the replicates; of the budget: money above the status quo",
        "组合达到的数值，各次重复的平均；预算为比现状增加的资金",
        "`unit`",
    ),
    f"{SEARCH}.low": Meaning("lower end of the 95 % interval of `value`", "`value` 的95%区间下限", "`unit`"),
    f"{SEARCH}.high": Meaning("upper end of it", "同一区间的上限", "`unit`"),
    "slack": Meaning(
        "how far it is kept, mean; below zero: what is missing", "满足后的余量，平均；负值为所缺的量", "`unit`"
    ),
    "slack_share": Meaning(
        "`slack` as a share of `limit`; empty if that is zero", "`slack` 占 `limit` 的比例；限值为零则为空", "share"
    ),
    "holds": Meaning("whether it is kept in the mean", "按平均是否满足"),
    f"{SEARCH}.holds_in_share": Meaning(
        "share of the replicates in which this constraint is kept in this year", "该年满足该约束的重复所占比例", "share"
    ),
    f"{SEARCH}.binds": Meaning(
        "whether it is kept by no more than the tolerance of the goal, as a share of the limit",
        "是否仅以目标容差（占限值的比例）之内的余量满足",
    ),
    "state": Meaning(
        "`varies`, `constant` (no quantity moves it) or `missing` (a point has no value); only what varies has indices",
        "`varies` 有变动，`constant` 恒定，`missing` 有设计点无数值；仅有变动者有指数",
    ),
    "quantity": Meaning(
        "`levers.<lever>.<field>` or `parameters.<subject>.<field>`",
        "`levers.<lever>.<field>`（政策）或 `parameters.<subject>.<field>`（参数）",
    ),
    "label": Meaning("its name in English", "英文名"),
    "label_zh": Meaning("its name in Chinese", "中文名"),
    "quantity_unit": Meaning("unit of the quantity", "该量的单位"),
    f"{INDICES}.low": Meaning("lower end of its range in the design", "设计中取值范围的下限", "`quantity_unit`"),
    f"{INDICES}.high": Meaning("upper end of it", "同一范围的上限", "`quantity_unit`"),
    "mu_star": Meaning(
        "Morris: mean size of the change of the outcome, up or down, when the quantity crosses its whole range",
        "Morris：该量走完整个取值范围时，结果平均变动多少（不计方向）",
        OF,
    ),
    "mu_star_conf": Meaning("half the width of its 95 % bootstrap interval", "其95%自助法区间的一半", OF),
    "mu": Meaning("Morris: mean of these changes with their signs", "Morris：上述变动计方向的平均", OF),
    "sigma": Meaning(
        "Morris: standard deviation of these changes, from interaction and bends",
        "Morris：上述变动的标准差，来自相互作用或非线性",
        OF,
    ),
    "first": Meaning(
        "Sobol: share of the variance that the quantity has alone", "Sobol一阶：该量单独的方差份额", "share"
    ),
    "first_conf": Meaning("half the width of its 95 % bootstrap interval", "其95%自助法区间的一半", "share"),
    "total": Meaning("Sobol: share of the variance in which it has a part", "Sobol总效应：该量参与的方差份额", "share"),
    "total_conf": Meaning("half the width of its 95 % bootstrap interval", "其95%自助法区间的一半", "share"),
    f"{INDICES}.direction": Meaning(
        "1: the outcome rises with the quantity; -1: it falls; 0: neither clearly",
        "1为结果随之上升，-1为下降，0为方向不明确",
    ),
    f"{SETTLED}.mean": Meaning("mean over the points", "各设计点的平均", OF),
    f"{SETTLED}.sd": Meaning("standard deviation over the points", "各设计点的标准差", OF),
    "luck_share": Meaning(
        "share of the variance between points that is luck of the runs; empty with one replicate",
        "设计点之间的方差中来自运行偶然的份额；仅一次重复则为空",
        "share",
    ),
    "size": Meaning("trajectories (Morris) or base points (Sobol)", "轨迹数（Morris）或基础样本数（Sobol）"),
    "largest_change": Meaning(
        "largest change of a main index (`mu_star`, `total`) from the first half of the sample to all of it; Morris: "
        "over the largest `mu_star`",
        "主要指数（`mu_star`、`total`）由前半样本到全部样本的最大变动；Morris除以最大的 `mu_star`",
        "share",
    ),
    "rank_agreement": Meaning(
        "of the pairs of quantities that are clearly apart, the share that stands in the same order in the half",
        "明确可分的量对中，前半样本次序相同者所占比例",
        "share",
    ),
    "largest_half_width": Meaning(
        "largest half of a 95 % interval, measured as `largest_change`",
        "95%区间一半的最大值，口径同 `largest_change`",
        "share",
    ),
    "converged": Meaning("whether the indices have settled", "指数是否已收敛"),
    "size_needed": Meaning(
        "`size` that is estimated to be enough; `size` if it is", "估计足够的 `size`；已足够则等于 `size`"
    ),
    "sign": Meaning(
        "`<`, `<=`, `>` or `>=`: a point fails if its outcome is on this side of `limit`",
        "`<`、`<=`、`>`或`>=`：指标在 `limit` 的这一侧即为失败",
    ),
    f"{RULES}.limit": Meaning("of the failure", "失败的界限", OF),
    "points": Meaning("points of the scenario that have a value", "该情景有数值的设计点数"),
    "failures": Meaning("of these, points that fail", "其中失败的点数"),
    "rule": Meaning(
        "number of the rule; rows with the same number are one rule, all of whose conditions hold; `none`: there is "
        "none better than chance",
        "规则编号；编号相同的各行为同一规则，须同时成立；`none` 为没有优于偶然的规则",
    ),
    "p": Meaning(
        "share of deals by chance whose best rule has as much evidence; of `none` that of the best one",
        "随机分配失败时，最佳规则有同样证据的比例；`none` 为最佳者的比例",
        "share",
    ),
    "points_inside": Meaning("points for which the rule holds", "规则成立的点数"),
    "failures_inside": Meaning("of these, points that fail", "其中失败的点数"),
    "density": Meaning("`failures_inside` over `points_inside`", "`failures_inside` 除以 `points_inside`", "share"),
    "density_outside": Meaning("share of the other points that fail", "其余各点失败的比例", "share"),
    "coverage": Meaning("`failures_inside` over `failures`", "`failures_inside` 除以 `failures`", "share"),
    f"{RULES}.quantity": Meaning(
        "quantity of the condition; of a choice `name=value`: 1 if it has this value, else 0",
        "该条件的量；选项为 `name=value`：取该值为1，否则为0",
    ),
    "above": Meaning("the quantity is above this; empty: no such end", "该量大于此值；空为无下限", "of the quantity"),
    "at_most": Meaning(
        "the quantity is at most this; empty: no such end", "该量不大于此值；空为无上限", "of the quantity"
    ),
}
"""Column, or file.column where one file means something else by it -> its meaning."""
