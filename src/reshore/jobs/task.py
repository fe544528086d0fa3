"""Work that is done in chunks: what a worker makes ready once, and then does again and again."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import ReshoreError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be done on many chunks.

    Attributes
    ----------
    build
        Makes, from the payload, the function that turns a chunk into a frame; called once a worker. Both it
        and the payload are pickled. What a chunk gives must depend on payload and chunk alone, and not on
        the chunks that the worker had before.
    payload
        What all chunks share, such as a program.
    """

    build: Callable[[Any], Callable[[Any], pl.DataFrame]]
    payload: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A chunk that gave no frame.

    Attributes
    ----------
    chunk
        Its number, from 0.
    message
        What went wrong.
    details
        Where, as a traceback; empty where there is none.
    """

    chunk: int
    message: str
    details: str = ""

    def __str__(self) -> str:
        """Return one line for people."""
        return f"chunk {self.chunk} failed: {self.message}"


def attempt(handle: Callable[[Any], pl.DataFrame], number: int, chunk: object) -> pl.DataFrame | Failure:
    """Return the frame of a chunk; an error makes it a failure, so that the other chunks go on."""
    try:
        frame = handle(chunk)
        if not isinstance(frame, pl.DataFrame):
            raise TypeError(f"a chunk has to give a frame, not {type(frame).__name__}")
    except Exception as error:
        return Failure(number, describe(error), traceback.format_exc())
    return frame


def describe(error: Exception) -> str:
    """Return what went wrong; of errors that aren't meant for users, with their kind."""
    if isinstance(error, ReshoreError):
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
