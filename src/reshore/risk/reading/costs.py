"""What a unit costs along its bill of materials: capital tied up, least and mean cost; and annuities."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.risk.reading.moment import Moment

Costs = dict[str, float]
"""Cost of a unit by product."""


def annuity(investment: pl.Expr, years: pl.Expr, rate: float) -> pl.Expr:
    """Return the yearly charge of an investment over a life: I r / (1 - (1+r)^-N), without interest I / N."""
    if rate == 0:
        return investment / years
    return investment * rate / (1 - (1 + rate) ** -years)


def holding(moment: Moment) -> Costs:
    """Return the capital cost of holding a unit for a year: holding rate times capital value.

    The capital value is the product's value less what customers own of it, the smallest over its variants.
    """
    model = moment.model
    general = float(model.settings["holding_rate"])
    products = moment.numbers("products", "value", "holding_rate")
    values: Costs = dict(products.select("product", "value").iter_rows())
    consigned = set(model["supplies"].filter(pl.col("ownership") == "consigned")["product"])
    recipes: dict[str, dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    rows = moment.numbers("boms", "quantity").select("product", "variant", "component", "quantity")
    for product, variant, component, quantity in rows.iter_rows():
        recipes[product][variant].append((component, quantity))

    @cache
    def owned(product: str) -> float:
        """Value of what customers own in a unit; all of it where its supplies are consigned."""
        if product in consigned:
            return values[product]
        parts = [sum(q * owned(part) for part, q in recipe) for recipe in recipes[product].values()]
        return min(values[product], max(parts, default=0.0))

    rates = products.select("product", pl.col("holding_rate").fill_null(general))
    return {product: rate * (values[product] - owned(product)) for product, rate in rates.iter_rows()}


def standard(makes: pl.DataFrame, uses: pl.DataFrame, buys: pl.DataFrame) -> Costs:
    """Return the least cost of making or buying a unit, components counted at theirs, without transport.

    Parameters
    ----------
    makes, uses, buys
        process, product, cost; process, component, quantity; product, cost.

    Returns
    -------
    Costs
        Products that no option gives, or only of each other, are not in it.
    """
    parts = _parts(uses)
    costs: Costs = {}
    for product, cost in buys.select("product", "cost").iter_rows():
        costs[product] = min(cost, costs.get(product, cost))
    rows = makes.select("process", "product", "cost").rows()
    # Every round settles a level of the bills of materials at least.
    for _ in range(makes["product"].n_unique()):
        before = dict(costs)
        for process, product, cost in rows:
            if all(part in costs for part, _ in parts[process]):
                total = cost + sum(quantity * costs[part] for part, quantity in parts[process])
                costs[product] = min(total, costs.get(product, total))
        if costs == before:
            break
    return costs


def mean(
    makes: pl.DataFrame,
    uses: pl.DataFrame,
    buys: pl.DataFrame,
    moves: pl.DataFrame,
    least: Mapping[str, float],
) -> Costs:
    """Return the mean variable cost of a unit that the plan makes or buys, all its transport included.

    Parameters
    ----------
    makes, uses, buys, moves
        As of `standard`, with rates; product, cost and rate of what is moved.
    least
        What a unit counts that the plan neither makes nor buys, by product.
    """
    parts = _parts(uses)
    spent = pl.col("cost") * pl.col("rate")
    outlays: Costs = defaultdict(float)
    units: Costs = defaultdict(float)
    for frame, counted in ((makes, 1.0), (buys, 1.0), (moves, 0.0)):
        for product, amount, rate in frame.select("product", spent, "rate").iter_rows():
            outlays[product] += amount
            units[product] += counted * rate
    drawn: dict[str, Costs] = defaultdict(lambda: defaultdict(float))
    for process, product, rate in makes.select("process", "product", "rate").iter_rows():
        for part, quantity in parts[process]:
            drawn[product][part] += quantity * rate

    @cache
    def of(product: str) -> float:
        if not units[product]:
            return least.get(product, 0.0)
        content = sum(amount * of(part) for part, amount in drawn[product].items() if amount)
        return (outlays[product] + content) / units[product]

    return {product: of(product) for product in [*units]}


def _parts(uses: pl.DataFrame) -> Mapping[str, list[tuple[str, float]]]:
    """Components of a good unit, by process."""
    parts: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for process, component, quantity in uses.select("process", "component", "quantity").iter_rows():
        parts[process].append((component, quantity))
    return parts
