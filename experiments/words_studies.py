"""Words of the page of schemas about what a study keeps: tables, views, columns and the texts in them, both languages.

A column without a meaning here is an error, not a blank. Texts that have words elsewhere are taken from there.
"""

from __future__ import annotations

from typing import NamedTuple

from experiments.month0 import VERDICTS
from experiments.promises import JUDGED
from experiments.promises.words import FIELDS, GRAMMAR, STOPS
from experiments.words_agents import CODES
from sim.agents.kinds import Stage
from sim.ledger import Account, Purpose

Pair = tuple[str, str]
"""English and Chinese."""


class Meaning(NamedTuple):
    """What a column holds."""

    english: str
    chinese: str
    unit: str = ""


TABLES: dict[str, Pair] = {
    "runs": (
        "One row a run. Its part is written last: a chunk whose `runs` are there is there as a whole.",
        "每次运行一行。该表最后写入：有 `runs` 的一批即为完整。",
    ),
    "outcomes": (
        "Yearly values of everything that is counted: flows summed, stocks and shares averaged.",
        "所有指标的年度值：流量为合计，存量与比例为平均。",
    ),
    "months": (
        "The same month by month; `run` and `compare` keep it, `sweep` with `keep=months`, `optimise` never.",
        "同上，逐月；`run` 和 `compare` 保存，`sweep` 加 `keep=months` 才保存，`optimise` 不保存。",
    ),
    "ledger": (
        "Yuan a year by payer, payee and purpose, at full scale.",
        "按付款方、收款方和用途的年度金额，全量口径。",
    ),
    "elders": (
        "Events of watched elders. The commands that write a study watch nobody: there it is empty.",
        "被跟踪老人的事件。写研究数据的命令不跟踪任何人，故为空表。",
    ),
    "document": (
        "Figures of the document beside the model's in its month; of run 0 alone, and of none of a search.",
        "文件数字与模型在文件基准月的数字对照；只有第0次运行，搜索则无。",
    ),
    "targets": (
        "Each target and the run's figure in its month; none of a search. A scenario meets a target if all its runs "
        "can be judged and more than half reach it.",
        "文件的每项目标，及该次运行在目标月份的数字；搜索则无。各次运行均可判断且超过半数达到，情景即为达到。",
    ),
    "stops": (
        "What stopped each target that the run missed: a row for each constraint that was found.",
        "该次运行未达到的每项目标受何制约：查明的每项制约一行。",
    ),
    "projects": (
        "How far each named project of the document and of the scenario came.",
        "文件和情景中每个具名项目的进展。",
    ),
    "failed": (
        "Runs that could not be finished, tried twice; `resume=true` tries them again.",
        "试过两次仍未完成的运行；`resume=true` 会再试。",
    ),
}
"""Table -> what it holds."""

MADE_OF: dict[str, Pair] = {
    "runs": (
        "the table, with the other columns of `design.csv`: sampled quantities, or levers of the mixes of a search",
        "该表，另加 `design.csv` 的其余各列：抽样变量，或搜索各组合的政策",
    ),
    "causes": ("of `outcomes`: empty beds and unmet hours by cause", "由 `outcomes` 得出：空床与未满足工时，按原因"),
    "events": (
        "of `elders` and `projects`: what happened to whom, and when",
        "由 `elders` 和 `projects` 得出：何时、何人（何项目）、何事",
    ),
}
"""View that is more than its table -> what it is made of."""

