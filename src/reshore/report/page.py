"""The report page: sections, charts, style and code in one HTML file that asks nothing of the network."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from reshore.report.html import Markup, join, tag, text
from reshore.report.sections import (
    assumptions,
    costs,
    duty,
    facts,
    footprint,
    headline,
    rules,
    sites,
    timeline,
    where,
)
from reshore.report.view import View
from reshore.tables.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.report.section import Section
    from reshore.tables.model import Model

SECTIONS = (headline, where, timeline, footprint, costs, duty, sites, rules, assumptions, facts)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def write_report(plan: Plan, model: Model, path: Path) -> None:
    """Write the report of a plan as one HTML file.

    Parameters
    ----------
    plan
        The plan.
    model
        The model it was designed from.
    path
        The file; replaced if it is there.

    Raises
    ------
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    with replacing(path, over=True) as draft:
        draft.write_text(render_report(plan, model), encoding="utf-8")


def render_report(plan: Plan, model: Model) -> str:
    """Return the report of a plan as HTML."""
    view = View.of(plan, model)
    sections = [section for module in SECTIONS if (section := module.section(view)) is not None]
    first, last = view.periods[0], view.periods[-1]
    case = f"Scenario {plan.scenario}" if plan.scenario else "Base case"
    return Template(_asset("page.html")).substitute(
        title=text(f"{plan.title}: footprint plan"),
        heading=text(model.settings["title"] or plan.model_name),
        remark=tag("p", model.settings["note"], class_="remark") if model.settings["note"] else "",
        subtitle=text(f"{case}, {first} to {last}, money in {view.money.name}"),
        contents=_contents(sections),
        sections=join((_element(section) for section in sections), Markup("\n")),
        style=_asset("page.css"),
        script=_asset("page.js"),
        echarts=_asset("echarts/echarts.min.js"),
        charts=_script_json(_charts(sections)),
    )


def _contents(sections: Sequence[Section]) -> Markup:
    return tag("ul", *(tag("li", tag("a", section.title, href=f"#{section.key}")) for section in sections))


def _element(section: Section) -> Markup:
    return tag("section", tag("h2", section.title), section.body, id=section.key)


def _charts(sections: Sequence[Section]) -> dict[str, Any]:
    charts = [chart for section in sections for chart in section.charts]
    return {
        "charts": {chart.key: chart.option for chart in charts},
        "map": next((chart.map for chart in charts if chart.map), None),
    }


def _script_json(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element."""
    dumped = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return dumped.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
