"""The report page of a plant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.plant import (
    assumptions,
    balance,
    costs,
    facts,
    floor,
    flow,
    limits,
    power,
    ramp,
    rows,
    sweeps,
    use,
    verdict,
)
from reshore.report.plant.view import PlantView
from reshore.report.shell import Head, Page, render_page, write_page

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

SECTIONS = (
    *(verdict, limits, balance, floor, flow, use, power, costs, ramp, sweeps, rows),
    *(assumptions, facts),
)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def write_plant_report(result: PlantResult, model: Model, path: Path) -> None:
    """Write the report of a plant as one HTML file.

    Parameters
    ----------
    result
        The plant.
    model
        The model it was made from.
    path
        The file; replaced if it is there.

    Raises
    ------
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    write_page(plant_page(result, model), path)


def render_plant_report(result: PlantResult, model: Model) -> str:
    """Return the report of a plant as HTML."""
    return render_page(plant_page(result, model))


def plant_page(result: PlantResult, model: Model) -> Page:
    """Return the page of a plant."""
    view = PlantView.of(result, model)
    head = Head(
        title=say("{plant}: plant", plant=view.title),
        kicker=say("Plant"),
        heading=view.title,
        subtitle=view.subtitle,
        remark=model.settings["note"] or "",
    )
    return Page.of(head, (module.section(view) for module in SECTIONS))
