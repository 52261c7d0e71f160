"""What a comparison says to whoever must choose: the files, both languages, a scenario taken apart, what is refused."""

import re

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from experiments import choices, choices_pages, config, store, waterfall
from experiments.cli import main
from experiments.commands.plan import again, plan
from experiments.compare import region_wide
from experiments.words_choices import WORDS

WORDS_TYPED = ("scale=tiny", "scale.elders=1000", "until=2022-12", "workers=1")
APART = ("compare", "scenarios=[status_quo,build,staff]", "replicates=3", "waterfall=on", *WORDS_TYPED)
OWN = {"pairs.csv", "prices.csv", "pareto.csv", "waterfall.csv"}
OWN |= {f"{name}{end}" for name in ("choices", "waterfall") for end in (".md", ".zh-CN.md")}


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """A comparison whose last scenario, of two levers, is taken apart."""
    out = tmp_path_factory.mktemp("apart") / "out"
    assert main([*APART, f"out={out}"]) == 0
    return out


def test_the_files_are_there_and_hold_every_arm(apart):
    assert {path.name for path in apart.iterdir()} >= OWN
    arms = ["build", "staff", "staff.train", "staff.pay"]
    found = {name: pd.read_csv(apart / name) for name in OWN if name.endswith(".csv")}
    assert found["prices.csv"]["scenario"].drop_duplicates().tolist() == arms
    assert found["pareto.csv"]["scenario"].tolist() == ["status_quo", *arms]
    assert len(found["pairs.csv"].groupby(["scenario", "against"])) == 10
    steps = found["waterfall.csv"].groupby(["outcome", "year"])["step"].apply(list)
    assert {tuple(one) for one in steps} == {("baseline", "train", "pay", "sum", "interaction", "whole")}
    assert set(found["waterfall.csv"]["unit"]) > {"hour/week", "yuan/year"}
    assert set(pd.read_csv(apart / "yearly.csv")["scenario"]) == {"status_quo", *arms}


def test_the_waterfall_adds_up_to_the_comparison(apart):
    """The steps are the paired differences of comparison.csv; parts and interaction make the whole."""
    steps = pd.read_csv(apart / "waterfall.csv")
    table = pd.read_csv(apart / "comparison.csv", keep_default_na=False, na_values={"mean": ""})
    table = table[(table["place"] == "") & (table["group"] == "") & (table["year"] == 2022)]
    for outcome in waterfall.SHOWN:
        mine = steps[(steps["outcome"] == outcome) & (steps["year"] == 2022)].set_index("step")["mean"]
        there = table[table["outcome"] == outcome].set_index("scenario")["mean"]
        assert [mine["train"], mine["pay"], mine["whole"]] == pytest.approx(
            [there["staff.train"], there["staff.pay"], there["staff"]], rel=1e-6, abs=1e-6
        )
        assert mine["train"] + mine["pay"] + mine["interaction"] == pytest.approx(mine["whole"], rel=1e-6, abs=1e-6)


def test_pages_and_pictures_tell_the_scenarios_that_were_asked_for(apart):
    for end, alone in ((".md", "alone"), (".zh-CN.md", "仅")):
        summary = (apart / f"summary{end}").read_text("utf-8")
        headings = [line for line in summary.splitlines() if line.startswith("## ")]
        assert not [line for line in headings if alone in line]
        years = (apart / f"years{end}").read_text("utf-8")
        assert not [line for line in years.splitlines() if alone in line and not line.startswith("| 2020")]  # 仅2个月
    assert "## Staff, lever by lever" in (apart / "summary.md").read_text("utf-8")
    assert "L18 Aide pay" in (apart / "waterfall.md").read_text("utf-8")
    assert "L18 护理员薪酬" in (apart / "waterfall.zh-CN.md").read_text("utf-8")
    for folder in ("charts", "charts.zh-CN"):
        for name in ("pareto", "waterfall", "difference"):
            with Image.open(apart / folder / f"{name}.png") as image:
                assert image.width == 1200


def test_both_languages_say_the_same_numbers(apart):
    for name in ("choices", "waterfall"):
        pages = [(apart / f"{name}{end}").read_text("utf-8") for end in (".md", ".zh-CN.md")]
        rows = [[line.count("|") for line in page.splitlines() if line.startswith("|")] for page in pages]
        assert rows[0] == rows[1]
        assert not re.search("[一-鿿]", pages[0])
    for key, (english, chinese) in WORDS.items():
        holes = [set(re.findall(r"{(\w+)", text)) for text in (english, chinese)]
        assert holes[0] == holes[1], key


def test_with_few_replicates_it_says_what_they_cannot_tell(apart):
    page = (apart / "choices.md").read_text("utf-8")
    assert "Range of 3" in page
    assert "They hold about 5 of 10 futures" in page
    assert "8 of 10 futures |" not in page


def test_the_same_words_give_the_same_bytes(apart, tmp_path):
    words = [word for word in APART if word != "workers=1"]
    assert main([*words, "workers=2", f"out={tmp_path / 'out'}"]) == 0
    for path in sorted(apart.rglob("*")):
        if path.is_file() and path.suffix in {".csv", ".md", ".png"}:
            assert (tmp_path / "out" / path.relative_to(apart)).read_bytes() == path.read_bytes(), path.name


