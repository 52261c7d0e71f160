"""``carecap sweep`` and ``carecap query``: bad input, and going on with what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments import ensemble, store
from experiments.cli import main
from tests.cli.sweeping import bytes_of

# --- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["out=null"], "a sweep keeps its runs, so it must name a folder"),
        (["executor=ray"], "unknown executor; known: dask, processes, serial"),
        (["executor.address=tcp://10.0.0.1:8786"], "is of executor=dask only"),
        (["resume=perhaps"], "must be on or off"),
        (["keep=days"], "must be one of"),
        (["workers=0"], "must be at least 1"),
        (["replicates=0"], "must be at least 1"),
        (["design=none"], "unknown design"),
        (["design.points=4"], "there is no design; name one"),
        (["scenario=build", "scenarios=[build]"], "say scenario= or scenarios=, not both"),
        (["executor=dask", "executor.address=nowhere"], "executor.address = nowhere: no Dask scheduler answers there"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(sweep, tmp_path, words, says):
    code, _, complaint = sweep(*words)
    assert code == 2
    assert says in complaint
    assert list(tmp_path.iterdir()) == []


# --- going on -----------------------------------------------------------------------------------------------


def unfinish(out: Path, *numbers: int) -> None:
    """As if some runs had not been lived yet."""
    for number in numbers:
        for part in out.glob(f"data/*/part-{number:06d}.parquet"):
            part.unlink()


def test_a_sweep_in_a_fresh_folder_begins_whatever_resume_says(sweep, tmp_path):
    for word in ("resume=null", "resume=true", "resume=false"):
        out = tmp_path / word
        code, said, _ = sweep("replicates=2", word, f"out={out}")
        assert code == 0
        assert "2 of 2 runs are kept" in said
        assert store.open(out).complete


def test_an_unfinished_study_is_never_thrown_away_without_being_asked(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep("replicates=4")[0] == 0
    whole = bytes_of(out)
    unfinish(out, 1, 3)
    left = bytes_of(out)
    for command, says in (
        ("sweep", "holds a study with 2 of 4 runs; resume=true goes on with it, resume=false throws it away"),
        (
            "compare",
            "another study with 2 of 4 runs; these differ: command (carecap sweep there, carecap compare asked for)",
        ),
    ):
        code, _, complaint = sweep("replicates=4", command=command)
        assert code == 2
        assert says in complaint
        assert bytes_of(out) == left
    assert sweep("replicates=4", "resume=true")[0] == 0
    assert bytes_of(out) == whole
    unfinish(out, 0)
    assert sweep("replicates=4", "resume=false")[0] == 0
    assert bytes_of(out) == whole


def test_a_finished_study_stays_and_going_on_lives_nothing(sweep, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert sweep("replicates=3")[0] == 0
    whole = bytes_of(out)
    monkeypatch.setattr(ensemble, "live", None)
    for words, note in (
        (["resume=true"], ""),
        ([], f"carecap: note: {out} holds 3 runs already; resume=false lives them again\n"),
    ):
        code, said, complaint = sweep("replicates=3", *words)
        assert code == 0
        assert "3 of 3 runs are kept" in said
        assert complaint == note
        assert bytes_of(out) == whole


def test_a_study_that_is_another_one_is_not_gone_on_with(sweep, tmp_path):
    out = tmp_path / "out"
    assert sweep("replicates=3")[0] == 0
    whole = bytes_of(out)
    for word, named in (
        ("seed=5", "settings.seed"),
        ("levers.pay.raise_share=0.1", "levers typed.pay.raise_share"),
        ("parameters.aides.quit=0.3", "parameters typed.aides.quit"),
        ("scenario=build", "scenarios.build"),
    ):
        code, _, complaint = sweep("replicates=3", "resume=true", word)
        assert code == 2
        assert "holds another study with 3 of 3 runs; these differ: " in complaint
        assert named in complaint
        assert f"carecap sweep scale=tiny until=2020-12 replicates=3 out={out}" in complaint, complaint
        assert bytes_of(out) == whole
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    (out / "provenance.json").write_text(json.dumps({**facts, "source sha256": "0"}))
    assert "these differ: source sha256" in sweep("replicates=3", "resume=true")[2]


# --- query --------------------------------------------------------------------------------------------------


def test_query_answers_and_refuses(sweep, tmp_path, capsys):
    assert sweep("replicates=2")[0] == 0
    out = str(tmp_path / "out")
    assert main(["query", out, "select replicate, seed from runs order by seed desc", "csv=on"]) == 0
    assert capsys.readouterr().out == "replicate,seed\n1,2\n0,1\n"
    assert main(["query", out, "select count(*) as n from runs"]) == 0
    assert "2" in capsys.readouterr().out
    for words, says in (
        ([out, "select nothing from nowhere"], "nowhere does not exist"),
        ([out, " "], "must ask for rows"),
        ([out], "a question must be given first"),
        ([], "the folder of a study must be given first"),
        ([str(tmp_path), "from runs"], "is no study"),
        ([out, "from runs", "sep=;"], "sep"),
    ):
        assert main(["query", *words]) == 2
        complaint = capsys.readouterr().err
        assert says in complaint
        assert "nothing was written" in complaint
