"""The words of a comparison's text, English and Chinese; ``words.py`` puts numbers into them."""

from __future__ import annotations

from experiments.plurals import filled

LINES = (
    *("beds", "empty", "residents", "waiting", "tekun", "died_waiting", "unmet_hours", "aides", "aides_missing"),
    *("public_cost", "household_cost"),
)
"""The lines about an arm, in their order."""
CAUSED = {"empty": "empty_cause", "unmet_hours": "unmet_cause"}
"""Lines that are counted by cause."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Comparison", "情景比较"),
    "heading": ("{title}: {region}", "{title}：{region}"),
    "basis": (
        "Replicates: {n}, with the same luck in every arm; {fraction} % of the elders. In brackets: 95 % interval of "
        "the paired difference. Levers hold from their months on; missing money delays or stops what they order.",
        "每个方案重复{n}次，各方案运气相同，模拟{fraction}%的老年人口。方括号内为配对差值的95%区间。"
        "政策自所注月份起生效；资金不到位会推迟或中止其要求。",
    ),
    "typed": ("Levers as typed, in every arm: {levers}.", "按输入的政策（各方案均适用）：{levers}。"),
    "list": ("; ", "；"),
    "stop": (".", "。"),
    "does": ("What it does: {what}.", "内容：{what}。"),
    "nothing_set": ("nothing", "无"),
    "lever": ("{label} = ", "{label}="),
    "values": (", then ", "，其后"),
    "since": (" from {month}", "（自{month}起）"),
    "always": (" from the start", "（自始）"),
    "project": ("project {name}, decided {decided}, due {due}", "项目“{name}”，{decided}决定，应于{due}开放"),
    "against": ("Against {base} in {year}:", "{year:年}与“{base}”相比："),
    "more": ("{line}: {figure} more (there: {level})", "{line}：多{figure}（对照：{level}）"),
    "fewer": ("{line}: {figure} fewer (there: {level})", "{line}：少{figure}（对照：{level}）"),
    "unclear": ("{line}: no clear difference ({figure} of {level})", "{line}：无明确差异（{figure}，对照：{level}）"),
    "same": ("{line}: the same in every replicate ({level})", "{line}：各次重复均相同（{level}）"),
    "one": (
        "{line}: {figure} in one run, without interval (there: {level})",
        "{line}：单次运行{figure}，无区间（对照：{level}）",
    ),
    "why": (". Why: {because}", "。原因：{because}"),
    "by_cause": (". By cause, however: {because}", "。但按原因看：{because}"),
    "cause.more": ("{figure} more {cause}", "{cause}的多{figure}"),
    "cause.fewer": ("{figure} fewer {cause}", "{cause}的少{figure}"),
    "idle.more": (
        ". Whatever the first cause, {figure} more built beds have no aides to serve them",
        "。不论首要原因，缺护理员服务的建成床位多{figure}张",
    ),
    "idle.fewer": (
        ". Whatever the first cause, {figure} fewer built beds have no aides to serve them",
        "。不论首要原因，缺护理员服务的建成床位少{figure}张",
    ),
    "operable.more": (". The aides there are can serve {figure} more", "。现有护理员能多服务其中{figure}张"),
    "operable.fewer": (". The aides there are can serve {figure} fewer", "。现有护理员能服务的床位反而少{figure}张"),
    "operable.unclear": (
        ". Of beds that the aides there are can serve there are not clearly more ({figure})",
        "。现有护理员能服务的床位无明确增加（{figure}）",
    ),
    # lines
    "line.beds": ("Built beds", "建成床位（张）"),
    "line.empty": ("Beds that stand empty", "空置床位（张）"),
    "line.residents": ("People who live in homes", "入住老人（人）"),
    "line.waiting": ("People who wait for a home", "等候入住（人）"),
    "line.tekun": ("Tekun who wait for a home", "等候的特困人员（人）"),
    "line.died_waiting": ("Deaths while waiting, in the year", "全年等候中死亡（人）"),
    "line.unmet_hours": ("Unmet hours a week", "每周未满足工时（小时）"),
    "line.aides": ("Aides employed", "在岗护理员（人）"),
    "line.aides_missing": ("Aides missing", "护理员缺口（人）"),
    "line.public_cost": ("Public cost in the year, yuan", "全年财政支出（元）"),
    "line.household_cost": ("Cost to households in the year, yuan", "全年家庭支出（元）"),
    "line.all_public_cost": ("Cost: public money of {years}, yuan", "代价：{years}年财政支出合计（元）"),
    "line.arrears": ("Owed by government-run homes and home care, yuan", "公办机构和居家服务的欠账（元）"),
    "arrears.bite": (
        ". While these homes owe more from month to month they hire nobody and admit only tekun",
        "。欠账逐月增加期间，公办机构不招人、只收特困人员",
    ),
    # why a bed is empty, why an hour is unmet
    "because.works": ("not open or under works", "未开放或施工"),
    "because.safety_net": ("kept for the safety net", "为兜底对象保留"),
    "because.no_aides": ("because no aide can be found", "因招不到护理员而空置"),
    "because.wrong_type": ("because those who wait need another type of bed", "因床位类型不符而空置"),
    "because.too_far": ("because those who wait live too far away", "因距离太远而空置"),
    "because.too_dear": ("because those who wait cannot pay", "因价格过高而空置"),
    "because.nobody_waits": ("because nobody waits", "因无人等候而空置"),
    "because.not_known": ("because the need is not known", "因需求未被识别"),
    "because.no_service": ("because no service is in reach", "因附近无服务"),
    "because.no_aide_hours": ("because the aides have no hours left", "因护理工时已满"),
    "because.cannot_pay": ("because the elder is not entitled and cannot pay", "因无资格且付不起"),
    "because.waiting": ("while waiting for a bed", "因正在等候床位"),
    "because.refused": ("because the elder refuses", "因本人拒绝"),
    # money
    "purposes": (" (largest changes: {parts})", "（变化最大：{parts}）"),
    "purpose.fee": ("fees", "收费"),
    "purpose.tekun_care": ("care of tekun", "特困供养"),
    "purpose.operating_subsidy": ("operating subsidies", "运营补贴"),
    "purpose.wage": ("wages", "工资"),
    "purpose.wage_support": ("support of wages", "工资补助"),
    "purpose.running_cost": ("running costs", "运行费用"),
    "purpose.rent": ("rent", "租金"),
    "purpose.home_care": ("home care", "居家服务"),
    "purpose.bought_hours": ("bought hours", "自购工时"),
    "purpose.visiting_posts": ("posts of visiting aides", "上门岗位"),
    "purpose.training": ("training", "培训"),
    "purpose.identification": ("door visits, inspections, platform", "探访、检查与信息平台"),
    "purpose.capital": ("building", "建设"),
    "purpose.public_home_deficit": ("deficits of government-run homes", "公办机构亏损"),
    "purpose.equity": ("equity", "资本金"),
    "purpose.meals": ("meals", "助餐"),
    "purpose.home_aids": (
        "adaptation, devices, family beds, bracelets, shared living at points",
        "适老化改造、辅具、家庭养老床位、手环与互助点集中居住",
    ),
    "purpose.carer_support": ("support of family carers", "家庭照护者支持"),
    "purpose.volunteering": ("coordination of volunteers", "志愿服务"),
    "purpose.assistants": ("assistants of village points", "村级协理员"),
    "purpose.care_subsidy": ("care subsidy of the poor", "困难老人护理补贴"),
    "purpose.insured_care": ("care paid by insurance", "长护险待遇"),
    "purpose.voucher": ("care vouchers", "养老消费券"),
    "purpose.premium": ("insurance premiums", "参保缴费"),
    "purpose.grading": ("grading of homes", "等级评定"),
    "purpose.medical": ("setting up clinics in homes", "内设医疗开办"),
    "purpose.lent_aides": ("aides that homes send out", "机构外派护理员"),
    # the price of an hour: public money of all years
    "per_hour.price": (
        "Each hour of care less that goes unmet costs about {price} yuan of public money ({hours} hours less in "
        "{years})",
        "每减少1个未满足工时约花费财政资金{price}元（{years}共减少{hours}小时）",
    ),
    "per_hour.price_unclear": (
        "Whether an hour of care less that goes unmet costs public money is open: {price} yuan ({hours} hours less in "
        "{years})",
        "每减少1个未满足工时是否花费财政资金尚不确定：{price}元（{years}共减少{hours}小时）",
    ),
    "per_hour.saves": (
        "Fewer hours go unmet and public money is saved ({hours} hours less in {years}): there is no price to pay",
        "未满足工时减少（{years}共减少{hours}小时），财政支出也减少：无需付出代价",
    ),
    "per_hour.unclear": (
        "The unmet hours of all years did not clearly fall, so there is no price of an hour",
        "历年未满足工时没有明确减少，因此没有每工时的代价",
    ),
    "per_hour.rose": (
        "More hours go unmet in all years together, so there is no price of an hour",
        "历年未满足工时合计增加，因此没有每工时的代价",
    ),
    # findings
    "nothing_moved": (
        "A finding: nothing that is told here differs in {year}, in any replicate. "
        "At this dose it moves none of them in this region.",
        "结论：{year:年}各项指标在任何一次重复中都没有差别。在本地，这一力度的政策没有改变其中任何一项。",
    ),
    "not_yet": (
        "Nothing that is told here differs in {year}: what this scenario changes begins in {month}, after the last "
        "year that was lived to its end.",
        "{year:年}各项指标没有差别：该情景的变化始于{month}，晚于最后一个完整模拟的年份。",
    ),
    "no_effect": (
        "A finding: no clear effect. With {n} replicates none of these differences can be told from chance; effects "
        "smaller than the intervals are not excluded.",
        "结论：没有明确效果。重复{n}次，上述差异均无法与偶然区分；但不排除小于区间宽度的效果。",
    ),
    "one_run": (
        "One run of each arm: what is luck and what is the arm cannot be told apart. Use replicates=4 or more.",
        "每个方案仅运行一次，无法区分偶然与方案的作用，请用replicates=4或更多。",
    ),
    # table
    "arm": ("Arm", "方案"),
    "head.empty": ("empty beds", "空床"),
    "head.waiting": ("waiting", "等候"),
    "head.tekun": ("tekun waiting", "特困人员等候"),
    "head.unmet_hours": ("unmet hours/week", "未满足工时/周"),
    "head.aides_missing": ("aides missing", "护理员缺口"),
    "head.public_cost": ("public cost, yuan/year", "财政支出，元/年"),
    "head.household_cost": ("household cost, yuan/year", "家庭支出，元/年"),
    "table_note": (
        "First row: levels in {year}; below: differences to it, **bold** where the 95 % interval leaves zero out, = "
        "where no replicate differs. m: million.",
        "首行为{year:年}水平，其下为与之的差值；**粗体**表示95%区间不含零，=表示各次重复均无差别。",
    ),
    "switches": ("What each of them does by itself", "各自的作用"),
    "switch": ("Switch", "措施"),
    "switch_note": (
        "Each row: arms with it less arms without it in {year}, the mean of {pairs:pair} that differ in nothing else, "
        "with the 95 % interval over the replicates; **bold** where it leaves zero out, = where no replicate differs.",
        "每行为{year:年}有该措施与无该措施的方案之差，取{pairs}对（其余条件相同）的平均，方括号内为各次重复的95%区间；"
        "**粗体**表示区间不含零，=表示各次重复均无差别。",
    ),
    "note": ("Where the quantities come from", "数量的来源"),
    "closing": (
        "Each interval is taken by itself, not adjusted for their number; it holds the luck of the runs, not doubt "
        "about the assumptions. Change those that matter to you with parameters.<subject>.<field>=… and look again.",
        "各区间单独计算，未作多重比较校正；区间只反映运行中的偶然，不反映假设本身的不确定。"
        "可用parameters.<对象>.<字段>=…改变您关心的假设，再作比较。",
    ),
    # projects
    "projects.document": ("Projects of the region", "本地原有项目"),
    "projects.scenario": ("Projects of this arm", "本方案的项目"),
    "projects.all_open": (
        "{whose}: {n} of {n} that are due open by their month, in every run.",
        "{whose}：到期的{n}个项目在各次运行中均按期开放。",
    ),
    "projects.some": (
        "{whose}: {ok} of {n} that are due open by their month in every run. Not so:",
        "{whose}：到期的{n}个中有{ok}个在各次运行中均按期开放。其余：",
    ),
    "projects.as_base": ("{whose}: as in the first scenario.", "{whose}：与首个方案相同。"),
    "projects.late": (
        "{name} (due {due}): opens late in {k} of {n:run}, at the latest in {opened}; its money was there in {money}",
        "{name}（应于{due}开放）：{n}次运行中{k}次延迟，最晚{opened}开放；资金于{money}到位",
    ),
    "projects.money": (
        "{name} (due {due}): not open at the end in {k} of {n:run}, because its money is not there",
        "{name}（应于{due}开放）：{n}次运行中{k}次至期末未开放，因资金未到位",
    ),
    "projects.given_up": (
        "{name} (due {due}): given up in {k} of {n:run}, because its money was not there for years",
        "{name}（应于{due}开放）：{n}次运行中{k}次因多年资金未到位而取消",
    ),
    "projects.building": (
        "{name} (due {due}): still being built at the end in {k} of {n:run}; its money was there in {money}",
        "{name}（应于{due}开放）：{n}次运行中{k}次期末仍在建；资金于{money}到位",
    ),
    "projects.more": ("and {n} more (projects.csv)", "另有{n}个（见projects.csv）"),
}


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    text = WORDS[key][1 if language == "zh" else 0]
    return filled(text, **facts) if facts else text
