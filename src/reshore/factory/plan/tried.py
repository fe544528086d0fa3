"""A plant that was tried: its stations and people, where they stand, and what the simulation made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.chance.intervals import Estimate
from reshore.factory.plan.calendars import WEEK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.factory.line.result import Simulated
    from reshore.factory.plan.floor import Standing
    from reshore.factory.plan.people import Crew
    from reshore.factory.plan.sized import Sized

YEAR = 8766.0
"""Hours."""

WEEKS = YEAR / WEEK
"""Weeks of a year."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A plant that was tried.

    Attributes
    ----------
    sized
        Its stations.
    crews
        Its people, by pool.
    floor
        Where everything stands.
    simulated
        What it made.
    """

    sized: Sized
    crews: Mapping[str, Crew]
    floor: Standing
    simulated: Simulated

    @property
    def throughput(self) -> Estimate:
        """Good units of the end product a week."""
        return self.made(self.sized.ways[0].product)

    @property
    def made_by_replication(self) -> pl.DataFrame:
        """Good units of the end product a week: columns replication, throughput."""
        own = self.simulated.replications.filter(pl.col("product") == self.sized.ways[0].product)
        return own.select("replication", "throughput")

    @property
    def heads(self) -> int:
        """People on shift, of all pools."""
        return sum(crew.heads for crew in self.crews.values())

    def made(self, product: str) -> Estimate:
        """Return the good units of a product a week; none of one of which no unit ended well."""
        try:
            return self.simulated.figure(product, "throughput")
        except KeyError:
            return Estimate(0.0, 0.0, 0.0)
