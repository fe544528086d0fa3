"""Chunks over processes of this machine, or one after another in this one."""

from __future__ import annotations

import pickle
from collections import Counter, deque
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from reshore.errors import ReshoreError
from reshore.jobs.process import Process
from reshore.jobs.task import Failure, attempt
from reshore.jobs.worker import READY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Event

    import polars as pl

    from reshore.jobs.task import Task

    Numbered = tuple[int, Any]
    Result = tuple[int, pl.DataFrame | Failure]

ATTEMPTS = 2
"""How often a chunk is tried whose process dies over it."""

_SLICE = 0.2
"""Seconds after which a wait looks up: Windows hears no Ctrl-C within one, and `cancel` may be set."""


def run_here(task: Task, chunks: Sequence[Numbered], cancel: Event) -> Iterator[Result]:
    """Work on numbered chunks one after another in this process, until `cancel` is set."""
    handle = task.build(task.payload)
    for number, chunk in chunks:
        if cancel.is_set():
            return
        yield number, attempt(handle, number, chunk)


def run_processes(task: Task, chunks: Sequence[Numbered], workers: int, cancel: Event) -> Iterator[Result]:
    """Work on numbered chunks in processes of one thread each, until `cancel` is set.

    Results come as they are finished. A chunk whose process dies is tried again in another, and is a failure
    if that dies too.

    Raises
    ------
    ReshoreError
        If a process can't make the work ready, or the first ones die before they have.
    """
    crew = _Crew(pickle.dumps(task), workers, deque(chunks))
    try:
        while crew.outstanding() and not cancel.is_set():
            crew.hand_out()
            yield from crew.results()
    finally:
        crew.stop()


@dataclass(slots=True)
class _Crew:
    """The processes at work and what is left for them."""

    task: bytes
    workers: int
    waiting: deque[Numbered]
    deaths: Counter[int] = field(default_factory=Counter)
    processes: list[Process] = field(default_factory=list)
    early: int = 0
    """Processes that died before they were ready, one after the other."""

    def outstanding(self) -> int:
        """Return the number of chunks without a result."""
        return len(self.waiting) + sum(process.chunk is not None for process in self.processes)

    def hand_out(self) -> None:
        """Let there be as many processes as can be used, and each that is free have a chunk."""
        while len(self.processes) < min(self.workers, self.outstanding()):
            self.processes.append(Process.start(self.task))
        for process in self.processes:
            if process.ready and process.chunk is None and self.waiting:
                process.give(self.waiting.popleft())

    def results(self) -> Iterator[Result]:
        """Wait a moment for messages, and return the results among them."""
        heard = wait([process.connection for process in self.processes], _SLICE)
        for process in [process for process in self.processes if process.connection in heard]:
            try:
                message = process.connection.recv()
            except (EOFError, OSError):
                lost = self._bury(process)
                if lost is not None:
                    yield lost.chunk, lost
                continue
            if process.chunk is not None:
                number, process.chunk = process.chunk[0], None
                yield number, message
            elif message == READY:
                process.ready, self.early = True, 0
            else:
                raise _cannot_begin(*message)

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for process in self.processes:
            process.process.terminate()
        for process in self.processes:
            process.stop()

    def _bury(self, process: Process) -> Failure | None:
        self.processes.remove(process)
        end = process.end()
        if not process.ready:
            self.early += 1
            if self.early < ATTEMPTS and any(other.ready for other in self.processes):
                return None
            raise _cannot_begin(
                f"a worker process {end}; a script that starts workers must do so under "
                'if __name__ == "__main__"'
            )
        if process.chunk is None:
            return None
        number = process.chunk[0]
        self.deaths[number] += 1
        if self.deaths[number] < ATTEMPTS:
            self.waiting.appendleft(process.chunk)
            return None
        return Failure(number, f"its worker process {end}, {ATTEMPTS} times over")


def _cannot_begin(reason: str, details: str = "") -> ReshoreError:
    error = ReshoreError(f"the work can't begin: {reason}")
    if details:
        error.add_note(details)
    return error
