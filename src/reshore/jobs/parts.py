"""Where finished chunks are kept: in memory, or in a folder that a later run goes on from."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import ReshoreError, UsageError
from reshore.jobs.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reshore.jobs.task import Task

RECORD = "job.json"
"""Says whose parts a folder holds."""

_DRAFT = ".draft"


@dataclass(frozen=True, slots=True)
class MemoryParts:
    """Finished chunks in memory."""

    frames: dict[int, pl.DataFrame] = field(default_factory=dict)

    def finished(self) -> set[int]:
        """Return the numbers of finished chunks."""
        return set(self.frames)

    def keep(self, number: int, frame: pl.DataFrame) -> None:
        """Keep the frame of a chunk."""
        self.frames[number] = frame

    def frame(self) -> pl.DataFrame:
        """Return the rows of all chunks, in the chunks' order."""
        return _together([self.frames[number] for number in sorted(self.frames)])


@dataclass(frozen=True, slots=True)
class FolderParts:
    """Finished chunks in a folder: a Parquet file each, which is there whole or not at all.

    A folder serves one run at a time.

    Attributes
    ----------
    folder
        Where they are.
    count
        How many chunks there are.
    """

    folder: Path
    count: int

    @classmethod
    def open(cls, folder: Path, task: Task, chunks: Sequence[Any]) -> FolderParts:
        """Begin in a folder that is new or empty, or go on in one of the same task and chunks.

        Raises
        ------
        UsageError
            If it holds something else: parts of another task or version, or no parts at all.
        ReshoreError
            If it can't be written.
        """
        record = {
            "format": 1,
            "version": version("reshore"),
            "chunks": len(chunks),
            "fingerprint": fingerprint((task, list(chunks))),
        }
        path = folder / RECORD
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.exists():
                _require_same(folder, path.read_bytes(), record)
            elif {there.name for there in folder.iterdir()} - {RECORD + _DRAFT}:
                raise UsageError(f"{folder} is there already and holds no work to go on with; name another")
            else:
                _write(path, json.dumps(record, indent=2).encode())
            for draft in folder.glob(f"*{_DRAFT}"):  # of a run that was killed
                draft.unlink()
        except OSError as error:
            raise ReshoreError(f"{folder} can't be written: {error.strerror or error}") from error
        return cls(folder, len(chunks))

    def finished(self) -> set[int]:
        """Return the numbers of chunks whose parts are there and can be read; damaged ones are made again."""
        return {number for number in range(self.count) if _sound(self._path(number))}

    def keep(self, number: int, frame: pl.DataFrame) -> None:
        """Write the part of a chunk.

        Raises
        ------
        ReshoreError
            If it can't be written; nothing of it is left then.
        """
        file = io.BytesIO()
        frame.write_parquet(file)
        path = self._path(number)
        try:
            _write(path, file.getvalue())
        except OSError as error:
            raise ReshoreError(
                f"{path} can't be written: {error.strerror or error}; finished chunks are kept, and running "
                "the same again goes on from there"
            ) from error

    def frame(self) -> pl.DataFrame:
        """Return the rows of all chunks, in the chunks' order."""
        return _together(
            [pl.read_parquet(self._path(number), glob=False) for number in sorted(self.finished())]
        )

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:06d}.parquet"


def _together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames) if frames else pl.DataFrame()


def _require_same(folder: Path, written: bytes, record: dict[str, Any]) -> None:
    try:
        there = json.loads(written)
    except ValueError:
        there = None
    if there != record:
        raise UsageError(
            f"{folder} holds parts of other work, or of another version of reshore; "
            "name another folder, or take it away first"
        )


def _sound(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            pl.read_parquet_schema(file)
    except (FileNotFoundError, pl.exceptions.ComputeError):
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(path.name + _DRAFT)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
