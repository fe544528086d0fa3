"""The stages of long work: how far each is, and how long it took."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Step:
    """Where long work stands.

    Attributes
    ----------
    stage
        What it is at, in words.
    done, count
        How much of that is done, and of how much.
    seconds
        Time since the stage began.
    """

    stage: str
    done: int
    count: int
    seconds: float


class Stages:
    """Tells where long work stands, and keeps how long each stage took.

    Parameters
    ----------
    on_step
        Told about each step; None where nobody listens.

    Attributes
    ----------
    seconds
        Wall time by stage.
    """

    def __init__(self, on_step: Callable[[Step], None] | None) -> None:
        self._on_step = on_step
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[..., None]]:
        """Begin a stage and give the function that tells how much of it is done, and of how much.

        It takes the times that others tell it, and goes by its own.
        """
        began = time.monotonic()

        def tell(done: int, count: int, *_: float) -> None:
            if self._on_step is not None:
                self._on_step(Step(name, done, count, time.monotonic() - began))

        yield tell
        self.seconds[name] = round(time.monotonic() - began, 3)
