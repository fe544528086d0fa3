"""The result of planning a plant: stations, floor, people, power, cost, and what the simulation made."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.factory.plan.frames import FRAMES
from reshore.factory.plan.verdict import figures
from reshore.plan.frames import check_frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True, repr=False)
class PlantResult:
    """A plant that was sized, laid out and simulated; immutable.

    Attributes
    ----------
    model_name, scenario
        What it was made from; the empty scenario is the base case.
    site, building, product
        Where it stands, and its end product.
    currency
        The unit of all money.
    frames
        The frames that `reshore.factory.plan.frames.FRAMES` lists, by name; docs/plant.md says what they
        mean.
    options
        What was asked for.
    facts
        How it was found: whether the rate was reached, what binds, the bottleneck, sizes of the building,
        replications and their length, times, versions.
    """

    model_name: str
    scenario: str
    site: str
    building: str
    product: str
    currency: str
    frames: Mapping[str, pl.DataFrame]
    options: Mapping[str, Any]
    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        check_frames(self.frames, FRAMES, "plant")
        for name in ("frames", "options", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __repr__(self) -> str:
        """Return one line: what is made where, and how much of it."""
        made = self["products"]["throughput"][0]
        return f"<Plant of {self.title}: {made:,.4g} a week>"

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return the frame of that name."""
        return self.frames[frame]

    @property
    def title(self) -> str:
        """What is made where: model, scenario, product and site."""
        return f"{self.model_name}, {self.scenario or 'base'}, {self.product} at {self.site}"

    def summary(self) -> pl.DataFrame:
        """Return the key figures: columns figure, value, unit."""
        return figures(self)

    def rows(self) -> dict[str, pl.DataFrame]:
        """Return the rows of tables that `design` reads, by table; `with_rows` adds them to a model."""
        return {table: self[table] for table in ("resources", "processes", "sources")}
