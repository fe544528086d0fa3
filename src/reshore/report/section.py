"""A section of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.report.chart import Chart
    from reshore.report.html import Markup


@dataclass(frozen=True, slots=True)
class Section:
    """A section: where the contents list points to, its title, its HTML, the charts placed in that."""

    key: str
    title: str
    body: Markup
    charts: tuple[Chart, ...] = ()
