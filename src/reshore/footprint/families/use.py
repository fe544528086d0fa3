r"""Use: every followed component that an output is made of has a provenance.

For every process k, provenance g of its output, followed component q, period t, with u units of q in a good
unit:

.. math::

    \sum_h use_{k,g,q,h,t} = \sum_s u_{k,q,s,t} make_{k,g,s,t}

h runs over what may be drawn for g: the origin and the labels that g has from q, and what customs allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["process", "provenance", "component", "period"]


def add(draft: Draft) -> None:
    """Add the rows `use`."""
    need = draft.network.drawing.need
    draft.assembler.rows(
        "use",
        need.select(KEYS).unique(),
        KEYS,
        [
            Term(draft.columns["use"]),
            Term(draft.columns["make"], "less", through=need.with_columns(less=-pl.col("used"))),
        ],
        lower=0.0,
        upper=0.0,
    )
