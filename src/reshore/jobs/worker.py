"""A worker process: makes its work ready once, then does chunk after chunk until its parent is gone.

It imports nothing to begin with, so that Ctrl-C finds it prepared at once: stopping is its parent's business.
"""

from __future__ import annotations

import pickle
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY = "ready"
"""The first message, unless it is why the work can't begin: two texts, in short and in full."""


def serve(connection: Connection, task: bytes) -> None:
    """Take numbered chunks from a connection, and send back a frame or a failure for each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import traceback

    from reshore.jobs.task import attempt, describe

    with suppress(EOFError, OSError):  # the parent is gone
        try:
            work = pickle.loads(task)
            handle = work.build(work.payload)
        except Exception as error:
            connection.send((describe(error), traceback.format_exc()))
            return
        connection.send(READY)
        while True:
            number, chunk = connection.recv()
            connection.send(attempt(handle, number, chunk))
