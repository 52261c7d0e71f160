"""A Dask cluster on loopback as a user starts it: a scheduler and its workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Cluster:
    """Its address and processes; each worker is a nanny that starts the process that works, again if it dies."""

    address: str
    scheduler: subprocess.Popen
    nannies: list[subprocess.Popen]

    def working(self) -> list[psutil.Process]:
        """The processes that work."""
        return [child for nanny in self.nannies for child in spawned(psutil.Process(nanny.pid))]


def spawned(parent: psutil.Process) -> list[psutil.Process]:
    """Its children that run Python code, but for the trackers of multiprocessing."""
    try:
        found = [
            child for child in parent.children(recursive=True) if "resource_tracker" not in " ".join(child.cmdline())
        ]
        return [child for child in found if child.status() != psutil.STATUS_ZOMBIE]
    except psutil.NoSuchProcess:
        return []


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A scheduler on a free port of loopback and workers with one thread each, as long as the block lasts."""
    file = folder / "scheduler.json"
    surroundings = {**os.environ, "NUMBA_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    options = {"cwd": ROOT, "env": surroundings, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    started: list[subprocess.Popen] = []
    try:
        local = ["--host", "127.0.0.1", "--no-dashboard"]
        words = [*local, "--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(file)]
        started.append(subprocess.Popen([*dask, "scheduler", *words], **options))
        address = _address(file)
        words = [*local, "--nthreads", "1", "--dashboard-address", "127.0.0.1:0", "--local-directory", str(folder)]
        started += [subprocess.Popen([*dask, "worker", address, *words], **options) for _ in range(workers)]
        yield Cluster(address, started[0], started[1:])
    finally:
        for process in reversed(started):
            for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
                child.kill()
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    """Where the scheduler listens, once it says so."""
    for _ in range(300):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("the scheduler does not start")
