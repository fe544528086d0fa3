"""The frame of a picture: paper, caption, and a drawing that holds still."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.report.pictures.svg import elements, texts

from reshore.report.pictures.captions import Caption
from reshore.report.pictures.frame import LINE, MARGIN, SVG, Frame

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 276 50"><style>.a:hover{}</style>'
    '<path class="a" pointer-events="visible" ecmeta_series_index="0" d="M0 0L1 1" fill="#123456"/></svg>'
)


def test_height_follows_the_caption() -> None:
    """Each line of the caption moves the drawing down."""
    bare, short = Frame(300, 50, "Arial", "#fff"), Frame(300, 50, "Arial", "#fff", Caption("Short"))
    long = Frame(
        300, 50, "Arial", "#fff", Caption("A caption that needs a second line because the picture is narrow")
    )
    assert bare.height == 50 + 2 * MARGIN
    assert short.height == bare.height + LINE
    assert long.height == bare.height + LINE * len(long.lines) > short.height


def test_caption_and_label() -> None:
    """The caption is written, and the label told to those who can't see the picture."""
    svg = Frame(300, 50, "Arial", "#fff", Caption("A < B & C", "Quiet")).around(DRAWING, 'Says "that"')
    assert texts(svg) == {"A < B & C", "Quiet"}
    assert ET.fromstring(svg).get("aria-label") == 'Says "that"'
    assert [title.text for title in elements(svg, "title")] == ['Says "that"']


def test_shapes_stay_as_they_are() -> None:
    """A shape keeps its form and colour, and loses what matters under a pointer."""
    svg = Frame(300, 50, "Arial", "#fff").around(DRAWING, "")
    (path,) = elements(svg, "path")
    assert path.attrib == {"d": "M0 0L1 1", "fill": "#123456"}
    assert not list(elements(svg, "style"))


def test_drawings_of_another_size() -> None:
    """A drawing is as wide as there is room, and its parts take over what was said of all of it."""
    drawing = (
        f'<svg xmlns="{SVG}" viewBox="0 0 138 25" fill="#111" font-size="13"><title>T</title><path/></svg>'
    )
    (group,) = elements(Frame(300, 50, "Arial", "#fff").around(drawing, ""), "g")
    assert group.get("transform") == f"translate({MARGIN} {MARGIN}) scale(2)"
    assert (group.get("fill"), group.get("font-size"), group.get("font-family")) == ("#111", "13", "Arial")
    assert [part.tag for part in group] == [f"{{{SVG}}}path"]
