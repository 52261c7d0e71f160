"""The words about targets and what stopped them, English and Chinese; they say what was counted and no more."""

from __future__ import annotations

from experiments.labels import LANGUAGES

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{region}: what the document wants, and what became of it", "{region}：文件目标及其落实"),
    "basis": (
        "Looked at in the month by which each is wanted, in each of {n} replicates with the same luck in every "
        "scenario, {fraction} % of the elders. Shown: mean (lowest to highest replicate). Met: in more than half of "
        "the replicates.",
        "在各目标的期限当月对照；每个情景重复{n}次，各情景运气相同，模拟{fraction}%的老年人口。"
        "数值为平均（各次重复的最低至最高）。超过半数重复达到即为“达到”。",
    ),
    "basis.one": (
        "Looked at in the month by which each is wanted, in one run, {fraction} % of the elders; what is luck cannot "
        "be told.",
        "在各目标的期限当月对照；仅运行一次，模拟{fraction}%的老年人口，无法区分偶然。",
    ),
    "counts": (
        "{scenario}: {met} met, {missed} missed, {unjudged} cannot be judged, of {n}",
        "{scenario}：共{n}项，达到{met}项，未达到{missed}项，无法判断{unjudged}项",
    ),
    "judged": ("What can be judged", "可判断的目标"),
    "unjudged": ("What cannot be judged", "无法判断的目标"),
    "stopped": ("What stopped those that were missed", "未达到的原因"),
    "rule": (
        "Read from the state of the model in the month of the target. The first is the one that binds: it holds back "
        "the most in the largest number of replicates that miss the target. The others stood beside it. How long works "
        "take and how they slip are assumptions.",
        "原因取自目标期限当月的模型状态。每项首列者为约束所在，即在最多的未达标重复中所占缺额最大者；"
        "其余为同时存在的因素。工期及其拖延是模型的假设。",
    ),
    "none_missed": ("No target that can be judged is missed.", "可判断的目标均已达到。"),
    "wants": ("wanted", "目标"),
    "figure": ("figure", "文件要求"),
    "by": ("by", "期限"),
    "unit": ("unit", "单位"),
    "lever": ("instrument", "工具"),
    "why": ("why", "原因"),
    "met": ("met", "达到"),
    "missed": ("missed", "未达到"),
    "met_in": ("{verdict} ({k} of {n})", "{verdict}（{n}次中{k}次达到）"),
    "of": ("{k}/{n}", "{k}/{n}"),
    "range": ("{mean} ({low} to {high})", "{mean}（{low}至{high}）"),
    "missed_line": (
        "**{name}**, wanted {wanted} by {by}, reached {mean} (missed in {k} of {n})",
        "**{name}**（{by}前{wanted}，实为{mean}，{n}次中{k}次未达到）",
    ),
    "colon": (": ", "："),
    "list": ("; ", "；"),
    "names": (" ({names})", "（{names}）"),
    "more": ("{names} and {n} more", "{names}等{n}项"),
    "comma": (", ", "、"),
    "stop": (".", "。"),
    "years_title": ("{region}: years", "{region}：逐年结果"),
    "years_basis": (
        "Means of {n} replicates; difference to {base}: mean of the paired differences with 95 % interval, **bold** "
        "where it leaves zero out, of shares in percentage points; = where no replicate differs. Stocks and shares are "
        "means of a year, flows are sums.",
        "{n}次重复的平均；差值为与“{base}”配对差值的平均及95%区间，不含零者为**粗体**，比例类以百分点计；"
        "=表示各次重复均无差别。存量与比例为全年平均，流量为全年合计。",
    ),
    "months": ("{year} ({months} months)", "{year}（{months}个月）"),
}
"""Words of the pages."""

