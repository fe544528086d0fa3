r"""Demand: served or short, with least deliveries.

For every market m, product p, segment z, period t:

.. math::

    \sum_g serve_{m,p,g,z,t} + short_{m,p,z,t} = q_{m,p,z,t}, \qquad
    \sum_g serve_{m,p,g,z,t} \ge q^{min}_{m,p,z,t}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["market", "product", "segment", "period"]


def add(draft: Draft) -> None:
    """Add the rows `demand` and `demand_minimum`."""
    serve, short = draft.columns["serve"], draft.columns["short"]
    demand = draft.network.demand
    draft.assembler.rows(
        "demand", demand, KEYS, [Term(serve), Term(short)], lower="quantity", upper="quantity"
    )
    draft.assembler.rows(
        "demand_minimum",
        demand.filter(pl.col("minimum") > 0),
        KEYS,
        [Term(serve, partial=True)],
        lower="minimum",
    )
