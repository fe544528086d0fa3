"""What an explanation is asked for, held to make sense before the first design."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.insight import freedom
from reshore.insight.tied import By
from reshore.insight.ties import require_in_range
from reshore.tables.problem import nearest

if TYPE_CHECKING:
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Asked:
    """What an explanation is asked for; as of `reshore.insight.why.why`."""

    site: str = ""
    near: float = 0.01
    most: int = 10
    by: str = By.SITES
    gap: float | None = None
    time_limit: float | None = None

    def told(self) -> dict[str, Any]:
        """Return it as JSON allows."""
        return {**asdict(self), "by": str(self.by)}

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
        sites = base["sites"]["site"].to_list()
        if self.site and self.site not in sites:
            hint = nearest(self.site, sites)
            raise UsageError(f"there is no site {self.site!r}{f'; {hint}' if hint else ''}")

    def designs(self, base: Model) -> dict[str, int]:
        """Return how many designs each stage takes at most, stages without any left out."""
        free = freedom.sites(base).filter(~pl.col("fixed"))["site"].to_list()
        forced = len([site for site in free if not self.site or site == self.site])
        choices = len(free) + (len(freedom.resources(base)) if self.by == By.MODULES else 0)
        stages = {REGRETS: forced, TIES: min(self.most - 1, 2**choices) if choices else 0}
        return {stage: count for stage, count in stages.items() if count}


REGRETS, TIES = "Sites forced in or out", "Near ties"
"""Names of stages."""
