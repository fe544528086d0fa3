"""A seeded maker of bulky goods over five echelons, as reshore tables, in any size.

Suppliers sell parts to makers of components, these to assemblers, and these products to warehouses, which
serve markets. Plants and warehouses run already or are candidates, and lines are added one by one while
demand grows over eight years. All numbers are drawn, so they are nobody's. A unit is a thousand pieces;
money is in kUSD.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from benchmarks.assortment import BUYS, MAKES, YEARS, Size, draw

from benchmarks import world
from reshore.tables.lanes import great_circle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.assortment import Goods
    from benchmarks.instances import Tables
    from numpy.typing import NDArray

CANDIDATES = 0.4
"""Share of the plants and warehouses that don't run yet; every other one that runs may be closed."""

SOURCES = 4
"""Suppliers of a part."""

FIXED = {"maker": 0.07, "assembler": 0.09, "warehouse": 0.08}
"""What sites and lines cost in a year, as a share of the value of demand; of plants, half of it is lines."""

LABOUR = {"maker": 300.0, "assembler": 2000.0}
"""Hours of labour a unit."""

LINE_HOURS, LINES = 4000.0, 3.0
"""Hours of a line in a year, and lines that a plant that runs needs on average in the first year."""

ANNUITY = 0.15
"""Yearly share of what a line costs: about that of ten years at 8 %."""

ROAD_KM = 2500.0
"""Lanes longer than this go by sea."""