MEANINGS: dict[str, Meaning] = {
    "run": Meaning(
        "number of the run: replicate x points + point; of a search (`optimise`) point x replicates + replicate",
        "运行编号：重复序号×点数+点号；搜索（`optimise`）为点号×重复次数+重复序号",
    ),
    "point": Meaning(
        "number of the scenario with its sample, in a search of the mix: a row of `design.csv`",
        "情景及其样本（搜索时为组合）的编号：`design.csv` 的一行",
    ),
    "scenario": Meaning(
        "name of the scenario; in a search that of point 0 is what mixes are laid over, the others are `mix` and point",
        "情景名；搜索时点0为组合所叠加的情景，其余为`mix`加点号",
    ),
    "replicate": Meaning(
        "from 0 on; the same replicate has the same luck in every point", "重复序号，从0起；同一序号在各点运气相同"
    ),
    "seed": Meaning("seed of the run: that of the study + replicate", "该次运行的种子：研究的种子+重复序号"),
    "region": Meaning("name of the region", "地区名"),
    "first": Meaning("first month lived", "模拟的第一个月"),
    "last": Meaning("last month lived", "模拟的最后一个月"),
    "year": Meaning("calendar year", "公历年"),
    "months": Meaning("months of the year that were lived: 12 if it is whole", "该年模拟了几个月，12为全年", "month"),
    "month": Meaning("month of the value or event", "数值或事件的月份"),
    "place": Meaning(
        "county or district, street or town, by the `name_en` of `places.csv`; '' is the whole region",
        "县（市、区）或街道（镇），为 `places.csv` 的 `name_en`；''为全地区",
    ),
    "group": Meaning(
        "break-down as `by=name`, for instance `ownership=private`, of levels by code (`level=2`); '' is all",
        "分组，写作`by=名称`，如 `ownership=private`，能力等级用代码（`level=2`）；''为合计",
    ),
    "outcome": Meaning(
        "name of the [outcome](outcomes.md), where its unit stands", "[指标](outcomes.md)名，单位见该页"
    ),
    "value": Meaning(
        "of a sample, counts at full scale; null: no value, as of a share of nobody",
        "抽样时计数按全量；null为无数值，如无人可计的比例",
        "of the outcome",
    ),
    "nth": Meaning(
        "number of the row in its part, from 0 on: `order by run, nth` gives the rows of a run as they were counted, "
        "each cell (outcome, place, group) from its first to its last time",
        "该行在分块文件中的序号，从0起：按 `run, nth` 排序即为计数次序，每个单元（指标、地点、分组）从早到晚",
    ),
    "payer": Meaning("account that pays, see the texts below", "付款账户，见下文字值"),
    "payee": Meaning("account that is paid, see the texts below", "收款账户，见下文字值"),
    "purpose": Meaning("what for, see the texts below", "用途，见下文字值"),
    "ledger.yuan": Meaning("what was paid in the year", "该年支付额", "yuan/year"),
    "elder": Meaning("id of the elder", "老人编号"),
    "what": Meaning(
        "of an elder what changed (`lives in`, `died`, …); of a project: its `money` was there, or it `opened`",
        "老人为发生变化的项（`lives in`、`died`等）；项目为 `money`（资金到位）或 `opened`（开放）",
    ),
    "who": Meaning("`elder` and its id, or the name of the project", "`elder`加编号，或项目名"),
    "detail": Meaning(
        "of an elder JSON: `before` and `now`, all that is known at the beginning, the `age` at the end; else null",
        "老人为JSON：`before`、`now`，开始时为全部已知情况，终止时为 `age`；项目则为null",
    ),
    "document.key": Meaning("key of the figure in `facts.csv` of the region", "该数字在地区 `facts.csv` 中的键"),
    "targets.key": Meaning("key of the target in `targets.csv` of the region", "该目标在地区 `targets.csv` 中的键"),
    "document": Meaning("the document's figure", "文件的数字", "`unit`"),
    "model": Meaning("the model's figure; NaN if it has none", "模型的数字；无则为NaN", "`unit`"),
    "difference": Meaning("model less document", "模型减文件", "`unit`"),
    "unit": Meaning(
        "unit of the figures of the row, for instance `bed`, `share` (0 to 1), `yuan/year`",
        "该行数字的单位，如 `bed`（张）、`share`（0至1）、`yuan/year`（元/年）",
    ),
    "within": Meaning(
        "whether the difference is within what is accepted; null if shown side by side only",
        "差值是否在容许范围内；null为仅作对照",
    ),
    "by": Meaning("month by which it is wanted", "要求达到的月份"),
    "direction": Meaning("which side of `wanted` is enough, see the texts below", "达标方向，见下文字值"),
    "wanted": Meaning("what the document wants", "文件的要求", "`unit`"),
    "verdict": Meaning("whether this run reached it, see the texts below", "该次运行是否达到，见下文字值"),
    "target": Meaning("key of the target in `targets.csv` of the region", "该目标在地区 `targets.csv` 中的键"),
    "constraint": Meaning("what held it back, see the texts below", "制约所在，见下文字值"),
    "stops.quantity": Meaning(
        "how much it holds back, at full scale; it may be more than what is missing",
        "由其造成的数量，全量口径；可多于所缺",
        "`unit`",
    ),
    "stops.unit": Meaning(
        "unit of `quantity`: that of the target, or of what was counted instead (`bed`, `home`, `person`, `aide`)",
        "`quantity`的单位：目标的单位，或改计对象的单位（`bed`、`home`、`person`、`aide`）",
    ),
    "binds": Meaning(
        "whether it is the one that holds back the most; of equal ones the first", "是否为数量最大者；相等时取首个"
    ),
    "stops.yuan": Meaning(
        "money that is missing, at full scale; 0: none, or not counted", "所缺资金，全量口径；0为不缺或未统计", "yuan"
    ),
    "stops.month": Meaning(
        "last month in which what is under way opens, is due (`due_later`) or is taken over (`tender`); that of the "
        "document (`burn_in`); the next January (`next_january`, `january_orders`, `yearly_medical`); null: none",
        "在建者最晚开放、应开放（`due_later`）或移交（`tender`）的月份；文件基准月（`burn_in`）；"
        "下一个1月（`next_january`、`january_orders`、`yearly_medical`）；null为无",
    ),
    "since": Meaning(
        "last month in which the money of a project was there, or it was decided (`late_order`, `later`); the first "
        "month with an order (`too_few_ordered`); what was before the first month lived counts as then; null: none",
        "项目资金到位或决定（`late_order`、`later`）的最晚月份；首次下达的月份（`too_few_ordered`）；"
        "早于起始月的计为起始月；null为无",
    ),
    "names": Meaning("named projects, or purses that may pay", "具名项目，或可支付的资金"),
    "stops.months": Meaning(
        "in which it held something back, or that it will take (`quality.pace`); 0: not counted",
        "已制约的月数，或尚需的月数（`quality.pace`）；0为未统计",
        "month",
    ),
    "name": Meaning("name of the project", "项目名"),
    "label_zh": Meaning("its name in Chinese", "项目中文名"),
    "whose": Meaning("who names it, see the texts below", "由何处提出，见下文字值"),
    "due": Meaning("month in which it should open", "应开放的月份"),
    "stage": Meaning("how far it is at the end of the run, see the texts below", "运行结束时的进展，见下文字值"),
    "opened": Meaning("month in which it opened; null: not yet", "开放月份；null为尚未"),
    "money": Meaning(
        "month in which its money was there, the first one lived if it was before; null: not yet",
        "资金到位月份，早于起始月的为起始月；null为尚未",
    ),
    "beds": Meaning("beds of a new home, at full scale; else 0", "新机构的床位，全量口径；其他项目为0", "bed"),
    "message": Meaning("what went wrong", "出错信息"),
    "ownership": Meaning("ownership of the homes (Ownership); '' is all", "机构所有制（Ownership）；''为全部"),
    "cause": Meaning(
        "name of EmptyBed if the outcome is `empty_cause`, of UnmetHour if `unmet_cause`",
        "指标为 `empty_cause` 时取EmptyBed名称，为 `unmet_cause` 时取UnmetHour名称",
    ),
}
"""Column, or table.column where one table means something else by it -> its meaning."""


