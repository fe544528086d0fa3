"""The chain of the hand-solved cases: boards from China, racks made of them in Mexico, sold in the USA.

Nothing costs anything but duty, unless a case says so, and a rack that isn't delivered costs 1,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.footprint.design import design

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

CHAIN: dict[str, list[dict[str, Any]]] = {
    "countries": [{"country": "CHN"}, {"country": "MEX"}, {"country": "USA"}],
    "sites": [{"site": "maker", "country": "CHN"}, {"site": "plant", "country": "MEX"}],
    "markets": [{"market": "us", "country": "USA"}],
    "products": [
        {"product": "board", "value": 40, "mass": 2, "hs_code": "847330"},
        {"product": "rack", "value": 100, "mass": 10, "hs_code": "847150"},
    ],
    "boms": [{"product": "rack", "component": "board", "quantity": 1}],
    "supplies": [{"site": "maker", "product": "board"}],
    "processes": [{"site": "plant", "product": "rack"}],
    "lanes": [{"origin": "maker", "destination": "plant"}, {"origin": "plant", "destination": "us"}],
    "demands": [{"market": "us", "product": "rack", "quantity": 100, "shortage_cost": 1000}],
}

RESOLD: dict[str, list[dict[str, Any]]] = {
    "sites": [{"site": "maker", "country": "CHN"}, {"site": "hub", "country": "MEX"}],
    "processes": [],
    "boms": [],
    "products": [{"product": "board", "value": 40, "mass": 2, "hs_code": "847330"}],
    "lanes": [{"origin": "maker", "destination": "hub"}, {"origin": "hub", "destination": "us"}],
    "demands": [{"market": "us", "product": "board", "quantity": 100, "shortage_cost": 1000}],
}
"""Boards that are sold as they are, by way of a hub in Mexico."""


def planned(small: Callable[..., Model], months: Sequence[int] = (12,), **tables: Any) -> Plan:
    """Return the best plan, audited, of the chain with some of its tables replaced."""
    return design(small(months, **{**CHAIN, **tables}), gap=1e-9, threads=1)


def bloc(name: str, *countries: str, kind: str = "agreement") -> list[dict[str, Any]]:
    """Return the rows of a bloc."""
    return [{"bloc": name, "country": country, "kind": kind} for country in countries]


def mfn(rate: float, importer: str = "USA", **columns: Any) -> dict[str, Any]:
    """Return a row of the base layer."""
    return {"layer": "mfn", "kind": "base", "importer": importer, "ad_valorem": rate, **columns}


def amount(plan: Plan, **keys: str) -> float:
    """Return the sum of the amounts in the frame `duties` whose lines have these keys."""
    return float(plan["duties"].filter(**keys)["amount"].sum())


def by_period(plan: Plan, **keys: str) -> list[float]:
    """Return amounts of the frame `duties` by period, 0 where there are none."""
    return [amount(plan, period=period, **keys) for period in plan["periods"]["period"]]


def served(plan: Plan, **keys: str) -> float:
    return float(plan["service"].filter(**keys)["served"].sum())


def cost(plan: Plan, line: str) -> float:
    return float(plan["costs"].filter(pl.col("cost") == line)["amount"].sum())
