"""Periods that follow each other, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def stretches(periods: Sequence[str], chosen: Collection[str], most: int = 4) -> str:
    """Return some of the periods in words: ``2025Q1 to 2025Q4, 2027 and 2028``.

    Parameters
    ----------
    periods
        All periods, in time order.
    chosen
        Those that are said.
    most
        Stretches that are named; what is beyond is counted.
    """
    runs: list[list[str]] = []
    before = False
    for period in periods:
        if period in chosen:
            runs = [*runs[:-1], [*runs[-1], period]] if before else [*runs, [period]]
        before = period in chosen
    named = [
        part
        for run in runs
        for part in (run if len(run) < 3 else [say("{first} to {last}", first=run[0], last=run[-1])])
    ]
    return listed(named, most)
