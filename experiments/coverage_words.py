"""The words of the page of the coverage study, English and Chinese."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Do the intervals hold what they promise?", "区间是否名副其实？"),
    "cases": (
        "The rule was set before anything was lived, the two cases after pilots. An interval tells what luck does to "
        "an effect in a world of that size, and nothing else.",
        "判断标准在运行之前确定，两个案例在试运行之后选定。区间只说明在该规模的世界中运气对效应的影响。",
    ),
    "levels": (
        "Levels and effects are those of the sample, scaled to the whole region; but levels of a small sample are not "
        "the region's. {homes}. Where homes are small, more elders wait; "
        "[decision 0016](../../../docs/decisions/0016-aides-of-a-sample.md) has what is known of the reasons.",
        "水平值和效应均由样本按比例换算为全地区数值，但小样本的水平值并非全地区的水平值。{homes}。"
        "机构规模小则等候者更多，原因见[决策0016](../../../docs/decisions/0016-aides-of-a-sample.md)（英文）。",
    ),
    "homes": (
        "The {case} case has {homes} homes with {beds} beds in all (without its policy {waiting} wait)",
        "{case}案例共有{homes}家机构、{beds}张床位（无该政策时等候{waiting}人）",
    ),
    "voucher.short": ("voucher", "养老消费券"),
    "visits.short": ("visits", "上门探访"),
    "voucher": ("A voucher of 800 yuan a month", "每月800元养老消费券"),
    "visits": ("Door visits twelve times a year", "每年十二次上门探访"),
    "lead.voucher": (
        "Two small worlds (about 6,000 elders of Qingyuan, 2020-11 to 2022-12), with and without a voucher of 800 yuan "
        "a month, were lived {replicates:,} times with the same luck in both. The mean paired difference of {year} "
        "stands for the true effect. Then a comparison with few replicates was repeated {repetitions} times with other "
        "luck, and it was counted how often its 95 % interval (mean ± t · sd/√n of the paired differences) contains "
        "that effect. The number that stands for the truth has an error of its own, small against these intervals.",
        "两个小规模世界（清远约6,000名老年人，2020-11至2022-12），一个每月发放800元养老消费券，一个不发放，以相同运气各运行"
        "{replicates:,}次，{year}年配对差值的平均视为真实效应。随后换用其他运气，将重复次数较少的比较进行{repetitions}次，"
        "统计其95%区间（配对差值的平均 ± t · 标准差/√n）包含该效应的频率。视为真值的数本身也有误差，"
        "但相对这些区间很小。",
    ),
    "lead.visits": (
        "The same with about 3,000 elders, and door visits twelve times a year instead of none.",
        "同上，约3,000名老年人，由不上门改为每年十二次上门探访。",
    ),
    "rule": (
        "The rule: with {n} replicates the share lies between 92 % and 98 %, outcome by "
        "outcome. “Unclear”: outside, but its own 95 % interval, from the number of repetitions, reaches into "
        "the range.",
        "判断标准：重复{n}次时，各指标的包含频率应在92%至98%之间。“不明确”：频率在此范围之外，但由比较次数得出的"
        "自身95%区间与该范围相交。",
    ),
    "kept": ("kept", "符合"),
    "unclear": ("unclear", "不明确"),
    "missed": ("missed", "不符合"),
    "outcome": ("Outcome, unit", "指标，单位"),
    "what": ("Outcome", "指标"),
    "base": ("Without", "无该政策"),
    "effect": ("Effect [95 % interval]", "效应［95%区间］"),
    "skew": ("Skewness of differences", "差值偏度"),
    "equal": ("No difference, % of replicates", "无差别，占重复次数%"),
    "share": ("{n} replicates: contained, %", "重复{n}次：包含，%"),
    "judged": ("Rule ({n})", "判断（{n}次）"),
    "times": ("Variance unpaired / paired [95 % interval]", "方差：不配对/配对［95%区间］"),
    "few": (
        "Pairing lowers the variance of a difference, against two worlds with luck of their own, by the factor above "
        "(95 % bootstrap interval, replicates drawn anew). The target set before the study was 20. Below 20: {few}.",
        "与各有各的运气相比，配对将差值的方差降至上列倍数分之一（95%自助法区间，对重复重新抽样）。研究之前设定的目标为20倍。"
        "低于20倍的指标：{few}。",
    ),
    "worlds": ("Larger worlds", "规模更大的世界"),
    "lead.worlds": (
        "The door visits again, in larger worlds with other luck ({n} replicates each), the last with every elder of "
        "the region. Given are the effect, scaled to the region, the skewness of the differences and, in brackets, how "
        "many of 100 intervals of {size} replicates hold, in {drawn:,} comparisons drawn from the replicates; the mean "
        "of all replicates of that world stands for the true effect. With 3,000 elders these are the replicates of "
        "the truth above: what the 200 repetitions say of intervals, and luck with it, is said here with hardly any of "
        "that luck.",
        "同样的上门探访，世界规模更大，运气不同（各重复{n}次），最后一列为全地区所有老年人。表中为按比例换算至全地区的效应和差值的偏度；"
        "括号内为从各次重复中抽取{drawn:,}次比较、每次{size}个重复时，100个区间中包含真实效应者的个数，以该世界全部重复的平均视为真实效应。"
        "3,000人一列即上文的真实效应所用重复：200次比较的结果带有运气，此处则几乎没有。",
    ),
    "shift": (
        "Effects change with the size of the world, and no interval tells of it: that on public cost least, those on "
        "waiting and unmet hours most. A small sample has fewer homes, of few beds each, and the circles of its few "
        "stations lie in few places; who is found by a visit more often finds neither a free bed nor an aide (our "
        "reading). For figures of the region, simulate every elder.",
        "效应随世界规模而变，区间并不反映这一点：财政支出变化最小，等候人数和未满足工时变化最大。小样本的机构更少、每家床位很少，"
        "少数站点的服务圈只在少数地区；上门探访发现的老人更常既无空床也无护理员（我们的解读）。需要全地区数字时，应模拟全部老年人。",
    ),
    "elders": ("{n:,} elders", "{n:,}名老年人"),
    "doses": ("How much luck pairing takes away", "配对消除多少运气"),
    "lead.doses": (
        "Worlds like those of the voucher with other luck, {n:,} replicates, and vouchers of three sizes. Variance "
        "unpaired / paired [95 % bootstrap interval]. In round brackets, for counts of persons, what it would be if "
        "persons were counted with Poisson luck and the lever moved each of them by themselves, rarely and in one "
        "direction: (without + with) / |effect|. The stronger the lever, the less pairing takes away: the luck that is "
        "left lies in who is moved, which differs from one population to the next (our reading of this table).",
        "与养老消费券案例类似的世界，运气不同，{n:,}次重复，三种补贴额。表中为方差之比（不配对/配对）［95%自助法区间］。圆括号内适用于人数类指标："
        "若人数服从泊松分布，且政策逐人、罕见、单向地产生影响，则该比值为（无政策＋有政策）/|效应|。政策越强，配对消除的运气越少："
        "剩余的运气在于谁受到影响，而这随人口样本而不同（我们对本表的解读）。",
    ),
    "twice": (
        "The voucher of {dose:g} yuan stands in the first table too. These are the same worlds with other luck, and "
        "{apart}. The first table has more replicates: trust its factors more.",
        "每月{dose:g}元的养老消费券也见于第一个表。世界相同而运气不同，{apart}。第一个表的重复次数更多，其倍数更可信。",
    ),
    "apart": (
        "all intervals of the factor overlap but for {names}: no other reason than luck is known",
        "除{names}外，倍数的区间均有重叠；除运气外未见其他原因",
    ),
    "apart.one": ("{label} ({first} there, {second} here)", "{label}（该表{first}，本表{second}）"),
    "apart.none": ("all intervals of the factor overlap", "倍数的区间均有重叠"),
    "yuan": ("{dose:g} yuan a month", "每月{dose:g}元"),
    "none": ("none", "无"),
    "how": (
        "Made by `python -m experiments.coverage`; the numbers of this page and more are in the CSV files.",
        "由`python -m experiments.coverage`生成；本页及更多数字见各CSV文件。",
    ),
}
