"""What is published of each region: made twice it is the same, and its pages say what its tables hold."""

import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.image import imread

from experiments.compare import Difference
from experiments.labels import LANGUAGES, number
from experiments.reference import __main__ as reference
from experiments.reference import index, pages
from experiments.reference.chosen import DOCUMENT, PUBLISHED, REGIONS, of_region
from experiments.reference.told import lived
from experiments.word_list import LINES
from experiments.words import Teller
from tests.cli.test_docs import LINK, anchors

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "results" / "reference"
REGION = "qingyuan"
SMALL = ["scale=tiny", "replicates=2", "until=2021-12"]
TRY = [f"only={REGION}", *SMALL, "workers=1"]
LARGEST = 150_000
"""Bytes of a picture that is kept in the repository"""
COUNTED = {"tekun": ("waiting", "standing=tekun")}
"""Lines of the text that are an outcome of another name; empty beds are not in the tables by themselves."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One region as a try: the folder, and what was typed."""
    here = tmp_path_factory.mktemp("reference")
    words = [*TRY, f"out={here / 'out'}", f"studies={here / 'studies'}"]
    assert reference.main(words) == 0
    return here / "out", words


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def teller(language: str) -> Teller:
    """Only the words: figures are given to it."""
    found = Teller.__new__(Teller)
    found.language = language
    return found


def told(row: pd.Series) -> Difference:
    return Difference(*(float(row[key]) for key in ("base", "difference", "low", "high")), int(row["n"]))


def rows_of(folder: Path, name: str) -> dict[tuple[str, str, str], pd.Series]:
    """(scenario, outcome, group) -> the row of the last year."""
    table = pd.read_csv(folder / f"{name}.csv").fillna({"group": ""})
    last = table[table["year"] == table["year"].max()]
    return {(row["scenario"], row["outcome"], row["group"]): row for _, row in last.iterrows()}


def check_pages(folder: Path) -> None:
    """Every figure of the lines about the document, and of the table of arms, stands in the tables."""
    for language, name in index.LINKS.items():
        page = (folder / name).read_text(encoding="utf-8")
        words = teller(language)
        found = rows_of(folder, DOCUMENT)
        lines = [key for key in LINES if key != "empty"]
        said = [told(found["document", *COUNTED.get(key, (key, ""))]) for key in lines]
        if all(d.same for d in said):
            assert words.say("nothing_moved", year="").split("，")[-1] in page
        else:
            for key, d in zip(lines, said, strict=True):
                assert f"- {words.told(d, key)}" in page, (folder.name, language, key)
        signature = of_region(folder.name)[1].name
        for (scenario, outcome, group), row in rows_of(folder, signature).items():
            if (outcome, group) == ("unmet_hours", ""):
                shown = number(row["difference"], True)
                d = told(row)
                assert ("=" if d.same else shown) in page, (folder.name, language, scenario)


def test_a_region_is_written_as_a_whole_in_both_languages(made):
    out, _ = made
    assert {path.name for path in out.iterdir()} == {REGION, *index.LINKS.values()}
    names = {path.name for path in (out / REGION).iterdir()}
    for one in of_region(REGION):
        assert {f"{one.name}.csv", f"{one.name}-causes.csv"} <= names
        for picture in one.pictures:
            assert {f"{one.name}-{picture}.png", f"{one.name}-{picture}.zh.png"} <= names
    assert {pages.TARGETS, pages.PROJECTS, "made.json", *index.LINKS.values()} <= names
    linked = set(re.findall(r"\[([\w-]+\.csv)\]\(\1\)", (out / REGION / "README.md").read_text(encoding="utf-8")))
    assert linked == {name for name in names if name.endswith(".csv")}
    for name in names:
        path = out / REGION / name
        if path.suffix == ".png":
            assert imread(path).std() > 0.01, "an empty picture"
            assert path.stat().st_size < LARGEST
    chinese = (out / REGION / "README.zh-CN.md").read_text(encoding="utf-8")
    english = (out / REGION / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^#+ ", chinese, re.MULTILINE)) == len(re.findall(r"^#+ ", english, re.MULTILINE))
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert "scale=tiny" in english and "A sample of" in english


def test_the_pages_say_what_the_tables_hold(made):
    out, _ = made
    check_pages(out / REGION)


def test_made_twice_it_is_the_same_and_an_interrupted_one_goes_on(made, capsys):
    out, words = made
    first = content(out)
    studies = out.parent / "studies"
    lived = {path: path.stat().st_mtime_ns for path in studies.rglob("*.parquet")}
    parts = sorted((studies / f"{REGION}-{DOCUMENT}" / "data").glob("*/part-000001.parquet"))
    for path in parts:
        path.unlink()  # as if it had been interrupted before
    (out / REGION / "old.csv").write_text("of an experiment that is no longer published")
    (out / REGION / pages.PROJECTS).unlink()
    assert reference.main(words) == 0
    assert "lived anew" not in capsys.readouterr().err
    assert content(out) == first
    again = {path for path, when in lived.items() if path.stat().st_mtime_ns != when}
    assert again == set(parts), "what was there was not lived again"


def test_a_study_of_other_inputs_is_lived_anew(made, capsys):
    out, _ = made
    study = out.parent / "studies" / f"{REGION}-{DOCUMENT}"
    found = lived(of_region(REGION)[0], [*SMALL[:2], "until=2021-01"], study, 1)
    assert "lived anew, since these differ: settings.until" in capsys.readouterr().err
    assert len(found.runs) == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["only=atlantis"], "unknown region"),
        (["onyl=banan"], "did you mean only?"),
        (["only=banan", "scale=huge", "out=null"], "unknown scale"),
        (["workers=many"], "must be a whole number"),
    ],
)
def test_wrong_words_are_told_and_nothing_is_written(words, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert reference.main(words) == 2
    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_is_published_is_full_scale_and_a_try_goes_elsewhere():
    whole = reference.asked([])
    assert whole.regions == REGIONS and whole.words == ()
    assert (str(whole.out), str(whole.studies)) == ("results/reference", "results/studies/reference")
    assert str(reference.asked(["scale=quick"]).out) == "results/try/reference"
    for words in ("only=banan,liuzhou", "only=[banan,liuzhou]"):
        assert reference.asked([words]).regions == ("banan", "liuzhou")
        assert str(reference.asked([words]).out) == "results/reference"


def test_what_is_kept_in_the_repository_is_true():
    """Of the regions that are there: figures stand in the tables, links lead somewhere, the index follows from them."""
    there = index.stored(KEPT)
    for region, made in there.items():
        assert set(made) == {one.name for one in of_region(region)}
        asked = {one.name: one.replicates for one in PUBLISHED if one.region == region}
        assert {name: len(one["seeds"]) for name, one in made.items()} == asked
        assert all(one["fraction"] == 1 for one in made.values())
        check_pages(KEPT / region)
        assert all(path.stat().st_size < LARGEST for path in (KEPT / region).glob("*.png"))
    for language in LANGUAGES if there else ():
        assert (KEPT / index.LINKS[language]).read_text(encoding="utf-8") == index.index(KEPT, language)
    for page in KEPT.rglob("*.md"):
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            to = (page.parent / path).resolve() if path else page
            assert to.exists(), f"{page.relative_to(ROOT)} links to {target}"
            assert not anchor or anchor in anchors(to), f"{page.relative_to(ROOT)} links to {target}"
