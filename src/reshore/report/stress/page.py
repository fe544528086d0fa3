"""The report page of a stress test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.sections import assumptions
from reshore.report.shell import Head, Page, render_page, write_page
from reshore.report.stress import (
    exposure,
    facts,
    fixes,
    hazards,
    losses,
    places,
    service,
    survival,
    verdict,
)
from reshore.report.stress.view import StressView
from reshore.report.view import View
from reshore.report.words import case

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.report.section import Section
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

SECTIONS = (verdict, places, exposure, survival, hazards, service, losses, fixes, facts)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def stress_sections(view: View, result: StressResult) -> list[Section | None]:
    """Return the sections of a stress test, on its own page or on that of its plan."""
    stressed = StressView(view, result)
    return [module.section(stressed) for module in SECTIONS]


def write_stress_report(result: StressResult, plan: Plan, model: Model, path: Path) -> None:
    """Write the report of a stress test as one HTML file.

    Parameters
    ----------
    result
        The stress test.
    plan, model
        What was tested, and the model it was designed from.
    path
        The file; replaced if it is there.

    Raises
    ------
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    write_page(stress_page(result, plan, model), path)


def render_stress_report(result: StressResult, plan: Plan, model: Model) -> str:
    """Return the report of a stress test as HTML."""
    return render_page(stress_page(result, plan, model))


def stress_page(result: StressResult, plan: Plan, model: Model) -> Page:
    """Return the page of a stress test."""
    view = View.of(plan, model)
    head = Head(
        title=say("{plan}: stress test", plan=result.title),
        kicker=say("Stress test"),
        heading=model.settings["title"] or plan.model_name,
        subtitle=say(
            "{case}, operation of {period}, money in {currency}",
            case=case(plan.scenario),
            period=result.period,
            currency=view.money.name,
        ),
        remark=model.settings["note"] or "",
    )
    return Page.of(head, [*stress_sections(view, result), assumptions.section(view)])
