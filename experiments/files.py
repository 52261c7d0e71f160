"""Files that are whole or not there: staged beside their place, synced, renamed when all are written."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

BYTES_A_VALUE = 12.0
"""Upper estimate of the space that a monthly value takes in all files together."""
BYTES_AROUND = 20_000_000
"""Upper estimate of what does not grow with the runs: charts, provenance."""


class CannotWrite(OSError):
    """The output cannot be written; the message says where and why."""


class Folder:
    """Files of one study, staged beside their place and put there together.

    Use as a context manager: leaving it without an error puts all files in place; any error, also Ctrl-C,
    removes what was staged and the folders that were made for it.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self.staged: dict[Path, Path] = {}
        self.made: list[Path] = []

    def __enter__(self) -> Folder:
        """Make the folder."""
        try:
            self._make(self.path)
        except OSError as error:
            self._remove()
            raise CannotWrite(f"out = {self.path}: {why(error)}") from None
        return self

    def write(self, name: str, fill: Callable[[IO[bytes]], object]) -> None:
        """Stage one file: ``fill`` writes its bytes."""
        temporary = self._stage(self.path / name)
        with temporary.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())

    def draw(self, subfolder: str, fill: Callable[[Path], Iterable[Path]]) -> list[Path]:
        """Stage files that ``fill`` makes in a folder; returns the paths that they will have."""
        self._make(self.path / subfolder)
        scratch = self.path / subfolder / f".{subfolder}.{os.getpid()}.tmp"
        scratch.mkdir()
        self.made.append(scratch)
        places = []
        for path in fill(scratch):
            places.append(self.path / subfolder / Path(path).name)
            self.staged[places[-1]] = Path(path)
        return places

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: Any) -> None:
        """Put all files in place, or leave nothing."""
        try:
            if kind is None:
                for place, temporary in self.staged.items():
                    os.replace(temporary, place)
                self.staged.clear()
                self.made = [path for path in self.made if path.suffix == ".tmp"]
        except OSError as trouble:
            error = trouble
        finally:
            self._remove()
        if isinstance(error, OSError) and not isinstance(error, CannotWrite):
            raise CannotWrite(f"out = {self.path}: {why(error)}; partial files were removed") from None

    def _stage(self, place: Path) -> Path:
        temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
        self.staged[place] = temporary
        return temporary

    def _make(self, path: Path) -> None:
        """Make a folder and those above it, remembering which are new."""
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            self.made.append(folder)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))

    def _remove(self) -> None:
        """Take away what was staged and the folders made for it, unless somebody else uses them."""
        for temporary in self.staged.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(self.made):
            if folder.suffix == ".tmp":
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        self.staged.clear()


def why(error: OSError) -> str:
    """What the system says, in a few words."""
    known = {errno.ENOSPC: "no space left on the disk", errno.EDQUOT: "the quota of the disk is used up"}
    return known.get(error.errno or 0, (error.strerror or str(error)).lower())


def cannot_write(path: str | Path, names: Iterable[str] = (), values: int = 0) -> str | None:
    """Why files of these names with so many monthly values could not be written to ``path``, or None.

    Leaves no trace.
    """
    try:
        there = Path(path).absolute()
        folder = next(parent for parent in (there, *there.parents) if parent.exists())
        if not folder.is_dir():
            return f"{'it' if folder == there else 'a part of it'} is a file, not a folder"
        with tempfile.TemporaryFile(dir=folder):
            pass
        blocked = [name for name in names if (there / name).is_dir()]
        if blocked:
            return f"{blocked[0]} in it is a folder"
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"cannot be written to: {why(error)}"
    needed = BYTES_AROUND + BYTES_A_VALUE * values
    if free < needed:
        return f"no space left on the disk: up to {needed / 1e6:,.0f} MB are needed, {free / 1e6:,.0f} MB are free"
    return None
