"""Operations made by hand and at random, for the tests of every engine; the rates of all of them balance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.risk.operation import Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

NUMBER, REAL, TEXT, TEXTS = pl.Int32(), pl.Float64(), pl.String(), pl.List(pl.String())

SCHEMAS: Mapping[str, Mapping[str, pl.DataType]] = {
    "items": {
        **{"item": NUMBER, "place": TEXT, "product": TEXT, "kind": TEXT, "country": TEXT, "family": TEXT},
        **{"value": REAL, "stock": REAL, "holding": REAL, "standard": REAL},
    },
    "sites": {
        **{"site_index": NUMBER, "site": TEXT, "country": TEXT, "group": TEXT, "role": TEXT},
        **{"throughput": REAL, "time_to_recover": REAL},
    },
    "resources": {
        **{"resource_index": NUMBER, "site": TEXT, "resource": TEXT, "hours": REAL},
        **{"module": REAL, "module_cost": REAL},
    },
    "makes": {
        **{"make": NUMBER, "process": TEXT, "site": TEXT, "product": TEXT, "variant": TEXT, "item": NUMBER},
        **{"resource_index": NUMBER, "hours": REAL, "cost": REAL, "rate": REAL},
    },
    "uses": {"use": NUMBER, "make": NUMBER, "item": NUMBER, "quantity": REAL},
    "buys": {
        **{"buy": NUMBER, "site": TEXT, "product": TEXT, "item": NUMBER},
        **{"capacity": REAL, "cost": REAL, "rate": REAL},
    },
    "lanes": {
        **{"lane_index": NUMBER, "lane": TEXT, "origin": TEXT, "destination": TEXT},
        **{"origin_country": TEXT, "destination_country": TEXT},
        **{"mode": TEXT, "passages": TEXTS, "capacity": REAL},
    },
    "moves": {
        **{"move": NUMBER, "lane_index": NUMBER, "product": TEXT, "origin_item": NUMBER},
        **{"target_item": NUMBER, "days": REAL, "cost": REAL, "rate": REAL},
    },
    "detours": {"detour": NUMBER, "move": NUMBER, "passage": TEXT, "days": REAL, "cost": REAL},
    "demands": {
        **{"demand": NUMBER, "market": TEXT, "country": TEXT, "product": TEXT, "segment": TEXT},
        **{"item": NUMBER, "rate": REAL},
        **{"weight": REAL, "worth": REAL, "outlay": REAL},
    },
}
"""Columns and types of each frame."""

Row = dict[str, Any]


@dataclass
class Draft:
    """What an operation holds, by names; `done` numbers the rows and the items.

    Each method adds a row. Countries, hours and all limits are as in `Operation`; None is no limit.
    """

    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    products: dict[str, tuple[str | None, float, float]] = field(default_factory=dict)
    stocks: dict[tuple[str, str], float] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def product(self, name: str, *, value: float, holding: float, family: str | None = None) -> None:
        """Add a product: value of a unit, holding cost of a unit and week."""
        self.products[name] = (family, value, holding)

    def site(self, name: str, country: str, role: str = "plant", **columns: Any) -> None:
        """Add an open site; `columns`: group, throughput, time_to_recover."""
        self.places[name] = ("site", country)
        empty = {"group": None, "throughput": None, "time_to_recover": None}
        self.rows["sites"].append({"site": name, "country": country, "role": role} | empty | columns)

    def market(self, name: str, country: str) -> None:
        """Add a market."""
        self.places[name] = ("market", country)

    def resource(
        self, site: str, name: str, hours: float, module: float | None = None, cost: float | None = None
    ) -> None:
        """Add a resource: hours a week, hours of one module more and its cost a year."""
        row = {"site": site, "resource": name, "hours": hours, "module": module, "module_cost": cost}
        self.rows["resources"].append(row)

    def make(
        self,
        site: str,
        product: str,
        uses: Mapping[str, float],
        *,
        rate: float,
        cost: float = 0.0,
        resource: str | None = None,
        hours: float = 0.0,
        variant: str = "base",
    ) -> None:
        """Add a process: components, hours and cost of a good unit."""
        row = {"process": f"{site} {product} {variant}", "site": site, "product": product, "variant": variant}
        row |= {"resource": resource, "hours": hours, "cost": cost, "rate": rate, "uses": dict(uses)}
        self.rows["makes"].append(row)

    def buy(
        self, site: str, product: str, *, rate: float, cost: float = 0.0, capacity: float | None = None
    ) -> None:
        """Add a supply."""
        row = {"site": site, "product": product, "capacity": capacity, "cost": cost, "rate": rate}
        self.rows["buys"].append(row)

    def lane(
        self,
        origin: str,
        destination: str,
        rates: Mapping[str, float],
        *,
        days: float = 0.0,
        cost: float = 0.0,
        mode: str = "road",
        capacity: float | None = None,
        passages: Sequence[str] = (),
        detours: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        """Add a lane with a move for each product of `rates`; detours: passage -> days and cost more."""
        name = f"{origin} {destination} {mode}"
        row: Row = {"lane": name, "origin": origin, "destination": destination, "mode": mode}
        row |= {"origin_country": self.places[origin][1], "passages": list(passages), "capacity": capacity}
        self.rows["lanes"].append(row | {"destination_country": self.places[destination][1]})
        for product, rate in rates.items():
            move = {"lane": name, "origin": origin, "destination": destination, "product": product}
            move |= {"days": days, "cost": cost, "rate": rate, "detours": dict(detours or {})}
            self.rows["moves"].append(move)

    def demand(
        self,
        market: str,
        product: str,
        *,
        rate: float,
        weight: float,
        segment: str = "all",
        outlay: float = 0.0,
    ) -> None:
        """Add a demand: weight is the margin of a unit lost, which is worth this and its outlay."""
        row = {"market": market, "country": self.places[market][1], "product": product, "segment": segment}
        row |= {"rate": rate, "weight": weight, "worth": weight + outlay, "outlay": outlay}
        self.rows["demands"].append(row)

    def done(self, **facts: str) -> Operation:
        """Return the operation; `facts`: period, currency, start."""
        items = self._items()
        sites = self._frame("sites", _sorted(self.rows["sites"], "site"))
        resources = _sorted(self.rows["resources"], "site", "resource")
        known = {(row["site"], row["resource"]): n for n, row in enumerate(resources)}
        makes = _sorted(self.rows["makes"], "process")
        for row in makes:
            row["item"] = items[row["site"], row["product"]]
            row["resource_index"] = known[row["site"], row["resource"]] if row["resource"] else None
        buys = [row | {"item": items[row["site"], row["product"]]} for row in self.rows["buys"]]
        lanes = _sorted(self.rows["lanes"], "lane")
        indices = {row["lane"]: n for n, row in enumerate(lanes)}
        moves = [
            row
            | {"lane_index": indices[row["lane"]]}
            | {"origin_item": items[row["origin"], row["product"]]}
            | {"target_item": items[row["destination"], row["product"]]}
            for row in _sorted(self.rows["moves"], "lane", "product")
        ]
        demands = [row | {"item": items[row["market"], row["product"]]} for row in self.rows["demands"]]
        basics = {"period": "p1", "currency": "USD", "start": "2027-01-01"} | facts
        return Operation(
            **basics,
            items=self._frame("items", self._item_rows(items)),
            sites=sites,
            resources=self._frame("resources", resources),
            makes=self._frame("makes", makes),
            uses=self._frame("uses", _uses(makes, items)),
            buys=self._frame("buys", _sorted(buys, "site", "product")),
            lanes=self._frame("lanes", lanes),
            moves=self._frame("moves", moves),
            detours=self._frame("detours", _detours(moves)),
            demands=self._frame("demands", _sorted(demands, "market", "product", "segment")),
        )

    def _items(self) -> dict[tuple[str, str], int]:
        """Number every place and product that something mentions."""
        keys = {*self.stocks}
        keys |= {(row["site"], row["product"]) for row in self.rows["makes"] + self.rows["buys"]}
        keys |= {(row["site"], part) for row in self.rows["makes"] for part in row["uses"]}
        keys |= {(row["market"], row["product"]) for row in self.rows["demands"]}
        keys |= {
            (row[end], row["product"]) for row in self.rows["moves"] for end in ("origin", "destination")
        }
        return {key: n for n, key in enumerate(sorted(keys))}

    def _item_rows(self, items: Iterable[tuple[str, str]]) -> list[Row]:
        standard = self._standard()
        rows = []
        for place, product in items:
            family, value, holding = self.products[product]
            kind, country = self.places[place]
            row: Row = {"place": place, "product": product, "kind": kind, "country": country}
            row |= {"family": family, "value": value, "holding": holding}
            row |= {"stock": self.stocks.get((place, product), 0.0), "standard": standard.get(product, 0.0)}
            rows.append(row)
        return rows

    def _standard(self) -> dict[str, float]:
        """Least cost of a unit of each product; products without a way in are left out."""
        costs: dict[str, float] = {}
        for row in self.rows["buys"]:
            costs[row["product"]] = min(row["cost"], costs.get(row["product"], row["cost"]))
        for _ in self.products:
            for row in self.rows["makes"]:
                if row["uses"].keys() <= costs.keys():
                    cost = row["cost"] + sum(number * costs[part] for part, number in row["uses"].items())
                    costs[row["product"]] = min(cost, costs.get(row["product"], cost))
        return costs

    @staticmethod
    def _frame(name: str, rows: Sequence[Row]) -> pl.DataFrame:
        schema = SCHEMAS[name]
        number = next(iter(schema))
        numbered = [
            {column: row.get(column) for column in schema} | {number: n} for n, row in enumerate(rows)
        ]
        return pl.DataFrame(numbered, schema=dict(schema))


def _sorted(rows: Iterable[Row], *keys: str) -> list[Row]:
    return sorted((dict(row) for row in rows), key=lambda row: [row[key] for key in keys])


def _uses(makes: Sequence[Row], items: Mapping[tuple[str, str], int]) -> list[Row]:
    rows = [
        {"make": n, "item": items[row["site"], part], "quantity": quantity}
        for n, row in enumerate(makes)
        for part, quantity in row["uses"].items()
    ]
    return _sorted(rows, "make", "item")


def _detours(moves: Sequence[Row]) -> list[Row]:
    rows = [
        {"move": n, "passage": passage, "days": days, "cost": cost}
        for n, row in enumerate(moves)
        for passage, (days, cost) in row["detours"].items()
    ]
    return _sorted(rows, "move", "passage")


def small() -> Operation:
    """Return two suppliers, two plants, two markets: 40 racks a week, each of 2 chips.

    ====  ========================  =====================================
    site  does                      goods leave for
    ====  ========================  =====================================
    S1    buys 60 of 90 chips       P1 50 (2 days), P2 10 (21 days)
    S2    buys 20 chips, no limit   P2 20 (28 days); P1 open (7 days)
    P1    makes 25 of 30 racks      M1 10 (28 days), M2 15 (35 days, Suez)
    P2    makes 15 of 20 racks      M1 15 (3.5 days); M2 open (21 days)
    ====  ========================  =====================================

    M1 wants 20 commercial and 5 sovereign racks, M2 15. P1 has 100 chips, P2 40, M1 25 racks. A rack lost
    costs 300, a sovereign one 900.
    """
    draft = Draft()
    draft.product("chip", value=10.0, holding=0.02, family="parts")
    draft.product("rack", value=100.0, holding=0.2, family="servers")
    draft.site("S1", "CHN", "supplier", group="acme", time_to_recover=42.0)
    draft.site("S2", "TWN", "supplier", time_to_recover=70.0)
    draft.site("P1", "CHN", group="acme", time_to_recover=28.0)
    draft.site("P2", "MEX", throughput=50.0)
    draft.market("M1", "USA")
    draft.market("M2", "DEU")
    draft.resource("P1", "line", 60.0, 20.0, 50_000.0)
    draft.resource("P2", "line", 40.0)
    draft.buy("S1", "chip", rate=60.0, cost=10.0, capacity=90.0)
    draft.buy("S2", "chip", rate=20.0, cost=12.0)
    draft.make("P1", "rack", {"chip": 2.0}, rate=25.0, cost=20.0, resource="line", hours=2.0)
    draft.make("P2", "rack", {"chip": 2.0}, rate=15.0, cost=30.0, resource="line", hours=2.0)
    draft.lane("S1", "P1", {"chip": 50.0}, days=2.0, cost=0.1)
    draft.lane("S1", "P2", {"chip": 10.0}, days=21.0, cost=0.5, mode="sea", passages=["panama"])
    draft.lane("S2", "P1", {"chip": 0.0}, days=7.0, cost=0.3, mode="sea", capacity=40.0)
    draft.lane("S2", "P2", {"chip": 20.0}, days=28.0, cost=0.5, mode="sea")
    draft.lane("P1", "M1", {"rack": 10.0}, days=28.0, cost=8.0, mode="sea")
    suez = {"suez": (10.0, 3.0)}
    draft.lane(
        "P1",
        "M2",
        {"rack": 15.0},
        days=35.0,
        cost=9.0,
        mode="sea",
        passages=["malacca", "suez"],
        detours=suez,
    )
    draft.lane("P2", "M1", {"rack": 15.0}, days=3.5, cost=4.0, capacity=30.0)
    draft.lane("P2", "M2", {"rack": 0.0}, days=21.0, cost=12.0, mode="sea")
    draft.demand("M1", "rack", segment="commercial", rate=20.0, weight=300.0)
    draft.demand("M1", "rack", segment="sovereign", rate=5.0, weight=900.0)
    draft.demand("M2", "rack", segment="commercial", rate=15.0, weight=300.0)
    draft.stocks = {("P1", "chip"): 100.0, ("P2", "chip"): 40.0, ("M1", "rack"): 25.0}
    return draft.done()


def drawn(seed: int) -> Operation:
    """Return a random operation: parts bought, boards made of them, racks of both, one or two segments.

    Rates balance and keep within all limits. A fifth or so of the options aren't used; limits, stocks,
    passages and detours come and go.
    """
    return _Drawing(np.random.default_rng(seed)).done()


class _Drawing:
    """Draws from the markets upstream: each thing needed is split over its sources."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.draft = Draft()
        self.suppliers = [f"S{n}" for n in range(rng.integers(2, 5))]
        self.plants = [f"P{n}" for n in range(rng.integers(2, 4))]
        self.markets = [f"M{n}" for n in range(rng.integers(1, 4))]
        self.parts = [f"part{n}" for n in range(rng.integers(1, 4))]
        self.boms = {
            "board": {part: float(rng.integers(1, 4)) for part in self.parts},
            "rack": {"board": float(rng.integers(1, 3)), self.parts[0]: 0.5},
        }
        self.rates: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        self.needed: dict[tuple[str, str], float] = defaultdict(float)

    def done(self) -> Operation:
        """Draw places and products, then racks, boards and parts in turn."""
        self._places()
        for market in self.markets:
            for segment in ("commercial", "sovereign")[: self.rng.integers(1, 3)]:
                rate, weight = self.rng.uniform(5, 50), self.rng.uniform(200, 2_000)
                self.draft.demand(
                    market, "rack", segment=segment, rate=rate, weight=weight, outlay=weight / 2
                )
                self.needed[market, "rack"] += rate
        self._send("rack", self.markets, self.plants)
        self._make("rack")
        self._send("board", self.plants, self.plants)
        self._make("board")
        for part in self.parts:
            self._send(part, self.plants, self.suppliers)
            self._buy(part)
        for (origin, destination), rates in self.rates.items():
            self._lane(origin, destination, rates)
        self.draft.stocks = {key: self._stock(rate) for key, rate in self.needed.items()}
        return self.draft.done()

    def _maybe(self, value: float, chance: float = 0.5) -> float | None:
        return float(value) if self.rng.random() < chance else None

    def _slack(self, used: float) -> float:
        return float(used * self.rng.uniform(1.0, 1.6) + self.rng.uniform(0, 5))

    def _stock(self, rate: float) -> float:
        return float(rate * self.rng.uniform(0, 4)) if self.rng.random() < 0.6 else 0.0

    def _places(self) -> None:
        countries = ("CHN", "DEU", "MEX", "TWN", "USA")
        for name in self.suppliers + self.plants:
            role = "supplier" if name in self.suppliers else "plant"
            days = self._maybe(self.rng.integers(5, 120))
            self.draft.site(name, str(self.rng.choice(countries)), role, time_to_recover=days)
        for name in self.markets:
            self.draft.market(name, str(self.rng.choice(countries)))
        for part in self.parts:
            self.draft.product(part, value=float(self.rng.uniform(1, 20)), holding=0.02, family="parts")
        self.draft.product("board", value=150.0, holding=0.3)
        self.draft.product("rack", value=500.0, holding=1.0, family="servers")

    def _shares(self, target: str, sources: Sequence[str]) -> list[float]:
        """Shares of sources, some of them 0; among plants goods run one way, so that they don't go round."""
        weights = self.rng.uniform(0.1, 1, len(sources)) * (self.rng.random(len(sources)) < 0.7)
        weights[self.rng.integers(len(sources))] += 0.2
        if target in sources:
            weights[sources.index(target) + 1 :] = 0.0
            weights[sources.index(target)] += 0.2
        return [float(share) for share in weights / weights.sum()]

    def _send(self, product: str, targets: Sequence[str], sources: Sequence[str]) -> None:
        """Split what each target needs over sources; what it has to have from itself isn't moved."""
        wanted = {place: self.needed[place, product] for place in targets}
        self.needed |= {(place, product): 0.0 for place in set(targets) & set(sources)}
        for target, rate in wanted.items():
            for source, share in zip(sources, self._shares(target, sources), strict=True):
                if source != target:
                    self.rates[source, target][product] = rate * share
                self.needed[source, product] += rate * share

    def _make(self, product: str) -> None:
        """Make what each plant has to, on a line that its products share."""
        for site in self.plants:
            rate = self.needed[site, product]
            hours = float(self.rng.uniform(0.5, 2))
            name = f"{product} line" if self.rng.random() < 0.7 else None
            cost = float(self.rng.uniform(5, 40))
            if name:
                self.draft.resource(site, name, self._slack(rate * hours), 40.0, 1e5)
            self.draft.make(
                site, product, self.boms[product], rate=rate, cost=cost, resource=name, hours=hours
            )
            for part, quantity in self.boms[product].items():
                self.needed[site, part] += rate * quantity

    def _buy(self, part: str) -> None:
        for site in self.suppliers:
            rate = self.needed[site, part]
            capacity = self._maybe(self._slack(rate), 0.7)
            cost = float(self.rng.uniform(1, 20))
            self.draft.buy(site, part, rate=rate, cost=cost, capacity=capacity)

    def _lane(self, origin: str, destination: str, rates: Mapping[str, float]) -> None:
        passages = [name for name in ("malacca", "suez") if self.rng.random() < 0.3]
        detours = {
            name: (float(self.rng.integers(1, 20)), 1.5) for name in passages if self.rng.random() < 0.6
        }
        self.draft.lane(
            origin,
            destination,
            rates,
            days=float(self.rng.choice([0.0, 3.5, 7.0, 10.0, 21.0, 30.0])),
            cost=float(self.rng.uniform(0.1, 5)),
            mode="sea" if passages else "road",
            capacity=self._maybe(self._slack(sum(rates.values())), 0.3),
            passages=passages,
            detours=detours,
        )


