"""What a search tells of outcomes without a value, of mixes that were not lived, and of what a line costs."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure

from experiments import config
from experiments.commands.plan import plan
from experiments.labels import LANGUAGES, STYLE, font_family
from experiments.optimise import tables
from experiments.optimise.binding import Price, frontier
from experiments.optimise.found import Found
from experiments.optimise.goal import COST, Aim, Goal, Line
from experiments.optimise.judge import Lived, judge
from experiments.optimise.page import Page
from experiments.optimise.picture import figure, limits_of, panel
from experiments.optimise.search import search
from experiments.optimise.telling import Teller
from tests.truth.mixes import BEDS, ENTERED, POSTS, SEATS, SINCE, TEXTS, UNMET, YEARS, evaluate, knob, world

HIDDEN = {"en": "No mix of the search has a value.", "zh": "搜索中的各组合均无数值。"}


@pytest.fixture(scope="module")
def whole():
    """A plan whose runs are never lived: the region and its status quo."""
    return plan("run", config.read("run", ["scale=tiny", "replicates=3", "out=null"]))


@pytest.fixture
def goal() -> Goal:
    """Half enter in 2027 and unmet hours are at most 97 % of the status quo's, for the least money: 27 mixes."""
    knobs = (knob(POSTS, None, 1, 2), knob(SEATS, None, 100, 200), knob(BEDS, None, 10, 20))
    service = (
        Line("entered_90", "", "", (2027,), True, 0.5),
        Line("unmet_hours", "", "", (2026, 2027), False, 0.97, True),
    )
    return Goal("made_up", TEXTS, SINCE, None, knobs, (), service, None, None)


def without(lived: Lived, replicates) -> Lived:
    """Nobody is counted who applies, in some replicates."""
    values = dict(lived.values)
    for year in YEARS:
        values[ENTERED, year] = np.where(np.isin(np.arange(3), replicates), np.nan, lived.get(ENTERED, year))
    return Lived(lived.months, values)


def nobody(many):
    """In no replicate of any mix there is somebody who applies."""
    return [without(lived, (0, 1, 2)) for lived in evaluate(many)]


# --- no value -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of_base", [False, True])
def test_a_panel_of_an_outcome_without_a_value_says_so(goal, whole, language, of_base, recwarn):
    """Beside the panel of one that has values, which does not; page and tables are whole too."""
    asked = replace(goal, service=(replace(goal.service[0], of_base=of_base), goal.service[1]))
    found = Found(whole, search(asked, nobody, asked.size, seed=1))
    with rc_context({**STYLE, "font.family": font_family(language)}):
        empty, full = figure(found, language, "").axes
        empty.figure.canvas.draw()
    assert [text.get_text() for text in empty.texts] == [HIDDEN[language]]
    assert not full.texts
    assert empty.get_xlim() == full.get_xlim()
    assert HIDDEN[language] in "\n".join(Page(found, language).front())
    assert "nan" not in Page(found, language).markdown("again")
    assert tables.trials(found)["entered_90|share"].isna().all()
    assert [str(one.message) for one in recwarn if issubclass(one.category, RuntimeWarning)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_found_mix_stands_among_those_that_are_shown(goal, whole, language):
    """Also where others beat it: it is on no front of cost against entering, since posts cost and bring nobody in."""
    found = Found(whole, search(goal, evaluate, goal.size, seed=1))
    tried, best = found.searched.tried, found.searched.best
    entered = [-float(one.lived.get(ENTERED, 2027).mean()) for one in tried]
    assert not frontier(tried, entered)[tried.index(best)]
    shown = [line for line in Page(found, language).front() if line.startswith("|")]
    assert [Page(found, language).mix(best.mix) in line for line in shown] == ["★" in line for line in shown]
    assert sum("★" in line for line in shown) == 1


def test_a_replicate_without_a_value_has_not_held(goal, whole):
    """In the tables and on the page, of a line and of all lines together."""
    for replicates, share, told in (((0, 1, 2), 0.0, "0 of 3"), ((1,), 2 / 3, "2 of 3"), ((), 1.0, "3 of 3")):
        found = Found(whole, search(goal, lambda many, r=replicates: [without(o, r) for o in evaluate(many)], 27, 1))
        row = tables.constraints(found).iloc[0]
        assert row["holds_in_share"] == pytest.approx(share)
        assert row["holds"] == (share > 0)
        best = tables.trials(found).query("found").iloc[0]
        assert best["holds_in_share"] == pytest.approx(share)
        (line,) = [row for row in Page(found, "en").twice() if "Entered" in row]
        assert line.endswith(f"| {told} |")


def test_a_mix_without_a_value_is_on_no_frontier_and_hides_no_other(goal):
    tried = search(goal, evaluate, goal.size, seed=1).tried
    same = [replace(tried[0], mix=one.mix) for one in tried[:3]]
    assert frontier(same, [2.0, float("nan"), 1.0]) == [False, False, True]
    assert frontier(same, [float("nan")] * 3) == [False] * 3


# --- limits -------------------------------------------------------------------------------------------------


def test_every_limit_of_an_outcome_is_drawn_and_none_that_nobody_set(goal, whole):
    lines = (
        Line("entered_90", "", "", (2026,), True, 0.6),
        Line("entered_90", "", "", (2027,), True, 0.8),
        Line("unmet_hours", "", "", (2026, 2027), False, 0.9, True),
        Line("unmet_hours", "", "", (2025, 2026), False, 505.0),
        Line("entered_90", "", "", (2025, 2026, 2027), True, 1.1, True),
    )
    searched = search(replace(goal, service=lines), evaluate, 4, seed=1)
    entered = limits_of(searched, ENTERED, (2026, 2027))
    assert entered == pytest.approx([0.6, 0.8, 1.1 * 0.7])
    assert limits_of(searched, UNMET, (2025,)) == pytest.approx([0.9, 505 / 1000])
    assert limits_of(searched, COST, (2025,)) == []
    axes = Figure().add_subplot()
    assert panel(axes, Teller(Found(whole, searched), "en"), ENTERED, (2026, 2027), -1, last=False)
    flat = [line.get_ydata()[0] for line in axes.lines if len(set(line.get_ydata())) == 1 and line.is_dashed()]
    assert flat == pytest.approx([100 * limit for limit in entered])


# --- some of the mixes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "all_of", "some_of", "best"),
    [
        ("en", "The cheapest mix that keeps", "of the mixes that were lived (10 of 27)", "The best mix within the"),
        ("zh", "满足服务水平的最省组合", "已模拟组合（27个中的10个）", "限制条件内的最好组合"),
    ],
)
def test_the_cheapest_of_some_mixes_is_not_told_as_the_cheapest(goal, whole, language, all_of, some_of, best):
    """On the screen and on the page; the same of the best outcome."""
    wanted = replace(goal, aim=Aim("unmet_hours", "", "", (2027,)))
    for asked, words in ((goal, all_of), (wanted, best)):
        for trials in (10, 27):
            page = Page(Found(whole, search(asked, evaluate, trials, seed=1)), language)
            for text in (page.printed().replace("\n", " "), page.markdown("again")):
                assert (some_of in text) == (trials == 10)
                assert bool(re.search(rf"(^|\*| ){words}", text)) == (trials == 27)


