"""What outcomes are, in Chinese: how each is counted, the kinds of them, and what they are broken down by.

The English stands in the declaration of an outcome, in ``sim/outcomes.py``.
"""

from __future__ import annotations

KINDS_ZH = {"stock": "存量", "flow": "流量", "share": "比例"}
"""Kind of an outcome -> its word."""

GROUPS_ZH = {
    "level": "能力等级",
    "standing": "保障类别",
    "residence": "城乡",
    "cause": "原因",
    "ownership": "所有制",
    "ownership_cause": "所有制与原因",
    "bed": "床位类型",
    "end": "结束方式",
    "employer": "雇用方",
    "purpose": "用途",
}
"""What outcomes are broken down by, besides places -> its word."""

DEFINITIONS_ZH: dict[str, str] = {
    # people
    "elders": "居住在本地区的60岁及以上老人",
    "deaths": "老人死亡人数",
    "arrivals": "年满60岁和迁入的人数",
    "leavers": "迁出本地区的老人",
    "in_need": "轻度及以上失能（1至4级）或有认知障碍的老人，含入住者",
    "level_1_up": "能力等级1至4级的老人占全部老人的比例",
    "level_2_up": "能力等级2至4级的老人占全部老人的比例",
    "level_3_up": "能力等级3至4级的老人占全部老人的比例",
    "known": "有照护需求的老人中，需求已被主管部门识别者所占比例；入住者均为已识别",
    # hours
    "need_hours": "居家有需求老人所需的照护工时，已扣除适老化改造、辅具和手环节省的部分",
    "family_hours": "家庭为居家有需求老人提供的照护工时",
    "formal_hours": "上门护理员为居家有需求老人提供的照护工时，含机构外派护理员，不论由谁付费",
    "volunteer_hours": "志愿者和邻里为居家有需求老人提供的工时，含村级协理员和集中居住者的互助",
    "meal_hours": "助餐为居家有需求老人节省的家务工时",
    "unmet_hours": "居家者的需求减去家庭照护、正式照护、助餐和志愿服务工时，每人不低于零；加上机构对入住者欠缺的工时",
    "unmet_hours_known": "已识别老人的未满足工时，含机构对入住者欠缺的工时",
    "any_gap": "居家有需求老人中，每周未满足工时不少于1小时者所占比例",
    "no_help": "居家有需求老人中，未得到家庭、护理员、志愿者和助餐任何帮助者所占比例",
    "unmet_cause": "未满足工时按原因；每个工时只计一个原因，按顺序取首个成立者",
    # homes
    "beds": "未关闭的养老机构的全部床位，含停用和施工中的",
    "operable_beds": "入住人数，加上开放、可收人且本机构护理员照护得过来的空床",
    "residents": "住在养老机构的老人",
    "occupancy": "入住人数占建成床位的比例",
    "occupancy_operable": "入住人数占可运营床位的比例",
    "nursing_share": "护理型床位和认知障碍床位占建成床位的比例",
    "empty_cause": "无人入住的建成床位按原因；每张空床只计一个原因，按顺序取首个成立者",
    "homes_blocked": "因检查发现未达安全标准且尚未提升，或因等级评定低于最低质量，而不得收人的机构",
    "below_norm": "入住者中，所住机构未达安全标准者所占比例，不论是否已被查出",
    # waiting
    "waiting": "正在等候入住养老机构的老人",
    "waiting_months": "正在等候者自申请以来已等月数的中位数；无人等候时为0",
    "joined": "开始等候入住的老人",
    "admitted": "入住养老机构的老人",
    "entered_90": "当月等满三个月，或不足三个月即结束等候（含去世、放弃等）的老人中，三个月内入住者所占比例；"
    "按能力等级分组时取当时的等级",
    "wait_end": "结束等候的老人，按结束方式；“入住”指首选机构，“入住他处”指其他所选机构",
    "died_waiting": "等候期间死亡的老人",
    # aides
    "aides": "养老机构和上门服务队伍雇用的护理员",
    "aides_missing": "按现行配比，照护入住者和首选本机构的等候者（限有空床的机构）所需护理员，"
    "减去计入配比的在岗护理员；逐机构计算，不低于零",
    "aides_quit": "辞职、退休或因机构关闭失去岗位的护理员",
    "aides_hired": "上岗的护理员",
    "certified": "在岗护理员中持证者所占比例",
    # tekun, services at home
    "tekun_placed": "住在养老机构的特困人员",
    "tekun_willing": "住在养老机构或正在等候入住的特困人员",
    "coverage": "居家有需求老人中，住在街镇中心或社区站点服务圈内者所占比例",
    "coverage_points": "居家有需求老人中，住在村级互助点（含幸福院）服务圈内者所占比例；互助点提供的照护很少",
    "family_beds": "在用的家庭养老床位",
    "adapted_homes": "完成适老化改造的老人住房",
    "trained_families": "参加照护培训的家庭（其老人中度及以上失能或有认知障碍，并与家人同住）",
    "respite_stays": "使家庭照护者得到喘息的短期托养人次",
    "eaters": "在食堂用餐或接受送餐的居家有需求老人",
    "volunteers": "能力完好、愿意为本地老人服务的老人",
    # quality of homes
    "graded": "在用的公办机构（含公建民营）中，质量达到等级评定达标质量线（一级）者所占比例",
    "medical_share": "在用机构中，与医疗机构签约或内设医疗机构者所占比例",
    "clinic_share": "在用机构中，内设医疗机构者所占比例",
    # money
    "money": "按用途的各项付款",
    "public_cost": "兜底供养、本地各项资金（县级预算、福彩公益金等）、上级和长护险支付的金额",
    "arrears": "公办机构和居家服务未获资金支付而累计拖欠的款项",
    "household_cost": "老人及其家庭支付的金额",
    # fairness
    "urban_rural_gap": "乡村与城镇居家老人的缺口率（未满足工时占需求工时）之差，乡村减城镇",
    "worst_place": "各地点居家老人缺口率（未满足工时占需求工时）的最大值",
}
"""Outcome -> how it is counted."""
