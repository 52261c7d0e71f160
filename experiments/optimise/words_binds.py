"""The words of what stands in the way of a better mix, English and Chinese: budget, service level, ends of ranges."""

from __future__ import annotations

BINDS: dict[str, tuple[str, str]] = {
    "binds": ("What binds, year by year", "逐年的制约"),
    "binds.about": (
        "{what} binds in a year if it is kept there by no more than {tolerance} of its limit. The end of a range binds "
        "if the mix takes the last value that the goal allows and the lever itself could be set further; what lies "
        "beyond was not lived. Levers move in steps, so a mix may leave room everywhere.",
        "{what}：当年余量不超过限值的{tolerance}，即构成当年的制约。政策的允许取值：组合已取到目标所允许的最末一档，"
        "而该政策本身还可继续调整，即构成制约；继续调整是否更好，未作模拟。政策按档调整，因此也可能处处都有余量。",
    ),
    "binds.budget": ("The budget", "预算"),
    "binds.service": ("A line of the service level", "某项服务要求"),
    "binds.both": ("The budget, or a line of the service level,", "预算或某项服务要求"),
    "binds.again": ("Values are those of the second look.", "数值取自复核。"),
    "binds.search": ("Values are those of the search.", "数值取自搜索。"),
    "year": ("{year}: {told}", "{year}年：{told}"),
    "year.free": ("nothing is asked for", "无要求"),
    "budget.room": (
        "the budget leaves room ({value} of {limit}, {slack} to spare)",
        "预算有余量（{value}，限值{limit}，余{slack}）",
    ),
    "budget.binds": (
        "**the budget binds** ({value} of {limit}, {slack} to spare)",
        "**预算构成制约**（{value}，限值{limit}，余{slack}）",
    ),
    "budget.fails": (
        "**the budget is exceeded** ({value} instead of {limit}, {slack} too much)",
        "**超出预算**（{value}，限值{limit}，超出{slack}）",
    ),
    "service.room": (
        "the service level leaves room, least in {line}",
        "服务水平有余量，余量最小的是{line}",
    ),
    "service.binds": ("**the service level binds**: {lines}", "**服务水平构成制约**：{lines}"),
    "service.fails": ("**the service level is not kept**: {lines}", "**服务水平未满足**：{lines}"),
    "told.kept": (
        "{line} ({value} against a limit of {limit}, {slack} to spare)",
        "{line}（{value}，限值{limit}，余{slack}）",
    ),
    "told.short": (
        "{line} ({value} instead of {limit}, {slack} short)",
        "{line}（{value}，限值{limit}，差{slack}）",
    ),
    "told.over": (
        "{line} ({value} instead of {limit}, {slack} too much)",
        "{line}（{value}，限值{limit}，超出{slack}）",
    ),
    "told.none": ("{line} (nobody was counted, limit {limit})", "{line}（无人计入，限值{limit}）"),
    "ends": (
        "{years}: **the end of a range binds**: {knobs}",
        "{years}：**允许取值构成制约**：{knobs}（已到最末一档）",
    ),
    "ends.own": (
        "{years}: at an end at which the lever itself ends: {knobs}",
        "{years}：政策本身已到尽头：{knobs}",
    ),
    "unmoved": ("Left as they are: {paths}.", "维持现状：{paths}。"),
    "price.about": (
        "If one line were dropped, by the runs of the search. Mixes are named because they did well in these runs, so "
        "part of that may be luck:",
        "若去掉一项要求（按搜索中的运行；组合因在其中表现好而被列出，部分可能是偶然）：",
    ),
    "price": (
        "{line}: the best of the mixes that were lived would be {mix}. By the mean of these runs it would {gain}.",
        "{line}：已模拟组合中最好的将是{mix}，按这些运行的平均，{gain}。",
    ),
    "price.unclear": (
        "{said} Whether it truly would cannot be told from so few runs.",
        "{said}以这些运行尚不能判断是否确实如此。",
    ),
    "gain.cost": ("cost {gain} less in all years", "历年合计少支出{gain}"),
    "gain.lower": ("lower “{what}” by another {gain}", "使“{what}”再降低{gain}"),
    "gain.higher": ("raise “{what}” by another {gain}", "使“{what}”再提高{gain}"),
    "price.relieves": (
        "{line}: this mix would keep all the others: {mix}.",
        "{line}：以下组合可满足其余各项：{mix}。",
    ),
    "price.none": (
        "Nothing that must hold decides by itself: whichever is dropped, no better mix is possible among those that "
        "were lived in the search.",
        "没有单独起决定作用的要求：去掉任何一项，搜索中已模拟的组合里都没有更好的。",
    ),
    "price.none_infeasible": (
        "No single line is to blame: whichever is dropped, none of the mixes that were lived in the search keeps the "
        "others.",
        "并非单独一项所致：去掉任何一项，搜索中已模拟的组合均不能满足其余各项。",
    ),
    "price.bound": (
        "Only mixes that were lived are looked at, and with the luck of these runs: the true price of a line may be "
        "higher or lower.",
        "只比较已模拟的组合，且含这些运行的偶然，实际代价可能更高，也可能更低。",
    ),
}  # fmt: skip
"""Key -> words with {facts} to be filled in."""