def changed(operation: Operation, frame: str, column: str, values: Mapping[int, Any]) -> Operation:
    """Return the operation with other values in some rows (by number) of a column."""
    old: pl.DataFrame = getattr(operation, frame)
    column_values = old[column].to_list()
    for row, value in values.items():
        column_values[row] = value
    new = old.with_columns(pl.Series(column, column_values, dtype=old.schema[column]))
    return replace(operation, **{frame: new})


def surplus(operation: Operation) -> NDArray[np.float64]:
    """Return what comes in less what goes out of each item, a week."""
    net = np.zeros(operation.items.height)
    makes = operation.makes["rate"].to_numpy()
    uses = operation.uses
    moves = operation.moves
    np.add.at(net, operation.makes["item"].to_numpy(), makes)
    np.add.at(net, uses["item"].to_numpy(), -uses["quantity"].to_numpy() * makes[uses["make"].to_numpy()])
    np.add.at(net, operation.buys["item"].to_numpy(), operation.buys["rate"].to_numpy())
    np.add.at(net, moves["origin_item"].to_numpy(), -moves["rate"].to_numpy())
    np.add.at(net, moves["target_item"].to_numpy(), moves["rate"].to_numpy())
    np.add.at(net, operation.demands["item"].to_numpy(), -operation.demands["rate"].to_numpy())
    return net
