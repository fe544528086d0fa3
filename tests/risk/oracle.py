"""The weekly program once more, by linopy, from docs/stress.md alone: unit by unit, for small operations."""

from __future__ import annotations

import warnings
from collections import defaultdict
from math import inf

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what linopy and xarray say on import is theirs
    import linopy
    import pandas as pd
    import xarray as xr


class Oracle:
    """The least cost of a replication.

    Rows of the balance are collected as (coefficient, variable), each variable one number in one week.
    """

    def __init__(self, operation, weeks, happens, unmet="lost", wait=0.02):
        self.operation, self.weeks, self.happens = operation, weeks, happens
        self.model = linopy.Model()
        self.balance = defaultdict(list)
        self.there = defaultdict(float)
        self.ended, self.end_constant = defaultdict(list), defaultdict(float)
        self.start = {row["item"]: row["stock"] for row in operation.items.iter_rows(named=True)}
        self.holding = dict(operation.items.select("item", "holding").iter_rows())
        self.limits, self.limited = defaultdict(list), {}
        self.costs, self.constant = [], 0.0
        self._stock()
        self._makes_and_buys()
        self._before()
        self._ways()
        self._serve(unmet, wait)
        self._keep()

    def cost(self):
        """Solve it."""
        self._rows("balance", {key: (self.balance[key], "=", -self.there[key]) for key in self.balance})
        self._rows("limits", {key: (self.limits[key], "<=", self.limited[key]) for key in self.limits})
        total = sum(coefficient * variable for coefficient, variable in self.costs)
        self.model.add_objective(total.to_linexpr())
        status, _ = self.model.solve(solver_name="highs", io_api="direct", output_flag=False)
        assert status == "ok"
        return self.model.objective.value + self.constant

    def _rows(self, name, rows):
        """Add rows, each a list of (coefficient, variable), a sense and a number."""
        keys = list(rows)

        def rule(_, number):
            terms, sense, right = rows[keys[number]]
            left = sum(coefficient * variable for coefficient, variable in terms)
            return left <= right if sense == "<=" else left == right

        if keys:
            self.model.add_constraints(rule, coords=[pd.RangeIndex(len(keys), name="row")], name=name)

    def _variable(self, name, height, upper):
        """Return variables by (row, week); `upper` is a function of both."""
        bounds = [[upper(row, week) for week in range(self.weeks)] for row in range(height)]
        if not height:
            return None
        coords = {name: pd.RangeIndex(height), "week": pd.RangeIndex(self.weeks)}
        upper = xr.DataArray(bounds, dims=(name, "week"), coords=coords)
        return self.model.add_variables(0, upper, name=name).at

    def _happens(self, effect, row, week, usual):
        change = getattr(self.happens, effect)
        for at, value in zip(zip(change.row, change.week, strict=True), change.value, strict=True):
            if at == (row, week):
                return float(value)
        return inf if usual is None else usual

    def _stock(self):
        stock = self._variable("stock", self.operation.items.height, lambda row, week: inf)
        for row in self.operation.items.iter_rows(named=True):
            item = row["item"]
            for week in range(self.weeks):
                remains = 1 - self._happens("destroyed", item, week, 0.0)
                self.balance[item, week].append((-1.0, stock[item, week]))
                self.costs.append((row["holding"], stock[item, week]))
                if week:
                    self.balance[item, week].append((remains, stock[item, week - 1]))
                else:
                    self.there[item, week] += remains * row["stock"]
            self.ended[item].append((1.0, stock[item, self.weeks - 1]))

    def _makes_and_buys(self):
        makes, buys = self.operation.makes, self.operation.buys
        make = self._variable("make", makes.height, lambda row, week: self._happens("makes", row, week, inf))
        buy = self._variable(
            "buy", buys.height, lambda row, week: self._happens("buys", row, week, buys["capacity"][row])
        )
        uses = list(self.operation.uses.iter_rows(named=True))
        for week in range(self.weeks):
            for row in makes.iter_rows(named=True):
                made = make[row["make"], week]
                self.balance[row["item"], week].append((1.0, made))
                self.costs.append((row["cost"], made))
                for use in uses:
                    if use["make"] == row["make"]:
                        self.balance[use["item"], week].append((-use["quantity"], made))
                resource = row["resource_index"]
                if resource is not None:
                    hours = self.operation.resources["hours"][resource]
                    self._limit("hours", resource, week, self._happens("hours", resource, week, hours))
                    self.limits["hours", resource, week].append((row["hours"], made))
            for row in buys.iter_rows(named=True):
                bought = buy[row["buy"], week]
                self.balance[row["item"], week].append((1.0, bought))
                self.costs.append((self._happens("buy_cost", row["buy"], week, row["cost"]), bought))

    def _limit(self, kind, row, week, value):
        self.limited[kind, row, week] = value

    def _before(self):
        """Goods under way: they arrive evenly over the coming weeks, and are held until then."""
        for row in self.operation.moves.iter_rows(named=True):
            target, coming = row["target_item"], _rounded(row["days"])
            total = left = row["rate"] * coming
            for week in range(min(self.weeks, coming)):
                self.there[target, week] += row["rate"]
                left -= row["rate"]
                self.constant += self.holding[target] * left
            self.start[target] += total
            self.end_constant[target] += left

    def _ways(self):
        moves, detours = self.operation.moves, self.operation.detours
        move = self._variable("move", moves.height, lambda row, week: self._happens("moves", row, week, inf))
        detour = self._variable(
            "detour", detours.height, lambda row, week: self._happens("detours", row, week, 0.0)
        )
        for row in moves.iter_rows(named=True):
            for week in range(self.weeks):
                fare = self._happens("move_cost", row["move"], week, row["cost"])
                self._way(row, week, move[row["move"], week], row["days"], fare)
                for round_ in detours.iter_rows(named=True):
                    if round_["move"] == row["move"]:
                        column = detour[round_["detour"], week]
                        self._way(row, week, column, row["days"] + round_["days"], fare + round_["cost"])

    def _way(self, row, week, column, days, fare):
        lane, origin, target = row["lane_index"], row["origin_item"], row["target_item"]
        self.balance[origin, week].append((-1.0, column))
        arrives = week + _rounded(days)
        if arrives < self.weeks:
            self.balance[target, arrives].append((1.0, column))
        else:
            self.ended[target].append((1.0, column))
        held = len(range(week, min(arrives, self.weeks)))
        self.costs.append((fare + held * self.holding[target], column))
        capacity = self.operation.lanes["capacity"][lane]
        if capacity is not None:
            self._limit("lane", lane, week, self._happens("lanes", lane, week, capacity))
            self.limits["lane", lane, week].append((1.0, column))
        place = self.operation.items["place"][origin]
        for site, name, most in self.operation.sites.select("site_index", "site", "throughput").iter_rows():
            if name == place and most is not None:
                self._limit("site", site, week, most)
                self.limits["site", site, week].append((1.0, column))

    def _serve(self, unmet, wait):
        demands = self.operation.demands
        serve = self._variable("serve", demands.height, lambda row, week: inf)
        short = self._variable("short", demands.height, lambda row, week: inf)
        rows = {}
        for row in demands.iter_rows(named=True):
            demand, worth = row["demand"], row["worth"]
            for week in range(self.weeks):
                self.balance[row["item"], week].append((-1.0, serve[demand, week]))
                wanted = self._happens("demands", demand, week, row["rate"])
                terms = [(1.0, serve[demand, week]), (1.0, short[demand, week])]
                if unmet == "lost":
                    self.costs.append((worth, short[demand, week]))
                else:
                    last = week == self.weeks - 1
                    self.costs.append((worth * wait + worth * last, short[demand, week]))
                    terms += [(-1.0, short[demand, week - 1])] if week else []
                rows[demand, week] = (terms, "=", wanted)
        self._rows("demand", rows)

    def _keep(self):
        items = self.operation.items
        starts = [self.start[item] for item in range(items.height)]
        upper = xr.DataArray(starts, dims=("item",), coords={"item": pd.RangeIndex(items.height)})
        kept = self.model.add_variables(0, upper, name="kept").at
        rows = {}
        for item in range(items.height):
            terms = [(1.0, kept[item])] + [(-share, column) for share, column in self.ended[item]]
            rows[item] = (terms, "<=", self.end_constant[item])
            self.costs.append((-items["standard"][item], kept[item]))
        self._rows("kept", rows)


def _rounded(days):
    """Whole weeks, half a week up."""
    return int(days // 7) + (days % 7 >= 3.5)
