"""The parts of a study on disk: each chunk of runs writes its own, whole or not at all.

``data/<table>/part-000012.parquet`` is what chunk 12 has for a table; a table for which it has no row gets no file.
The part of ``runs`` is written last and names the tables of its chunk: if all their parts are there, the chunk is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = "carecap study 2"
"""Written into every part. 1 was a folder with a single outcomes.parquet."""
PROVENANCE = "provenance.json"
DATA = "data"
LAST = "runs"
FAILED = "failed"
TABLES = b"tables"
"""Under this name the part of ``runs`` names the other tables of its chunk."""
LEAST = b"outcomes"
"""What every chunk has; parts written before they named their tables are held to it."""
TEMPORARY = re.compile(r"^\.part-\d+\.parquet\.\w+\.tmp$")
PART = re.compile(r"^part-\d+\.parquet$")


def path_of(study: Path, table: str, chunk: int) -> Path:
    """Where a chunk's rows of a table stand."""
    return study / DATA / table / f"part-{chunk:06d}.parquet"


def write_part(study: Path, chunk: int, tables: Mapping[str, pa.Table]) -> None:
    """Put the tables of a chunk in place, each synced and renamed, ``runs`` after all others.

    A chunk that is written again (a run had failed, or replicates were added) gives up its part of ``runs`` first:
    until the new one is there, it is not. OSError if the disk is full; nothing half written is left then.
    """
    path_of(study, LAST, chunk).unlink(missing_ok=True)
    others = " ".join(sorted(name for name in tables if name != LAST and tables[name].num_rows))
    for name in sorted(tables, key=lambda name: name == LAST):
        place = path_of(study, name, chunk)
        if tables[name].num_rows == 0 and name != LAST:
            place.unlink(missing_ok=True)
            continue
        for folder in (study / DATA, place.parent):  # the study itself must be there
            folder.mkdir(exist_ok=True)
        # a number of a process is not enough: workers of several machines may have the same
        temporary = place.with_name(f".{place.name}.{uuid.uuid4().hex}.tmp")
        try:
            with temporary.open("wb") as file:
                named = {TABLES.decode(): others} if name == LAST else {}
                table = tables[name].replace_schema_metadata({"schema": SCHEMA, **named})
                pq.write_table(table, file, compression="zstd", row_group_size=max(1, table.num_rows))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, place)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def chunks(study: Path, table: str = LAST) -> set[int]:
    """Chunks that have a part of a table."""
    names = (path.name for path in (study / DATA / table).glob("part-*.parquet"))
    return {int(name[len("part-") : -len(".parquet")]) for name in names if PART.match(name)}


def kept_chunks(study: Path) -> tuple[dict[int, int], set[str]]:
    """(Chunk -> runs in it, of those with a part of every table that they had; tables of which the others lost a part).

    A chunk without its part of ``runs`` is still being written, or was given up: it counts as neither.
    """
    there = sorted(chunks(study))  # before the others are listed: a chunk that is being written has its runs last
    listed: dict[str, set[int]] = {}
    kept: dict[int, int] = {}
    lost: set[str] = set()
    for chunk in there:
        about = pq.read_metadata(path_of(study, LAST, chunk))
        names = (about.metadata or {}).get(TABLES, LEAST if about.num_rows else b"").decode().split()
        listed |= {name: chunks(study, name) for name in names if name not in listed}
        lacking = {name for name in names if chunk not in listed[name]}
        lost |= lacking
        if not lacking:
            kept[chunk] = about.num_rows
    return kept, lost


def whole_chunks(study: Path) -> dict[int, int]:
    """Chunk -> runs in it, of those that are there as a whole and of which no run failed."""
    failed = chunks(study, FAILED)
    return {chunk: runs for chunk, runs in kept_chunks(study)[0].items() if chunk not in failed}


def facts_hash(study: Path) -> str:
    """SHA-256 of what made the study in a folder; empty if there is none. It tells one study from another."""
    try:
        return hashlib.sha256((study / PROVENANCE).read_bytes()).hexdigest()
    except OSError:
        return ""


def tidy_up(study: Path) -> None:
    """Take away what workers that were killed left half written."""
    for path in (study / DATA).glob("*/.part-*.tmp"):
        if TEMPORARY.match(path.name):
            path.unlink(missing_ok=True)


def take_away(study: Path) -> None:
    """Take away all runs of a study, ``runs`` first, and nothing that we have not written."""
    from experiments.store.columns import SCHEMAS

    tidy_up(study)
    folders = [path for path in (study / DATA).glob("*") if path.is_dir() and path.name in SCHEMAS]
    for folder in sorted(folders, key=lambda path: path.name != LAST):
        for path in folder.glob("part-*.parquet"):
            if PART.match(path.name):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # somebody else keeps something there
            folder.rmdir()
    with contextlib.suppress(OSError):
        (study / DATA).rmdir()
