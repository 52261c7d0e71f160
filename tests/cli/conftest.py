"""Commands in a folder of their own, for the tests of several files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.cli import main
from experiments.runs import region_of

ROOT = Path(__file__).resolve().parents[2]
DUYUN = ROOT / "docs" / "own-region" / "duyun"


@pytest.fixture
def sweep(tmp_path, capsys) -> Callable[..., tuple[int, str, str]]:
    """``sweep("replicates=3")`` in this process, into tmp_path/out: exit code, what it printed, what it complained."""

    def sweep(*words: str, command: str = "sweep") -> tuple[int, str, str]:
        given = {word.partition("=")[0] for word in words}
        usual = ["scale=tiny", "until=2020-12", "workers=1", f"out={tmp_path / 'out'}"]
        code = main([command, *(word for word in usual if word.partition("=")[0] not in given), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return sweep


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder with the finished tables of the tutorial in it."""
    shutil.copytree(DUYUN, tmp_path / DUYUN.relative_to(ROOT))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    region_of.cache_clear()
    yield tmp_path
    region_of.cache_clear()
