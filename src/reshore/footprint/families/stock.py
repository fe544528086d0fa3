r"""Stock: within its bounds, covering the outflow, at the end at least what there was at the start.

For every place n and product p that may be held there, period t, over all provenances, with o the outflow
(shipped, used, served), y the share of the outflow to cover, and open = 1 where the place can neither open
nor stop:

.. math::

    h^{min}_{n,p,t} open_{n,t} \le hold_{n,p,t} \le h^{max}_{n,p,t}, \qquad
    hold_{n,p,t} \ge y_{n,p,t} o_{n,p,t}, \qquad hold_{n,p,T} \ge h^0_{n,p} open_{n,T}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

KEYS = ["site", "product", "period"]


def add(draft: Draft) -> None:
    """Add the rows `stock_minimum`, `stock_maximum`, `stock_cover` and `stock_closing`."""
    hold = draft.columns["hold"]
    _least(draft, "stock_minimum", "minimum")
    _least(draft, "stock_closing", "closing")
    draft.assembler.rows(
        "stock_maximum",
        draft.network.storing.hold.filter(pl.col("maximum").is_not_null()),
        KEYS,
        [Term(hold, partial=True)],
        upper="maximum",
    )
    _cover(draft)


def _least(draft: Draft, name: str, column: str) -> None:
    """Rows: stock is at least a number while its place is open."""
    hold = draft.columns["hold"]
    deciding = draft.network.places.sites.filter("decides").select("site", decides=pl.lit(True))
    rows = (
        draft.network.storing.hold.filter(pl.col(column) > 0)
        .join(deciding, on="site", how="left")
        .with_columns(
            lower=pl.when(pl.col("decides").is_null()).then(column).otherwise(0.0), less=-pl.col(column)
        )
    )
    gated = rows.filter(pl.col("decides").is_not_null()).select(*KEYS, "less")
    draft.assembler.rows(
        name,
        rows,
        KEYS,
        [Term(hold, partial=True), Term(draft.columns["open"], "less", through=gated)],
        lower="lower",
    )


def _cover(draft: Draft) -> None:
    """Rows: stock at the end of a period covers a share of what left in it."""
    columns = draft.columns
    rows = draft.network.storing.hold.filter(pl.col("cover") > 0).select(*KEYS, "cover")

    def covered(frame: pl.DataFrame, place: str, product: str, amount: float | str = 1.0) -> pl.DataFrame:
        left = pl.col(amount) if isinstance(amount, str) else pl.lit(amount)
        return frame.join(rows, left_on=[place, product, "period"], right_on=KEYS, how="inner").with_columns(
            less=-pl.col("cover") * left
        )

    def own(block: str, *others: str) -> pl.DataFrame:
        return columns[block].frame.select(*columns[block].keys, *others)

    ship = covered(own("ship", "origin"), "origin", "product")
    plain = covered(draft.network.making.use, "site", "component", "used")
    drawn = covered(own("use", "site"), "site", "component")
    serve = covered(own("serve"), "market", "product")
    draft.assembler.rows(
        "stock_cover",
        rows,
        KEYS,
        [
            Term(columns["hold"], partial=True),
            Term(columns["ship"], "less", {"site": "origin"}, ship),
            Term(columns["make"], "less", {"product": "component"}, plain),
            Term(columns["use"], "less", {"product": "component"}, drawn),
            Term(columns["serve"], "less", {"site": "market"}, serve),
        ],
        lower=0.0,
    )
