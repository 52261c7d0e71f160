"""``carecap report`` on studies of other kinds, a run and sweeps, and what it refuses."""

import shutil

import pytest

from experiments import config, store
from experiments.cli import main
from experiments.report import contents
from experiments.report.pdf import paper
from experiments.report.section import PAGE, Table
from experiments.report.subject import of_study
from tests.cli.reports import ENDS, SMALL, quietly


def test_a_run_is_told_too(tmp_path):
    out = tmp_path / "run"
    quietly("run", *SMALL, f"out={out}")
    quietly("report", str(out), f"out={tmp_path / 'apart'}")
    written = {path.name for path in (tmp_path / "apart").iterdir()}
    assert written == {"made_from.json", *(f"report{end}" for end in ENDS)}
    assert not (out / "report").exists()


def test_a_sweep_is_told_by_its_years(tmp_path):
    design = tmp_path / "two.yaml"
    design.write_text(
        "label: Two\nlabel_zh: 两项\nquestion: What moves?\nquestion_zh: 什么会变？\nkind: latin_hypercube\npoints: 3\n"
        "quantities:\n  - parameters.aides.quit\n  - levers.pay.raise_share: {low: 0, high: 0.4, since: 2021-01}\n",
        "utf-8",
    )
    out = tmp_path / "sweep"
    quietly("sweep", *SMALL, f"design={design}", "replicates=1", f"out={out}")
    report = contents.report(of_study(store.open(out), "zh"))
    assert [section.key for section in report.sections][:4] == ["front", "compared", "varied", "years"]
    assert [figure.name for figure in report.figures()] == ["years"]
    (points,) = [table for _, table in report.tables() if table.sheet == "设计"]
    assert len(points.rows) == 3
    asked, told = report.sections[0].blocks[:2]
    assert (report.title, asked.text) == ("清远市：两项", "什么会变？")
    assert "设计“两项”（拉丁超立方）：变动2个量；设计点（样本）3个×重复1次×情景1个，共3次运行" in told.text
    assert "工资增幅（0至40%，自2021-01起）" in told.text
    assert "如果政策不变" not in str(report)  # the question of the scenario is not that of the sweep
    (varied,) = [table for _, table in report.tables() if table.sheet == "变动的量"]
    assert [row[1:4] for row in varied.rows][1] == (0, 0.4, "比例")  # as the points have it
    (page,) = [block for block in report.sections[2].blocks if isinstance(block, Table) and block.only == PAGE]
    assert [row[1:4] for row in page.rows] == [("0.05", "1", "每年"), ("0", "40", "%")]  # as the sentence has it
    years = next(section for section in report.sections if section.key == "years")
    assert "请先运行 carecap sensitivity" in years.blocks[-1].text  # of a design: no months, and no targets if kept
    assert "keep=months" not in years.blocks[-1].text
    (out / "sensitivity").mkdir()
    (out / "sensitivity" / "summary.zh-CN.md").write_text("# 结果\n", "utf-8")
    (years,) = [one for one in contents.report(of_study(store.open(out), "zh")).sections if one.key == "years"]
    assert "carecap sensitivity" not in str(years.blocks[-1])
    shutil.rmtree(out / "sensitivity")
    quietly("report", str(out), "language=zh")
    assert paper(report, "report.zh-CN.xlsx") == (out / "report" / "report.zh-CN.pdf").read_bytes()


def test_a_design_without_words_is_called_by_its_name_and_of_many_quantities_the_table_tells(tmp_path):
    design, out = tmp_path / "bare.yaml", tmp_path / "sweep"
    many = [f"  - parameters.aides.{name}\n" for name in ("quit", "wage", "spare", "visit_hours", "travel_hours")]
    design.write_text("kind: latin_hypercube\npoints: 2\nquantities:\n" + "".join(many), "utf-8")
    quietly("sweep", *SMALL, f"design={design}", "replicates=1", f"out={out}")
    report = contents.report(of_study(store.open(out), "en"))
    asked, told = report.sections[0].blocks[:2]
    assert report.title == "bare: Qingyuan"
    assert asked.text == "What happens if nothing changes but the people?"  # the only question that there is
    assert told.text.endswith("= 2 runs. Their bounds stand under “What was varied”.")
    (page,) = [block for block in report.sections[2].blocks if isinstance(block, Table) and block.only == PAGE]
    assert len(page.rows) == 5


@pytest.mark.parametrize(
    ("typed", "title", "question"),
    [
        ("steps=2", "Pay and visits", "Do bought hours at home need better pay"),
        ("quantities=[parameters.aides.quit]", "pay_and_visits", ""),
    ],
)
def test_a_design_of_which_other_quantities_are_typed_asks_no_longer_what_its_file_asks(typed, title, question):
    settings = config.read("sweep", ["design=pay_and_visits", f"design.{typed}", "out=results/none"])
    assert settings.design.said("label", "en") == title
    assert bool(settings.design.said("question", "zh")) == bool(question)
    assert settings.design.said("question", "en").startswith(question)


def test_replicates_without_a_design_are_compared_by_their_years(tmp_path):
    out = tmp_path / "luck"
    quietly("sweep", *SMALL, "scenarios=[status_quo,staff]", "replicates=2", f"out={out}")
    sections = {section.key: section for section in contents.report(of_study(store.open(out), "en")).sections}
    keys = list(sections)
    assert "keep=months, and its report also has" in sections["years"].blocks[-1].text
    assert "carecap sensitivity" not in sections["years"].blocks[-1].text
    assert {"findings", "main", "years", "choices"} <= set(keys)
    assert not {"charts", "map", "targets"} & set(keys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "the folder of a study must be given first"),
        (["{there}", "language=fr"], "must be one of en, zh"),
        (["{there}", "colour=red"], "unknown key"),
        (["{there}/nowhere"], "there is no such folder"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(tmp_path, capsys, words, said):
    assert main(["report", *(word.format(there=tmp_path) for word in words)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
