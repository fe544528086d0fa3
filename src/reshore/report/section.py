"""A section of the report, and a chart in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reshore.report.html import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Chart:
    """An ECharts chart.

    Attributes
    ----------
    key
        Identifier, unique on the page.
    option
        ECharts option; a custom series names its render function of ``page.js`` as text.
    label
        What the chart shows, in words, for those who can't see it.
    height
        In pixels.
    map
        GeoJSON that the option calls ``world``; None where it has no map.
    """

    key: str
    option: Mapping[str, Any]
    label: str
    height: int
    map: Mapping[str, Any] | None = None

    def place(self) -> Markup:
        """Return the element in which the chart is drawn."""
        classes = "chart map" if self.map else "chart"
        return tag(
            "div",
            id=self.key,
            class_=classes,
            style=f"height:{self.height}px",
            role="img",
            aria_label=self.label,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A section: where the contents list points to, its title, its HTML, the charts placed in that."""

    key: str
    title: str
    body: Markup
    charts: tuple[Chart, ...] = ()
