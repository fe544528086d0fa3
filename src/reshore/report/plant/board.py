"""Plants on the page of a plan: of each what a board has to know, in one section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.report.html import join, tag
from reshore.report.language import say
from reshore.report.plant import costs, floor, limits, verdict
from reshore.report.plant.view import PlantView
from reshore.report.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.factory.plan.result import PlantResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

PARTS = (verdict, limits, floor, costs)
"""Modules with a function `section(view)` whose sections are parts of the one."""


def plant_sections(plan: Plan, plants: Sequence[tuple[PlantResult, Model]]) -> Iterator[Section]:
    """Yield a section for each plant.

    Parameters
    ----------
    plan
        The plan.
    plants
        Plants of its sites, each with the model it was made from.

    Raises
    ------
    UsageError
        If a plant is at a site that the plan doesn't have.
    """
    sites = {*plan["sites"]["site"]}
    for number, (result, model) in enumerate(plants, 1):
        if result.site not in sites:
            raise UsageError(f"{result.title} is a plant at {result.site}, which is no site of {plan.title}")
        yield _section(PlantView.of(result, model, number))


def _section(view: PlantView) -> Section:
    first, *others = (module.section(view) for module in PARTS)
    below = [part for one in others for part in (tag("h3", one.title), one.body)]
    charts = [chart for one in (first, *others) for chart in one.charts]
    body = join([tag("p", view.subtitle), first.body, *below])
    return Section(view.key("plant"), say("Plant: {plant}", plant=view.title), body, tuple(charts))
