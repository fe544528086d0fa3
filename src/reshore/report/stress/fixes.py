"""What would help: fixes, what each costs a year, and what it takes off the worst cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, join, table, tag
from reshore.report.language import message, say
from reshore.report.retold import retold
from reshore.report.section import Section
from reshore.report.stress.view import KINDS
from reshore.report.words import rounded

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView

FIXES = (
    message("{weeks} weeks of stock against {against}"),
    message("sources beside {against} made ready"),
    message("one more module of {resource} at {place}"),
    message("{product} to {place} by {mode} rather than {other_mode}"),
    message("{product} to {place} from {origin} rather than {other_origin}"),
)
"""What `reshore.risk.fixes` calls a fix."""

SORTS = {
    "stock": message("Stock"),
    "source": message("Source"),
    "module": message("Module"),
    "lane": message("Lane"),
}
"""Sorts of fixes."""


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
        Column(say("Fix")),
        Column(say("Costs"), say("{unit} a year", unit=cost.unit), numeric=True),
        Column(say("CVaR removed"), removed.unit, numeric=True),
        Column(say("Interval"), removed.unit, numeric=True),
        Column(say("Ratio"), say("removed a unit spent"), numeric=True),
    ]
    cells = [
        [
            join([fix_name(view, row["fix"]), tag("span", say(SORTS[row["kind"]]), class_="under")]),
            cost(row["cost_year"]),
            removed(row["cvar_removed"]),
            say("{low} to {high}", low=removed(row["low"]), high=removed(row["high"])),
            "" if row["ratio"] is None else rounded(row["ratio"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    lead = tag(
        "p",
        say(
            "Each fix is the same ensemble run again with it, under the same events. CVaR removed is what it"
            " takes off the mean loss of the worst twentieth of cases. A fix whose interval holds 0 may not"
            " help at all."
        ),
    )
    faded = [row["low"] <= 0 for row in rows.iter_rows(named=True)]
    return Section("fixes", say("What would help"), join([lead, table(columns, cells, faded=faded)]))


def fix_name(view: StressView, fix: str) -> str:
    """Return a fix in words, with the names that people use."""

    def place(name: str) -> str:
        return view.set_name("site", name)

    def mode(name: str) -> str:
        return view.set_name("mode", name)

    def product(name: str) -> str:
        return view.view.products.get(name, name)

    def against(label: str) -> str:
        kind, _, name = label.partition(" ")
        return view.named({"kind": kind, "name": name}) if name and kind in KINDS else label

    return retold(
        fix,
        FIXES,
        against=against,
        product=product,
        place=place,
        origin=place,
        other_origin=place,
        mode=mode,
        other_mode=mode,
    )
