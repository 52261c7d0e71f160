"""The generated pages are what `make docs` would write, and links between pages lead somewhere."""

import re
from pathlib import Path

import pytest

from experiments import doc_csv, docs, overview
from experiments.month0 import VERDICTS
from experiments.store.columns import SCHEMAS
from experiments.store.tables import TABLES
from experiments.words_agents import ATTRIBUTES
from experiments.words_outcomes import DEFINITIONS_ZH, GROUPS_ZH, KINDS_ZH
from experiments.words_studies import MEANINGS, TEXTS
from sim.agents.aides import Aide
from sim.agents.column import declared
from sim.agents.elders import Elder
from sim.agents.facilities import Facility
from sim.agents.kinds import Stage
from sim.ledger import Account, Purpose
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_generated_pages_and_the_picture_are_up_to_date():
    stale = docs.stale()
    assert not stale, f"out of date: {', '.join(stale)}; run `make docs` and commit what it writes"


def test_a_stale_page_a_stray_page_and_a_stale_picture_are_noticed_and_put_right(tmp_path, monkeypatch):
    monkeypatch.setattr(docs, "GENERATED", tmp_path / "generated")
    monkeypatch.setattr(docs, "OVERVIEW", tmp_path / "pictures" / "overview.png")
    docs.main()
    assert docs.stale() == []
    (docs.GENERATED / "levers.md").write_text("old", encoding="utf-8")
    (docs.GENERATED / "gone.md").write_text("of a lever that is no more", encoding="utf-8")
    docs.OVERVIEW.unlink()
    assert docs.stale() == ["gone.md", "levers.md", "overview.png"]
    docs.main()
    assert docs.stale() == []


def test_the_picture_shows_only_levers_that_exist():
    assert {name for arrow in overview.ARROWS for name in arrow[-1]} <= set(LEVERS)


@pytest.mark.parametrize("name", docs.PAGES)
def test_tables_of_a_page_are_whole(name):
    widths = []
    for line in docs.PAGES[name]().splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        if bars and widths and widths[-1]:
            assert bars == widths[-1], line
        widths.append(bars)


def test_words_of_the_schema_are_those_of_what_is_declared():
    stored = {column for schema in SCHEMAS.values() for column in schema.names}
    stored |= {f"{table}.{column}" for table, schema in SCHEMAS.items() for column in schema.names}
    assert MEANINGS.keys() - stored == {"nth", "who", "ownership", "cause"}  # columns of views
    for kind in (Elder, Facility, Aide):
        assert set(ATTRIBUTES[kind.TABLE]) == set(declared(kind))
    assert {verdict for verdict in VERDICTS if isinstance(verdict, str)} == set(TEXTS["verdict"])
    assert {account.name.lower() for account in Account} == set(TEXTS["payer, payee"])
    assert {purpose.name.lower() for purpose in Purpose} == set(TEXTS["purpose"])
    assert {"undecided", *(stage.name.lower() for stage in Stage)} == set(TEXTS["stage"])
    assert all(english and chinese for words in TEXTS.values() for english, chinese in words.values())


def test_every_column_of_a_csv_file_is_explained_and_nothing_else():
    files = doc_csv.columns()
    assert list(files) == list(doc_csv.FILES)
    assert {name for name in TABLES if name.endswith(".csv")} - files.keys() == {"design.csv"}
    assert set(doc_csv.explained(files)) == set(doc_csv.KNOWN)
    assert len(doc_csv.KNOWN) == len(doc_csv.MEANINGS) + len(doc_csv.MORE)
    words = [*doc_csv.FILES.values(), *((one.english, one.chinese) for one in doc_csv.KNOWN.values())]
    assert all(english and re.search("[\u4e00-\u9fff]", chinese) for english, chinese in words)


def test_a_column_of_a_csv_file_without_a_meaning_is_an_error(monkeypatch):
    monkeypatch.delitem(doc_csv.KNOWN, "p_low")
    with pytest.raises(KeyError, match="p_low"):
        doc_csv.section(lambda heads, rows: "")


def test_every_outcome_is_defined_in_chinese():
    assert list(DEFINITIONS_ZH) == list(OUTCOMES)
    assert len(set(DEFINITIONS_ZH.values())) == len(OUTCOMES)
    assert not [words for words in DEFINITIONS_ZH.values() if re.search("[A-Za-z]|[。 ]", words)]
    assert {outcome.kind for outcome in OUTCOMES.values()} == set(KINDS_ZH)
    assert {group for outcome in OUTCOMES.values() for group in outcome.groups} == set(GROUPS_ZH)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.relative_to(ROOT)} links to {target}"
        if anchor:
            assert anchor in anchors(there), f"{page.relative_to(ROOT)} links to {target}"


def anchors(page: Path) -> set[str]:
    """What the headings of a page can be linked by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
