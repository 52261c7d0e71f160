"""The words of the report in English and Chinese; those of outcomes, levers and findings come from where they are."""

from __future__ import annotations

from experiments.labels import LANGUAGES
from experiments.plurals import filled
from experiments.report.words_sweeps import SWEEPS
from experiments.report.words_tables import TABLES

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{what}: {region}", "{region}：{what}"),
    "comparison": ("Comparison of scenarios", "情景比较"),
    "contents": ("Contents", "目录"),
    "page_of": ("page {page} of {{nb}}", "第{page}页，共{{nb}}页"),
    "workbook": (
        "The numbers behind every chart and table stand in {name}, one sheet each.",
        "各图表背后的数字见工作簿{name}，每项一张工作表。",
    ),
    "comma": (", ", "、"),
    "semicolon": ("; ", "；"),
    "list": ("; ", "；"),
    "blank": (" ", ""),
    "unit_of": (", {unit}", "（{unit}）"),
    # first page
    "question": ("The question", "问题"),
    "short": ("The answer in short", "结果概览"),
    "short.about": (
        "Against {base} in {year}; in brackets the 95 % interval.",
        "与“{base}”相比，{year:年}；方括号内为95%区间。",
    ),
    "glance": ("{region} at a glance", "{region}概况"),
    "glance.note": (
        "Stocks at the first month. The last four columns: how many rows of the tables of the region are printed in "
        "its document (grade D), taken from statistics (A, B), assumed (C), or fitted or set by definition (F, M); of "
        "the elders the share of people, which the sum leaves out.",
        "存量为起始月数值。后四列为地区数据表中文件公布（D级）、来自统计（A、B级）、假设（C级）、拟合或按定义设定（F、M级）"
        "的行数；老年人口为人数占比，不计入合计。",
    ),
    "limits": ("What to know before you use a figure", "使用数字之前须知"),
    "silent": (
        "The document says nothing about: {what}. These instruments stay as they are unless a scenario sets them.",
        "文件未提及：{what}。除非情景另行设定，这些政策工具保持现状。",
    ),
    "no_forecast": (
        "This is no forecast. It says what follows from stated assumptions; the differences between scenarios are "
        "firmer than the levels.",
        "本报告不是预测，只说明由明示的假设会推出什么；情景之间的差异比各情景的水平更可靠。",
    ),
    "basis": (
        "{scenarios} scenarios, each lived {n} times with the same luck, {first} to {last}, {elders}.",
        "{scenarios}个情景，各重复{n}次且运气相同，{first}至{last}，{elders}。",
    ),
    "basis.one": (
        "{scenarios} scenarios, each lived once, {first} to {last}, {elders}: what is luck cannot be told.",
        "{scenarios}个情景，各运行一次，{first}至{last}，{elders}，无法区分偶然。",
    ),
    "basis.run": (
        "One scenario, lived {n} times, {first} to {last}, {elders}.",
        "一个情景，重复{n}次，{first}至{last}，{elders}。",
    ),
    "basis.run.one": (
        "One scenario, lived once, {first} to {last}, {elders}: what is luck cannot be told.",
        "一个情景，运行一次，{first}至{last}，{elders}，无法区分偶然。",
    ),
    "everybody": ("every elder", "模拟全部老年人口"),
    "sample": ("a sample of {share} % of the elders", "模拟{share}%的老年人口"),
    "small": (
        " So few elders show that things work, not what a policy does.",
        "样本过小，只能说明程序可运行，不能说明政策效果。",
    ),
    # what was compared
    "compared": ("What was compared", "比较了什么"),
    "compared.one": ("The scenario", "情景"),
    "compared.about": (
        "Levers hold from their months on; missing money delays or stops what they order. What is not listed stays as "
        "it is today.",
        "政策自所注月份起生效；资金不到位会推迟或中止其要求。未列出者保持现状。",
    ),
    "typed": ("Set by hand in every scenario:", "各情景均另行设定："),
    "changes_nothing": ("Nothing is changed.", "不改变任何政策。"),
    "doses.from": ("Where the quantities come from", "数量的来源"),
    "origin.printed": ("printed in the document", "文件公布"),
    "origin.assumed": ("assumed", "假设"),
    "until": ("\u00a0to\u00a0", "至"),
    "origin.range": ("assumed, range {span}", "假设，范围{span}"),
    "value_from": ("{value} from {month}", "{value}（自{month}起）"),
    "is": ("{label}: {value}", "{label}：{value}"),
    "start": ("the start", "起始"),
    # findings
    "findings": ("Findings", "主要发现"),
    "read": (
        "How to read the numbers. Each scenario was lived {n} times; in each replicate the same people have the same "
        "luck in every scenario, so a difference is the scenario's. Figures are of {year}. In square brackets stands "
        "the 95 % interval of the mean difference: of intervals made like this 19 in 20 hold the true mean, fewer "
        "where a few replicates differ far more than the others (see “What the model does not know”). Where one "
        "leaves zero out the difference is clear and told as more or fewer (bold in tables). {futures} All "
        "of this is luck under the same assumptions, not doubt about them.",
        "如何阅读数字：每个情景重复{n}次，每次重复中同一批老人在各情景的运气相同，因此差异来自情景本身。数字为{year:年}。"
        "方括号内为平均差值的95%区间：这样得出的区间，20个中有19个包含真实的平均差值；若少数几次重复的差值远大于其余，则不足此数"
        "（见“模型不知道什么”）。区间不含零即为明确差异，文字写作“多”或“少”，"
        "表中为粗体。{futures}以上只反映假设相同时的偶然，不反映假设本身的不确定。",
    ),
    "read.single": (
        "The scenario was lived {n} times with different luck. Figures are means, of {year} where nothing else is "
        "said. Bands in charts go from the lowest to the highest replicate; the workbook has 95 % intervals of the "
        "means: of intervals made like this 19 in 20 hold the true mean, fewer where a few replicates differ far more "
        "than the others. All of this is luck under the same assumptions, not doubt about them.",
        "该情景以不同运气重复{n}次。数字为平均值，未注明者为{year:年}。图中色带为各次重复的最低至最高值；工作簿给出平均值的95%区间"
        "（这样得出的区间，20个中有19个包含真实平均；若少数几次重复远离其余，则不足此数）。以上只反映假设相同时的偶然，不反映假设本身的不确定。",
    ),
    "read.one": (
        "One run of each scenario: there are no intervals, and what is luck cannot be told. Use replicates=4 or more.",
        "每个情景仅运行一次，没有区间，无法区分偶然，请用replicates=4或更多。",
    ),
    "main": ("Main outcomes side by side", "主要指标对照"),
    "main.about": (
        "{year}. Shares in percentage points. Better: probability to be better than the first scenario, with its 95 % "
        "interval. More runs: replicates still to be run to tell the difference from zero (5 %, power 80 %), if it is "
        "what it seems.",
        "{year:年}。比例类指标以百分点计。更好：优于首个情景的概率及其95%区间。还需次数：若差值确如所见，要与零区分开还需的重复次数"
        "（5%水平，80%把握）。",
    ),
    "choices": ("Which to choose", "如何选择"),
    "apart": ("Lever by lever", "逐项政策"),
    "delivered": ("What was delivered", "实际做到了什么"),
    "delivered.about": (
        "Ordered is not delivered: money, works and people may be missing. Here stands what came about.",
        "下达不等于落实：资金、工期和人员都可能不足。以下为实际形成的数量。",
    ),
    "employer=homes": ("Aides employed by homes", "机构在岗护理员"),
    "employer=visiting": ("Visiting aides in post", "上门服务在岗护理员"),
    "all_years": ("{what}, all years", "{what}（历年合计）"),
    "per_year_end": (" per year", "/年"),
    # charts, map, causes
    "charts": ("Charts", "图表"),
    "charts.about": (
        "Below each chart stand its scenarios, seeds and the version of the code; its numbers are in the workbook.",
        "每幅图下注明情景、随机种子和程序版本，数字见工作簿。",
    ),
    "alt": ("Chart: {title} Its numbers stand in the workbook.", "图：{title}数字见工作簿。"),
    "figure": ("Figure {n}", "图{n}"),
    "figure.foot": (
        "Scenarios: {scenarios}. {foot}. Numbers: sheet “{sheet}”.",
        "情景：{scenarios}。{foot}。数字：工作表“{sheet}”。",
    ),
    "scenarios.many": ("{n}, held against “{first}”", "共{n}个，以“{first}”为对照"),
    "map": ("Counties", "各县区"),
    "causes": ("Why beds are empty and hours unmet", "床位为何空置，工时为何不足"),
    "causes.about": (
        "Each empty bed and each unmet hour has exactly one cause, the first that applies.",
        "每张空床、每个未满足工时只计一个原因，按顺序取首个成立者。",
    ),
    "empty_beds.title": ("Empty beds", "空置床位"),
    "unmet_causes.title": ("Unmet hours", "未满足工时"),
    # targets, start, cost
    "targets": ("Targets of the document", "文件目标"),
    "start.title": ("Does the model start where the document stands?", "模型起点与文件是否相符？"),
    "start.about": (
        "Agreement here is mostly put in: stocks are input, and some assumptions were set to meet it. It shows a right "
        "start, not a right model.",
        "此处的一致大多是输入所致：存量是输入，部分假设也按它设定。它说明起点正确，不说明模型正确。",
    ),
    "cost": ("What it cost", "代价"),
    "cost.about": (
        "Sums of all years up to {year}, differences paired. Public money is what the safety net, the purses of the "
        "region, upper levels and care insurance pay.",
        "截至{year}年的历年合计，差值按配对计算。财政支出指兜底供养、本地各项资金、上级和长护险支付的部分。",
    ),
    "of_scenario": ("**{scenario}.** {told}", "**{scenario}**：{told}"),
    "payer.safety_net": ("Safety net", "兜底供养"),
    "payer.purses": ("Purses of the region", "本地各项资金"),
    "payer.upper_levels": ("Upper levels", "上级"),
    "payer.insurance": ("Care insurance", "长护险"),
    "payer.households": ("Households", "家庭"),
    # assumptions
    "assumptions": ("Assumptions and their grades", "假设及其等级"),
    "assumptions.about": (
        "Each number of the model carries a unit, a source and a grade. Most behaviour is grade C: a judgement with a "
        "range. All parameters, with meaning and source, stand in the workbook.",
        "模型的每个数字都有单位、来源和等级。行为参数大多为C级，即有范围的判断。全部参数的含义和来源见工作簿。",
    ),
    "typed.parameters": ("Set by hand for this study", "本次研究另行设定"),
    "typed.parameter": ("{path} = {value}", "{path} = {value}"),
    "differ": ("Parameters that differ from the common ones", "与通用值不同的参数"),
    "differ.about": (
        "These have another value in {region}: set for the region, fitted to it, or set by hand.",
        "以下参数在{region}取不同数值：按本地设定、拟合或手工设定。",
    ),
    "differ.none": ("None.", "无。"),
    # limits
    "unknown": ("What the model does not know", "模型不知道什么"),
    "unknown.forecast": (
        "It does not forecast. Nothing holds its policies against what happened later.",
        "它不是预测；政策效果尚未与后来发生的事对照过。",
    ),
    "unknown.behaviour": (
        "Behaviour is mostly assumed, and so are the beds of single homes and, in most regions, the occupancy at the "
        "start: documents print totals at best.",
        "行为多为假设；各机构的床位数和多数地区的起始入住率也是假设，因为文件至多给出总数。",
    ),
    "unknown.luck": (
        "Replicates measure luck, not ignorance. A narrow interval says that chance does not explain a difference. It "
        "does not say that the assumptions are right.",
        "重复次数衡量的是运气，不是无知。区间窄只说明差异不能归于偶然，不说明假设正确。",
    ),
    "unknown.intervals": (
        "Intervals may hold less than they say where differences are skewed. Of door visits to 3,000 elders of "
        "Qingyuan the 95 % interval of 8 replicates held the mean difference of worlds of that size in 90.0 to 97.0 of "
        "100 cases (200 comparisons, lowest and highest of seven outcomes). Of comparisons drawn from the replicates "
        "that were lived it held in 94 to 96 there, and in 94 to 95 with 12,000, 60,000 and every elder. Other "
        "policies and regions were not tested.",
        "差值分布偏斜时，区间的实际把握可能低于其所称。清远的上门探访（3,000人）：重复8次的95%区间，"
        "100次中有90.0至97.0次包含同规模世界的平均差值（200次比较，七项指标的最低至最高）；从已有重复中抽取的比较，"
        "3,000人时为94至96次，12,000人、60,000人和全体老年人时为94至95次。其他政策和地区未作检验。",
    ),
    "unknown.health": (
        "Health is national: levels, onset and dementia are fitted to published figures of China, not of the region.",
        "健康参数是全国的：能力等级、失能发生率和认知障碍按全国公开数字拟合，而非本地区。",
    ),
    "unknown.arrears": (
        "When the purses run dry, government-run homes hire nobody and admit only tekun until they are covered again; "
        "they close no bed and dismiss nobody.",
        "资金用尽时，公办机构在补足之前不招人、只收特困人员，但不关停床位、不辞退人员。",
    ),
    "unknown.list": (
        "It does not know hospitals, day care, loneliness and leisure, moves between counties or from home to home, "
        "inflation, budgets of single counties (but for the yearly programme), quality of care as a result, or "
        "anything about persons who exist.",
        "它不包含医院、日间照料、孤独感与文体活动、跨县迁居和机构间转住、通货膨胀、各县自己的预算（年度项目资金除外）、作为结果的照护质量，"
        "也不涉及任何真实个人。",
    ),
    # again
    "rerun": ("How to make this again", "如何重新得到本报告"),
    "rerun.about": ("The same study, to the bit, with the same code and data:", "用相同的程序和数据可逐位重现本研究："),
    "rerun.report": (
        "Then carecap report <folder> language=en writes this report from the folder of the study.",
        "然后用 carecap report <文件夹> language=zh 由研究文件夹写出本报告。",
    ),
    "provenance": ("Provenance", "来源记录"),
    "code": ("Code", "程序"),
    "source.files": ("Source files", "源文件"),
    "data": ("Data of the region", "地区数据"),
    "data.file": ("{name}, sha256", "{name}，sha256"),
    "seeds": ("Seeds", "随机种子"),
    "runs": ("Runs", "运行次数"),
    "months": ("Months", "月份"),
    "versions": ("Versions", "版本"),
    **SWEEPS,
    **TABLES,
}
"""Key -> words with {facts} to be filled in."""


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    words = WORDS[key][LANGUAGES.index(language)]
    return filled(words, **facts) if facts else words