@dataclass(frozen=True)
class Echelons:
    """A model, by the number of columns that its program has, about, and its seed.

    Without `stocks` nothing is held and all that leaves arrives in its period, so that sites and lines alone
    couple the periods. With it, warehouses hold what covers some days, and lanes take their days.
    """

    columns: int = 100_000
    seed: int = 0
    stocks: bool = False

    def tables(self) -> Tables:
        """Return the model."""
        days = {} if self.stocks else {"days": pl.lit(0.0)}
        tables = {
            "settings": pl.DataFrame({"key": ["currency"], "value": ["kUSD"]}),
            "periods": pl.DataFrame(
                {"period": self.periods, "start": [f"{year}-01-01" for year in self.periods], "months": 12}
            ),
            "countries": self._countries.drop("latitude", "longitude"),
            "sites": self.sites,
            "markets": self._markets,
            "products": pl.concat(
                pl.DataFrame({"product": level.names, "value": level.value, "mass": level.mass})
                for level in self.goods
            ),
            "boms": self._boms(),
            "processes": pl.concat([self._processes("maker", 1), self._processes("assembler", 2)]),
            "resources": pl.concat([self._lines("maker", 1), self._lines("assembler", 2)]),
            "supplies": self._supplies(),
            "modes": pl.DataFrame(
                {
                    "mode": ["road", "sea"],
                    "cost_per_tonne_km": [1.2e-4, 1.5e-5],
                    "cost_per_kg": [1e-5, 4e-5],
                    "speed": [600.0, 700.0],
                    "days_fixed": [1.0, 10.0],
                    "detour_factor": [1.25, 1.5],
                }
            ),
            "lanes": self._lanes().with_columns(**days),
            "demands": self._demands(),
        }
        return tables | ({"stocks": self._stocks()} if self.stocks else {})

    def _random(self, table: str) -> np.random.Generator:
        """Give each table a stream of its own, so that a change to one leaves the others as they were."""
        return np.random.default_rng([self.seed, *table.encode()])

    @property
    def periods(self) -> list[str]:
        """Names of the years."""
        return [str(2027 + year) for year in range(YEARS)]

    @cached_property
    def size(self) -> Size:
        """How many there are of each."""
        return Size.of(self.columns)

    @cached_property
    def _countries(self) -> pl.DataFrame:
        return world.countries(self._random("countries"), len(world.COUNTRIES))

    @cached_property
    def goods(self) -> tuple[Goods, Goods, Goods]:
        """Parts, components and products."""
        return draw(self._random("goods"), self.size)

    @cached_property
    def demand(self) -> NDArray[np.float64]:
        """Markets x products x years: markets of very different size, each growing at its own pace."""
        random = self._random("demands")
        markets, products = self.size.markets(self.columns), self.size.products
        scale = random.lognormal(1.5, 0.8, (markets, 1)) * random.uniform(0.2, 1.8, (markets, products))
        growth = 1 + random.uniform(0.04, 0.14, (markets, 1, 1))
        bought = scale * (random.uniform(size=scale.shape) < BUYS)
        return np.round(bought[:, :, None] * growth ** np.arange(YEARS), 3)

    @cached_property
    def needs(self) -> list[NDArray[np.float64]]:
        """Of each level, goods x years: units that demand takes, recipes followed down."""
        _, components, products = self.goods
        asked = self.demand.sum(axis=0)
        made = products.recipe.T @ asked
        return [components.recipe.T @ made, made, asked]

    @cached_property
    def turnover(self) -> float:
        """Value of a mean year's demand (kUSD)."""
        return float(self.goods[2].value @ self.needs[2].mean(axis=1))

    def names(self, kind: str) -> list[str]:
        """Names of the sites of an echelon; the last are candidates."""
        return [f"{kind}-{number + 1:03d}" for number in range(getattr(self.size, kind))]

    def running(self, kind: str) -> int:
        """Return how many plants or warehouses of an echelon run at the start."""
        count = len(self.names(kind))
        return count - round(CANDIDATES * count)

    @cached_property
    def sites(self) -> pl.DataFrame:
        """Suppliers, which neither open nor close, then plants and warehouses."""
        suppliers = self._placed("site", "supplier", self.names("supplier"))
        chosen = [self._chosen(kind) for kind in FIXED]
        return pl.concat([suppliers.with_columns(role=pl.lit("supplier")), *chosen], how="diagonal_relaxed")

    def _chosen(self, kind: str) -> pl.DataFrame:
        """Plants or warehouses; the last are candidates."""
        random, count = self._random(f"{kind} costs"), len(self.names(kind))
        sites = 1.0 if kind == "warehouse" else 0.5
        yearly = sites * FIXED[kind] * self.turnover / (count / 2)
        fixed, opening, closing, most = (pl.Series(row) for row in random.uniform(0.7, 1.4, (4, count)))
        number = pl.int_range(pl.len())
        runs = number < self.running(kind)
        frame = self._placed("site", kind, self.names(kind)).with_columns(
            role=pl.lit("warehouse" if kind == "warehouse" else "plant"),
            status=pl.when(runs).then(pl.lit("open")).otherwise(pl.lit("candidate")),
            fixed_cost=0.75 * yearly * fixed,
            opening_cost=pl.when(runs).then(0.0).otherwise(2.5 * yearly * opening),
            closing_cost=pl.when(runs & (number % 2 == 0)).then(yearly * closing),
            months_to_open=pl.when(runs).then(0).otherwise(12),
        )
        if kind != "warehouse":
            return frame
        last_year = float(self.needs[2][:, -1].sum())
        return frame.with_columns(throughput=2 * last_year / count * most)

    @cached_property
    def _markets(self) -> pl.DataFrame:
        return self._placed("market", "market", [f"market-{n + 1:04d}" for n in range(len(self.demand))])

    def _placed(self, key: str, kind: str, names: Sequence[str]) -> pl.DataFrame:
        return world.placed(self._random(f"{kind} places"), key, names, self._countries)

    def _boms(self) -> pl.DataFrame:
        rows = [
            (product, component, float(quantity))
            for below, level in zip(self.goods[:-1], self.goods[1:], strict=True)
            for product, recipe in zip(level.names, level.recipe, strict=True)
            for component, quantity in zip(below.names, recipe, strict=True)
            if quantity
        ]
        return pl.DataFrame(rows, schema=["product", "component", "quantity"], orient="row")

    def _processes(self, kind: str, level: int) -> pl.DataFrame:
        """Each plant makes most goods of its level, and at least two plants that run make each good."""
        random, goods, sites = self._random(f"{kind} processes"), self.goods[level], self.names(kind)
        makes = random.uniform(size=(len(sites), len(goods.names))) < MAKES
        for number in range(len(goods.names)):
            for turn in range(2):
                makes[(2 * number + turn) % self.running(kind), number] = True
        makes[~makes.any(axis=1), 0] = True
        site, good = np.nonzero(makes)
        hours = LINE_HOURS * LINES * self.running(kind) / self.needs[level][:, 0].sum()
        drawn = random.uniform(0.85, 1.15, (3, len(site)))
        return pl.DataFrame(
            {
                "site": [sites[index] for index in site],
                "product": [goods.names[index] for index in good],
                "resource": "line",
                "hours_per_unit": hours * drawn[0],
                "labour_hours": LABOUR[kind] * drawn[1],
                "cost_per_unit": 0.05 * goods.value[good] * drawn[2],
            }
        )

    def _lines(self, kind: str, level: int) -> pl.DataFrame:
        """Lines: those of the start are enough for the first year."""
        random, sites, runs = self._random(f"{kind} lines"), self.names(kind), self.running(kind)
        growth = self.needs[level].mean() / self.needs[level][:, 0].mean()
        yearly = 0.5 * FIXED[kind] * self.turnover / (LINES * runs * growth)
        installed = np.where(np.arange(len(sites)) < runs, 3 + np.arange(len(sites)) % 3, 0)
        drawn = random.uniform(0.8, 1.25, (2, len(sites)))
        return pl.DataFrame(
            {
                "site": sites,
                "resource": "line",
                "installed": installed,
                "hours_per_year": LINE_HOURS,
                "module_cost": 0.65 * yearly / ANNUITY * drawn[0],
                "module_fixed_cost": 0.35 * yearly * drawn[1],
                "months_to_install": 12,
                "maximum": installed + random.integers(3, 7, len(sites)),
            }
        )

    def _supplies(self) -> pl.DataFrame:
        """Suppliers of parts: the cheap ones can't supply all."""
        random, parts, sites = self._random("supplies"), self.goods[0], self.names("supplier")
        rows = [
            (sites[site], name, value * random.uniform(0.8, 1.2), need * random.uniform(0.3, 0.7))
            for name, value, need in zip(parts.names, parts.value, self.needs[0][:, -1], strict=True)
            for site in random.choice(len(sites), SOURCES, replace=False)
        ]
        return pl.DataFrame(rows, schema=["site", "product", "unit_cost", "capacity"], orient="row")

    def _lanes(self) -> pl.DataFrame:
        """Lanes between all sites of neighbouring echelons; to each market from the nearest warehouses."""
        chain = ("supplier", "maker", "assembler", "warehouse")
        site = {kind: self.sites.filter(pl.col("site").is_in(self.names(kind))) for kind in chain}
        inland = [_ways(site[one], site[other], "site") for one, other in pairwise(chain)]
        last = _ways(site["warehouse"], self._markets, "market")
        nearest = pl.col("km").rank("ordinal").over("destination") <= self.size.near
        mode = pl.when(pl.col("km") > ROAD_KM).then(pl.lit("sea")).otherwise(pl.lit("road"))
        return pl.concat([*inland, last.filter(nearest)]).select("origin", "destination", mode=mode)

    def _demands(self) -> pl.DataFrame:
        market, product = np.nonzero(self.demand[:, :, 0])
        return pl.DataFrame(
            {
                "market": self._markets["market"].gather(np.repeat(market, YEARS)),
                "product": pl.Series(self.goods[2].names).gather(np.repeat(product, YEARS)),
                "period": self.periods * len(market),
                "quantity": self.demand[market, product].ravel(),
            }
        )

    def _stocks(self) -> pl.DataFrame:
        """Cover of every product in every warehouse."""
        sites = pl.DataFrame({"site": self.names("warehouse")})
        goods = self.goods[2]
        products = pl.DataFrame({"product": goods.names, "cost": 0.03 * goods.value, "cover_days": 15.0})
        return sites.join(products, how="cross")


def _ways(origins: pl.DataFrame, destinations: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return all pairs of places with the km between them."""
    there = destinations.select(destination=key, latitude_to="latitude", longitude_to="longitude")
    return (
        origins.select("latitude", "longitude", origin="site")
        .join(there, how="cross")
        .select("origin", "destination", km=great_circle())
    )
