"""Contents: what a unit of each product holds at least, of a product or of hours that products share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reshore.footprint.network import Network

    Floats = NDArray[np.float64]
    Positions = NDArray[np.intp]

LINE = ["process", "since", "period"]


def contents(network: Network) -> Floats:
    """Return what demanded products hold, one line for each thing held, one column a product of goods.

    Things are units of each product, and hours of each set of products that resources tie together. Of
    processes for the same product, the one that takes least is counted.
    """
    recipes = _Recipes.of(network)
    order = network.goods.order
    asked = np.isin(order, network.demand["product"].unique().to_list())
    nothing = np.zeros(len(recipes.made))
    lines = [recipes.held(nothing, unit) for unit in np.eye(len(order))]
    for shared in recipes.sharing():
        hours = np.where(np.isin(recipes.made, shared), recipes.hours, 0.0)
        lines.append(recipes.held(hours, np.zeros(len(order))))
    return np.array([line for line in lines if line[asked].any()]).reshape(-1, len(order))


@dataclass(frozen=True, slots=True)
class _Recipes:
    """How products are made: each process in each period, for each start of its site, is a line.

    Attributes
    ----------
    made, hours
        One value a line: product (its place in the order of goods), hours of a good unit.
    used
        Lines x products: units in a good unit.
    ties
        Pairs of products made on one resource.
    """

    made: Positions
    hours: Floats
    used: csr_array
    ties: NDArray[np.int64]

    @classmethod
    def of(cls, network: Network) -> _Recipes:
        """Read the processes of a network, followed components and others alike."""
        order = network.goods.order
        number = pl.DataFrame(
            {"product": order, "number": range(len(order))}, schema={"product": pl.String, "number": pl.Int64}
        )
        lines = network.making.make.unique(LINE).join(number, on="product").sort(LINE).with_row_index("line")
        parts = [*LINE, "component", "used"]
        used = (
            pl.concat([network.making.use.select(parts), network.drawing.need.select(parts)])
            .unique([*LINE, "component"])
            .join(lines.select(*LINE, "line"), on=LINE)
            .join(number.rename({"product": "component"}), on="component")
        )
        shared = lines.filter(pl.col("hours") > 0).select("number", "site", "resource").drop_nulls().unique()
        return cls(
            made=lines["number"].to_numpy(),
            hours=lines["hours"].fill_null(0.0).to_numpy(),
            used=_matrix(
                used["used"].to_numpy(),
                used["line"].to_numpy(),
                used["number"].to_numpy(),
                (lines.height, len(order)),
            ),
            ties=shared.join(shared, on=["site", "resource"]).select("number", "number_right").to_numpy(),
        )

    def held(self, hours: Floats, unit: Floats) -> Floats:
        """Return what a unit of each product holds, given hours of its own by line, or what it is itself."""
        held = unit.copy()
        for product in np.unique(self.made):
            own = np.flatnonzero(self.made == product)
            if not unit[product]:
                held[product] = (hours[own] + self.used[own] @ held).min()
        return held

    def sharing(self) -> Iterator[Positions]:
        """Yield sets of two products and more that resources tie together."""
        size = self.used.shape[1]
        graph = _matrix(np.ones(len(self.ties)), self.ties[:, 0], self.ties[:, 1], (size, size))
        count, label = connected_components(graph, directed=False)
        members = (np.flatnonzero(label == group) for group in range(count))
        yield from (group for group in members if len(group) > 1)


def _matrix(values: Floats, rows: Positions, columns: Positions, shape: tuple[int, int]) -> csr_array:
    return csr_array((values, (rows, columns)), shape=shape)
