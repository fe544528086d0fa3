"""How long and how often a line is simulated."""

from __future__ import annotations

from dataclasses import dataclass

from reshore.chance.intervals import LEVEL
from reshore.errors import UsageError
from reshore.factory.line.records import WEEK


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how often a line is simulated.

    Attributes
    ----------
    seed
        Of all luck.
    precision
        Replications go on until the interval of the throughput of every end product is at most so wide to
        either side, as a share of the throughput.
    level
        Confidence of intervals.
    least, most
        Replications, 2 or more.
    warm_up
        Hours left out at the start of each replication, whole weeks; None = found by MSER-5.
    hours
        Hours measured in each replication, whole weeks; None = long enough for the warm-up and 2,000 units.
        Of a line with planned units alone: the time at which it ends at the latest.
    workers
        Processes.

    Raises
    ------
    UsageError
        If these make no sense.
    """

    seed: int = 0
    precision: float = 0.01
    level: float = LEVEL
    least: int = 8
    most: int = 64
    warm_up: float | None = None
    hours: float | None = None
    workers: int = 1

    def __post_init__(self) -> None:
        """Check them."""
        if not 0 < self.precision < 1:
            raise UsageError(f"precision {self.precision:g} is not between 0 and 1")
        if not 2 <= self.least <= self.most:
            raise UsageError(f"{self.least} to {self.most} replications make no sense; write 2 or more")
        for name, hours, fewest in (("warm_up", self.warm_up, 0), ("hours", self.hours, 1)):
            if hours is not None and (hours % WEEK or hours < fewest):
                raise UsageError(f"{name} {hours:g} is not a number of whole weeks of {WEEK:g} hours")
