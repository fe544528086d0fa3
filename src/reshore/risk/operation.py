"""The operation of one period of a plan: what runs, week by week, and what else could."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Operation:
    """What a stress test looks at; docs/stress.md says what each number means.

    Each frame is sorted by its keys, and its first column numbers the rows from 0 on; other frames refer to
    these numbers. Rates and limits are a week; an empty limit (null) is none. Costs are in the currency.

    Attributes
    ----------
    period, currency
        Period of the plan it is made from; currency of the model.
    start
        First day of the period, as text like 2027-01-01: dates of hazards count from it.
    items
        item, place, product, kind (site or market), country, family, value (of a unit), stock (units at the
        start), holding (cost of a unit and week), standard (cost of a unit).
    sites
        site_index, site, country, group, role, throughput (units leaving), time_to_recover (days).
    resources
        resource_index, site, resource, hours, and module (hours that one module more would add) and
        module_cost (a year, of one module more: annuity and fixed cost); both empty where there are none.
    makes
        make, process, site, product, variant, item (made), resource_index (empty: none), hours, cost, rate.
    uses
        use, make, item (drawn, at the same site), quantity (of a good unit).
    buys
        buy, site, product, item, capacity, cost, rate.
    lanes
        lane_index, lane, origin, destination, origin_country, destination_country, mode, passages (list),
        capacity.
    moves
        move, lane_index, product, origin_item, target_item, days, cost, rate.
    detours
        detour, move, passage, days, cost: both more than usual, of a unit.
    demands
        demand, market, country, product, segment, item, rate, weight (margin of a unit lost), worth (of a
        unit that isn't served), outlay (what serving a unit takes of its worth).
    """

    period: str
    currency: str
    start: str
    items: pl.DataFrame
    sites: pl.DataFrame
    resources: pl.DataFrame
    makes: pl.DataFrame
    uses: pl.DataFrame
    buys: pl.DataFrame
    lanes: pl.DataFrame
    moves: pl.DataFrame
    detours: pl.DataFrame
    demands: pl.DataFrame
