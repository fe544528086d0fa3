"""Floor: where the blocks of a plant stand, drawn to scale, and what is carried between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.plant.drawing import floor_svg
from reshore.report.plant.scene import Floor
from reshore.report.section import Section
from reshore.report.words import counted, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return the drawing, and the tables of blocks and flows."""
    plan = _floor(view)
    drawing = floor_svg(plan, f"Floor of {view.product(view.result.product)}", view.colours, view.place)
    body = [
        tag("p", *_lead(view, plan)),
        tag("figure", tag("div", drawing, class_="scroll plan", tabindex="0")),
        folded("Blocks as a table", _blocks(view)),
        folded("Flows as a table", _flows(view)),
    ]
    return Section("floor", "Floor", join(body))


def _floor(view: PlantView) -> Floor:
    building = view.facts["building"]
    size = {key: float(building[key]) for key in ("length", "width", "aisle")}
    depth = (size["width"] - size["aisle"]) / 2
    sizes = {row["station"]: row for row in view.model["stations"].iter_rows(named=True)}
    abreast = [
        _abreast(row, sizes.get(row["kind"], {}), depth) for row in view["blocks"].iter_rows(named=True)
    ]
    blocks = view["blocks"].with_columns(abreast=pl.Series(abreast, dtype=pl.Int64))
    return Floor(blocks=blocks, openings=view["openings"], flows=view["flows"], **size)


def _abreast(block: Mapping[str, Any], kind: Mapping[str, Any], depth: float) -> int:
    """Return how many stations of a block stand one behind the other, turned where they are too wide."""
    if not kind:
        return 1
    each = float(kind["width"] if kind["width"] <= depth else kind["length"])
    return max(1, round(float(block["depth"]) / each))


def _lead(view: PlantView, plan: Floor) -> list[Markup | str]:
    room = plan.length - plan.end
    fits = f"leaves {rounded(room)} m of the building" if room >= 0 else f"is {rounded(-room)} m too long"
    parts: list[Markup | str] = [tag("b", f"The longer row takes {rounded(plan.end)} m and {fits}.")]
    least = view["limits"].row(by_predicate=pl.col("resource") == "floor", named=True)["need"]
    if least < plan.end:
        parts.append(
            f" Rows as short as they can be would take {rounded(least)} m; here blocks stand so that what is"
            " carried goes the least way."
        )
    if work := float(plan.flows["work"].sum()):
        mean = rounded(work / float(plan.flows["kg"].sum()))
        parts.append(
            f" What is carried comes to {rounded(work / 1e6)} t km a week, {mean} m a move on average."
        )
    return parts


def _blocks(view: PlantView) -> Markup:
    columns = [
        Column("Block"),
        Column("Kind"),
        Column("Stations", numeric=True),
        Column("Row"),
        Column("From", "m", numeric=True),
        Column("Length", "m", numeric=True),
        Column("Depth", "m", numeric=True),
    ]
    cells = [
        [
            _called(view, row),
            plain(row["kind"]) if row["group"] else plain(row["role"]),
            str(row["copies"]) if row["group"] else "",
            "upper" if row["row"] == 0 else "lower",
            rounded(row["x"]),
            rounded(row["length"]),
            rounded(row["depth"]),
        ]
        for row in view["blocks"].sort("row", "x").iter_rows(named=True)
    ]
    return table(columns, cells)


def _called(view: PlantView, row: Mapping[str, Any]) -> str:
    part = str(row["block"]).removeprefix(row["name"])
    return f"{view.place(row['name'])}{part}"


def _flows(view: PlantView) -> Markup:
    columns = [
        Column("From"),
        Column("To"),
        Column("Carried", "t a week", numeric=True),
        Column("Distance", "m", numeric=True),
        Column("Work", "t km a week", numeric=True),
    ]
    rows = view["flows"].sort("work", descending=True, maintain_order=True)
    cells = [
        [
            *("Dock" if row[end] is None else view.place(row[end]) for end in ("origin", "destination")),
            rounded(row["kg"] / 1000),
            rounded(row["metres"]),
            rounded(row["work"] / 1e6),
        ]
        for row in rows.iter_rows(named=True)
    ]
    total = ["Total", counted(rows.height, "flow"), "", "", rounded(float(rows["work"].sum()) / 1e6)]
    return table(columns, cells, total=total)
