"""Words and glyphs: everything a figure can print has words in both languages and a glyph in the shipped fonts."""

import csv
import re
from pathlib import Path

import matplotlib
import pytest
import yaml
from matplotlib.ft2font import FT2Font

from experiments import labels
from sim.agents import kinds
from sim.levers import DECLARED, LEVERS
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
CHINESE = set(FT2Font(labels.FONT).get_charmap())


def every_word():
    """Everything that a figure can print, as far as it is known before a run."""
    yield from (words for pair in labels.WORDS.values() for words in pair)
    yield from (words for outcome in OUTCOMES.values() for words in (outcome.label, outcome.label_zh))
    yield from (words for lever in LEVERS.values() for words in (lever.LABEL, lever.LABEL_ZH))
    yield from (field.label_zh for field in DECLARED.values())
    for file in sorted((ROOT / "conf" / "scenario").glob("*.yaml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (str(told[key]) for key in ("label", "label_zh") if key in told)
    for folder in sorted((ROOT / "conf" / "region").iterdir()):
        if not folder.is_dir():
            continue
        yield from re.findall(r"^label(?:_zh)?: *(.*)$", (folder / "region.yaml").read_text(encoding="utf-8"), re.M)
        with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
            yield from (row[name] for row in csv.DictReader(file) for name in ("name_en", "name_zh"))
    yield "0123456789.,+-−%·<>=()/"


def test_the_fonts_hold_every_character():
    latin = set(FT2Font(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf").get_charmap())
    letters = {letter for words in every_word() for letter in words if letter != "\n"}
    assert not sorted(letter for letter in letters if ord(letter) not in CHINESE | latin)


@pytest.mark.parametrize("folder", ["conf", "sim", "experiments", "docs"])
def test_the_font_has_a_glyph_for_every_chinese_character_in_use(folder):
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".yaml", ".csv", ".md"}]
    letters = {letter for path in files for letter in path.read_text(encoding="utf-8") if is_chinese(letter)}
    assert files
    assert not sorted(letter for letter in letters if ord(letter) not in CHINESE), "see experiments/fonts/README.md"


def is_chinese(letter):
    return any(first <= ord(letter) <= last for first, last in ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)))


def test_the_font_holds_names_that_the_first_level_of_gb_2312_lacks():
    assert {ord(letter) for letter in "圳沱衢濮滕沅邛崃"} <= CHINESE


@pytest.mark.parametrize(
    ("group", "vocabulary"),
    [
        ("ownership", kinds.Ownership),
        ("cause", kinds.EmptyBed),
        ("cause", kinds.UnmetHour),
        ("end", kinds.WaitEnd),
        ("standing", kinds.Standing),
        ("residence", kinds.Residence),
        ("bed", kinds.BedType),
    ],
)
def test_every_group_and_unit_has_words(group, vocabulary):
    for language in labels.LANGUAGES:
        assert all(labels.text(f"{group}={kind.name.lower()}", language) for kind in vocabulary)
        assert all(labels.text(f"level={level.value}", language) for level in kinds.Ability)
        assert all(labels.unit_text(outcome.unit, language) for outcome in OUTCOMES.values())
    if group in ("ownership", "cause"):
        colours = [labels.COLOURS[f"{group}={kind.name.lower()}"] for kind in vocabulary]
        assert len(set(colours)) == len(colours)


def test_words_are_asked_for_by_a_known_name():
    with pytest.raises(ValueError, match="no words for 'cause=weather'"):
        labels.text("cause=weather", "en")


def test_numbers_and_lines_are_set_for_the_eye():
    shown = [labels.number(value, signed=True) for value in (-1234.4, 85.46, -0.5, 0.0421, -1e-9)]
    assert shown == ["+1,234".replace("+", "−"), "+85.5", "−0.50", "+0.042", "0"]
    assert labels.unit_text("hour/week", "zh", labels.exponent(190_000, "zh")) == "万小时/周"
    assert labels.unit_text("hour/week", "en", labels.exponent(190_000, "en")) == "thousand hours per week"
    assert labels.wrap("Private operation of public homes", 21) == "Private operation of\npublic homes"
    assert labels.wrap("连山壮族瑶族自治县", 13).count("\n") == 1
    assert labels.period_text([24254, 24255], "zh") == "2021年3月至2021年4月"
