"""One worker process as its parent sees it: started with one thread, given chunks, heard, stopped."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from reshore.jobs.worker import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

THREADS = (
    "POLARS_MAX_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
)
"""What libraries read their number of threads from when they are imported."""

_PATIENCE = 5.0
"""Seconds for a process to end."""


@dataclass(slots=True, eq=False)
class Process:
    """A worker process.

    Attributes
    ----------
    process, connection
        The process, and the way to it.
    ready
        Whether it has made its work ready.
    chunk
        Number and chunk that it is at; None where it has nothing to do.
    """

    process: SpawnProcess
    connection: Connection
    ready: bool = False
    chunk: tuple[int, Any] | None = None

    @classmethod
    def start(cls, task: bytes) -> Process:
        """Start a process that makes a pickled task ready."""
        context = get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=serve, args=(far, task), daemon=True)
        with _one_thread():
            process.start()
        far.close()  # so that the end of the process is the end of what can be heard
        return cls(process, near)

    def give(self, chunk: tuple[int, Any]) -> None:
        """Hand over a chunk; if the process is dead, that is heard next."""
        self.chunk = chunk
        with suppress(OSError):
            self.connection.send(chunk)

    def end(self) -> str:
        """Return how a process ended that can't be heard any more."""
        self.process.join(_PATIENCE)
        self.stop()
        code = self.process.exitcode or 0
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.connection.close()


@contextmanager
def _one_thread() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
