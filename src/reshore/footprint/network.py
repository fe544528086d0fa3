"""The network of a model, ready for the program: every index frame in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.footprint.prepare.bounds import callable_units, pushed_units, wanted_units
from reshore.footprint.prepare.buying import buying
from reshore.footprint.prepare.capacity import Capacity
from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.forcing import forced_units
from reshore.footprint.prepare.goods import Goods
from reshore.footprint.prepare.making import Making
from reshore.footprint.prepare.moving import Moving
from reshore.footprint.prepare.places import Places
from reshore.footprint.prepare.selling import selling
from reshore.footprint.prepare.storing import Storing
from reshore.footprint.provenance.drawing import Drawing
from reshore.footprint.provenance.law import expansion as expand

if TYPE_CHECKING:
    import polars as pl

    from reshore.footprint.provenance.expand import Expansion
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Network:
    """What the program is made from, all of it keyed frames by period.

    Attributes
    ----------
    model, clock, goods, places, making, capacity, moving, storing
        See their own pages.
    buy
        Purchases that are possible; see `prepare.buying`.
    demand
        Demand by market, product, segment and period with price and shortage cost; see `prepare.selling`.
    serve, hold
        Demand and stocks (of `storing`), a line for each provenance of followed products.
    opening
        place, product, provenance, period, opening: stock at the start (units).
    drawing
        What is drawn of followed components; see `provenance.drawing`.
    expansion
        What put provenances into making, moving, buy, serve and hold.
    callable
        product, period, callable: most units that a plan has a use for; see `prepare.bounds`.
    wanted
        origin, destination, product, period, wanted: most units that a market has a use for from a site.
    """

    model: Model
    clock: Clock
    goods: Goods
    places: Places
    making: Making
    capacity: Capacity
    moving: Moving
    storing: Storing
    buy: pl.DataFrame
    demand: pl.DataFrame
    serve: pl.DataFrame
    hold: pl.DataFrame
    opening: pl.DataFrame
    drawing: Drawing
    expansion: Expansion
    callable: pl.DataFrame
    wanted: pl.DataFrame

    @classmethod
    def of(cls, model: Model) -> Network:
        """Prepare a checked model."""
        clock = Clock.of(model)
        goods = Goods.of(model, clock)
        places = Places.of(model, clock)
        making = Making.of(model, clock, goods, places)
        moving = Moving.of(model, clock, goods)
        storing = Storing.of(model, clock, goods)
        demand = selling(model, goods)
        buy = buying(model, clock, goods)
        activities = {
            "make": making.make,
            "buy": buy,
            "ship": moving.ship,
            "hold": storing.hold,
            "serve": demand,
            "use": _use(making, goods),
        }
        pushed = pushed_units(clock, goods, demand, moving, forced_units(model, clock, goods, activities))
        most = callable_units(clock, goods, demand, moving, storing, pushed)
        expansion = expand(model, clock, goods, activities)
        expanded = expansion.making(making)
        drawing = Drawing.of(expanded, goods, expansion)
        return cls(
            model=model,
            clock=clock,
            goods=goods,
            places=places,
            making=drawing.without_followed(expanded, expansion),
            capacity=Capacity.of(model, clock, places),
            moving=expansion.moving(moving),
            storing=storing,
            buy=expansion.bought(buy),
            demand=demand,
            serve=expansion.served(demand),
            hold=expansion.held(storing.hold),
            opening=expansion.opening(storing.hold),
            drawing=drawing,
            expansion=expansion,
            callable=most,
            wanted=wanted_units(demand, moving, storing, most, pushed),
        )


def _use(making: Making, goods: Goods) -> pl.DataFrame:
    """Return what processes use, with the attributes of process and component."""
    about = making.make.select(
        *("process", "since", "period", "country", "group", "role", "product", "family", "variant")
    )
    components = goods.frame.select("period", "value", "mass", component="product", component_family="family")
    return making.use.join(about, on=["process", "since", "period"], how="left").join(
        components, on=["component", "period"], how="left"
    )
