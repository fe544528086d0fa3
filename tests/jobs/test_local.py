"""Worker processes: the rows of one, deaths survived and told, and nothing left behind."""

from __future__ import annotations

import os
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

from reshore.errors import ReshoreError, StoppedError
from reshore.jobs.executor import OnFailure, run
from reshore.jobs.task import Task

if TYPE_CHECKING:
    from pathlib import Path


def test_two_workers_give_the_same(tmp_path: Path):
    """Two processes give the rows of one; each gets ready once, has one thread, and does several chunks."""
    before = dict(os.environ)
    rows = run(Task(tasks.logged, str(tmp_path)), range(12), workers=2).frame
    assert rows["chunk"].to_list() == list(range(12))
    assert rows["threads"].unique().to_list() == [1]
    assert dict(os.environ) == before
    ready = [path.name.split("-")[1] for path in tmp_path.glob("ready-*")]
    assert 1 <= len(set(ready)) == len(ready) <= 2
    assert len(list(tmp_path.glob("chunk-*"))) == 12


def test_failures_are_those_of_one_process():
    """Failures come with the same names and messages from processes, and their tracebacks with them."""
    task = Task(tasks.fragile, {"error": "b", "fault": "d"})
    alone, apart = (
        run(task, list("abcde"), workers=workers, on_failure=OnFailure.COLLECT) for workers in (1, 2)
    )
    assert_frame_equal(alone.frame, apart.frame)
    assert list(map(str, alone.failures)) == list(map(str, apart.failures))
    assert "no such lane" in apart.failures[0].details


def test_killed_once(tmp_path: Path):
    """A chunk whose process is killed is tried again, and nothing is missing."""
    outcome = run(Task(tasks.deadly, (str(tmp_path), 1)), range(4), workers=2)
    assert outcome.frame["chunk"].to_list() == [0, 1, 2, 3]
    assert len(list(tmp_path.iterdir())) == 1


def test_killed_twice(tmp_path: Path):
    """A chunk that kills two processes is told by its number; the others are there."""
    task = Task(tasks.deadly, (str(tmp_path), 9))
    outcome = run(task, range(4), workers=2, on_failure=OnFailure.COLLECT)
    assert outcome.frame["chunk"].to_list() == [0, 2, 3]
    (failure,) = outcome.failures
    assert str(failure) == "chunk 1 failed: its worker process was killed by SIGKILL, 2 times over"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (Task(tasks.hopeless, "no way"), "the work can't begin: ValueError: no way"),
        (
            Task(tasks.exiting, 7),
            "can't begin: a worker process ended with exit code 7; a script that starts",
        ),
    ],
)
def test_never_ready(task, message):
    """A process that can't get ready ends the run, whatever is done about failures."""
    with pytest.raises(ReshoreError, match=message):
        run(task, range(2), workers=2, on_failure=OnFailure.COLLECT)


def test_killed_before_it_was_ready(tmp_path: Path):
    """A process that dies while it gets ready is replaced, as long as another is at work."""
    outcome = run(Task(tasks.one_dies_early, str(tmp_path)), range(6), workers=2)
    assert outcome.frame["chunk"].to_list() == [*range(6)]
    assert (tmp_path / "second").exists()


def test_cancel_ends_chunks_at_work():
    """Processes that are at a chunk are ended when the run is cancelled."""
    cancel = Event()
    began = time.monotonic()

    def stop_after_two(done, of, seconds):
        if done == 2:
            cancel.set()

    with pytest.raises(StoppedError, match="stopped after 2 of 4 chunks"):
        run(Task(tasks.slow, 600), range(4), workers=2, on_progress=stop_after_two, cancel=cancel)
    assert time.monotonic() - began < 300, "nobody waited for the chunks at work"


def test_ctrl_c(tmp_path: Path):
    """Ctrl-C, which reaches all processes of a terminal, ends the run at once with its parts kept."""
    code = (
        "import sys, pathlib\n"
        "from reshore.errors import StoppedError\n"
        "from reshore.jobs.executor import run\n"
        "from reshore.jobs.task import Task\n"
        "from tests.jobs import tasks\n"
        "try:\n"
        "    run(Task(tasks.slow, 600), range(4), workers=2, folder=pathlib.Path(sys.argv[1]))\n"
        "except StoppedError as error:\n"
        "    print(error)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(tmp_path.glob("part-*.parquet"))) < 2:
        assert child.poll() is None
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert out.startswith("stopped after 2 of 4 chunks; what is finished is in ")
    assert err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "job.json",
        "part-000000.parquet",
        "part-000001.parquet",
    ]
    for process in pl.read_parquet(tmp_path / "part-*.parquet")["process"]:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
