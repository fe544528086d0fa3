"""The result of a stress test: what is exposed, what disruptions cost, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.plan.frames import check_frames
from reshore.risk.frames import FRAMES
from reshore.risk.verdict import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True, repr=False)
class StressResult:
    """What a stress test of a plan found; immutable.

    Attributes
    ----------
    model_name, scenario
        What the plan is for; the empty scenario is the base case.
    period
        The period whose operation was looked at.
    currency
        The unit of all money.
    frames
        The frames that `reshore.risk.frames.FRAMES` lists, by name; docs/stress.md says what they mean.
    options
        What was asked for.
    facts
        How it was found: numbers of sets and replications, times, versions.
    """

    model_name: str
    scenario: str
    period: str
    currency: str
    frames: Mapping[str, pl.DataFrame]
    options: Mapping[str, Any]
    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        check_frames(self.frames, FRAMES, "stress test")
        for name in ("frames", "options", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __repr__(self) -> str:
        """Return one line: what was tested, how many sets and replications."""
        sets, replications = self["exposures"].height, self["replications"]["replication"].n_unique()
        return f"<Stress test of {self.title}: {sets:,} sets, {replications:,} replications>"

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return the frame of that name."""
        return self.frames[frame]

    @property
    def title(self) -> str:
        """What was tested: model, scenario and period."""
        return f"{self.model_name}, {self.scenario or 'base'}, {self.period}"

    def summary(self) -> pl.DataFrame:
        """Return the verdict: columns figure, value, unit.

        Expected loss and CVaR of each engine, the tightest time to survive, the five largest exposures, the
        three best fixes; a value that is empty has no end.
        """
        return figures(self)
