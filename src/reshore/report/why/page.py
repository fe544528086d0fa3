"""The report page of an explanation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.shell import Head, Page, render_page, write_page
from reshore.report.view import View
from reshore.report.why import cells, drivers, facts, frontier, map, near, regrets, site, verdict
from reshore.report.why.view import WhyView
from reshore.report.words import case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.report.section import Section
    from reshore.tables.model import Model

SECTIONS = (verdict, site, near, regrets, drivers, cells, map, frontier, facts)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def why_sections(view: View, results: Sequence[WhyResult]) -> list[Section]:
    """Return the sections of explanations, on their own page or on that of their plan.

    Titles that come again are numbered: the contents list them all.
    """
    explained = [WhyView(view, result, number) for number, result in enumerate(results, 1)]
    times: Counter[str] = Counter()
    told: list[Section] = []
    for section in (module.section(one) for one in explained for module in SECTIONS):
        if section is not None:
            times[section.title] += 1
            told.append(_numbered(section, times[section.title]))
    return told


def _numbered(section: Section, time: int) -> Section:
    return section if time == 1 else replace(section, title=f"{section.title} ({time})")


def write_why_report(result: WhyResult, plan: Plan, model: Model, path: Path) -> None:
    """Write the report of an explanation as one HTML file.

    Parameters
    ----------
    result
        The explanation.
    plan, model
        What was explained, and the model it was designed from.
    path
        The file; replaced if it is there.

    Raises
    ------
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    write_page(why_page(result, plan, model), path)


def render_why_report(result: WhyResult, plan: Plan, model: Model) -> str:
    """Return the report of an explanation as HTML."""
    return render_page(why_page(result, plan, model))


def why_page(result: WhyResult, plan: Plan, model: Model) -> Page:
    """Return the page of an explanation."""
    view = View.of(plan, model)
    head = Head(
        title=say("{plan}: why", plan=result.title),
        kicker=say("What it trades") if result.trades else say("Why this plan"),
        heading=model.settings["title"] or plan.model_name,
        subtitle=say("{case}, money in {currency}", case=case(plan.scenario), currency=view.money.name),
        remark=model.settings["note"] or "",
    )
    return Page.of(head, why_sections(view, [result]))
