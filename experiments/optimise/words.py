"""The words of a search's pages and picture, English and Chinese; ``telling.py`` puts numbers into them."""

from __future__ import annotations

from experiments.labels import LANGUAGES
from experiments.optimise.words_binds import BINDS
from experiments.plurals import filled

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{label}: {region}", "{label}：{region}"),
    "list": ("; ", "；"),
    "blank": (" ", ""),
    "and": (", ", "、"),
    # --- what was asked
    "asked": ("What was asked", "问题"),
    "aim.cheapest": (
        "Wanted: the least public cost above “{base}”, {period}, without interest.",
        "目标：{period}比“{base}”多支出的财政资金最少（不计利息）。",
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
    "moved": ("May be moved, from {month} on:", "可调整（自{month}起）："),
    "knob": ("{path}: {values}", "{path}：{values}"),
    "meant": ("{path} ({what})", "{path}（{what}）"),
    "knob.with": (" (with {values})", "（同时{values}）"),
    "as_is": ("as it is", "维持现状"),
    "as_is.now": ("as it is ({value})", "维持现状（{value}）"),
    "value": ("{path} = {value}", "{path}={value}"),
    "given": ("In every mix besides: {values}.", "各组合均另设：{values}。"),
    "mean": (
        "What must hold is judged by the mean of the {n:replicate} of a mix, with the same luck in every mix; beside "
        "it stands in how many of them it holds. Intervals (95 %) hold the luck of the runs, not doubt about the "
        "assumptions.",
        "每个组合重复{n}次（各组合运气相同），以平均值判断是否满足，并列出有几次满足。95%区间只反映运行中的偶然，不反映假设的不确定。",
    ),
    "mean.two": (
        "What must hold is judged by the mean of the two replicates of a mix, with the same luck in every mix; beside "
        "it stands in how many of them it holds. From two runs there is no interval that would say anything: use "
        "replicates=4 or more.",
        "每个组合重复2次（各组合运气相同），以平均值判断是否满足，并列出有几次满足。两次运行得不出有意义的区间，请用replicates=4或更多。",
    ),
    "mean.one": (
        "One run of each mix: whether a line holds is one run's luck. Use replicates=4 or more.",
        "每个组合仅运行一次，是否满足取决于一次运行的偶然，请用replicates=4或更多。",
    ),
    "whole": (
        "All {size} mixes were lived, with {scale}. No other of them does better in these runs.",
        "{size}个组合全部模拟（{scale}）。在这些运行中没有其他组合更好。",
    ),
    "part": (
        "Of {size} mixes {tried} were lived, with {scale}, chosen by TPE (optuna, seed {seed}), then one step of one "
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
        "Not every mix that differs from the found one by one step was lived: a search with more trials may find a "
        "better one. It is a new search, in a folder of its own (trials=… out=…).",
        "与所得组合只差一档的组合未全部模拟：增加trials可能找到更好的，"
        "但须作为新的搜索，写入另一个文件夹（trials=… out=…）。",
    ),
    # --- the answer
    "answer": ("The answer", "结果"),
    "found.cheapest": ("The cheapest mix that keeps the service level", "满足服务水平的最省组合"),
    "found.cheapest.part": (
        "The cheapest that keeps the service level, of the mixes that were lived ({tried} of {size})",
        "已模拟组合（{size}个中的{tried}个）中满足服务水平的最省组合",
    ),
    "found.best": ("The best mix within the limits", "限制条件内的最好组合"),
    "found.best.part": (
        "The best within the limits, of the mixes that were lived ({tried} of {size})",
        "已模拟组合（{size}个中的{tried}个）中限制条件内的最好组合",
    ),
    "found": ("{what}: {mix}.", "{what}：{mix}。"),
    "nothing": ("nothing is changed", "不作任何改变"),
    "nothing_more": ("nothing but what every mix sets", "除各组合均设的政策外，不作其他改变"),
    "turned.fails": (
        "What the search found does not hold: in the mean of the second look ({again}), with luck that the search did "
        "not see, it misses what is named below. No other mix was lived again.",
        "搜索所得组合不成立：复核（{again}，搜索未用过的随机数）按平均值有未满足之处，见下。其他组合未复核。",
    ),
    "turned.holds": (
        "No mix kept every line in the search, but the closest keeps them all in the mean of the second look "
        "({again}), with luck that the search did not see. It is not shown to be the best: no other mix was lived "
        "again.",
        "搜索中没有组合满足全部要求，但最接近的组合在复核（{again}，搜索未用过的随机数）中按平均值全部满足。"
        "不能说明它最好：其他组合未复核。",
    ),
    "searched": ("The search said:", "搜索所得："),
    "feasible": (
        "{n} of the {tried} mixes that were lived keep every line.",
        "模拟的{tried}个组合中有{n}个满足全部要求。",
    ),
    "infeasible": (
        "None of the {tried} mixes that were lived keeps every line. The closest, by the sum of what is missing as a "
        "share of each limit: {mix}. It misses:",
        "模拟的{tried}个组合中没有一个满足全部要求。最接近的组合（按各项差距占限值的比例之和）：{mix}。未满足：",
    ),
    "misses.short": (
        "{line}, {year}: {value} instead of {limit}, {missing} short",
        "{year}年，{line}：{value}，限值{limit}，差{missing}",
    ),
    "misses.over": (
        "{line}, {year}: {value} instead of {limit}, {missing} too much",
        "{year}年，{line}：{value}，限值{limit}，超出{missing}",
    ),
    "misses.none": (
        "{line}, {year}: nobody was counted, so it cannot be shown that {limit} is kept",
        "{year}年，{line}：无人计入，无法说明是否达到限值{limit}",
    ),
    "points": ("{n} percentage points", "{n}个百分点"),
    "no_value": ("no value", "无数值"),
    "costs": (
        "It costs the public {cost} more than “{base}” in {period}{look}.",
        "{period}财政比“{base}”多支出{cost}{look}。",
    ),
    "saves": (
        "It costs the public {cost} less than “{base}” in {period}{look}.",
        "{period}财政比“{base}”少支出{cost}{look}。",
    ),
    "costs.same": (
        "It costs the public the same as “{base}” in every replicate{look}.",
        "各次重复中财政支出均与“{base}”相同{look}。",
    ),
    "costs.unclear": (
        "Whether it costs the public more or less than “{base}” cannot be told from so few runs: the mean difference "
        "in {period} is {cost}{look}.",
        "财政支出比“{base}”是多是少，以这些运行尚不能判断：{period}平均相差{cost}{look}。",
    ),
    "reached": (
        "“{what}”, mean of {years}: {value}; against “{base}” with the same luck: {less}{look}.",
        "“{what}”（{years}平均）：{value}；与“{base}”之差：{less}{look}。",
    ),
    "look.again": (" (second look)", "（复核）"),
    "look.search": ("", ""),
    # --- twice
    "twice": ("Search and second look", "搜索与复核"),
    "twice.about": (
        "Left: the runs in which the mix was found ({scale}, seeds {seeds}). It was found because it did well there, "
        "so part of that may be luck. Right: the same mix and “{base}” lived again, with {again} and seeds {fresh}, "
        "which the search did not see. Trust the right.",
        "左：搜索所用的运行（{scale}，种子{seeds}）。组合因在其中表现好而被选出，部分可能是偶然。"
        "右：同一组合与“{base}”以搜索未用过的种子{fresh}重新模拟（{again}）。以右为准。",
    ),
    "not_twice": (
        "The mix was not lived again with other luck (check=null): it was found because it did well in these runs, so "
        "part of what stands here may be luck. A search with a second look is a new one, in a folder of its own "
        "(check=… out=…).",
        "未以其他随机数复核（check=null）：组合因在这些运行中表现好而被选出，其中部分可能是偶然。"
        "要复核，须作为新的搜索，写入另一个文件夹（check=… out=…）。",
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
    "row.aim_less": ("{what} less “{base}”", "{what}与“{base}”之差"),
    "row.of_base": ("{what}, of “{base}”", "{what}占“{base}”的比例"),
    "missed_mark": ("{value} ✗", "{value} ✗"),
    "held": ("{k} of {n}", "{k}/{n}"),
    "again.holds": (
        "In the second look every line holds in the mean; in {held} replicates all of them hold together.",
        "复核中各项要求按平均值均满足；各项同时满足的重复：{held}。",
    ),
    "again.misses": ("In the second look it misses:", "复核中未满足："),
    "search_all": ("Search with every elder before you use this mix.", "请先以全部老年人口搜索，再采用所得组合。"),
    "other_world": (
        "In the sample of the search the status quo is not what it is in the second look: {lines}.",
        "搜索所用样本中的现状与复核不同：{lines}。",
    ),
    "other_luck": (
        "Beware: with other luck the status quo is not what it was in the search ({lines}). Search and second look "
        "have the same scale, so the runs of each are too few to tell. Search with more replicates before you use this "
        "mix.",
        "注意：换用其他随机数后，现状与搜索时不同（{lines}）。搜索与复核规模相同，说明运行次数太少。请先增加重复次数（replicates）重新搜索，再采用所得组合。",
    ),
    "other": (
        "{line}, {year}: {search} against {again}, limit {limit}",
        "{year}年{line}：{search}与{again}，限值{limit}",
    ),
    **BINDS,
    # --- frontier
    "frontier": ("Cost against outcome", "支出与效果"),
    "frontier.about": (
        "Of the mixes that were lived, those that no other beats in both cost and “{what}” ({years}), and the found "
        "one (★); all are in trials.csv. ✗ a line is not kept.",
        "已模拟的组合中，财政支出与“{what}”（{years}）两方面均不被其他组合超过者，以及所得组合（★）；全部组合见trials.csv。✗为未全部满足。",
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
        "Public cost above {base}, {period} ({unit})",
        "比“{base}”多支出的财政资金，{period}（{unit}）",
    ),
    "map.y": ("{what}, {years} ({unit})", "{what}，{years}（{unit}）"),
    "map.no_value": ("No mix of the search has a value.", "搜索中的各组合均无数值。"),
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
    "period": ("{years}", "{years}"),
    "period.sum": ("{years} together", "{years}合计"),
    "unit.yuan": ("yuan", "元"),
    "unit.m": ("million yuan", "百万元"),
    "unit.wan": ("ten thousand yuan", "万元"),
    "unit.yi": ("hundred million yuan", "亿元"),
    "interval": ("{mean} [{low}, {high}]", "{mean} [{low}, {high}]"),
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words of ``key`` in a language, with facts filled in."""
    return filled(WORDS[key][LANGUAGES.index(language)], **facts)
