"""Named comparisons and the projects of scenarios: what is refused, what is run, what the text may say."""

import json
from pathlib import Path

import pytest
import yaml

from experiments import comparisons, config, ensemble, words
from experiments.cli import main
from experiments.commands.plan import plan
from experiments.compare import Cells
from experiments.runs import live
from experiments.schema import said
from experiments.store import yearly
from experiments.word_list import WORDS

CARE_CENTRE = {
    **{"name": "Centre", "label_zh": "中心", "place": "Yingde", "what": "care_centre", "ownership": "public"},
    **{"tier": "county", "count": 1, "beds": 400, "nursing_share": 0.8, "capital": 4e7, "granted": 1.0},
    **{"decided": "2021-01", "opens": "2021-12"},
}
ABOUT = {key: key for key in comparisons.TEXTS}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a comparison of Qingyuan with these arms, called mine, where comparisons are looked for."""

    def write(arms, **more):
        tree = {**ABOUT, "regions": ["qingyuan"], "base": "status_quo", "arms": arms} | more
        tree = {key: value for key, value in tree.items() if value is not None}
        (tmp_path / "mine.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
        monkeypatch.setattr(comparisons, "FOLDER", tmp_path)

    return write


def arm(**more):
    return {"name": "a", "label": "Arm", "label_zh": "方案", "levers": {"pay": {"raise_share": 0.2}}} | more


def refused(capsys, *words_typed: str) -> str:
    assert main(["compare", "out=null", "scale=tiny", "until=2020-12", *words_typed]) == 2
    said_ = capsys.readouterr()
    assert said_.out == ""
    assert "Traceback" not in said_.err
    return said_.err


@pytest.mark.parametrize("name", comparisons.names())
def test_every_comparison_of_the_package_is_right_in_each_of_its_regions(name):
    tree = yaml.safe_load((comparisons.FOLDER / f"{name}.yaml").read_text("utf-8"))
    for region in tree["regions"]:
        settings = config.read("compare", [f"comparison={name}", f"region={region}", "scale=tiny", "out=null"])
        whole = plan("compare", settings)
        assert settings.scenarios[0].name == "status_quo"
        assert len(settings.scenarios) > 1
        assert settings.region == region
        for scenario in settings.scenarios[1:]:
            assert said(scenario.levers) or scenario.projects
            dates = [month for dated in said(scenario.levers).values() for month, _ in dated]
            assert all(month >= whole.region.start for month in dates), "a lever of a comparison has a date"
    assert config.read("compare", [f"comparison={name}", "scale=tiny"]).region == tree["regions"][0]


@pytest.mark.parametrize("region", ["banan", "liuzhou", "qiannan", "qingyuan", "shenzhen"])
def test_every_region_has_its_document_as_a_scenario(region):
    settings = config.read("run", [f"region={region}", "scenario=document", "scale=tiny", "out=null"])
    projects = plan("run", settings).tasks[0].schedule.projects
    assert len(projects) == len(settings.scenarios[0].projects)
    assert said(settings.scenarios[0].levers)


@pytest.mark.parametrize(
    ("arms", "more", "says"),
    [
        ([arm(levers={"pay": {"rais_share": 0.2}})], {}, ["arm a: levers.pay.rais_share", "did you mean"]),
        ([arm(levers={"pay": {"raise_share": 7}})], {}, ["levers.pay.raise_share", "must lie between 0 and 1"]),
        ([arm(parameters={})], {}, ["arm 1, parameters", "unknown key"]),
        ([arm(levers={})], {}, ["holds neither levers nor projects"]),
        ([arm(), arm()], {}, ["a", "is named twice in qingyuan"]),
        ([arm(name="status_quo")], {}, ["is named twice"]),
        ([arm(label="")], {}, ["arm 1, label", "must be text"]),
        ([arm(regions=["banan"])], {}, ["arm 1, regions", "must be some of qingyuan"]),
        ([], {}, ["arms", "at least one arm"]),
        ([arm()], {"base": "stausquo"}, ["base = stausquo", "unknown scenario"]),
        ([arm()], {"regions": ["qingyuam"]}, ["regions = qingyuam", "did you mean qingyuan?"]),
        ([arm()], {"questions": "?"}, ["questions", "did you mean question"]),
        ([arm()], {"note_zh": 3}, ["note_zh = 3", "must be text"]),
        ([arm(projects=7)], {}, ["projects", "must be a list"]),
    ],
)
def test_what_is_wrong_in_a_comparison_is_said(written, capsys, arms, more, says):
    written(arms, **more)
    message = refused(capsys, "comparison=mine")
    assert [part for part in says if part not in message] == [], message


def switch(name, **more):
    """A switch of staff."""
    return {"name": name, "label": name, "label_zh": name, "levers": {"pay": {"raise_share": 0.2}}} | more


SWITCHES = {
    "always": [{"levers": {"budget": {"general_factor": 1.5}}}],
    "none": {"name": "money", "label": "Money", "label_zh": "资金"},
    "switches": [switch("pay"), switch("train", levers={"train": {"seats_per_year": 90}})],
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"switchs": []}, ["factorial, switchs", "did you mean switches"]),
        ({"none": {"name": "money"}}, ["factorial, none, label", "is missing"]),
        ({"switches": []}, ["factorial, switches", "a list of 1 to 6"]),
        ({"switches": [switch("pay"), switch("pay")]}, ["factorial, switches", "is named twice"]),
        ({"switches": [switch("pay", levers={})]}, ["factorial, switch 1, levers", "must be groups of levers"]),
        ({"always": []}, ["factorial, always", "what every arm has"]),
        ({"always": [{"levers": {"pay": {}}, "regions": ["banan"]}]}, ["always 1, regions", "some of qingyuan"]),
        ({"switches": [switch("pay", levers={"pay": {"rais": 1}})]}, ["levers.pay.rais", "arm pay"]),
    ],
)
def test_what_is_wrong_in_switches_is_said(written, capsys, change, says):
    written(None, factorial=SWITCHES | change)
    message = refused(capsys, "comparison=mine")
    assert [part for part in says if part not in message] == [], message


def test_arms_and_switches_exclude_each_other(written, capsys):
    written([arm()], factorial=SWITCHES)
    assert "say one or the other" in refused(capsys, "comparison=mine")


def test_switches_become_arms_and_a_table_of_what_each_does(written, tmp_path, capsys):
    written(None, factorial=SWITCHES)
    settings = config.read("compare", ["comparison=mine", "scale=tiny", "out=null"])
    assert [one.name for one in settings.scenarios] == ["status_quo", "money", "pay", "train", "pay_train"]
    assert set(said(settings.scenarios[-1].levers)) == {
        "budget.general_factor", "pay.raise_share", "train.seats_per_year",
    }  # fmt: skip
    whole = plan("compare", settings.model_copy(update={"replicates": 2, "until": whole_year()}))
    runs = ensemble.run_all(whole.tasks, workers=1)
    teller = words.Teller(whole, runs, yearly(runs), "en")
    table = teller.effects(settings.comparison)
    assert sum(line.startswith("| pay ") for line in table) == sum(line.startswith("| train ") for line in table) == 1
    on = (teller.values("aides", "pay") + teller.values("aides", "pay_train")) / 2
    off = (teller.values("aides", "money") + teller.values("aides", "train")) / 2
    effect = teller.effect("aides", "pay", settings.comparison)
    assert effect.mean == pytest.approx(float((on - off).mean()))
    text = teller.text()
    assert "## Money" in text
    assert "## pay + train" in text
    assert "## pay\n" not in text


def whole_year():
    """The month in which a short run ends."""
    from sim.calendar import month_of

    return month_of("2021-12")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["comparison=min"], "did you mean mine?"),
        (["comparison=mine", "region=banan"], "the doses of mine are made for qingyuan"),
        (["comparison=mine", "scenarios=[status_quo]"], "a comparison has arms of its own"),
    ],
)
def test_a_comparison_that_cannot_be_used(written, capsys, typed, says):
    written([arm()])
    assert says in refused(capsys, *typed)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"place": "Yingda"}, ["row 1, column place", "did you mean Yingde"]),
        ({"opens": "2020-01"}, ["column opens", "lies before the decision"]),
        ({"decided": None}, ["column decided", "is empty"]),
        ({"beds": None}, ["column beds", "a care_centre needs it"]),
        ({"granted": 2}, ["column granted", "above 1"]),
        ({"colour": "red"}, ["colour", "is no column of a project"]),
        ({"capital": "@nothing"}, ["column capital", "assumption 'nothing' is unknown"]),
        ({"name": "Yingxibei regional home"}, ["is a project already"]),
        ({"what": "convert", "home": "nowhere"}, ["column home", "no homes of group 'nowhere'"]),
    ],
)
def test_what_is_wrong_in_a_project_is_said(written, capsys, change, says):
    written([arm(projects=[CARE_CENTRE | change])])
    message = refused(capsys, "comparison=mine")
    assert [part for part in says if part not in message] == [], message


def test_a_project_is_scaled_decided_and_opened(written):
    written([arm(levers={}, projects=[CARE_CENTRE])])
    settings = config.read("compare", ["comparison=mine", "scale.fraction=0.05", "until=2024-12", "out=null"])
    whole = plan("compare", settings)
    base, with_it = whole.tasks[0], whole.tasks[-1]
    assert base.schedule.projects == ()
    (stock,) = with_it.schedule.projects
    assert (stock.beds, stock.capital) == ((4, 16, 0), 2e6)
    run = live(with_it)
    mine = next(one for one in run.projects if one.whose == "scenario")
    assert (mine.name, mine.stage, mine.beds) == ("Centre", "open", pytest.approx(400))
    assert mine.due == stock.opens < mine.opened  # granted in full, it still has to be built
    assert {one.whose for one in live(base).projects} == {"document"}


def test_a_comparison_writes_words_and_provenance(written, tmp_path, capsys):
    written([arm(projects=[CARE_CENTRE])])
    out = tmp_path / "out"
    words_typed = ["comparison=mine", "scale=tiny", "until=2021-12", "replicates=2", f"out={out}"]
    assert main(["compare", *words_typed, "levers.train.seats_per_year={2021-01: 90}"]) == 0
    printed = capsys.readouterr().out
    english, chinese = ((out / name).read_text("utf-8") for name in ("summary.md", "summary.zh-CN.md"))
    assert english.strip() in printed
    assert "train.seats_per_year = 90 from 2021-01" in english
    assert "project Centre, decided 2021-01, due 2021-12" in english
    assert "0 of 1 that are due open by their month" in english
    assert "与“现状延续" in chinese
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    assert facts["settings"]["comparison"]["question"] == "question"
    assert facts["scenarios"]["a"]["projects"] == [CARE_CENTRE]
    assert facts["scenarios"]["a"]["levers"] == {"pay.raise_share": 0.2}


def test_an_arm_that_does_nothing_is_reported_as_a_finding(written, capsys):
    written([arm(levers={"pay": {"raise_share": {"2021-06": 0.0}}})])
    typed = ["comparison=mine", "scale=tiny", "until=2021-12", "replicates=2", "out=null"]
    assert main(["compare", *typed]) == 0
    assert "A finding: nothing that is told here differs in 2021" in capsys.readouterr().out
    assert main(["compare", *typed, "language=zh"]) == 0
    assert "没有改变其中任何一项" in capsys.readouterr().out


def test_more_and_fewer_are_said_only_where_the_interval_leaves_zero_out(written):
    written([arm()])
    settings = config.read("compare", ["comparison=mine", "scale=tiny", "until=2022-12", "replicates=3", "out=null"])
    whole = plan("compare", settings)
    runs = ensemble.run_all(whole.tasks, workers=1)
    years = yearly(runs)
    teller = words.Teller(whole, runs, years, "en")
    text = teller.arm(settings.scenarios[1])
    for key in words.word_list.LINES:
        d = teller.measured(key, "a")
        (line,) = [one for one in text if one.startswith(f"- {WORDS[f'line.{key}'][0]}: ")]
        first = line.partition(". ")[0]
        assert d.clear == (" more (there" in first or " fewer (there" in first), line
    cells = Cells(years, 2022)
    assert cells.summed("a", "public_cost") == pytest.approx(
        sum(cells.get("a", "public_cost", "", y) for y in (2020, 2021, 2022))
    )


@pytest.mark.parametrize("more", [300.0, -300.0, 0.0])
def test_beds_without_aides_and_debts_are_told_where_they_clearly_moved(written, more):
    written([arm()])
    settings = config.read("compare", ["comparison=mine", "scale=tiny", "until=2021-12", "replicates=3", "out=null"])
    whole = plan("compare", settings)
    runs = ensemble.run_all(whole.tasks, workers=1)
    years = yearly(runs)
    luck = years["replicate"].map({0: 0.0, 1: 1.0, 2: 2.0})
    of_region = (years["place"] == "") & (years["group"] == "")
    for outcome, level in (("beds", 9000.0), ("operable_beds", 5000.0), ("arrears", 2e6)):
        rows = of_region & (years["outcome"] == outcome)
        years.loc[rows, "value"] = level
        if outcome != "beds":
            sign = 1 if outcome == "arrears" else -1
            mine = rows & (years["scenario"] == "a")
            years.loc[mine, "value"] = level + sign * more + luck[mine] * (more != 0)
    text = "\n".join(words.Teller(whole, runs, years, "en").arm(settings.scenarios[1]))
    way = "more" if more > 0 else "fewer"
    assert (f"{way} built beds have no aides to serve them" in text) == (more != 0)
    assert ("- Owed by government-run homes and home care, yuan: " in text) == (more != 0)
    assert ("they hire nobody and admit only tekun" in text) == (more != 0)


def test_all_words_stand_in_both_languages_with_the_same_facts():
    import string

    for key, (english, chinese) in WORDS.items():
        names = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (english, chinese)]
        assert names[0] == names[1], key
        assert any("\u4e00" <= letter <= "\u9fff" or letter in "；。：=" for letter in chinese), key


def test_comparisons_are_listed(capsys):
    assert main(["comparisons", "language=zh"]) == 0
    listed = capsys.readouterr().out
    assert [name for name in comparisons.names() if name not in listed] == []
    assert main(["comparisons", "region=shenzhen"]) == 0
    listed = capsys.readouterr().out
    assert "lottery:" in listed
    assert "urban_to_rural" not in listed


def test_typed_levers_are_printed_with_their_values(capsys):
    assert main(["run", "out=null", "scale=tiny", "until=2020-12", "levers.pay.raise_share={2020-12: 0.3}"]) == 0
    assert "pay.raise_share = 0.3 from 2020-12" in capsys.readouterr().out


def test_the_folder_of_comparisons_is_the_packages():
    assert Path(__file__).resolve().parents[2] / "conf" / "compare" == comparisons.FOLDER
