"""The validation counts what it says it counts, and prints a miss as a miss, in both languages."""

import dataclasses
import re

import numpy as np
import pytest

from experiments import regions
from experiments.health_files import load_fit
from experiments.units import UNITS
from experiments.validation import NOTHING, Line, both, health, held_out, levels, queue, report, verdict_of
from experiments.validation import regions as lives
from sim.calendar import text_of
from sim.world.health import N_AGES, N_LEVELS

VALUES = [f"V{k}" for k in range(1, 9)]


@pytest.fixture(scope="module")
def run():
    """One elder in two hundred of Qingyuan, to 2035-12, every law on."""
    return lives.live("qingyuan", 0.005)


@pytest.fixture(scope="module")
def sections(run):
    return report.sections([run], homes=20, months=40)


@pytest.fixture(scope="module")
def pages(sections, run):
    return {language: report.page(sections, [run], language) for language in report.PAGES}


# --- the counts ---------------------------------------------------------------------------------------------


def test_counting_changes_nothing(load, make, digest):
    region = load(0.005)
    counted = lives.Counted(region, seed=3, until=region.start + 7).run()
    assert digest(counted) == digest(make(region, seed=3, months=8).run())


def test_the_tally_agrees_with_the_records(load):
    region = load(0.005)
    model = lives.Counted(region, until=region.start + 11, laws=True).run()
    tally, series = model.tally, model.records.series
    deaths, residents = series("deaths") * region.fraction, series("residents") * region.fraction
    assert [died.sum() for died in tally.died] == pytest.approx(deaths.tolist())
    assert tally.residents[1:] == pytest.approx(residents[:-1].tolist())
    admitted = series("admitted") * region.fraction
    for month, exits in enumerate(tally.exits):  # who lived there, less who left, and those who came
        assert tally.residents[month] - sum(exits) + admitted[month] == pytest.approx(residents[month])
    assert np.array(tally.present)[0].sum() == region.elders.sum() + len_of_arrivals(model, region)


def len_of_arrivals(model, region):
    return model.records.series("arrivals")[0] * region.fraction


def test_expected_deaths_follow_the_life_table(run):
    by_table, by_chance = (np.sum(getattr(run.tally, name)[:24]) for name in ("by_table", "by_chance"))
    assert by_chance == pytest.approx(by_table, rel=0.03)
    drawn = np.sum(run.tally.died[:24])
    assert abs(drawn - by_chance) < 4 * np.sqrt(by_chance)


def test_census_counts_are_those_of_the_file(run):
    assert sum(run.census.values()) == 648_279
    assert sum(run.at_census.values()) == pytest.approx(648_279, rel=0.001)
    assert lives.census_of("qingyuan") == dict(run.census)


# --- life and levels ----------------------------------------------------------------------------------------


def test_the_cohort_lives_as_long_as_the_table():
    lines = health.cohort_lines()
    assert len(lines) == len(health.PERIODS) * 2 * len(health.FROM_AGES)
    assert all(line.passed and abs(line.model - line.published) < 0.01 for line in lines)


def test_the_translation_table_adds_up():
    shares = [levels.share_of(levels.Share(k, k)) for k in range(N_LEVELS)]
    assert sum(shares) == pytest.approx(100)
    assert shares == pytest.approx([86.5, 9.5, 2.0, 1.1, 0.9], rel=0.02)
    assert levels.share_of(levels.Share(1)) == pytest.approx(sum(shares[1:]))
    for name, first, end in levels.BANDS:
        beyond = [levels.share_of(levels.Share(k, age=first, below=end)) for k in levels.THRESHOLDS]
        assert beyond == sorted(beyond, reverse=True), name
        men, women = (levels.share_of(levels.Share(1, age=first, below=end, sex=sex)) for sex in (0, 1))
        assert men <= beyond[0] <= women
    file = load_fit()["not_fitted"]["percent beyond a level and with dementia at the census: both sexes, men, women"]
    assert levels.share_of(levels.Share(3, age=80, below=85, sex=1)) == pytest.approx(file["80-84"]["3+"][2], abs=0.01)


