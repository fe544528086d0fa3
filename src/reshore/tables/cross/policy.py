"""Checks of rules and of the baseline: each says something that can be counted."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema, select
from reshore.tables.problem import nearest, show
from reshore.tables.provenance import Provenance
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.errors import Fault
    from reshore.tables.cross.view import Network, Row, View

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


LOOSE = re.compile(r"like|_with|lower|upper|between|[<>~]", re.IGNORECASE)
"""Ways to compare in which a text need not be a name."""

NAMELESS = frozenset({"rules", "scenarios", "hazards", "baseline", "series", "settings", "sources"})
"""Tables that name nothing which a condition could ask for, or only what others have."""


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
        yield view.fault(
            "rules", row, "limit", f"a share of {row['limit']:g} is more than the whole", "write 0.3 for 30 %"
        )


def names_are_met(view: View, network: Network) -> Iterator[Fault]:
    """Check that conditions ask for names that something has (a warning): others select nothing."""
    known = _names(view) | {*network.lanes["lane"]}
    for row in view.rows("rules").iter_rows(named=True):
        for column in ("where", "of"):
            condition = row[column]
            if condition is None or LOOSE.search(select.QUOTED.sub("''", condition)):
                continue
            for name in sorted(select.literals(condition) - known):
                problem = f"condition {condition}: nothing is called {show(name)}"
                yield view.fault("rules", row, column, problem, nearest(name, sorted(known)))


def _names(view: View) -> set[str]:
    """Return the texts that rows of the tables have, and those that columns allow."""
    known: set[str] = set()
    for name, table in schema.tables().items():
        for column in table.columns:
            if column.name in {"name", "note", "source"} or name in NAMELESS:
                continue
            if column.type == "text":
                known.update(view.frames[name][column.name].drop_nulls().unique(), column.choices)
            elif column.type == "list":
                known.update(*(text.split() for text in view.frames[name][column.name].drop_nulls()))
    stocked = view.frames["stocks"]["provenance"].drop_nulls()
    return known.union(*(Provenance.parse(text).labels for text in stocked))


def _measure(view: View, row: Row) -> Iterator[Fault]:
    measure, activity = row["measure"], row["activity"]
    if measure in MEASURES and activity in select.ATTRIBUTES and activity not in MEASURES[measure]:
        activities = ", ".join(MEASURES[measure])
        yield view.fault(
            "rules",
            row,
            "measure",
            f"measure {measure!r} can't count activity {activity!r}",
            f"it counts: {activities}",
        )
    if measure != "sources" and row["share"]:
        yield view.fault(
            "rules", row, "share", f"share has no meaning with measure {measure!r}, only with sources"
        )
    if measure == "sources" and row["of"]:
        yield view.fault("rules", row, "of", "a number of sources is limited by a number", "leave `of` empty")
    if measure == "sources" and row["periods"] == "cumulative":
        yield view.fault("rules", row, "periods", "sources are counted in each period", "write each")
    against_today = row["of"] == "baseline" and activity in BASELINE_KEYS
    if against_today and measure in MEASURES and measure not in OF_BASELINE:
        counted = ", ".join(OF_BASELINE)
        yield view.fault(
            "rules", row, "of", f"the baseline has no {measure}", f"measures with a baseline: {counted}"
        )


def _conditions(view: View, row: Row) -> Iterator[Fault]:
    types = select.schema(row["activity"])
    yield from select.faults(row["where"], types, view.where("rules", row[ROW], "where"))
    if row["of"] != "baseline":
        yield from select.faults(row["of"], types, view.where("rules", row[ROW], "of"))
    elif row["activity"] not in BASELINE_KEYS:
        yield view.fault("rules", row, "of", f"the baseline has no activity {row['activity']!r}")
    elif "baseline" in view.frames and view.frames["baseline"].filter(activity=row["activity"]).is_empty():
        yield view.fault("rules", row, "of", f"the table baseline has no row of activity {row['activity']!r}")


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
