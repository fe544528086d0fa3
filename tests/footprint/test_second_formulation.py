"""Random small networks cost the same by a second formulation, written from docs/semantics.md alone.

The second one tries every combination of openings, closings and modules; for each, what is left is a linear
program of flows that is written out row by row and solved by SciPy. It shares no code with the footprint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import product as combinations
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reshore.errors import InfeasibleError
from reshore.footprint.design import design

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR_DAYS = 365.25
Tables = dict[str, list[dict[str, Any]]]


# --- networks ---------------------------------------------------------------------------------------------


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[str, Any], Tables]:
    """Draw settings and tables: one supplier, two plants, one market; parts go into goods."""

    def one(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    months = one([6, 12], [12, 6, 3], [3, 6, 12], [12, 12], [6, 1], [3, 1, 6], [12])
    names = [f"t{index}" for index in range(len(months))]
    begins = [sum(months[:index]) for index in range(len(months))]
    profit = one(False, False, True)
    setting = {
        "discount_rate": one(0.1, 0),
        "carbon_price": one(0, 40),
        "opening_pipeline": one("steady", "empty"),
        "objective": "profit" if profit else "cost",
    }
    plants = {"east": "CHN", "west": "MEX"}
    tables: Tables = {
        "periods": [
            {"period": name, "start": date(2025 + begin // 12, begin % 12 + 1, 1), "months": length}
            for name, begin, length in zip(names, begins, months, strict=True)
        ],
        "countries": [
            {"country": "CHN", "labour_rate": 3, "electricity_price": 0.1, "grid_carbon": 0.6},
            {"country": "MEX", "labour_rate": one(2, 6), "electricity_price": 0.2, "grid_carbon": 0.4},
            {"country": "USA"},
        ],
        "products": [
            {"product": "part", "value": 10, "mass": 2},
            {"product": "good", "value": 60, "mass": 9, "holding_rate": 0.2},
        ],
        "boms": [{"product": "good", "component": "part", "quantity": one(1, 2)}],
        "modes": [
            {"mode": "air", "cost_per_tonne_km": 2, "cost_per_kg": 0.1, "emissions": 0.5},
            {"mode": "sea"},
        ],
        "sites": [
            {"site": "maker", "country": "CHN", "latitude": 0, "longitude": 0},
            *(_site(draw, site, country, names) for site, country in plants.items()),
        ],
        "markets": [{"market": "us", "country": "USA", "latitude": 0, "longitude": 0}],
        "supplies": [
            {
                "site": "maker",
                "product": "part",
                "unit_cost": 10,
                "capacity": one(None, 300),
                "minimum": one(0, 0, 0, 0, 30),
                "ownership": one("bought", "consigned"),
            }
        ],
        "processes": [_process(draw, site) for site in plants],
        "resources": [_resource(draw, site) for site in plants],
        "lanes": [
            *(_lane(draw, "maker", site, "part") for site in plants),
            *(_lane(draw, site, "us", "good") for site in plants),
        ],
        "demands": [
            {
                "market": "us",
                "product": "good",
                "period": name,
                "quantity": quantity,
                "minimum": one(0, 0, 0, 0, quantity / 10),
                "price": 150 if profit else None,
                "shortage_cost": one(None, 90, 300),
            }
            for name in names
            for quantity in [one(60, 100, 20, 0)]
        ],
        "stocks": draw(_stocks()),
        "series": [
            {"table": "sites", "key": site, "column": "fixed_cost", "period": names[-1], "value": 9000}
            for site in plants
            if one(False, False, True)
        ],
        "rules": draw(_rules()),
    }
    if one(False, True):
        tables["lanes"].append({**_lane(draw, "east", "us", "good"), "mode": "sea"})
    if one(False, False, True):
        local = {"site": "west", "product": "part", "unit_cost": 14, "capacity": one(80, None)}
        tables["supplies"].append(
            {**local, "minimum": one(0, 20), "ownership": tables["supplies"][0]["ownership"]}
        )
    if one(False, False, True):
        tables["lanes"].append(_lane(draw, "east", "west", "good"))
        tables["stocks"].append({"site": "west", "product": "good", "cost": 1})
    return setting, tables


def _site(draw: st.DrawFn, site: str, country: str, names: list[str]) -> dict[str, Any]:
    candidate = draw(st.sampled_from([site == "west", site != "west"]))
    row = {
        "site": site,
        "country": country,
        "latitude": 0,
        "longitude": 0,
        "fixed_cost": draw(st.sampled_from([500, 0, 2000])),
        "closing_cost": draw(st.sampled_from([100, None])),
        "salvage": draw(st.sampled_from([0, 60, 400])),
        "throughput": draw(st.sampled_from([None, None, 120])),
        "asset_life": draw(st.sampled_from([10, 1.25])),
    }
    if candidate:
        row |= {"status": "candidate", "opening_cost": draw(st.sampled_from([1000, 0, 4000]))}
        row |= {
            "months_to_open": draw(st.sampled_from([0, 0, 6])),
            "first_period": draw(st.sampled_from([None, None, names[-1]])),
        }
    return row


def _process(draw: st.DrawFn, site: str) -> dict[str, Any]:
    return {
        "process": f"{site}_good",
        "site": site,
        "product": "good",
        "resource": draw(st.sampled_from(["line", "line", "line", None])),
        "hours_per_unit": draw(st.sampled_from([1, 2.5])),
        "cost_per_unit": draw(st.sampled_from([5, 20])),
        "labour_hours": 2,
        "energy": draw(st.sampled_from([0, 8])),
        "scrap": draw(st.sampled_from(["0", "0.1", "0:0.4 6:0.1 12:0"])),
        "rework": draw(st.sampled_from(["0", "0:0.5 3:0.2"])),
        "minimum": draw(st.sampled_from([0, 0, 0, 0, 15])),
    }


def _resource(draw: st.DrawFn, site: str) -> dict[str, Any]:
    return {
        "site": site,
        "resource": "line",
        "installed": draw(st.sampled_from([1, 0])),
        "hours_per_year": draw(st.sampled_from([100, 400])),
        "module_size": draw(st.sampled_from([1, 0.5])),
        "module_cost": draw(st.sampled_from([400, 100])),
        "module_fixed_cost": draw(st.sampled_from([0, 50])),
        "months_to_install": draw(st.sampled_from([0, 3])),
        "ramp": draw(st.sampled_from(["1", "0:0.5 6:1"])),
        "asset_life": draw(st.sampled_from([5, 0.75])),
        "maximum": draw(st.sampled_from([1, 2, None])),
    }


def _lane(draw: st.DrawFn, origin: str, destination: str, product: str) -> dict[str, Any]:
    return {
        "origin": origin,
        "destination": destination,
        "mode": "air",
        "product": product,
        "days": draw(st.sampled_from([0, 10, 45, 100])),
        "border_days": draw(st.sampled_from([0, 2])),
        "distance": 800,
        "cost_per_unit": draw(st.sampled_from([None, 1, 4])),
        "capacity": draw(st.sampled_from([None, None, None, 150])),
        "minimum": draw(st.sampled_from([0, 0, 0, 0, 12])),
    }


@st.composite
def _stocks(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for site, product in (("us", "good"), ("east", "part"), ("east", "good")):
        if draw(st.booleans()):
            row = {"site": site, "product": product, "cost": draw(st.sampled_from([0.5, 6]))}
            row |= {
                "opening": draw(st.sampled_from([0, 0, 12])),
                "cover_days": draw(st.sampled_from([0, 0, 20])),
            }
            row |= {
                "minimum": draw(st.sampled_from([0, 0, 0, 5])),
                "maximum": draw(st.sampled_from([None, 40])),
            }
            rows.append(row)
    return rows


@st.composite
def _rules(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a limit on the share of one plant, or none."""
    price = draw(st.sampled_from([None, 30]))
    rule = {"rule": "share", "activity": "make", "where": "site = 'east'", "limit": 0.7, "of": "true"}
    return draw(st.sampled_from([[], [], [{**rule, "price": price}]]))


