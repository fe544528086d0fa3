"""Pictures of a page's charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.chart import NARROW, PHONE, WIDE
from reshore.report.palette import SEA
from reshore.report.pictures.artist import FAMILIES, Artist
from reshore.report.pictures.captions import NO_CAPTION, captions
from reshore.report.pictures.drawings import drawings
from reshore.report.pictures.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.report.chart import Chart
    from reshore.report.shell import Page

PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with its key, what it shows in words, and its size in pixels.

    The key of a drawing that is no chart is that of its section.
    """

    key: str
    label: str
    width: int
    height: int
    svg: str


def draw(page: Page, width: int) -> Iterator[Picture]:
    """Yield the drawings and charts of a page as pictures of this width in pixels, section by section."""
    artist = Artist()
    for section in page.sections:
        for drawing in drawings(section.body):
            frame = Frame(width, round(drawing.flatness * Frame.room(width)), FAMILIES, PAPER)
            yield _picture(section.key, drawing.label, frame, drawing.svg)
        said = captions(section.body)
        for chart in section.charts:
            room = Frame.room(width)
            paper, caption = SEA if chart.map else PAPER, said.get(chart.key, NO_CAPTION)
            frame = Frame(width, height_of(chart, room), FAMILIES, paper, caption)
            yield _picture(chart.key, chart.label, frame, artist.draw(chart, room, frame.inner_height))


def _picture(key: str, label: str, frame: Frame, drawing: str) -> Picture:
    return Picture(key, label, frame.width, frame.height, frame.around(drawing, label))


def height_of(chart: Chart, width: int) -> int:
    """Return how high a chart of some width is, in pixels; a map grows with its width."""
    height, usual = (chart.height, WIDE) if width > PHONE else (chart.narrow_height, NARROW)
    return round(height * width / usual) if chart.map else height
