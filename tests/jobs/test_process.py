"""A worker process as its parent sees it."""

from __future__ import annotations

import os
import pickle
import signal

from tests.jobs import tasks

from reshore.jobs.process import Process
from reshore.jobs.task import Task
from reshore.jobs.worker import READY


def test_life():
    """A process gets ready, can be killed, takes a chunk even when dead, and says how it ended."""
    process = Process.start(pickle.dumps(Task(tasks.multiply, 2)))
    assert process.connection.recv() == READY
    os.kill(process.process.pid, signal.SIGKILL)
    process.process.join()
    process.give((0, range(3)))
    assert process.chunk == (0, range(3))
    assert process.end() == "was killed by SIGKILL"
