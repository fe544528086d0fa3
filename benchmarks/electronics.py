"""A seeded maker of electronics as reshore tables: four levels of goods, duties by origin, bonded sites.

All numbers are drawn, so they are nobody's. A model over more countries has the same goods, recipes, demand
and number of lanes as one over fewer: only its places are spread wider.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from benchmarks.goods import LEVELS

from benchmarks import goods, world

if TYPE_CHECKING:
    from benchmarks.instances import Tables

TRADE = ("duties", "agreements", "customs_values")
"""Tables that ask where goods come from; without them nothing is followed."""

PERIODS = (
    *(("2026H1", "2026-01-01", 6), ("2026H2", "2026-07-01", 6), ("2027H1", "2027-01-01", 6)),
    *(("2027H2", "2027-07-01", 6), ("2028", "2028-01-01", 12), ("2029", "2029-01-01", 12)),
    *(("2030", "2030-01-01", 12), ("2031", "2031-01-01", 12)),
)
MARKETS, LANES = 60, 6
LINE_HOURS = 4000.0
BONDED = {"assembly-01": "immex", "assembly-03": "free_zone", "assembly-10": "immex"}


SITES = {"assembly": (14, 5), "components": (14, 3), "supplier": (12, 0)}
"""Kind -> sites, and how many of them (the last) are candidates."""


@dataclass(frozen=True)
class Electronics:
    """A model, by its seed and the number of countries over which its places are spread."""

    seed: int = 0
    countries: int = 20

    def tables(self, *, trade: bool = True) -> Tables:
        """Return the model; without `trade`, its trade tables are left out."""
        where = world.countries(self._random("countries"), self.countries)
        names, codes = where["country"].to_list(), [level.codes[0] for level in LEVELS if level.followed]
        tables = {
            "settings": pl.DataFrame({"key": ["currency", "carbon_price"], "value": ["kUSD", "0.08"]}),
            "periods": pl.DataFrame(PERIODS, schema=["period", "start", "months"], orient="row"),
            "countries": where.drop("latitude", "longitude"),
            "blocs": world.blocs(names),
            "sites": self.sites,
            "markets": self.markets,
            "products": self.products,
            "boms": self.boms,
            "processes": self._processes(),
            "resources": self._resources(),
            "supplies": self._supplies(),
            "modes": pl.DataFrame(
                {
                    "mode": ["road", "sea"],
                    "cost_per_tonne_km": [1.2e-4, 4e-5],
                    "speed": [600.0, 700.0],
                    "days_fixed": [1.0, 10.0],
                    "emissions": [0.06, 0.015],
                    "detour_factor": [1.25, 1.5],
                }
            ),
            "lanes": self._lanes(),
            "demands": self.demands,
            "duties": world.duties(self._random("duties"), names, codes),
            "agreements": world.agreements(codes),
            "rules": self._rules(),
        }
        return {name: frame for name, frame in tables.items() if trade or name not in TRADE}

    def _random(self, table: str) -> np.random.Generator:
        """Give each table a stream of its own, so that a change to one leaves the others as they were."""
        return np.random.default_rng([self.seed, *table.encode()])

    @cached_property
    def sites(self) -> pl.DataFrame:
        """Sites; the last of each kind are candidates, and every other open plant may be closed."""
        random = self._random("sites")
        rows = [
            (f"{kind}-{number + 1:02d}", kind, number >= count - candidates)
            for kind, (count, candidates) in SITES.items()
            for number in range(count)
        ]
        names, kinds, new = zip(*rows, strict=True)
        where = world.countries(self._random("countries"), self.countries)
        supplier, even = pl.col("kind") == "supplier", pl.int_range(pl.len()) % 2 == 0
        draw = random.uniform(0.7, 1.4, (3, len(names)))
        return (
            world.placed(random, "site", names, where)
            .with_columns(pl.Series("kind", kinds), pl.Series("new", new))
            .with_columns(
                role=pl.when(supplier).then(pl.lit("supplier")).otherwise(pl.lit("plant")),
                status=pl.when("new").then(pl.lit("candidate")).otherwise(pl.lit("open")),
                fixed_cost=pl.when(supplier).then(0.0).otherwise(1200 * pl.Series(draw[0])),
                opening_cost=pl.when("new").then(12_000 * pl.Series(draw[1])).otherwise(0.0),
                closing_cost=pl.when(~pl.col("new") & ~supplier & even).then(3000 * pl.Series(draw[2])),
                months_to_open=pl.when("new").then(12).otherwise(0),
                bonded=pl.col("site").replace_strict(BONDED, default=None, return_dtype=pl.String),
            )
            .drop("kind", "new")
        )

    @cached_property
    def markets(self) -> pl.DataFrame:
        """Markets, spread over all countries."""
        names = [f"market-{number + 1:02d}" for number in range(MARKETS)]
        where = world.countries(self._random("countries"), self.countries)
        return world.placed(self._random("markets"), "market", names, where)

    @cached_property
    def sources(self) -> dict[str, list[str]]:
        """Product -> sites that make or supply it, from those that run and from candidates alike."""
        random, found = self._random("sources"), {}
        for level in LEVELS:
            count, candidates = SITES[level.sites]
            sites = [f"{level.sites}-{number + 1:02d}" for number in range(count)]
            new = round(level.sources * candidates / count)
            for product in level.names:
                runs = random.choice(sites[: count - candidates], level.sources - new, replace=False)
                opens = random.choice(sites[count - candidates :], new, replace=False) if new else []
                found[product] = sorted(map(str, [*runs, *opens]))
        return found

    @cached_property
    def boms(self) -> pl.DataFrame:
        """Recipes."""
        return goods.boms(self._random("boms"))

    @cached_property
    def products(self) -> pl.DataFrame:
        """Goods with their values and codes."""
        return goods.products(self._random("products"), self.boms)

    @cached_property
    def demands(self) -> pl.DataFrame:
        """Demand for servers: markets of very different size, each growing at its own pace."""
        random = self._random("demands")
        start = np.cumsum([0, *(months for *_, months in PERIODS)])[:-1] / 12
        rows = []
        for market in self.markets["market"]:
            size, growth = float(random.lognormal(2.3, 0.8)), float(random.uniform(0.0, 0.1))
            for product in LEVELS[0].names:
                share = float(random.uniform(0.2, 1.8)) * (random.random() < 0.8)
                rows += [
                    (market, product, name, round(size * share * months / 12 * (1 + growth) ** year, 1))
                    for (name, _, months), year in zip(PERIODS, start, strict=True)
                    if share
                ]
        return pl.DataFrame(rows, schema=["market", "product", "period", "quantity"], orient="row")

    @cached_property
    def needs(self) -> dict[str, float]:
        """Product -> units that the first year's demand takes, recipes followed down."""
        first = [name for name, *_ in PERIODS[:2]]
        asked = self.demands.filter(pl.col("period").is_in(first)).group_by("product").agg(pl.sum("quantity"))
        found = dict.fromkeys((name for level in LEVELS for name in level.names), 0.0) | dict(
            asked.iter_rows()
        )
        for level in LEVELS:
            for product, component, quantity in self.boms.iter_rows():
                if product in level.names:
                    found[component] += quantity * found[product]
        return found

    def _processes(self) -> pl.DataFrame:
        """Makers of each product; every other one keeps the origin of a followed component, if it has one."""
        random, rows = self._random("processes"), []
        followed = {name for level in LEVELS for name in level.names[: level.followed]}
        learning = self.sites.filter(pl.col("status") == "candidate")["site"].to_list()
        for level in LEVELS[:-1]:
            for number, product in enumerate(level.names):
                parts = self.boms.filter(pl.col("product") == product)["component"]
                main = next((part for part in parts if part in followed), "site")
                rows += [
                    {
                        "site": site,
                        "product": product,
                        "resource": level.family,
                        "hours_per_unit": level.hours * random.uniform(0.8, 1.2),
                        "labour_hours": level.labour * random.uniform(0.8, 1.2),
                        "cost_per_unit": 0.002 * level.labour * random.uniform(0.8, 1.2),
                        "energy": 2 * level.labour,
                        "scrap": "0:0.06 12:0.01" if site in learning else "0.01",
                        "origin": main if number % 2 else "site",
                    }
                    for site in self.sources[product]
                ]
        return pl.DataFrame(rows)

    def _resources(self) -> pl.DataFrame:
        """Lines: what runs today is enough for the first years' demand; modules and candidates add to it."""
        random, rows = self._random("resources"), []
        learning = self.sites.filter(pl.col("status") == "candidate")["site"].to_list()
        for level in LEVELS[:-1]:
            hours = level.hours * sum(self.needs[product] for product in level.names)
            sites = sorted({site for product in level.names for site in self.sources[product]})
            share = hours / LINE_HOURS / sum(site not in learning for site in sites)
            for site in sites:
                lines = 0 if site in learning else max(1, round(share * random.uniform(0.8, 1.5)))
                rows.append(
                    {
                        "site": site,
                        "resource": level.family,
                        "installed": lines,
                        "hours_per_year": LINE_HOURS,
                        "module_size": max(1, round(share / 4)),
                        "module_cost": 800.0 * max(1, round(share / 4)) * random.uniform(0.8, 1.3),
                        "module_fixed_cost": 60.0,
                        "months_to_install": 6,
                        "ramp": "0:0.6 12:1",
                        "maximum": lines + max(3, round(share)),
                    }
                )
        return pl.DataFrame(rows)

    def _supplies(self) -> pl.DataFrame:
        """Suppliers of parts: the cheap ones can't supply all."""
        random = self._random("supplies")
        value = dict(self.products.select("product", "value").iter_rows())
        rows = [
            (site, part, value[part] * random.uniform(0.8, 1.2), self.needs[part] * random.uniform(0.3, 0.8))
            for part in LEVELS[-1].names
            for site in self.sources[part]
        ]
        return pl.DataFrame(rows, schema=["site", "product", "unit_cost", "capacity"], orient="row")

    def _lanes(self) -> pl.DataFrame:
        """Lanes from every source of a component to all who use it, and from six sites to each market."""
        ways = {
            (source, user, component)
            for product, component in self.boms.select("product", "component").iter_rows()
            for source in self.sources[component]
            for user in self.sources[product]
            if source != user
        }
        ways.update((origin, market, "") for market, six in self._routes().items() for origin in six)
        ends = pl.concat(
            [
                self.sites.select(pl.col("site").alias("place"), "latitude", "longitude"),
                self.markets.select(pl.col("market").alias("place"), "latitude", "longitude"),
            ]
        )
        found = pl.DataFrame(sorted(ways), schema=["origin", "destination", "product"], orient="row")
        for end in ("origin", "destination"):
            found = found.join(ends, left_on=end, right_on="place", how="left", suffix="_to")
        near = ((pl.col("latitude") - pl.col("latitude_to")).abs() < 15) & (
            (pl.col("longitude") - pl.col("longitude_to")).abs() < 25
        )
        mode = pl.when(near).then(pl.lit("road")).otherwise(pl.lit("sea"))
        named = pl.when(pl.col("product") != "").then("product")
        return found.select("origin", "destination", product=named, mode=mode)

    def _routes(self) -> dict[str, list[str]]:
        """Market -> six assembly sites, drawn until every server comes from two that run today."""
        random, found = self._random("lanes"), {}
        sites = sorted({site for product in LEVELS[0].names for site in self.sources[product]})
        runs = set(self.sites.filter(pl.col("status") == "open")["site"])
        for market in self.markets["market"]:
            while True:
                six = [str(site) for site in random.choice(sites, LANES, replace=False)]
                had = [runs.intersection(six, self.sources[product]) for product in LEVELS[0].names]
                if min(map(len, had)) >= 2:
                    break
            found[market] = six
        return found

    def _rules(self) -> pl.DataFrame:
        """Rules: caps on the value added of the three cheapest countries, and two sources of two modules."""
        plants = self.sites.filter(pl.col("role") == "plant")["country"].unique().to_list()
        rates = world.countries(self._random("countries"), self.countries)
        cheap = rates.filter(pl.col("country").is_in(plants)).sort("labour_rate")["country"][:3]
        caps = [
            {
                "rule": f"at most 8 % in {country}",
                "measure": "value_added",
                "activity": "make",
                "where": f"country = '{country}'",
                "limit": 0.08,
                "of": "true",
                "from": "2028",
            }
            for country in cheap
        ]
        dual = [
            {
                "rule": f"two sources of {product}",
                "measure": "sources",
                "activity": "make",
                "where": f"product = '{product}'",
                "sense": ">=",
                "limit": 2,
                "share": 0.2,
                "from": "2028",
            }
            for product in ("module-1", "module-4")
        ]
        return pl.DataFrame(caps + dual, infer_schema_length=None).with_columns(
            pl.col("sense").fill_null("<=")
        )
