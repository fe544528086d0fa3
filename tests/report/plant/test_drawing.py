from __future__ import annotations

import re
from xml.etree import ElementTree

import polars as pl
import pytest

from reshore.report.plant.drawing import WIDTH, floor_svg
from reshore.report.plant.scene import MARGIN, Floor

SVG = "{http://www.w3.org/2000/svg}"


def block(
    name: str,
    row: int,
    x: float,
    length: float,
    *,
    copies: int = 1,
    abreast: int = 1,
    group: str | None = None,
):
    """Return a block ten metres deep."""
    return {
        "block": name,
        "name": name,
        "kind": "cell" if group else name,
        "role": "station" if group else "store",
        "group": group,
        "product": group and "rack",
        "copies": copies,
        "row": row,
        "x": x,
        "length": length,
        "depth": 10.0,
        "abreast": abreast,
    }


@pytest.fixture
def plan():
    """Return a floor of 100 m by 24 m: a store above, twelve cells in rows of five below."""
    blocks = [
        block("store", 0, 0.0, 40.0),
        block("test & burn in", 1, 0.0, 60.0, copies=12, abreast=5, group="t"),
    ]
    openings = [
        {"name": "east", "kind": "dock", "x": 20.0, "row": 0},
        {"name": "west", "kind": "dock", "x": 90.0, "row": None},
        {"name": "grid", "kind": "feed", "x": 50.0, "row": 1},
    ]
    flows = [
        {"origin": None, "destination": "store", "kg": 4000.0, "metres": 0.0, "work": 0.0},
        {"origin": "store", "destination": "test & burn in", "kg": 2000.0, "metres": 14.0, "work": 28000.0},
        {"origin": "test & burn in", "destination": None, "kg": 2000.0, "metres": 60.0, "work": 120000.0},
    ]
    frames = (pl.DataFrame(rows, infer_schema_length=None) for rows in (blocks, openings, flows))
    return Floor(*frames, length=100.0, width=24.0, aisle=4.0)


def drawn(plan: Floor) -> ElementTree.Element:
    """Return the drawing as XML."""
    return ElementTree.fromstring(floor_svg(plan, "Floor of <racks>", {"cell": "#44aa99"}))


def titled(svg: ElementTree.Element, start: str) -> ElementTree.Element:
    """Return the element whose tooltip begins so."""
    return next(
        e for e in svg.iter() if (title := e.find(f"{SVG}title")) is not None and title.text.startswith(start)
    )


def test_said(plan):
    """Who doesn't see the drawing is told what it is, and how things stand."""
    svg = drawn(plan)
    said = {name: svg.find(f"{SVG}{name}") for name in ("title", "desc")}
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [part.get("id") for part in said.values()]
    assert said["title"].text == "Floor of <racks>"
    assert said["desc"].text == (
        "Building of 100 m by 24 m, corridor 4 m wide. From left to right, Store; below: Test & burn in."
    )


def test_blocks_are_to_scale(plan):
    """Blocks are as long and deep as they are, side by side with the corridor between them."""
    scale = (WIDTH - 2 * MARGIN) / 100
    svg = drawn(plan)
    store, cells = titled(svg, "Store"), titled(svg, "Test & burn in, 12 stations")
    assert float(store.get("width")) == pytest.approx(40 * scale, abs=0.1)
    assert float(store.get("height")) == float(cells.get("height")) == pytest.approx(10 * scale, abs=0.1)
    assert float(cells.get("y")) - float(store.get("y")) == pytest.approx(14 * scale, abs=0.2)
    assert float(store.get("x")) == MARGIN
    assert cells.get("fill") == "#44aa99"


def test_stations(plan):
    """Twelve stations, five abreast, take three columns; three places of the last are free."""
    scale = (WIDTH - 2 * MARGIN) / 100
    svg = drawn(plan)
    lines = next(path.get("d") for path in svg.iter(f"{SVG}path") if path.get("stroke-width") == "0.5")
    assert (lines.count("v"), lines.count("h")) == (2, 4)
    free = next(rect for rect in svg.iter(f"{SVG}rect") if rect.get("fill-opacity") == "0.8")
    assert float(free.get("width")) == pytest.approx(20 * scale, abs=0.1)
    assert float(free.get("height")) == pytest.approx(6 * scale, abs=0.1)


def test_openings_at_one_place(plan):
    """Feeds that stand together share a mark and a label."""
    water = pl.DataFrame({"name": ["water"], "kind": ["feed"], "x": [50.0], "row": [1]})
    both = Floor(plan.blocks, pl.concat([plan.openings, water]), plan.flows, 100.0, 24.0, 4.0)
    svg = drawn(both)
    assert titled(svg, "Feed Grid and water at 50 m").tag == f"{SVG}circle"
    assert sum(1 for _ in svg.iter(f"{SVG}circle")) == 1
    assert "Grid and water" in {text.text for text in svg.iter(f"{SVG}text")}


def test_label_that_is_too_long(plan):
    """Where a block's name doesn't fit, its kind may."""
    named = drawn(plan)
    assert "12 \N{MULTIPLICATION SIGN} Test & burn in" in {text.text for text in named.iter(f"{SVG}text")}
    long = floor_svg(plan, "Floor", {}, lambda name: f"{name}{30 * ' or so'}")
    texts = {text.text for text in ElementTree.fromstring(long).iter(f"{SVG}text")}
    assert {"Store", "12 \N{MULTIPLICATION SIGN} Cell"} <= texts


def test_flows(plan):
    """Flows are as wide as they are heavy, and go to the dock that is as far as they are carried."""
    svg = drawn(plan)
    heavy, light = titled(svg, "Dock to Store: 4,000 kg"), titled(svg, "Test & burn in to Dock: 2,000 kg")
    assert float(heavy.get("stroke-width")) == 2 * float(light.get("stroke-width"))
    end = float(re.split(r"[ C]", light.get("d"))[-2])
    assert end == pytest.approx(MARGIN + 90 * (WIDTH - 2 * MARGIN) / 100, abs=0.1)


def test_floor_that_is_too_long(plan):
    """What stands beyond the wall is drawn, and told."""
    short = Floor(plan.blocks, plan.openings, plan.flows, 50.0, 24.0, 4.0)
    svg = drawn(short)
    assert any(text.text == "10 m too long" for text in svg.iter(f"{SVG}text"))
    cells = titled(svg, "Test & burn in, 12")
    assert float(cells.get("x")) + float(cells.get("width")) <= WIDTH - MARGIN + 0.1
    assert "10 m too long" in svg.find(f"{SVG}desc").text


def test_empty_floor(plan):
    """A building without anything in it is drawn."""
    empty = Floor(plan.blocks.clear(), plan.openings.clear(), plan.flows.clear(), 100.0, 24.0, 4.0)
    assert sum(1 for _ in drawn(empty).iter(f"{SVG}rect")) == 2


def test_many_kinds(plan):
    """A key that is longer than a line goes on below."""
    rows = [
        {**block(f"kind of station {n}", 0, 2.0 * n, 2.0, group=f"g{n}"), "kind": f"kind of station {n}"}
        for n in range(20)
    ]
    many = Floor(pl.DataFrame(rows), plan.openings, plan.flows.clear(), 100.0, 24.0, 4.0)
    bottom = max(float(text.get("y")) for text in drawn(many).iter(f"{SVG}text"))
    height = float(drawn(many).get("viewBox").split()[3])
    right = max(float(text.get("x")) for text in drawn(many).iter(f"{SVG}text"))
    assert bottom < height
    assert right < WIDTH
