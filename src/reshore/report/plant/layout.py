"""The floor: its plan to scale, how much of the building it takes, and what is carried how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.plant.floor import floor_svg
from reshore.report.section import Section
from reshore.report.words import large, plain, rounded, share

if TYPE_CHECKING:
    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return the plan, and the tables of blocks and flows."""
    parts = [
        tag("p", _lead(view)),
        tag("figure", floor_svg(view.result)),
        folded("Blocks as a table", _blocks(view)),
        folded("Flows as a table", _flows(view)),
    ]
    return Section("floor", "Floor plan", join(parts))


def _lead(view: PlantView) -> str:
    building, floor = view.facts["building"], view.limit("floor")
    work = float(view["flows"]["work"].sum())
    needed = f"The longer row is {rounded(floor['need'])} m of {rounded(floor['have'])} m"
    lacking = f", {rounded(-floor['room'])} m too long" if floor["room"] < 0 else ""
    return (
        f"Two rows along a corridor of {rounded(building['aisle'])} m, drawn to scale. {needed}{lacking}."
        f" Units, components and reworks make {large(work)} kg\N{MIDDLE DOT}m of handling a week."
    )


def _blocks(view: PlantView) -> Markup:
    columns = [
        Column("Block"),
        Column("Kind"),
        Column("Stations", numeric=True),
        Column("Row"),
        Column("From the left", "m", numeric=True),
        Column("Length", "m", numeric=True),
        Column("Depth", "m", numeric=True),
    ]
    cells = [
        [
            view.place(row["block"]),
            plain(row["kind"]),
            str(row["copies"]) if row["group"] else "",
            "lower" if row["row"] else "upper",
            rounded(row["x"]),
            rounded(row["length"]),
            rounded(row["depth"]),
        ]
        for row in view["blocks"].sort("row", "x").iter_rows(named=True)
    ]
    return table(columns, cells)


def _flows(view: PlantView) -> Markup:
    work = float(view["flows"]["work"].sum())
    columns = [
        Column("From"),
        Column("To"),
        Column("Moved", "kg a week", numeric=True),
        Column("Distance", "m", numeric=True),
        Column("Of the work", numeric=True),
    ]
    cells = [
        [
            view.place(row["origin"]),
            view.place(row["destination"]),
            rounded(row["kg"]),
            rounded(row["metres"]),
            share(row["work"] / work, 1) if work > 0 else "",
        ]
        for row in view["flows"].sort("work", descending=True, maintain_order=True).iter_rows(named=True)
    ]
    return table(columns, cells)
