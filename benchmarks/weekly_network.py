"""A network for stress tests: plants that make every product, and markets with a few lanes each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.risk.operation import Operation
from reshore.risk.realisation import Change, Realisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVENTS = {"event": pl.Int32, "hazard": pl.String, "start": pl.Float64, "duration": pl.Float64}
EVENTS |= {"severity": pl.Float64, "hit": pl.Int32}


@dataclass(frozen=True)
class Network:
    """Places on a square; each market may be served from its nearest sites, and is from the cheapest.

    Every site has one line, which all products share, with a third of its hours to spare. Lanes take whole
    weeks.
    """

    seed: int = 0
    sites: int = 40
    markets: int = 200
    products: int = 5
    lanes: int = 8

    @cached_property
    def near(self) -> tuple[NDArray[np.intp], Floats]:
        """Nearest sites of each market, and how far they are."""
        rng = np.random.default_rng(self.seed)
        sites, markets = rng.random((self.sites, 2)), rng.random((self.markets, 2))
        distance = np.linalg.norm(markets[:, None] - sites[None], axis=2)
        nearest = np.argsort(distance, axis=1)[:, : self.lanes]
        return nearest, np.take_along_axis(distance, nearest, axis=1)

    @cached_property
    def wanted(self) -> Floats:
        """Units a week; shape: markets, products."""
        return np.random.default_rng([self.seed, 1]).uniform(20, 200, (self.markets, self.products))

    @cached_property
    def hub(self) -> int:
        """The site that makes most."""
        return int(self.made.sum(axis=1).argmax())

    @cached_property
    def sent(self) -> Floats:
        """Units a week of each move, all on the cheapest; shape: markets, lanes, products."""
        nearest, distance = self.near
        delivered = self.cost[nearest] + fare(distance)[:, :, None]
        cheapest = delivered.argmin(axis=1)[:, None, :] == np.arange(self.lanes)[None, :, None]
        return cheapest * self.wanted[:, None, :]

    @cached_property
    def made(self) -> Floats:
        """Units a week; shape: sites, products."""
        made = np.zeros((self.sites, self.products))
        np.add.at(made, self.near[0], self.sent)
        return made

    @cached_property
    def cost(self) -> Floats:
        """Cost of a unit made; shape: sites, products."""
        rng = np.random.default_rng([self.seed, 2])
        return rng.uniform(5, 8, (self.sites, self.products))

    @cached_property
    def hours(self) -> Floats:
        """Hours a week of each site's line; a unit takes one, and each site has some."""
        return 1.3 * self.made.sum(axis=1) + 0.2 * self.made.sum() / self.sites

    def operation(self) -> Operation:
        """Return the operation of this network."""
        places = [f"s{n:03d}" for n in range(self.sites)] + [f"z{n:04d}" for n in range(self.markets)]
        products = [f"p{n:02d}" for n in range(self.products)]
        places_of = np.repeat(np.array(places), self.products)
        count = len(places) * self.products
        made = np.arange(self.sites * self.products)
        site_of = made // self.products
        nearest, distance = self.near
        market = np.repeat(np.arange(self.markets), self.lanes)
        lane = np.arange(self.markets * self.lanes)
        move = np.repeat(lane, self.products)
        good = np.tile(np.arange(self.products), len(lane))
        origin = nearest.ravel()
        served = self.sites * self.products + np.arange(self.markets * self.products)
        names = np.array([f"l{n:05d}" for n in lane])
        text = pl.lit(None, dtype=pl.String)
        real = pl.lit(None, dtype=pl.Float64)
        items = pl.DataFrame(
            {"item": np.arange(count, dtype=np.int32), "place": places_of, "product": products * len(places)}
        ).with_columns(
            kind=pl.when(pl.col("item") < len(made)).then(pl.lit("site")).otherwise(pl.lit("market")),
            country=pl.lit("USA"),
            family=text,
            value=pl.lit(20.0),
            stock=pl.Series(np.concatenate([self.made.ravel() * 0.5, self.wanted.ravel() * 0.5])),
            holding=pl.lit(0.05),
            standard=pl.lit(5.0),
        )
        sites = pl.DataFrame(
            {"site_index": np.arange(self.sites, dtype=np.int32), "site": places[: self.sites]}
        ).with_columns(
            country=pl.lit("USA"), group=text, role=pl.lit("plant"), throughput=real, time_to_recover=real
        )
        resources = sites.select(
            resource_index="site_index",
            site="site",
            resource=pl.lit("line"),
            hours=pl.Series(self.hours),
            module=real,
            module_cost=real,
        )
        makes = pl.DataFrame(
            {
                "make": made.astype(np.int32),
                "process": [f"k{n:05d}" for n in made],
                "site": places_of[: len(made)],
                "product": products * self.sites,
                "variant": ["base"] * len(made),
                "item": made.astype(np.int32),
                "resource_index": site_of.astype(np.int32),
                "hours": np.ones(len(made)),
                "cost": self.cost.ravel(),
                "rate": self.made.ravel(),
            }
        )
        lanes = pl.DataFrame(
            {
                "lane_index": lane.astype(np.int32),
                "lane": names,
                "origin": np.array(places)[origin],
                "destination": np.array(places)[self.sites + market],
            }
        ).with_columns(
            origin_country=pl.lit("USA"),
            destination_country=pl.lit("USA"),
            mode=pl.lit("road"),
            passages=pl.lit([], dtype=pl.List(pl.String)),
            capacity=real,
        )
        moves = pl.DataFrame(
            {
                "move": np.arange(len(move), dtype=np.int32),
                "lane_index": move.astype(np.int32),
                "product": np.array(products)[good],
                "origin_item": (origin[move] * self.products + good).astype(np.int32),
                "target_item": ((self.sites + market[move]) * self.products + good).astype(np.int32),
                "days": (np.round(20 * distance / 7) * 7).ravel()[move],
                "cost": fare(distance).ravel()[move],
                "rate": self.sent.ravel(),
            }
        )
        demands = pl.DataFrame(
            {
                "demand": np.arange(len(served), dtype=np.int32),
                "market": places_of[len(made) :],
                "country": ["USA"] * len(served),
                "product": products * self.markets,
                "segment": ["all"] * len(served),
                "item": served.astype(np.int32),
                "rate": self.wanted.ravel(),
                "weight": np.full(len(served), 100.0),
                "worth": np.full(len(served), 100.0),
                "outlay": np.zeros(len(served)),
            }
        )
        return Operation(
            period="p",
            currency="USD",
            start="2027-01-01",
            items=items,
            sites=sites,
            resources=resources,
            makes=makes,
            uses=pl.DataFrame(
                schema={"use": pl.Int32, "make": pl.Int32, "item": pl.Int32, "quantity": pl.Float64}
            ),
            buys=pl.DataFrame(
                schema={"buy": pl.Int32, "site": pl.String, "product": pl.String, "item": pl.Int32}
                | {"capacity": pl.Float64, "cost": pl.Float64, "rate": pl.Float64}
            ),
            lanes=lanes,
            moves=moves,
            detours=pl.DataFrame(
                schema={"detour": pl.Int32, "move": pl.Int32, "passage": pl.String}
                | {"days": pl.Float64, "cost": pl.Float64}
            ),
            demands=demands,
        )


