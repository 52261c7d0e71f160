"""The words about targets and what stopped them, English and Chinese; they say what was counted and no more."""

from __future__ import annotations

from experiments.labels import LANGUAGES
from experiments.plurals import filled

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{region}: what the document wants, and what became of it", "{region}：文件目标及其落实"),
    "basis": (
        "Looked at in the month by which each is wanted, in each of {n:replicate} with the same luck in every "
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
        "Read from the run up to the month of the target. The first is the one that binds: it holds back "
        "the most in the largest number of replicates that miss the target. The others stood beside it. How "
        "long works "
        "take and how they slip are assumptions.",
        "原因取自截至目标期限当月的模型运行。每项首列者为约束所在，即在最多的未达标重复中所占缺额最大者；"
        "其余为同时存在的因素。工期及其拖延是模型的假设。",
    ),
    "no_verdict": ("No target can be judged here.", "没有可判断的目标。"),
    "none_missed": ("No target that can be judged is missed.", "可判断的目标均已达到。"),
    "wants": ("wanted", "目标"),
    "figure": ("figure", "文件要求"),
    "by": ("by", "期限"),
    "unit": ("unit", "单位"),
    "lever": ("instrument", "工具"),
    "why": ("why", "原因"),
    "met": ("met", "达到"),
    "missed": ("missed", "未达到"),
    "met_of": ("{verdict} ({k} of {n})", "{verdict}（{n}次中{k}次达到）"),
    "met_in": ("{verdict} (met in {k} of {n})", "{verdict}（{n}次中{k}次达到）"),
    "points": ("percentage points", "个百分点"),
    "range": ("{mean} ({low} to {high})", "{mean}（{low}至{high}）"),
    "money_too": ("; {yuan} yuan are missing too", "，且尚缺{yuan}元"),
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
        "Means of {n:replicate}; difference to {base}: mean of the paired differences with 95 % interval, **bold** "
        "where it leaves zero out, of shares in percentage points; = where no replicate differs. Stocks and "
        "shares are "
        "means of a year, flows are sums.",
        "{n}次重复的平均；差值为与“{base}”配对差值的平均及95%区间，不含零者为**粗体**，比例类以百分点计；"
        "=表示各次重复均无差别。存量与比例为全年平均，流量为全年合计。",
    ),
}
"""Words of the pages."""

