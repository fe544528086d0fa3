"""The model as a plan met it: that of its scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import change

if TYPE_CHECKING:
    from reshore.report.view import View
    from reshore.tables.model import Model


def planned(view: View) -> Model:
    """Return the model with the tables that the plan's scenario makes of them; settings stay as they are.

    The plan is there, and so the scenario has been applied and checked once; here its tables are only read.
    """
    model, scenario = view.model, view.plan.scenario
    changes = model["scenarios"].filter(pl.col("scenario") == scenario, pl.col("table") != "settings")
    frames = dict(model.frames)
    for row in changes.sort("order", maintain_order=True).iter_rows(named=True):
        frames |= change.made(frames, row, f"scenario {scenario!r}")
    return model.with_frames(**frames)
