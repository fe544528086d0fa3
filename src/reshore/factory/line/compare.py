"""Two lines with the same luck: by how much they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.chance.intervals import difference
from reshore.errors import UsageError
from reshore.factory.line import gather
from reshore.factory.line.options import Options
from reshore.factory.line.run import load_study, relative, until_precise

if TYPE_CHECKING:
    from threading import Event

    from reshore.chance.intervals import Estimate
    from reshore.factory.line.line import Line
    from reshore.factory.line.run import Progress


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """By how much a second line differs from a first.

    Attributes
    ----------
    differences
        ``product, figure, unit, first, second, difference, low, high``: means of both lines, and second less
        first with its interval over pairs of replications. Figures as of `result.Simulated.summary`; products
        that both lines have.
    replications
        Pairs that were run.
    level
        Confidence of intervals.
    precise
        Whether intervals of differences of throughput are as narrow as asked for, as a share of the first
        line's throughput.
    """

    differences: pl.DataFrame
    replications: int
    level: float
    precise: bool


def compare(
    first: Line,
    second: Line,
    options: Options | None = None,
    *,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Comparison:
    """Simulate two lines with common random numbers: the same tasks of the same units take as long on both.

    Parameters
    ----------
    first, second
        The lines. Tasks, groups and products of the same name share their luck.
    options, on_progress, cancel
        As of `run.simulate`; both lines are run as long as the slower to settle needs.

    Raises
    ------
    DataError, AuditError, StoppedError
        As `run.simulate` does.
    UsageError
        If they have no product in common, or numba isn't installed.
    """
    options = options or Options()
    common = {product.name for product in first.products} & {product.name for product in second.products}
    if not common:
        raise UsageError("the two lines have no product in common")
    study = load_study()
    lengths = [study.find_length(line, options, cancel) for line in (first, second)]
    start = max(length.warm_up for length in lengths)
    hours = max(length.until - length.warm_up for length in lengths)
    length = replace(lengths[0], warm_up=start, until=start + hours)
    ends = {product.name for product in (*first.products, *second.products) if product.store is None} & common

    def replicate(numbers: range) -> pl.DataFrame:
        pair = [
            gather.by_product(line, study.replications(line, length, options, numbers, cancel))
            for line in (first, second)
        ]
        return pair[0].join(pair[1], on=["replication", "product"], suffix="_second", maintain_order="left")

    def width(rows: pl.DataFrame) -> float:
        return max((_width(rows, product, options.level) for product in ends), default=0.0)

    rows, precise = until_precise(replicate, width, options, on_progress)
    pairs = rows["replication"].n_unique()
    return Comparison(_differences(rows, options.level), pairs, options.level, precise)


def _width(rows: pl.DataFrame, product: str, level: float) -> float:
    own = rows.filter(pl.col("product") == product)
    found = _difference(own, "throughput", level)
    return (
        0.0
        if found is None
        else relative(found.high - found.value, float(own["throughput"].to_numpy().mean()))
    )


def _difference(own: pl.DataFrame, figure: str, level: float) -> Estimate | None:
    """Return the difference of a figure over pairs; None where fewer than two have it."""
    known = own.select(figure, f"{figure}_second").drop_nulls()
    if len(known) < 2:
        return None
    return difference(known[figure].to_numpy(), known[f"{figure}_second"].to_numpy(), level)


def _differences(rows: pl.DataFrame, level: float) -> pl.DataFrame:
    found = []
    for (product,), own in rows.group_by("product", maintain_order=True):
        for figure, unit in gather.FIGURES.items():
            estimate = _difference(own, figure, level)
            numbers = [None] * 3 if estimate is None else [estimate.value, estimate.low, estimate.high]
            means = (own[figure].mean(), own[f"{figure}_second"].mean())
            found.append((product, figure, unit, *means, *numbers))
    names = ("first", "second", "difference", "low", "high")
    schema = {"product": pl.String, "figure": pl.String, "unit": pl.String}
    return pl.DataFrame(found, {**schema, **dict.fromkeys(names, pl.Float64)}, orient="row")
