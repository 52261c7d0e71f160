"""Words of the page of schemas about CSV files: what each file holds and what its columns mean, both languages.

A column without a meaning here is an error, not a blank. Columns that mean the same as in the tables of a study are
taken from ``words_studies.py``.
"""

from __future__ import annotations

from experiments.words_studies import MEANINGS as STORED
from experiments.words_studies import Meaning, Pair

FILES: dict[str, Pair] = {
    "yearly.csv": (
        "`run`, `compare`: levels of each scenario, year, place and group over the replicates",
        "`run`、`compare`：各情景、年份、地点、分组的水平，汇总各次重复",
    ),
    "ledger.csv": (
        "`run`, `compare`: who paid whom, mean of the replicates",
        "`run`、`compare`：谁向谁支付，各次重复的平均",
    ),
    "causes.csv": (
        "`run`, `compare`: empty beds and unmet hours by cause, mean of the replicates",
        "`run`、`compare`：空床与未满足工时，按原因，各次重复的平均",
    ),
    "targets.csv": (
        "`run`, `compare`, of a region whose document has targets: each of them in each scenario",
        "`run`、`compare`，限文件有目标的地区：每项目标在各情景中的结果",
    ),
    "constraints.csv": (
        "`run`, `compare`, likewise: what held back each target that some replicate missed",
        "`run`、`compare`，同上：某次重复未达到的目标受何制约",
    ),
    "projects.csv": (
        "`run`, `compare`, if there are named projects: how far each came in every run",
        "`run`、`compare`，限有具名项目时：每个项目在各次运行中的进展",
    ),
    "comparison.csv": (
        "`compare`: every scenario less the first one, paired, for each year, place and group",
        "`compare`：各情景减首个情景的配对差值，按年份、地点、分组",
    ),
    "pairs.csv": (
        "`compare`: every scenario against every other in the last whole year, main outcomes of the region",
        "`compare`：最后一个完整年份各情景两两比较，全地区的主要指标",
    ),
    "prices.csv": (
        "`compare`: what each hour less that goes unmet costs, against the first scenario; a row for each scenario, "
        "span of years and whose money",
        "`compare`：与首个情景相比，每减少1个未满足工时的代价；情景、年份范围、资金口径各一行",
    ),
    "pareto.csv": (
        "`compare` with three scenarios or more: unmet hours against public cost, mean of the years, and the front",
        "`compare`，三个情景以上：未满足工时与财政支出的多年平均，及前沿",
    ),
    "waterfall.csv": (
        "`compare` with `waterfall=on`: the last scenario taken apart, lever by lever, main outcomes of the region",
        "`compare` 加 `waterfall=on`：末个情景逐项政策的分解，全地区的主要指标",
    ),
    "trials.csv": (
        "`optimise`: every mix that was lived, in that order",
        "`optimise`：运行过的每个组合，按运行次序",
    ),
    "constraints.csv of a search": (
        "`optimise`, by the same name: each constraint of the found mix in each year",
        "`optimise`，文件名相同：所得组合的每项约束，逐年",
    ),
    "sensitivity/indices.csv": (
        "`sensitivity`: what each quantity does to each outcome, Morris or Sobol",
        "`sensitivity`：每个量对每项指标的影响，Morris或Sobol",
    ),
    "sensitivity/convergence.csv": (
        "`sensitivity`: whether these indices have settled",
        "`sensitivity`：这些指数是否已收敛",
    ),
    "sensitivity/rules.csv": (
        "`sensitivity` with `fails=…`: where it fails, a row for each condition of a rule; one row if there is no rule",
        "`sensitivity` 加 `fails=…`：失败发生在何处，规则的每个条件一行；无规则时仅一行",
    ),
}
"""File, by its place in the folder -> who writes it and what it holds."""

OF = "of the outcome"
SAME = (
    *("scenario", "replicate", "year", "months", "place", "group", "outcome", "payer", "payee", "purpose"),
    *("ownership", "cause", "direction", "by", "wanted", "constraint", "whose", "due", "stage", "money", "opened"),
    *("beds",),
)
"""Columns that mean what they mean in the tables of a study."""

