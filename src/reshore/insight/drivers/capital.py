"""Capital cost neutralised: candidates cost the same, and so do modules of a resource, wherever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.drivers.level import level
from reshore.insight.drivers.write import write
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

SITES = ("opening_cost", "fixed_cost")
MODULES = ("module_cost", "module_fixed_cost")


def capital(model: Model, _plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with the same capital cost at all candidates, and of all modules of a resource.

    All rows count alike. Modules are compared by the unit of capacity; resources that can't get any stay as
    they are.
    """
    sites = write(model, "sites", SITES, _candidates(model))
    modules = write(model.with_frames(**sites), "resources", MODULES, _modules(model))
    return sites | modules


def _candidates(model: Model) -> pl.DataFrame:
    candidates = model["sites"].filter(pl.col("status") == "candidate")
    numbers = (
        by_period(model, "sites", SITES)
        .join(candidates, on="site", how="semi", maintain_order="left")
        .with_columns(group=pl.lit("all"), alike=1.0)
    )
    return level(numbers, dict.fromkeys(SITES, "alike"))


def _modules(model: Model) -> pl.DataFrame:
    keys = ["site", "resource"]
    most = (
        by_period(model, "resources", ["maximum"])
        .group_by(keys, maintain_order=True)
        .agg(pl.col("maximum").max())
    )
    grows = (
        model["resources"]
        .select(*keys, "installed", "module_size")
        .join(most, on=keys)
        .filter(pl.col("maximum") > pl.col("installed"))
    )
    size = pl.col("module_size")
    numbers = (
        by_period(model, "resources", MODULES)
        .join(grows, on=keys, maintain_order="left")
        .with_columns(*(pl.col(name) / size for name in MODULES), group=pl.col("resource"), alike=1.0)
    )
    levelled = level(numbers, dict.fromkeys(MODULES, "alike"))
    return levelled.with_columns(pl.col(name) * size for name in MODULES)
