"""Simulate a line: replications until the throughput of its end products is known well enough."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.factory.line import gather
from reshore.factory.line.options import Options
from reshore.factory.line.result import Method, Simulated

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event
    from types import ModuleType

    from reshore.factory.line.line import Line

    Progress = Callable[[int, int], None]

_SPARE = 1.1
"""Replications that are run beyond those that the interval so far asks for."""


def simulate(
    line: Line,
    options: Options | None = None,
    *,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Simulated:
    """Simulate a line.

    Parameters
    ----------
    line
        What to simulate.
    options
        How long and how often.
    on_progress
        Called with the number of replications done, and how many there are at most.
    cancel
        Set it to stop.

    Raises
    ------
    DataError
        If the line locks: its units wait for each other for ever.
    AuditError
        If the simulation lost units or time.
    UsageError
        If numba isn't installed.
    StoppedError
        If `cancel` or Ctrl-C came.
    """
    options = options or Options()
    study = load_study()
    length = study.find_length(line, options, cancel)

    def replicate(numbers: range) -> pl.DataFrame:
        rows: pl.DataFrame = study.replications(line, length, options, numbers, cancel)
        return rows

    def width(rows: pl.DataFrame) -> float:
        return _width(line, rows, options.level)

    rows, precise = until_precise(replicate, width, options, on_progress)
    replications = gather.by_product(line, rows)
    return Simulated(
        summary=gather.summary(line, replications, options.level),
        groups=gather.groups(line, rows),
        pools=gather.pools(line, rows),
        power=gather.power(rows),
        series=gather.series(line, rows),
        replications=replications,
        level=options.level,
        warm_up=length.warm_up,
        hours=float(rows["hours"].to_numpy().mean()),
        settled=length.settled,
        precise=precise,
        method=Method.RECURSION if study.is_serial(line) else Method.EVENTS,
    )


def until_precise(
    replicate: Callable[[range], pl.DataFrame],
    width: Callable[[pl.DataFrame], float],
    options: Options,
    on_progress: Progress | None = None,
) -> tuple[pl.DataFrame, bool]:
    """Run replications until an interval is narrow enough, or there are as many as allowed.

    Parameters
    ----------
    replicate
        Runs those of some numbers.
    width
        Half of an interval, relative to what it is of.
    options
        How narrow, and how many.
    on_progress
        As of `simulate`.

    Returns
    -------
    rows
        Of all replications.
    precise
        Whether the interval is narrow enough.
    """
    parts, done, wanted = list[pl.DataFrame](), 0, options.least
    while True:
        parts.append(replicate(range(done, wanted)))
        done = wanted
        if on_progress is not None:
            on_progress(done, options.most)
        rows = pl.concat(parts)
        now = width(rows)
        if now <= options.precision or done == options.most:
            return rows, now <= options.precision
        needed = min(_SPARE * done * (now / options.precision) ** 2, float(options.most))
        wanted = max(done + 1, ceil(needed))


def load_study() -> ModuleType:
    """Return the module `study`, which needs numba.

    Raises
    ------
    UsageError
        If numba isn't installed.
    """
    try:
        from reshore.factory.line import study
    except ModuleNotFoundError as error:
        if error.name != "numba":
            raise
        raise UsageError('simulating a line needs numba: pip install "reshore[sim]"') from None
    return study


def _width(line: Line, rows: pl.DataFrame, level: float) -> float:
    """Return half of the widest interval of an end product's throughput, as a share of it."""
    replications = gather.by_product(line, rows)
    widths = [0.0]
    for product in line.products:
        if product.store is None:
            own = replications.filter(pl.col("product") == product.name)["throughput"]
            found = gather.interval(own, level)
            widths.append(inf if found is None else relative(found.high - found.value, found.value))
    return max(widths)


def relative(half: float, value: float) -> float:
    """Return half of an interval as a share of its middle; 0 of nothing at all."""
    return half / value if value > 0 else (0.0 if half == 0 else inf)