MEANINGS: dict[str, Meaning] = {
    **{column: STORED[column] for column in SAME},
    "unit": Meaning(
        "unit of the outcome; a flow is of a whole year (`/year`), or of the months of it that were lived",
        "指标单位；流量按全年（`/year`）或该年已模拟的月份合计",
    ),
    "n": Meaning("replicates that have a value", "有数值的重复次数"),
    "mean": Meaning("mean of the paired differences", "配对差值的平均", OF),
    "sd": Meaning("standard deviation of the paired differences", "配对差值的标准差", OF),
    "low": Meaning(
        "lower end of the 95 % interval of `mean`; empty with one replicate",
        "`mean` 的95%区间下限；仅一次重复则为空",
        OF,
    ),
    "high": Meaning("upper end of it", "同一区间的上限", OF),
    "p10": Meaning(
        "8 of 10 further replicates lie between `p10` and `p90`; of fewer than nine replicates the lowest",
        "再重复10次，8次落在 `p10` 与 `p90` 之间；不足九次重复时为最低值",
        OF,
    ),
    "p90": Meaning("likewise; of fewer than nine replicates the highest", "同上；不足九次重复时为最高值", OF),
    "base": Meaning("mean of the first scenario", "首个情景的平均", OF),
    "value": Meaning("mean of `scenario`", "`scenario` 的平均", OF),
    "against": Meaning(
        "scenario that is taken off; empty, in tables of `sensitivity`: none, `scenario` is told as it is",
        "被减的情景；`sensitivity` 的表中为空时不减，即 `scenario` 本身",
    ),
    "p_better": Meaning(
        "probability that `scenario` is better: share of replicates in which it is, ties count half; empty if no side "
        "is better, or with one replicate",
        "`scenario` 更好的概率：更好的重复所占比例，相同者计一半；无优劣方向或仅一次重复则为空",
        "share",
    ),
    "p_low": Meaning(
        "lower end of the 95 % interval of `p_better` (Jeffreys)", "`p_better` 的95%区间下限（Jeffreys）", "share"
    ),
    "p_high": Meaning("upper end of it", "同一区间的上限", "share"),
    "needed": Meaning(
        "replicates that tell `mean` from zero (5 %, power 80 %) if it is what it seems; `inf`: more than 100,000",
        "若 `mean` 确如所见，将其与零区分开所需的重复次数（5%水平，80%把握）；`inf` 为超过100,000次",
    ),
    "more": Meaning("how many of `needed` are still to be run", "`needed` 中尚待运行的次数"),
    "yuan": Meaning(
        "additional money in the span; below zero: money saved", "该年份范围内增加的资金；负值为节省", "yuan"
    ),
    "yuan_low": Meaning("lower end of the 95 % interval of `yuan`", "`yuan` 的95%区间下限", "yuan"),
    "yuan_high": Meaning("upper end of it", "同一区间的上限", "yuan"),
    "ledger.csv.yuan": Meaning("what was paid in the year, at full scale", "该年支付额，全量口径", "yuan/year"),
    "yearly.csv.mean": Meaning("mean of the replicates", "各次重复的平均", OF),
    "causes.csv.value": Meaning("mean of the replicates", "各次重复的平均", OF),
    "causes.csv.share": Meaning(
        "part of the cause in all causes of the scenario, year, place and ownership",
        "该原因占同一情景、年份、地点、所有制全部原因的比例",
        "share",
    ),
    "targets.csv.lever": Meaning(
        "code of the lever that the target is about, `L01` to `L26`", "目标所属政策的编号，`L01` 至 `L26`"
    ),
    "key": STORED["targets.key"],
    "quote": Meaning("words of the document", "文件原文"),
    "targets.csv.unit": Meaning(
        "unit of `wanted`, `mean`, `lowest` and `highest`", "`wanted`、`mean`、`lowest`、`highest` 的单位"
    ),
    "measure": Meaning("figure of the model that it is held against; empty: none", "用以对照的模型数字；空为无"),
    "replicates": Meaning("replicates of the scenario", "该情景的重复次数"),
    "targets.csv.mean": Meaning(
        "the model's figure in the month `by`, mean of the replicates", "`by` 月的模型数字，各次重复的平均", "`unit`"
    ),
    "lowest": Meaning("the lowest replicate", "各次重复的最低值", "`unit`"),
    "highest": Meaning("the highest replicate", "各次重复的最高值", "`unit`"),
    "met_in": Meaning("replicates that reached it; empty if it cannot be judged", "达到的重复次数；无法判断则为空"),
    "targets.csv.verdict": Meaning(
        "`met` (in more than half of the replicates), `missed`, `cannot_be_judged`",
        "`met`（过半数重复达到）、`missed`（未达到）、`cannot_be_judged`（无法判断）",
    ),
    "reason": Meaning(
        "why it cannot be judged, see `verdict` of the texts above", "无法判断的原因，见上文字值 `verdict`"
    ),
    "targets.csv.constraint": Meaning(
        "of a missed target what held it back in most replicates, see the texts above",
        "未达到时，在最多重复中制约它的因素，见上文字值",
    ),
    "missing": Meaning(
        "how much that holds back, mean of the replicates that missed",
        "由其造成的数量，未达到的各次重复的平均",
        "`missing_unit`",
    ),
    "missing_unit": Meaning("unit of `missing`", "`missing` 的单位"),
    "constraints.csv.quantity": Meaning(
        "how much it holds back, at full scale, mean of the replicates that missed",
        "由其造成的数量，全量口径，未达到的各次重复的平均",
        "`unit`",
    ),
    "constraints.csv.unit": STORED["stops.unit"],
    "found_in": Meaning("replicates in which it was found", "查明该制约的重复次数"),
    "binds_in": Meaning("replicates in which it held back the most", "该制约影响最大的重复次数"),
    "missed_in": Meaning("replicates that missed the target", "未达到目标的重复次数"),
    "constraints.csv.yuan": Meaning(
        "money that is missing, at full scale, mean of the replicates that missed; empty: none, or not counted",
        "所缺资金，全量口径，未达到的各次重复的平均；空为不缺或未统计",
        "yuan",
    ),
    "constraints.csv.month": STORED["stops.month"],
    "since": STORED["since"],
    "constraints.csv.months": Meaning(
        "in which it held something back, or that it will take (`quality.pace`), mean where it was found; empty: not "
        "counted",
        "已制约的月数，或尚需的月数（`quality.pace`），查明各次的平均；空为未统计",
        "month",
    ),
    "names": STORED["names"],
    "project": STORED["name"],
    "first_year": Meaning("first year of the span", "年份范围的首年"),
    "last_year": Meaning(
        "last year of the span, the last that was lived to its end", "年份范围的末年，即最后一个完整年份"
    ),
    "prices.csv.money": Meaning(
        "whose money: `public`; `total`, with that of households", "资金口径：`public` 为财政，`total` 另含家庭"
    ),
    "hours_removed": Meaning(
        "hours less that go unmet in the span; below zero: more", "该年份范围内减少的未满足工时；负值为增加", "hour"
    ),
    "hours_removed_low": Meaning(
        "lower end of the 95 % interval of `hours_removed`", "`hours_removed` 的95%区间下限", "hour"
    ),
    "hours_removed_high": Meaning("upper end of it", "同一区间的上限", "hour"),
    "yuan_per_hour": Meaning(
        "`yuan` over `hours_removed`; empty where there is no price",
        "`yuan` 除以 `hours_removed`；无代价则为空",
        "yuan/hour",
    ),
    "yuan_per_hour_low": Meaning("lower end of its 95 % interval (Fieller)", "其95%区间下限（Fieller）", "yuan/hour"),
    "yuan_per_hour_high": Meaning("upper end of it", "同一区间的上限", "yuan/hour"),
    "prices.csv.verdict": Meaning(
        "`price`; `price_unclear` (the money is not clearly above zero); `saves` money; no price: `unclear` (hours do "
        "not clearly fall), `rose`, `same` (nothing removed), `one_run` (no interval)",
        "`price` 有代价；`price_unclear` 资金未明确大于0；`saves` 反而节省；无代价：`unclear` 工时无明确减少，"
        "`rose` 增加，`same` 没有减少，`one_run` 仅一次运行",
    ),
    "public_cost": Meaning("mean of the years lived to their end", "各完整年份的平均", "yuan/year"),
    "public_cost_difference": Meaning("paired difference to the first scenario", "与首个情景的配对差值", "yuan/year"),
    "public_cost_low": Meaning("lower end of its 95 % interval", "其95%区间下限", "yuan/year"),
    "public_cost_high": Meaning("upper end of it", "同一区间的上限", "yuan/year"),
    "unmet_hours": Meaning("mean of the years lived to their end", "各完整年份的平均", "hour/week"),
    "unmet_hours_difference": Meaning("paired difference to the first scenario", "与首个情景的配对差值", "hour/week"),
    "unmet_hours_low": Meaning("lower end of its 95 % interval", "其95%区间下限", "hour/week"),
    "unmet_hours_high": Meaning("upper end of it", "同一区间的上限", "hour/week"),
    "status": Meaning(
        "`front`: no other is as good in both means; `dominated`: another is clearly better; `open`: behind, not "
        "settled",
        "`front` 前沿：没有其他情景两项平均都不差；`dominated` 明确被支配；`open` 落后但未定",
    ),
    "beaten_by": Meaning("the first scenario that clearly dominates it", "明确支配它的首个情景"),
    "step": Meaning(
        "`baseline` (level of the first scenario), a lever by itself or `projects`, `sum` of these, `interaction` "
        "(`whole` less `sum`), `whole` (the last scenario)",
        "`baseline` 首个情景的水平；单项政策或 `projects`；`sum` 各单项之和；`interaction` 相互作用"
        "（`whole` 减 `sum`）；`whole` 末个情景",
    ),
    "waterfall.csv.mean": Meaning(
        "mean of the paired differences to the first scenario; of `baseline` of its levels",
        "与首个情景的配对差值的平均；`baseline` 为水平的平均",
        OF,
    ),
}
"""Column, or file.column where one file means something else by it -> its meaning."""