def test_years_at_all_levels_are_the_life_expectancy():
    table = health.china().life_table
    for sex in (0, 1):
        for age in health.FROM_AGES:
            wanted = table.life_expectancy(sex, age, table.start_years.index(2020))
            assert levels.years_at(sex, age).sum() == pytest.approx(wanted, abs=0.01)


def test_three_year_mortality_of_all_levels_together_is_that_of_the_table():
    here, period = health.china(), 2
    people = (here.persons[:, :, None] * here.levels())[:, 240:].sum((0, 1))
    by_level = [levels.three_year_mortality(level, 80, period) for level in range(N_LEVELS)]
    found = np.average(by_level, weights=people)
    alive = [[here.life_table.survival(sex, 720 + m, 756 + m, period) for m in range(240, N_AGES)] for sex in (0, 1)]
    wanted = 100 * (1 - np.average(alive, weights=here.persons[:, 240:]))
    assert found == pytest.approx(wanted, abs=0.02)
    assert by_level == sorted(by_level)


# --- the facts ----------------------------------------------------------------------------------------------


def test_every_fact_has_source_grade_both_languages_and_the_held_out_ones_a_tolerance():
    known = held_out.facts()
    assert [name for name in known if name[0] == "V"] == VALUES
    assert {name for name in known if name[0] == "P"} == held_out.SURVEYS.keys()
    for fact in known.values():
        assert all(all(pair) for pair in (fact.words, fact.how, fact.population, fact.source, fact.grade)), fact.id
        assert re.search("[\u4e00-\u9fff]", fact.words[1] + fact.how[1]), fact.id
        assert (fact.tolerance is not None) == (fact.id in VALUES)


@pytest.mark.parametrize("name", regions.names())
def test_units_of_a_document_have_words(name):
    region = regions.load(name, 0.01)
    assert {said.unit for said in (*region.facts, *region.targets)} <= UNITS.keys()


def test_explanations_are_in_both_languages():
    for name, (english, chinese) in held_out.EXPLAINED.items():
        assert english.endswith(".") and chinese.endswith("。"), name
        assert not re.search("[\u4e00-\u9fff]", english) and re.search("[\u4e00-\u9fff]{9}", chinese), name


# --- verdicts and pages -------------------------------------------------------------------------------------


def test_a_wrong_fact_is_printed_as_a_miss(run):
    fact = held_out.facts()["V2"]._replace(id="V99", value=50.0)
    right, wrong = (held_out.line(fact, model) for model in (51.0, 96.0))
    assert (verdict_of(right), verdict_of(wrong)) == ("pass", "miss")
    part = report.Section(("Wrong", "错"), ("", ""), [right, wrong])
    for language, word in (("en", "not explained yet"), ("zh", "尚未解释")):
        text = report.page([part], [run], language)
        assert text.count("MISS" if language == "en" else "不符**") >= 2
        assert text.count(word) == 1 and text.count("- **V99**") == 1


def test_misses_of_one_explanation_stand_together_above_it(run):
    fact = held_out.facts()["V7"]
    lines = [held_out.line(fact, 2.0, f":{name}") for name in ("qiannan", "liuzhou")]
    text = report.page([report.Section(("Part", "部分"), ("", ""), lines)], [run], "en")
    why = held_out.EXPLAINED["V7:qiannan"][0]
    assert text.count(why) == 1
    assert text.index("**V7:qiannan**") < text.index("**V7:liuzhou**") < text.index(why)


def test_an_input_is_no_evidence_and_a_wrong_one_a_miss(run):
    right = held_out.elders_by_place(dataclasses.replace(run, region=dataclasses.replace(run.region, fraction=1.0)))
    assert verdict_of(right._replace(passed=True)) == "input" and verdict_of(right._replace(passed=False)) == "miss"
    verdicts = {line.id: verdict_of(line) for line in lives.document_lines(run)}
    assert verdicts["qingyuan:lottery_retained"] == verdicts["qingyuan:training_budget"] == "input"
    assert "input" not in {verdicts[f"qingyuan:yingzhong_{who}"] for who in ("residents", "tekun", "social")}


