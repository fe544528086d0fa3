"""Duty of the plans side by side, by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.compare.beside import amounts, in_scale, tables
from reshore.report.html import Column, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.words import counted

if TYPE_CHECKING:
    from reshore.report.compare.view import CompareView


def section(view: CompareView) -> Section | None:
    """Return the table of duty; None where no plan pays any."""
    duties = view.comparison.duties
    layers = [row for row in duties.iter_rows(named=True) if any(view.values(row))]
    if not layers:
        return None
    scale = view.scale(duties)
    rows = [
        amounts([row["layer"] or say("Paid back")], view.values(row), scale, in_scale(scale))
        for row in layers
    ]
    lead = tag(
        "p",
        say("Duty by layer as it falls due over the horizon, not discounted, in {unit}.", unit=scale.unit),
    )
    body = join([lead, *tables(view, [Column(say("Layer"))], rows, lambda count: counted(count, "layer"))])
    return Section("duty", say("Duty side by side"), body)
