"""``carecap sweep`` in a process of its own: started, watched, left alone; and what it leaves on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WAIT = 120.0
"""Seconds after which a test gives up."""


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@contextmanager
def started(*words: str, **options):
    """``carecap sweep`` in a process of its own and a session of its own."""
    command = [sys.executable, "-m", "experiments.cli", "sweep", *words]
    surroundings = {**os.environ, "NUMBA_NUM_THREADS": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, start_new_session=True, **pipes, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def finish(*words: str) -> None:
    """A sweep that is left alone."""
    with started(*words) as process:
        said = process.communicate(timeout=900)
    assert process.returncode == 0, said


def wait_until(true: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def parts_in(out: Path) -> int:
    return len(list(out.glob("data/runs/part-*.parquet")))
