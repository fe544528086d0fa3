"""A floor drawn to scale as SVG: building, corridor, blocks with their stations, docks, feeds and flows."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from reshore.report.html import Markup, join, tag
from reshore.report.language import say
from reshore.report.palette import INK, LAND, OTHER, QUIET
from reshore.report.plant.carried import THICKEST, flow_lines
from reshore.report.plant.scene import LINE, MARGIN, Scene
from reshore.report.plant.shapes import line, rect, round_down, short, text
from reshore.report.plant.terms import named
from reshore.report.words import counted, listed, plain, rounded, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl

    from reshore.report.plant.scene import Floor, Row

WIDTH, LETTER = 1120.0, 7.2
"""Of the drawing and of a letter, in units of which a line of text takes `LINE`."""
SMALLEST_CELL = 3.0
"""Stations that would be drawn smaller are told by number alone."""
TASKS, AREAS, FAINT = "0.55", "0.35", "0.35"
"""How opaque stations, areas and flows are."""
FLOW, DOCK, FEED, OVER = INK, "#1b5e8c", "#d9742b", "#882255"


def floor_svg(
    plan: Floor,
    title: str,
    colours: Mapping[str, str],
    name: Callable[[str], str] = named,
    *,
    key: str = "floor",
) -> Markup:
    """Draw a floor to scale.

    Parameters
    ----------
    plan
        What is drawn.
    title
        What it is called.
    colours
        By kind of station; areas and other kinds are grey.
    name
        Returns what people call a group of stations or an area.
    key
        What the identifiers of its title and description begin with, unique on the page.
    """
    scene = Scene(plan, colours, name, (WIDTH - 2 * MARGIN) / max(plan.length, plan.end))
    legend = _legend(scene)
    height = scene.bottom + (2.5 + len(legend)) * LINE
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        tag("desc", _said(scene), id=f"{key}-said"),
        *_building(scene),
        *(join(_block(scene, row)) for row in plan.blocks.iter_rows(named=True)),
        tag("g", *flow_lines(scene), fill="none", stroke=FLOW, stroke_opacity=FAINT, stroke_linecap="round"),
        tag("g", *(join(_label(scene, row)) for row in plan.blocks.iter_rows(named=True))),
        *(join(_opening(scene, row)) for row in _merged(plan.openings).iter_rows(named=True)),
        *map(join, legend),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {height:.0f}",
        width="100%",
        role="img",
        aria_labelledby=f"{key}-title {key}-said",
        font_family="system-ui, sans-serif",
        font_size="13",
        fill=INK,
    )


def _said(scene: Scene) -> str:
    """Return the drawing in a sentence or two."""
    plan = scene.plan
    rows = [
        ", ".join(scene.name(row["name"]) for row in part.iter_rows(named=True))
        for row in (0, 1)
        if not (part := plan.blocks.filter(plan.blocks["row"] == row).sort("x")).is_empty()
    ]
    said = [
        say(
            "Building of {length} m by {width} m, corridor {aisle} m wide.",
            length=rounded(plan.length),
            width=rounded(plan.width),
            aisle=rounded(plan.aisle),
        )
    ]
    match rows:
        case [only]:
            said.append(say("From left to right, {blocks}.", blocks=only))
        case [above, below]:
            said.append(say("From left to right, {above}; below: {below}.", above=above, below=below))
    if plan.end > plan.length:
        said.append(say("The longer row is {over} m too long.", over=rounded(plan.end - plan.length)))
    return " ".join(said)


def _building(scene: Scene) -> Iterator[Markup]:
    """Yield the walls and the corridor."""
    plan = scene.plan
    yield rect(
        scene.x(0), scene.y(0), plan.length * scene.scale, plan.width * scene.scale, fill="#fff", stroke=INK
    )
    yield rect(
        scene.x(0), scene.y(plan.depth), plan.length * scene.scale, plan.aisle * scene.scale, fill=LAND
    )
    if plan.end > plan.length:
        wall, over = scene.x(plan.length), rounded(plan.end - plan.length)
        yield line((wall, scene.y(0) - LINE), (wall, scene.bottom), OVER, stroke_width="2")
        yield text(
            wall - 4, scene.y(0) - 4, say("{over} m too long", over=over), text_anchor="end", fill=OVER
        )


def _block(scene: Scene, row: Row) -> Iterator[Markup]:
    """Yield a block and its stations."""
    colour = scene.colours.get(row["kind"], OTHER)
    what = [
        scene.name(row["name"]),
        counted(row["copies"], "station") if row["group"] else plain(row["role"]),
    ]
    size = say("{length} m by {depth} m", length=rounded(row["length"]), depth=rounded(row["depth"]))
    yield tag(
        "rect",
        tag("title", ", ".join([*what, size])),
        x=short(scene.x(row["x"])),
        y=short(scene.y(scene.top(row))),
        width=short(row["length"] * scene.scale),
        height=short(row["depth"] * scene.scale),
        fill=colour,
        fill_opacity=TASKS if row["group"] else AREAS,
        stroke=INK,
        stroke_width="0.8",
    )
    yield from _cells(scene, row)


def _cells(scene: Scene, row: Row) -> Iterator[Markup]:
    """Yield the lines between stations of a block, and its places that no station takes."""
    copies, abreast = row["copies"], min(row["abreast"], row["copies"])
    columns = ceil(copies / abreast)
    along, deep = row["length"] * scene.scale / columns, row["depth"] * scene.scale / abreast
    if copies == 1 or min(along, deep) < SMALLEST_CELL:
        return
    left, top = scene.x(row["x"]), scene.y(scene.top(row))
    lines = [f"M{left + n * along:.1f} {top:.1f}v{row['depth'] * scene.scale:.1f}" for n in range(1, columns)]
    lines += [
        f"M{left:.1f} {top + n * deep:.1f}h{row['length'] * scene.scale:.1f}" for n in range(1, abreast)
    ]
    yield tag("path", d="".join(lines), stroke=INK, stroke_width="0.5", stroke_opacity="0.45")
    if spare := columns * abreast - copies:
        # Stations fill the columns from the corridor on.
        edge = top if row["row"] == 0 else top + (abreast - spare) * deep
        yield rect(left + (columns - 1) * along, edge, along, spare * deep, fill="#fff", fill_opacity="0.8")


def _label(scene: Scene, row: Row) -> Iterator[Markup]:
    """Yield what a block is where that fits, along or across; its tooltip and the table have it too."""
    width, depth = row["length"] * scene.scale, row["depth"] * scene.scale
    x, y = scene.x(row["x"]) + width / 2, scene.y(scene.top(row)) + depth / 2
    style: dict[str, str] = {
        "text_anchor": "middle",
        "dominant_baseline": "central",
        "stroke": "#fff",
        "stroke_width": "3",
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    for words in _called(scene, row):
        if LETTER * len(words) <= width and depth >= LINE:
            yield text(x, y, words, **style)
            return
        if LETTER * len(words) <= depth and width >= LINE:
            yield text(x, y, words, transform=f"rotate(-90 {x:.1f} {y:.1f})", **style)
            return


def _called(scene: Scene, row: Row) -> list[str]:
    """Return what a block may be called, the best first."""
    name, kind = scene.name(row["name"]), named(row["kind"])
    if row["copies"] == 1:
        return [name, kind]
    return [f"{row['copies']} \N{MULTIPLICATION SIGN} {what}" for what in (name, kind)]


def _merged(openings: pl.DataFrame) -> pl.DataFrame:
    """Return docks and feeds with those of a kind at the same place as one, their names in a list."""
    return openings.group_by("kind", "x", "row", maintain_order=True).agg("name")


def _opening(scene: Scene, row: Row) -> Iterator[Markup]:
    """Yield a dock or a feed, at its wall, or in the corridor where its side isn't said."""
    x, y = scene.at_opening(row)
    colour = DOCK if row["kind"] == "dock" else FEED
    name = named(listed(row["name"]))
    said = say("{kind} {name} at {place} m", kind=plain(row["kind"]), name=name, place=rounded(row["x"]))
    words = tag("title", said)
    if row["kind"] == "dock":
        yield tag("path", words, d=f"M{x - 7:.1f} {y - 4:.1f}h14v8h-14z", fill=colour)
    else:
        yield tag("circle", words, cx=short(x), cy=short(y), r="5", fill=colour)
    right = x > WIDTH / 2
    if row["row"] is None:
        x, y = x - 9 if right else x + 9, y + 4
    else:
        y = y + LINE if row["row"] == 1 else y - 7
    yield text(x, y, name, text_anchor="end" if right else "start")


