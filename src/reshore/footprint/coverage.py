r"""Coverage: what has to be there so that demand can be served, as rows that hold for every plan.

Demand in a span of periods, counted in units of one product or in hours of resources that products share,
can't be more than what is made, bought, in stock and not served. The rows of balance, use and demand, times

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
from scipy.sparse.csgraph import connected_components

from reshore.footprint.reach import Reach
from reshore.lp.keys import POSITION
from reshore.lp.rounding import round_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reshore.footprint.network import Network
    from reshore.footprint.program import FootprintProgram
    from reshore.lp.cuts import Rows

    Floats = NDArray[np.float64]

LINE = ["process", "since", "period"]

ALL = 1 - 1e-9
"""Reach from which on a unit of one period is as good as a unit of the next."""


def coverage(footprint: FootprintProgram) -> Rows:
    """Return rows that every plan keeps and that the relaxation of the program may not."""
    return round_up(footprint.program, aggregations(footprint))


def aggregations(footprint: FootprintProgram) -> csr_array:
    """Return multipliers of the program's rows, one row an aggregation, for `reshore.lp.rounding`.

    Spans of periods go from the first one to each, where anything lasts from one period to the next, and
    are each period alone, where not everything does.
    """
    network = footprint.network
    size = len(network.clock)
    spans = [*((0, last) for last in range(size)), *((now, now) for now in range(1, size))]
    reach = Reach.of(network, spans)
    weights = list(_weights(network))
    found = [csr_array((0, footprint.program.shape[0]))]
    for index, (first, last) in enumerate(spans):
        unit = _unit(footprint, reach, index, (first, last))
        lasting = reach.best(last - 1, spans.index((last, last))) if last else {}
        for weight in weights:
            lasts = max(lasting.get(network.goods.order[part], 0.0) for part in np.flatnonzero(weight))
            if last == 0 or (lasts < ALL if first else lasts > 0):
                found.append(csr_array(weight[None, :]) @ unit)
    return vstack(found, format="csr")


def _unit(footprint: FootprintProgram, reach: Reach, index: int, span: tuple[int, int]) -> csr_array:
    """Return multipliers for one unit of each product: a row a product, in the order of goods."""
    network, rows = footprint.network, footprint.program.rows
    names = network.clock.names
    sites = network.making.make.select("process", "site").unique()
    drawn = rows["use"].frame.join(sites, on="process")
    used = drawn.select(POSITION, "period", place="site", product="component")
    asked = rows["demand"].frame.filter(pl.col("period").is_in(names[span[0] : span[1] + 1]))
    times = pl.concat(
        [
            reach.of_rows(rows["balance"].frame.select(POSITION, "period", "place", "product"), index, names),
            reach.of_rows(used, index, names),
            asked.select(POSITION, "product", times=pl.lit(1.0)),
        ]
    ).filter(pl.col("times") > 0)
    number = {product: position for position, product in enumerate(network.goods.order)}
    product = times["product"].replace_strict(number, return_dtype=pl.Int64).to_numpy()
    return csr_array(
        (times["times"].to_numpy(), (product, times[POSITION].to_numpy())),
        shape=(len(number), footprint.program.shape[0]),
    )


def _weights(network: Network) -> Iterator[Floats]:
    """Yield what a unit of each product contains at least: of a product, or of hours that products share."""
    order = network.goods.order
    position = {product: index for index, product in enumerate(order)}
    lines = network.making.make.unique(LINE).sort(LINE).with_row_index("line")
    made = [position[product] for product in lines["product"]]
    used = pl.concat([network.making.use, network.drawing.need], how="diagonal").unique([*LINE, "component"])
    parts = used.join(lines.select(*LINE, "line"), on=LINE).sort("line", "component")
    recipes = csr_array(
        (parts["used"], (parts["line"], [position[product] for product in parts["component"]])),
        shape=(lines.height, len(order)),
    )
    of = [np.flatnonzero(np.array(made) == index) for index in range(len(order))]
    asked = np.isin(order, network.demand["product"].unique().to_list())

    def contents(charge: Floats, unit: Floats) -> Floats:
        weight = unit.copy()
        for index, own in enumerate(of):
            if len(own) and not unit[index]:
                weight[index] = (charge[own] + recipes[own] @ weight).min()
        return weight

    nothing = np.zeros(lines.height)
    for index in range(len(order)):
        weight = contents(nothing, np.eye(len(order))[index])
        if weight[asked].any():
            yield weight
    hours = lines["hours"].fill_null(0.0).to_numpy()
    for shared in _sharing(lines, np.array(made), len(order)):
        weight = contents(np.where(np.isin(made, shared), hours, 0.0), np.zeros(len(order)))
        if weight[asked].any():
            yield weight


def _sharing(lines: pl.DataFrame, made: NDArray[np.int64], products: int) -> Iterator[NDArray[np.intp]]:
    """Yield sets of two products and more that resources tie together."""
    worked = lines.with_columns(pl.Series("made", made, dtype=pl.Int64)).filter(pl.col("hours") > 0)
    shared = worked.select("made", "site", "resource").drop_nulls().unique()
    ties = shared.join(shared, on=["site", "resource"])
    pairs = (ties["made"].to_numpy(), ties["made_right"].to_numpy())
    graph = csr_array((np.ones(len(ties)), pairs), shape=(products, products))
    count, label = connected_components(graph, directed=False)
    members = (np.flatnonzero(label == group) for group in range(count))
    yield from (group for group in members if len(group) > 1)
