"""Replications of a line: how long they have to be, and as many of them as are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.steady import warm_up
from reshore.chance.streams import Streams
from reshore.errors import ReshoreError
from reshore.factory.line.encode import encode
from reshore.factory.line.figures import figures
from reshore.factory.line.records import BIN, WEEK
from reshore.factory.line.release import Plan
from reshore.factory.line.replication import by_events, by_recursion, is_serial
from reshore.jobs.executor import OnFailure, run
from reshore.jobs.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    import polars as pl

    from reshore.factory.line.line import Line
    from reshore.factory.line.options import Options
    from reshore.factory.line.records import Floats

_WEEKS = 4
"""Of the first pilot: more than the 50 bins that MSER-5 asks for."""

_MOST_WEEKS = 1_040
_ENOUGH = 2_000
"""Good units a replication, of each end product."""

_PILOTS = 3
_DOUBLINGS = 3
_MEASURED = 5
"""Measured time, at least, as a multiple of the warm-up."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long replications are.

    Attributes
    ----------
    warm_up
        Hours that are left out at the start.
    until
        Hours at which they end.
    settled
        Whether MSER-5 found the end of the warm-up; if not, it is half of the longest pilot.
    """

    warm_up: float
    until: float
    settled: bool = True


def find_length(line: Line, options: Options, cancel: Event | None = None) -> Length:
    """Return how long replications have to be, from pilots.

    Raises
    ------
    DataError
        If the line locks.
    StoppedError
        If `cancel` or Ctrl-C came.
    """
    if is_planned(line):
        plans = (product.release.times for product in line.products if isinstance(product.release, Plan))
        last = max(time for times in plans for time in (0.0, *times))
        return Length(0.0, options.hours or (ceil(last / WEEK) + _MOST_WEEKS) * WEEK)
    if options.warm_up is not None and options.hours is not None:
        return Length(options.warm_up, options.warm_up + options.hours)
    weeks, doublings = _WEEKS, 0
    while True:
        output = _pilots(line, options, weeks, cancel)
        fewest = output.sum(axis=1).min()
        if fewest < _ENOUGH and weeks < _MOST_WEEKS:
            weeks = min(_MOST_WEEKS, max(weeks + 1, ceil(1.2 * weeks * _ENOUGH / max(fewest, 1.0))))
            continue
        cuts = [warm_up(_without_week(line, series)) for series in output]
        settled = all(cut is not None for cut in cuts)
        if settled or doublings == _DOUBLINGS:
            break
        weeks, doublings = 2 * weeks, doublings + 1
    cut = max(cut or 0 for cut in cuts) * BIN if settled else weeks * WEEK / 2
    start = options.warm_up if options.warm_up is not None else ceil(cut / WEEK) * WEEK
    hours = options.hours or max(weeks * WEEK, _MEASURED * start)
    return Length(start, start + hours, settled or options.warm_up is not None)


def replications(
    line: Line,
    length: Length,
    options: Options,
    numbers: range,
    cancel: Event | None = None,
) -> pl.DataFrame:
    """Return a row of `figures.SCHEMA` for each replication.

    Raises
    ------
    DataError
        If the line locks.
    AuditError
        If the simulation lost units or time.
    StoppedError
        If `cancel` or Ctrl-C came.
    ReshoreError
        If a process died.
    """
    task = Task(_build, (line, length, options.seed))
    done = run(task, list(numbers), workers=options.workers, on_failure=OnFailure.COLLECT, cancel=cancel)
    if done.failures:
        # Once more, here, so that its error comes as what it is.
        _build(task.payload)(numbers[done.failures[0].chunk])
        raise ReshoreError(str(done.failures[0]))
    return done.frame


def is_planned(line: Line) -> bool:
    """Tell whether all units are planned, so that a replication ends with the last."""
    return all(isinstance(product.release, Plan) for product in line.products)


def _build(payload: tuple[Line, Length, int]) -> Callable[[int], pl.DataFrame]:
    line, length, seed = payload
    empty = encode(line, Streams(seed), length.until)
    kernel = by_recursion if is_serial(line) else by_events

    def handle(number: int) -> pl.DataFrame:
        state, before = kernel(empty, number, length.warm_up, length.until)
        return figures(line, state, length.warm_up, before)

    return handle


def _pilots(line: Line, options: Options, weeks: int, cancel: Event | None) -> Floats:
    """Return good units of end products by bin, the mean of some replications; they are run here."""
    length, here = Length(0.0, weeks * WEEK), replace(options, workers=1)
    rows = replications(line, length, here, range(_PILOTS), cancel)
    output = np.mean(rows["output_over_time"].to_list(), axis=0).reshape(len(line.products), -1)
    ends = [p for p, product in enumerate(line.products) if product.store is None]
    by_bin: Floats = output[ends, : round(weeks * WEEK / BIN)]
    return by_bin


def _without_week(line: Line, series: Floats) -> Floats:
    """Return a series less what each part of the week has on average, where groups close."""
    if not any(group.opens for group in line.groups):
        return series
    week = series.reshape(-1, round(WEEK / BIN))
    settled = week[len(week) // 2 :]
    level: Floats = (week - settled.mean(axis=0)).ravel()
    return level
