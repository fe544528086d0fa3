"""The executor: chunks in, one frame out, whoever does the work and however often it was interrupted."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, Any

from reshore.errors import ReshoreError, StoppedError, UsageError
from reshore.jobs.cluster import run_cluster
from reshore.jobs.local import run_here, run_processes
from reshore.jobs.parts import FolderParts, MemoryParts
from reshore.jobs.task import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    import polars as pl

    from reshore.jobs.task import Task

    Progress = Callable[[int, int, float], None]


class OnFailure(StrEnum):
    """What to do about a chunk that fails."""

    RAISE = "raise"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What all chunks gave.

    Attributes
    ----------
    frame
        Their rows, in the order of the chunks; without columns where no chunk was finished.
    failures
        Chunks that are missing from it, in their order.
    """

    frame: pl.DataFrame
    failures: tuple[Failure, ...]


def run(
    task: Task,
    chunks: Sequence[Any],
    *,
    workers: int = 1,
    cluster: str | None = None,
    folder: Path | None = None,
    on_failure: OnFailure = OnFailure.RAISE,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Outcome:
    """Work on all chunks, and return the same frame whoever did it.

    Parameters
    ----------
    task
        What to do.
    chunks
        What to do it on, numbered from 0 in this order.
    workers
        Processes of one thread each; with 1, the work is done in this process.
    cluster
        Address of a Dask scheduler, such as ``tcp://host:8786``, whose workers do it instead.
    folder
        Where finished chunks are kept, so that the same call goes on from there after an interruption. Chunks
        that failed are tried again.
    on_failure
        Whether the first failure ends the run, or failures are collected.
    on_progress
        Called at the start and after each chunk, with the number of chunks that are done or failed, of how
        many, and the seconds since the start.
    cancel
        Set it to stop; Ctrl-C does the same.

    Raises
    ------
    UsageError
        If the folder holds something else, or the cluster can't be used.
    StoppedError
        If `cancel` or Ctrl-C came before the end; finished chunks are kept in the folder.
    ReshoreError
        If the work can't begin, a chunk fails and failures are not collected, or a part can't be written.
    """
    if workers < 1 or (cluster is not None and workers > 1):
        raise UsageError(f"{workers} workers make no sense{' beside a cluster' if cluster else ''}")
    began = time.monotonic()
    parts = MemoryParts() if folder is None else FolderParts.open(folder, task, chunks)
    finished = parts.finished()
    todo = [(number, chunk) for number, chunk in enumerate(chunks) if number not in finished]
    done, failures = len(finished), list[Failure]()
    try:
        _report(on_progress, done, len(chunks), began)
        with closing(_results(task, todo, workers, cluster, cancel or Event())) as results:
            for number, result in results:
                if not isinstance(result, Failure):
                    parts.keep(number, result)
                elif on_failure is OnFailure.COLLECT:
                    failures.append(result)
                else:
                    raise _failed(result)
                done += 1
                _report(on_progress, done, len(chunks), began)
    except KeyboardInterrupt:
        raise _stopped(done, len(chunks), folder) from None
    if done < len(chunks):
        raise _stopped(done, len(chunks), folder)
    return Outcome(parts.frame(), tuple(sorted(failures, key=lambda failure: failure.chunk)))


def _results(
    task: Task, todo: list[tuple[int, Any]], workers: int, cluster: str | None, cancel: Event
) -> Generator[tuple[int, pl.DataFrame | Failure]]:
    if not todo:
        return
    if cluster is not None:
        yield from run_cluster(task, todo, cluster, cancel)
    elif workers == 1:
        yield from run_here(task, todo, cancel)
    else:
        yield from run_processes(task, todo, workers, cancel)


def _report(on_progress: Progress | None, done: int, count: int, began: float) -> None:
    if on_progress is not None:
        on_progress(done, count, time.monotonic() - began)


def _failed(failure: Failure) -> ReshoreError:
    error = ReshoreError(str(failure))
    if failure.details:
        error.add_note(failure.details)
    return error


def _stopped(done: int, count: int, folder: Path | None) -> StoppedError:
    kept = f"; what is finished is in {folder}, and the same again goes on from there" if folder else ""
    return StoppedError(f"stopped after {done:,} of {count:,} chunks{kept}")
