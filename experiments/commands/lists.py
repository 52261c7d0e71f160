"""``carecap levers|outcomes|parameters|regions|scenarios``: what there is, read from the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from experiments import config
from experiments.commands import page
from experiments.ensemble import RegionKey, region_of
from experiments.schema import PARAMETER_GROUPS, PARAMETERS, said
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


def _range(item: Declared) -> str:
    """Allowed values and unit: 0-1 share, need|first_come, true|false."""
    if item.values:
        return "|".join(item.values)
    if isinstance(item.default, bool):
        return "true|false"
    many = f"{len(item.default)} x " if isinstance(item.default, tuple) else ""
    low, high = (f"{end:g}" for end in (item.low, item.high))
    between = f"{low} to {high}" if low.startswith("-") else f"{low}-{high}"
    return f"{many}{between} {item.unit}".rstrip()


def _shown(value: Any) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{','.join(_shown(v) for v in value)}]"
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def levers(overrides: Sequence[str]) -> None:
    """Every lever: identifier, key, range, and what is in force in the region today."""
    name, chinese = _asked(overrides)
    region = region_of(RegionKey(name))
    for lever, kind in LEVERS.items():
        label = kind.LABEL_ZH if chinese else f"{kind.LABEL} ({kind.LABEL_ZH})"
        print(f"{kind.CODE} {label}    [{', '.join(kind.DOCUMENTS)}]")
        print(page.indented((kind.__doc__ or "").strip(), 4))
        print(page.indented(f"lag: {kind.LAG}; cost: {kind.COST}", 4))
        fields = [item for path, item in config.DECLARED.items() if path.startswith(f"{lever}.")]
        rows = [
            [
                f"levers.{lever}.{item.name}",
                _range(item),
                _shown(getattr(getattr(region.status_quo, lever), item.name)),
                (item.label_zh if chinese else "") or item.meaning,
            ]
            for item in fields
        ]
        _print_fields(rows)
        print()
    print(f"The third column is the status quo of {region.label_zh if chinese else region.label}. Dated values:")
    print("  carecap run 'levers.pay.raise_share={2025-01: 0.2, 2027-01: 0.3}'")


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
    rows = [
        [
            o.name,
            o.label_zh if chinese else o.label,
            o.unit,
            o.kind,
            better[o.better],
            " ".join(("place", *o.groups)),
        ]
        for o in OUTCOMES.values()
    ]
    print(page.table(["name", "label", "unit", "kind", "better", "by"], rows, left=6))
    print(
        "\nA stock and a share are averaged over the months of a year, a flow is summed. + higher is better, - lower.\n"
    )
    for o in OUTCOMES.values():
        print(f"  {o.name}: {o.definition}")


def parameters(overrides: Sequence[str]) -> None:
    """Everything that is assumed: value in the region, range, grade, source."""
    name, _ = _asked(overrides)
    region = region_of(RegionKey(name))
    for group, kind in PARAMETER_GROUPS.items():
        print(f"{group}: {(kind.__doc__ or '').strip()}")
        for path, item in PARAMETERS.items():
            if not path.startswith(f"{group}."):
                continue
            value = _shown(getattr(getattr(region.parameters, group), item.name))
            print(f"    parameters.{path} = {value}    ({_range(item)}; grade {item.grade})")
            print(page.indented(item.meaning + (f". Source: {item.source}" if item.source else ""), 8))
        print()
    print("Grades: " + "; ".join(f"{letter} {meaning}" for letter, meaning in GRADES.items()))


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
    for scenario in config.scenario_names(name):
        one = config.read("run", [f"region={name}", f"scenario={scenario}"]).scenarios[0]
        print(f"{scenario}: {one.title('zh' if chinese else 'en')}")
        print(page.indented(one.question_zh if chinese else one.question, 4))
        for path, dated in said(one.levers).items():
            for month, value in dated:
                since = f" from {text_of(month)}" if month >= 0 else ""
                print(f"    levers.{path} = {_shown(value)}{since}")
        for project in one.projects:
            named = project.get("label_zh" if chinese else "name")
            facts = f"{project.get('what')} in {project.get('place')}, decided {project.get('decided')}"
            print(f"    project {named}: {facts}, due {project.get('opens')}")
        print()
    print("A scenario of your own is a file conf/scenario/<name>.yaml, or conf/scenario/<region>/<name>.yaml.")


def comparisons(overrides: Sequence[str]) -> None:
    """The named comparisons: name, question, regions, arms."""
    from experiments import comparisons as named
    from experiments.overrides import BadInput

    asked = [text for text in overrides if text.startswith("region=")]
    region, chinese = _asked(overrides)
    problems: list[Any] = []
    for name in named.names():
        tree = named.load(name, list(config.scenario_names("")), problems)
        if not tree or (asked and region not in tree["regions"]):
            continue
        zh = "_zh" if chinese else ""
        print(f"{name}: {tree[f'label{zh}']}    [{', '.join(tree['regions'])}]")
        print(page.indented(tree[f"question{zh}"], 4))
        for one in tree["regions"]:
            arms = ", ".join(arm["name"] for arm in named.arms_of(tree, one))
            print(page.indented(f"{one}: {tree['base']}, {arms}", 4))
        print()
    if problems:
        raise BadInput(problems, nothing="the others are listed")
    print("carecap compare comparison=<name> region=<one of its regions>; the first region is the default.")
    print("A comparison of your own is a file conf/compare/<name>.yaml.")