STOPS: dict[str, tuple[str, str]] = {
    "no_money": (
        "money: {n} {unit} {are} planned and {yuan} yuan are missing; what may pay for building: {purses}",
        "资金：{n}{unit}已列入计划，尚缺{yuan}元；可用于建设的资金：{purses}",
    ),
    "late_order": (
        "decision: {n} {unit} {were} decided up to {since}; from then, or from the month of the document if that is "
        "later, works do not fit in, even with money at once",
        "决定：{n}{unit}最晚{since}决定；自决定之月（早于文件基准月的自基准月）起，即使资金立即到位，工期也不够",
    ),
    "late_money": (
        "money: for {n} {unit} it came so late (up to {since}) that the works do not fit in; the last opens in {month}",
        "资金：{n}{unit}资金到位过晚（最晚{since}），工期不够，最晚{month}开放",
    ),
    "slip": (
        "works: {n} {unit} had the money in time and the works slip; the last opens in {month}",
        "施工：{n}{unit}资金按时到位但工期拖延，最晚{month}开放",
    ),
    "due_later": (
        "time: {n} {unit} {are} due only later, up to {month}",
        "时间：{n}{unit}计划期限在此之后，最晚{month}",
    ),
    "given_up": (
        "money: {n} {unit} {were} given up, because the money was not there for years",
        "资金：{n}{unit}因多年资金未到位而取消",
    ),
    "later": ("decision: {n} {unit} {are} decided only later, up to {since}", "决定：{n}{unit}此后才决定，最晚{since}"),
    "not_ordered": (
        "no order: {n} {unit} that no lever and no project of the scenario had ordered by then",
        "未下达：至当月尚无政策或项目下达的有{n}{unit}",
    ),
    "no_rule": ("no order: no lever in force sets this rule", "未下达：尚无政策作此规定"),
    "closed": ("closures: {n} {unit} {have} closed since the census", "关闭：普查以来已关闭{n}{unit}"),
    "burn_in": (
        "the model: it orders, builds and grades nothing before the month of the document, {month}",
        "模型限制：文件基准月{month}之前不下达、不建设、不评定",
    ),
    "tender": (
        "time: {n} {unit} {are} out to tender, the last is taken over in {month}",
        "时间：{n}{unit}正在招标，最晚{month}移交",
    ),
    "yearly_limit": (
        "pace: {n} {unit} wait{s} because only so many may change hands in a year",
        "进度：受每年移交家数上限所限，{n}{unit}尚未招标",
    ),
    "handed_back": (
        "operators: {n} {unit} {were} handed back and are not put out to tender again",
        "运营方：{n}{unit}已被退回，不再招标",
    ),
    "next_january": (
        "time: the rule is in force, but the purses are filled by it only in {month}",
        "时间：规定已生效，但{month}才按其安排资金",
    ),
    "purses_empty": (
        "money: it was ordered, {n} {unit} {are} missing, and the purses that may pay it are spent: {names}",
        "资金：已下达，尚缺{n}{unit}，可支付的资金已用完：{names}",
    ),
    "not_told": (
        "not known: {n} {unit} {are} missing, and nothing that the model counts has stopped them",
        "不详：尚缺{n}{unit}，模型所统计的原因均不适用",
    ),
    "too_few_ordered": (
        "decision: the yearly numbers ordered since {since} add up to {n} {unit} too few",
        "决定：自{since}起下达的年度数量累计少{n}{unit}",
    ),
    "programme.unpaid": (
        "money: {n} {unit} {were} ordered and not paid for, {yuan} yuan; in {months} months up to then too "
        "little was left over in {names}",
        "资金：已下达而未付款的有{n}{unit}，缺{yuan}元；至当月有{months}个月结余不足（{names}）",
    ),
    "programme.not_known": (
        "finding them: for {n} {unit} of the yearly numbers nobody was left whose need is known",
        "识别：年度数量中有{n}{unit}找不到需求已被掌握的对象",
    ),
    "programme.own_part": (
        "price: for {n} {unit} of the yearly numbers only families were left who cannot pay their part",
        "自付：年度数量中有{n}{unit}只剩无力承担自付部分的家庭",
    ),
    "programme.nobody_left": (
        "no need: for {n} {unit} of the yearly numbers nobody is left, known or not",
        "对象已尽：年度数量中有{n}{unit}已无对象",
    ),
    "programme.no_candidates": (
        "aides: for {n} {unit} there was nobody to send, all aides at work have a certificate or sit in a course",
        "人员：有{n}{unit}无人可派，在岗护理员均已持证或正在培训",
    ),
    "beds_unpaid": (
        "money: {n} {unit} {have} somebody known and willing and were not set up, {yuan} yuan; what may pay: {names}",
        "资金：{n}{unit}对象已知且愿意而未建，缺{yuan}元；可支付的资金：{names}",
    ),
    "people.not_known": (
        "finding them: {n} {unit} stay{s} free because the need of those whom they are meant for is not known",
        "识别：{n}{unit}的对象尚未被掌握",
    ),
    "people.too_far": (
        "distance: {n} {unit} stay{s} free because those who are known live outside the circle of a centre or station",
        "距离：{n}{unit}的已知对象不在中心或站点服务圈内",
    ),
    "people.refuse": (
        "will: {n} {unit} stay{s} free because those who are known and in reach refuse help",
        "意愿：{n}{unit}的已知且可及对象不接受服务",
    ),
    "people.nobody_left": ("no need: for {n} {unit} nobody is left, known or not", "对象已尽：{n}{unit}已无对象"),
    "running_unpaid": (
        "money: it was ordered, and nothing of the {yuan} yuan of this month was paid; what may pay: {names}",
        "资金：已下达，当月运行费{yuan}元分文未付；可支付的资金：{names}",
    ),
    "posts_unpaid": (
        "money: {n} {unit} {are} missing in posts that stay vacant, because money lacked for running the "
        "homes (in {months} of the last 12 months)",
        "资金：缺{n}{unit}，有岗未聘，因机构运行资金不足（近12个月中有{months}个月）",
    ),
    "nobody_applies": (
        "aides: {n} {unit} {are} missing in posts that are vacant, nobody of the place looks for such work",
        "人员：缺{n}{unit}，岗位空缺而当地无人应聘",
    ),
    "no_posts": (
        "no order: {n} {unit} {are} missing for whom the homes have no post",
        "未下达：缺{n}{unit}，机构未设岗位",
    ),
    "not_graded": (
        "no order: {n} {unit} {are} below the standard and no lever has them graded",
        "未下达：{n}{unit}低于标准，且无政策安排评定",
    ),
    "quality.no_aides": (
        "aides: {n} {unit} below the standard, where gradings improve nothing because aides have too few "
        "hours for those who live there",
        "人员：{n}{unit}低于标准，护理员工时不足，评定后无法提升",
    ),
    "quality.no_gain": (
        "the model: {n} {unit} stay{s} below the standard because a grading is set to improve nothing",
        "模型设定：{n}{unit}低于标准，评定不带来提升",
    ),
    "quality.unpaid": (
        "money: {n} {unit} below the standard because gradings were not paid, {yuan} yuan; what may pay: {names}",
        "资金：{n}{unit}因评定未付款而低于标准，缺{yuan}元；可支付的资金：{names}",
    ),
    "quality.pace": (
        "pace: {n} {unit} below the standard, which each grading lifts by a small step only; at this pace it "
        "takes {months} more months on average",
        "进度：{n}{unit}低于标准，每次评定只提升一小步，按此进度平均还需{months}个月",
    ),
    "no_agreement": (
        "medicine: in {n} {unit} the home stands without an agreement or clinic",
        "医养：{n}{unit}的机构未签约医养、无内设医疗",
    ),
    "operated": (
        "operators: in {n} {unit} operators run the home, none is run by the government",
        "运营方：{n}{unit}的机构由社会力量运营，无政府直接运营",
    ),
    "clinic_unpaid": (
        "money: the clinics of {n} {unit} {are} ordered, {yuan} yuan for them are missing; what may pay: {names}",
        "资金：{n}{unit}的内设医疗机构已下达，缺{yuan}元；可支付的资金：{names}",
    ),
    "clinic_works": (
        "works: the clinics of {n} {unit} {are} being set up, the last opens in {month}",
        "施工：{n}{unit}的内设医疗机构正在筹建，最晚{month}开放",
    ),
    "yearly_medical": (
        "pace: {n} {unit} wait{s} for their turn, only so many get an agreement or a clinic in a year",
        "进度：受每年提升家数上限所限，{n}{unit}尚未轮到",
    ),
    "january_orders": (
        "time: the order for {n} {unit} comes only in {month}, orders are given each January",
        "时间：每年1月下达，{n}{unit}到{month}才下达",
    ),
    "fund": (
        "money: {n} {unit} wait{s}, the fund of the safety net is used up for this year",
        "资金：{n}{unit}在等候，当年供养资金已用完",
    ),
    "waits.no_aides": (
        "aides: {n} {unit} wait{s} for a home with free beds for which it has no aides",
        "人员：{n}{unit}在等候，所选机构有空床而缺护理员",
    ),
    "waits.wrong_type": (
        "type of bed: {n} {unit} wait{s} for a home whose free beds are of another type",
        "床型：{n}{unit}在等候，所选机构空床类型不符",
    ),
    "waits.shut": (
        "inspection: {n} {unit} wait{s} for a home that may take nobody at present",
        "监管：{n}{unit}在等候，所选机构暂停接收",
    ),
    "waits.full": (
        "beds: {n} {unit} wait{s} for a home without a free bed for them",
        "床位：{n}{unit}在等候，所选机构无空床",
    ),
    "queue": ("beds: {n} {unit} wait{s} for a home", "床位：{n}{unit}在等候入住"),
    "not_known": ("finding them: the need of {n} {unit} is not known", "识别：{n}{unit}的需求未被掌握"),
    "not_applied": ("will: {n} {unit} at home have not applied", "意愿：{n}{unit}居家，未提出申请"),
    "empty.works": ("works: {n} {unit} stand{s} empty, not open or under works", "施工：{n}{unit}空置，未开放或施工"),
    "empty.safety_net": (
        "reserve: {n} {unit} stand{s} empty, kept for the safety net",
        "保留：{n}{unit}空置，为兜底对象保留",
    ),
    "empty.no_aides": ("aides: {n} {unit} stand{s} empty for want of aides", "人员：{n}{unit}因护理员不足空置"),
    "empty.wrong_type": (
        "type of bed: {n} {unit} stand{s} empty, those who wait need another type",
        "床型：{n}{unit}因床位类型不符空置",
    ),
    "empty.too_far": (
        "distance: {n} {unit} stand{s} empty, those who wait live too far away",
        "距离：{n}{unit}因距离太远空置",
    ),
    "empty.too_dear": ("price: {n} {unit} stand{s} empty, those who wait cannot pay", "价格：{n}{unit}因价格过高空置"),
    "empty.nobody_waits": (
        "will: {n} {unit} stand{s} empty and nobody waits for one",
        "意愿：{n}{unit}空置，无人等候",
    ),
}
"""Constraint -> its words, the kind of constraint first."""

GRAMMAR = {
    True: {"are": "is", "were": "was", "have": "has", "s": "s"},
    False: {"are": "are", "were": "were", "have": "have", "s": ""},
}
"""Whether it is one thing -> English verbs."""
FIELDS = frozenset({"n", "unit", "yuan", "month", "since", "purses", "names", "months"})
"""What the words of a constraint may name, beside English verbs."""


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    words = (STOPS if key in STOPS else WORDS)[key][LANGUAGES.index(language)]
    return filled(words, **facts) if facts else words
