"""A Dask cluster: the rows of one process; skipped where Dask's `distributed` is not installed."""

from __future__ import annotations

import sys
from threading import Event

import pytest
from polars.testing import assert_frame_equal
from tests.jobs import tasks

from reshore.errors import StoppedError, UsageError
from reshore.jobs import cluster
from reshore.jobs.executor import OnFailure, run
from reshore.jobs.task import Task


def test_without_dask(monkeypatch):
    """Where Dask isn't installed, what to install is said."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"a cluster needs Dask; install reshore\[dask\]"):
        run(Task(tasks.multiply, 3), [range(2)], cluster="tcp://127.0.0.1:1")


@pytest.fixture(scope="module")
def address():
    """Start a cluster of two workers in threads of this process, reached through its address."""
    distributed = pytest.importorskip("distributed", reason="Dask's distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=":0"
    ) as started:
        yield started.scheduler_address


def test_the_same_rows(address, tmp_path):
    """A cluster gives the rows of one process, and a folder is filled as by one."""
    task, chunks = Task(tasks.multiply, 3), [range(n, n + 2) for n in range(0, 20, 2)]
    expected = run(task, chunks, folder=tmp_path).frame
    (tmp_path / "part-000004.parquet").unlink()
    assert_frame_equal(run(task, chunks, cluster=address).frame, expected)
    assert_frame_equal(run(task, chunks, cluster=address, folder=tmp_path).frame, expected)


def test_failures(address):
    """Failures are those of one process; a task that can't get ready fails at every chunk."""
    task = Task(tasks.fragile, {"error": "b", "fault": "d"})
    alone = run(task, list("abcde"), on_failure=OnFailure.COLLECT)
    apart = run(task, list("abcde"), cluster=address, on_failure=OnFailure.COLLECT)
    assert_frame_equal(alone.frame, apart.frame)
    assert list(map(str, alone.failures)) == list(map(str, apart.failures))
    hopeless = run(Task(tasks.hopeless, "no"), range(2), cluster=address, on_failure=OnFailure.COLLECT)
    assert list(map(str, hopeless.failures)) == [f"chunk {n} failed: ValueError: no" for n in range(2)]


def test_made_ready_once_a_worker(address, tmp_path):
    """Each of the two workers gets ready once for many chunks."""
    run(Task(tasks.logged, str(tmp_path)), range(12), cluster=address)
    assert len(list(tmp_path.glob("chunk-*"))) == 12
    assert len(list(tmp_path.glob("ready-*"))) <= 2


def test_cancel(address):
    """A run that is cancelled ends with chunks still on the cluster."""
    cancel = Event()
    with pytest.raises(StoppedError, match="stopped after 2 of 4 chunks"):
        run(
            Task(tasks.slow, 0.5),
            range(4),
            cluster=address,
            on_progress=lambda done, of, seconds: cancel.set() if done == 2 else None,
            cancel=cancel,
        )


def test_killed_worker(tmp_path):
    """Chunks of a worker that is killed are done by others, though it held what all chunks share."""
    distributed = pytest.importorskip("distributed", reason="Dask's distributed is not installed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as started:
        outcome = run(Task(tasks.deadly, (str(tmp_path), 1)), range(4), cluster=started.scheduler_address)
    assert outcome.frame["chunk"].to_list() == [0, 1, 2, 3]
    assert len(list(tmp_path.iterdir())) == 1


def test_no_such_cluster(monkeypatch):
    """An address at which nobody answers is told."""
    pytest.importorskip("distributed", reason="Dask's distributed is not installed")
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(UsageError, match=r"no Dask cluster answers at tcp://127\.0\.0\.1:9"):
        run(Task(tasks.multiply, 3), [range(2)], cluster="tcp://127.0.0.1:9")
