"""Checks of the network: what is asked for gets there, and nothing stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.lanes import offered
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Network, View


def markets_are_reached(view: View, network: Network) -> Iterator[Fault]:
    """Check that lanes lead to each market from where its product is made, supplied or stored."""
    had = offered(view.model()).select("product").unique()
    wrong = (
        view.rows("demands")
        .join(had, on="product", how="semi")
        .join(network.reached, left_on=["market", "product"], right_on=["place", "product"], how="anti")
        .group_by("market", "product")
        .agg(pl.col(ROW).min())
    )
    yield from view.tell(
        "demands",
        "market",
        wrong,
        lambda row: f"no lane brings {row['product']!r} to {row['market']!r}",
        "write a lane from a site that has it, or let a mode generate lanes",
    )


def processes_are_fed(view: View, network: Network) -> Iterator[Fault]:
    """Check that every process can get its components (a warning: it stands still without)."""
    needs = view.rows("processes").join(view.frames["boms"], on=["product", "variant"])
    wrong = (
        needs.join(network.reached, left_on=["site", "component"], right_on=["place", "product"], how="anti")
        .group_by(ROW, "process", "site")
        .agg(pl.col("component").min())
    )
    yield from view.tell(
        "processes",
        "process",
        wrong,
        lambda row: (
            f"process {row['process']!r} stands still: no lane brings {row['component']!r} to {row['site']!r}"
        ),
    )


def sites_are_connected(view: View, network: Network) -> Iterator[Fault]:
    """Check that every site has a lane from or to it (a warning)."""
    ends = [network.lanes.select(site=end) for end in ("origin", "destination")]
    wrong = view.rows("sites").join(pl.concat(ends).unique(), on="site", how="anti")
    yield from view.tell("sites", "site", wrong, lambda row: f"no lane leads from or to site {row['site']!r}")
