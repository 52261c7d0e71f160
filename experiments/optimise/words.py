"""The words of a search's pages and picture, English and Chinese; ``telling.py`` puts numbers into them."""

from __future__ import annotations

from experiments.labels import LANGUAGES
from experiments.plurals import filled

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{label}: {region}", "{label}：{region}"),
    "list": ("; ", "；"),
    "and": (", ", "、"),
    # --- what was asked
    "asked": ("What was asked", "问题"),
    "aim.cheapest": (
        "Wanted: the least public cost above “{base}”, {first} to {last} together, without interest.",
        "目标：{first}年至{last}年合计，比“{base}”多支出的财政资金最少（不计利息）。",
    ),
    "aim.lower": ("Wanted: the lowest “{what}”, mean of {years}.", "目标：“{what}”（{years}平均）最低。"),
    "aim.higher": ("Wanted: the highest “{what}”, mean of {years}.", "目标：“{what}”（{years}平均）最高。"),
    "must": ("Must hold: {lines}.", "必须满足：{lines}。"),
    "line.at_least": ("{what} at least {limit} in {years}", "{years}{what}不低于{limit}"),
    "line.at_most": ("{what} at most {limit} in {years}", "{years}{what}不高于{limit}"),
    "line.budget": (
        "public cost at most {limit} a year above “{base}”",
        "每年财政支出比“{base}”最多增加{limit}",
    ),
    "of_base": ("{share} of “{base}”", "“{base}”的{share}"),
    "where": ("{what} ({where})", "{what}（{where}）"),
    "moved": ("May be moved, from {month} on: {knobs}.", "可调整（自{month}起）：{knobs}。"),
    "knob": ("{path}: {values}", "{path}：{values}"),
    "knob.with": (" (with {values})", "（同时{values}）"),
    "yes": ("true", "是"),
    "no": ("false", "否"),
    "as_is": ("as it is", "维持现状"),
    "value": ("{path} = {value}", "{path}={value}"),
    "given": ("In every mix besides: {values}.", "各组合均另设：{values}。"),
    "mean": (
        "A line or the budget holds if it holds in the mean of the {n:replicate} of a mix, with the same luck "
        "in every mix; beside it stands the share of replicates in which it holds. Intervals (95 %) hold the luck of "
        "the runs, not doubt about the assumptions.",
        "以每个组合{n}次重复（各组合运气相同）的平均判断是否满足，并列出满足的重复次数占比。95%区间只反映运行中的偶然，不反映假设的不确定。",
    ),
    "mean.one": (
        "One run of each mix: whether a line holds is one run's luck. Use replicates=4 or more.",
        "每个组合仅运行一次，是否满足取决于一次运行的偶然，请用replicates=4或更多。",
    ),
    "whole": (
        "All {size} mixes were lived, at {scale}. No other of them does better in these runs.",
        "{size}个组合全部模拟（{scale}）。在这些运行中没有其他组合更好。",
    ),
    "part": (
        "Of {size} mixes {tried} were lived, at {scale}, chosen by TPE (optuna, seed {seed}), then one step of one "
        "lever around the best and by adding up what each lever had done. A better one among the others is possible.",
        "{size}个组合中模拟了{tried}个（{scale}），先由TPE（optuna，种子{seed}）选取，再在最好者周围逐项逐档尝试，"
        "并按各项政策效果相加的估计选取。"
        "未模拟的组合中可能有更好的。",
    ),
    "checked": (
        "Every mix that differs from the found one by one step of one lever was lived; none is better.",
        "与所得组合只差一项一档的组合均已模拟，没有更好的。",
    ),
    "unchecked": (
        "Not every mix that differs from the found one by one step was lived: more trials may find a better one.",
        "与所得组合只差一档的组合未全部模拟：增加trials可能找到更好的。",
    ),
    # --- the answer
    "answer": ("The answer", "结果"),
    "found.cheapest": ("The cheapest mix that keeps the service level", "满足服务水平的最省组合"),
    "found.best": ("The best mix within the limits", "限制条件内的最好组合"),
    "found": ("{what}: {mix}.", "{what}：{mix}。"),
    "nothing": ("nothing is changed", "不作任何改变"),
    "nothing_more": ("nothing but what every mix sets", "除各组合均设的以外不作改变"),
    "feasible": (
        "{n} of the {tried} mixes that were lived keep every line.",
        "模拟的{tried}个组合中有{n}个全部满足。",
    ),
    "infeasible": (
        "None of the {tried} mixes that were lived keeps every line. The closest, by the sum of what is missing as a "
        "share of each limit: {mix}. It misses:",
        "模拟的{tried}个组合中没有一个全部满足。最接近者（按各项短缺占限值的比例之和）：{mix}。未满足：",
    ),
    "misses": (
        "{line}, {year}: {value} instead of {limit}, {missing} short",
        "{year}年，{line}：{value}，限值{limit}，差{missing}",
    ),
    "misses.over": (
        "{line}, {year}: {value} instead of {limit}, {missing} too much",
        "{year}年，{line}：{value}，限值{limit}，超出{missing}",
    ),
    "points": ("{n} percentage points", "{n}个百分点"),
    "no_value": ("no value", "无数值"),
    "costs": (
        "It costs the public {cost} more than “{base}” in {first} to {last} together.",
        "{first}年至{last}年合计比“{base}”多支出{cost}。",
    ),
    "saves": (
        "It costs the public {cost} less than “{base}” in {first} to {last} together.",
        "{first}年至{last}年合计比“{base}”少支出{cost}。",
    ),
    "costs.same": (
        "It costs the public the same as “{base}” in every replicate.",
        "各次重复中财政支出均与“{base}”相同。",
    ),
    "costs.unclear": (
        "What it costs cannot be told from zero: {cost} against “{base}” in {first} to {last} together.",
        "其财政支出与零无法区分：{first}年至{last}年合计与“{base}”相差{cost}。",
    ),
    # --- twice
    "twice": ("Search and second look", "搜索与复核"),
    "twice.about": (
        "Left: the runs in which the mix was found ({scale}, seeds {seeds}). It was found because it did well there, "
        "so part of that may be luck. Right: the same mix and “{base}” lived again, {again} with seeds {fresh} that "
        "the search did not see. Trust the right.",
        "左：搜索所用的运行（{scale}，种子{seeds}）。组合因在其中表现好而被选出，部分可能是偶然。"
        "右：同一组合与“{base}”以搜索未用过的种子{fresh}重新模拟（{again}）。以右为准。",
    ),
    "not_twice": (
        "The mix was not lived again with other luck (check=null): it was found because it did well in these runs, so "
        "part of what stands here may be luck.",
        "未以其他随机数复核（check=null）：组合因在这些运行中表现好而被选出，其中部分可能是偶然。",
    ),
    "head.what": ("What", "项目"),
    "head.year": ("Year", "年份"),
    "head.limit": ("Limit", "限值"),
    "head.base": ("Status quo", "现状"),
    "head.search": ("Search", "搜索"),
    "head.again": ("Second look", "复核"),
    "head.held": ("Holds in", "满足的重复"),
    "row.cost": ("Public cost above “{base}”, all years", "比“{base}”多支出，历年合计"),
    "row.cost_year": ("Public cost above “{base}”", "比“{base}”多支出"),
    "row.aim": ("{what}, mean of {years}", "{what}（{years}平均）"),
    "row.aim_less": ("{what} less “{base}”", "{what}与“{base}”之差"),
    "row.of_base": ("{what}, of “{base}”", "{what}占“{base}”的比例"),
    "missed_mark": ("{value} ✗", "{value} ✗"),
    "held": ("{k} of {n}", "{k}/{n}"),
    "again.holds": (
        "In the second look every line holds in the mean; in {held} of the replicates all of them hold together.",
        "复核中各项平均均满足；全部同时满足的重复为{held}。",
    ),
    "again.fails": (
        "In the second look the mix does not keep every line; what was found in the search does not hold there:",
        "复核中该组合未全部满足，搜索所得在复核中不成立：",
    ),
    "again.still": ("In the second look it misses too:", "复核中同样未满足："),
    "again.now": (
        "In the second look, with other luck and another scale, every line holds in the mean.",
        "复核（不同的随机数与规模）中各项平均均满足。",
    ),
    "other_world": (
        "Beware: in the sample of the search the status quo is not what it is in the second look ({lines}). In a small "
        "sample a home stands for many and applicants find less choice. Search at a larger scale before you use this "
        "mix (scale.fraction=0.2, or scale=full).",
        "注意：搜索所用样本中的现状与复核不同（{lines}）。小样本中一家机构代表多家，申请者选择较少。请先以更大规模搜索（scale.fraction=0.2或scale=full），再采用所得组合。",
    ),
    "other": (
        "{line}, {year}: {search} against {again}, limit {limit}",
        "{year}年{line}：{search}与{again}，限值{limit}",
    ),
    # --- binding
    "binds": ("What binds, year by year", "逐年的制约"),
    "binds.about": (
        "A constraint binds in a year if it is kept by no more than {tolerance} of its limit. Levers move in steps, "
        "so a mix need not lie on any limit; then the tightest is named.",
        "某年某项以不超过限值{tolerance}的余量满足，即为该年的制约。政策按档调整，组合未必恰在限值上；此时列出余量最小者。",
    ),
    "binds.source": (
        "By the second look where there is one.",
        "有复核时以复核为准。",
    ),
    "year.binds": ("{year}: binds: {lines}", "{year}年：制约为{lines}"),
    "year.fails": ("{year}: not kept: {lines}", "{year}年：未满足：{lines}"),
    "year.tight": (
        "{year}: nothing binds; the tightest is {line}",
        "{year}年：无制约；余量最小的是{line}",
    ),
    "year.free": ("{year}: no line is asked for in this year", "{year}年：该年无要求"),
    "slack": ("{line} ({value} against {limit}, {slack} to spare)", "{line}（{value}，限值{limit}，余量{slack}）"),
    "short": ("{line} ({value} against {limit}, {slack} missing)", "{line}（{value}，限值{limit}，差{slack}）"),
    "ends.top": (
        "At the last of the values that they may take, in every year: {knobs}. More of these was not allowed, so these "
        "ends bind too.",
        "历年均处于允许取值的末端：{knobs}。不允许更多，因此也是制约。",
    ),
    "ends.bottom": ("Left as they are or at their first value: {knobs}.", "维持现状或取首个值：{knobs}。"),
    "price": (
        "Without this line ({line}) the best of the mixes that were lived would be: {mix}. It would {gain}.",
        "若无此项要求（{line}），已模拟组合中最好的是：{mix}，{gain}。",
    ),
    "gain.cost": ("cost {gain} less in all years", "历年合计少支出{gain}"),
    "gain.lower": ("lower the outcome by {gain}", "使该指标再降低{gain}"),
    "gain.higher": ("raise the outcome by {gain}", "使该指标再提高{gain}"),
    "price.relieves": (
        "Without this line ({line}) a mix would keep all the others: {mix}.",
        "若无此项要求（{line}），以下组合可满足其余各项：{mix}。",
    ),
    "price.none": (
        "No single line decides: dropping any one of them makes no better mix possible among those that were lived.",
        "没有单独起决定作用的要求：去掉任何一项，已模拟的组合中都没有更好的。",
    ),
    "price.none_infeasible": (
        "No single line is to blame: whichever is dropped, none of the mixes that were lived keeps the others.",
        "并非单独一项所致：去掉任何一项，已模拟的组合均不能满足其余各项。",
    ),
    "price.bound": (
        "Only mixes that were lived are looked at, so the true price of a line may be higher.",
        "只比较已模拟的组合，实际代价可能更高。",
    ),
    # --- frontier
    "frontier": ("Cost against outcome", "支出与效果"),
    "frontier.about": (
        "Of the mixes that were lived, those that no other beats in both cost and “{what}” ({years}); all are in "
        "trials.csv. ★ the found mix, ✗ a line is not kept.",
        "已模拟的组合中，财政支出与“{what}”（{years}）两方面均不被其他组合超过者；全部组合见trials.csv。★为所得组合，✗为未全部满足。",
    ),
    "head.mix": ("Mix", "组合"),
    "head.cost": ("Cost, all years", "历年合计支出"),
    "more": ("and {n} more (trials.csv)", "另有{n}个（见trials.csv）"),
    # --- picture
    "map.title": ("{label}: {region}", "{label}：{region}"),
    "map.about": (
        "Each point is a mix of levers: mean of {n:replicate} with the same luck. Line: mixes that no other beats in "
        "both.",
        "每个点为一个政策组合：{n}次重复的平均，各组合运气相同。折线为两方面均不被超过的组合。",
    ),
    "map.cost": (
        "Public cost above {base}, {first} to {last} together ({unit})",
        "比“{base}”多支出的财政资金，{first}年至{last}年合计（{unit}）",
    ),
    "map.y": ("{what}, {years} ({unit})", "{what}，{years}（{unit}）"),
    "key.feasible": ("keeps every line", "全部满足"),
    "key.not": ("misses a line", "未全部满足"),
    "key.found": ("found", "所得组合"),
    "key.closest": ("closest", "最接近的组合"),
    "key.again": ("found, second look", "所得组合（复核）"),
    "key.again_closest": ("closest, second look", "最接近的组合（复核）"),
    "key.base_again": ("{base}, second look", "{base}（复核）"),
    "key.base": ("{base}", "{base}"),
    "key.limit": ("limit", "限值"),
    # --- the rest
    "note": ("Where the quantities come from", "数量的来源"),
    "rerun": ("To make it again", "如何重做"),
    "trust": (
        "A mix is best for this goal, these steps and these assumptions. What it does for others than those named, see "
        "with carecap compare; whether it holds under other assumptions, with parameters.<subject>.<field>=….",
        "所得组合只针对本目标、这些档位和这些假设。对其他方面的影响，可用carecap compare查看；"
        "在其他假设下是否成立，可用parameters.<对象>.<字段>=…检验。",
    ),
    "years.span": ("{first}-{last}", "{first}年至{last}年"),
    "years.list": ("{years}", "{years}年"),
    "unit.yuan": ("yuan", "元"),
    "unit.m": ("million yuan", "百万元"),
    "unit.wan": ("ten thousand yuan", "万元"),
    "unit.yi": ("hundred million yuan", "亿元"),
    "interval": ("{mean} [{low}, {high}]", "{mean} [{low}, {high}]"),
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words of ``key`` in a language, with facts filled in."""
    return filled(WORDS[key][LANGUAGES.index(language)], **facts)
