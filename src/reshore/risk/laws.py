"""Distributions in the table `hazards`: read, or all told at once where they can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.chance.distribution import Distribution
from reshore.errors import Fault

if TYPE_CHECKING:
    from reshore.tables.model import Model

COLUMNS = ("duration", "severity")
"""Columns that hold a distribution."""


def faults(model: Model) -> list[Fault]:
    """Return what is wrong with the distributions of the hazards; nothing where all can be read."""
    found = []
    for row in model["hazards"].select("hazard", *COLUMNS).iter_rows(named=True):
        for column in COLUMNS:
            try:
                Distribution.parse(row[column])
            except ValueError as error:
                problem, _, remedy = str(error).partition("; ")
                found.append(Fault(f"hazards {row['hazard']}, {column}", problem, remedy))
    return found
