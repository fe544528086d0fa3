"""The search along an axis: how far it can be moved at all, then points between, each from a neighbour."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING, Any

from reshore.insight.rows import Found, decisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.footprint.start import Decisions
    from reshore.insight.frontier.axis import Axis
    from reshore.insight.rounds import Rounds
    from reshore.insight.variant import Variant

    Row = Mapping[str, Any]

STEPS = 64
"""Parts of the way to a limit that can't be kept, in which the last that can be kept is found."""

DOUBLINGS = 6
"""How often a limit is doubled where nothing says how far it can go."""


class Search:
    """Designs along an axis.

    Parameters
    ----------
    axis
        The axis.
    rounds
        Designs of variants.
    own
        The row of the run's plan: it keeps the axis' start.
    """

    def __init__(self, axis: Axis, rounds: Rounds, own: Row) -> None:
        self.axis, self.rounds = axis, rounds
        self.rows: dict[float, Row] = {axis.start: own}

    def furthest(self, beside: Sequence[Variant] = ()) -> Sequence[Row]:
        """Find the tightest limit that can be kept, by halving; return the rows of the variants beside it."""
        limits = self._first()
        tried = [self.axis.variant(limit, None) for limit in limits[:1]]
        found = self.rounds.run([*tried, *beside]) if [*tried, *beside] else []
        self.rows |= dict(zip(limits, found[: len(tried)], strict=False))
        for limit in limits[1:]:
            if self.missed is not None:
                break
            self._design([limit])
        width = 0.0 if self.missed is None else abs(self.missed - self.axis.start) / STEPS
        while self.missed is not None:
            middle = self.axis.between(self.end, self.missed, width)
            if middle is None:
                break
            self._design([middle])
        return found[len(tried) :]

    def fill(self, count: int) -> None:
        """Design at limits between start and end: first the middle, then the middles of both parts."""
        limits = self.axis.steps(self.end, count)
        parts = [(0, len(limits) - 1)]
        while parts:
            middles = [(low + high) // 2 for low, high in parts if high - low > 1]
            self._design([limits[middle] for middle in middles if limits[middle] not in self.rows])
            parts = [
                part
                for low, high in parts
                if high - low > 1
                for part in ((low, (low + high) // 2), ((low + high) // 2, high))
            ]

    @property
    def end(self) -> float:
        """The tightest limit that a plan was found for."""
        kept = [limit for limit, row in self.rows.items() if row["used"] is not None]
        return max(kept) if self.axis.more else min(kept)

    @property
    def missed(self) -> float | None:
        """The loosest limit beyond the end that no plan was found for; None where there is none."""
        end = self.end
        beyond = [limit for limit in self.rows if self.axis.tighter(limit, end)]
        return min(beyond, key=lambda limit: abs(limit - end), default=None)

    @property
    def unproven(self) -> list[float]:
        """Limits for which no plan was found in time."""
        return sorted(limit for limit, row in self.rows.items() if row["status"] == Found.NO_PLAN)

    def _first(self) -> list[float]:
        """Return the limits to try one after another, until one can't be kept."""
        start, furthest = self.axis.start, self.axis.furthest
        if isinf(furthest):
            return [start + max(abs(start), 1.0) * (2**power - 1) for power in range(1, DOUBLINGS + 1)]
        return [furthest] if self.axis.tighter(furthest, start) else []

    def _design(self, limits: Sequence[float]) -> None:
        if limits:
            found = self.rounds.run([self.axis.variant(limit, self._start(limit)) for limit in limits])
            self.rows |= dict(zip(limits, found, strict=True))

    def _start(self, limit: float) -> Decisions | None:
        """Return the nearest decisions that keep a limit, else the nearest of all."""
        planned = [(other, row) for other, row in self.rows.items() if row["used"] is not None]
        keeping = [(other, row) for other, row in planned if not self.axis.tighter(limit, other)]
        _, row = min(keeping or planned, key=lambda pair: abs(pair[0] - limit))
        return decisions(row)
