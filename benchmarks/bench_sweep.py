"""What keeping runs costs: time over that of the runs alone, memory, and what a second worker brings.

    python -m benchmarks.bench_sweep [runs=400] [more=2000]

Prints three things of ``carecap sweep scale=tiny``: processor time that a kept run takes beyond living it (budget
10 ms); memory of the command and of its workers after half of ``runs`` and after ``more`` runs (it must not grow); and
the wall time with one worker over that with two (budget 1.8; only a quiet machine with two free cores can show it).
The first alone is part of ``make bench``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from experiments import config
from experiments.commands import keeping
from experiments.commands.plan import Plan, plan
from experiments.runs import live

WORDS = ["region=qingyuan", "scale=tiny"]


class Silent:
    """A bar that shows nothing."""

    def __call__(self, months: int) -> None:
        pass

    def close(self) -> None:
        pass


def planned(out: Path, runs: int, *words: str) -> Plan:
    return plan("sweep", config.read("sweep", [*WORDS, f"replicates={runs}", f"out={out}", "resume=false", *words]))


def overhead(runs: int) -> tuple[float, float]:
    """(processor seconds of a run alone, of a run that is kept), by one worker in this process.

    Both are measured on the same runs, in turn, so that a machine that grows busier favours neither. Few runs make
    small chunks, so the figure of a short study is higher: every chunk writes some eight files.
    """
    alone, kept = [], []
    with tempfile.TemporaryDirectory() as folder:
        for task in planned(Path(folder) / "warm", 3).tasks:
            live(task)
        for i in range(2):
            whole = planned(Path(folder) / str(i), runs, f"seed={1 + i * runs}", "workers=1")
            started = time.process_time()
            for task in whole.tasks:
                live(task)
            between = time.process_time()
            with keeping.kept(whole, Silent, lambda whole: None):
                pass
            alone.append((between - started) / runs)
            kept.append((time.process_time() - between) / runs)
    return statistics.mean(alone), statistics.mean(kept)


def swept(runs: int, workers: int) -> tuple[float, float, float]:
    """(wall seconds, largest memory of the command, of a worker in MB) of a sweep in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        words = [*WORDS, f"replicates={runs}", f"workers={workers}", f"out={folder}/out"]
        started = time.monotonic()
        command = [sys.executable, "-m", "experiments.cli", "sweep", *words]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        watched, worked = [0.0], [0.0]
        watcher = threading.Thread(target=_watch, args=(psutil.Process(process.pid), watched, worked), daemon=True)
        watcher.start()
        code = process.wait()
        seconds = time.monotonic() - started
        watcher.join()
        if code:
            raise RuntimeError(f"the sweep ended with exit code {code}")
        return seconds, max(watched), max(worked)


def _watch(process: psutil.Process, own: list[float], workers: list[float]) -> None:
    """Note the memory of a process and of the largest below it, as long as it lives."""
    while True:
        try:
            own.append(process.memory_info().rss / 1e6)
            workers += [child.memory_info().rss / 1e6 for child in process.children(recursive=True)]
        except psutil.NoSuchProcess:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return
        if process.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.2)


def test_keeping(benchmark):
    """Processor time that a kept tiny run takes beyond living it: budget 10 ms."""
    alone, kept = benchmark.pedantic(overhead, (400,), rounds=1)
    benchmark.extra_info["ms of a run"] = round(1e3 * alone, 1)
    benchmark.extra_info["ms more for keeping it"] = round(1e3 * (kept - alone), 1)


def main() -> None:
    given = {"runs": 400, "more": 2000} | {k: int(v) for k, v in (word.split("=") for word in sys.argv[1:])}
    alone, kept = overhead(given["runs"])
    print(f"a run {1e3 * alone:.1f} ms of processor time, kept {1e3 * kept:.1f}: {1e3 * (kept - alone):+.1f} ms")
    for runs in (given["runs"] // 2, given["more"]):
        seconds, own, worker = swept(runs, 2)
        print(
            f"{runs} runs, 2 workers: {seconds:.0f} s; command {own:.0f} MB, largest worker {worker:.0f} MB", flush=True
        )
    one, two = (swept(given["runs"], workers)[0] for workers in (1, 2))
    busy = psutil.getloadavg()[0]
    print(f"{given['runs']} runs: one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times; load {busy:.1f}")


if __name__ == "__main__":
    main()
