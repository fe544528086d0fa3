"""Operations of a given size for benchmarks of stress tests: four tiers, bills of materials, stocks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.risk.operation import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

TIERS = {"supplier": 0.40, "maker": 0.25, "plant": 0.15, "market": 0.20}
"""Shares of the nodes: parts are bought, modules made of them, goods made of modules, and markets served."""

SOURCES = (1, 2, 3)
"""Numbers of lanes by which a product comes to a place that needs it."""

SHARES = (0.4, 0.4, 0.2)
"""How often there are so many."""

COUNTRIES = 20
PASSAGES = ("malacca", "panama", "suez")

Row = dict[str, Any]
Key = tuple[str, str]


def network(nodes: int, seed: int = 0) -> Operation:
    """Return an operation whose rates balance.

    Limits have room for 0 to 60 % more, half of the items up to 4 weeks of stock, and sites recover after 1
    to 17 weeks.
    """
    return _Drawing(nodes, np.random.default_rng(seed)).done()


class _Drawing:
    """Draws from the markets upstream: what a place needs is split over its sources."""

    def __init__(self, nodes: int, rng: np.random.Generator) -> None:
        self.rng = rng
        self.places = {
            tier: [f"{tier}{n:04d}" for n in range(round(share * nodes))] for tier, share in TIERS.items()
        }
        self.country = {
            place: f"C{rng.integers(COUNTRIES):02d}" for places in self.places.values() for place in places
        }
        parts, modules, goods = (
            [f"{kind}{n:03d}" for n in range(max(4, nodes // share))]
            for kind, share in (("part", 10), ("module", 20), ("good", 50))
        )
        self.bom = {product: self._some(parts, 4) for product in modules}
        self.bom |= {product: self._some(modules, 4) for product in goods}
        self.sites: dict[str, list[str]] = {}
        for tier, products in (("supplier", parts), ("maker", modules), ("plant", goods)):
            self.sites |= self._capable(self.places[tier], products)
        self.goods = goods
        self.needed: dict[Key, float] = defaultdict(float)
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def done(self) -> Operation:
        """Draw demands, then what is moved, made and bought for them, tier by tier."""
        for market in self.places["market"]:
            for product in self._some(self.goods, 3):
                for segment, share in (("commercial", 0.8), ("sovereign", 0.2)):
                    rate = share * self.rng.uniform(10, 100)
                    self.needed[market, product] += rate
                    row = {"market": market, "country": self.country[market], "product": product}
                    weight = self.rng.uniform(100, 1_000)
                    row |= {"segment": segment, "rate": rate}
                    row |= {"weight": weight, "worth": weight, "outlay": 0.0}
                    self.rows["demands"].append(row)
        for target, source in (("market", "plant"), ("plant", "maker"), ("maker", "supplier")):
            self._move(target)
            if source != "supplier":
                self._make(source)
        self._buy()
        return self._operation()

    def _some(self, things: Sequence[str], count: int) -> list[str]:
        return [str(thing) for thing in self.rng.choice(np.array(things), count, replace=False)]

    def _capable(self, sites: Sequence[str], products: Sequence[str]) -> dict[str, list[str]]:
        """Return the sites of each product: some for each, and each site with one at least."""
        found = {product: set(self._some(sites, min(len(sites), SOURCES[-1]))) for product in products}
        for site in sites:
            found[str(self.rng.choice(np.array(products)))].add(site)
        return {product: sorted(places) for product, places in found.items()}

    def _room(self, rate: float) -> float:
        return rate * self.rng.uniform(1.0, 1.6)

    def _at(self, tier: str) -> list[tuple[str, str, float]]:
        return [
            (place, product, rate) for (place, product), rate in self.needed.items() if place.startswith(tier)
        ]

    def _move(self, tier: str) -> None:
        """Bring what a tier needs and doesn't make itself."""
        for place, product, rate in self._at(tier):
            sources = self.sites[product]
            if place in sources:
                continue
            chosen = self._some(sources, min(int(self.rng.choice(SOURCES, p=SHARES)), len(sources)))
            shares = self.rng.dirichlet(np.ones(len(chosen)))
            shares[shares < 0.1] = 0.0
            for source, share in zip(chosen, shares / shares.sum(), strict=True):
                self.needed[source, product] += rate * share
                self.rows["moves"].append(
                    {"lane": f"{source} {place}", "origin": source, "destination": place, "product": product}
                    | {"days": self.rng.uniform(1, 35), "cost": 1.0, "rate": rate * share}
                )

    def _make(self, tier: str) -> None:
        """Make what is asked of a tier, on one line a site."""
        worked: dict[str, float] = defaultdict(float)
        for site, product, rate in self._at(tier):
            row = {"process": f"{site} {product}", "site": site, "product": product, "variant": "base"}
            row |= {"hours": self.rng.uniform(0.1, 1.0), "cost": 10.0, "rate": rate}
            self.rows["makes"].append(row)
            worked[site] += row["hours"] * rate
            for part in self.bom[product]:
                quantity = float(self.rng.integers(1, 4))
                self.needed[site, part] += quantity * rate
                self.rows["uses"].append(
                    {"process": row["process"], "site": site, "product": part, "quantity": quantity}
                )
        for site, hours in worked.items():
            self.rows["resources"].append({"site": site, "resource": "line", "hours": self._room(hours)})

    def _buy(self) -> None:
        for site, product, rate in self._at("supplier"):
            row = {"site": site, "product": product, "capacity": self._room(rate), "cost": 5.0, "rate": rate}
            self.rows["buys"].append(row)

    def _operation(self) -> Operation:
        """Return all that was drawn, numbered and joined by name."""
        items = self._numbered(
            "item",
            [
                {"place": place, "product": product, "country": self.country[place], "family": None}
                | {"kind": "market" if place.startswith("market") else "site"}
                | {"value": 20.0, "holding": 0.1, "standard": 5.0}
                | {"stock": rate * self.rng.choice([0.0, self.rng.uniform(0, 4)])}
                for (place, product), rate in self.needed.items()
            ],
        )
        sites = [place for tier in ("supplier", "maker", "plant") for place in self.places[tier]]
        resources = self._numbered("resource_index", self.rows["resources"], module=None, module_cost=None)
        lanes = self._lanes()
        keyed = items.select("item", "product", site="place")
        makes = self._joined("makes", "make", keyed, resources.select("resource_index", "site"))
        moves = self._joined(
            "moves",
            "move",
            lanes.select("lane_index", "lane"),
            keyed.rename({"item": "origin_item", "site": "origin"}),
            keyed.rename({"item": "target_item", "site": "destination"}),
        )
        return Operation(
            period="one",
            currency="USD",
            start="2027-01-01",
            items=items,
            sites=self._numbered(
                "site_index",
                [
                    {"site": site, "country": self.country[site], "group": None, "role": "plant"}
                    | {"time_to_recover": float(self.rng.integers(7, 120))}
                    for site in sites
                ],
                throughput=None,
            ),
            resources=resources,
            makes=makes,
            uses=self._joined("uses", "use", makes.select("make", "process"), keyed),
            buys=self._joined("buys", "buy", keyed),
            lanes=lanes,
            moves=moves,
            detours=pl.DataFrame(
                schema={"detour": pl.Int32, "move": pl.Int32, "passage": pl.String}
                | {"days": pl.Float64, "cost": pl.Float64}
            ),
            demands=self._joined("demands", "demand", keyed.rename({"site": "market"})),
        )

    def _lanes(self) -> pl.DataFrame:
        """Return the lanes of the moves; a third of those between countries cross a passage."""
        names = sorted({(row["lane"], row["origin"], row["destination"]) for row in self.rows["moves"]})
        rows = []
        for lane, origin, destination in names:
            row: Row = {"lane": lane, "origin": origin, "destination": destination}
            row |= {"origin_country": self.country[origin], "destination_country": self.country[destination]}
            abroad = self.country[origin] != self.country[destination]
            row["mode"] = str(self.rng.choice(["air", "sea"])) if abroad else "road"
            row["passages"] = self._some(PASSAGES, int(abroad and self.rng.random() < 1 / 3))
            rows.append(row)
        return self._numbered("lane_index", rows, capacity=None)

    def _joined(self, frame: str, number: str, *others: pl.DataFrame) -> pl.DataFrame:
        rows = pl.DataFrame(self.rows[frame])
        for other in others:
            shared = [name for name in rows.columns if name in other.columns]
            rows = rows.join(other, on=shared, how="left", maintain_order="left")
        return rows.select(pl.int_range(pl.len(), dtype=pl.Int32).alias(number), pl.all())

    @staticmethod
    def _numbered(number: str, rows: Sequence[Row], **empty: None) -> pl.DataFrame:
        nothing = [pl.lit(None, pl.Float64).alias(name) for name in empty]
        frame = pl.DataFrame(rows, infer_schema_length=None).with_columns(nothing)
        return frame.select(pl.int_range(pl.len(), dtype=pl.Int32).alias(number), pl.all())
