"""Checks of making: the recipes and resources of processes are there, and stock is where it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def variants_exist(view: View) -> Iterator[Fault]:
    """Check that a process follows a recipe that boms has, where boms has any for its product."""
    boms = view.frames["boms"].select("product", "variant").unique()
    variants = boms.group_by("product").agg(pl.col("variant").sort())
    wrong = (
        view.rows("processes")
        .join(boms, on=["product", "variant"], how="anti")
        .join(variants, on="product", suffix="s")
    )
    yield from view.tell(
        "processes",
        "variant",
        wrong,
        lambda row: f"boms has no variant {row['variant']!r} of {row['product']!r}",
    )


def resources_exist(view: View) -> Iterator[Fault]:
    """Check that a process uses a resource of its site, and names one where it takes hours."""
    processes = view.rows("processes")
    known = view.frames["resources"].select("site", "resource")
    missing = processes.filter(pl.col("resource").is_not_null()).join(
        known, on=["site", "resource"], how="anti"
    )
    yield from view.tell(
        "processes",
        "resource",
        missing,
        lambda row: f"site {row['site']!r} has no resource {row['resource']!r}",
        "write it in resources",
    )
    idle = view.ever("processes", "hours_per_unit", lambda hours: hours > 0)
    yield from view.tell(
        "processes",
        "hours_per_unit",
        processes.filter(pl.col("resource").is_null() & idle),
        lambda row: f"process {row['process']!r} takes hours of no resource",
        "name the resource, or leave hours_per_unit empty",
    )


def stock_has_a_place(view: View) -> Iterator[Fault]:
    """Check that opening stock lies at a site that runs at the start, or at a market."""
    candidates = view.frames["sites"].filter(pl.col("status") == "candidate").select("site")
    wrong = view.rows("stocks").filter(pl.col("opening") > 0).join(candidates, on="site", how="semi")
    yield from view.tell(
        "stocks",
        "opening",
        wrong,
        lambda row: (
            f"opening stock {row['opening']:g} lies at {row['site']!r}, which does not run at the start"
        ),
        "a candidate site starts empty",
    )
