"""What a unit of a product is worth, and how much capital it ties up, in each period."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.audit.clock import Clock
    from reshore.tables.model import Model


def worth(model: Model, clock: Clock) -> pl.DataFrame:
    """Return product, period, worth (value of a unit), capital (capital value) and holding (rate a year)."""
    general = float(model.settings["holding_rate"])
    consigned = set(model["supplies"].filter(pl.col("ownership") == "consigned")["product"])
    values: dict[str, dict[str, float]] = defaultdict(dict)
    rates: dict[str, dict[str, float]] = defaultdict(dict)
    for product, period, value, rate in by_period(model, "products", ["value", "holding_rate"]).iter_rows():
        values[period][product] = value
        rates[period][product] = general if rate is None else rate
    recipes = _recipes(model)
    rows = [
        (product, tick.period, value, capital, rates[tick.period][product])
        for tick in clock
        for product, value, capital in _capital(values[tick.period], recipes[tick.period], consigned)
    ]
    schema = {
        "product": pl.String,
        "period": pl.String,
        "worth": pl.Float64,
        "capital": pl.Float64,
        "holding": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _recipes(model: Model) -> Mapping[str, Mapping[str, Mapping[str, list[tuple[str, float]]]]]:
    """Period -> product -> variant -> components with their quantities."""
    recipes: dict[str, dict[str, dict[str, list[tuple[str, float]]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for product, variant, component, period, quantity in by_period(model, "boms", ["quantity"]).iter_rows():
        recipes[period][product][variant].append((component, quantity))
    return recipes


def _capital(
    values: Mapping[str, float],
    recipes: Mapping[str, Mapping[str, list[tuple[str, float]]]],
    consigned: set[str],
) -> Iterator[tuple[str, float, float]]:
    """Products of one period with their value and capital value."""
    known: dict[str, float] = dict.fromkeys(consigned, 0.0)

    def of(product: str) -> float:
        if product not in known:
            contents = (
                sum(quantity * (values[part] - of(part)) for part, quantity in parts)
                for parts in recipes.get(product, {}).values()
            )
            known[product] = max(0.0, values[product] - max(contents, default=0.0))
        return known[product]

    for product, value in values.items():
        yield product, value, of(product)
