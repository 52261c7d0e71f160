"""``carecap report``: a study as one page, one PDF and one workbook, to be handed on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO

from experiments import derived
from experiments.commands import of_study, page
from experiments.files import Folder, cannot_write
from experiments.overrides import BadInput, Problem
from experiments.store import Study, StudyError
from experiments.store.written import RESULTS

FOLDER = "report"
"""Folder in the study where the report is put unless ``out`` names another."""
STEMS = {"en": "report", "zh": "report.zh-CN"}
"""Language -> how its three files are called."""
ENDS = (".html", ".pdf", ".xlsx")


def report(words: Sequence[str]) -> None:
    """Tell a finished study in one language and write it three times: for a screen, on paper, as numbers."""
    study, _, said = of_study.read(words, FOLDER, {"language": "en", "out": ""})
    _refuse_a_search(study)
    language = said["language"]
    out = Path(said["out"] or study.path / FOLDER)
    names = [STEMS[language] + end for end in ENDS]
    wrong = cannot_write(out, names)
    if wrong:
        raise BadInput([Problem("out", str(out), wrong)])

    from experiments.report import contents, fonts
    from experiments.report.html import page as as_page
    from experiments.report.pdf import paper
    from experiments.report.section import letters_of
    from experiments.report.subject import of_study as subject_of
    from experiments.report.xlsx import workbook

    try:
        told = contents.report(subject_of(study, language))
    except StudyError as error:
        raise BadInput([Problem(f"carecap {FOLDER}", str(study.path), str(error))], "nothing was written") from None
    lacking = fonts.missing(letters_of(told))
    if lacking:
        shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in lacking)
        print(f"carecap: note: the fonts of the report cannot show {shown}", file=sys.stderr)
    book = names[-1]
    files = {names[0]: as_page(told, book), names[1]: paper(told, book), book: workbook(told)}
    with Folder(out) as folder:
        for name, data in files.items():
            folder.write(name, partial(_into, data=data))
        derived.stamp(folder, study, FOLDER, [] if language == "en" else [f"language={language}"])
    print(told.title)
    print(page.word("written", language, out=out, names=", ".join(names)))


def _refuse_a_search(study: Study) -> None:
    """A search has told itself: its points are mixes, not scenarios that a report could lay side by side."""
    if study.facts["command"] != "carecap optimise":
        return
    folder = study.path if "search" in study.facts else study.path.resolve().parent  # else its second look
    if all((folder / name).exists() for name in RESULTS):
        where = f"its pages are already in {folder}: {', '.join(RESULTS)}"
    else:
        where = f"its pages are written when it is finished: {study.command} out={folder} resume=true"
    message = f"is a search of carecap optimise, not a study that can be reported; {where}"
    raise BadInput([Problem(f"carecap {FOLDER}", str(study.path), message)], "nothing was written")


def _into(file: IO[bytes], data: bytes) -> None:
    file.write(data)
