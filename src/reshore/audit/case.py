"""What is audited: the plan's frames beside what the tables say of places, lanes and worth in each period."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.clock import Clock
from reshore.audit.fleet import Resource, resources
from reshore.audit.lives import Life, lives
from reshore.audit.making import made
from reshore.audit.moving import shipped
from reshore.audit.trade.charging import charged
from reshore.audit.trade.customs import Customs
from reshore.audit.trade.goods import Catalogue
from reshore.audit.trade.law import Law
from reshore.audit.trade.tariff import Tariff
from reshore.audit.trade.using import drawn
from reshore.audit.worth import worth
from reshore.tables.blocs import lists
from reshore.tables.lanes import complete
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


class Case:
    """A plan and its model; what several checks need is worked out once, when first asked for."""

    def __init__(self, plan: Plan, model: Model) -> None:
        self.model = model
        self.frames: Mapping[str, pl.DataFrame] = plan.frames
        self.clock = Clock.of(model)
        self.time = self.clock.frame()
        self.activities: dict[tuple[str, int], pl.DataFrame] = {}

    def by_period(self, table: str, columns: Sequence[str], rows: pl.DataFrame | None = None) -> pl.DataFrame:
        """Return columns of a table, or of some of its rows, in every period."""
        model = self.model if rows is None else self.model.with_frames(**{table: rows})
        return by_period(model, table, columns)

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """When each site runs, by site."""
        return lives(self.model, self.frames["sites"], self.clock)

    @cached_property
    def places(self) -> pl.DataFrame:
        """Sites and markets: place, country, group, role (of sites)."""
        columns = ("country", "group")
        sites = self.model["sites"].select(pl.col("site").alias("place"), *columns, "role")
        markets = self.model["markets"].select(pl.col("market").alias("place"), *columns)
        return pl.concat([sites, markets], how="diagonal")

    @cached_property
    def running(self) -> pl.DataFrame:
        """Columns place, period, open, stopped: for sites as the plan has it; markets are always open."""
        rows = [
            (life.site, tick.period, life.runs(tick.index), life.stop == tick.index)
            for life in self.lives.values()
            for tick in self.clock
        ]
        rows += [
            (market, tick.period, True, False)
            for market in self.model["markets"]["market"]
            for tick in self.clock
        ]
        schema = {"place": pl.String, "period": pl.String, "open": pl.Boolean, "stopped": pl.Boolean}
        return pl.DataFrame(rows, schema=schema, orient="row")

    @cached_property
    def lanes(self) -> pl.DataFrame:
        """All lanes, written and generated, with distance, days and transit_days."""
        return complete(self.model)

    @cached_property
    def worth(self) -> pl.DataFrame:
        """Columns product, period, worth (value of a unit), capital (capital value), holding (rate)."""
        return worth(self.model, self.clock)

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The resources with the plan's orders."""
        return resources(self)

    @cached_property
    def made(self) -> pl.DataFrame:
        """What is made, with all that follows from it, as `making.made` returns it."""
        return made(self)

    @cached_property
    def shipped(self) -> pl.DataFrame:
        """What is moved, with all that follows from it, as `moving.shipped` returns it."""
        return shipped(self)

    @cached_property
    def goods(self) -> Catalogue:
        """The goods that the plan tells apart."""
        return Catalogue(self.model, self.frames["provenances"])

    @cached_property
    def hs_codes(self) -> Mapping[str, str]:
        """HS code by product; empty where it has none."""
        return dict(self.model["products"].select("product", pl.col("hs_code").fill_null("")).iter_rows())

    @cached_property
    def regimes(self) -> Mapping[str, str]:
        """Customs regime by place; none where it isn't bonded, as at markets."""
        regimes = dict.fromkeys(self.model["markets"]["market"], "none")
        sites = self.model["sites"].select("site", pl.col("bonded").fill_null("none"))
        return regimes | dict(sites.iter_rows())

    @cached_property
    def markets(self) -> frozenset[str]:
        """Places of demand."""
        return frozenset(self.model["markets"]["market"])

    @cached_property
    def blocs(self) -> pl.DataFrame:
        """Columns country, period, blocs (list)."""
        return lists(self.model)

    @cached_property
    def law(self) -> Law:
        """Territories, blocs and agreements."""
        return Law(self.model)

    @cached_property
    def tariff(self) -> Tariff:
        """The table `duties`."""
        return Tariff(self)

    @cached_property
    def customs(self) -> Customs:
        """Customs values."""
        return Customs(self)

    @cached_property
    def drawn(self) -> pl.DataFrame:
        """What making uses up, as `trade.using.drawn` returns it."""
        return drawn(self)

    @cached_property
    def duties(self) -> pl.DataFrame:
        """All duty charged and paid back, as `trade.charging.charged` returns it."""
        return charged(self)
