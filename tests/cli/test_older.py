"""What a study says of what was made of it: pages older than the runs, fewer replicates, months that were not kept."""

import json
import re
import signal
from collections.abc import Callable
from types import SimpleNamespace

import duckdb
import numpy as np
import pandas as pd
import pytest

from experiments import cli, compare, derived, store
from experiments.cli import main
from experiments.provenance import differing, scenario_labels
from experiments.report.sections_sweep import _shown
from experiments.report.subject import of_study

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path, capsys) -> Typed:
    """A command as it is typed, with few elders and months: exit code, what it printed, what it complained."""

    def typed(command: str, *words: str) -> tuple[int, str, str]:
        few = ["scale=tiny", "until=2020-12", "workers=1", f"out={tmp_path / 'out'}"] if command == "sweep" else []
        given = {word.partition("=")[0] for word in words}
        code = main([command, *(word for word in few if word.partition("=")[0] not in given), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


def test_pages_that_are_older_than_the_runs_are_named_once_and_how_to_make_them_again(typed, tmp_path):
    out = tmp_path / "out"
    assert typed("sweep", "replicates=2")[0] == 0
    assert typed("report", str(out))[0] == typed("report", str(out), "language=zh")[0] == 0
    stamp = json.loads((out / "report" / derived.STAMP).read_text("utf-8"))
    assert {name: one["runs"] for name, one in stamp.items()}["report.html"] == 2
    assert "Older than the runs" not in typed("sweep", "replicates=2", "resume=true")[1]

    _, said, _ = typed("sweep", "replicates=3", "resume=true")
    again = f"carecap report {out}; carecap report {out} language=zh"
    assert f"Older than the runs, of which there are now 3: report/ (made of 2). Make again: {again}\n" in said
    assert typed("report", str(out))[0] == 0
    _, said, _ = typed("sweep", "replicates=3", "resume=true", "language=zh")
    assert (
        f"以下文件夹早于现有的3次运行：report/（由2次运行生成）。重新生成：carecap report {out} language=zh\n" in said
    )
    assert typed("report", str(out), "language=zh")[0] == 0
    assert derived.older(store.open(out)) == []
    assert re.search(r">Runs</t[hd]>\s*<td[^>]*>3</td>", (out / "report/report.html").read_text("utf-8"))


def test_a_folder_without_a_stamp_may_be_older_and_one_that_is_not_ours_is_left_alone(typed, tmp_path):
    out = tmp_path / "out"
    assert typed("sweep", "replicates=1")[0] == 0
    (out / "sensitivity").mkdir()
    assert derived.older(store.open(out)) == []
    (out / "sensitivity" / "summary.md").write_text("# made by an older carecap", "utf-8")
    assert derived.older(store.open(out)) == [("sensitivity", None, [f"carecap sensitivity {out}"])]


@pytest.mark.parametrize(
    "line",
    [5, {}, {"runs": "x", "words": []}, {"runs": 1}, {"runs": 1, "words": "fails"}, {"runs": 1, "words": [2]}],
)
def test_a_line_of_a_stamp_that_cannot_be_read_is_as_if_it_were_not_there(tmp_path, line):
    folder = tmp_path / "sensitivity"
    folder.mkdir()
    (folder / "summary.md").write_text("# what the outcomes hang on", "utf-8")
    study = SimpleNamespace(path=tmp_path, n_done=1, facts={})
    for text in (json.dumps({"summary.md": line}), "[]", "{", "\udcff"):
        (folder / derived.STAMP).write_bytes(text.encode(errors="surrogateescape"))
        assert derived.older(study) == [("sensitivity", None, [f"carecap sensitivity {tmp_path}"])]
        assert derived.is_old(study, folder / "summary.md")
        assert derived.made_by(folder, "sensitivity") == set()


def test_fewer_replicates_than_there_are_is_one_readable_line(typed, tmp_path):
    out = tmp_path / "out"
    assert typed("sweep", "replicates=3")[0] == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    code, said, complaint = typed("sweep", "replicates=2", "resume=true")
    assert code == 2
    assert said == ""
    message = (
        f"{out} holds a study of 3 replicates; resume=true may add replicates, never take any away: 3 or more, "
        "or another folder"
    )
    assert complaint.split("\n\n")[1] == f"  replicates = 2\n      {message}\n"
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_months_that_were_not_kept_are_not_an_empty_table(typed, tmp_path):
    out = tmp_path / "out"
    assert typed("sweep", "replicates=1")[0] == 0
    code, said, complaint = typed("query", str(out), "select * from months")
    assert (code, said) == (2, "")
    assert f"{out} keeps years only, so it has no view months; ask outcomes, or live it in another folder" in complaint
    assert "keep=months out=…" in complaint
    assert "months" not in typed("query", str(out), "select * from mont")[2].split("views:")[1]
    study = store.open(out)
    for ask in (lambda: study.sql('from "months"'), lambda: study.relation("months")):
        with pytest.raises(store.StudyError, match="keeps years only"):
            ask()
    with pytest.raises(duckdb.CatalogException, match="Function with name months does not exist"):
        study.sql("select months(point) from outcomes")
    assert typed("sweep", "replicates=1", "keep=months", f"out={tmp_path / 'months'}")[0] == 0
    assert typed("query", str(tmp_path / "months"), "select count(*) from months")[0] == 0


def test_one_replicate_tells_no_probability():
    years = pd.DataFrame(
        [(name, r, 2021, 12, "", "", "waiting", float(r)) for name in ("a", "b") for r in range(2)],
        columns=["scenario", "replicate", "year", "months", "place", "group", "outcome", "value"],
    )
    for n, known in ((1, False), (2, True)):
        row = compare.compare(years[years["replicate"] < n]).iloc[0]
        assert np.isfinite(row[["p_better", "p_low", "p_high"]].astype(float)).tolist() == [known] * 3


def test_a_study_knows_the_labels_of_its_scenarios_and_an_older_one_without_is_reported(typed, tmp_path):
    assert typed("sweep", "replicates=1", "scenario=build")[0] == 0
    facts = store.open(tmp_path / "out").facts
    assert scenario_labels(facts, "en")["build"] == "Build beds"
    assert scenario_labels(facts, "zh")["build"] == "增建床位"
    older = json.loads(json.dumps(facts))
    del older["scenarios"]["build"]["label_zh"]
    assert differing(older, facts) == [], "a report of an older study; to go on with it another source sha256 forbids"
    assert scenario_labels(older, "zh") == {}


def test_a_year_that_was_not_lived_to_its_end_is_no_point_of_a_line(typed, tmp_path):
    assert typed("sweep", "replicates=2", "until=2022-03")[0] == 0
    subject = of_study(store.open(tmp_path / "out"), "zh")
    assert _shown(subject) == [2021] == [subject.year]
    assert typed("sweep", "replicates=2", f"out={tmp_path / 'short'}")[0] == 0
    subject = of_study(store.open(tmp_path / "short"), "zh")
    assert subject.year_text == "2020年（仅2个月）"
    assert "）年" not in subject.say("main.about", year=subject.year_text)


def test_help_is_given_behind_a_command_too(capsys):
    assert main(["sensitivity", "help"]) == 0
    assert "carecap sensitivity STUDY" in capsys.readouterr().out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_ended_says_so_in_one_line(monkeypatch, capsys, number, code):
    monkeypatch.setattr(cli, "_command", lambda name: lambda rest: signal.raise_signal(number))
    try:
        assert main(["sweep"]) == code
    except SystemExit as error:
        assert error.code == code
    said = capsys.readouterr().err.strip()
    assert said == f"carecap: {'interrupted' if number == signal.SIGINT else 'ended'}; no partial file was left"
