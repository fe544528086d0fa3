"""A run as an Excel workbook: of a plan with what is known of it, or of a plant."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from reshore.report.language import say
from reshore.report.plant.view import PlantView
from reshore.report.view import View
from reshore.report.workbook.columns.plan import PLAN
from reshore.report.workbook.columns.plant import PLANT
from reshore.report.workbook.columns.stress import STRESS
from reshore.report.workbook.columns.why import WHY
from reshore.report.workbook.costs import cost_lines, costs_by_group
from reshore.report.workbook.draw import draw
from reshore.report.workbook.head import plan_head, plant_head
from reshore.report.workbook.index import draw_index
from reshore.report.workbook.inputs import input_sheets, table_columns
from reshore.report.workbook.ready import capacity_and_use, footprint, service_by_market
from reshore.report.workbook.shares import footprint_by_year
from reshore.report.workbook.sheet import Part, Sheet, frame_sheet
from reshore.report.workbook.styles import Styles
from reshore.tables import scenario as scenarios
from reshore.tables.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from reshore.factory.plan.result import PlantResult
    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.report.workbook.index import Head
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

READY = (cost_lines, costs_by_group, footprint_by_year, footprint, capacity_and_use, service_by_market)
"""Functions of a view that make the sheets to read and to pivot, in order."""


def write_workbook(
    plan: Plan,
    model: Model,
    path: Path,
    *,
    created: datetime,
    stress: StressResult | None = None,
    why: Sequence[WhyResult] = (),
) -> None:
    """Write a plan as an Excel workbook, in the language that is spoken.

    Parameters
    ----------
    plan
        The plan.
    model
        The model it was designed from, without the scenario applied.
    path
        The file; replaced if it is there.
    created
        When the plan was made, UTC; the same plan and time give the same bytes.
    stress
        A stress test of the plan, whose frames the workbook has too.
    why
        Explanations of the plan, likewise.

    Raises
    ------
    UsageError
        If a sheet can't hold a frame.
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    used = scenarios.apply(model, plan.scenario) if plan.scenario else model
    view = View.of(plan, used)
    sheets = plan_sheets(view, stress, why)
    _write(path, plan_head(view, stress, why), sheets, created)


def write_plant_workbook(result: PlantResult, model: Model, path: Path, *, created: datetime) -> None:
    """Write a plant as an Excel workbook, in the language that is spoken.

    `model` comes without the scenario applied; `path`, `created` and what is raised are as of
    `write_workbook`.
    """
    view = PlantView.of(result, model)
    _write(path, plant_head(view), plant_sheets(view), created)


def plan_sheets(view: View, stress: StressResult | None, why: Sequence[WhyResult]) -> list[Sheet]:
    """Return the sheets of a plan in their order, the index aside."""
    plan = view.plan
    sheets = [ready(view) for ready in READY]
    sheets += [frame_sheet(name, Part.PLAN, plan[name], PLAN[name], plan.currency) for name in PLAN]
    if stress is not None:
        sheets += [
            frame_sheet(name, Part.STRESS, stress[name], STRESS[name], plan.currency) for name in STRESS
        ]
    for number, one in enumerate(why, start=1):
        sheets += [frame_sheet(name, Part.WHY, one[name], WHY[name], plan.currency, number) for name in WHY]
    return [*sheets, *input_sheets(view.model, plan.currency)]


def plant_sheets(view: PlantView) -> list[Sheet]:
    """Return the sheets of a plant in their order, the index aside."""
    currency = view.result.currency
    sheets = [_plant_sheet(name, view) for name in PLANT]
    return [*sheets, *input_sheets(view.model, currency)]


def _plant_sheet(name: str, view: PlantView) -> Sheet:
    """Return the sheet of a frame of a plant; rows of tables have the columns of these."""
    frame, described, currency = view[name], PLANT[name], view.result.currency
    if name not in view.result.rows():
        return frame_sheet(name, Part.PLANT, frame, described, currency)
    return Sheet(
        name=say(described.title),
        key=f"plant_{name}",
        part=Part.PLANT,
        holds=say(described.holds),
        frame=frame,
        columns=table_columns(name, frame, currency),
    )


def _write(path: Path, head: Head, sheets: Sequence[Sheet], created: datetime) -> None:
    # In memory: on a full disk the writer leaves temporary files behind, and an archive that can't close.
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.set_properties({"title": head.title, "author": "reshore", "created": created})
    styles = Styles(book)
    draw_index(book, head, sheets, styles)
    for sheet in sheets:
        draw(book, sheet, styles)
    book.close()
    with replacing(path, over=True) as draft:
        draft.write_bytes(packed.getvalue())
