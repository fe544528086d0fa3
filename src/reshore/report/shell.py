"""The shell of every report: sections, charts and style in one HTML file that needs no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from reshore.report.axes import axis_language
from reshore.report.html import Markup, join, tag, text
from reshore.report.language import say, spoken
from reshore.tables.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reshore.report.chart import Chart
    from reshore.report.section import Section


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the sections.

    Attributes
    ----------
    title
        Title of the window.
    kicker
        What kind of page it is.
    heading, subtitle
        What it is about.
    remark
        A note below; empty where there is none.
    """

    title: str
    kicker: str
    heading: str
    subtitle: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what stands above, and its sections in order."""

    head: Head
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, head: Head, parts: Iterable[Section | None]) -> Page:
        """Put a page together; a part that has nothing to say is left out."""
        return cls(head, tuple(part for part in parts if part is not None))

    @property
    def charts(self) -> list[Chart]:
        """The charts, in order."""
        return [chart for section in self.sections for chart in section.charts]


def write_page(page: Page, path: Path) -> None:
    """Write a page to a file, whole or not at all.

    Raises
    ------
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    with replacing(path, over=True) as draft:
        draft.write_text(render_page(page), encoding="utf-8")


def render_page(page: Page) -> str:
    """Return the page as HTML."""
    head, sections = page.head, page.sections
    return Template(_asset("page.html")).substitute(
        language=spoken().locale.language,
        contents_name=text(say("Contents")),
        without_script=text(say("The charts need JavaScript; every figure is in the tables as well.")),
        title=text(head.title),
        kicker=text(head.kicker),
        heading=text(head.heading),
        remark=tag("p", head.remark, class_="remark") if head.remark else "",
        subtitle=text(head.subtitle),
        contents=_contents(sections),
        sections=join((_element(section) for section in sections), Markup("\n")),
        style=_asset("page.css"),
        script=_asset("charts.js") + _asset("moments.js") + _asset("page.js"),
        echarts=_asset("echarts/echarts.min.js"),
        charts=_script_json(_charts(page.charts)),
    )


def _contents(sections: Sequence[Section]) -> Markup:
    return tag("ul", *(tag("li", tag("a", section.title, href=f"#{section.key}")) for section in sections))


def _element(section: Section) -> Markup:
    return tag("section", tag("h2", section.title), section.body, id=section.key)


def _charts(charts: Sequence[Chart]) -> dict[str, Any]:
    return {
        "charts": {chart.key: chart.option for chart in charts},
        "language": axis_language(),
        "map": next((chart.map for chart in charts if chart.map), None),
    }


def _script_json(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element."""
    dumped = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return dumped.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
