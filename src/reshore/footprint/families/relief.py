r"""Relief: duty that is paid back, no more than was paid, and no more than the good pays where it goes.

For every output g of process k that has to leave for one country, period t, with c the duty on a unit of
component q of provenance h that may be paid back, and d the duty that a good unit pays where it goes:

.. math::

    relief_{k,g,t} \le \sum_{q,h} c_{k,g,q,h,t} use_{k,g,q,h,t}, \qquad
    relief_{k,g,t} \le d_{k,g,t} \sum_s make_{k,g,s,t}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["process", "provenance", "period"]


def add(draft: Draft) -> None:
    """Add the rows `relief_paid` and `relief_due`."""
    relief, use, make = (draft.columns[name] for name in ("relief", "use", "make"))
    paid = use.frame.filter(pl.col("claim") > 0).select(*use.keys, less=-pl.col("claim"))
    due = make.frame.join(relief.frame.select(*KEYS, "cap"), on=KEYS, how="inner").select(
        *make.keys, less=-pl.col("cap")
    )
    for name, block, terms in (("relief_paid", use, paid), ("relief_due", make, due)):
        draft.assembler.rows(
            name,
            relief.frame.select(KEYS),
            KEYS,
            [Term(relief), Term(block, "less", through=terms, partial=True)],
            upper=0.0,
        )
