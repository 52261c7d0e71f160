"""``carecap sensitivity``: which sampled quantities an outcome hangs on, and where a policy fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from experiments import derived
from experiments.commands import of_study, page
from experiments.compare import last_year
from experiments.files import Folder
from experiments.labels import LANGUAGES
from experiments.overrides import BadInput, Problem, near
from experiments.sensitivity.indices import MAIN

FOLDER = "sensitivity"
"""Folder in the study where the results are put unless ``out`` names another."""
OUTCOMES = ("unmet_hours", "waiting", "entered_90", "occupancy", "aides_missing", "public_cost")
"""What is told if nothing is asked for."""
FAILS = "fails="


def sensitivity(words: Sequence[str]) -> None:
    """Analyse a finished study of a design, print what was found and write tables, pages and charts."""
    from experiments.sensitivity import failing as fail
    from experiments.sensitivity.results import Sampled, analysed
    from experiments.sensitivity.tell import Teller, terminal
    from experiments.sensitivity.tell_rules import told

    # `<` and `>` are no part of the grammar of values
    rules = [word.removeprefix(FAILS) for word in words if word.startswith(FAILS)]
    known = {"outcomes": None, "years": None, "year": None, "fails": None, "language": "en", "out": ""}
    study, _, said = of_study.read([word for word in words if not word.startswith(FAILS)], FOLDER, known)
    sampled = Sampled(study)
    problems: list[Problem] = []
    outcomes = _outcomes(said["outcomes"], sampled.outcomes, problems)
    last = last_year(sampled.table)
    years = _years("years", said["years"], sampled.years, last, problems)
    rule = None
    if len(rules) > 1:
        problems.append(Problem("fails", " ".join(rules), "is given twice; ask one after the other"))
    elif rules:
        rule = fail.read_rule(rules[0], problems, sampled.outcomes)
    year = _years("year", said["year"], sampled.years, years[-1] if years else last, problems)
    has_indices = sampled.design.kind in MAIN
    if not has_indices and not rules:
        message = (
            f"is a {sampled.design.kind} design: indices need morris or sobol; of this one ask where a policy fails, "
            "for instance 'fails=unmet_hours>300000'"
        )
        problems.append(Problem(str(study.path), "", message))
    if problems:
        raise BadInput(problems, nothing="nothing was written")

    results = analysed(sampled, outcomes, years) if has_indices else []
    found = fail.search(sampled, rule, year[-1]) if rule else []
    blocks = {}
    for language in LANGUAGES:
        teller = Teller(sampled, language)
        blocks[language] = [*(teller.indices(results) if results else []), *(told(teller, rule, found) if rule else [])]
    teller = Teller(sampled, said["language"])
    print(f"{teller.title}\n{teller.about()}\n\n{terminal(blocks[said['language']])}")
    if said["out"] is None:
        return
    out = Path(said["out"] or study.path / FOLDER)
    kept = [word for word in words if word.partition("=")[0] in {*known, FAILS.rstrip("=")} - {"out", "language"}]
    names = _write(out, sampled, results, found, rule, blocks, kept)
    print("\n" + page.word("written", said["language"], out=out, names=", ".join(names)))


def _outcomes(asked: Any, known: list[str], problems: list[Problem]) -> list[str]:
    """The outcomes that are asked for."""
    if asked is None:
        return [name for name in OUTCOMES if name in known]
    if asked == "all":
        return known
    names = [str(name) for name in (asked if isinstance(asked, list) else [asked])]
    for name in names:
        if name not in known:
            hint = near(name, known) or "see carecap outcomes; those counted by group only have no total"
            problems.append(Problem("outcomes", name, f"unknown outcome; {hint}"))
    if not names:
        problems.append(Problem("outcomes", "[]", "must name an outcome, or all"))
    return list(dict.fromkeys(names))


def _years(key: str, asked: Any, known: list[int], last: int, problems: list[Problem]) -> list[int]:
    """The years that are asked for, in order of time; ``last`` if none is."""
    if asked is None:
        return [last]
    if asked == "all" and key == "years":
        return known
    years = asked if isinstance(asked, list) and key == "years" else [asked]
    wrong = [year for year in years if isinstance(year, bool) or year not in known]
    for one in wrong:
        problems.append(Problem(key, str(one), f"the study lived {known[0]} to {known[-1]}"))
    if not years:
        problems.append(Problem(key, "[]", "must name a year, or all"))
    return sorted({int(year) for year in years if year not in wrong})


def _write(
    out: Path, sampled: Any, results: Any, found: Any, rule: Any, blocks: dict[str, Any], words: Sequence[str]
) -> list[str]:
    """Tables, a page in each language, and a chart of each outcome in each language; returns their names."""
    from experiments.charts import styled
    from experiments.sensitivity import chart
    from experiments.sensitivity.failing import rules_table
    from experiments.sensitivity.results import convergence_table, indices_table
    from experiments.sensitivity.tell import Block, Teller, markdown
    from experiments.store import SUMMARIES, write_table

    former = derived.made_by(out, FOLDER)
    with Folder(out) as folder:

        def table(name: str, frame: Any) -> None:
            folder.write(name, lambda file: write_table(frame, file))

        if results:
            table("indices.csv", indices_table(results, sampled.design))
            table("convergence.csv", convergence_table(results, sampled.design))
        if rule:
            table("rules.csv", rules_table(found, rule))
        for name, language in SUMMARIES.items():
            teller = Teller(sampled, language)
            text = markdown(teller.title, [Block(text=teller.about()), *blocks[language]])
            folder.write(name, lambda file, text=text: file.write(text.encode()))
        last = max((result.year for result in results), default=0)
        for language, end in (("en", ".png"), ("zh", ".zh-CN.png")):
            with styled(language):
                teller = Teller(sampled, language)
                for result in results:
                    first = result.measure == sampled.measures[0]
                    if result.year != last or result.found.state != "varies" or not (first or result.measure.against):
                        continue
                    name = result.outcome + ("" if first else f".{result.measure.scenario}") + end
                    figure = chart.draw(teller, result)
                    folder.write(name, lambda file, figure=figure: _save(figure, file))
        names = [str(path.relative_to(out)) for path in folder.staged]
        left = former.difference(names)
        derived.stamp(folder, sampled.study, FOLDER, words, without=left)
    for name in left:  # of other outcomes or years: the folder is that of the last call
        (out / name).unlink(missing_ok=True)
    return names


def _save(figure: Any, file: IO[bytes]) -> None:
    figure.savefig(file, format="png", metadata={"Software": None})
