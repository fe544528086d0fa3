"""When sites run: read from the plan, and held against what the tables allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from reshore.audit.clock import Clock
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Life:
    """The periods in which a site runs.

    Attributes
    ----------
    site, candidate
        Which site, and whether it does not run before the first period.
    flags
        Whether it runs, period by period.
    """

    site: str
    candidate: bool
    flags: tuple[bool, ...]

    def runs(self, index: int) -> bool:
        """Whether it runs in a period; before the first, whether it ran already."""
        return self.flags[index] if index >= 0 else not self.candidate

    @property
    def start(self) -> int | None:
        """The period in which a candidate runs first; None for other sites and where it never does."""
        return self.flags.index(True) if self.candidate and True in self.flags else None

    @property
    def stop(self) -> int | None:
        """The first period in which it runs no more; None where it never stops."""
        return next((t for t in range(len(self.flags)) if self.runs(t - 1) and not self.runs(t)), None)

    @property
    def since(self) -> int | None:
        """The period from which ramps and profiles count; None for a candidate that never runs."""
        return self.start if self.candidate else 0


def lives(model: Model, sites: pl.DataFrame, clock: Clock) -> Mapping[str, Life]:
    """Read when each site of the model runs; a period without a row in the plan counts as closed."""
    running = set(sites.filter("open").select("site", "period").iter_rows())
    return {
        site: Life(site, status == "candidate", tuple((site, tick.period) in running for tick in clock))
        for site, status in model["sites"].select("site", "status").iter_rows()
    }
