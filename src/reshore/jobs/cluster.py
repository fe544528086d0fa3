"""Chunks over the workers of a Dask cluster."""

from __future__ import annotations

import hashlib
import pickle
import threading
import warnings
from contextlib import suppress
from importlib import import_module
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from reshore.errors import UsageError
from reshore.jobs.task import Failure, attempt, describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Event

    import polars as pl

    from reshore.jobs.task import Task

    Numbered = tuple[int, Any]
    Result = tuple[int, pl.DataFrame | Failure]

PATIENCE = 30
"""Seconds for a cluster to answer and to have a worker."""

_SLICE = 0.5
_AHEAD = 2
"""Chunks sent a thread of the cluster, so that none waits for its next."""

_held = threading.local()
"""What a thread of a worker has made ready; programs and solvers aren't shared between threads."""


def run_cluster(task: Task, chunks: Sequence[Numbered], address: str, cancel: Event) -> Iterator[Result]:
    """Work on numbered chunks on a cluster, until `cancel` is set; results come as they are finished.

    A chunk whose worker dies is moved to another by Dask, and is a failure when Dask gives it up. How many
    threads a worker's libraries use is up to who starts the cluster.

    Raises
    ------
    UsageError
        If Dask isn't installed, or no cluster with workers answers.
    """
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError:
        raise UsageError("a cluster needs Dask; install reshore[dask]") from None
    pickled = pickle.dumps(task)
    token = hashlib.blake2b(pickled).hexdigest()
    waiting = iter(chunks)
    flying: dict[Any, int] = {}
    landed: SimpleQueue[Any] = SimpleQueue()
    with _client(distributed, address) as client:
        shared = _share(client, pickled)
        try:
            while not cancel.is_set():
                room = _AHEAD * sum(client.nthreads().values()) - len(flying)
                for number, chunk in islice(waiting, max(0, room)):
                    future = client.submit(_work, shared, token, number, chunk, pure=False)
                    flying[future] = number
                    future.add_done_callback(landed.put)
                if not flying:
                    return
                with suppress(Empty):
                    future = landed.get(timeout=_SLICE)
                    yield _result(flying.pop(future), future)
        finally:
            client.cancel(list(flying))


def _client(distributed: Any, address: str) -> Any:  # noqa: ANN401
    try:
        client = distributed.Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask cluster answers at {address}: {error}") from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise UsageError(f"the Dask cluster at {address} has no workers") from error
    return client


def _share(client: Any, pickled: bytes) -> Any:  # noqa: ANN401
    # As a result and not as scattered data, which is lost with the workers that hold it.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph")
        return client.submit(bytes, pickled, pure=False)


def _result(number: int, future: Any) -> Result:  # noqa: ANN401
    try:
        return number, future.result()
    except Exception as error:
        return number, Failure(number, describe(error))


def _work(pickled: bytes, token: str, number: int, chunk: object) -> pl.DataFrame | Failure:
    if getattr(_held, "token", None) != token:
        task: Task = pickle.loads(pickled)
        _held.handle = task.build(task.payload)
        _held.token = token
    return attempt(_held.handle, number, chunk)
