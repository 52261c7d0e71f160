"""Every story of this folder comes true, and would not come true in its otherwise-world."""

import re

import pytest

from experiments.region_tables import INSTRUMENTS
from sim.levers import LEVERS
from tests.stories.teller import stories, tell

STORIES = stories()
NEEDED = {"title", "title_zh", "levers", "given", "then", "otherwise", "file"}


@pytest.mark.parametrize("story", STORIES, ids=[f"{s['file']}: {s['title']}" for s in STORIES])
def test_the_story_comes_true_and_could_have_failed(story):
    wrong, wrong_otherwise = tell(story)
    assert not wrong, "\n".join(wrong)
    assert wrong_otherwise, "every sentence is true in the otherwise-world too: the story cannot fail"


def test_each_lever_has_a_story():
    about = {lever for story in STORIES for lever in story["levers"]}
    assert about >= {lever.CODE for lever in LEVERS.values()}
    assert about <= set(INSTRUMENTS)


@pytest.mark.parametrize("story", STORIES, ids=[s["title"] for s in STORIES])
def test_a_story_is_whole_and_bilingual(story):
    assert set(story) >= NEEDED
    assert re.search(r"[\u4e00-\u9fff]", story["title_zh"])
    assert not re.search(r"[\u4e00-\u9fff]", story["title"])
    for step in story["then"]:
        for sentence in step["holds"]:
            english, chinese = sentence.split(" | ")
            assert re.search(r"[\u4e00-\u9fff]", chinese)
            assert english.strip()


def test_titles_are_told_once():
    titles = [story["title"] for story in STORIES]
    assert len(set(titles)) == len(titles)
