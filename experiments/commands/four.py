"""``carecap lists``: the four lists of a region (建议单 任务单 布局单 项目单) out of its simulated state."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from experiments import config
from experiments.commands import begin, keeping, page
from experiments.commands.plan import Plan, plan
from experiments.ensemble import run_all
from experiments.files import Folder, cannot_write
from experiments.notices import sampled
from experiments.overrides import BadInput, Problem
from experiments.progress import Progress
from experiments.runs import RegionKey, Task, region_of
from experiments.schema import Settings
from sim.calendar import MONTHS_PER_YEAR, text_of

PAGES = {"en": "lists.md", "zh": "lists.zh-CN.md"}
BOOKS = {"en": "lists.xlsx", "zh": "lists.zh-CN.xlsx"}
PROVENANCE = "provenance.json"


def lists(overrides: Sequence[str]) -> None:
    """Live the state and the trials, print a summary, write pages, workbooks and maps."""
    settings = config.read("lists", overrides)
    month = _month(settings)
    whole = plan("lists", settings.model_copy(update={"until": month}))
    out = settings.out
    wrong = cannot_write(out, [*PAGES.values(), *BOOKS.values(), PROVENANCE]) if out else None
    if wrong:
        raise BadInput([Problem("out", str(out), wrong)])
    if out:
        begin.demand_no_study(Path(out))
    found = made(whole, month)

    from experiments.commands.report import cautions, head
    from experiments.lists.pages import Writer

    language = settings.language
    sample = sampled(whole.region, language)
    known = [one for one in (cautions(whole), page.indented(sample, 2) if sample else "") if one]
    print("\n".join([head(whole), *known]))
    print("\n" + Writer(found, language).printed())
    if out:
        names = write(whole, found)
        print("\n" + page.word("written", language, out=out, names=", ".join(names)))


def _month(settings: Settings) -> int:
    """The month of the lists: as asked for, else a year after the document; BadInput if the trials would not fit."""
    from sim.model import LONGEST

    region = region_of(RegionKey(settings.region, 1.0))
    month = region.document + MONTHS_PER_YEAR if settings.until is None else settings.until
    last = region.start + LONGEST - 1 - settings.trial_months
    if not region.document <= month <= last:
        allowed = (
            f"must lie between {text_of(region.document)}, the month of the document, and {text_of(last)}, "
            f"so that trials of {settings.trial_months} months fit"
        )
        raise BadInput([Problem("until", text_of(month), allowed)])
    return month


def made(whole: Plan, month: int) -> Any:
    """All four lists of a plan whose runs end in ``month``."""
    from experiments.lists import layout, projects, state, tasks, trials
    from experiments.lists.doses import trials_of
    from experiments.lists.place import mean_place
    from experiments.lists.telling import Lists
    from sim.model import LONGEST

    settings, region = whole.settings, whole.region
    last = state.months_of(region, month, region.start + LONGEST - 1)
    own = [replace(task, until=last, month0=False, targets=False) for task in whole.tasks]
    assumed = settings.assumed
    lived = sum(task.until - region.start + 1 for task in own)
    n_arms = len(own) * (1 + len(trials_of(assumed)))
    months = lived + n_arms * (month + settings.trial_months - region.start + 1)
    with closing(Progress(months, f"{len(own) + n_arms} runs")) as progress:
        states = _states(own, month, progress)
        points = sum(one.points for one in states) / len(states)
        place = mean_place(states)
        elders = float(place.elders.sum())
        arms = trials.tasks(own[0], month, settings.trial_months, elders, own, points, assumed)
        runs = run_all(arms, settings.workers, lambda done: progress(lived + done))
    in_force = own[0].schedule.at(month)
    services = sum(one.services for one in states) / len(states)
    found = trials.results(runs, region, in_force, month, elders, services, assumed)
    budget = settings.budget
    if budget is None:
        budget = sum(one.capital for one in states) / len(states)
    costs = region.parameters.homes.build_cost * assumed.home_beds, region.parameters.community.station_cost
    homes, stations = (
        int(budget / cost) if asked is None else asked
        for asked, cost in zip((settings.homes, settings.stations), costs, strict=True)
    )
    reach = sum(one.station_reach for one in states) / len(states)

    def mean(i: int) -> float:
        return sum(one.queue[i] for one in states) / len(states)

    stocks = (*region.projects, *own[0].schedule.projects)
    return Lists(
        region=region,
        settings=settings,
        month=month,
        last=last,
        place=place,
        trials=found,
        tasks=tasks.tasks(region, states, place, month),
        due=tasks.due(stocks, states, month),
        layout=layout.layout(region, place, reach, homes, stations, assumed),
        projects=projects.choose(projects.candidates(found, place, assumed), budget),
        budget=budget,
        queue=(mean(0), mean(1), mean(2)),
    )


def _states(own: Sequence[Task], month: int, progress: Progress) -> list[Any]:
    """The state of each replicate, one after the other."""
    from experiments.lists.state import live_to

    lived, states = 0, []

    def count() -> None:
        nonlocal lived
        lived += 1
        progress(lived)

    for task in own:
        states.append(live_to(task, month, count))
    return states


def write(whole: Plan, found: Any) -> list[str]:
    """Write pages, workbooks, maps and where they come from: all of them, or nothing."""
    from experiments.lists.blocks import markdown, write_workbook
    from experiments.lists.pages import Writer
    from experiments.lists.picture import draw
    from experiments.lists.tell_layout import MAPS
    from experiments.provenance import as_json, line

    settings = whole.settings
    more = {"budget": found.budget, "carried on until": text_of(found.last)}
    facts = {**whole.facts, "settings": whole.facts["settings"] | more}
    facts["assumed"] = asdict(settings.assumed)

    def pictures(place: Path) -> list[Path]:
        return [draw(found, lang, line(facts, lang), place / Path(name).name) for lang, name in MAPS.items()]

    out = Path(str(settings.out))
    with Folder(out) as folder, keeping.alone(out):
        begin.demand_no_study(out)  # one may have begun there meanwhile
        for language, name in PAGES.items():
            writer = Writer(found, language)
            own, top = writer.lists_of_all(), writer.head()
            text = markdown([*top, *(block for blocks in own.values() for block in blocks)])
            folder.write(name, partial(_into, data=text.encode()))
            own["advice"] = [*top, *own["advice"]]
            title = writer.say("title", region=writer.label, month=writer.month(found.month))
            folder.write(BOOKS[language], partial(write_workbook, title, own))
        folder.write(PROVENANCE, partial(_into, data=as_json(facts)))
        written = [path.name for path in folder.staged]
        maps = folder.draw("maps", pictures)
    return [*written, f"maps/ ({len(maps)})"]


def _into(file: IO[bytes], data: bytes) -> None:
    file.write(data)
