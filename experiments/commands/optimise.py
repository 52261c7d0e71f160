"""``carecap optimise``: the cheapest mix of levers for a service level, or the best outcome for a budget."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any

import yaml

from experiments import config, named
from experiments.commands import begin, keeping, page
from experiments.commands.plan import Plan, plan, tell_notes
from experiments.ensemble import WORTH_WORKERS
from experiments.executors import Executor, Unreachable, opened
from experiments.files import Folder
from experiments.optimise import goal_file, goal_fit
from experiments.optimise.goal import Goal
from experiments.overrides import BadInput, Problem, unknown_name
from experiments.plurals import counted
from experiments.progress import Progress
from experiments.runs import RunFailed
from experiments.schema import Scale, Settings
from experiments.store.tables import CHARTS
from experiments.store.written import AGAIN, TRIALS
from sim.calendar import text_of

CONSTRAINTS = "constraints.csv"


def optimise(overrides: Sequence[str]) -> None:
    """Search, live the found mix again, print the answer, write pages, tables and pictures."""
    settings = config.read("optimise", overrides)
    goal = _goal(settings)
    settings = settings.model_copy(update={"until": settings.until or goal.until})
    whole = plan("optimise", settings)
    _check_goal(goal, whole)
    again = _second(whole)
    facts = _facts(whole, goal, again)
    if settings.out:
        _going_on(settings, facts)
    tell_notes(whole)
    with ExitStack() as stack:  # the folder is held until its pages are written
        out = Path(settings.out or stack.enter_context(tempfile.TemporaryDirectory()))
        found = _found(whole, goal, again, facts, out, stack)

        from experiments.commands.report import cautions, head
        from experiments.optimise.page import Page

        language = settings.language
        known = cautions(whole)
        print(head(whole) + (known and "\n" + known))
        print("\n" + Page(found, language).printed())
        if settings.out:
            with _kept(whole, out, facts):
                names = _write(found, facts, out)
            print("\n" + page.word("written", language, out=settings.out, names=", ".join(names)))


# --- what is asked ------------------------------------------------------------------------------------------


def _goal(settings: Settings) -> Goal:
    """The goal, as far as it can be checked without the region."""
    problems: list[Problem] = []
    goal = goal_file.read(settings.goal, settings.region, settings.budget, problems)
    if settings.check is not None and settings.check not in named.scale_names():
        known = named.scale_names()
        problems.append(Problem("check", settings.check, unknown_name("scale", known, settings.check)))
    if settings.trials is None:
        problems.append(Problem("trials", "null", "must be a whole number, at least 1"))
    if problems or goal is None:
        raise BadInput(problems)
    return goal


def _second(whole: Plan) -> Plan | None:
    """The status quo of the second look: its own scale, and the seeds that follow those of the search.

    Raises BadInput if it would be the smaller sample: its numbers are those that are to be trusted.
    """
    settings = whole.settings
    if settings.check is None:
        return None
    scale = yaml.safe_load((named.CONF / "scale" / f"{settings.check}.yaml").read_text("utf-8"))
    fresh = {"seed": settings.seed + settings.replicates, "scale": Scale(**scale), "until": whole.tasks[0].until}
    again = plan("optimise", settings.model_copy(update={**fresh, "out": None}))
    least, most = (page.lived_share(one.region.fraction, "en") for one in (again, whole))
    if again.region.fraction < whole.region.fraction:
        told = f"must not be a smaller sample ({least}) than the search ({most}); allowed: full; null: no second look"
        raise BadInput([Problem("check", settings.check, told)])
    return again


def _check_goal(goal: Goal, whole: Plan) -> None:
    """Refuse a goal that asks for what is not counted or not lived; a first month tells what is counted."""
    from sim.model import CareSystem

    task, region = whole.tasks[0], whole.region
    model = CareSystem(region, task.schedule, task.seed, region.start)
    model.step()
    counted = {(cell.outcome, cell.place, cell.group) for cell in model.records.cells}
    problems = goal_fit.fits(goal, counted, region.document, region.start, task.until)
    if problems:
        raise BadInput(problems)


def _facts(whole: Plan, goal: Goal, again: Plan | None) -> dict[str, Any]:
    """Everything that is needed to make the search again."""
    from experiments.optimise.living import chunk_size
    from experiments.optimise.search import BATCH, distinct

    facts = dict(whole.facts)
    mixes = min(goal.size, whole.settings.trials or 1)
    facts["runs"] = distinct(goal, mixes) * len(whole.tasks)
    asked = asdict(goal)
    asked["since"] = text_of(goal.since)
    asked["until"] = None if goal.until is None else text_of(goal.until)
    asked["knobs"] = [{**knob, "since": text_of(knob["since"])} for knob in asked["knobs"]]
    facts["goal"] = asked
    facts["chunk"] = chunk_size(whole)
    facts["search"] = {"mixes": mixes, "replicates": len(whole.tasks), "batch": BATCH}
    if again is not None:
        seeds = {str(task.replicate): task.seed for task in again.tasks}
        facts["second look"] = {"fraction": again.region.fraction, "seeds": seeds}
    return facts


# --- living -------------------------------------------------------------------------------------------------


def _found(whole: Plan, goal: Goal, again: Plan | None, facts: dict[str, Any], out: Path, stack: ExitStack) -> Any:
    """Search, and live the found mix and the status quo again; ``stack`` holds the folder from here on.

    Raises CannotWrite if another carecap is at work in the folder. What ends a search that has begun says what is kept:
    Interrupted, SystemExit, CannotWrite on a full disk, RunFailed and Unreachable.
    """
    from experiments.optimise.found import Found
    from experiments.optimise.judge import judge
    from experiments.optimise.living import Living
    from experiments.optimise.search import search
    from experiments.provenance import as_json
    from experiments.store import parts
    from experiments.store.written import take_away

    settings, trials = whole.settings, whole.settings.trials or 1
    points = facts["runs"] // len(whole.tasks)
    months = points * whole.months + (2 * again.months if again else 0)
    seconds = points * whole.seconds + (2 * again.seconds if again else 0)
    workers = settings.workers or (1 if seconds < WORTH_WORKERS else None)
    executor = Executor(settings.executor.kind, workers, settings.executor.address)
    runs = facts["runs"] + (2 * len(again.tasks) if again else 0)
    # a scheduler that does not answer, or somebody else at work, is found out before anything is written
    with ExitStack() as begun, opened(executor, runs) as pool:
        with Folder(out) as files:  # it is taken away again if nothing comes into it
            stack.enter_context(keeping.alone(out))
            # somebody may have kept runs there since it was looked at first
            going_on = settings.out is not None and _going_on(settings, facts)
            if settings.out:
                begin.tell(settings, facts, going_on)
            if not going_on:
                take_away(out)
                files.write(parts.PROVENANCE, partial(_into, data=as_json(facts)))
        for folder in (out, out / AGAIN):
            parts.tidy_up(folder)
        begun.enter_context(_kept(whole, out, facts))  # hears of it when the workers have ended
        with closing(Progress(months, counted(runs, "run"))) as progress:
            living = Living(whole, out, goal.cells, pool, progress)
            searched = search(goal, living.evaluate, trials, settings.seed)
            if again is None:
                return Found(whole, searched)
            looks = [(), goal.changes(searched.best.mix)]
            with Folder(out / AGAIN) as files:
                told = _facts_again(again, facts, len(set(looks)))
                files.write(parts.PROVENANCE, partial(_into, data=as_json(told)))
            lived = points * whole.months
            second = Living(again, out / AGAIN, goal.cells, pool, lambda done: progress(lived + done))
            base, best = second.evaluate(looks)
            return Found(whole, searched, judge(goal, searched.best.mix, best, base), base, again)


@contextmanager
def _kept(whole: Plan, out: Path, facts: dict[str, Any]) -> Iterator[None]:
    """Whatever ends what is done here, its message says how many runs are kept."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OSError, RunFailed, Unreachable) as error:
        left = _left(out, facts["runs"]) if whole.settings.out else "nothing is kept without out=<folder>"
        raise keeping.with_what_is_left(error, out, left) from None


