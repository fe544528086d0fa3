"""The result of explaining a plan: near ties, regrets, drivers, break-evens and frontiers."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.insight.figures import figures
from reshore.insight.frames import FRAMES
from reshore.plan.frames import check_frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True, repr=False)
class WhyResult:
    """What made a plan the answer, and what would overturn it; immutable.

    Attributes
    ----------
    model_name, scenario
        What the plan is for; the empty scenario is the base case.
    currency
        The unit of all money.
    frames
        The frames that `reshore.insight.frames.FRAMES` lists, by name; docs/why.md says what they mean.
    options
        What was asked for.
    facts
        How it was found: between what the best cost lies, whether near ties are complete, numbers of designs,
        remarks, times, versions.
    """

    model_name: str
    scenario: str
    currency: str
    frames: Mapping[str, pl.DataFrame]
    options: Mapping[str, Any]
    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        check_frames(self.frames, FRAMES, "plan's explanation")
        for name in ("frames", "options", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __repr__(self) -> str:
        """Return one line: what was explained, and by how many designs."""
        return f"<Explanation of {self.title}: {sum(self.facts['designs'].values()):,} designs>"

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return the frame of that name."""
        return self.frames[frame]

    @property
    def trades(self) -> bool:
        """Whether it is a frontier, and nothing else."""
        return "of" in self.options

    @property
    def title(self) -> str:
        """What was explained: model, scenario, and the site or the quantity if one was asked for."""
        about = self.options["of"] if self.trades else self.options["site"]
        return f"{self.model_name}, {self.scenario or 'base'}{f', {about}' if about else ''}"

    def summary(self) -> pl.DataFrame:
        """Return the key figures: columns figure, low, high, unit; an empty end is not known."""
        return figures(self)
