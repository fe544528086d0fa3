"""Plans to compare, and a model that their scenario can be applied to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
from tests.report.conftest import build_model, build_plan, rows

from reshore.tables.scenario import apply

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

LATE = {"scenario": "late", "order": 1, "table": "sites", "where": "site = 'gdl'", "column": "months_to_open"}
TABLES = {
    "settings": [{"key": "currency", "value": "kUSD"}, {"key": "discount_rate", "value": "0.08"}],
    "demands": [{"market": market, "product": "rack", "quantity": 100.0} for market in ("us", "fr", "jp")],
    "supplies": [{"site": "hsn", "product": "rack", "unit_cost": 1000.0}],
    "lanes": [
        {"lane": f"hsn-{market}", "origin": "hsn", "destination": market, "mode": "sea", "days": 30.0}
        for market in ("us", "fr", "jp")
    ],
    "scenarios": [{**LATE, "action": "set", "value": "120"}],
}
"""What makes the model sound, so that its scenario, in which a site opens too late, can be applied."""


def sound_model() -> Model:
    """Return the model, its settings with the defaults that applying the scenario fills in."""
    written = build_model(**{table: rows(table, *written) for table, written in TABLES.items()})
    return replace(written, settings=apply(written, "late").settings)


def late_plan(plan: Plan) -> Plan:
    """Return the plan under the scenario: no Guadalajara, dearer transport, less for France."""
    away = pl.col("site") == "gdl"
    sites = plan["sites"].with_columns(
        **{flag: pl.col(flag) & ~away for flag in ("open", "started")},
    )
    dearer = pl.when(pl.col("cost") == "transport").then(1.5).otherwise(1.0)
    costs = plan["costs"].with_columns(pl.col("amount", "present_value") * dearer)
    france = pl.when(pl.col("market") == "fr").then(0.9).otherwise(1.0)
    frames = {
        **plan.frames,
        "sites": sites,
        "costs": costs,
        "capacity": plan["capacity"].filter(~away),
        "production": plan["production"].filter(~away),
        "shipments": plan["shipments"].filter(pl.col("origin") != "gdl", pl.col("destination") != "gdl"),
        "service": plan["service"].with_columns(served=pl.col("served") * france),
    }
    objective = float(costs["present_value"].sum())
    return build_plan(scenario="late", frames=frames, objective=objective, bound=objective * 0.999, gap=0.001)
