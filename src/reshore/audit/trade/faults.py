"""Rows of a frame that are as the tables don't allow, by what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.audit.findings import Findings

Fault = tuple[str, "Mapping[str, Any]"]
"""What is wrong, and the row."""


def refuse(
    findings: Findings, frame: str, checks: Sequence[str], faults: Iterable[Fault], keys: Sequence[str]
) -> None:
    """Make one check of each name: that no row is wrong in that way.

    Parameters
    ----------
    frame
        The frame of the plan that the rows are of.
    checks
        All names that faults may have.
    faults
        What was found.
    keys
        Columns of the rows, all text, that tell people which row it is.
    """
    rows = [(name, *(row[key] for key in keys)) for name, row in faults]
    table = pl.DataFrame(rows, schema=dict.fromkeys(("what", *keys), pl.String), orient="row")
    for name in checks:
        findings.never(frame, name, table.filter(pl.col("what") == name), keys)
