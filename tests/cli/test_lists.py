"""``carecap lists`` as a user runs it, in a tiny region: pages, workbooks, maps, both languages, same bytes."""

import json
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from experiments.cli import main
from experiments.ensemble import Run
from experiments.lists import layout, projects, state, tasks, trials
from experiments.lists.assumed import DEFAULT
from experiments.lists.doses import trials_of
from experiments.lists.words import SHEETS, WORDS
from sim.calendar import month_of
from sim.levers import Schedule
from sim.record import Cell
from sim.world.region import DocumentTarget

PAGES = {"en": "lists.md", "zh": "lists.zh-CN.md"}
FILES = {*PAGES.values(), "lists.xlsx", "lists.zh-CN.xlsx", "provenance.json", "maps"}
SHORT = ["scale=tiny", "replicates=2", "until=2022-01", "trial_months=24", "workers=1", "homes=2", "stations=6"]


@pytest.fixture(scope="module")
def written(tmp_path_factory, request):
    """The lists of a tiny Qingyuan, and what the command printed."""
    out = tmp_path_factory.mktemp("lists") / "deep" / "out"
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        assert main(["lists", *SHORT, f"out={out}"]) == 0
    return out


def text_of(path) -> str:
    """Every text of a workbook, in the order of the shared strings."""
    with zipfile.ZipFile(path) as book:
        return re.sub(r"<[^>]+>", "\n", book.read("xl/sharedStrings.xml").decode())


def test_all_files_are_written(written):
    assert {path.name for path in written.iterdir()} == FILES
    assert {path.name for path in (written / "maps").iterdir()} == {"layout.png", "layout.zh-CN.png"}
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in (written / "maps").iterdir())


@pytest.mark.parametrize("language", PAGES)
def test_a_page_has_four_lists_and_a_note_for_every_place(written, language, small):
    text = (written / PAGES[language]).read_text("utf-8")
    assert len(re.findall(r"^## ", text, re.M)) == 4
    for place in small.places:
        assert f"### {place.label_zh if language == 'zh' else place.label}\n" in text
    assert "{" not in text
    assert not re.search(r"\bnan\b", text)
    assert ("模拟状态" if language == "zh" else "simulated state") in text


def test_the_chinese_page_is_chinese(written):
    text = (written / PAGES["zh"]).read_text("utf-8")
    plain = re.sub(r"\(.*?\)|（homes.slip，判断值）|assume\.\w+|carecap \w+", "", text)
    words = set(re.findall(r"[A-Za-z]{4,}", plain))
    assert words <= {"homes", "slip", "layout", "maps"}


@pytest.mark.parametrize(("book", "page"), [("lists.xlsx", "lists.md"), ("lists.zh-CN.xlsx", "lists.zh-CN.md")])
def test_a_workbook_has_the_four_sheets_and_says_what_the_page_says(written, book, page):
    with zipfile.ZipFile(written / book) as file:
        sheets = re.findall(r'<sheet name="([^"]+)"', file.read("xl/workbook.xml").decode())
        numbers = sum(file.read(name).count(b"<v>") for name in file.namelist() if "worksheets" in name)
    assert sheets == list(SHEETS.values())
    assert numbers > 100
    said = text_of(written / book)
    notes = [line[2:] for line in (written / page).read_text("utf-8").splitlines() if line.startswith("- ")]
    assert notes
    flat = said.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert [note for note in notes if note.replace("**", "") not in flat] == []


def test_where_it_comes_from_is_told(written):
    facts = json.loads((written / "provenance.json").read_text("utf-8"))
    assert facts["command"] == "carecap lists"
    assert facts["settings"]["until"] == "2022-01"
    assert facts["settings"]["homes"] == 2
    assert facts["settings"]["budget"] > 0
    assert facts["packages"]["xlsxwriter"]
    assert str(written) not in json.dumps(facts)


