"""Checks of hazards: when they happen, what they do to which rows, and whether there is anything to hit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import exposed, select
from reshore.tables.periods import periods
from reshore.tables.problem import show
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reshore.errors import Fault
    from reshore.tables.cross.view import Network, Row, View

EFFECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "capacity": ("sites", "resources", "supplies"),
        "lane": ("lanes",),
        "passage": ("lanes",),
        "ban": ("lanes",),
        "cost": ("lanes", "supplies"),
        "duty": ("lanes",),
        "demand": ("demands",),
        "stock": ("sites",),
    }
)
"""Effect -> the tables whose rows it can hit."""

WHOLE = ("passage", "ban")
"""Effects that close something altogether, whatever the severity."""

WHEN = ("rate", "date")


def happen_somehow(view: View) -> Iterator[Fault]:
    """Check that a hazard has a rate or a date, and not both."""
    rows = view.rows("hazards")
    neither = rows.filter(pl.col("rate").is_null() & pl.col("date").is_null())
    yield from view.tell(
        "hazards",
        "rate",
        neither,
        lambda row: f"hazard {row['hazard']!r} has neither a rate nor a date",
        "write the events to be expected in a year, or the day of the only one",
    )
    both = rows.filter(pl.col("rate").is_not_null() & pl.col("date").is_not_null())
    yield from view.tell(
        "hazards",
        "date",
        both,
        lambda row: f"hazard {row['hazard']!r} has a rate and a date",
        "leave one of them empty",
    )


def agree_on_events(view: View) -> Iterator[Fault]:
    """Check that rows with the same cause have the same rate or date, as they share their events."""
    rows = view.rows("hazards").filter(pl.col("cause").is_not_null())
    firsts = [pl.col(name).first().over("cause").alias(f"first_{name}") for name in ("hazard", *WHEN)]
    rows = rows.with_columns(firsts)
    for name in WHEN:
        yield from view.tell(
            "hazards",
            name,
            rows.filter(pl.col(name).ne_missing(pl.col(f"first_{name}"))),
            _disagreement(name),
            "rows of one cause share their events",
        )


def _disagreement(name: str) -> Callable[[Row], str]:
    def say(row: Row) -> str:
        first = f"{_cell(row[f'first_{name}'])} as of {row['first_hazard']!r}"
        return f"{name} {_cell(row[name])} is not {first}, which has the same cause {row['cause']!r}"

    return say


def effects_fit(view: View) -> Iterator[Fault]:
    """Check that an effect is one that rows of the table can have, and what it asks for is written."""
    for row in view.rows("hazards").iter_rows(named=True):
        yield from _effect(view, row)


def _effect(view: View, row: Row) -> Iterator[Fault]:
    effect, tables = row["effect"], EFFECTS[row["effect"]]
    if row["table"] not in tables:
        problem = f"effect {effect!r} does not go with table {row['table']!r}"
        yield view.fault("hazards", row, "effect", problem, f"it goes with {', '.join(tables)}")
    if effect == "passage" and row["passage"] is None:
        yield view.fault(
            "hazards", row, "passage", "passage is empty", "effect 'passage' needs the one that is shut"
        )
    if effect != "passage" and row["passage"] is not None:
        problem = f"passage {show(row['passage'])} does not go with effect {effect!r}"
        yield view.fault("hazards", row, "passage", problem, "leave it empty, or write effect 'passage'")
    if effect in WHOLE and row["severity"].strip() != "1":
        problem = (
            f"severity {show(row['severity'])} has no meaning with effect {effect!r}, which closes whole"
        )
        yield view.fault("hazards", row, "severity", problem, "leave it empty")


def conditions_can_be_read(view: View) -> Iterator[Fault]:
    """Check that a condition is sound for the table that the hazard hits."""
    for row in view.rows("hazards").iter_rows(named=True):
        types = exposed.types(row["table"])
        yield from select.faults(row["where"], types, view.where("hazards", row[ROW], "where"))


def hit_something(view: View, network: Network) -> Iterator[Fault]:
    """Check that a hazard selects rows of its table (a warning), and that passages have ways round."""
    hazards = view.rows("hazards")
    model = view.model()
    frames = {table: exposed.rows(model, table, network.lanes) for table in hazards["table"].unique()}
    for row in hazards.iter_rows(named=True):
        found = select.select(frames[row["table"]], row["where"])
        if row["effect"] == "passage":
            found = found.filter(pl.col("passages").list.contains(row["passage"]))
            yield from _ways_round(view, row, found)
        if found.is_empty():
            crossing = f" that crosses {row['passage']!r}" if row["effect"] == "passage" else ""
            condition = f"condition {row['where']} selects" if row["where"] else "there is"
            yield view.fault("hazards", row, "where", f"{condition} no row of {row['table']}{crossing}")


def _ways_round(view: View, row: Row, crossing: pl.DataFrame) -> Iterator[Fault]:
    detours = view.frames["detours"].filter(passage=row["passage"])
    stuck = crossing.join(detours, on="lane", how="anti")
    if stuck.height:
        problem = f"{stuck.height:,} lanes have no way round {row['passage']!r}, such as {stuck['lane'][0]!r}"
        remedy = "their goods wait until it is open; write detours if there is a way"
        yield view.fault("hazards", row, "passage", problem, remedy)


def fall_within_the_horizon(view: View) -> Iterator[Fault]:
    """Check that a dated event happens within the periods (a warning)."""
    time = periods(view.model())
    outside = ~pl.col("date").is_between(time["start"].min(), time["end"].max(), closed="left")
    yield from view.tell(
        "hazards",
        "date",
        view.rows("hazards").filter(outside),
        lambda row: f"date {row['date']} is in no period, so that it never happens",
    )


def _cell(value: object) -> str:
    return "empty" if value is None else show(value)
