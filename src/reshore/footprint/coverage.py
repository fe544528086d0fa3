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
    names, goods = footprint.network.clock.names, footprint.network.goods.order
    rows = _rows(footprint, reach.spots)
    position, number, spot, period = (rows[name].to_numpy() for name in (POSITION, "number", "spot", "index"))
    asked, left = rows["asked"].to_numpy(), rows["left"].to_numpy()
    parts = []
    for index, (first, last) in enumerate(reach.spans):
        worth = np.ones(len(weights), dtype=np.bool_)
        if last:
            before = reach.best(names[last - 1], reach.spans.index((last, last)))
            lasting = np.array([before.get(product, 0.0) for product in goods])
            lasts = np.where(weights > 0, lasting, 0.0).max(axis=1, initial=0.0)
            worth = lasts < HALF if first else lasts > 0
        inside = np.where(asked, (first <= period) & (period <= last), ~left | (period == last))
        times = np.where(asked, 1.0, reach.amount[spot, index]) * inside
        shape = len(goods), footprint.program.shape[0]
        unit = csr_array((times, (number, position)), shape=shape)
        unit.eliminate_zeros()
        parts.append(csr_array(weights[worth]) @ unit)
    return parts


def _rows(footprint: FootprintProgram, spots: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the program that are summed up.

    Returns
    -------
    Frame with the position of the row, number (of its product in the order of goods), spot, index (of its
    period), asked (whether it is a row of demand), left (whether it says what stock has to be left).
    """
    network, rows = footprint.network, footprint.program.rows
    goods, names = network.goods.order, network.clock.names
    sites = network.making.make.select("process", place="site").unique()
    final = pl.col("period") == names[-1]
    stock = [rows["stock_minimum"].frame.filter(~final), rows["stock_closing"].frame.filter(final)]
    parts = [
        (rows["balance"].frame, False, False),
        (rows["use"].frame.join(sites, on="process").with_columns(product="component"), False, False),
        *((frame.rename({"site": "place"}), False, True) for frame in stock),
        (rows["demand"].frame.rename({"market": "place"}), True, False),
    ]
    number = pl.DataFrame({"product": goods, "number": range(len(goods))})
    index = pl.DataFrame({"period": names, "index": range(len(names))})
    return (
        pl.concat([frame.select(POSITION, *SPOT, asked=asked, left=left) for frame, asked, left in parts])
        .join(spots, on=SPOT)
        .join(number, on="product")
        .join(index, on="period")
        .sort(POSITION)
    )
