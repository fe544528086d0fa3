r"""Least amounts made and bought while a site is open.

For every process k and supply (i, p) with a minimum, period t:

.. math::

    \sum_s make_{k,s,t} \ge c_{k,t} open_{i,t}, \qquad buy_{i,p,t} \ge c_{i,p,t} open_{i,t}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft


def add(draft: Draft) -> None:
    """Add the rows `make_minimum` and `buy_minimum`."""
    for name, block, keys in (
        ("make_minimum", "make", ["process", "period"]),
        ("buy_minimum", "buy", ["site", "product", "period"]),
    ):
        rows = (
            draft.columns[block]
            .frame.filter(pl.col("minimum") > 0)
            .group_by(list(dict.fromkeys([*keys, "site"])))
            .agg(least=-pl.col("minimum").max())
        )
        draft.assembler.rows(
            name,
            rows,
            keys,
            [
                Term(draft.columns[block], partial=True),
                Term(draft.columns["open"], "least", through=rows),
            ],
            lower=0.0,
        )