def _left(out: Path, runs: int) -> str:
    """What a search that was ended leaves: what was finished, or nothing."""
    from experiments.store import parts
    from experiments.store.study import stored
    from experiments.store.written import take_away

    for folder in (out, out / AGAIN):
        parts.tidy_up(folder)
    there = stored(out)
    if there and there[1]:
        return f"{there[1]} of {runs} runs of the search are kept, the same command with resume=true goes on"
    take_away(out)
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()
    return "no run was finished, nothing was left"


def _going_on(settings: Settings, facts: dict[str, Any]) -> bool:
    """Whether the search in ``out`` goes on; BadInput as for every study, and if its second look is not whole."""
    from experiments.store.study import stored

    out = Path(str(settings.out))
    if begin.going_on(settings, facts) is None:
        return False
    second = stored(out / AGAIN) if settings.resume is None and "second look" in facts else None
    if second and second[1] < second[0]["runs"]:
        raise begin.unfinished(out, facts["runs"] + second[1], facts["runs"] + second[0]["runs"])
    return True


def _facts_again(again: Plan, facts: dict[str, Any], points: int) -> dict[str, Any]:
    """Provenance of the second look, a study of its own: one point if the status quo was found, else two."""
    from experiments.optimise.living import chunk_size

    return {**again.facts, "runs": points * len(again.tasks), "chunk": chunk_size(again), "goal": facts["goal"]}


# --- writing ------------------------------------------------------------------------------------------------


def _write(found: Any, facts: dict[str, Any], out: Path) -> list[str]:
    """Pages, tables and pictures: all of them, or nothing."""
    from experiments import store
    from experiments.optimise import page as told
    from experiments.optimise import tables
    from experiments.optimise.picture import PANELS, draw
    from experiments.optimise.words import say
    from experiments.provenance import line

    command = shlex.join(["carecap", "optimise", *found.whole.settings.typed])

    def pictures(place: Path) -> list[Path]:
        feet = {language: line(facts, language) for language in PANELS}
        if found.whole_again is not None:
            for language in feet:
                feet[language] += f"\n{say('head.again', language)}: {line(found.whole_again.facts, language)}"
        return [draw(found, language, feet[language], place / name) for language, name in PANELS.items()]

    with Folder(out) as folder:
        for name, text in told.pages(found, command).items():
            folder.write(name, partial(_into, data=text.encode()))
        folder.write(TRIALS, lambda file: store.write_table(tables.trials(found), file))
        folder.write(CONSTRAINTS, lambda file: store.write_table(tables.constraints(found), file))
        names = ["data/", "design.csv", "provenance.json", *([f"{AGAIN}/"] if found.again else [])]
        names += [path.name for path in folder.staged]
        drawn = folder.draw(CHARTS, pictures)
    sys.stdout.flush()
    return [*names, f"{CHARTS}/ ({len(drawn)})"]


def _into(file: IO[bytes], data: bytes) -> None:
    file.write(data)
