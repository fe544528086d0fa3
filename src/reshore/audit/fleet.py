"""Capacity in service, worked out again cohort by cohort: installed units, modules, ramps, asset lives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.tables.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.audit.case import Case
    from reshore.audit.clock import Tick

KEYS = ("site", "resource", "period")
RATES = ("installed", "hours_per_year", "module_cost", "module_fixed_cost", "maximum")


@dataclass(frozen=True, slots=True)
class Cohort:
    """Modules of a resource ordered for one period.

    Attributes
    ----------
    since
        The period from whose start on they serve.
    modules
        How many.
    cost
        Investment for all of them.
    """

    since: Tick
    modules: int
    cost: float


@dataclass(frozen=True, slots=True)
class Resource:
    """A row of `resources`, with the plan's orders.

    Attributes
    ----------
    row
        The table's row.
    rates
        Numbers of the row, by period.
    cohorts
        What the plan orders, in order of time.
    """

    row: Mapping[str, Any]
    rates: Mapping[str, Mapping[str, float | None]]
    cohorts: tuple[Cohort, ...]

    @property
    def ordered(self) -> int:
        """Modules ordered over all periods."""
        return sum(cohort.modules for cohort in self.cohorts)

    def life_share(self, cohort: Cohort, tick: Tick) -> float:
        """Return the share of a period before the end of the cohort's life, 0 before its start."""
        if tick.index < cohort.since.index:
            return 0.0
        end = cohort.since.begins + float(self.row["asset_life"])
        return max(0.0, min(1.0, (end - tick.begins) / tick.years))

    def modules_in_service(self, tick: Tick) -> float:
        """Return modules that have started and not reached the end of their life."""
        return sum(cohort.modules * self.life_share(cohort, tick) for cohort in self.cohorts)

    def units_in_service(self, tick: Tick, start: Tick | None, *, candidate: bool) -> float:
        """Return units, each counted by its ramp; `start` is when a candidate site began to run."""
        installed = self.rates[tick.period]["installed"] or 0.0
        if candidate:
            installed *= self._ramp(start, tick) if start is not None and start.index <= tick.index else 0.0
        added = (
            cohort.modules * self._ramp(cohort.since, tick) * self.life_share(cohort, tick)
            for cohort in self.cohorts
            if cohort.since.index <= tick.index
        )
        return installed + float(self.row["module_size"]) * sum(added)

    def _ramp(self, since: Tick, tick: Tick) -> float:
        month = tick.month - since.month
        return Profile.parse(self.row["ramp"]).mean(month, month + tick.months)


def resources(case: Case) -> tuple[Resource, ...]:
    """Return the resources of the model with the plan's orders."""
    rates: dict[tuple[str, str], dict[str, Mapping[str, float | None]]] = {}
    for row in case.by_period("resources", RATES).iter_rows(named=True):
        rates.setdefault((row["site"], row["resource"]), {})[row["period"]] = row
    orders = {
        (site, resource, period): modules
        for site, resource, period, modules in case.frames["capacity"]
        .select(*KEYS, "modules_ordered")
        .iter_rows()
        if modules > 0
    }
    return tuple(
        _resource(row, rates[row["site"], row["resource"]], orders, case)
        for row in case.model["resources"].iter_rows(named=True)
    )


def _resource(
    row: Mapping[str, Any],
    rates: Mapping[str, Mapping[str, float | None]],
    orders: Mapping[tuple[str, str, str], int],
    case: Case,
) -> Resource:
    cohorts = []
    for tick in case.clock:
        modules = orders.get((row["site"], row["resource"], tick.period), 0)
        if modules:
            cohorts.append(Cohort(tick, modules, modules * (rates[tick.period]["module_cost"] or 0.0)))
    return Resource(row, rates, tuple(cohorts))


def in_service(case: Case) -> pl.DataFrame:
    """Return site, resource, period, units_in_service, hours_available; a closed site has none."""
    rows = []
    for resource in case.resources:
        life = case.lives[resource.row["site"]]
        start = case.clock.ticks[life.start] if life.start is not None else None
        for tick in case.clock:
            runs = life.runs(tick.index)
            units = resource.units_in_service(tick, start, candidate=life.candidate) if runs else 0.0
            hours = (resource.rates[tick.period]["hours_per_year"] or 0.0) * tick.years * units
            rows.append((life.site, resource.row["resource"], tick.period, units, hours))
    schema = dict.fromkeys(KEYS, pl.String) | {"units_in_service": pl.Float64, "hours_available": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")
