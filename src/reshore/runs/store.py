"""A run's folder on disk: written whole or not at all, read with its digests checked.

A folder holds ``run.json`` and groups of frames, a subfolder a group and a Parquet file a frame.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import DataError, Fault, ReshoreError, UsageError
from reshore.tables.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

FORMAT = 1
"""Version of the layout; a run of a later one is refused."""

RECORD = "run.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was read.

    Attributes
    ----------
    path
        Its folder; the folder's name is the run's id.
    record
        What ``run.json`` says.
    """

    path: Path
    record: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The name of the run."""
        return self.path.name

    def frames(self, group: str) -> dict[str, pl.DataFrame]:
        """Read the frames of a group.

        Raises
        ------
        DataError
            If a frame is missing or is not what was written.
        """
        files: dict[str, str] = self.record["files"].get(group, {})
        faults: list[Fault] = []
        frames: dict[str, pl.DataFrame] = {}
        for name, digest in files.items():
            path = self.path / group / f"{name}.parquet"
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                faults.append(Fault(str(path), "is missing", "make the run again"))
                continue
            if _digest(data) != digest:
                faults.append(Fault(str(path), "is not what the run wrote", "make the run again"))
                continue
            frames[name] = pl.read_parquet(io.BytesIO(data))
        if faults:
            raise DataError(faults)
        return frames

    @contextmanager
    def read_as(self, what: str) -> Iterator[None]:
        """Tell what fails within, when the record is read as that of something, as damage to it.

        Raises
        ------
        DataError
            If something is missing in the record, or is not what it should be.
        """
        try:
            yield
        except (KeyError, TypeError, ValueError) as error:
            place = str(self.path / RECORD)
            raise DataError([Fault(place, f"is no record of {what}: {error}", "make it again")]) from error


def save(
    folder: Path, name: str, record: Mapping[str, Any], groups: Mapping[str, Mapping[str, pl.DataFrame]]
) -> Run:
    """Write a run under a new id that starts with `name`.

    Parameters
    ----------
    folder
        Where the run's folder goes; made if it is not there.
    record
        What ``run.json`` is to hold, as JSON allows, besides the id, time and digests that are added.
    groups
        Frames by name, by group. The same frames give the same bytes.

    Raises
    ------
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    now = datetime.now(UTC)
    files = {
        group: {frame: _parquet(content) for frame, content in frames.items()}
        for group, frames in groups.items()
    }
    digests = {
        group: {frame: _digest(data) for frame, data in frames.items()} for group, frames in files.items()
    }
    full = {"format": FORMAT, "created": now.isoformat(timespec="milliseconds"), **record, "files": digests}
    text = json.dumps(full, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    stem = re.sub(r"[^\w.]+", "-", name).strip("-.") or "run"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReshoreError(f"{folder} can't be written: {error.strerror or error}") from error
    path = _free(folder / f"{stem}-{now:%Y%m%d-%H%M%S}-{_digest(text.encode())[:6]}")
    with replacing(path) as draft:
        draft.mkdir()
        for group, frames in files.items():
            (draft / group).mkdir()
            for frame, data in frames.items():
                (draft / group / f"{frame}.parquet").write_bytes(data)
        (draft / RECORD).write_text(text, encoding="utf-8")
    return Run(path, full)


def require_writable(folder: Path) -> None:
    """Hold that runs can be kept in a folder, before time is spent on one; nothing is made.

    Raises
    ------
    ReshoreError
        If they can't.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise ReshoreError(f"{folder} can't be written: {there} is not a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise ReshoreError(f"{folder} can't be written: no permission in {there}")


def load(path: str | PathLike[str]) -> Run:
    """Read a run's record; its frames are read when asked for.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If its record is damaged, or of a later version.
    """
    path = Path(path)
    file = path / RECORD
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"{path} is not a run: it has no {RECORD}") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataError([Fault(str(file), f"is damaged: {error}", "make the run again")]) from error
    if problem := _problem(record):
        raise DataError([Fault(str(file), problem, "make the run again")])
    return Run(path, record)


def list_runs(folder: Path) -> list[Run]:
    """Return the runs in a folder, oldest first; a folder that is not there has none.

    Raises
    ------
    DataError
        If the record of one is damaged.
    """
    if not folder.is_dir():
        return []
    paths = (path for path in folder.iterdir() if not path.name.startswith(".") and (path / RECORD).exists())
    return sorted((load(path) for path in paths), key=lambda run: (run.record["created"], run.id))


def _problem(record: object) -> str:
    if not isinstance(record, dict) or not isinstance(record.get("format"), int):
        return "is damaged: it is not the record of a run"
    if record["format"] > FORMAT:
        return f"has format {record['format']}, and this version reads up to {FORMAT}"
    if missing := {"format", "created", "files"} - record.keys():
        return f"is damaged: it lacks {', '.join(sorted(missing))}"
    groups = record["files"]
    if not isinstance(groups, dict) or not all(isinstance(frames, dict) for frames in groups.values()):
        return "is damaged: it does not list its files"
    names = [name for group, frames in groups.items() for name in (group, *frames)]
    if not all(re.fullmatch(r"\w+", name) for name in names):
        return "is damaged: it names files outside the run"
    return ""


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(path: Path) -> Path:
    """Return the path, or the path with a number where that is taken."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(free for free in chain([path], numbered) if not free.exists())
