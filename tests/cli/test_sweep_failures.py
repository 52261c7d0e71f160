"""``carecap sweep`` where something fails: a run, the disk, a worker, a second command in the same folder."""

from __future__ import annotations

from experiments import ensemble, store
from experiments.runs import RegionKey, RunFailed, Task, live, region_of
from sim.levers import Schedule
from tests.cli.sweeping import WAIT, bytes_of, parts_in, started, wait_until

LONG = ["scale=tiny", "until=2022-10", "replicates=100"]
"""Not over before a second command has started."""


def test_a_failing_run_is_reported_the_others_are_kept_and_resume_tries_again(sweep, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert sweep("replicates=6")[0] == 0
    whole = bytes_of(out)
    tried = []

    def failing(task, each_month):
        tried.append(task.seed)
        if task.seed == 4:
            raise RunFailed("a law of the model is broken (status_quo, seed 4): beds\nare lost")
        return live(task, each_month)

    monkeypatch.setattr(ensemble, "live", failing)
    code, said, complaint = sweep("replicates=6", "resume=false", "laws=off")
    assert code == 2
    assert tried == [1, 2, 3, 4, 4, 5, 6]
    assert "5 of 6 runs are kept" in said
    assert "1 of 6 runs failed; resume=true tries them again" in complaint
    assert "seed 4): RunFailed: a law of the model is broken (status_quo, seed 4): beds are lost" in complaint
    study = store.open(out)
    assert study.runs.df()["seed"].tolist() == [1, 2, 3, 5, 6]
    assert study.sql("from failed").df()["seed"].tolist() == [4]
    assert not study.complete

    tried.clear()
    monkeypatch.setattr(ensemble, "live", lambda task, each_month: tried.append(task.seed) or live(task, each_month))
    assert sweep("replicates=6", "resume=true")[0] == 0
    assert tried == [4]
    assert bytes_of(out) == whole


def test_a_comparison_with_a_failing_run_says_so(sweep, tmp_path, monkeypatch):
    def failing(task, each_month):
        if task.seed == 2:
            raise ValueError("no")
        return live(task, each_month)

    monkeypatch.setattr(ensemble, "live", failing)
    code, _, complaint = sweep("replicates=2", "scenarios=[status_quo,build]", command="compare")
    assert code == 2
    assert "2 of 4 runs failed" in complaint
    assert "ValueError: no" in complaint
    assert not (tmp_path / "out" / "yearly.csv").exists()


def test_a_full_disk_says_what_is_kept(sweep, tmp_path, monkeypatch):
    from experiments.store import parts

    synced = []

    def filling(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > 16:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.os, "fsync", filling)
    code, _, complaint = sweep("replicates=6")
    assert code == 2
    assert "no space left on the disk; " in complaint
    assert "of 6 runs are kept, the same command with resume=true goes on" in complaint
    assert list(tmp_path.rglob("*.tmp")) == []
    monkeypatch.undo()
    assert sweep("replicates=6", "resume=true")[0] == 0


def test_two_at_once_in_one_folder_do_not_mix(sweep, tmp_path):
    out = tmp_path / "out"
    with started(*LONG, "workers=2", f"out={out}") as process:
        wait_until(lambda: parts_in(out), process)
        for word in ("resume=false", "resume=true"):
            code, _, complaint = sweep(*LONG, word)
            assert code == 2
            assert "another carecap is at work there" in complaint
        assert process.wait(WAIT) == 0
    assert store.open(out).complete


def test_a_task_that_loses_its_worker_is_lived_again(tmp_path):
    flag = tmp_path / "killed"

    class KillsItsWorkerOnce:
        """Ends the first process that unpickles it; becomes a region's key in the second."""

        def __reduce__(self):
            end = f"(open({str(flag)!r}, 'x').close(), __import__('os')._exit(9))"
            key = "__import__('experiments.runs', fromlist=['x']).RegionKey('qingyuan', 0.002)"
            return eval, (f"{key} if __import__('os').path.exists({str(flag)!r}) else {end}",)

    key = RegionKey("qingyuan", 0.002)
    schedule = Schedule(region_of(key).status_quo)
    until = region_of(key).start + 2
    tasks = [Task(key, "x", schedule, r, 1 + r, until) for r in range(2)]
    poisoned = [Task(KillsItsWorkerOnce(), "x", schedule, 0, 1, until), tasks[1]]  # type: ignore[arg-type]
    runs = ensemble.run_all(poisoned, workers=2)
    assert flag.exists()
    for run, task in zip(runs, tasks, strict=True):
        alone = live(task)
        assert run.values.tobytes() == alone.values.tobytes()
        assert (run.replicate, run.cells) == (alone.replicate, alone.cells)
