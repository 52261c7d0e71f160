"""``carecap sensitivity`` as a user runs it: small real studies in, tables, pages and charts out; what it refuses."""

import itertools
import json
import shutil
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.ft2font import FT2Font

from experiments import derived, labels, store
from experiments.cli import main
from experiments.design import Quantity
from experiments.design_sets import KNOWN, is_number
from experiments.schema import PARAMETERS
from experiments.sensitivity import names
from experiments.sensitivity.words import WORDS
from experiments.words_levers import UNITS_ZH as LEVER_UNITS
from experiments.words_parameters import PARAMETERS_ZH, SUBJECTS
from experiments.words_parameters import UNITS_ZH as PARAMETER_UNITS

SHORT = ["scale=tiny", "until=2022-06", "executor=serial"]
DESIGNS = {
    "morris": """
        kind: morris
        trajectories: 4
        quantities:
          - parameters.aides.wage: {low: 2000, high: 5000}
          - parameters.standards.clinic_cost
          - levers.identify.visits_per_year: {high: 12, since: 2021-01}
        """,
    "sobol": """
        kind: sobol
        points: 4
        quantities: [parameters.aides.quit, parameters.need.dementia]
        """,
    "grid": """
        kind: grid
        quantities:
          - parameters.need.dementia: {values: [0, 1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 60]}
          - levers.visit.everyone: {since: 2021-01}
        """,
}


@pytest.fixture(scope="module")
def studies(tmp_path_factory) -> dict[str, Path]:
    """Kind of design -> a small study of it; morris with two scenarios."""
    folder = tmp_path_factory.mktemp("studies")
    found = {}
    for kind, text in DESIGNS.items():
        file = folder / f"{kind}.yaml"
        lines = text.strip("\n").splitlines()
        file.write_text("\n".join(line[8:] for line in lines), encoding="utf-8")
        found[kind] = folder / kind
        scenarios = ["scenarios=[status_quo,staff]"] if kind == "morris" else []
        replicates = "replicates=2" if kind == "morris" else "replicates=1"
        assert main(["sweep", f"design={file}", replicates, *scenarios, *SHORT, f"out={found[kind]}"]) == 0
    return found


@pytest.fixture
def study(studies, tmp_path):
    """``study("morris")``: a copy that a test may spoil."""

    def copy(kind: str) -> Path:
        return Path(shutil.copytree(studies[kind], tmp_path / kind))

    return copy


