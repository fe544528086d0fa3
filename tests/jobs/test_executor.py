"""The executor: order, failures, progress, stops, and going on."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from threading import Event
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.jobs import tasks

from reshore.errors import ReshoreError, StoppedError, UsageError
from reshore.jobs.executor import OnFailure, run
from reshore.jobs.task import Task

if TYPE_CHECKING:
    from pathlib import Path

CHUNKS = [range(0, 3), range(3, 4), range(4, 9)]
TRIPLE = Task(tasks.multiply, 3)


def handled(folder: Path) -> list[int]:
    return sorted(int(path.name.split("-")[1]) for path in folder.glob("chunk-*"))


def test_rows_come_in_order(tmp_path: Path):
    """The frame has the rows of all chunks in their order, in memory and from a folder."""
    expected = pl.DataFrame({"n": range(9), "product": range(0, 27, 3)}, schema_overrides={"n": pl.Int64})
    assert_frame_equal(run(TRIPLE, CHUNKS).frame, expected)
    assert_frame_equal(run(TRIPLE, CHUNKS, folder=tmp_path / "new" / "parts").frame, expected)


def test_no_chunks(tmp_path: Path):
    """Without chunks there are no rows, nobody gets ready, and nothing went wrong."""
    outcome = run(Task(tasks.hopeless, ""), [], folder=tmp_path)
    assert outcome.frame.is_empty()
    assert outcome.failures == ()


def test_first_failure_is_told(tmp_path: Path):
    """A chunk that fails ends the run by its number and message, and what was finished before it is kept."""
    task = Task(tasks.fragile, {"error": "c"})
    with pytest.raises(ReshoreError, match=r"^chunk 2 failed: ValueError: no such lane") as caught:
        run(task, list("abcd"), folder=tmp_path)
    assert "in handle" in caught.value.__notes__[0]
    assert sorted(path.name for path in tmp_path.glob("part*")) == [
        "part-000000.parquet",
        "part-000001.parquet",
    ]


def test_failures_are_collected():
    """Failures are named and the other chunks are there."""
    task = Task(tasks.fragile, {"error": "d", "fault": "b", "text": "a"})
    outcome = run(task, list("abcd"), on_failure=OnFailure.COLLECT)
    assert outcome.frame["chunk"].to_list() == ["c"]
    assert [str(failure) for failure in outcome.failures] == [
        "chunk 0 failed: TypeError: a chunk has to give a frame, not str",
        "chunk 1 failed: 1 fault in the input\nlanes.csv:3: is no lane",
        "chunk 3 failed: ValueError: no such lane",
    ]
    assert run(task, ["a"], on_failure=OnFailure.COLLECT).frame.shape == (0, 0)


def test_errors_while_getting_ready():
    """An error before any chunk isn't a chunk's failure."""
    with pytest.raises(ValueError, match=r"^no way$"):
        run(Task(tasks.hopeless, "no way"), [1], on_failure=OnFailure.COLLECT)


def test_going_on(tmp_path: Path):
    """Only what is missing is done: chunks that failed, weren't reached, or whose part is damaged."""
    log, parts = tmp_path / "log", tmp_path / "parts"
    log.mkdir()
    task = Task(tasks.logged, str(log))
    whole = run(task, range(5), folder=parts).frame
    (parts / "part-000001.parquet").unlink()
    (parts / "part-000002.parquet").write_bytes((parts / "part-000002.parquet").read_bytes()[:-9])
    (parts / "part-000003.parquet").write_bytes(b"")
    (parts / "part-000001.parquet.draft").write_bytes(b"PAR1")
    seen = []
    again = run(task, range(5), folder=parts, on_progress=lambda *progress: seen.append(progress[:2]))
    assert_frame_equal(again.frame, whole)
    assert handled(log) == [0, 1, 1, 2, 2, 3, 3, 4]
    assert seen == [(2, 5), (3, 5), (4, 5), (5, 5)]
    assert list(parts.glob("*.draft")) == []
    run(task, range(5), folder=parts)
    assert len(list(log.glob("ready-*"))) == 2, "nobody gets ready where nothing is to be done"


def test_progress():
    """Progress counts failures too, and seconds don't run backwards."""
    seen = []
    task = Task(tasks.fragile, {"error": "b"})
    run(task, list("abc"), on_failure=OnFailure.COLLECT, on_progress=lambda *told: seen.append(told))
    assert [told[:2] for told in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sorted(told[2] for told in seen) == [told[2] for told in seen]


def test_cancel(tmp_path: Path):
    """A run that is cancelled ends after the chunk it is at, says so, and can go on."""
    cancel, folder = Event(), tmp_path / "parts"

    def stop_after_two(done, of, seconds):
        if done == 2:
            cancel.set()

    with pytest.raises(
        StoppedError, match=r"stopped after 2 of 3 chunks; what is finished is in .*parts, and"
    ):
        run(TRIPLE, CHUNKS, folder=folder, on_progress=stop_after_two, cancel=cancel)
    assert_frame_equal(run(TRIPLE, CHUNKS, folder=folder).frame, run(TRIPLE, CHUNKS).frame)
    with pytest.raises(StoppedError, match=r"^stopped after 0 of 3 chunks$"):
        run(TRIPLE, CHUNKS, cancel=cancel)


def test_interrupt():
    """Ctrl-C within a chunk is a stop, not that chunk's failure."""
    task = Task(tasks.fragile, {"interrupt": "b"})
    with pytest.raises(StoppedError, match=r"^stopped after 1 of 3 chunks$"):
        run(task, list("abc"), on_failure=OnFailure.COLLECT)


def test_full_disk(tmp_path: Path):
    """Where a part can't be written, the reason is told, no draft is left, and finished parts stay."""
    folder = tmp_path / "parts"
    task = Task(tasks.multiply, 3)
    chunks = [range(2), range(20_000)]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, limits[1]))
    try:
        with pytest.raises(
            ReshoreError, match=r"part-000001.parquet can't be written: File too large; finished"
        ):
            run(task, chunks, folder=folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert sorted(path.name for path in folder.iterdir()) == ["job.json", "part-000000.parquet"]
    assert run(task, chunks, folder=folder).frame.height == 20_002


def test_killed_and_resumed(tmp_path: Path):
    """A run that is killed goes on in another process, and gives what it would have given."""
    log, parts = tmp_path / "log", tmp_path / "parts"
    log.mkdir()
    code = (
        "import sys, time, pathlib; "
        "from reshore.jobs.executor import run; from reshore.jobs.task import Task; "
        "from tests.jobs import tasks; "
        "run(Task(tasks.logged, sys.argv[1]), range(6), folder=pathlib.Path(sys.argv[2]),"
        "    on_progress=lambda done, of, s: time.sleep(60 if done == 3 else 0))"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(log), str(parts)])
    while len(list(parts.glob("part-*.parquet"))) < 3:
        assert child.poll() is None
        time.sleep(0.01)
    child.kill()
    child.wait()
    outcome = run(Task(tasks.logged, str(log)), range(6), folder=parts)
    assert outcome.frame["chunk"].to_list() == list(range(6))
    assert handled(log) == list(range(6))


def test_wrong_numbers_of_workers():
    """No workers make no sense, nor processes beside a cluster."""
    with pytest.raises(UsageError, match="0 workers make no sense"):
        run(TRIPLE, CHUNKS, workers=0)
    with pytest.raises(UsageError, match="2 workers make no sense beside a cluster"):
        run(TRIPLE, CHUNKS, workers=2, cluster="tcp://127.0.0.1:1")
