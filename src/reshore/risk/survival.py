"""How long an operation survives an outage: the last time until which nothing need be lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reshore.risk.shortfall import Line, Shortfall

if TYPE_CHECKING:
    from reshore.risk.operation import Operation
    from reshore.risk.shortfall import Outage

NONE = 1e-9
"""Share of the units wanted that counts as no loss."""

MOMENT = 1e-6
"""Weeks that count as no time."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the operation loses anyway until `end` (weeks)."""

    end: float
    loss: Line


class Survival:
    """Times to survive of one operation.

    The least loss of units is convex and piecewise linear in time. Its tangents cut the line of no loss from
    the right: Newton steps that end exactly where the loss begins, and start from infinity, where stock is of
    no help. An operation that loses units anyway bends the line of no loss; then it is left piece by piece.

    Parameters
    ----------
    operation
        What runs, and what else could.

    Attributes
    ----------
    undisrupted
        Weeks until the operation loses units without any outage; infinite where it never does.
    """

    def __init__(self, operation: Operation) -> None:
        self._shortfall = Shortfall(operation, np.ones(operation.demands.height))
        self._none = NONE * float(operation.demands["rate"].sum())
        self._pieces: list[_Piece] = []
        piece = _Piece(0.0, Line(0.0, 0.0))
        while np.isfinite(piece.end):
            end, after = self._leave(piece.loss, None)
            self._pieces.append(_Piece(end, piece.loss))
            piece = _Piece(end, after)
        self.undisrupted = self._pieces[0].end

    def weeks(self, outage: Outage) -> float:
        """Return how long no more units need be lost than without the outage; infinite if they never are."""
        for piece in self._pieces:
            end, _ = self._leave(piece.loss, outage)
            if end < piece.end * (1 - NONE):
                return end
        return np.inf

    def _leave(self, base: Line, outage: Outage | None) -> tuple[float, Line]:
        """Return when the loss leaves a line that it is never below, and its tangent from there on."""
        weeks, tangent = np.inf, base
        while True:
            loss = self._shortfall.over(weeks, outage)
            beyond = loss.rate - base.slope + base.offset / weeks
            if beyond <= self._none:
                return weeks, tangent
            tangent = loss.tangent
            nearer = (tangent.offset - base.offset) / (tangent.slope - base.slope)
            if nearer <= MOMENT:
                return 0.0, tangent
            if nearer >= weeks * (1 - NONE):
                return weeks, tangent
            weeks = nearer
