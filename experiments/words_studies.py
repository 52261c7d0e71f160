"""Words of the page of schemas about what a study keeps: tables, views, columns and the texts in them, both languages.

A column without a meaning here is an error, not a blank. Texts that have words elsewhere are taken from there.
"""

from __future__ import annotations

from typing import NamedTuple

from experiments.month0 import VERDICTS
from experiments.promises import JUDGED
from experiments.promises.words import FIELDS, GRAMMAR, STOPS
from experiments.word_list import WORDS
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
        "The same month by month; `run` and `compare` keep it, `sweep` with `keep=months`.",
        "同上，逐月；`run` 和 `compare` 保存，`sweep` 加 `keep=months` 才保存。",
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
        "Figures of the document beside the model's in its month; of run 0 alone.",
        "文件数字与模型在文件基准月的数字对照；只有第0次运行。",
    ),
    "targets": (
        "Each target and the run's figure in its month. A scenario meets a target if more than half of its runs do.",
        "文件的每项目标，及该次运行在目标月份的数字。半数以上运行达到，情景即为达到。",
    ),
    "stops": (
        "What stopped each target that the run missed: a row for each constraint that was found.",
        "每项未达到的目标受何制约：查明的每项制约一行。",
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

DERIVED: dict[str, Pair] = {
    "runs": (
        "the table, with a column for each sampled quantity of `design.csv`",
        "该表，另加 `design.csv` 中每个抽样变量一列",
    ),
    "causes": ("of `outcomes`: empty beds and unmet hours by cause", "由 `outcomes` 得出：空床与未满足工时，按原因"),
    "events": (
        "of `elders` and `projects`: what happened to whom, and when",
        "由 `elders` 和 `projects` 得出：何时、何人（何项目）、何事",
    ),
}
"""View that is more than its table -> what it is made of."""

MEANINGS: dict[str, Meaning] = {
    "run": Meaning("number of the run: replicate x points + point", "运行编号：重复序号×点数+点号"),
    "point": Meaning(
        "number of the scenario with its sample: a row of `design.csv`", "情景及其样本的编号：`design.csv` 的一行"
    ),
    "scenario": Meaning("name of the scenario", "情景名"),
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
        "county or district, by the `name_en` of `places.csv`; '' is the whole region",
        "县区，为 `places.csv` 的 `name_en`；''为全地区",
    ),
    "group": Meaning(
        "break-down as `by=code`, for instance `ownership=private`; '' is all",
        "分组，写作`by=代码`，如 `ownership=private`；''为合计",
    ),
    "outcome": Meaning(
        "name of the [outcome](outcomes.md), where its unit stands", "[指标](outcomes.md)名，单位见该页"
    ),
    "value": Meaning(
        "of a sample, counts at full scale; null: nothing to be counted",
        "抽样时计数按全量；null为无可计数",
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
        "of an elder what changed (`lives in`, `waiting for`, …); of a project: `money` came, or it `opened`",
        "老人为发生变化的项（`lives in`、`waiting for`等）；项目为 `money`（资金到位）或 `opened`（开放）",
    ),
    "who": Meaning("`elder` and its id, or the name of the project", "`elder`加编号，或项目名"),
    "detail": Meaning(
        "of an elder JSON: `before` and `now`, all that is known at the beginning, the `age` at the end; else null",
        "老人为JSON：`before`、`now`，开始时为全部已知情况，终止时为 `age`；项目则为null",
    ),
    "document.key": Meaning("key of the figure in `facts.csv` of the region", "该数字在地区 `facts.csv` 中的键"),
    "targets.key": Meaning("key of the target in `targets.csv` of the region", "该目标在地区 `targets.csv` 中的键"),
    "document": Meaning("the document's figure", "文件的数字", "`unit`"),
    "model": Meaning("the model's figure; null or NaN if it has none", "模型的数字；无则为null或NaN", "`unit`"),
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
        "how much of what is missing it holds back, at full scale", "所缺之中由其造成的数量，全量口径", "`unit`"
    ),
    "stops.unit": Meaning(
        "unit of `quantity`; a share is told in what it is made of", "`quantity`的单位；比例以其构成计"
    ),
    "binds": Meaning("whether it is the one that holds back the most", "是否为首要制约"),
    "stops.yuan": Meaning("money that is missing, at full scale; 0: none", "所缺资金，全量口径；0为不缺", "yuan"),
    "stops.month": Meaning(
        "last month in which what is being built opens, or a rule takes effect; null: none",
        "在建者最晚开放或规定最晚生效的月份；null为无",
    ),
    "since": Meaning(
        "last month in which money came, or it was decided; null: none", "资金到位或决定的最晚月份；null为无"
    ),
    "names": Meaning("projects or purses", "项目或资金来源的名称"),
    "stops.months": Meaning("in which it held something back, or that it will take", "已制约或尚需的月数", "month"),
    "name": Meaning("name of the project", "项目名"),
    "label_zh": Meaning("its name in Chinese", "项目中文名"),
    "whose": Meaning("who names it, see the texts below", "由何处提出，见下文字值"),
    "due": Meaning("month in which it should open", "应开放的月份"),
    "stage": Meaning("how far it is at the end of the run, see the texts below", "运行结束时的进展，见下文字值"),
    "opened": Meaning("month in which it opened; null: not yet", "开放月份；null为尚未"),
    "money": Meaning("month in which its money was there; null: not yet", "资金到位月份；null为尚未"),
    "beds": Meaning("beds of a new home, at full scale", "新机构的床位，全量口径", "bed"),
    "message": Meaning("what went wrong", "出错信息"),
    "ownership": Meaning("ownership of the homes (Ownership); '' is all", "机构所有制（Ownership）；''为全部"),
    "cause": Meaning(
        "code of EmptyBed if the outcome is `empty_cause`, of UnmetHour if `unmet_cause`",
        "指标为 `empty_cause` 时取EmptyBed代码，为 `unmet_cause` 时取UnmetHour代码",
    ),
}
"""Column, or table.column where one table means something else by it -> its meaning."""