@pytest.fixture
def refused(capsys):
    """Run the command, expect exit 2, nothing printed but a message, and return it."""

    def run(*words) -> str:
        assert main(["sensitivity", *map(str, words)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err

    return run


# --- what it finds ------------------------------------------------------------------------------------------


def test_a_screening_is_told_in_words_tables_and_charts(study, capsys):
    folder = study("morris")
    assert main(["sensitivity", str(folder), "outcomes=[public_cost,beds]", "years=[2022]"]) == 0
    said = capsys.readouterr().out
    assert "What the outcomes hang on: Qingyuan" in said
    assert "3 quantities, 4 trajectories, 16 points x 2 replicates" in said
    assert "Public cost, 2022 (6 months only): Status quo" in said
    assert "less Status quo" in said
    assert "Aides: monthly wage" in said
    assert "2,000 to 5,000 yuan a month" in said
    assert "0 to 12 visits a year" in said
    assert "Constant: 9.08 thousand beds in every point" in said  # one project opens, whatever is varied
    assert "Quantities that do not move it at all in this study: 1." in said  # nobody opens a clinic
    assert "not converged: it takes" in said
    assert "A larger design is a new study: live it in a folder of its own" in " ".join(said.split())

    out = folder / "sensitivity"
    written = {path.name for path in out.iterdir()}
    pages = {"summary.md", "summary.zh-CN.md", "indices.csv", "convergence.csv", "made_from.json"}
    charts = {f"public_cost{which}{end}" for which in ("", ".staff") for end in (".png", ".zh-CN.png")}
    assert written == pages | charts
    table = pd.read_csv(out / "indices.csv", keep_default_na=False, na_values=[""])
    assert len(table) == 3 * 2 * 1 * 3  # measures, outcomes, years, quantities
    one = table[(table["scenario"] == "status_quo") & (table["outcome"] == "public_cost")].set_index("quantity")
    assert one.loc["levers.identify.visits_per_year", ["low", "high"]].tolist() == [0, 12]
    assert one.loc["parameters.standards.clinic_cost", "mu_star"] == 0
    assert one.loc["parameters.aides.wage", "direction"] == 1
    assert set(table.loc[table["outcome"] == "beds", "state"]) == {"constant"}
    assert table.loc[table["outcome"] == "beds", "mu_star"].isna().all()
    checked = pd.read_csv(out / "convergence.csv")
    assert not checked.loc[checked["state"] == "varies", "converged"].astype(bool).any()
    assert (checked.loc[checked["state"] == "varies", "size_needed"] >= 10).all()
    assert checked["luck_share"].dropna().between(0, 1).all()


def test_the_folder_is_that_of_the_last_call_and_what_others_put_there_is_left_alone(study):
    folder = study("morris")
    out, of = folder / "sensitivity", store.open(folder)
    assert main(["sensitivity", str(folder), "outcomes=[public_cost]"]) == 0
    assert (out / "public_cost.png").exists()
    for name in ("mine.png", "theirs.html"):
        (out / name).write_bytes(b"x")
    lines = json.loads((out / derived.STAMP).read_text("utf-8"))
    lines["theirs.html"] = {**lines["summary.md"], "command": "report"}
    lines |= {"../provenance.json": lines["summary.md"], "..": lines["summary.md"]}
    (out / derived.STAMP).write_text(json.dumps(lines), "utf-8")
    for _ in range(2):  # again after more replicates
        assert main(["sensitivity", str(folder), "fails=unmet_hours>1", "outcomes=[beds]"]) == 0
        pages = {"summary.md", "summary.zh-CN.md", "indices.csv", "convergence.csv", "rules.csv"}
        assert {path.name for path in out.iterdir()} == pages | {derived.STAMP, "mine.png", "theirs.html"}
        assert derived.older(of) == []
        lines = json.loads((out / derived.STAMP).read_text("utf-8"))
        assert set(lines) == pages | {"theirs.html"}
        for name in pages:
            lines[name]["runs"] -= 1
        (out / derived.STAMP).write_text(json.dumps(lines), "utf-8")
        assert [name for name, _, _ in derived.older(of)] == ["sensitivity"]
    assert derived.is_old(of, out / "summary.md")
    assert not derived.is_old(of, out / "theirs.html"), "each page by its own line"
    assert (folder / "provenance.json").exists()


def test_indices_are_those_of_the_means_of_the_replicates(study):
    folder = study("morris")
    assert main(["sensitivity", str(folder), "outcomes=public_cost", "out=null"]) == 0
    assert not (folder / "sensitivity").exists()
    assert main(["sensitivity", str(folder), "outcomes=public_cost"]) == 0
    found = pd.read_csv(folder / "sensitivity" / "indices.csv", keep_default_na=False).set_index(
        ["scenario", "against", "quantity"]
    )
    whole = store.open(folder)
    yearly = whole.yearly("place = '' and \"group\" = '' and outcome = 'public_cost' and year = 2021")
    means = yearly.groupby(["scenario", "point"])["value"].mean()
    points = whole.design.set_index("point")
    effects = []
    for trajectory in np.arange(16).reshape(4, 4):
        for one, other in itertools.pairwise(trajectory):
            if points.loc[one, "parameters.aides.wage"] != points.loc[other, "parameters.aides.wage"]:
                effects.append(abs(means["status_quo", one] - means["status_quo", other]) / (2 / 3))
    assert len(effects) == 4
    shown = float(found.loc[("status_quo", "", "parameters.aides.wage"), "mu_star"])
    assert shown == pytest.approx(np.mean(effects), rel=1e-6)


def test_the_same_study_gives_the_same_bytes_and_the_page_is_there_in_chinese(study, tmp_path, capsys):
    folder = study("sobol")
    for name, language in (("one", "en"), ("two", "zh")):
        words = ["years=all", f"language={language}", f"out={tmp_path / name}", "fails=unmet_hours>1"]
        assert main(["sensitivity", str(folder), *words]) == 0
    said = capsys.readouterr().out
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len([name for name in one if name.endswith(".zh-CN.png")]) * 2 == len(
        [name for name in one if name.endswith(".png")]
    )
    for words in ("结果取决于什么：清远市", "Sobol指数：2个量，基础样本4", "现状延续", "全部失败：无需寻找区域"):
        assert words in said
        assert words in one["summary.zh-CN.md"].decode()
    assert "| Quantity | Varied | Total | ± | First | ± |" in one["summary.md"].decode()


def test_a_box_of_a_grid_is_told_in_plain_words(study, capsys):
    folder = study("grid")
    yearly = store.open(folder).yearly("place = '' and \"group\" = '' and outcome = 'need_hours' and year = 2022")
    limit = float(yearly["value"].median())  # need rises with what dementia adds
    assert main(["sensitivity", str(folder), f"fails=need_hours>{limit:.6g}", "year=2022"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Where it fails: Hours needed >" in said
    assert "12 of 24 points fail (50.0 %)" in said
    assert "Need: supervision that dementia adds at home (parameters.need.dementia) is above 7.50 hours a week" in said
    assert "100 % of the points where" in said
    rules = pd.read_csv(folder / "sensitivity" / "rules.csv")
    assert rules[["rule", "quantity", "density", "coverage"]].to_numpy().tolist() == [
        [1, "parameters.need.dementia", 1.0, 1.0]
    ]
    written = {"rules.csv", "summary.md", "summary.zh-CN.md", "made_from.json"}
    assert {path.name for path in (folder / "sensitivity").iterdir()} == written


# --- what it refuses ----------------------------------------------------------------------------------------


def test_a_study_that_is_not_finished_is_refused_and_says_how_to_finish(study, refused):
    folder = study("morris")
    sorted((folder / "data" / "runs").iterdir())[-1].unlink()
    said = refused(folder)
    assert "first finish it with" in said
    assert "resume=true" in said
    assert not (folder / "sensitivity").exists()


def test_a_study_without_a_design_or_with_an_edited_one_is_refused(study, refused):
    folder = study("sobol")
    facts = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    (folder / "provenance.json").write_text(json.dumps({**facts, "design": None}), encoding="utf-8")
    assert "has no design" in refused(folder)
    (folder / "provenance.json").write_text(json.dumps(facts), encoding="utf-8")
    table = pd.read_csv(folder / "design.csv")
    table.assign(**{"parameters.aides.quit": 0.3}).to_csv(folder / "design.csv", index=False)
    assert "its design.csv is not what its design gives" in refused(folder)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["outcomes=[unmet_hour]"], ["unmet_hour", "unknown outcome; did you mean unmet_hours"]),
        (["outcomes=[]"], ["must name an outcome, or all"]),
        (["years=[2050]"], ["years = 2050", "the study lived 2020 to 2022"]),
        (["year=all"], ["year = all", "the study lived 2020 to 2022"]),
        (["year=x", "fails=unmet_hours>3"], ["year = x"]),
        (["fails=unmet_hours"], ["fails = unmet_hours", "in quotes: 'fails=unmet_hours>300000'"]),
        (["fails=unmet_hours>1", "fails=waiting>1"], ["is given twice"]),
        (["language=fr"], ["language = fr", "must be one of en, zh"]),
        (["outcome=waiting"], ["unknown key of carecap sensitivity", "did you mean outcomes"]),
    ],
)
def test_wrong_words_are_told(studies, refused, words, says):
    said = refused(studies["sobol"], *words)
    assert all(one in said for one in says), said
    assert not (studies["sobol"] / "sensitivity").exists()


def test_other_designs_have_no_indices_and_other_folders_are_no_studies(studies, refused, tmp_path):
    assert "indices need morris or sobol" in refused(studies["grid"])
    assert "is no study" in refused(tmp_path)
    assert "there is no such folder" in refused(tmp_path / "nothing")
    assert "must be given first" in refused()


# --- words --------------------------------------------------------------------------------------------------


def test_every_quantity_has_a_name_and_a_unit_in_both_languages():
    numbers = {path.removeprefix("parameters."): item for path, item in KNOWN.items() if is_number(item)}
    parameters = {path: item for path, item in numbers.items() if not path.startswith("levers.")}
    assert set(parameters) < set(PARAMETERS_ZH) == set(PARAMETERS)
    assert set(SUBJECTS) == {path.partition(".")[0] for path in PARAMETERS}
    units = {item.unit for item in PARAMETERS.values()} - {""}
    assert units <= {*PARAMETER_UNITS, *LEVER_UNITS}
    assert len(set(PARAMETERS_ZH.values())) == len(PARAMETERS_ZH)
    for path, item in KNOWN.items():
        for language in labels.LANGUAGES:
            assert is_number(item) is False or names.label(Quantity(path, 0, 1, declared=item), language)


def test_the_fonts_hold_every_character_of_the_charts():
    chinese = set(FT2Font(labels.FONT).get_charmap())
    latin = set(FT2Font(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf").get_charmap())
    words = [*(text for pair in WORDS.values() for text in pair), *PARAMETERS_ZH.values(), *PARAMETER_UNITS.values()]
    letters = {letter for text in words for letter in text}
    assert not sorted(letter for letter in letters if ord(letter) not in chinese | latin)
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())
