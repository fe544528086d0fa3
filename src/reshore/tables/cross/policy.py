"""Checks of rules and of the baseline: each says something that can be counted."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import Fault
from reshore.tables import select
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.tables.cross.view import Row, View

MEASURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "units": ("make", "buy", "use", "ship", "hold", "serve", "short"),
        "value": ("make", "buy", "use", "ship", "hold", "serve", "short"),
        "value_added": ("make",),
        "cost": ("make", "buy", "use", "ship", "short", "open", "build"),
        "mass": ("make", "buy", "use", "ship", "hold", "serve", "short"),
        "carbon": ("make", "ship"),
        "labour": ("make",),
        "hours": ("make",),
        "sites": ("open",),
        "modules": ("build",),
        "sources": ("make", "buy", "ship"),
    }
)
"""Measure -> the activities that it can count."""

OF_BASELINE = ("units", "value", "mass", "sites")
"""Measures that the amounts of the baseline can be put in."""

BASELINE_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "make": ("site", "product"),
        "buy": ("site", "product"),
        "ship": ("site", "product", "lane", "market"),
        "hold": ("site", "product"),
        "serve": ("market", "product", "segment"),
        "open": ("site",),
    }
)
"""Activity -> the keys of `baseline` that it has, apart from the period."""


def rules_can_be_counted(view: View) -> Iterator[Fault]:
    """Check that measure, activity, conditions and denominator of a rule fit each other."""
    for row in view.rows("rules").iter_rows(named=True):
        yield from _measure(view, row)
        if row["activity"] in select.ATTRIBUTES:
            yield from _conditions(view, row)


def shares_are_below_one(view: View) -> Iterator[Fault]:
    """Check that no share is limited to more than the whole (a warning): 30 for 30 % limits nothing."""
    shared = pl.col("of").is_not_null() & (pl.col("of") != "baseline") & (pl.col("sense") != ">=")
    above = view.ever("rules", "limit", lambda limit: limit > 1)
    for row in view.rows("rules").filter(shared, above).iter_rows(named=True):
        yield _fault(
            view, row, "limit", f"a share of {row['limit']:g} is more than the whole", "write 0.3 for 30 %"
        )


def _measure(view: View, row: Row) -> Iterator[Fault]:
    measure, activity = row["measure"], row["activity"]
    if measure in MEASURES and activity in select.ATTRIBUTES and activity not in MEASURES[measure]:
        activities = ", ".join(MEASURES[measure])
        yield _fault(
            view,
            row,
            "measure",
            f"measure {measure!r} can't count activity {activity!r}",
            f"it counts: {activities}",
        )
    if measure != "sources" and row["share"]:
        yield _fault(view, row, "share", f"share has no meaning with measure {measure!r}, only with sources")
    if measure == "sources" and row["of"]:
        yield _fault(view, row, "of", "a number of sources is limited by a number", "leave `of` empty")
    if measure == "sources" and row["periods"] == "cumulative":
        yield _fault(view, row, "periods", "sources are counted in each period", "write each")
    against_today = row["of"] == "baseline" and activity in BASELINE_KEYS
    if against_today and measure in MEASURES and measure not in OF_BASELINE:
        counted = ", ".join(OF_BASELINE)
        yield _fault(
            view, row, "of", f"the baseline has no {measure}", f"measures with a baseline: {counted}"
        )


def _conditions(view: View, row: Row) -> Iterator[Fault]:
    types = select.schema(row["activity"])
    yield from select.faults(row["where"], types, view.where("rules", row[ROW], "where"))
    if row["of"] != "baseline":
        yield from select.faults(row["of"], types, view.where("rules", row[ROW], "of"))
    elif row["activity"] not in BASELINE_KEYS:
        yield _fault(view, row, "of", f"the baseline has no activity {row['activity']!r}")
    elif "baseline" in view.frames and view.frames["baseline"].filter(activity=row["activity"]).is_empty():
        yield _fault(view, row, "of", f"the table baseline has no row of activity {row['activity']!r}")


def _fault(view: View, row: Row, column: str, problem: str, remedy: str = "") -> Fault:
    return Fault(view.where("rules", row[ROW], column), problem, remedy)


def rules_run_forward(view: View) -> Iterator[Fault]:
    """Check that the first period of a rule is not after its last."""
    order = view.frames["periods"].sort("start").select("period").with_row_index("index")
    rows = view.rows("rules")
    for name in ("from", "to"):
        rows = rows.join(order.rename({"period": name, "index": f"{name}#"}), on=name, how="left")
    wrong = rows.filter(pl.col("from#") > pl.col("to#"))
    yield from view.tell("rules", "to", wrong, lambda row: f"to {row['to']!r} is before from {row['from']!r}")


def baseline_keys_fit(view: View) -> Iterator[Fault]:
    """Check that a row of the baseline names only what its activity has."""
    rows = view.rows("baseline")
    for activity, keys in BASELINE_KEYS.items():
        for column in ("site", "product", "lane", "market", "segment"):
            if column not in keys:
                wrong = rows.filter(pl.col("activity") == activity, pl.col(column).is_not_null())
                wrong = wrong.with_columns(pl.lit(column).alias("named"))
                yield from view.tell(
                    "baseline",
                    column,
                    wrong,
                    lambda row: f"{row['named']} does not go with activity {row['activity']!r}",
                    f"{activity} goes with {', '.join(keys)}, period",
                )