def test_no_figure_no_verdict():
    line = held_out.line(held_out.facts()["V7"], float("nan"))
    assert verdict_of(line) == "beside" and line.tolerance == NOTHING


def test_both_languages_have_the_same_rows(pages):
    english, chinese = ([line for line in pages[lang].splitlines() if line[:1] in "|#-"] for lang in ("en", "zh"))
    assert len(english) == len(chinese) > 150
    for one, other in zip(english, chinese, strict=True):
        assert one.count("|") == other.count("|") and one[:2] == other[:2]
        assert figures(one) == figures(other), one


def figures(row):
    """Cells of a row that are a number, or numbers and signs."""
    return [cell for cell in row.split(" | ") if re.fullmatch(r"[-±0-9.,()/ ]+", cell)]


def test_the_chinese_page_has_no_english_sentence(pages):
    for line in pages["zh"].splitlines():
        words = line.rsplit(" | ", 1)[0] if line.startswith("| ") else line  # sources keep their names
        assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", re.sub("`[^`]*`", "", words)), line


def test_the_summary_counts_every_line_once(sections, pages):
    lines = [line for part in sections for line in part.lines]
    assert len({line.id for line in lines}) == len(lines)
    counts = [sum(verdict_of(line) == key for line in lines) for key in ("pass", "miss", "beside", "fitted", "input")]
    assert f"| all | {' | '.join(map(str, counts))} |" in pages["en"]
    assert counts[1] == sum(line.startswith("- **") for line in pages["en"].splitlines())


def test_writing_gives_both_files_and_the_same_bytes(run, sections, pages, tmp_path, monkeypatch):
    monkeypatch.setattr(lives, "live_all", lambda names, fraction, until: [run])
    monkeypatch.setattr(report, "sections", lambda runs: sections)
    lines = report.write(["qingyuan"], tmp_path)
    assert all(isinstance(line, Line) for line in lines)
    assert {path.name for path in tmp_path.iterdir()} == set(report.PAGES.values())
    for language, name in report.PAGES.items():
        assert (tmp_path / name).read_text("utf-8") == pages[language]


# --- laws, queues, exits ------------------------------------------------------------------------------------


def test_a_broken_law_is_a_miss_with_its_message(run):
    assert lives.law_line(run).passed
    broken = lives.law_line(dataclasses.replace(run, broken=f"{text_of(run.until)}: a bed too many"))
    assert verdict_of(broken) == "miss" and "a bed too many" in broken.what[0] and broken.model == broken.published - 1


def test_erlang_c_in_closed_form():
    case = queue.CASES[2]
    load, c = case.join / case.leave, queue.BEDS
    terms = np.cumprod([1.0, *(load / k for k in range(1, c + 1))])
    full = terms[-1] / (1 - load / c)
    waits = full / (terms[:-1].sum() + full)
    assert queue.erlang(case).full == pytest.approx(waits, rel=1e-6)
    assert queue.erlang(case).waiting == pytest.approx(waits * load / (c - load), rel=1e-4)
    assert queue.erlang(case).residents == pytest.approx(load, rel=1e-4)


def test_homes_live_as_queues():
    found = queue.observe(queue.CASES[0], "qingyuan", homes=100, burn_in=100, months=300)
    wanted = queue.erlang(queue.CASES[0])
    for mean, error, value in zip(found.means, found.errors, wanted, strict=True):
        assert abs(mean - value) < queue.ERLANG_WITHIN * value + queue.ERRORS * error
    assert found.little == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(("first", "passed"), [(100, True), (86, True), (84, False), (116, False)])
def test_exits_are_judged_all_together(run, first, passed):
    exits = [(first - 40, 10, 30)] * 12 + [(0, 0, 0)] * 12 + [(60, 10, 30)] * 12
    tally = lives.Tally(residents=[1000] * 36, exits=exits)
    lines = queue.exit_lines(dataclasses.replace(run, tally=tally, other_lives=()))
    assert [line.passed for line in lines] == [passed, None, None, None]
    assert lines[0].model == pytest.approx(first / 100) and lines[2].model == 1
    assert lines[0].unit == ("ratio", "比值") and lines[0].grade == both("M")
