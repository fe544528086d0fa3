"""Products: their order by bills of material, what they call for, their value without consigned content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.tables.profile import Profile
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.footprint.prepare.clock import Clock
    from reshore.tables.model import Model


Recipes = dict[tuple[str, str], list[tuple[str, "NDArray[np.float64]"]]]
"""(product, variant) -> its components, each with its quantity by period."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Products over time.

    Attributes
    ----------
    frame
        product, period, value, mass, family, rate (cost of capital a year), capital (value that we bear).
    order
        Products, components before what is made of them.
    needs
        Product -> its components, each with the units that a good unit calls for at most: the worst recipe,
        period and scrap.
    draws
        Product -> its components, each with the units that a good unit made of it calls for at least.
    """

    frame: pl.DataFrame
    order: tuple[str, ...]
    needs: dict[str, dict[str, float]]
    draws: dict[str, dict[str, float]]

    @classmethod
    def of(cls, model: Model, clock: Clock) -> Goods:
        """Read the goods of a model."""
        products = model["products"]
        frame = (
            by_period(model, "products", ["value", "holding_rate"])
            .join(products.select("product", "family", "mass"), on="product", how="left")
            .with_columns(rate=pl.col("holding_rate").fill_null(model.settings["holding_rate"]))
            .drop("holding_rate")
        )
        recipes = _recipes(model, len(clock))
        order = _components_first(sorted(products["product"]), recipes)
        capital = _capital(model, order, _by_product(frame, "value", len(clock)), recipes)
        return cls(
            frame.join(long(capital, clock, "capital"), on=["product", "period"], how="left"),
            tuple(order),
            _needs(model, order, recipes),
            _draws(order, recipes),
        )

    def explode(self, units: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
        """Return the units of every product, by period, that units of some call for at most."""
        total = {product: units[product].copy() for product in self.order}
        for product in reversed(self.order):
            for component, quantity in self.needs[product].items():
                total[component] += total[product] * quantity
        return total


def _by_product(frame: pl.DataFrame, column: str, size: int) -> dict[str, NDArray[np.float64]]:
    """Numbers by product, each an array over the periods (the frame is in time order within a product)."""
    parts = frame.group_by("product", maintain_order=True).agg(pl.col(column))
    return {product: np.asarray(numbers, dtype=float).reshape(size) for product, numbers in parts.iter_rows()}


def _recipes(model: Model, size: int) -> Recipes:
    """(product, variant) -> its components, each with its quantity by period."""
    recipes: Recipes = {}
    quantities = by_period(model, "boms", ["quantity"])
    grouped = quantities.group_by("product", "variant", "component", maintain_order=True).agg("quantity")
    for product, variant, component, quantity in grouped.iter_rows():
        line = (component, np.asarray(quantity, dtype=float).reshape(size))
        recipes.setdefault((product, variant), []).append(line)
    return recipes


def _components_first(products: list[str], recipes: Recipes) -> list[str]:
    """Products in an order in which components come before what is made of them."""
    components: dict[str, list[str]] = {product: [] for product in products}
    for (product, _), lines in recipes.items():
        components[product].extend(component for component, _ in lines)
    order: list[str] = []
    done: set[str] = set()

    def visit(product: str) -> None:
        if product not in done:
            done.add(product)
            for component in components[product]:
                visit(component)
            order.append(product)

    for product in products:
        visit(product)
    return order


def _capital(
    model: Model, order: list[str], value: dict[str, NDArray[np.float64]], recipes: Recipes
) -> dict[str, NDArray[np.float64]]:
    """Value of each product without the content that the customer owns, by period."""
    consigned = set(model["supplies"].filter(pl.col("ownership") == "consigned")["product"])
    capital: dict[str, NDArray[np.float64]] = {}
    for product in order:
        if product in consigned:
            capital[product] = np.zeros_like(value[product])
            continue
        contents = [
            sum(
                (quantity * (value[part] - capital[part]) for part, quantity in lines),
                np.zeros_like(value[product]),
            )
            for (made, _), lines in recipes.items()
            if made == product
        ]
        most = np.max(contents, axis=0) if contents else np.zeros_like(value[product])
        capital[product] = np.maximum(0.0, value[product] - most)
    return capital


def _needs(model: Model, order: list[str], recipes: Recipes) -> dict[str, dict[str, float]]:
    """Components of a good unit of each product, the worst recipe, period and scrap taken."""
    yields = _worst_yield(model)
    needs: dict[str, dict[str, float]] = {product: {} for product in order}
    for (product, _), lines in recipes.items():
        for component, quantity in lines:
            need = float(np.max(quantity)) / yields.get(product, 1.0)
            needs[product][component] = max(needs[product].get(component, 0.0), need)
    return needs


def _draws(order: list[str], recipes: Recipes) -> dict[str, dict[str, float]]:
    """Components of a good unit of each product, the most sparing recipe and period taken, without scrap."""
    draws: dict[str, dict[str, float]] = {product: {} for product in order}
    for (product, _), lines in recipes.items():
        for component, quantity in lines:
            draw = float(np.min(quantity))
            draws[product][component] = min(draws[product].get(component, draw), draw)
    return draws


def _worst_yield(model: Model) -> dict[str, float]:
    """Least share of good units over the processes of each product."""
    worst: dict[str, float] = {}
    for product, text in model["processes"].select("product", "scrap").iter_rows():
        scrap = max(value for _, value in Profile.parse(text).points)
        worst[product] = min(worst.get(product, 1.0), 1.0 - scrap)
    return worst


def long(numbers: dict[str, NDArray[np.float64]], clock: Clock, name: str) -> pl.DataFrame:
    """Return numbers by product and period, one line each."""
    return pl.DataFrame(
        {
            "product": [product for product in numbers for _ in clock.names],
            "period": list(clock.names) * len(numbers),
            name: np.concatenate(list(numbers.values())) if numbers else [],
        },
        schema={"product": pl.String, "period": pl.String, name: pl.Float64},
    )