def test_the_study_can_be_planned_again_and_gives_the_same_front(apart):
    from experiments.pareto import front

    study = store.open(apart)
    whole = again(study)
    assert [one.name for one in whole.settings.scenarios][-2:] == ["staff.train", "staff.pay"]
    table = front(study.yearly("place = '' and \"group\" = ''"), base="status_quo")
    written = pd.read_csv(apart / "pareto.csv", keep_default_na=False)
    assert table["scenario"].tolist() == written["scenario"].tolist()
    assert table["status"].tolist() == written["status"].tolist()
    assert table["public_cost"].tolist() == pytest.approx(written["public_cost"].tolist(), rel=1e-9)


def test_where_there_is_nothing_to_take_apart_nothing_is_run(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["compare", "scenarios=[status_quo,build]", "waterfall=on", *WORDS_TYPED, f"out={out}"]) == 2
    said = capsys.readouterr()
    assert "waterfall = on" in said.err
    assert "build differs from status_quo in one lever alone (build)" in said.err
    assert not out.exists()
    assert main(["compare", "waterfall=maybe", *WORDS_TYPED, f"out={out}"]) == 2
    assert "must be on or off" in capsys.readouterr().err
    assert main(["run", "waterfall=on", *WORDS_TYPED, f"out={out}"]) == 2
    assert "waterfall" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("replicates", [1, 4, 12])
def test_any_number_of_replicates_can_be_told(language, replicates):
    """Sentences of a comparison whose values are made up: clear, unclear, the same, and without any interval."""
    whole = plan("compare", config.read("compare", [*APART[1:2], "waterfall=on", *WORDS_TYPED, "out=null",
                                                    f"replicates={replicates}", f"language={language}"]))  # fmt: skip
    dice = np.random.Generator(np.random.Philox(4))  # noqa: TID251
    rows = []
    for outcome, level in (("unmet_hours", 2e5), ("waiting", 700.0), ("operable_beds", 4e3), ("public_cost", 2e8),
                           ("household_cost", 1e8)):  # fmt: skip
        luck = level * (1 + 0.01 * dice.standard_normal(replicates))
        for i, scenario in enumerate(whole.settings.scenarios):
            own = 0.01 * i * level * (-1 if outcome == "unmet_hours" else 1) if outcome != "waiting" else 0.0
            values = luck + own * (1 + 0.1 * dice.standard_normal(replicates))
            rows += [
                (scenario.name, r, year, 12, "", "", outcome, value)
                for year in (2021, 2022)
                for r, value in enumerate(values)
            ]
    names = ["scenario", "replicate", "year", "months", "place", "group", "outcome", "value"]
    years = region_wide(pd.DataFrame(rows, columns=names))
    page = choices_pages.page(whole, years, language)
    apart = choices_pages.apart_page(whole, years, language)
    section = "\n".join(choices_pages.section(whole, years, language))
    for text in (page, apart, section):
        assert not re.search(r"\{|\}|nan|inf\b", text)
    assert (WORDS["pairs.one"][language == "zh"] in page) == (replicates == 1)
    assert (WORDS["pairs.how"][language == "zh"] in page) == (replicates > 1)
    if replicates == 1:
        assert not re.search(r"\[\d+, \d+\]", page)
    if language == "en":
        said = {1: "one run: no interval, no price", 4: "Range of 4", 12: "8 of 10 futures"}[replicates]
        assert said in page
        assert ("in one run, without interval" in apart) == (replicates == 1)
        assert ("no interaction in any replicate" in apart) == (replicates > 1)
        assert ("clear interaction, the levers together" in apart) == (replicates > 1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_number_of_clear_pairs_is_said_not_to_be_adjusted(language, monkeypatch):
    """Of many scenarios the pairs are counted; with one replicate they are not."""
    monkeypatch.setattr(choices, "MOST", 2)
    for replicates in (1, 3):
        typed = [APART[1], *WORDS_TYPED, "out=null", f"replicates={replicates}", f"language={language}"]
        whole = plan("compare", config.read("compare", typed))
        gaps = {"status_quo": 0.0, "build": 0.0, "staff": -50.0}
        rows = [
            (name, r, 2022, 12, "", "", "unmet_hours", 900.0 + r + gap * (1 + 0.1 * r))
            for name, gap in gaps.items()
            for r in range(replicates)
        ]
        names = ["scenario", "replicate", "year", "months", "place", "group", "outcome", "value"]
        said = choices.Choices(whole, pd.DataFrame(rows, columns=names), language).each()
        if replicates == 1:
            assert said[-1] == WORDS["pairs.one"][language == "zh"]
        elif language == "en":
            assert said[-1].startswith("2 of 3 pairs of scenarios differ in ")
            assert "not adjusted for the number of pairs" in said[-1]
            assert "about one in 20" in said[-1]
        else:
            assert "3对情景中有2对" in said[-1]
            assert "未作多重比较校正" in said[-1]
            assert "每20对也有1对" in said[-1]
