"""What making uses up, of which provenance: drawn where a component is followed, else as the recipe says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.audit.case import Case

STEP = ("process", "provenance", "component", "period")
"""A component of the output of a process, by the provenance of the output."""


def drawn(case: Case) -> pl.DataFrame:
    """Return all components that making uses up.

    Returns
    -------
    pl.DataFrame
        process, site, country, product, variant, provenance (the output's), component, drawn (the component's
        provenance), period, units.
    """
    processes = case.model["processes"].select("process", "site", "product", "variant")
    followed = (
        case.frames["use"]
        .select(*STEP, "drawn", "units")
        .join(processes, on="process")
        .join(case.model["sites"].select("site", "country"), on="site")
    )
    names = list(case.goods.followed)
    others = needed(case).filter(~pl.col("component").is_in(names))
    others = others.with_columns(drawn=pl.lit(None, dtype=pl.String))
    columns = (
        "process",
        "site",
        "country",
        "product",
        "variant",
        "provenance",
        "component",
        "drawn",
        "period",
    )
    return pl.concat([part.select(*columns, "units") for part in (followed, others)])


def needed(case: Case) -> pl.DataFrame:
    """Return the components that recipes ask for: as `drawn`, without `drawn`."""
    boms = case.by_period("boms", ["quantity"])
    columns = ("process", "site", "country", "product", "variant", "provenance", "period")
    return (
        case.made.select(*columns, "gross")
        .join(boms, on=["product", "variant", "period"])
        .select(*columns, "component", units=pl.col("quantity") * pl.col("gross"))
    )
