"""The second formulation of trade: every provenance apart, every decision tried, flows solved by SciPy.

It is written from docs/semantics.md alone, in dictionaries, and shares no code with the footprint. Nothing is
merged and nothing is left out because it can't pay.
"""

from __future__ import annotations

from itertools import product
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array
from tests.footprint.second_goods import Goods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.footprint.second_customs import Good, Tables
    from tests.footprint.second_goods import Taking

    Condition = Callable[[dict[str, Any]], bool]

YEAR_DAYS = 365.25
TABLES = ("processes", "boms", "supplies", "lanes", "stocks", "demands", "rules", "series")

Running = dict[str, tuple[int, int]]
"""Site -> first period in which it runs, and first in which it runs no more (never: number of periods)."""

Attributes = dict[str, Any]
Terms = list[tuple[float, int]]


class TooLargeError(Exception):
    """There are more columns than a test has time for."""


class Flows:
    """A linear program that is written down one column and one row at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.costs: list[float] = []
        self.bounds: list[tuple[float, float]] = []
        self.rows: dict[str, list[tuple[dict[int, float], float]]] = {"=": [], "<=": []}

    def column(self, cost: float = 0.0, upper: float | None = None, lower: float = 0.0) -> int:
        self.costs.append(cost)
        self.bounds.append((lower, inf if upper is None else upper))
        if len(self.costs) > self.most:
            raise TooLargeError
        return len(self.costs) - 1

    def row(self, sense: str, right: float, *terms: tuple[float, int]) -> None:
        sign = -1.0 if sense == ">=" else 1.0
        line: dict[int, float] = {}
        for coefficient, column in terms:
            line[column] = line.get(column, 0.0) + sign * coefficient
        self.rows["=" if sense == "=" else "<="].append((line, sign * right))

    def least(self) -> float:
        matrices = {}
        for sense, lines in self.rows.items():
            entries = [(r, c, v) for r, (line, _) in enumerate(lines) for c, v in line.items()]
            rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
            shape = (len(lines), len(self.costs))
            matrix = coo_array((values, (rows, columns)), shape=shape, dtype=float).tocsr()
            matrices[sense] = (matrix, np.array([right for _, right in lines])) if lines else (None, None)
        (above, high), (equal, right) = matrices["<="], matrices["="]
        found = linprog(self.costs, above, high, equal, right, self.bounds, method="highs")
        assert found.status in {0, 2}, found.message
        return float(found.fun) if found.status == 0 else inf


class Second:
    """The least cost of a network with trade, from its tables."""

    def __init__(
        self,
        setting: dict[str, Any],
        tables: Tables,
        conditions: Mapping[str, Condition] | None = None,
        most: int = 30_000,
    ) -> None:
        self.tables = {name: tables.get(name, []) for name in (*TABLES, *tables)}
        self.setting = {"discount_rate": 0.08, "holding_rate": 0.1, "opening_pipeline": "steady", **setting}
        self.conditions = conditions or {}
        self.most = most
        self.goods = Goods(self.tables)
        self.rate = float(self.setting["discount_rate"])
        self.length = [row["months"] / 12 for row in tables["periods"]]
        self.end = list(np.cumsum(self.length))
        self.begin = [end - length for end, length in zip(self.end, self.length, strict=True)]
        self.size = len(self.length)
        self.worth = [(1 + self.rate) ** -(b + y / 2) for b, y in zip(self.begin, self.length, strict=True)]

    def least(self) -> float:
        """Return the least cost over every way to open and close sites; infinite where there is no plan."""
        best, sites = inf, self.goods.sites
        for spans in product(*(self.spans(row) for row in sites.values())):
            running = dict(zip(sites, spans, strict=True))
            best = min(best, self.decided(running) + Program(self, running).least())
        return best

    def spans(self, row: dict[str, Any]) -> list[tuple[int, int]]:
        periods = range(self.size)
        may_stop = row.get("closing_cost") is not None
        if row.get("status", "open") == "open":
            return [(0, stop) for stop in (*periods, self.size) if may_stop or stop == self.size]
        ends = [(start, stop) for start in periods for stop in range(start + 1, self.size + 1)]
        return [(self.size, self.size), *((a, b) for a, b in ends if may_stop or b == self.size)]

    def decided(self, running: Running) -> float:
        """Return the present value of what sites cost."""
        total, r = 0.0, self.rate
        for site, (start, stop) in running.items():
            row = self.goods.sites[site]
            fixed = row.get("fixed_cost", 0)
            total += sum(fixed * self.length[t] * self.worth[t] for t in range(start, stop))
            closes = start < self.size and stop < self.size
            if closes:
                total += (row["closing_cost"] - row.get("salvage", 0)) * self.worth[stop]
            if row.get("status", "open") == "candidate" and start < self.size:
                amount, life = row.get("opening_cost", 0), row.get("asset_life", 20)
                level = amount / life if r == 0 else amount * r / (1 - (1 + r) ** -life)
                total += sum(level * self.length[t] * self.worth[t] for t in range(start, self.size))
                left = self.begin[start] + life - self.end[-1]
                assert left > 0, "lives end after the horizon here"
                if closes:
                    due = level * left if r == 0 else level * (1 - (1 + r) ** -left) / r
                    total += due * (1 + r) ** -self.end[-1]
        return total


class Program:
    """The flows of a network whose sites are decided."""

    def __init__(self, second: Second, running: Running) -> None:
        self.second, self.running = second, running
        self.goods, self.customs = second.goods, second.goods.customs
        self.tables = second.tables
        self.flows = Flows(second.most)
        self.constant = 0.0
        self.come: dict[tuple[str, str, int], dict[Good, Terms]] = {}
        self.go: dict[tuple[str, str, int], dict[Good, Terms]] = {}
        self.held: dict[tuple[str, str, int], dict[Good, int]] = {}
        self.opening: dict[tuple[str, str], tuple[Good, float]] = {}
        self.made: dict[tuple[str, Good, int], int] = {}
        self.used: dict[tuple[str, Good, int], list[tuple[str, Good, int, Taking]]] = {}
        self.paid: dict[tuple[str, Good, int], int] = {}
        self.acts: dict[tuple[str, int], list[tuple[int, Attributes, dict[str, float]]]] = {}
        self.counted = {rule["activity"] for rule in self.tables["rules"]}
        self.processes = {row["process"]: row for row in self.tables["processes"]}

    def least(self) -> float:
        """Return the least cost of what moves; infinite where nothing fits."""
        for row in self.tables["stocks"]:
            if row.get("opening"):
                place = (row["site"], row["product"])
                self.opening[place] = (self.goods.in_stock(row), row["opening"])
        for t in range(self.second.size):
            self.buy(t)
            written: set[Any] = set()
            while self.make(t, written) or self.ship(t, written):
                pass
            self.recipes(t)
            self.serve(t)
            self.hold(t)
        self.balances()
        self.rules()
        if not self.bounds_of_stock():
            return inf
        return self.flows.least() + self.constant

    def is_open(self, place: str, t: int) -> bool:
        if place in self.goods.markets:
            return True
        start, stop = self.running[place]
        return start <= t < stop

    def stops(self, place: str, t: int) -> bool:
        start, stop = self.running.get(place, (0, self.second.size))
        return start < self.second.size and stop == t

    def at_hand(self, place: str, t: int) -> dict[str, set[Good]]:
        """Return the provenances that there may be at a place, by product."""
        found: dict[str, set[Good]] = {}
        for item in self.customs.products:
            goods = {*self.come.get((place, item, t), ()), *self.held.get((place, item, t - 1), ())}
            if t == 0 and (place, item) in self.opening:
                goods.add(self.opening[place, item][0])
            if goods:
                found[item] = goods
        return found

    # columns

    def buy(self, t: int) -> None:
        for row in self.tables["supplies"]:
            if not self.is_open(row["site"], t):
                continue
            good, item, most = self.goods.bought(row, t), row["product"], row.get("capacity")
            most = None if most is None else most * self.second.length[t]
            column = self.flows.column(row.get("unit_cost", 0) * self.second.worth[t], most)
            self.comes(row["site"], item, t, good, (1.0, column))
            amounts = {**self.amounts(item, t), "cost": row.get("unit_cost", 0)}
            self.count("buy", t, column, good, amounts, row)

    def make(self, t: int, written: set[Any]) -> bool:
        """Write outputs that aren't written yet, and what may be drawn; return whether there were any."""
        before = len(written)
        for name, row in self.processes.items():
            if not self.is_open(row["site"], t):
                continue
            at_hand = self.at_hand(row["site"], t)
            for output in self.goods.outputs(row, t, at_hand):
                if (name, output) not in written:
                    written.add((name, output))
                    self.make_one(row, output, t)
                for component in self.goods.components(row):
                    for good in at_hand[component]:
                        if (name, output, component, good) not in written:
                            written.add((name, output, component, good))
                            self.draw(row, output, component, good, t)
        return len(written) > before

    def make_one(self, row: dict[str, Any], output: Good, t: int) -> None:
        item, worth = row["product"], self.second.worth[t]
        cost = row.get("cost_per_unit", 0) * gross(row)
        column = self.flows.column(cost * worth)
        self.made[row["process"], output, t] = column
        self.comes(row["site"], item, t, output, (1.0, column))
        if output.bound:
            pay = self.paid[row["process"], output, t] = self.flows.column(-worth)
            self.flows.row("<=", 0.0, (1.0, pay), (-self.goods.pays_in_bound(row, output, t), column))
        recipe = self.goods.components(row)
        value = self.customs.value(item, t)
        added = value - sum(quantity * self.customs.value(c, t) for c, quantity in recipe.items())
        amounts = {**self.amounts(item, t), "cost": cost, "value_added": added}
        self.count("make", t, column, output, amounts, row)

    def draw(self, row: dict[str, Any], output: Good, component: str, good: Good, t: int) -> None:
        taking = self.goods.takes(row, output, component, good, t)
        if taking is None:
            return
        column = self.flows.column(taking.charge * self.second.worth[t])
        self.goes(row["site"], component, t, good, (1.0, column))
        self.used.setdefault((row["process"], output, t), []).append((component, good, column, taking))
        amounts = {**self.amounts(component, t), "cost": taking.charge}
        self.count("use", t, column, good, amounts, row, component=component)

    def ship(self, t: int, written: set[Any]) -> bool:
        before = len(written)
        for row in self.tables["lanes"]:
            if not self.is_open(row["origin"], t):
                continue
            for item, goods in self.at_hand(row["origin"], t).items():
                if not self.carries(row, item):
                    continue
                for good in goods:
                    if (row["origin"], row["destination"], item, good) not in written:
                        written.add((row["origin"], row["destination"], item, good))
                        self.ship_one(row, item, good, t)
        return len(written) > before

    def carries(self, row: dict[str, Any], item: str) -> bool:
        """Return whether a product may go on a lane; a market gets what it asks for alone."""
        asked = {(demand["market"], demand["product"]) for demand in self.tables["demands"]}
        useful = row["destination"] in self.goods.sites or (row["destination"], item) in asked
        return useful and row.get("product") in {None, item}

    def ship_one(self, row: dict[str, Any], item: str, good: Good, t: int) -> None:
        second, value = self.second, self.customs.value(item, t)
        lag = row.get("days", 0) / YEAR_DAYS
        carried = self.goods.transport(row, item) + lag * float(second.setting["holding_rate"]) * value
        for move in self.goods.moves(row, item, good, t):
            cost = carried + move.duty - move.drawback
            steady = second.setting["opening_pipeline"] == "steady" and t == 0
            came = self.goods.sites[row["origin"]].get("status", "open") == "open"
            extra = min(1.0, lag / second.length[0]) if steady and came else 0.0
            column = self.flows.column((cost + extra * value) * second.worth[t])
            self.goes(row["origin"], item, t, good, (1.0, column))
            rest = 1.0
            for u in range(second.size):
                left, late = second.begin[t] + lag, second.end[t] + lag
                share = max(0.0, min(late, second.end[u]) - max(left, second.begin[u])) / second.length[t]
                share = rest if u == second.size - 1 else share
                rest -= share
                share += extra if u == 0 else 0.0
                if share > 1e-12:
                    self.comes(row["destination"], item, u, move.arrives, (share, column))
            self.count("ship", t, column, good, {**self.amounts(item, t), "cost": cost}, row, product=item)

    def serve(self, t: int) -> None:
        second = self.second
        for row in self.tables["demands"]:
            if row["period"] != self.customs.names[t]:
                continue
            market, item, segment = row["market"], row["product"], row.get("segment", "all")
            usual = 2 * self.customs.value(item, t)
            shortage = usual if row.get("shortage_cost") is None else row["shortage_cost"]
            columns = [(1.0, self.flows.column(shortage * second.worth[t]))]
            for good in self.at_hand(market, t).get(item, ()):
                if self.goods.serves(market, item, good, segment):
                    column = self.flows.column()
                    columns.append((1.0, column))
                    self.goes(market, item, t, good, (1.0, column))
                    self.count("serve", t, column, good, self.amounts(item, t), row)
            self.flows.row("=", row["quantity"], *columns)

    def hold(self, t: int) -> None:
        second = self.second
        for row in self.tables["stocks"]:
            place, item = row["site"], row["product"]
            usual = float(second.setting["holding_rate"])
            half = [
                (row.get("cost", 0) + usual * self.customs.value(item, u)) * y / 2 * worth
                for u, (y, worth) in enumerate(zip(second.length, second.worth, strict=True))
            ]
            if t == 0:
                self.constant += half[0] * row.get("opening", 0)
            if not self.is_open(place, t):
                continue
            for good in self.at_hand(place, t).get(item, ()):
                column = self.flows.column(half[t] + (half[t + 1] if t + 1 < second.size else 0.0))
                self.held.setdefault((place, item, t), {})[good] = column
                self.count("hold", t, column, good, self.amounts(item, t), row)

    # rows

    def recipes(self, t: int) -> None:
        """What is drawn is what the recipe asks for, and what is paid back no more than was charged."""
        for (name, output, period), make in self.made.items():
            if period != t:
                continue
            row, drawn = self.processes[name], self.used.get((name, output, t), [])
            for component, quantity in self.goods.components(row).items():
                uses = [(1.0, use) for asked, _, use, _ in drawn if asked == component]
                self.flows.row("=", 0.0, (-quantity * gross(row), make), *uses)
            if (name, output, t) in self.paid:
                capped = [(-taking.capped, use) for _, _, use, taking in drawn]
                self.flows.row("<=", 0.0, (1.0, self.paid[name, output, t]), *capped)
            if not row.get("repack"):
                self.contents(row, output, t)

    def contents(self, row: dict[str, Any], output: Good, t: int) -> None:
        """Labels of agreements stand where the content allows for them."""
        customs, site = self.customs, self.goods.country[row["site"]]
        drawn, make = self.used.get((row["process"], output, t), []), self.made[row["process"], output, t]
        code, value = customs.code(row["product"]), customs.value(row["product"], t)
        for agreement in customs.shared(code, (site,), t):
            label, basis = agreement["agreement"], agreement.get("basis", "rvc")
            if label not in output.labels or basis == "deemed":
                continue
            share = 1 - agreement["threshold"] if basis == "rvc" else agreement.get("de_minimis", 0)
            digits = agreement.get("digits", 4)
            foreign = [
                (customs.value(component, t), use)
                for component, good, use, _ in drawn
                if label not in good.labels
                and (basis == "rvc" or customs.code(component)[:digits] == code[:digits])
            ]
            self.flows.row("<=", 0.0, (-share * value, make), *foreign)

    def balances(self) -> None:
        for place in (*self.goods.sites, *self.goods.markets):
            for t in range(self.second.size):
                at_hand = self.at_hand(place, t)
                for item, goods in at_hand.items():
                    for good in goods:
                        self.balance(place, item, good, t)

    def balance(self, place: str, item: str, good: Good, t: int) -> None:
        key = (place, item, t)
        terms = [*self.come.get(key, {}).get(good, ())]
        terms += [(-one, column) for one, column in self.go.get(key, {}).get(good, ())]
        if good in self.held.get(key, {}):
            terms.append((-1.0, self.held[key][good]))
        if good in self.held.get((place, item, t - 1), {}):
            terms.append((1.0, self.held[place, item, t - 1][good]))
        given, units = self.opening.get((place, item), (None, 0.0))
        before = units if t == 0 and good == given else 0.0
        loses = place in self.goods.markets or self.stops(place, t)
        self.flows.row(">=" if loses else "=", -before, *terms)

    def bounds_of_stock(self) -> bool:
        """Write the bounds and cover of stock; return whether they leave room."""
        for row in self.tables["stocks"]:
            for t in range(self.second.size):
                key = (row["site"], row["product"], t)
                if not self.is_open(row["site"], t):
                    continue
                last = row.get("opening", 0) if t == self.second.size - 1 else 0
                least = max(row.get("minimum", 0), last)
                if row.get("maximum") is not None and row["maximum"] < least:
                    return False
                held = [(1.0, column) for column in self.held.get(key, {}).values()]
                self.flows.row(">=", least, *held)
                if row.get("maximum") is not None:
                    self.flows.row("<=", row["maximum"], *held)
                cover = row.get("cover_days", 0) / (self.second.length[t] * YEAR_DAYS)
                out = [term for terms in self.go.get(key, {}).values() for term in terms]
                self.flows.row(">=", 0.0, *held, *((-cover * one, column) for one, column in out))
        return True

    def rules(self) -> None:
        for rule in self.tables["rules"]:
            names = self.customs.names
            first = names.index(rule["from"]) if rule.get("from") else 0
            last = names.index(rule["to"]) if rule.get("to") else len(names) - 1
            periods = range(first, last + 1)
            if rule.get("periods") == "cumulative":
                self.limit(rule, periods)
            else:
                for t in periods:
                    self.limit(rule, range(t, t + 1))

    def limit(self, rule: dict[str, Any], periods: range) -> None:
        terms = self.selected(rule, rule.get("where"), periods)
        right = float(rule["limit"])
        if rule.get("of"):
            terms += [(-right * one, column) for one, column in self.selected(rule, rule["of"], periods)]
            right = 0.0
        sense = rule.get("sense", "<=")
        if rule.get("price") is not None:
            price = rule["price"] * self.second.worth[periods[-1]]
            terms += [(-1.0, self.flows.column(price))] if sense in {"<=", "="} else []
            terms += [(1.0, self.flows.column(price))] if sense in {">=", "="} else []
        self.flows.row(sense, right, *terms)

    def selected(self, rule: dict[str, Any], condition: str | None, periods: range) -> Terms:
        """Return the terms of a rule's measure over the activity that meets a condition."""
        meets = self.second.conditions[condition] if condition else lambda _: True
        measure = rule.get("measure", "units")
        return [
            (amounts[measure], column)
            for t in periods
            for column, attributes, amounts in self.acts.get((rule["activity"], t), [])
            if meets(attributes)
        ]

    # what columns are

    def comes(self, place: str, item: str, t: int, good: Good, term: tuple[float, int]) -> None:
        self.come.setdefault((place, item, t), {}).setdefault(good, []).append(term)

    def goes(self, place: str, item: str, t: int, good: Good, term: tuple[float, int]) -> None:
        self.go.setdefault((place, item, t), {}).setdefault(good, []).append(term)

    def amounts(self, item: str, t: int) -> dict[str, float]:
        return {"units": 1.0, "value": self.customs.value(item, t), "mass": self.customs.mass(item)}

    def count(
        self,
        activity: str,
        t: int,
        column: int,
        good: Good,
        amounts: dict[str, float],
        row: dict[str, Any],
        **more: str,
    ) -> None:
        """Keep what rules may ask of a column."""
        if activity not in self.counted:
            return
        attributes: Attributes = {**row, **more, "period": self.customs.names[t]}
        attributes |= {"processed": good.processed, "goods_origin": good.origin, "labels": good.labels}
        for name in ("processed", "goods_origin"):
            attributes[f"{name}_blocs"] = self.customs.blocs(attributes[name], t)
        for name in ("origin", "destination") if activity == "ship" else ():
            country = self.goods.country[row[name]]
            attributes[f"{name}_country"] = country
            attributes[f"{name}_blocs"] = self.customs.blocs(country, t)
        if activity != "ship":
            country = self.goods.country[row.get("market") or row["site"]]
            attributes |= {"country": country, "blocs": self.customs.blocs(country, t)}
        self.acts.setdefault((activity, t), []).append((column, attributes, amounts))


def gross(row: dict[str, Any]) -> float:
    """Return the gross units of a good one."""
    return 1 / (1 - float(row.get("scrap", 0)))
