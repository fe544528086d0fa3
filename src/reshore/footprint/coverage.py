r"""Coverage: what has to be there so that demand can be served, as rows that hold for every plan.

Demand in a span of periods, counted in units of one product or in hours of resources that products share,
can't be more than what is made, bought, in stock and not served. The rows of balance, use and demand, and of
the stock that has to be left at the end, times

.. math::

    \lambda_p \, A_{n,p,t}

add up to that: :math:`\lambda` is what a unit of a product contains at least, its recipes counted through, A
what a unit at a place and period reaches of the demand at most (see `reshore.footprint.reach`). Made from
the program's own rows, they are implied by it; rounding makes them stronger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array, vstack

from reshore.footprint.contents import contents
from reshore.footprint.reach import SPOT, Reach
from reshore.lp.keys import POSITION
from reshore.lp.rounding import RoundedRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.cuts import Rows

    Floats = NDArray[np.float64]

HALF = 0.5
"""What goods of the period before may reach of a period's demand, so that it is worth a look on its own."""


def coverage(footprint: FootprintProgram, x: Floats | None = None) -> Rows:
    """Return rows that every plan keeps and that the relaxation of the program may not.

    Parameters
    ----------
    footprint
        The program.
    x
        A point, one value a column: only rows that it violates.
    """
    return covering_rows(footprint).rows(x)


def covering_rows(footprint: FootprintProgram) -> RoundedRows:
    """Return the family of such rows, for those who ask for violated ones again and again."""
    return RoundedRows(footprint.program, aggregations(footprint))


def aggregations(footprint: FootprintProgram) -> csr_array:
    """Return multipliers of the program's rows, one row an aggregation, for `reshore.lp.rounding`.

    Spans of periods go from the first one to each, where anything lasts from one period to the next, and
    are each period alone, where little does. Where sites or lanes limit what they ship, deliveries to
    markets are counted, too, in units of all products together.
    """
    network = footprint.network
    names = network.clock.names
    spans = [*((0, last) for last in range(len(names))), *((now, now) for now in range(1, len(names)))]
    parts = _summed(footprint, Reach.of(network, spans), contents(network))
    limited = network.places.open["throughput"].is_not_null().any()
    if limited or network.moving.lanes["capacity"].is_not_null().any():
        together = np.isin(network.goods.order, network.demand["product"].unique().to_list())
        parts += _summed(footprint, Reach.of(network, spans, delivered=True), together[None, :].astype(float))
    return csr_array(vstack([csr_array((0, footprint.program.shape[0])), *parts]))


def _summed(footprint: FootprintProgram, reach: Reach, weights: Floats) -> list[csr_array]:
    """Return multipliers by span, a row for each line of weights that is worth it there."""
    names = footprint.network.clock.names
    goods = footprint.network.goods.order
    parts = []
    for index, (first, last) in enumerate(reach.spans):
        worth = np.ones(len(weights), dtype=np.bool_)
        if last:
            before = reach.best(names[last - 1], reach.spans.index((last, last)))
            lasting = np.array([before.get(product, 0.0) for product in goods])
            lasts = np.where(weights > 0, lasting, 0.0).max(axis=1, initial=0.0)
            worth = lasts < HALF if first else lasts > 0
        parts.append(csr_array(weights[worth]) @ _unit(footprint, reach, index))
    return parts


def _unit(footprint: FootprintProgram, reach: Reach, index: int) -> csr_array:
    """Return multipliers for a unit of each product in demand of one span, a row a product of goods."""
    network, rows = footprint.network, footprint.program.rows
    first, last = reach.spans[index]
    reached = reach.spots.select(*SPOT, times=pl.Series(reach.amount[:, index])).filter(pl.col("times") > 0)
    sites = network.making.make.select("process", place="site").unique()
    used = rows["use"].frame.join(sites, on="process").with_columns(product="component")
    names = network.clock.names
    asked = rows["demand"].frame.filter(pl.col("period").is_in(names[first : last + 1]))
    kept = rows["stock_closing" if names[last] == names[-1] else "stock_minimum"].frame
    columns = [POSITION, "product", "times"]
    times = pl.concat(
        [
            rows["balance"].frame.join(reached, on=SPOT).select(columns),
            used.join(reached, on=SPOT).select(columns),
            kept.filter(period=names[last]).rename({"site": "place"}).join(reached, on=SPOT).select(columns),
            asked.with_columns(times=1.0).select(columns),
        ]
    )
    number = {product: position for position, product in enumerate(network.goods.order)}
    product = times["product"].replace_strict(number, return_dtype=pl.Int64)
    return csr_array(
        (times["times"].to_numpy(), (product.to_numpy(), times[POSITION].to_numpy())),
        shape=(len(number), footprint.program.shape[0]),
    )
