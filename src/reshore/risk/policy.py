"""How the simulation decides: what it orders, when it turns to other sources, whom it serves first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ordering(StrEnum):
    """When an item orders."""

    BASE_STOCK = "base-stock"
    S_S = "s-S"


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy without foresight; docs/stress.md says what it does.

    Attributes
    ----------
    ordering
        Each week up to the level, or in batches.
    batch
        Weeks of what goes out that a batch holds, 1 or more; not asked for base stock.
    delay
        Weeks for which a source may be shut before its share goes to others.
    priority
        Segments in the order in which they are served, others after them all; empty to serve in proportion.

    Raises
    ------
    ValueError
        If a batch holds less than a week, or the delay is negative.
    """

    ordering: Ordering = Ordering.BASE_STOCK
    batch: float = 4.0
    delay: int = 2
    priority: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.batch < 1:
            raise ValueError(f"a batch of {self.batch} weeks is less than one week")
        if self.delay < 0:
            raise ValueError(f"a delay of {self.delay} weeks is negative")

    @property
    def more(self) -> float:
        """Weeks of what goes out by which the level is higher than that of base stock."""
        return self.batch - 1 if self.ordering is Ordering.S_S else 0.0