def test_the_same_again_gives_the_same_bytes_whatever_the_language_and_the_workers(written, tmp_path, capsys):
    words = [word for word in SHORT if not word.startswith("workers")]
    assert main(["lists", *words, "workers=2", "language=zh", f"out={tmp_path}"]) == 0
    said = capsys.readouterr().out
    assert "布局：" in said
    for name in (*PAGES.values(), "lists.xlsx", "lists.zh-CN.xlsx", "maps/layout.png", "maps/layout.zh-CN.png"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes(), name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["until=2021-01"], ["until = 2021-01", "month of the document", "2021-07"]),
        (["until=2040-01"], ["until = 2040-01", "trials of 48 months"]),
        (["trial_months=6"], ["trial_months = 6", "at least 24"]),
        (["budget=-1"], ["budget = -1", "at least 0"]),
        (["homes=many"], ["homes = many", "must be a whole number"]),
        (["budgt=3"], ["unknown key", "did you mean budget?"]),
        (["assume.adapt_life=0"], ["assume.adapt_life = 0", "between 0.5 and 30 year"]),
        (["assume.adaptlife=5"], ["unknown key", "did you mean assume.adapt_life"]),
        (["scenario=nothing"], ["unknown scenario"]),
        (["region=atlantis"], ["unknown region"]),
    ],
)
def test_bad_input_is_one_message_and_nothing_is_written(words, says, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["lists", "scale=tiny", *words, f"out={out}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [part for part in says if part not in said.err] == []
    assert "Traceback" not in said.err
    assert not out.exists()


def test_settings_of_the_lists_are_no_settings_of_a_run(tmp_path, capsys):
    assert main(["run", "scale=tiny", "budget=3", f"out={tmp_path / 'out'}"]) == 2
    assert "unknown key" in capsys.readouterr().err


def test_every_word_is_there_in_both_languages_with_the_same_facts():
    for key, words in WORDS.items():
        facts = [set(re.findall(r"{(\w+)", text)) for text in words]
        assert all(words), key
        assert facts[0] == facts[1], key


# --- tasks --------------------------------------------------------------------------------------------------


@pytest.fixture
def at(small, make):
    """``at(values, …)``: states whose one figure ``stations`` takes these values from month 100 on."""
    model = make(small, months=2)
    model.step()
    look = state.look(model)
    n = small.n_places

    def at(*series):
        return [
            state.State(
                look,
                {"stations": np.array(values, float)},
                {"stations": np.ones(n)},
                {},
                np.ones(2),
                0.0,
                0.0,
                (0, 0, 0),
                0.0,
            )
            for values in series
        ]

    return at


def wanted(region, by: int, value: float = 10.0, measure: str = "stations"):
    target = DocumentTarget("some", value, "at_least", "station", by, "目标", measure, "L09")
    return replace(region, targets=(target,), fraction=1.0)


@pytest.mark.parametrize(
    ("series", "by", "status", "missing", "pace"),
    [
        ([[4, 6, 8, 10]], 103, "on_track", 6, 2),
        ([[4, 5, 6, 7]], 103, "late", 6, 2),
        ([[4, 5, 6, 7]], 99, "overdue", 6, None),
        ([[12, 12, 12, 12]], 103, "reached", 0, 0),
        ([[12, 12, 8, 8]], 103, "reversed", 0, 0),
        ([[4, 5, 6, 7]], 120, "unjudged", 6, 0.3),
    ],
)
def test_a_task_says_what_is_missing_at_which_pace_and_whether_it_will_be_done(
    small, at, series, by, status, missing, pace
):
    states = at(*series)
    (task,) = tasks.tasks(wanted(small, by), states, state.mean_place(states), 100)
    assert task.status == status
    assert task.missing == missing
    assert task.pace == pytest.approx(pace) if pace is not None else np.isnan(task.pace)
    assert sum(part.wanted for part in task.parts) == 10


def test_a_task_of_which_the_model_has_no_figure_is_not_judged(small, at):
    states = at([1, 2])
    (task,) = tasks.tasks(wanted(small, 101, measure=""), states, state.mean_place(states), 100)
    assert (task.status, task.reason) == ("unjudged", "no_measure")


def test_as_many_as_places_is_one_for_each(small, at):
    states = at([1, 2])
    (task,) = tasks.tasks(wanted(small, 101, small.n_places), states, state.mean_place(states), 100)
    assert {part.wanted for part in task.parts} == {1}
    assert {part.missing for part in task.parts} == {0}


def test_the_share_of_runs_in_time_is_counted(small, at):
    states = at([4, 10], [4, 9], [4, 11], [4, 12])
    (task,) = tasks.tasks(wanted(small, 101), states, state.mean_place(states), 100)
    assert task.in_time == 0.75
    assert task.status == "on_track"


@pytest.mark.parametrize(
    ("opens", "due", "status"),
    [
        ([99, 100], 99, "open"),
        ([104, 104], 104, "on_track"),
        ([106, 105], 104, "late"),
        ([106, 105], 99, "overdue"),
        ([100, 105], 99, "overdue"),
        ([-1, -1], 104, "never"),
    ],
)
def test_a_dated_project_is_open_on_track_late_or_overdue(small, opens, due, status):
    stock = replace(small.projects[0], opens=due)
    coming = [state.Coming("building", month) for month in opens]
    assert tasks._due(stock, coming, 100).status == status


# --- trials and projects ------------------------------------------------------------------------------------


TRIALS = trials_of(DEFAULT)
START = month_of("2021-12")


def run_of(name: str, replicate: int, unmet: float, cost: float, capital: float, places: list[str]) -> Run:
    """A run of two years whose last one is what is compared."""
    cells = [Cell("unmet_hours", "", ""), Cell("public_cost", "", ""), *(Cell("unmet_hours", p, "") for p in places)]
    purposes = sorted({purpose for trial in TRIALS for purpose in trial.one_off})
    cells += [Cell("money", "", f"purpose={purpose}") for purpose in purposes]
    row = [unmet, cost, *(unmet / len(places) for _ in places), *(0.0 for _ in purposes)]
    values = np.tile(row, (24, 1))
    values[6, len(row) - len(purposes) + purposes.index("capital")] = 2 * capital  # in July of the first year
    halves = (("investors", capital), ("upper_levels", capital))
    ledger = tuple((2022, payer, "builders", "capital", yuan) for payer, yuan in halves)
    months = month_of("2022-01") + np.arange(24)
    return Run(name, replicate, replicate, tuple(cells), months, values, ledger)


def test_a_trial_is_hours_removed_for_money_beyond_the_control(small):
    names = [place.name for place in small.places]
    runs = [run_of(trials.CONTROL, r, 1000 + r, 50.0, 0.0, names) for r in (0, 1, 2)]
    for trial in TRIALS:
        runs += [run_of(trial.name, r, 900 + 1.5 * r, 60.0, 20000.0, names) for r in (0, 1, 2)]
    found = {one.trial.name: one for one in trials.results(runs, small, small.status_quo, START, 700_000.0, 5.0)}
    station = found["station"]
    assert station.removed.tolist() == [100, 99.5, 99]
    assert station.by_place.sum() == pytest.approx(station.removed.sum())
    assert station.once.tolist() == [20000] * 3
    assert station.running.tolist() == [120] * 3  # twelve months of 10 yuan
    assert station.yearly.tolist() == [20000 / 10 + 120] * 3
    assert station.clear
    assert station.ranked == pytest.approx(99.5 * trials.WEEKS / 2120 * 1e4)
    assert found["posts"].once.tolist() == [0] * 3  # capital is no money of posts that is spent once


def test_a_dose_comes_on_top_of_what_is_in_force_and_units_are_what_it_adds(small):
    levers = replace(small.status_quo, build=replace(small.status_quo.build, beds_per_year=400.0))
    beds, identify = (next(one for one in TRIALS if one.name == name) for name in ("beds", "identify"))
    assert beds.raised(levers, 7.0) == 400 + 7 * DEFAULT.beds_dose
    assert beds.units(levers, 7.0, 80.0) == pytest.approx(7 * DEFAULT.beds_dose)
    nearly = replace(levers, build=replace(levers.build, beds_per_year=4900.0))
    assert beds.units(nearly, 7.0, 80.0) == pytest.approx(100)  # 5,000 a year is the most that may be ordered
    assert identify.units(levers, 7.0, 80.0) == 700_000 * DEFAULT.visit_dose
    nursing = next(one for one in TRIALS if one.name == "nursing")
    for share, before in (
        (0.0, 0.0),
        (0.5, 200.0),
    ):  # a pace without a share asks nothing
        asked = replace(levers, nursing=replace(levers.nursing, target_share=share, beds_per_year=200.0))
        assert nursing.raised(asked, 7.0) == before + 7 * DEFAULT.nursing_dose
        assert nursing.units(asked, 7.0, 80.0) == pytest.approx(7 * DEFAULT.nursing_dose)


def test_assistants_come_with_the_new_points_alone(small):
    point = next(one for one in TRIALS if one.name == "point")
    new = point.units(small.status_quo, 7.0, 0.0)
    assert new == 7 * DEFAULT.point_dose
    share = point.kept(small.status_quo, 7.0, 60.0)["point.assistant_share"]
    before = small.status_quo.point.assistant_share * 60
    assert share * (60 + new) == pytest.approx(before + new)


def test_an_order_that_a_sample_cannot_carry_out_is_told_apart_from_one_that_moves_nothing():
    nothing = trials.Found(TRIALS[0], np.zeros(3), np.zeros((3, 8)), np.zeros(3), np.zeros(3), 10.0)
    assert nothing.empty
    assert not replace(nothing, once=np.full(3, 1e6)).empty


def test_the_interval_of_a_price_holds_the_luck_of_the_money(small):
    trial = TRIALS[0]
    nowhere = np.zeros((3, 8))
    sure = trials.Found(trial, np.array([9.0, 10.0, 11.0]), nowhere, np.zeros(3), np.full(3, 100.0), 1.0)
    unsure = replace(sure, running=np.array([150.0, 100.0, 50.0]))
    together = replace(sure, running=np.array([90.0, 100.0, 110.0]))
    prices = [trials.interval(one.per_money) for one in (sure, unsure, together)]
    assert {round(price.mean, 6) for price in prices} == {round(10 / 100 * trials.WEEKS * 1e4, 6)}
    widths = [price.high - price.low for price in prices]
    assert widths[1] > widths[0] > widths[2]
    assert widths[2] == pytest.approx(0, abs=1e-6)


def test_what_reaches_people_is_as_dense_in_a_project_as_in_the_trial(small, at):
    place = state.mean_place(at([1, 1]))
    adapt = next(one for one in TRIALS if one.name == "adapt")
    place = place._replace(severe_hours=np.full_like(place.elders, 50.0))
    n = small.n_places
    found = trials.Found(adapt, np.full(3, 500.0), np.zeros((3, n)), np.full(3, 1e6), np.zeros(3), 1400.0)
    listed = projects.candidates([found], place)
    assert sum(one.units for one in listed) == pytest.approx(1400)
    each = {one.place: one.units / place.elders[one.place] for one in listed}
    assert max(each.values()) == pytest.approx(min(each.values()))


def test_an_assumption_that_is_set_is_in_force_and_is_told(tmp_path):
    out = tmp_path / "out"
    words = ["replicates=1", "scale=tiny", "until=2021-07", "trial_months=24", "workers=1", "assume.adapt_life=5"]
    assert main(["lists", *words, "assume.home_beds=40", f"out={out}"]) == 0
    facts = json.loads((out / "provenance.json").read_text("utf-8"))
    assert facts["assumed"] == {**vars(DEFAULT), "adapt_life": 5.0, "home_beds": 40}
    text = (out / "lists.md").read_text("utf-8")
    assert "assume.adapt_life" in text
    assert re.search(r"5 years \([^)]*homes of those in most need adapted", text)


def test_orders_of_a_trial_last_a_january_and_rounds_a_year(small, make):
    from experiments.ensemble import RegionKey, Task

    month = month_of("2022-07")
    base = Task(RegionKey("qingyuan"), "status_quo", Schedule(small.status_quo), 0, 1, month)
    arms = {task.scenario: task for task in trials.tasks(base, month, 48, 700_000, [base])}
    assert set(arms) == {trials.CONTROL, *(trial.name for trial in TRIALS)}
    in_months = {month_of(text): text for text in ("2022-12", "2023-01", "2023-02", "2024-01")}
    stations = [arms["station"].schedule.at(m).station.stations_per_year for m in in_months]
    assert stations == [0, 28, 0, 0]
    visits = [arms["identify"].schedule.at(m).identify.visits_per_year for m in in_months]
    assert visits == [0, 1, 1, 0]
    pay = [arms["pay"].schedule.at(m).pay.raise_share for m in (month, month + 1, month + 48)]
    assert pay == pytest.approx([0, 0.1, 0.1])
    assert {task.schedule.at(month + 1).budget.general_factor for task in arms.values()} == {DEFAULT.fuller}
    assert {task.schedule.at(month) for task in arms.values()} == {small.status_quo}


def test_projects_are_ranked_by_hours_for_money_and_chosen_within_the_budget(small, at):
    place = state.mean_place(at([1, 1]))
    n = small.n_places
    needs = np.zeros_like(place.needs)
    needs[:, 3] = np.arange(1, n + 1) * place.in_need / place.in_need.sum() * 1000
    place = place._replace(needs=needs)
    trial = next(one for one in TRIALS if one.name == "station")
    found = trials.Found(trial, np.full(3, 50.0), np.zeros((3, n)), np.full(3, 1e6), np.full(3, 2e5), 10.0)
    listed = projects.choose(projects.candidates([found], place), 1e6)
    assert [one.ratio for one in listed] == sorted((one.ratio for one in listed), reverse=True)
    assert listed[0].cost == pytest.approx(1e5 + 2e4)
    chosen = [one for one in listed if one.chosen]
    assert len(chosen) == 8
    assert chosen[-1].cumulative == pytest.approx(8 * 1.2e5)
    assert all(one.removed <= needs[one.place, 3] + 1e-9 for one in listed)


def test_a_measure_that_is_not_shown_to_help_is_no_project(small, at):
    place = state.mean_place(at([1, 1]))
    trial = TRIALS[0]
    wide = trials.Found(trial, np.array([50.0, -40.0, 10.0]), np.zeros((3, 8)), np.full(3, 1e6), np.zeros(3), 10.0)
    assert projects.candidates([wide], place) == []
    assert projects.not_ranked([wide]) == [wide]


# --- layout -------------------------------------------------------------------------------------------------


def test_scarce_homes_serve_their_own_place_first(small, at):
    place = state.mean_place(at([1, 1]))
    n = small.n_places
    place = place._replace(severe=10.0 * np.arange(n, 0, -1) + 400, free=np.zeros((n, 4)))
    made = layout.layout(small, place, np.zeros(2), 3, 0)
    sited = np.flatnonzero(made.homes.units)
    assert made.homes.covered == pytest.approx(300)
    for p in sited:
        assert made.homes.served[p].sum() == pytest.approx(made.homes.served[p, p])


def test_homes_go_where_people_are_left_without_a_free_bed_in_reach(small, at):
    place = state.mean_place(at([1, 1]))
    n = small.n_places
    severe, free = np.zeros(n), np.zeros((n, 4))
    severe[[0, 6]] = 150, 90
    free[0, 2] = 200  # county homes at the first place have room for all its people
    out = np.zeros((n, 2))
    out[3, 0] = 40
    place = place._replace(severe=severe, free=free, out_of_reach=out, outside=np.full((n, 2), 4000.0))
    made = layout.layout(small, place, np.array([1000.0, 1000.0]), 2, 5)
    assert made.demand[0] == 0
    assert made.homes.units.sum() == 1
    assert made.homes.covered == pytest.approx(90)
    assert small.distance_km[int(np.flatnonzero(made.homes.units)[0]), 6] <= made.km
    assert made.stations.units.tolist() == [4 if i == 6 else 0 for i in range(2 * n)]  # 10 people a circle
    assert made.stations.covered == pytest.approx(40)
    assert made.stations_of(3, 0) == 4
