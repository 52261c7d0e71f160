"""What is printed without a study: lists of what is declared, help, the life of an elder; columns stand straight."""

import re
import shlex

import pytest

from experiments import comparisons, config, regions
from experiments.cli import main
from experiments.commands.help import HELP
from experiments.commands.life import renamed, tell
from experiments.commands.page import broken_to, pad, table, width
from experiments.schema import PARAMETERS
from experiments.words_outcomes import GROUPS_ZH
from experiments.words_parameters import PARAMETERS_ZH
from sim.levers import DECLARED, LEVERS
from sim.outcomes import OUTCOMES

SHORT = ["scale=tiny", "until=2022-06"]


def test_lists_show_everything_that_is_declared(capsys):
    for command, names in (
        ("levers", [*(f"levers.{path}" for path in DECLARED), *(kind.CODE for kind in LEVERS.values())]),
        ("outcomes", OUTCOMES),
        ("parameters", [f"parameters.{path}" for path in PARAMETERS]),
        ("regions", ["qingyuan", "648,279"]),
        ("scenarios", ["status_quo", "build", "operate", "staff", "identify", "document", "levers.train"]),
        ("comparisons", comparisons.names()),
    ):
        for language in ("en", "zh"):
            assert main([command, f"language={language}"]) == 0
            said = capsys.readouterr().out
            assert [name for name in names if name not in said] == []


def test_lists_in_chinese_are_chinese(capsys):
    assert main(["outcomes", "language=zh"]) == 0
    words = set(re.findall(r"[A-Za-z_]\w+", re.sub(r"[^\x00-\x7f]", " ", capsys.readouterr().out)))
    assert words == {*OUTCOMES, *GROUPS_ZH}
    assert main(["parameters", "language=zh"]) == 0
    said = capsys.readouterr().out
    told = re.split(r"^    parameters\.", said, flags=re.MULTILINE)[1:]
    named = dict(re.match(r"(\S+) = .*?；等级：[A-Z]\n(.*)", one, re.DOTALL).groups() for one in told)
    assert named.keys() == PARAMETERS_ZH.keys()
    assert all("".join(words.split()).startswith("".join(PARAMETERS_ZH[path].split())) for path, words in named.items())
    spans = re.findall(r"范围：(.*)；", said)
    assert not [span for span in spans if re.search("[A-Za-z]", span.replace("true|false", ""))]
    assert not [line for line in said.splitlines() if re.search(r"; grade |Grades: |Source: |Values are", line)]


def test_every_command_has_help_and_its_examples_are_right(capsys):
    for command, text in HELP.items():
        assert main([command, "--help"]) == 0
        assert capsys.readouterr().out.strip() == text.strip()
        examples = text.split("Examples:")[1].strip().replace("\n    ", " ").splitlines()
        assert examples
        for line in examples:
            name, called, *words = shlex.split(line)
            assert name == "carecap"
            assert called in HELP
            if called in {"run", "compare", "elder", "sweep", "optimise"}:
                assert config.read(called, words).region in regions.names()
        assert any(line.split()[1] == command for line in examples)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert [command for command in HELP if f"carecap {command}  " not in said] == []


def test_the_life_of_an_elder_side_by_side(capsys):
    words = ["elder", "id=1234", "scenario=staff", *SHORT]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("Elder 1234 of Qingyuan, seed 1")
    assert "Status quo" in said
    assert "Staff" in said
    assert "the story begins" in said
    assert main([*words, "language=zh"]) == 0
    assert "记录开始" in capsys.readouterr().out
    assert main(["elder", "id=1234", "levers.pay.raise_share=0.5", *SHORT]) == 0
    assert "Levers as typed" in capsys.readouterr().out
    assert main(["elder", "id=99999999", "scale=tiny", "until=2020-12"]) == 2
    assert "nobody of this number" in capsys.readouterr().err


def test_events_become_sentences():
    from sim.record import Event

    said = tell(
        [
            Event(24260, 1, "ability", {"before": "mild", "now": "severe"}),
            Event(24260, 1, "unmet hours", {"before": 2, "now": 9}),
            Event(24261, 1, "lives in", {"before": "own home", "now": "Yingzhong"}),
            Event(24262, 1, "died", {"age": 88}),
            Event(24262, 1, "something new", {"before": 1, "now": 2}),
        ],
        lambda key, **facts: f"{key}{sorted(facts.items())}",
    )
    assert [key.partition("[")[0] for month in sorted(said) for key in said[month]] == [
        *("worse", "hours", "moves in", "died", "other"),
    ]


@pytest.mark.parametrize("name", regions.names())
def test_homes_are_called_in_chinese_too_each_by_its_own_place(name):
    region = regions.load(name)
    names = {home.name: home.label_zh for home in region.homes}
    assert all(names.values()) and len(set(names.values())) == len(names) == len(region.homes)
    assert not [called for called in names.values() if re.search(r"[A-Za-z]", called)]
    for home in region.homes:
        own = region.places[home.place].label_zh
        assert not [p.label_zh for p in region.places if p.label_zh in home.label_zh and p.label_zh not in own]


def test_an_event_calls_homes_by_their_chinese_names():
    from sim.record import Event

    event = Event(24260, 1, "waiting for", {"before": [], "now": ["Qingxin private home 2", "new home 52"]})
    names = {"Qingxin private home 2": "清新区民办养老机构2"}
    assert renamed(event, names).detail["now"] == ["清新区民办养老机构2", "新机构52"]
    assert renamed(event, {}) is event


def test_columns_stand_straight_in_chinese():
    lines = table(["指标", "x"], [["入住率", "1"], ["a", "22"]]).splitlines()
    assert {width(line) for line in lines} == {width(lines[0])}
    assert pad("入住", 6) == "入住  "
    assert all(width(line) <= 10 for line in broken_to("moves from 英德市 to 连州市第二养老院", 10))
