"""A contest: the sets of sites on both sides of a break-even, each kept at the values around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.footprint.conditions import exactly
from reshore.insight.interval import Interval, difference
from reshore.insight.rows import cost, decisions
from reshore.insight.sensitivity.halving import sites
from reshore.insight.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.insight.sensitivity.halving import Flip, Halving

    Key = tuple[tuple[str, ...], float]


class Contest:
    """Which of two sets of sites is proven to be cheaper, at the values that were designed at.

    From the break-even outwards both sets are kept at value after value, until one is proven to be cheaper.

    Parameters
    ----------
    halving
        The designs along the cell.
    flip
        The break-even; there are plans on both sides.
    kept
        Costs of designs that keep a set of sites, by set and value; shared by all contests of a cell.
    every
        Names of all sites.
    """

    def __init__(
        self, halving: Halving, flip: Flip, kept: Mapping[Key, Interval], every: Sequence[str]
    ) -> None:
        self.halving, self.flip, self.kept, self.every = halving, flip, kept, every
        self.sides = [sites(halving.rows[value]) or () for value in (flip.low, flip.high)]

    @property
    def firm(self) -> bool:
        """Whether an order is proven on both sides."""
        return not any(self._tied(value) for value in (self.flip.low, self.flip.high))

    def ends(self) -> tuple[float, float]:
        """Return the nearest values at which an order is proven, or the last that were designed at."""
        return self._reached(downwards=True), self._reached(downwards=False)

    def next(self) -> dict[Key, Variant]:
        """Return the designs that are missing, by set of sites and value; none where all is known."""
        asked = {self._reached(downwards=True), self._reached(downwards=False)}
        return {
            (side, value): self._variant(side, value)
            for value in sorted(asked)
            for side in self.sides
            if self._cost(side, value) is None
        }

    def _reached(self, *, downwards: bool) -> float:
        """Return the first value outwards at which no tie is known."""
        outwards = self._outwards(downwards=downwards)
        return next((value for value in outwards if not self._tied(value)), outwards[-1])

    def _outwards(self, *, downwards: bool) -> list[float]:
        planned = [value for value in self.halving.known() if sites(self.halving.rows[value]) is not None]
        if downwards:
            return [value for value in reversed(planned) if value <= self.flip.low]
        return [value for value in planned if value >= self.flip.high]

    def _tied(self, value: float) -> bool:
        """Return whether both costs are known and neither is proven to be lower."""
        below, above = (self._cost(side, value) for side in self.sides)
        return below is not None and above is not None and difference(below, above).tie

    def _cost(self, side: tuple[str, ...], value: float) -> Interval | None:
        """Return the cost of a set of sites at a value; None where it isn't known."""
        row = self.halving.rows[value]
        if sites(row) == side:
            return cost(row)
        own = self.kept.get((side, value))
        return None if own is None else own.at_least(row["bound"])

    def _variant(self, side: tuple[str, ...], value: float) -> Variant:
        cell, home = self.halving.cell, self.flip.low if side == self.sides[0] else self.flip.high
        name = f"{cell.name} {value!r}, used: {', '.join(side)}"
        return Variant(
            name,
            changes=cell.changes(value),
            conditions=(exactly(name, side, self.every),),
            start=decisions(self.halving.rows[home]),
        )
