"""A worker process, heard from this one."""

from __future__ import annotations

import pickle
import signal
from multiprocessing import Pipe
from threading import Thread

import pytest
from tests.jobs import tasks

from reshore.jobs.task import Failure, Task
from reshore.jobs.worker import READY, serve


@pytest.fixture
def handler():
    """Keep this process's way to take Ctrl-C."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("handler")
def test_conversation():
    """A worker says that it is ready, answers each chunk, and ends when its parent is gone."""
    near, far = Pipe()
    heard = []

    def parent():
        heard.append(near.recv())
        for number, chunk in enumerate("ab"):
            near.send((number, chunk))
            heard.append(near.recv())
        near.close()

    thread = Thread(target=parent)
    thread.start()
    serve(far, pickle.dumps(Task(tasks.fragile, {"error": "b"})))
    thread.join()
    assert heard[0] == READY
    assert heard[1]["chunk"].to_list() == ["a"]
    assert isinstance(heard[2], Failure)
    assert heard[2].chunk == 1
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.usefixtures("handler")
def test_not_ready():
    """A worker that can't get ready says why, in short and in full, and ends."""
    near, far = Pipe()
    serve(far, pickle.dumps(Task(tasks.hopeless, "no way")))
    message, details = near.recv()
    assert message == "ValueError: no way"
    assert "in hopeless" in details
