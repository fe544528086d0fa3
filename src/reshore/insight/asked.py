"""What an explanation is asked for, held to make sense before the first design."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.insight import freedom
from reshore.insight.drivers.catalogue import known, named, spelled
from reshore.insight.sensitivity.breakeven import TOLERANCE, require_tolerance
from reshore.insight.sensitivity.cells import cells
from reshore.insight.sensitivity.grid import STEPS, require_steps
from reshore.insight.tied import By
from reshore.insight.ties import require_in_range
from reshore.tables.problem import nearest

if TYPE_CHECKING:
    from reshore.insight.sensitivity.cell import Cell
    from reshore.tables.model import Model


class Stage(StrEnum):
    """What designs are made for, in this order."""

    DRIVERS = "Drivers"
    REGRETS = "Sites forced in or out"
    TIES = "Near ties"
    TORNADO = "Ends of cells"
    BREAK_EVENS = "Break-evens"
    MAP = "Map"


ALONG = 9
"""Designs that find a change of sites along a cell: the middle, six halvings, and both sides kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an explanation is asked for; as of `reshore.insight.why.why`."""

    site: str = ""
    near: float = 0.01
    most: int = 10
    by: str = By.SITES
    drivers: tuple[str, ...] = ()
    risk_rules: tuple[str, ...] = ()
    kept_rules: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    map: tuple[str, ...] = ()
    steps: int = STEPS
    tolerance: float = TOLERANCE
    gap: float | None = None
    time_limit: float | None = None

    def told(self) -> dict[str, Any]:
        """Return it as JSON allows."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @property
    def causes(self) -> tuple[str, ...]:
        """Names of drivers, the default ones spelled out."""
        return spelled(self.drivers) if self.drivers else ()

    def varied(self, base: Model) -> tuple[Cell, ...]:
        """Return the cells that are varied.

        Raises
        ------
        UsageError, DataError
            As of `reshore.insight.sensitivity.cells.cells`.
        """
        if not self.cells:
            return ()
        return cells(base, self.cells)

    def mapped(self, base: Model) -> tuple[Cell, ...]:
        """Return the two cells of the map; none where none is asked for.

        Raises
        ------
        UsageError, DataError
            If they aren't two, or as of `reshore.insight.sensitivity.cells.cells`.
        """
        if not self.map:
            return ()
        if len(self.map) != 2:
            raise UsageError(f"a map takes two cells, not {len(self.map)}")
        return cells(base, self.map)

    def require_sense(self, base: Model) -> None:
        """Hold that it is in range, and speaks of what there is.

        Parameters
        ----------
        base
            The run's model, its scenario applied.

        Raises
        ------
        UsageError
            If it doesn't.
        """
        require_in_range(self.near, self.most, self.by)
        require_tolerance(self.tolerance)
        if self.map:
            require_steps(self.steps)
        sites = base["sites"]["site"].to_list()
        if self.site and self.site not in sites:
            hint = nearest(self.site, sites)
            raise UsageError(f"there is no site {self.site!r}{f'; {hint}' if hint else ''}")
        named(self.causes, known())

    def designs(self, base: Model) -> dict[str, int]:
        """Return about how many designs each stage takes, stages without any left out.

        They are as many at most, but for break-evens, of which there may be several along a cell.
        """
        free = freedom.sites(base).filter(~pl.col("fixed"))["site"].to_list()
        forced = len([site for site in free if not self.site or site == self.site])
        choices = len(free) + (len(freedom.resources(base)) if self.by == By.MODULES else 0)
        causes = len(self.causes)
        varied = len(self.varied(base))
        stages = {
            Stage.DRIVERS: 2**causes * (2 if self.site else 1) if causes else 0,
            Stage.REGRETS: forced,
            Stage.TIES: min(self.most - 1, 2**choices) if choices else 0,
            Stage.TORNADO: 2 * varied,
            Stage.BREAK_EVENS: ALONG * varied,
            Stage.MAP: self.steps**2 if self.map else 0,
        }
        return {str(stage): count for stage, count in stages.items() if count}