def _legend(scene: Scene) -> list[list[Markup]]:
    """Return lines with the scale, what colours mean, and how wide the heaviest flow is."""
    y, bar = scene.bottom + 2.2 * LINE, round_down(scene.plan.length / 6)
    left, right = scene.x(0), scene.x(bar)
    scale = tag("path", d=f"M{left:.1f} {y - 4:.1f}v4H{right:.1f}v-4", fill="none", stroke=INK)
    lines, x = [[join([scale, text(right + 6, y, say("{amount} m", amount=told(bar)))])]], right + 70
    with_tasks = scene.plan.blocks.filter(scene.plan.blocks["group"].is_not_null())
    areas = [""] if with_tasks.height < scene.plan.blocks.height else []
    for kind in [*dict.fromkeys(with_tasks["kind"]), *areas]:
        words = named(kind) or say("Areas")
        if x + 15 + LETTER * len(words) > WIDTH - 6 * MARGIN:
            x, y = scene.x(0), y + LINE
            lines.append([])
        shade = {"fill": scene.colours.get(kind, OTHER), "fill_opacity": TASKS if kind else AREAS}
        lines[-1] += [rect(x, y - 9, 10, 10, stroke=INK, **shade), text(x + 15, y, words)]
        x += 30 + LETTER * len(words)
    if heaviest := max(scene.plan.flows["kg"], default=0.0):
        style = {"stroke": FLOW, "stroke_opacity": FAINT, "stroke_width": f"{THICKEST:g}"}
        lines[-1].append(tag("path", d=f"M{x:.1f} {y - 4:.1f}h30", **style))
        lines[-1].append(
            text(x + 36, y, say("{amount} t a week", amount=rounded(heaviest / 1000)), fill=QUIET)
        )
    return lines