def _plain(words: str) -> str:
    """The words of a constraint without the facts of a case."""
    for what in ("{n} {unit}", "{n}{unit}", *(f"{{{field}}}" for field in FIELDS)):
        words = words.replace(what, "…")
    return words.format(**GRAMMAR[False])


TEXTS: dict[str, dict[str, Pair]] = {
    "verdict": {
        "reached": (
            "in the month `by` the figure of the run is `wanted`, or on its right side",
            "`by` 月的数字达到 `wanted`",
        ),
        "missed": ("it is neither", "`by` 月的数字未达到 `wanted`"),
    }
    | {
        key: (f"cannot be judged: {english}", f"无法判断：{chinese}")
        for key, (english, chinese) in VERDICTS.items()
        if isinstance(key, str) and key not in JUDGED
    },
    "direction": {
        "at_least": ("reached from `wanted` on", "不低于 `wanted` 即达到"),
        "at_most": ("reached up to `wanted`", "不高于 `wanted` 即达到"),
    },
    "constraint": {key: (_plain(english), _plain(chinese)) for key, (english, chinese) in STOPS.items()},
    "whose": {
        "document": ("the document of the region", "地区文件"),
        "scenario": ("the scenario", "情景"),
    },
    "stage": {"undecided": ("not decided yet", "尚未决定")}
    | {stage.name.lower(): words for stage, words in CODES[Stage].items()},
    "payer, payee": {account.name.lower(): words for account, words in CODES[Account].items()},
    "purpose": {purpose.name.lower(): words for purpose, words in CODES[Purpose].items()},
}
"""Column -> every text that may stand in it -> its words."""
