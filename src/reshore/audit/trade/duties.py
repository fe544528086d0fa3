"""Checks of `duties`: every line that the tables ask for, at its rates, and none beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "duties"
KEYS = (
    *("event", "place", "lane", "process", "product", "provenance", "becomes", "importer", "exporter"),
    *("period", "layer"),
)
RATES = ("ad_valorem", "per_kg", "customs_value")


def check_duties(case: Case, findings: Findings) -> None:
    """Hold the frame `duties` against what the plan's flows lead to.

    A line of a layer that charges nothing may be left out, unless an agreement replaced or waived it.
    """
    names = pl.col(KEYS).fill_null("")
    telling = (pl.col("amount") != 0) | pl.col("preference").is_not_null()
    found = case.frames[FRAME].filter(telling).with_columns(names)
    expected = case.duties.filter(telling).with_columns(names)
    findings.never(FRAME, "unique", found.filter(pl.struct(KEYS).is_duplicated()), KEYS)
    nothing = pl.lit(0.0).alias("nothing")
    extra = found.join(expected, on=KEYS, how="anti").with_columns(nothing)
    findings.equal(FRAME, "lines too many", extra, KEYS, ("units", "nothing"))
    asked = expected.filter((pl.col("amount") != 0) | pl.col("told"))
    missing = asked.join(found, on=KEYS, how="anti").with_columns(nothing)
    findings.equal(FRAME, "lines missing", missing, KEYS, ("nothing", "units"))
    rows = expected.join(found, on=KEYS, suffix=" found")
    for column in ("units", "amount"):
        findings.equal(FRAME, column, rows, KEYS, (f"{column} found", column))
    for column in RATES:
        findings.never(
            FRAME,
            f"{column} where there is none",
            rows.filter(pl.col(column).is_null() != pl.col(f"{column} found").is_null()),
            KEYS,
        )
        stated = rows.filter(pl.col(column).is_not_null())
        findings.equal(FRAME, column, stated, KEYS, (f"{column} found", column))
    wrong = rows.filter("told", pl.col("preference").ne_missing(pl.col("preference found")))
    findings.never(FRAME, "preference", wrong, KEYS)
    findings.never(
        FRAME, "goods of one provenance that pay differently", expected.filter(~pl.col("sure")), KEYS
    )
