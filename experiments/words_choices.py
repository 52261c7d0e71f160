"""The words of "which is better, how surely, at what price" and of a scenario taken apart, English and Chinese."""

from __future__ import annotations

from experiments.plurals import filled

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Which is better, how surely, at what price: {region}", "孰优、把握多大、代价多少：{region}"),
    "names": (", ", "、"),
    "stop": (".", "。"),
    # how sure
    "how": (
        "Replicates: {n}, with the same luck in every scenario; {fraction} % of the elders. Difference: mean of the "
        "paired differences, of shares in percentage points; in brackets the 95 % interval of that mean, bold where "
        "it leaves zero out, = where no replicate differs. {futures} Better: probability that the scenario is better "
        "than the first one, the share of replicates in which it is (ties count half), with its 95 % interval "
        "(Jeffreys). More runs: replicates still to be run to tell the difference from zero (5 %, power 80 %), if it "
        "is what it seems. A future is another luck under the same assumptions; doubt about the assumptions is not in "
        "any of these figures.",
        "每个情景重复{n}次，运气相同，模拟{fraction}%的老年人口。差值：配对差值的平均，比例类指标以百分点计；方括号内"
        "为该平均的95%区间，粗体表示区间不含零，=表示各次重复均无差别。{futures}更好：该情景优于首个情景的概率，即其更"
        "好的重复所占比例（相同者计一半），附95%区间（Jeffreys）。还需次数：若差值确如所见，要将其与零区分开还需的重复"
        "次数（5%水平，80%把握）。“未来”指假设相同、运气不同的情形；以上数字均不含假设本身的不确定。",
    ),
    "how.one": (
        "One run of each scenario with the same luck; {fraction} % of the elders. What is luck and what is the "
        "scenario cannot be told apart: there is no interval. Use replicates=4 or more.",
        "每个情景仅运行一次，运气相同，模拟{fraction}%的老年人口。无法区分偶然与情景的作用，因此没有区间。请用"
        "replicates=4或更多。",
    ),
    "futures": (
        "Futures: 8 of 10 differences that another luck would give lie between these two.",
        "未来：换一种运气，10次中有8次的差值落在这两个数之间。",
    ),
    "futures.few": (
        "Range: the lowest and the highest of the {n} differences. They hold about {share} of 10 futures; to name 8 "
        "of 10 takes nine replicates or more.",
        "范围：{n}个差值中的最低与最高。约10次未来中有{share}次落在其间；要说出10次中的8次，至少需要重复9次。",
    ),
    "head.outcome": ("Outcome", "指标"),
    "head.difference": ("Difference", "差值"),
    "head.futures": ("8 of 10 futures", "10次中的8次"),
    "head.range": ("Range of {n}", "{n}次的范围"),
    "head.better": ("Better, %", "更好，%"),
    "head.more": ("More runs", "还需次数"),
    "against": ("{scenario} against {base}, {year}", "{scenario}与{base}相比，{year:年}"),
    # pairs
    "pairs": ("Each against each: {label}, {year}", "两两比较：{label}，{year:年}"),
    "pairs.how": (
        "Probability in % that the scenario of the row is better than that of the column, with its 95 % interval; "
        "bold where the 95 % interval of their paired difference leaves zero out, = where no replicate differs. "
        "Intervals are not adjusted for the number of pairs: of pairs that differ by luck alone about one in 20 is "
        "bold. Other outcomes: pairs.csv.",
        "行情景优于列情景的概率（%）及其95%区间；粗体表示两者配对差值的95%区间不含零，=表示各次重复均无差别。区间未作"
        "多重比较校正：仅因偶然而不同的情景对中，约每20对有1对为粗体。其他指标见pairs.csv。",
    ),
    "pairs.many": (
        "{clear} of {pairs} pairs of scenarios differ in {label} in {year}: the 95 % interval of their paired "
        "difference leaves zero out. Intervals are not adjusted for the number of pairs: of pairs that differ by luck "
        "alone about one in 20 is counted too. All pairs stand in pairs.csv.",
        "{year:年}，{pairs}对情景中有{clear}对在“{label}”上有差异：两者配对差值的95%区间不含零。区间未作多重比较校正：仅"
        "因偶然而不同的情景对中，约每20对也有1对计入。全部配对见pairs.csv。",
    ),
    "pairs.one": (
        "One run of each scenario: luck and scenario cannot be told apart, so no pair is judged. The differences of "
        "this one run stand in pairs.csv.",
        "每个情景仅运行一次：无法区分偶然与情景的作用，因此不作两两判断。这一次运行的差值见pairs.csv。",
    ),
    "scenario": ("Scenario", "情景"),
    # prices
    "prices": ("What an hour of care less that goes unmet costs", "每减少1个未满足工时的代价"),
    "prices.how": (
        "Yuan for each hour, against {base}: additional money over hours removed, with Fieller's 95 % interval. A "
        "year has 52.18 weeks of unmet hours. Public: what public payers and care insurance pay; with households: "
        "what elders and families pay too. What investors and homes pay themselves is in neither. Intervals are not "
        "adjusted for the number of scenarios and columns.",
        "每工时的元数，与{base}相比：增加的资金除以减少的工时，附Fieller 95%区间。未满足工时按每年52.18周计。财政：各"
        "项财政资金与长护险支付；含家庭：另加老年人及家庭支付。投资者和机构自付的不计入。区间未按情景数与列数作多重比较校正。",
    ),
    "prices.public.all": ("public, {years}", "财政，{years}"),
    "prices.total.all": ("with households, {years}", "含家庭，{years}"),
    "prices.public.last": ("public, {years}", "财政，{years}"),
    "prices.total.last": ("with households, {years}", "含家庭，{years}"),
    "price.price": ("{price}", "{price}"),
    "price.price_unclear": ("{price}, not clearly above 0", "{price}，未明确大于0"),
    "price.saves": ("saves money", "反而节省"),
    "price.unclear": ("no clear reduction, so no price", "无明确减少，因此无代价"),
    "price.rose": ("more hours go unmet, so no price", "未满足工时增加，因此无代价"),
    "price.same": ("nothing removed", "没有减少"),
    "price.one_run": ("one run: no interval, no price", "仅一次运行：无区间、无代价"),
    # the front
    "front": ("Unmet hours against public cost", "未满足工时与财政支出"),
    "front.how": (
        "Mean of {years}, paired differences to {base} with 95 % intervals; fewer unmet hours and less public cost "
        "are better.",
        "{years}平均，与{base}的配对差值及95%区间；未满足工时越少、财政支出越少越好。",
    ),
    "front.front": (
        "On the front (by the means no other is as good in both): {names}",
        "位于前沿（按平均值没有其他情景在两方面都不差）：{names}",
    ),
    "front.open": (
        "Behind it by the means, but the replicates do not settle it: {names}",
        "按平均值落后于前沿，但重复次数尚不能判断：{names}",
    ),
    "front.dominated": (
        "Clearly dominated (another one is better in one, and better or in every replicate the same in the other): "
        "{names}",
        "明确被支配（另有一点在一方面更好，在另一方面更好或各次重复均相同）：{names}",
    ),
    "front.none": ("No scenario is clearly dominated", "没有情景被明确支配"),
    "front.level": ("{names} and {n} more (pareto.csv)", "{names}等，另有{n}个（见pareto.csv）"),
    "head.status": ("Where", "位置"),
    "status.front": ("on the front", "前沿"),
    "status.open": ("open", "未定"),
    "status.dominated": ("dominated by {other}", "被{other}支配"),
    # taken apart
    "apart.title": ("{whole} taken apart: {region}", "{whole}的分解：{region}"),
    "apart.section": ("{whole}, lever by lever", "{whole}：逐项政策"),
    "apart.how": (
        "Each row: {base} with one lever of {whole} alone, less {base}, in {year}: mean of {n} paired differences "
        "with 95 % interval, bold where it leaves zero out, = where no replicate differs. Interaction: the whole less "
        "the sum of the single levers, replicate by replicate. The order of the rows means nothing. Intervals are not "
        "adjusted for their number. All main outcomes and years: waterfall.csv.",
        "每行：{base}只加上{whole}中的一项政策，减去{base}，{year:年}：{n}个配对差值的平均及95%区间，粗体表示区间不含零，"
        "=表示各次重复均无差别。相互作用：整体减去各单项之和，逐次重复计算。各行先后没有含义。区间未作多重比较校正。全"
        "部主要指标与年份见waterfall.csv。",
    ),
    "apart.how.one": (
        "Each row: {base} with one lever of {whole} alone, less {base}, in {year}, in one run without interval. "
        "Interaction: the whole less the sum of the single levers. All main outcomes and years: waterfall.csv.",
        "每行：{base}只加上{whole}中的一项政策，减去{base}，{year:年}，单次运行，无区间。相互作用：整体减去各单项之和。全"
        "部主要指标与年份见waterfall.csv。",
    ),
    "apart.step": ("Step", "步骤"),
    "apart.baseline": ("{base} (level)", "{base}（水平）"),
    "apart.sum": ("Sum of the single levers", "各单项之和"),
    "apart.interaction": ("Interaction", "相互作用"),
    "apart.whole": ("All together: {whole}", "整体：{whole}"),
    "apart.same": (
        "{label}: no interaction in any replicate; the whole is the sum of its parts",
        "{label}：各次重复均无相互作用，整体等于各部分之和",
    ),
    "apart.one": (
        "{label}: interaction {figure} in one run, without interval",
        "{label}：单次运行的相互作用为{figure}，无区间",
    ),
    "apart.unclear": (
        "{label}: no clear interaction ({figure}); the whole, {whole}, cannot be told from the sum of the single "
        "levers, {sum}. Replicates still to be run to tell an interaction of this size: {more}",
        "{label}：无明确相互作用（{figure}）；整体{whole}与各单项之和{sum}无法区分。要分辨这样大小的相互作用，每个方案"
        "还需运行{more}次",
    ),
    "apart.more": (
        "{label}: clear interaction, the levers together come to {figure} more than the sum of the single ones "
        "({verdict}): {whole} against {sum}",
        "{label}：有明确相互作用，各项政策一起比单项之和多{figure}（{verdict}）：{whole}，单项之和{sum}",
    ),
    "apart.fewer": (
        "{label}: clear interaction, the levers together come to {figure} less than the sum of the single ones "
        "({verdict}): {whole} against {sum}",
        "{label}：有明确相互作用，各项政策一起比单项之和少{figure}（{verdict}）：{whole}，单项之和{sum}",
    ),
    "apart.none": ("{label}: no value", "{label}：无数值"),
    "verdict.better": ("better", "更好"),
    "verdict.worse": ("worse", "更差"),
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    text = WORDS[key][1 if language == "zh" else 0]
    return filled(text, **facts) if facts else text
