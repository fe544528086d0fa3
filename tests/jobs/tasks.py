"""Tasks of the tests, apart from them so that worker processes import little."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import polars as pl

from reshore.errors import DataError, Fault


def multiply(factor):
    """Multiply the numbers of a chunk."""
    return lambda chunk: pl.DataFrame({"n": list(chunk), "product": [n * factor for n in chunk]})


def logged(folder):
    """Leave a file for each time the work is made ready, and one for each chunk."""
    (Path(folder) / f"ready-{os.getpid()}-{time.monotonic_ns()}").touch()

    def handle(chunk):
        (Path(folder) / f"chunk-{chunk}-{time.monotonic_ns()}").touch()
        return pl.DataFrame({"chunk": [chunk], "threads": [pl.thread_pool_size()]})

    return handle


def fragile(bad):
    """Fail at some chunks: with an error, one that users are told, or something that is no frame."""

    def handle(chunk):
        if chunk == bad.get("error"):
            raise ValueError("no such lane")
        if chunk == bad.get("fault"):
            raise DataError([Fault("lanes.csv:3", "is no lane")])
        if chunk == bad.get("text"):
            return "no frame"
        if chunk == bad.get("interrupt"):
            raise KeyboardInterrupt
        return pl.DataFrame({"chunk": [chunk]})

    return handle


def deadly(payload):
    """Kill the process at chunk 1, as often as the payload says, leaving a file each time."""
    folder, times = payload

    def handle(chunk):
        if chunk == 1 and len(list(Path(folder).iterdir())) < times:
            (Path(folder) / str(time.monotonic_ns())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return pl.DataFrame({"chunk": [chunk]})

    return handle


def hopeless(reason):
    """Never get ready."""
    raise ValueError(reason)


def exiting(code):
    """End the process instead of getting ready."""
    os._exit(code)


def slow(seconds):
    """Take a while over each chunk but the first two."""

    def handle(chunk):
        time.sleep(seconds if chunk > 1 else 0)
        return pl.DataFrame({"chunk": [chunk], "process": [os.getpid()]})

    return handle


def one_dies_early(folder):
    """Let the second process die before it is ready, once the first has done a chunk."""
    place = Path(folder)
    first = _claims(place / "first")
    if not first and _claims(place / "second"):
        while not (place / "done").exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)

    def handle(chunk):
        (place / "done").touch()
        while not (place / "second").exists():
            time.sleep(0.01)
        return pl.DataFrame({"chunk": [chunk]})

    return handle


def _claims(path):
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
