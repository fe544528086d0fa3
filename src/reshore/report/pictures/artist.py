"""ECharts without a browser: an option in, SVG out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reshore.report.axes import axis_language
from reshore.report.pictures.letters import widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.chart import Chart

SCRIPTS = ("assets/echarts/echarts.min.js", "assets/charts.js", "pictures/draw.js")
"""What the engine runs before the first chart, from the folder of reports."""

FAMILIES = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts of SVG: slide software knows the first, and their letters are as wide as those of our own."""


class Artist:
    """An engine with ECharts in it, for all charts of a page: loading it takes longer than most charts.

    It speaks the language that is spoken when it is made.
    """

    def __init__(self) -> None:
        import quickjs  # type: ignore[import-untyped]

        self._context = quickjs.Context()
        for script in SCRIPTS:
            self._context.eval(files("reshore.report").joinpath(script).read_text(encoding="utf-8"))
        self._call("prepare", widths())
        if language := axis_language():
            self._call("language", language)
        self._map: Mapping[str, Any] | None = None

    def draw(self, chart: Chart, width: int, height: int) -> str:
        """Return a chart as SVG, width and height in pixels."""
        if chart.map is not None and chart.map is not self._map:
            self._call("map", chart.map)
            self._map = chart.map
        drawn = self._call(
            "draw", {"option": chart.option, "width": width, "height": height, "font": FAMILIES}
        )
        return str(drawn[0])

    def _call(self, name: str, argument: Any) -> Any:  # noqa: ANN401
        return json.loads(self._context.get("call")(name, json.dumps(argument, allow_nan=False)))
