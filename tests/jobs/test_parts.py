"""Parts in a folder: whose they are is checked before anything is touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.jobs import tasks

from reshore.errors import ReshoreError, UsageError
from reshore.jobs.parts import FolderParts
from reshore.jobs.task import Task

if TYPE_CHECKING:
    from pathlib import Path

TASK = Task(tasks.multiply, 3)


def test_kept_and_read(tmp_path: Path):
    """Parts come back in order, however they were kept; a folder's name may hold anything."""
    folder = tmp_path / "a [1]*"
    parts = FolderParts.open(folder, TASK, range(3))
    for number in (2, 0):
        parts.keep(number, pl.DataFrame({"n": [number]}))
    assert FolderParts.open(folder, TASK, range(3)).finished() == {0, 2}
    assert parts.frame()["n"].to_list() == [0, 2]


@pytest.mark.parametrize(
    ("task", "chunks"),
    [
        (Task(tasks.multiply, 4), range(3)),
        (Task(tasks.slow, 3), range(3)),
        (TASK, range(4)),
        (TASK, [0, 2, 1]),
    ],
)
def test_other_work(tmp_path: Path, task, chunks):
    """Another payload, task, number or order of chunks is refused, and the folder stays as it is."""
    FolderParts.open(tmp_path, TASK, range(3)).keep(0, pl.DataFrame({"n": [0]}))
    (tmp_path / "part-000001.parquet.draft").touch()
    with pytest.raises(UsageError, match="holds parts of other work, or of another version of reshore; name"):
        FolderParts.open(tmp_path, task, chunks)
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("record", ["", "{}", "[1", None])
def test_other_record(tmp_path: Path, record):
    """A record that is damaged, or of another version, is other work."""
    FolderParts.open(tmp_path, TASK, range(3))
    path = tmp_path / "job.json"
    path.write_text(
        json.dumps({**json.loads(path.read_text()), "version": "0"}) if record is None else record
    )
    with pytest.raises(UsageError, match="other work"):
        FolderParts.open(tmp_path, TASK, range(3))


def test_folder_in_use(tmp_path: Path):
    """A folder with something else in it is left alone, and a file is no folder."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "love.draft").touch()
    with pytest.raises(UsageError, match="letters is there already and holds no work to go on with"):
        FolderParts.open(tmp_path / "letters", TASK, range(3))
    assert (tmp_path / "letters" / "love.draft").exists()
    with pytest.raises(ReshoreError, match=r"love.draft can't be written: File exists"):
        FolderParts.open(tmp_path / "letters" / "love.draft", TASK, range(3))


def test_killed_at_the_start(tmp_path: Path):
    """A folder whose record was being written when the run was killed can be used."""
    (tmp_path / "job.json.draft").write_text("{")
    assert FolderParts.open(tmp_path, TASK, range(3)).finished() == set()
    assert [path.name for path in tmp_path.iterdir()] == ["job.json"]