ACCOUNTS: dict[Account, Pair] = {
    Account.HOUSEHOLDS: ("elders and their families", "老人及其家庭"),
    Account.SAFETY_NET: ("public support of tekun", "特困人员救助供养资金"),
    Account.PURSES: (
        "county budgets, lottery and other purses with a yearly limit",
        "县级预算、福彩等有年度限额的资金",
    ),
    Account.UPPER_LEVELS: ("province and state", "省级和国家"),
    Account.PUBLIC_HOMES: ("government-run homes", "公办机构"),
    Account.PUBLIC_PRIVATE_HOMES: ("publicly built homes, privately run", "公建民营机构"),
    Account.PRIVATE_HOMES: ("private homes", "民办机构"),
    Account.INVESTORS: ("investors of private homes", "民办机构投资方"),
    Account.AIDES: ("aides", "护理员"),
    Account.SUPPLIERS: ("sellers of goods, courses and services", "商品、培训和服务供应方"),
    Account.BUILDERS: ("builders", "施工方"),
    Account.HOME_CARE: ("senders of visiting aides", "上门服务提供方"),
    Account.INSURANCE: ("long-term-care insurance", "长期护理保险"),
}
"""Account of the ledger -> whose money it is."""


def _plain(words: str) -> str:
    """The words of a constraint without the facts of a case."""
    for what in ("{n} {unit}", "{n}{unit}", *(f"{{{field}}}" for field in FIELDS)):
        words = words.replace(what, "…")
    return words.format(**GRAMMAR[False])


TEXTS: dict[str, dict[str, Pair]] = {
    "verdict": {
        "reached": (
            "in the month `by` the figure of the run is on the right side of `wanted`",
            "`by` 月的数字达到 `wanted`",
        ),
        "missed": ("it is not", "`by` 月的数字未达到 `wanted`"),
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
    "stage": {"undecided": ("not decided by then", "尚未决定")}
    | {stage.name.lower(): words for stage, words in CODES[Stage].items()},
    "payer, payee": {account.name.lower(): words for account, words in ACCOUNTS.items()},
    "purpose": {purpose.name.lower(): WORDS[f"purpose.{purpose.name.lower()}"] for purpose in Purpose},
}
"""Column -> every text that may stand in it -> its words."""
