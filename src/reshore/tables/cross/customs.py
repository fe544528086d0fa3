"""Checks of borders: goods that cross one have the codes that duties ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.blocs import territories
from reshore.tables.lanes import carried
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Network, View


def goods_have_codes(view: View, network: Network) -> Iterator[Fault]:
    """Check that what crosses a border has a code, where duties name codes (a warning)."""
    if view.frames["duties"]["hs"].count() == 0:
        return
    crossed = _crossed(view, network)
    bare = view.rows("products").filter(pl.col("hs_code").is_null())
    wrong = (
        carried(view.model(), network.lanes)
        .join(crossed, on="lane")
        .join(bare, on="product")
        .sort("lane")
        .unique(ROW, keep="first")
    )
    yield from view.tell(
        "products",
        "hs_code",
        wrong,
        lambda row: (
            f"{row['product']!r} has no HS code and crosses a border on lane {row['lane']!r}: "
            "no duty on a code is charged"
        ),
        "write hs_code",
    )


def _crossed(view: View, network: Network) -> pl.DataFrame:
    """Lanes that lead from one customs territory to another in some period."""
    model = view.model()
    places = pl.concat(
        [
            view.frames["sites"].select("country", place="site"),
            view.frames["markets"].select("country", place="market"),
        ]
    ).join(territories(model), on="country")
    ends = [
        places.select("period", pl.col("place").alias(end), pl.col("territory").alias(f"{end}#"))
        for end in ("origin", "destination")
    ]
    return (
        network.lanes.select("lane", "origin", "destination")
        .join(ends[0], on="origin")
        .join(ends[1], on=["destination", "period"])
        .filter(pl.col("origin#") != pl.col("destination#"))
        .select("lane")
        .unique()
    )