# --- the second formulation -------------------------------------------------------------------------------


@dataclass
class Flows:
    """A linear program that is written down one column and one row at a time."""

    costs: list[float] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    rows: dict[str, list[tuple[dict[int, float], float]]] = field(default_factory=lambda: {"=": [], "<=": []})

    def column(self, cost: float = 0.0, upper: float | None = None, lower: float = 0.0) -> int:
        self.costs.append(cost)
        self.bounds.append((lower, inf if upper is None else upper))
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
            matrix = np.zeros((len(lines), len(self.costs)))
            for index, (line, _) in enumerate(lines):
                matrix[index, list(line)] = list(line.values())
            matrices[sense] = (matrix, np.array([right for _, right in lines])) if lines else (None, None)
        (above, high), (equal, right) = matrices["<="], matrices["="]
        found = linprog(self.costs, above, high, equal, right, self.bounds, method="highs")
        assert found.status in {0, 2}, found.message
        return float(found.fun) if found.status == 0 else inf


Running = dict[str, tuple[int, int]]
"""Site -> first period in which it runs, and first in which it runs no more (never: number of periods)."""

Modules = dict[str, tuple[int, ...]]
"""Site -> modules of its line that come into service, by period."""


class Second:
    """The least cost of a network, from its tables."""

    def __init__(self, setting: dict[str, Any], tables: Tables) -> None:
        self.tables = tables
        self.setting = {"discount_rate": 0.08, "holding_rate": 0.1, "carbon_price": 0.0, **setting}
        self.rate = float(self.setting["discount_rate"])
        self.length = [row["months"] / 12 for row in tables["periods"]]
        self.end = list(np.cumsum(self.length))
        self.begin = [end - length for end, length in zip(self.end, self.length, strict=True)]
        self.size = len(self.length)
        self.horizon = self.end[-1]
        self.names = [row["period"] for row in tables["periods"]]
        self.worth = [(1 + self.rate) ** -(b + y / 2) for b, y in zip(self.begin, self.length, strict=True)]
        self.sites = {row["site"]: row for row in tables["sites"]}
        self.country = {row["country"]: row for row in tables["countries"]}
        self.product = {row["product"]: row for row in tables["products"]}
        self.line = {row["site"]: row for row in tables["resources"]}
        self.quantity = tables["boms"][0]["quantity"]

    def least(self) -> float:
        """Try everything, cheapest decisions first, until these alone cost as much as the best plan."""
        earned = sum(
            row["quantity"] * row["price"] * self.worth[self.names.index(row["period"])]
            for row in self.tables["demands"]
            if row["price"]
        )
        best = inf
        decisions = [(self.decided(*decision), decision) for decision in self.decisions()]
        for cost, decision in sorted(decisions, key=lambda pair: pair[0]):
            if cost - earned >= best:
                break
            best = min(best, cost + self.flows(*decision))
        return best

    # decisions

    def decisions(self) -> Iterator[tuple[Running, Modules]]:
        for spans in combinations(*(self.spans(site) for site in self.sites)):
            running = dict(zip(self.sites, spans, strict=True))
            for counts in combinations(*(self.orders(site, running[site]) for site in self.line)):
                yield running, dict(zip(self.line, counts, strict=True))

    def spans(self, site: str) -> list[tuple[int, int]]:
        row, periods = self.sites[site], range(self.size)
        may_stop = row.get("closing_cost") is not None
        if row.get("status", "open") == "open":
            return [(0, stop) for stop in (*periods, self.size) if may_stop or stop == self.size]
        earliest = self.names.index(row["first_period"]) if row.get("first_period") else 0
        starts = [t for t in periods if t >= earliest and self.begin[t] * 12 >= row["months_to_open"] - 1e-9]
        ends = [(start, stop) for start in starts for stop in range(start + 1, self.size + 1)]
        return [(self.size, self.size), *((a, b) for a, b in ends if may_stop or b == self.size)]

    def orders(self, site: str, span: tuple[int, int]) -> list[tuple[int, ...]]:
        row = self.line[site]
        room = 0.0 if row["maximum"] is None else row["maximum"] - row["installed"]
        most = max(0, int(np.floor(room / row["module_size"] + 1e-9)))
        choices = [
            range(most + 1)
            if span[0] <= t < span[1] and self.begin[t] * 12 >= row["months_to_install"] - 1e-9
            else (0,)
            for t in range(self.size)
        ]
        return [counts for counts in combinations(*choices) if sum(counts) <= most]

    def decided(self, running: Running, modules: Modules) -> float:
        """Present value of what openings, closings and modules cost."""
        total = 0.0
        for site, (start, stop) in running.items():
            row, candidate = self.sites[site], self.sites[site].get("status") == "candidate"
            total += sum(self.fixed(site, t) * self.length[t] * self.worth[t] for t in range(start, stop))
            closes = start < self.size and stop < self.size
            if closes:
                total += (row["closing_cost"] - row["salvage"]) * self.worth[stop]
            investments = (
                [(row["opening_cost"], row["asset_life"], start)] if candidate and start < self.size else []
            )
            if site in self.line:
                line = self.line[site]
                for ordered, count in enumerate(modules[site]):
                    investments += [(line["module_cost"], line["asset_life"], ordered)] * count
                    for t in range(start, stop):
                        kept = (
                            line["module_fixed_cost"]
                            * self.length[t]
                            * self.in_life(ordered, t, line["asset_life"])
                        )
                        total += count * kept * self.worth[t]
            total += sum(self.invested(*investment, closes) for investment in investments)
        return total

    def fixed(self, site: str, t: int) -> float:
        """Fixed cost of a year, at the price of the period."""
        later = {row["key"]: row["value"] for row in self.tables["series"] if row["period"] == self.names[t]}
        return float(later.get(site, self.sites[site].get("fixed_cost", 0)))

    def invested(self, amount: float, life: float, since: int, closes: bool) -> float:
        """Present value of the annuities of an investment, and if it is written off of what is due later."""
        r = self.rate
        level = amount / life if r == 0 else amount * r / (1 - (1 + r) ** -life)
        years = [
            max(0.0, min(e, self.begin[since] + life) - max(b, self.begin[since]))
            for b, e in zip(self.begin, self.end, strict=True)
        ]
        total = sum(level * y * worth for y, worth in zip(years, self.worth, strict=True))
        left = self.begin[since] + life - self.horizon
        if closes and left > 0:
            due = level * left if r == 0 else level * (1 - (1 + r) ** -left) / r
            total += due * (1 + r) ** -self.horizon
        return total

    def in_life(self, ordered: int, t: int, life: float) -> float:
        """Share of a period in which a module that is ordered for another one is in service."""
        if t < ordered:
            return 0.0
        return min(1.0, max(0.0, self.begin[ordered] + life - self.begin[t]) / self.length[t])

    def mean(self, profile: str, since: int, t: int) -> float:
        """Mean of a profile over a period of something that started in another one."""
        if ":" not in profile:
            return float(profile)
        month, value = zip(*(map(float, point.split(":")) for point in profile.split()), strict=True)
        low, high = 12 * (self.begin[t] - self.begin[since]), 12 * (self.end[t] - self.begin[since])
        grid = [low, *(m for m in month if low < m < high), high]
        return float(np.trapezoid(np.interp(grid, month, value), grid) / (high - low))

    # flows

    def flows(self, running: Running, modules: Modules) -> float:
        """Least cost of what moves when sites and modules are decided; infinite where nothing fits."""
        program, periods = Flows(), range(self.size)
        steady = self.setting["opening_pipeline"] == "steady"

        def is_open(place: str, t: int) -> bool:
            return place == "us" or running[place][0] <= t < running[place][1]

        come: dict[tuple[str, str, int], list[tuple[float, int]]] = {}
        go: dict[tuple[str, str, int], list[tuple[float, int]]] = {}
        left: dict[tuple[str, int], list[tuple[float, int]]] = {}
        constant = 0.0

        made: dict[int, list[tuple[str, int]]] = {t: [] for t in periods}
        for row in self.tables["processes"]:
            site, country = row["site"], self.country[self.sites[row["site"]]["country"]]
            line = self.line[site]
            for t in periods:
                if not is_open(site, t):
                    continue
                since = running[site][0]
                gross = 1 / (1 - self.mean(row["scrap"], since, t))
                worked = gross * (1 + self.mean(row["rework"], since, t))
                carbon = self.setting["carbon_price"] / 1000 * row["energy"] * country["grid_carbon"]
                cost = row["cost_per_unit"] + row["labour_hours"] * country["labour_rate"]
                cost += row["energy"] * country["electricity_price"] + carbon
                make = program.column(cost * worked * self.worth[t], lower=row["minimum"] * self.length[t])
                come.setdefault((site, "good", t), []).append((1.0, make))
                go.setdefault((site, "part", t), []).append((self.quantity * gross, make))
                made[t].append((site, make))
                if row["resource"]:
                    ramped = self.sites[site].get("status") == "candidate"
                    units = line["installed"] * (self.mean(line["ramp"], since, t) if ramped else 1.0)
                    units += sum(
                        count
                        * line["module_size"]
                        * self.mean(line["ramp"], s, t)
                        * self.in_life(s, t, line["asset_life"])
                        for s, count in enumerate(modules[site][: t + 1])
                    )
                    program.row(
                        "<=",
                        line["hours_per_year"] * self.length[t] * units,
                        (row["hours_per_unit"] * worked, make),
                    )

        for row in self.tables["supplies"]:
            for t in periods:
                if is_open(row["site"], t):
                    most = None if row["capacity"] is None else row["capacity"] * self.length[t]
                    buy = program.column(
                        row["unit_cost"] * self.worth[t], most, row["minimum"] * self.length[t]
                    )
                    come.setdefault((row["site"], row["product"], t), []).append((1.0, buy))

        for row in self.tables["lanes"]:
            origin, end, product = row["origin"], row["destination"], row["product"]
            days = row["days"] + row["border_days"]
            lag, good = days / YEAR_DAYS, self.product[product]
            emissions = 0.5 if row["mode"] == "air" else 0.0
            by_mode = (2 / 1000 * row["distance"] + 0.1) if row["mode"] == "air" else 0.0
            cost = good["mass"] * by_mode if row["cost_per_unit"] is None else row["cost_per_unit"]
            cost += self.setting["carbon_price"] / 1000 * good["mass"] / 1000 * row["distance"] * emissions
            cost += lag * good.get("holding_rate", 0.1) * self.capital(product)
            for t in periods:
                if not is_open(origin, t):
                    continue
                extra = 0.0
                if t == 0 and steady and self.sites[origin].get("status", "open") == "open":
                    extra = min(1.0, lag / self.length[0])
                most = None if row["capacity"] is None else row["capacity"] * self.length[t]
                least = row["minimum"] * self.length[t] if is_open(end, t) else 0.0
                ship = program.column((cost + extra * good["value"]) * self.worth[t], most, least)
                go.setdefault((origin, product, t), []).append((1.0, ship))
                left.setdefault((origin, t), []).append((1.0, ship))
                rest = 1.0
                for u in periods:
                    share = max(
                        0.0, min(self.end[t] + lag, self.end[u]) - max(self.begin[t] + lag, self.begin[u])
                    )
                    share = rest if u == self.size - 1 else share / self.length[t]
                    rest -= share
                    share += extra if u == 0 else 0.0
                    if share > 1e-12:
                        come.setdefault((end, product, u), []).append((share, ship))

        for row in self.tables["demands"]:
            t = self.names.index(row["period"])
            standard = 0.0 if row["price"] else 2 * self.product["good"]["value"]
            shortage = standard if row["shortage_cost"] is None else row["shortage_cost"]
            serve = program.column(-(row["price"] or 0) * self.worth[t], lower=row["minimum"])
            short = program.column(shortage * self.worth[t])
            program.row("=", row["quantity"], (1.0, serve), (1.0, short))
            go.setdefault(("us", "good", t), []).append((1.0, serve))

        for (site, t), terms in left.items():
            if self.sites[site].get("throughput") is not None:
                program.row("<=", self.sites[site]["throughput"] * self.length[t], *terms)

        held: dict[tuple[str, str, int], int] = {}
        first: dict[tuple[str, str], float] = {}
        for row in self.tables["stocks"]:
            place, product = row["site"], row["product"]
            good, opening = self.product[product], row.get("opening", 0)
            first[place, product] = opening
            half = [
                (row["cost"] + good.get("holding_rate", 0.1) * self.capital(product)) * y / 2 * worth
                for y, worth in zip(self.length, self.worth, strict=True)
            ]
            constant += half[0] * opening
            for t in periods:
                if not is_open(place, t):
                    continue
                low = max(row.get("minimum", 0), opening if t == self.size - 1 else 0)
                high = row.get("maximum")
                if high is not None and high < low:
                    return inf
                hold = program.column(half[t] + (half[t + 1] if t + 1 < self.size else 0.0), high, low)
                held[place, product, t] = hold
                cover = row.get("cover_days", 0) / (self.length[t] * YEAR_DAYS)
                program.row(
                    ">=", 0.0, (1.0, hold), *((-cover * o, x) for o, x in go.get((place, product, t), []))
                )

        for place in [*self.sites, "us"]:
            for product in self.product:
                for t in periods:
                    key = (place, product, t)
                    terms = [*come.get(key, []), *((-o, x) for o, x in go.get(key, []))]
                    if key in held:
                        terms.append((-1.0, held[key]))
                    if (place, product, t - 1) in held:
                        terms.append((1.0, held[place, product, t - 1]))
                    loses = place == "us" or (running[place][1] == t and running[place][0] < self.size)
                    stock = first.get((place, product), 0.0) if t == 0 else 0.0
                    program.row(">=" if loses else "=", -stock, *terms)

        for rule in self.tables["rules"]:
            for t in periods:
                over = program.column(
                    0.0 if rule["price"] is None else rule["price"] * self.worth[t],
                    0.0 if rule["price"] is None else None,
                )
                terms = [((1.0 if site == "east" else 0.0) - rule["limit"], make) for site, make in made[t]]
                program.row("<=", 0.0, (-1.0, over), *terms)

        return program.least() + constant

    def capital(self, product: str) -> float:
        """Value of a product that the company bears: without what its customer owns."""
        consigned = self.tables["supplies"][0]["ownership"] == "consigned"
        if product == "part":
            return 0.0 if consigned else self.product["part"]["value"]
        owned = self.quantity * self.product["part"]["value"] if consigned else 0.0
        return max(0.0, self.product["good"]["value"] - owned)


# --- the comparison ---------------------------------------------------------------------------------------


def least(model: Any) -> float:
    """Objective of the best plan, audited; infinite where there is none."""
    try:
        return design(model, gap=1e-9, threads=1).objective
    except InfeasibleError:
        return inf


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(network=networks())
def test_the_least_cost_is_that_of_every_decision_tried(network, make_model):
    """Both formulations find the same least cost, or both find no plan."""
    setting, tables = network
    second = Second(setting, tables).least()
    assert least(make_model(settings=setting, **tables)) == pytest.approx(second, rel=1e-6, abs=1e-4)
