"""Every chart of a page as a picture: what is in it, and what is different in a narrow one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.report.pictures.conftest import WIDTH
from tests.report.pictures.svg import elements, fills, texts
from tests.report.plant.plants import model, result

from reshore.report.chart import chart, value_axis
from reshore.report.history import Fate
from reshore.report.html import Markup
from reshore.report.language import speaking
from reshore.report.palette import FATES, SEA
from reshore.report.pictures.draw import draw, height_of
from reshore.report.pictures.frame import MARGIN
from reshore.report.plant.page import plant_page
from reshore.report.section import Section
from reshore.report.shell import Head, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.chart import Chart
    from reshore.report.pictures.draw import Picture

pytest.importorskip("quickjs")


def page_of(drawn: Chart) -> Page:
    """Return a page with this chart alone."""
    return Page(Head("t", "k", "h", "s"), (Section("one", "One", Markup(drawn.place()), (drawn,)),))


def line_chart(**parts: object) -> Chart:
    """Return a chart of a line."""
    line = {"type": "line", "name": "Output", "data": [[0, 1500.5], [1, 2500.25]]}
    axes = {"xAxis": value_axis("week"), "yAxis": value_axis("units", min=1500, max=1502), **parts}
    return chart("line", "Output by week", [line], (200, 180), **axes)


def svg_of(drawn: Chart, width: int = WIDTH) -> str:
    """Return the picture of a chart."""
    (picture,) = draw(page_of(drawn), width)
    return picture.svg


def test_every_chart_with_its_legend(page: Page, pictures: Mapping[str, Picture]) -> None:
    """Each is XML of the width asked for, and names what its legend names."""
    assert list(pictures) == [drawn.key for drawn in page.charts]
    for drawn in page.charts:
        picture = pictures[drawn.key]
        root = ET.fromstring(picture.svg)
        assert (root.get("width"), root.get("height")) == (str(WIDTH), str(picture.height))
        assert set(drawn.option["legend"].get("data", ())) <= texts(picture.svg)
        assert root.get("aria-label") == drawn.label


def test_nothing_of_a_screen(pictures: Mapping[str, Picture]) -> None:
    """Pictures have no styles and marks that matter under a pointer."""
    for picture in pictures.values():
        assert not list(elements(picture.svg, "style"))
        assert "ecmeta_" not in picture.svg
        assert "pointer" not in picture.svg


def test_map(pictures: Mapping[str, Picture]) -> None:
    """The map has its countries on the sea, its lanes and the names of its sites."""
    svg = pictures["map-world"].svg
    assert {"Guadalajara", "Hsinchu"} <= texts(svg)
    assert len(list(elements(svg, "path"))) > 150
    assert next(elements(svg, "rect")).get("fill") == SEA


def test_custom_series(pictures: Mapping[str, Picture]) -> None:
    """Bars of the timeline, which a function of ours renders, are there: one for each site that opens."""
    assert fills(pictures["timeline-sites"].svg).count(FATES[Fate.OPENS]) >= 2


def test_captions_are_those_of_the_page(pictures: Mapping[str, Picture]) -> None:
    """A chart with a caption has it above, one without has none."""
    assert "By kind of cost" in texts(pictures["costs-kind"].svg)
    bold = [text for text in elements(pictures["timeline-sites"].svg, "text") if text.get("x") == str(MARGIN)]
    assert bold == []


def test_floor_of_a_plant() -> None:
    """A drawing that is no chart is a picture too, by the key of its section, with its text alternative."""
    page = plant_page(result(), model())
    floor = next(picture for picture in draw(page, WIDTH) if picture.key == "floor")
    assert floor.label.startswith("Floor of ")
    assert ET.fromstring(floor.svg).get("width") == str(WIDTH)
    assert len(list(elements(floor.svg, "rect"))) > 5
    assert len(texts(floor.svg)) > 5


def test_same_page_same_pictures(page: Page, pictures: Mapping[str, Picture]) -> None:
    """Drawn again, each is the same letter by letter."""
    assert {picture.key: picture for picture in draw(page, WIDTH)} == pictures


def test_narrow_pictures_are_as_on_a_phone() -> None:
    """Below the width of phones a chart takes its narrow layout and height."""
    drawn = line_chart(narrow={"yAxis": {"name": "short"}})
    assert "short" in texts(svg_of(drawn, 400))
    assert "short" not in texts(svg_of(drawn, 1200))
    assert (height_of(drawn, 400), height_of(drawn, 1200)) == (drawn.narrow_height, drawn.height)


def test_maps_grow_with_their_width(page: Page) -> None:
    """A map keeps its shape."""
    (world,) = [drawn for drawn in page.charts if drawn.map]
    assert height_of(world, 1720) == 2 * height_of(world, 860) == 2 * world.height


def test_axes_in_french() -> None:
    """Numbers of axes have the signs of the language, and what stands around them."""
    percent = {
        **value_axis("units", min=1500, max=1502),
        "axisLabel": {"formatter": "{value}\N{NO-BREAK SPACE}%"},
    }
    plain, shares = line_chart(), replace(line_chart(yAxis=percent), key="shares")
    assert {"1,500", "1,500.5"} <= texts(svg_of(plain))
    with speaking("fr"):
        group = "\N{NARROW NO-BREAK SPACE}"
        assert {f"1{group}500", f"1{group}500,5"} <= texts(svg_of(plain))
        assert f"1{group}500,5\N{NO-BREAK SPACE}%" in texts(svg_of(shares))


def test_months_in_french() -> None:
    """An axis of time has the months of the language."""
    times = {"type": "time", "min": 1_735_689_600_000, "max": 1_748_736_000_000}
    line = {"type": "line", "name": "Output", "data": [[1_738_368_000_000, 1], [1_746_057_600_000, 2]]}
    drawn = chart("time", "Output", [line], (200, 180), xAxis=times, yAxis=value_axis(""))
    assert "Feb" in texts(svg_of(drawn))
    with speaking("fr"):
        said = texts(svg_of(drawn))
    assert "févr." in said
    assert "Feb" not in said


def test_long_names_are_cut_where_they_would_be_too_wide() -> None:
    """Text is measured in the font of pictures: of as many letters, narrow ones fit and wide ones don't."""
    axis = {"type": "category", "axisLabel": {"width": 100, "overflow": "truncate"}, "inverse": True}
    names = ["iiiiiiiiiiiiiiiiiiiiiiii", "MMMMMMMMMMMMMMMMMMMMMMMM"]
    bars = {"type": "bar", "name": "Bars", "data": [1, 2]}
    drawn = chart("cut", "Bars", [bars], (200, 180), xAxis=value_axis(""), yAxis={**axis, "data": names})
    said = texts(svg_of(drawn))
    assert names[0] in said
    assert names[1] not in said
