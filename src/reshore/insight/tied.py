"""Designs that cost nearly the same, and how often each site is among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.insight.interval import Interval


class By(StrEnum):
    """What tells two designs apart."""

    SITES = "sites"
    MODULES = "modules"


class Ended(StrEnum):
    """Why the search for more designs ended."""

    PROVEN = "no other design costs as little"
    MOST = "as many as were asked for"
    TIME = "no other design was found in time"


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Designs that cost nearly the same.

    Attributes
    ----------
    best
        Where the cost of the best plan lies.
    most
        What a near tie costs at most.
    designs
        The cheapest first: rows of `reshore.insight.designs.designs`, and near (whether it is a near tie),
        low and high (of its difference to the best plan), tie (whether that may be 0), added and dropped
        (sites, against the run's plan). A design that isn't near, though its bound is, is undecided.
    sites
        site, country, status, fixed, in_plan, frequency: the share of near ties that use the site.
    modules
        site, resource, frequency: the share in which the resource gets modules; no rows unless designs are
        told apart by modules.
    ended
        Why there are no more of them.
    """

    best: Interval
    most: float
    designs: pl.DataFrame
    sites: pl.DataFrame
    modules: pl.DataFrame
    ended: Ended

    @property
    def undecided(self) -> int:
        """Designs of which is not known whether they can cost as little."""
        return self.designs.filter(~pl.col("near")).height

    @property
    def complete(self) -> bool:
        """Whether these are all near ties there are."""
        return self.ended is Ended.PROVEN and not self.undecided
