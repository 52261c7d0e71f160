"""Commands on a damaged study: one message, exit code 2, nothing written; what was lost can be lived again."""

import json

import pytest

from experiments.cli import main
from tests.cli.sweeping import bytes_of

ARMS = ["scenarios=[status_quo,build]", "replicates=2"]


@pytest.fixture
def compared(sweep, tmp_path):
    """A finished comparison of four runs."""
    assert sweep(*ARMS, command="compare")[0] == 0
    return tmp_path / "out"


@pytest.fixture
def refused(capsys):
    """``refused("query", …)``: the complaint of a command that must end with 2 and say nothing else."""

    def refused(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 2, words
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("carecap: ")
        return said.err

    return refused


def test_a_lost_part_is_told_by_every_command_and_lived_again(compared, sweep, refused, capsys):
    whole = bytes_of(compared)
    (compared / "data" / "outcomes" / "part-000001.parquet").unlink()
    left = bytes_of(compared)
    assert main(["query", str(compared), "select count(distinct run) as n from outcomes", "csv=on"]) == 0
    said = capsys.readouterr()
    assert (said.out, "note: 3 of 4 runs are there; resume=true" in said.err) == ("n\n3\n", True)
    assert "3 of 4 runs are there; first finish it with" in refused("report", str(compared))
    code, said, complaint = sweep(*ARMS, command="compare")
    assert (code, said) == (2, "")
    assert "holds a study with 3 of 4 runs; resume=true goes on with it" in complaint
    assert bytes_of(compared) == left
    assert sweep(*ARMS, "resume=true", command="compare")[0] == 0
    assert bytes_of(compared) == whole


def test_lost_months_are_told_and_stay_until_the_rest_may_go(compared, sweep, refused):
    for path in (compared / "data" / "months").iterdir():
        path.unlink()
    left = bytes_of(compared)
    for word in ("resume=null", "resume=true"):
        code, said, complaint = sweep(*ARMS, word, command="compare")
        assert (code, said) == (2, "")
        assert "a part of it is damaged (parts of months are missing); live it again with" in complaint
    for words in (["query", str(compared), "from runs"], ["report", str(compared)]):
        assert "parts of months are missing" in refused(*words)
    assert bytes_of(compared) == left
    assert sweep(*ARMS, "resume=false", command="compare")[0] == 0


def test_an_empty_design_is_told_by_every_command_and_written_again(compared, sweep, refused):
    whole = bytes_of(compared)
    (compared / "design.csv").write_bytes(b"")
    left = bytes_of(compared)
    for words in (["query", str(compared), "from runs"], ["report", str(compared)]):
        assert "design.csv is damaged (No columns to parse" in refused(*words)
    assert bytes_of(compared) == left
    assert sweep(*ARMS, "resume=true", command="compare")[0] == 0
    assert bytes_of(compared)["design.csv"] == whole["design.csv"]


@pytest.mark.parametrize("facts", [{"settings": {}}, {"settings": None}, {"scenarios": {"build": 1}}])
def test_facts_without_their_settings_are_told_by_every_command(compared, sweep, refused, facts):
    old = json.loads((compared / "provenance.json").read_text("utf-8"))
    (compared / "provenance.json").write_text(json.dumps(old | facts))
    left = bytes_of(compared)
    for words in (["query", str(compared), "from runs"], ["report", str(compared)], ["sensitivity", str(compared)]):
        assert "provenance.json is damaged: it lacks s" in refused(*words)
    for word in ("resume=null", "resume=true"):
        code, said, complaint = sweep(*ARMS, word, command="compare")
        assert (code, said) == (2, "")
        assert "provenance.json is damaged: it lacks s" in complaint
    assert bytes_of(compared) == left


@pytest.mark.parametrize("text", ['{"region": "x"}', '{"schema": "theirs", "command": "x"}', "7"])
def test_a_provenance_of_somebody_else_is_told(tmp_path, refused, text):
    (tmp_path / "provenance.json").write_text(text)
    for words in (["query", str(tmp_path), "from runs"], ["report", str(tmp_path)], ["sensitivity", str(tmp_path)]):
        assert "is no provenance of a study" in refused(*words)
    assert [path.name for path in tmp_path.iterdir()] == ["provenance.json"]


@pytest.mark.parametrize(
    "what", ["explain analyze copy (select 1 as a) to '{}'", "with w as (copy (select 1 as a) to '{}') from w"]
)
def test_a_question_that_would_write_is_refused(compared, refused, what):
    left = bytes_of(compared)
    complaint = refused("query", str(compared), what.format(compared / "provenance.json"))
    assert "must only ask for rows: select …, from …, describe …" in complaint
    assert bytes_of(compared) == left
