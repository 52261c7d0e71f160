"""The first page: the question, the answer in one table, the region at a glance and how far it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.commands import own
from experiments.commands.own_sums import residents_of
from experiments.commands.own_tables import cells
from experiments.labels import exponent, number, text, unit_text
from experiments.notices import notices, sampled
from experiments.report.section import Block, Bullets, Cell, Heading, Section, Table, Text, from_markdown
from experiments.report.sections_sweep import swept
from sim.agents.kinds import Ownership
from sim.calendar import text_of

if TYPE_CHECKING:
    from experiments.report.subject import Subject

MOST_ON_FIRST_PAGE = 6
"""Scenarios whose table of differences fits on the first page; more of them stand with the findings."""
MOST_IN_WORDS = 3
"""Scenarios beside the first that are told in sentences there."""
HEADLINE = ("unmet_hours", "waiting", "empty", "public_cost")
"""What is told of them."""
OLD = 60
KNOWN = ("D", "AB", "C", "FM")
"""Grades that are printed in the document, from statistics, assumed, fitted or defined."""
SETTINGS = ("assumptions.csv", "status_quo.yaml", "parameters.yaml")
"""What is assumed of the region, what policy does in it today, and where people there act otherwise."""


def title_of(subject: Subject) -> str:
    """What the report is called: the comparison or scenario, and the region."""
    settings = subject.whole.settings
    if settings.comparison:
        what = settings.comparison.said("label", subject.language)
    elif settings.design is not None:
        what = settings.design.said("label", subject.language) or subject.say("sweep")
    elif len(subject.scenarios) <= 2:
        what = subject.scenarios[-1].title(subject.language)
    else:
        what = subject.say("comparison")
    return subject.say("title", what=what, region=subject.label)


def front(subject: Subject) -> Section:
    """The question, the short answer, the region at a glance with its limits."""
    blocks: list[Block] = [*_questions(subject), Text(basis(subject), "note")]
    if 1 < len(subject.scenarios) <= MOST_ON_FIRST_PAGE and subject.design is None:
        about = Text(
            subject.say("short.about", base=subject.base.title(subject.language), year=subject.year_text), "note"
        )
        blocks += [Heading(subject.say("short")), about, *in_words(subject), *short(subject)]
    blocks += [Heading(subject.say("glance", region=subject.label)), glance(subject)]
    blocks += [Text(subject.say("glance.note"), "note")]
    blocks += [Heading(subject.say("limits")), Bullets(tuple(limits(subject)))]
    return Section("front", subject.say("question"), tuple(blocks))


def _questions(subject: Subject) -> list[Block]:
    """The question of the study, or that of each scenario that changes something; of a sweep what was swept, too."""
    swept_here = [Text(told)] if (told := swept(subject)) else []
    if subject.question:
        return [Text(subject.question, "lead"), *swept_here]
    asked = dict.fromkeys(
        one.question_zh if subject.zh else one.question
        for one in subject.scenarios
        if len(subject.scenarios) == 1 or one is not subject.base
    )
    return [*(Text(question.strip(), "lead") for question in asked), *swept_here]


def basis(subject: Subject) -> str:
    """How many runs of how many of the elders, over which months."""
    tasks, region = subject.whole.tasks, subject.whole.region
    share = 100 * region.fraction
    facts = {"n": subject.replicates, "first": text_of(region.start), "last": text_of(tasks[0].until)}
    elders = subject.say("everybody") if region.fraction == 1 else subject.say("sample", share=f"{share:.3g}")
    how = "basis" if len(subject.scenarios) > 1 else "basis.run"
    how = how if subject.replicates > 1 else f"{how}.one"
    if subject.design is not None:
        how = "basis.design"
    small = subject.say("small") if subject.whole.region.elders.sum() < SMALL else ""
    return subject.say(how, scenarios=len(subject.scenarios), elders=elders, **facts) + small


SMALL = 10_000
"""Fewer simulated elders than this show that things work, not what a policy does."""


def short(subject: Subject) -> list[Block]:
    """The table of arms as the comparison tells it: differences in the last year, bold where clear."""
    return from_markdown(subject.teller.table())


def in_words(subject: Subject) -> list[Block]:
    """For each of a few arms the sentences about what matters most, with their intervals."""
    others = subject.scenarios[1:]
    if not 0 < len(others) <= MOST_IN_WORDS:
        return []
    lines = []
    for scenario in others:
        told = [subject.teller.told(subject.teller.measured(key, scenario.name), key) for key in HEADLINE]
        sentences = subject.say("semicolon").join(told) + subject.teller.say("stop")
        lines.append(subject.say("of_scenario", scenario=scenario.title(subject.language), told=sentences))
    return [Bullets(tuple(lines))]


def limits(subject: Subject) -> list[str]:
    """What must be known before any figure of this region is used."""
    region, settings = subject.full, subject.whole.settings
    silent = [one.what_zh if subject.zh else one.what for one in region.silent]
    lines = notices(region, subject.language, settings.region)
    sample = sampled(subject.whole.region, subject.language)
    lines += [sample] if sample else []
    if silent:
        lines.append(subject.say("silent", what=subject.say("comma").join(silent)))
    lines.append(subject.say("no_forecast"))
    return lines


def glance(subject: Subject) -> Table:
    """Elders, homes, beds, services, money and targets at the start, and what each of them stands on."""
    region = subject.full
    elders, homes = float(region.elders.sum()), region.homes
    beds = own.beds(homes)
    urban = sum(float(region.elders[i].sum()) * place.urban_share for i, place in enumerate(region.places)) / elders
    say = subject.say
    lived_in = residents_of(homes)
    posts = sum(s.count * s.visiting_aides for s in region.services)
    settings = [_grades(subject, file) for file in SETTINGS]
    lines: list[tuple[str, str, Sequence[tuple[str, float]]]] = [
        ("elders", say("elders.is", n=f"{int(elders):,}", places=region.n_places, urban=f"{100 * urban:.0f}",
                       month=text_of(region.start)), _grades(subject, "elders.csv")),
        ("homes", say("homes.is", homes=len(homes), beds=f"{beds:,}", rate=f"{1000 * beds / elders:.1f}",
                      nursing=f"{100 * own.nursing_share(homes):.0f}"), _grades(subject, "homes.csv")),
        ("owners", say("list").join(
            say("owner.is", owner=text(f"ownership={one.name.lower()}", subject.language), homes=len(mine),
                beds=f"{own.beds(mine):,}")
            for one in Ownership
            if (mine := [home for home in homes if home.ownership == one.name.lower()])), ()),
        ("residents", say("residents.is", n=f"{lived_in:,.0f}", share=f"{100 * lived_in / max(beds, 1):.0f}"), ()),
        ("services", say("services.is", n=f"{sum(s.count for s in region.services):,}", aides=f"{posts:,.0f}"),
         _grades(subject, "services.csv")),
        ("purses", say("purses.is", yuan=_yuan(sum(p.yuan_per_year for p in region.purses), subject.language)),
         _grades(subject, "purses.csv")),
        ("plans", say("plans.is", projects=len(region.projects), targets=len(region.targets)),
         [*_grades(subject, "projects.csv"), *_grades(subject, "targets.csv")]),
        ("facts", say("facts.is", n=len(region.facts), month=text_of(region.document)), _grades(subject, "facts.csv")),
        ("settings", say("settings.is", **dict(zip(("n", "policy", "own"), map(len, settings), strict=True))),
         [one for rows in settings for one in rows]),
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    sums = [0] * len(KNOWN)
    percent = "%" if subject.zh else " %"
    for key, figure, weights in lines:
        counts = [sum(weight for letter, weight in weights if letter in known) for known in KNOWN]
        told: list[Cell] = [round(count) for count in counts]
        if key == "elders":
            told = [f"{100 * count / sum(counts):.0f}{percent}" for count in counts]
        else:
            sums = [total + round(count) for total, count in zip(sums, counts, strict=True)]
        rows.append((say(f"{key}.label"), figure, *(told if weights else [""] * len(KNOWN))))
    rows.append((say("all.label"), say("all.is"), *sums))
    heads = tuple(say(key) for key in ("what", "figure.head", "printed", "statistics", "assumed", "fitted"))
    return Table(heads, tuple(rows), sheet=say("sheet.glance"), texts=frozenset({0, 1}), wide=frozenset({1}))


def _yuan(value: float, language: str) -> str:
    """An amount with its unit: 71.0 million yuan, 7,100万元."""
    power = exponent(value, language)
    return f"{number(value / 10**power)}{'' if language == 'zh' else ' '}{unit_text('yuan', language, power)}"


def _grades(subject: Subject, file: str) -> list[tuple[str, float]]:
    """Grade and weight of the rows of a table of the region; those of the elders weigh by their people."""
    if file != "elders.csv":
        return [(letter, 1.0) for letter in own.letters_of(subject.folder, file)]
    rows = cells(subject.folder / file)
    old = [row for row in rows if int(row["age_group"].split("-")[0].rstrip("+")) >= OLD]
    return [(row.get("grade", ""), float(row["population"] or 0)) for row in old]