def fare(distance: Floats) -> Floats:
    """Return the cost of a unit moved."""
    return 1 + 10 * distance


def cells(rows: NDArray[np.intp], weeks: NDArray[np.intp], values: Floats) -> Change:
    """Return values, of shape rows and weeks, as a change."""
    grid = np.broadcast_to(values, (len(rows), len(weeks)))
    order = np.argsort(rows)
    return Change(
        np.repeat(rows[order], len(weeks)).astype(np.int32),
        np.tile(weeks, len(rows)).astype(np.int32),
        grid[order].ravel().astype(float),
    )


def scenarios(network: Network, weeks: int) -> dict[str, Callable[[int], Realisation]]:
    """Return kinds of scenarios: each makes its replication of a number."""
    every = np.arange(weeks)

    def realised(number: int, **effects: Change) -> Realisation:
        names = ("hours", "makes", "buys", "lanes", "moves", "detours")
        names += ("buy_cost", "move_cost", "demands", "destroyed")
        parts = {name: effects.get(name, Change.none()) for name in names}
        return Realisation(number, 1.0, pl.DataFrame(schema=EVENTS), **parts)

    def luck(number: int, kind: int) -> np.random.Generator:
        return np.random.default_rng([network.seed, kind, number])

    def demand(number: int) -> Realisation:
        rows = np.arange(network.markets * network.products)
        factors = luck(number, 1).uniform(0.9, 1.1, (len(rows), weeks))
        return realised(number, demands=cells(rows, every, network.wanted.ravel()[:, None] * factors))

    def down(sites: NDArray[np.intp], number: int) -> Realisation:
        begin = luck(number, 2).integers(weeks // 3)
        return realised(number, hours=cells(sites, every[begin : begin + weeks // 2], np.zeros(1)))

    def four(number: int) -> Realisation:
        return down(luck(number, 3).choice(network.sites, 4, replace=False), number)

    def shut(number: int) -> Realisation:
        lanes = network.markets * network.lanes
        chosen = luck(number, 4).choice(lanes, lanes // 20, replace=False)
        moves = (chosen[:, None] * network.products + np.arange(network.products)).ravel()
        return realised(number, moves=cells(moves, every, np.zeros(1)))

    def burnt(number: int) -> Realisation:
        rng = luck(number, 5)
        items = rng.integers(network.sites) * network.products + np.arange(network.products)
        return realised(number, destroyed=cells(items, rng.integers(1, weeks, 1), np.ones(1)))

    return {
        "10 % demand changes": demand,
        "one hub down": lambda number: down(np.array([network.hub]), number),
        "four sites down": four,
        "5 % of lanes shut": shut,
        "stock of a site lost": burnt,
    }
