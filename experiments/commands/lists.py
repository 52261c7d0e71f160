"""``carecap levers|outcomes|parameters|regions|scenarios``: what there is, read from the declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments import config, named
from experiments.commands import page
from experiments.commands.own_tables import GRADES_ZH
from experiments.labels import outcome_label, unit_text
from experiments.runs import RegionKey, region_of
from experiments.schema import PARAMETER_GROUPS, PARAMETERS, said
from experiments.words_levers import CHOICES_ZH, LEVERS_ZH, UNITS_ZH
from experiments.words_outcomes import DEFINITIONS_ZH, GROUPS_ZH, KINDS_ZH
from experiments.words_parameters import ALL_UNITS_ZH, PARAMETERS_ZH, SUBJECTS
from sim.calendar import text_of
from sim.declare import GRADES, Declared
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES

KEYS = {"region", "language"}
"""What these commands can be told."""


def _asked(overrides: Sequence[str]) -> tuple[str, bool]:
    """The region and whether to print Chinese."""
    settings = config.read("run", overrides, only=KEYS)
    return settings.region, settings.language == "zh"


def _range(item: Declared, units: Mapping[str, str] | None = None) -> str:
    """Allowed values and unit: 0-1 share, need|first_come, true|false; in Chinese with its ``units``."""
    if item.values:
        return "|".join(item.values)
    if isinstance(item.default, bool):
        return "true|false"
    times, to = (" x ", " to ") if units is None else ("个，各", "至")
    many = f"{len(item.default)}{times}" if isinstance(item.default, tuple) else ""
    low, high = (f"{end:.10g}" for end in (item.low, item.high))
    between = f"{low}{to}{high}" if low.startswith("-") else f"{low}-{high}"
    unit = f" {item.unit}" if units is None else units.get(item.unit, item.unit)
    return f"{many}{between}{unit}".rstrip()


def _shown(value: Any) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{','.join(_shown(v) for v in value)}]"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.10g}"
    return str(value)


def levers(overrides: Sequence[str]) -> None:
    """Every lever: identifier, key, range, and what is in force in the region today."""
    name, chinese = _asked(overrides)
    region = region_of(RegionKey(name))
    for lever, kind in LEVERS.items():
        label = kind.LABEL_ZH if chinese else f"{kind.LABEL} ({kind.LABEL_ZH})"
        what, lag, cost = LEVERS_ZH[kind.CODE] if chinese else ((kind.__doc__ or "").strip(), kind.LAG, kind.COST)
        print(f"{kind.CODE} {label}    [{', '.join(kind.DOCUMENTS)}]")
        print(page.indented(what, 4))
        print(page.indented(f"时滞：{lag}。费用：{cost}。" if chinese else f"lag: {lag}; cost: {cost}", 4))
        fields = [item for path, item in config.DECLARED.items() if path.startswith(f"{lever}.")]
        rows = [
            [
                f"levers.{lever}.{item.name}",
                _range(item, UNITS_ZH if chinese else None),
                _shown(getattr(getattr(region.status_quo, lever), item.name)),
                _meaning(lever, item, chinese),
            ]
            for item in fields
        ]
        _print_fields(rows)
        print()
    if chinese:
        print(f"三列依次为：键、允许范围和单位、{region.label_zh}现值（region=换地区）。")
        print("方括号内为载有该措施的文件：QN 黔南，SZ 深圳，LZ 柳州，QY 清远，BN 巴南。")
        print("各项工具在任何地区都可使用。")
        print("带日期的取值：")
    else:
        print(f"Columns: key; allowed values and unit; status quo of {region.label} (region= for another).")
        print("In brackets the documents that name the measure: QN Qiannan, SZ Shenzhen, LZ Liuzhou, QY Qingyuan,")
        print("BN Banan. A lever works in every region, whether its document names it or not. Dated values:")
    print("  carecap run 'levers.pay.raise_share={2025-01: 0.2, 2027-01: 0.3}'")


def _meaning(lever: str, item: Declared, chinese: bool) -> str:
    """What a field says; in Chinese also what each of its choices means."""
    if not chinese:
        return item.meaning
    choices = CHOICES_ZH.get(f"{lever}.{item.name}")
    return (item.label_zh or item.meaning) + (f"：{choices}" if choices else "")


def _print_fields(rows: list[list[str]]) -> None:
    """Key, range and value in columns, the meaning beside them or below where there is no room."""
    widths = [max(page.width(row[i]) for row in rows) for i in range(3)]
    for key, allowed, value, meaning in rows:
        shown = (page.pad(key, widths[0]), page.pad(allowed, widths[1]), page.pad(value, widths[2], right=True))
        line = "    " + "  ".join(shown)
        if page.width(line) + 2 + page.width(meaning) <= page.terminal():
            print(f"{line}  {meaning}")
        else:
            print(f"{line}\n{page.indented(meaning, 8)}")


def outcomes(overrides: Sequence[str]) -> None:
    """Everything that is counted: unit, kind, which way is better, break-downs, definition."""
    _, chinese = _asked(overrides)
    better = {"higher": "+", "lower": "-", "neither": " "}
    rows = []
    for o in OUTCOMES.values():
        if chinese:
            unit = UNITS_ZH[o.unit] if o.unit == "share" else unit_text(o.unit, "zh")
            cells = [unit, KINDS_ZH[o.kind], better[o.better], " ".join(GROUPS_ZH[group] for group in o.groups)]
        else:
            cells = [o.unit, o.kind, better[o.better], " ".join(o.groups)]
        rows.append([o.name, outcome_label(o.name, "zh" if chinese else "en"), *cells])
    heads = ["name", "label", "unit", "kind", "better", "by"]
    print(page.table(["键", "指标", "单位", "类型", "方向", "分组"] if chinese else heads, rows, left=6))
    if chinese:
        keys = "，".join(f"{word}{group}" for group, word in GROUPS_ZH.items())
        print("\n存量和比例（含中位数）取全年各月平均，流量为全年合计。方向：+为越高越好，-为越低越好。")
        print(page.indented(f"分组：合计和各地点之外的细分。其键：{keys}。", 0))
    else:
        print("\nA stock and a share are averaged over the months of a year, a flow is summed.")
        print("+ higher is better, - lower. By: break-downs besides the total and the places.")
    print()
    for o in OUTCOMES.values():
        told = f"{o.name}：{DEFINITIONS_ZH[o.name]}。" if chinese else f"{o.name}: {o.definition}"
        print("  " + "\n      ".join(page.broken_to(told, page.terminal() - 6)))


def parameters(overrides: Sequence[str]) -> None:
    """Everything that is assumed: value in the region, range, grade, source."""
    name, chinese = _asked(overrides)
    region = region_of(RegionKey(name))
    for group, kind in PARAMETER_GROUPS.items():
        subject = f"{group} {SUBJECTS[group][1]}" if chinese else f"{group}: {(kind.__doc__ or '').strip()}"
        print(page.indented(subject, 0))
        for path, item in PARAMETERS.items():
            if not path.startswith(f"{group}."):
                continue
            value = _shown(getattr(getattr(region.parameters, group), item.name))
            if chinese:
                about = f"范围：{_range(item, ALL_UNITS_ZH)}；等级：{item.grade}"
                told = PARAMETERS_ZH[path] + (f"。来源：{item.source}" if item.source else "")
            else:
                about = f"({_range(item)}; grade {item.grade})"
                told = item.meaning + (f". Source: {item.source}" if item.source else "")
            line = f"    parameters.{path} = {value}"
            fits = page.width(line) + 4 + page.width(about) <= page.terminal()
            print(f"{line}    {about}" if fits else f"{line}\n{page.indented(about, 8)}")
            print(page.indented(told, 8))
        print()
    if chinese:
        print(f"数值为{region.label_zh}的取值（region=换地区）。来源照录原文。")
        print(page.indented("等级：" + "；".join(f"{letter} {meaning}" for letter, meaning in GRADES_ZH.items()), 0))
    else:
        print(f"Values are those of {region.label} (region= for another).")
        print(page.indented("Grades: " + "; ".join(f"{letter} {meaning}" for letter, meaning in GRADES.items()), 0))


def regions(overrides: Sequence[str]) -> None:
    """The regions that can be simulated: how large, whose beds, which months, how much of it is known."""
    from experiments.commands.own import beds, grades, nursing_share, split
    from experiments.regions import folder_of, names

    _, chinese = _asked([text for text in overrides if not text.startswith("region=")])
    rows = []
    for name in names():
        region = region_of(RegionKey(name))
        counts = (int(region.elders.sum()), region.n_places, len(region.homes), beds(region.homes))
        shares = [f"{share:.0%}".rstrip("%") for share in split(region.homes)]
        known = grades(folder_of(name))
        rows.append(
            [
                f"{region.label_zh} {name}" if chinese else name,
                *(f"{count:,}" for count in counts),
                f"{nursing_share(region.homes):.0%}",
                " / ".join(shares),
                text_of(region.start),
                text_of(region.document),
                f"{known.document} / {known.statistics} / {known.assumed}",
                ("是" if chinese else "yes") if region.calibrated else ("否" if chinese else "no"),
            ]
        )
    english = ["region", "elders", "places", "homes", "beds", "nursing", "beds %", "census", "document", "numbers"]
    heads = ["地区", "老年人口", "地点", "机构", "床位", "护理型", "床位%", "普查", "文件", "数字", "已校准"]
    heads = heads if chinese else [*english, "calibrated"]
    print(page.table(heads, rows))
    if chinese:
        print("\n床位%：公办 / 公建民营 / 民办。数字：文件公布 / 统计 / 假设。护理型：护理型床位占比。")
        print("自建地区：carecap new-region ./名称；检查：carecap check-region ./名称")
    else:
        print("\nbeds %: government-run / publicly built, privately operated / private. nursing: share of beds.")
        print("numbers: printed in the document / from statistics / assumed.")
        print("A region of your own: carecap new-region ./name, then carecap check-region ./name")


def scenarios(overrides: Sequence[str]) -> None:
    """The named scenarios of a region: the question of each, and the levers that it changes."""
    name, chinese = _asked(overrides)
    for scenario in named.scenario_names(name):
        one = config.read("run", [f"region={name}", f"scenario={scenario}"]).scenarios[0]
        print(f"{scenario}: {one.title('zh' if chinese else 'en')}")
        print(page.indented(one.question_zh if chinese else one.question, 4))
        for path, dated in said(one.levers).items():
            for month, value in dated:
                since = (f"（自{text_of(month)}起）" if chinese else f" from {text_of(month)}") if month >= 0 else ""
                print(f"    levers.{path} = {_shown(value)}{since}")
        for project in one.projects:
            decided, due = project.get("decided"), project.get("opens")
            if chinese:
                print(f"    项目“{project.get('label_zh')}”：{decided}决定，应于{due}开放")
            else:
                facts = f"{project.get('what')} in {project.get('place')}, decided {decided}, due {due}"
                print(f"    project {project.get('name')}: {facts}")
        print()
    if chinese:
        print(f"以上为{name}可用的情景，region=换地区；各地区的document为其文件。")
        print("自己的情景是一个文件：conf/scenario/<名称>.yaml，或conf/scenario/<地区>/<名称>.yaml。")
    else:
        print(f"These are the scenarios of {name}; region= for another. document is the region's own document.")
        print("A scenario of your own is a file conf/scenario/<name>.yaml, or conf/scenario/<region>/<name>.yaml.")


def comparisons(overrides: Sequence[str]) -> None:
    """The named comparisons: name, question, regions, arms."""
    from experiments import comparisons
    from experiments.overrides import BadInput

    asked = [text for text in overrides if text.startswith("region=")]
    region, chinese = _asked(overrides)
    problems: list[Any] = []
    for name in comparisons.names():
        tree = comparisons.load(name, list(named.scenario_names("")), problems)
        if not tree or (asked and region not in tree["regions"]):
            continue
        zh = "_zh" if chinese else ""
        print(f"{name}: {tree[f'label{zh}']}    [{', '.join(tree['regions'])}]")
        print(page.indented(tree[f"question{zh}"], 4))
        arms: dict[str, list[str]] = {}
        for one in [region] if asked else tree["regions"]:
            arms.setdefault(", ".join(arm["name"] for arm in comparisons.arms_of(tree, one)), []).append(one)
        for told, where in arms.items():
            print(page.indented(f"{', '.join(where)}: {tree['base']}, {told}", 4))
        print()
    if problems:
        raise BadInput(problems, nothing="the others are listed")
    if chinese:
        print("carecap compare comparison=<名称> region=<其中一个地区>；不写region时用第一个地区。")
        print("自己的比较是一个文件conf/compare/<名称>.yaml，写法见docs/tutorial.zh-CN.md。")
    else:
        print("carecap compare comparison=<name> region=<one of its regions>; the first region is the default.")
        print("A comparison of your own is a file conf/compare/<name>.yaml; docs/tutorial.md shows one.")
