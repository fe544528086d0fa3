"""Expansion: the plain network's frames with a line for each provenance, and the duty of what moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, Fault
from reshore.footprint.provenance.duty import duty, left, moved
from reshore.footprint.provenance.following import NONE
from reshore.footprint.provenance.lanes import WAY, destinations
from reshore.tables.provenance import FORM

if TYPE_CHECKING:
    from reshore.footprint.prepare.making import Making
    from reshore.footprint.prepare.moving import Moving
    from reshore.footprint.provenance.borders import Borders
    from reshore.footprint.provenance.duty import Valued
    from reshore.footprint.provenance.following import Following
    from reshore.tables.model import Model

SHIP = ["lane", "product", "provenance", "arrives", "period"]
SAID = {"processed": pl.String(), "goods_origin": pl.String(), "labels": pl.List(pl.String)}
"""What conditions may ask of a provenance: name -> type."""

UNSAID = tuple(pl.lit(None, dtype).alias(name) for name, dtype in SAID.items())
"""What goods that aren't followed say of it."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What puts provenances into the frames of a plain network.

    Attributes
    ----------
    model, following, borders
        Whose goods, what can occur, and the law.
    valued
        See `reshore.footprint.provenance.duty`.
    """

    model: Model
    following: Following
    borders: Borders
    valued: Valued

    def making(self, making: Making) -> Making:
        """Return the processes, a line for each provenance that they can give."""
        make = (
            making.make.join(self.following.made, on=["process", "period"], how="left", maintain_order="left")
            .with_columns(pl.col("provenance").fill_null(NONE))
            .pipe(self.said)
        )
        keys = make.select("process", "since", "period", "provenance")
        use = making.use.join(keys, on=["process", "since", "period"], how="left", maintain_order="left")
        return replace(making, make=make, use=use)

    def moving(self, moving: Moving) -> Moving:
        """Return the shipments, a line for each provenance with which goods leave and arrive, duty paid."""
        ship = self._charged(self._ways(moving.ship))
        plain, followed = self._apart(moving.arrive)
        carried = ship.filter(pl.col("provenance") != NONE).select(SHIP)
        plain = plain.with_columns(provenance=pl.lit(NONE), arrives=pl.lit(NONE))
        each = followed.join(carried, on=["lane", "product", "period"], how="inner")
        return replace(moving, ship=ship, arrive=pl.concat([plain, each.select(plain.columns)]))

    def bought(self, buy: pl.DataFrame) -> pl.DataFrame:
        """Return the purchases, each with its provenance."""
        on = ["site", "product", "period"]
        return (
            buy.join(self.following.bought, on=on, how="left", maintain_order="left")
            .with_columns(pl.col("provenance").fill_null(NONE))
            .pipe(self.said)
        )

    def held(self, hold: pl.DataFrame) -> pl.DataFrame:
        """Return the stocks, a line for each provenance that can be there."""
        there = self.following.there.rename({"place": "site"})
        return self._each(hold, there, ["site", "product"])

    def served(self, demand: pl.DataFrame) -> pl.DataFrame:
        """Return the demand, a line for each provenance that can serve it."""
        return self._each(demand, self.following.served, ["market", "product", "segment"])

    def opening(self, hold: pl.DataFrame) -> pl.DataFrame:
        """Return the opening stock: place, product, provenance, period, opening (units).

        Raises
        ------
        DataError
            If a followed product has opening stock and nobody wrote where it comes from.
        """
        stock = hold.filter(pl.col("opening") > 0).join(
            self.following.opening, on=["site", "product"], how="left", maintain_order="left"
        )
        unknown = stock.filter(pl.col("provenance").is_null(), self._followed())
        if unknown.height:
            raise DataError([_unknown(*row) for row in unknown.select("site", "product").iter_rows()])
        return stock.select(
            "product", pl.col("provenance").fill_null(NONE), "period", "opening", place="site"
        )

    def said(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add what conditions may ask of the provenance."""
        said = self.following.provenances.select("product", "provenance", *SAID)
        return frame.join(said, on=["product", "provenance"], how="left", maintain_order="left")

    def with_ends(self, ship: pl.DataFrame) -> pl.DataFrame:
        """Add all that provenances say, as goods leave and (`after_status`, `after_segment`) arrive."""
        said = self.following.provenances
        after = said.select("product", arrives="provenance", after_status="status", after_segment="segment")
        return (
            ship.drop(*SAID)
            .join(said, on=["product", "provenance"], how="left", maintain_order="left")
            .join(after, on=["product", "arrives"], how="left", maintain_order="left")
        )

    def _followed(self) -> pl.Expr:
        return pl.col("product").is_in(sorted(self.following.products))

    def _apart(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the lines of products that aren't followed, and those of products that are."""
        return frame.filter(~self._followed()), frame.filter(self._followed())

    def _each(self, frame: pl.DataFrame, there: pl.DataFrame, on: list[str]) -> pl.DataFrame:
        """Lines of followed products for each provenance there; the others as they are."""
        plain, followed = self._apart(frame)
        each = followed.join(there, on=on, how="inner", maintain_order="left").pipe(self.said)
        plain = plain.with_columns(*UNSAID, provenance=pl.lit(NONE))
        return pl.concat([plain.select(each.columns), each])

    def _ways(self, ship: pl.DataFrame) -> pl.DataFrame:
        """Every way in which goods leave and arrive, and whether they cross a border."""
        ends = ["origin_country", "destination_country", "period"]
        pairs = ship.select(ends).unique()
        land = self.borders.territory
        crosses = [land[one, period] != land[other, period] for one, other, period in pairs.iter_rows()]
        plain, followed = self._apart(
            ship.join(
                pairs.with_columns(pl.Series("crosses", crosses, dtype=pl.Boolean)), on=ends, how="left"
            )
        )
        each = (
            followed.join(destinations(self.model), on="destination", how="left")
            .join(self.following.there.rename({"place": "origin"}), on=["origin", "product"], how="inner")
            .join(self.following.becomes, on=["product", "provenance", *WAY, "period"], how="inner")
            .pipe(self.said)
        )
        plain = plain.with_columns(*UNSAID, provenance=pl.lit(NONE), arrives=pl.lit(NONE))
        return pl.concat([plain, each.select(plain.columns)])

    def _charged(self, ship: pl.DataFrame) -> pl.DataFrame:
        """Add the duty of a unit on the way, and what is paid back for it."""
        dutiable = pl.col("product").is_in(self.borders.tariff.rows["product"].unique().implode())
        nothing = {"cost.duty": pl.lit(0.0), "cost.drawback": pl.lit(0.0)}
        exempt = ship.filter(~dutiable).with_columns(**nothing)
        ship = ship.filter(dutiable)
        ends = self.with_ends(ship)
        owed = duty(self.borders.tariff, moved(ends, self.valued), SHIP)
        paid = pl.col("whole") + pl.min_horizontal("lesser", pl.col("unit_duty").fill_null(0.0))
        back = left(ends, self.valued).join(owed, on=SHIP, how="left").select(*SHIP, back=paid)
        charged = (
            ship.join(owed, on=SHIP, how="left", maintain_order="left")
            .join(back, on=SHIP, how="left", maintain_order="left")
            .select(
                *ship.columns,
                pl.col("unit_duty").fill_null(0.0).alias("cost.duty"),
                (-pl.col("back").fill_null(0.0)).alias("cost.drawback"),
            )
        )
        return pl.concat([exempt, charged])


def _unknown(site: str, product: str) -> Fault:
    return Fault(
        f"stocks, {site} {product}, provenance",
        f"nobody says where the opening stock of {product} comes from, and duties or rules ask",
        f"write country last processed / country of origin / labels, such as {FORM}",
    )
