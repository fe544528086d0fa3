"""The report page of a plan, with what else is known of it: explanations, a stress test, plants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.against import require_alike
from reshore.report.language import say
from reshore.report.plant.board import plant_sections
from reshore.report.robust.page import robust_sections
from reshore.report.sections import (
    assumptions,
    capacity,
    costs,
    duty,
    facts,
    footprint,
    headline,
    marginals,
    rules,
    sites,
    timeline,
    value,
    waterfall,
    where,
)
from reshore.report.shell import Head, Page, render_page, write_page
from reshore.report.stress.page import stress_sections
from reshore.report.view import View
from reshore.report.why.page import why_sections
from reshore.report.words import case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reshore.factory.plan.result import PlantResult
    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model

SECTIONS = (
    headline,
    where,
    value,
    timeline,
    capacity,
    footprint,
    waterfall,
    costs,
    duty,
    sites,
    rules,
    marginals,
)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""

ENDING = (assumptions, facts)
"""Those that come last, after explanations, the stress test and plants."""


def write_report(
    plan: Plan,
    model: Model,
    path: Path,
    *,
    stress: StressResult | None = None,
    why: Sequence[WhyResult] = (),
    against: Plan | None = None,
    robust: RobustPlan | None = None,
    plants: Sequence[tuple[PlantResult, Model]] = (),
) -> None:
    """Write the report of a plan as one HTML file.

    Parameters
    ----------
    plan
        The plan.
    model
        The model it was designed from.
    path
        The file; replaced if it is there.
    stress
        A stress test of the plan, whose sections the page has too.
    why
        Explanations of the plan, likewise.
    against
        Another plan of the same currency and periods, such as one of today's network, that it is set against.
    robust
        The plan for many futures that this one is of, whose sections the page has too.
    plants
        Plants of its sites, each with the model it was made from, likewise.

    Raises
    ------
    UsageError
        If the other plan has another currency or other periods, or a plant is at none of the plan's sites.
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    write_page(
        plan_page(plan, model, stress=stress, why=why, against=against, robust=robust, plants=plants), path
    )


def render_report(plan: Plan, model: Model, **known: Any) -> str:  # noqa: ANN401
    """Return the report of a plan as HTML; see `write_report`."""
    return render_page(plan_page(plan, model, **known))


def plan_page(
    plan: Plan,
    model: Model,
    *,
    stress: StressResult | None = None,
    why: Sequence[WhyResult] = (),
    against: Plan | None = None,
    robust: RobustPlan | None = None,
    plants: Sequence[tuple[PlantResult, Model]] = (),
) -> Page:
    """Return the page of a plan; see `write_report`."""
    if against is not None:
        require_alike(plan, against)
    view = View.of(plan, model, against=against, why=why, stress=stress, robust=robust)
    parts = [module.section(view) for module in SECTIONS]
    # What holds of all futures comes before what is of one of them.
    parts[1:1] = robust_sections(view, robust) if robust else []
    parts += why_sections(view, why)
    parts += stress_sections(view, stress) if stress else []
    parts += plant_sections(plan, plants)
    parts += [module.section(view) for module in ENDING]
    head = Head(
        title=say("{plan}: footprint plan", plan=plan.title),
        kicker=say("Manufacturing footprint plan"),
        heading=model.settings["title"] or plan.model_name,
        subtitle=_subtitle(view),
        remark=model.settings["note"] or "",
    )
    return Page.of(head, parts)


def _subtitle(view: View) -> str:
    told = {"case": case(view.plan.scenario), "currency": view.money.name}
    first, last = view.periods[0], view.periods[-1]
    if first == last:
        return say("{case}, {period}, money in {currency}", period=first, **told)
    return say("{case}, {first} to {last}, money in {currency}", first=first, last=last, **told)