STOPS: dict[str, tuple[str, str]] = {
    "money_too": ("; {yuan} yuan are missing too", "，且尚缺{yuan}元"),
    "no_money": (
        "money: {n} {unit} are planned and {yuan} yuan are missing; what may pay for building: {purses}",
        "资金：{n}{unit}已列入计划，尚缺{yuan}元；可用于建设的资金：{purses}",
    ),
    "late_order": (
        "decision: {n} {unit} were decided so late (up to {since}) that works do not fit in, even with money at once",
        "决定：{n}{unit}决定过晚（最晚{since}），即使资金立即到位，工期也不够",
    ),
    "late_money": (
        "money: for {n} {unit} it came so late (up to {since}) that the works do not fit in; the last opens in {month}",
        "资金：{n}{unit}资金到位过晚（最晚{since}），工期不够，最晚{month}开放",
    ),
    "slip": (
        "works: {n} {unit} had their money in time and the works slip; the last opens in {month}",
        "施工：{n}{unit}资金按时到位但工期拖延，最晚{month}开放",
    ),
    "due_later": (
        "time: {n} {unit} are due only later, up to {month}",
        "时间：{n}{unit}计划期限在此之后，最晚{month}",
    ),
    "given_up": ("money: {n} {unit} were given up, because none came for years", "资金：{n}{unit}因多年无资金而取消"),
    "later": ("decision: {n} {unit} are decided only later, up to {since}", "决定：{n}{unit}此后才决定，最晚{since}"),
    "not_ordered": (
        "no order: {n} {unit} that no lever and no project of the scenario had ordered by then",
        "未下达：至当月尚无政策或项目下达的有{n}{unit}",
    ),
    "closed": ("closures: {n} {unit} have closed since the census", "关闭：普查以来已关闭{n}{unit}"),
    "burn_in": (
        "the model: it orders and builds nothing before the month of the document, {month}",
        "模型限制：文件基准月{month}之前不下达、不建设",
    ),
    "tender": (
        "time: {n} {unit} are out to tender, the last is taken over in {month}",
        "时间：{n}{unit}正在招标，最晚{month}移交",
    ),
    "yearly_limit": (
        "pace: {n} {unit} wait because only so many may change hands in a year",
        "进度：受每年移交家数上限所限，{n}{unit}尚未招标",
    ),
    "handed_back": (
        "operators: {n} {unit} were handed back and are not put out to tender again",
        "运营方：{n}{unit}已被退回，不再招标",
    ),
    "next_january": (
        "time: the rule is in force, but the purses are filled by it only in {month}",
        "时间：规定已生效，但{month}才按其安排资金",
    ),
    "purses_empty": (
        "money: it was ordered, {n} {unit} are missing, and the purses that may pay it are spent: {names}",
        "资金：已下达，尚缺{n}{unit}，可支付的资金已用完：{names}",
    ),
    "not_told": (
        "not known: its instrument is in force and {n} {unit} are missing; the model does not count what stopped them",
        "不详：相应工具已实施，尚缺{n}{unit}；模型未统计受阻原因",
    ),
    "queue": ("beds: {n} {unit} wait for a home", "床位：{n}{unit}在等候入住"),
    "not_known": ("finding them: the need of {n} {unit} is not known", "识别：{n}{unit}的需求未被掌握"),
    "not_applied": ("will: {n} {unit} at home have not applied", "意愿：{n}{unit}居家，未提出申请"),
    "empty.works": ("works: {n} {unit} stand empty, not open or under works", "施工：{n}{unit}空置，未开放或施工"),
    "empty.safety_net": (
        "reserve: {n} {unit} stand empty, kept for the safety net",
        "保留：{n}{unit}空置，为兜底对象保留",
    ),
    "empty.no_aides": ("aides: {n} {unit} stand empty for want of aides", "人员：{n}{unit}因护理员不足空置"),
    "empty.wrong_type": (
        "type of bed: {n} {unit} stand empty, those who wait need another type",
        "床型：{n}{unit}因床位类型不符空置",
    ),
    "empty.too_far": (
        "distance: {n} {unit} stand empty, those who wait live too far away",
        "距离：{n}{unit}因距离太远空置",
    ),
    "empty.too_dear": ("price: {n} {unit} stand empty, those who wait cannot pay", "价格：{n}{unit}因价格过高空置"),
    "empty.nobody_waits": (
        "will: {n} {unit} stand empty and nobody waits for one",
        "意愿：{n}{unit}空置，无人等候",
    ),
}
"""Constraint -> its words, the kind of constraint first."""

FIELDS = frozenset({"n", "unit", "yuan", "month", "since", "purses", "names"})
"""What the words of a constraint may name."""


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    words = (STOPS if key in STOPS else WORDS)[key][LANGUAGES.index(language)]
    return words.format(**facts) if facts else words
