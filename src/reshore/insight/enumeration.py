"""The search for designs one after another: what was found, what is left, and when it ends."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.footprint.conditions import Condition, other_than
from reshore.insight import freedom
from reshore.insight.interval import Interval, difference
from reshore.insight.rows import COLUMNS, Found, cost, decisions, row_of
from reshore.insight.tied import By, Ended, Ties
from reshore.insight.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

    Row = Mapping[str, Any]

RUN = "run"
"""Name of the design of the run's own plan."""

TOLD: Mapping[str, pl.DataType | type[pl.DataType]] = MappingProxyType(
    {
        "better": pl.Boolean,
        "low": pl.Float64,
        "high": pl.Float64,
        "tie": pl.Boolean,
        "near": pl.Boolean,
        "added": pl.List(pl.String),
        "dropped": pl.List(pl.String),
    }
)
"""Columns of near ties beside those of a row of designs."""


class Enumeration:
    """The designs found so far, and what is left to look for."""

    def __init__(self, model: Model, plan: Plan, by: By, near: float, known: Sequence[Row]) -> None:
        self.by, self.near = by, near
        self.found: list[Row] = [{"name": RUN, "better": False, **row_of(plan)}]
        self.known = [row for row in known if row["used"] is not None]
        self.sites = freedom.sites(model)
        self.deciding = self.sites.filter(~pl.col("fixed"))["site"].to_list()
        self.resources = freedom.resources(model) if by is By.MODULES else []

    @property
    def free(self) -> bool:
        """Whether designs can differ at all."""
        return bool(self.deciding or self.resources)

    @property
    def best(self) -> Interval:
        """Where the cost of the best plan lies."""
        return Interval(self.found[0]["bound"], min(row["objective"] for row in [*self.found, *self.known]))

    @property
    def most(self) -> float:
        """What a near tie costs at most."""
        return self.best.high + self.near * abs(self.best.high)

    def next(self) -> Variant:
        """Return the variant that differs from all designs so far, from the cheapest known plan of it."""
        conditions = tuple(self._other_than(row) for row in self.found)
        seen = {self._key(row) for row in self.found}
        others = [row for row in self.known if self._key(row) not in seen]
        start = decisions(min(others, key=lambda row: (row["objective"], row["name"]))) if others else None
        return Variant(f"design {len(self.found)}", conditions=conditions, start=start)

    def take(self, row: Row) -> Ended | None:
        """Take a design up if it may be a near tie; return why the search ends with it.

        What is left after others are gone costs no less than before.
        """
        if row["status"] == Found.NO_PLAN:
            return Ended.TIME
        bound = max(row["bound"], self.found[-1]["bound"])
        if bound > self.most:
            return Ended.PROVEN
        self.found.append({**row, "bound": min(bound, row["objective"])})
        return None

    def ties(self, ended: Ended) -> Ties:
        """Put together what was found."""
        best, most, used = self.best, self.most, set(self.found[0]["used"])
        told = [
            {
                **row,
                **_difference(row, best),
                "near": row["objective"] <= most,
                "added": sorted(set(row["used"]) - used),
                "dropped": sorted(used - set(row["used"])),
            }
            for row in self.found
        ]
        found = pl.DataFrame(told, schema={**COLUMNS, **TOLD}).sort("objective", maintain_order=True)
        near = found.filter("near")
        sites = self.sites.with_columns(
            in_plan=pl.col("site").is_in(sorted(used)),
            frequency=pl.Series(_shares(self.sites["site"].to_list(), near["used"]), dtype=pl.Float64),
        )
        named = ["/".join(key) for key in self.resources]
        modules = pl.DataFrame(
            self.resources, schema={"site": pl.String, "resource": pl.String}, orient="row"
        ).with_columns(frequency=pl.Series(_shares(named, near["equipped"]), dtype=pl.Float64))
        return Ties(best, most, found, sites, modules, ended)

    def _key(self, row: Row) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(row["used"]), frozenset(row["equipped"] if self.by is By.MODULES else ())

    def _other_than(self, row: Row) -> Condition:
        return other_than(
            f"other than {row['name']}",
            row["used"],
            self.deciding,
            equipped={key for key in self.resources if "/".join(key) in row["equipped"]},
            resources=self.resources,
        )


def _difference(row: Row, best: Interval) -> dict[str, Any]:
    """Return where a design's difference to the best plan lies, never below 0."""
    more = difference(cost(row).at_least(best.low), best).at_least(0.0)
    return {"low": more.low, "high": more.high, "tie": more.tie}


def _shares(names: Sequence[str], designs: pl.Series) -> list[float]:
    """Return the share of designs that each name is in."""
    sets = [set(design) for design in designs]
    return [sum(name in one for one in sets) / len(sets) for name in names]
