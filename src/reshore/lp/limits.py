"""When a search has to end: its time is over, or the user asked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event


class Stopped(Exception):  # noqa: N818 - no error: the limit came or the user asked
    """The time limit or the user ended a search."""


class Endless(Exception):  # noqa: N818 - no error: a finding about the program
    """Costs have no end, as far as the relaxation says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when, and who may end it before.

    Attributes
    ----------
    deadline
        On the clock of `time.perf_counter`; may be infinite.
    cancel
        Set it to stop.
    """

    deadline: float
    cancel: Event

    @property
    def left(self) -> float:
        """Seconds left; 0 when there are none."""
        return max(0.0, self.deadline - time.perf_counter())

    @property
    def over(self) -> bool:
        """Whether it is time to end."""
        return self.cancel.is_set() or time.perf_counter() >= self.deadline

    def check(self) -> None:
        """Raise `Stopped` when it is time to end."""
        if self.over:
            raise Stopped
