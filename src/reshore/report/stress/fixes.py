"""What would help: fixes, what each costs a year, and what it takes off the worst cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, join, table, tag
from reshore.report.section import Section
from reshore.report.words import plain, rounded

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView


def section(view: StressView) -> Section | None:
    """Return the table."""
    rows = view["fixes"]
    if rows.is_empty():
        return None
    cost, removed = (
        view.money.scale(rows["cost_year"]),
        view.money.scale([*rows["cvar_removed"], *rows["low"], *rows["high"]]),
    )
    columns = [
        Column("Fix"),
        Column("Costs", f"{cost.unit} a year", numeric=True),
        Column("CVaR removed", removed.unit, numeric=True),
        Column("Interval", removed.unit, numeric=True),
        Column("Ratio", "removed a unit spent", numeric=True),
    ]
    cells = [
        [
            join([row["fix"], tag("span", plain(row["kind"]), class_="under")]),
            cost(row["cost_year"]),
            removed(row["cvar_removed"]),
            f"{removed(row['low'])} to {removed(row['high'])}",
            "" if row["ratio"] is None else rounded(row["ratio"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    lead = tag(
        "p",
        "Each fix is the same ensemble run again with it, under the same events. CVaR removed is what it"
        " takes off the mean loss of the worst twentieth of cases. A fix whose interval holds 0 may not help"
        " at all.",
    )
    faded = [row["low"] <= 0 for row in rows.iter_rows(named=True)]
    return Section("fixes", "What would help", join([lead, table(columns, cells, faded=faded)]))
