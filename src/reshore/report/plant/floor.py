"""Floor: where the blocks of a plant stand, drawn to scale, and what is carried between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.plant.drawing import floor_svg
from reshore.report.plant.scene import Floor
from reshore.report.plant.terms import named
from reshore.report.section import Section
from reshore.report.words import counted, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.plant.view import PlantView


def section(view: PlantView) -> Section:
    """Return the drawing, and the tables of blocks and flows."""
    plan = _floor(view)
    title = say("Floor of {product}", product=view.product(view.result.product))
    drawing = floor_svg(plan, title, view.colours, view.place, key=view.key("floor"))
    body = [
        _lead(view, plan),
        tag("figure", tag("div", drawing, class_="scroll plan", tabindex="0")),
        folded(say("Blocks as a table"), _blocks(view)),
        folded(say("Flows as a table"), _flows(view)),
    ]
    return Section("floor", say("Floor plan"), join(body))


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


def _lead(view: PlantView, plan: Floor) -> Markup:
    room, taken = plan.length - plan.end, rounded(plan.end)
    fits = (
        say(
            "The longer row takes {taken} m and leaves {room} m of the building.",
            taken=taken,
            room=rounded(room),
        )
        if room >= 0
        else say("The longer row takes {taken} m and is {over} m too long.", taken=taken, over=rounded(-room))
    )
    parts: list[str] = [tag("b", fits)]
    least = view["limits"].row(by_predicate=pl.col("resource") == "floor", named=True)["need"]
    if least < plan.end:
        parts.append(
            say(
                "Rows as short as they can be would take {least} m; here blocks stand so that what is carried"
                " goes the least way.",
                least=rounded(least),
            )
        )
    if work := float(plan.flows["work"].sum()):
        parts.append(
            say(
                "What is carried comes to {work} t km a week, {mean} m a move on average.",
                work=rounded(work / 1e6),
                mean=rounded(work / float(plan.flows["kg"].sum())),
            )
        )
    return tag("p", join(parts, " "))


def _blocks(view: PlantView) -> Markup:
    columns = [
        Column(say("Block")),
        Column(say("Kind")),
        Column(say("Stations"), numeric=True),
        Column(say("In row")),
        Column(say("From"), "m", numeric=True),
        Column(say("Length"), "m", numeric=True),
        Column(say("Depth"), "m", numeric=True),
    ]
    cells = [
        [
            _called(view, row),
            named(row["kind"]) if row["group"] else plain(row["role"]),
            str(row["copies"]) if row["group"] else "",
            say("upper") if row["row"] == 0 else say("lower"),
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
        Column(say("From")),
        Column(say("To")),
        Column(say("Carried"), say("t a week"), numeric=True),
        Column(say("Distance"), "m", numeric=True),
        Column(say("Work"), say("t km a week"), numeric=True),
    ]
    rows = view["flows"].sort("work", descending=True, maintain_order=True)
    cells = [
        [
            *(view.place(row[end]) for end in ("origin", "destination")),
            rounded(row["kg"] / 1000),
            rounded(row["metres"]),
            rounded(row["work"] / 1e6),
        ]
        for row in rows.iter_rows(named=True)
    ]
    total = [say("Total"), counted(rows.height, "flow"), "", "", rounded(float(rows["work"].sum()) / 1e6)]
    return table(columns, cells, total=total)