# --- what a line costs --------------------------------------------------------------------------------------


def told(goal, whole, language, luck, n=3):
    """The page of a search of two mixes; in the dearer one, which alone keeps the line, money has luck of its own."""
    asked = replace(goal, knobs=(knob(BEDS, None, 10),), service=(Line("entered_90", "", "", (2027,), True, 0.74),))

    def lived(changes):
        one = world(changes)
        values = {key: value[:n] for key, value in one.values.items()}
        if changes:
            values[COST, 2025] = values[COST, 2025] + np.array(luck)[:n]
        return Lived(one.months, values)

    page = Page(Found(whole, search(asked, lambda many: [lived(changes) for changes in many], 2, seed=1)), language)
    return page.binds()[-1]


@pytest.mark.parametrize(
    ("language", "says", "unclear"),
    [
        ("en", "By the mean of these runs it would cost {} less in all years.", "cannot be told from so few runs"),
        ("zh", "按这些运行的平均，历年合计少支出{}。", "尚不能判断"),
    ],
)
def test_what_a_line_costs_is_an_estimate_with_its_interval(goal, whole, language, says, unclear):
    """Beds cost 53 million in three years; with a standard deviation of 1 (40) million the interval is 2.48 (99.4)."""
    amounts = {"en": ("53.0 million yuan [50.5, 55.5]", "53.0 million yuan [−46.4, 152]", "33.0 million yuan"),
               "zh": ("5,300万元 [5,052, 5,548]", "5,300万元 [−4,637, 15,237]", "3,300万元")}[language]  # fmt: skip
    cases = (((-1e6, 0, 1e6), 3, False), ((-4e7, 0, 4e7), 3, True), ((-4e7, 0, 4e7), 2, True))
    for (luck, n, hidden), amount in zip(cases, amounts, strict=True):
        line = told(goal, whole, language, luck, n)
        assert says.format(amount) in line
        assert (unclear in line) == hidden


@pytest.mark.parametrize(("language", "both"), [("en", "may be higher or lower"), ("zh", "可能更高，也可能更低")])
def test_the_price_of_a_line_may_be_lower_too(goal, whole, language, both):
    hard = replace(goal, service=(replace(goal.service[0], limit=0.79),))
    pages = ["\n".join(Page(Found(whole, search(hard, evaluate, n, seed=1)), language).binds()) for n in (10, 27)]
    assert [both in page for page in pages] == [True, False]


def test_a_gain_is_taken_in_the_replicates_in_which_both_mixes_have_a_value(goal):
    best = judge(goal, (0, 0, 0), world(()), world(()))
    assert Price("budget", best, np.array([1.0, np.nan, 3.0])).gain == 2.0
    assert np.isnan(Price("budget", best, np.full(3, np.nan)).gain)
