"""What a seeded maker of electronics makes: four levels of goods, their recipes, values and HS codes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

RECIPE = 3
"""Components a product has, each of the level below."""

PART = 1.6
"""Value of a part, which has no components (kUSD)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the bill of materials.

    Attributes
    ----------
    family
        What its products are called.
    products, followed
        How many there are, and how many of them (the first) have a HS code that duties name.
    sites, sources
        Kind of the sites that make or supply it, and how many of them each product has.
    codes
        HS codes of followed and other products.
    hours, labour
        Hours of a line and of labour a unit.
    margin
        Value of a unit over that of its components.
    mass
        kg a unit.
    """

    family: str
    products: int
    followed: int
    sites: str
    sources: int
    codes: tuple[str, str]
    hours: float
    labour: float
    margin: float
    mass: float

    @property
    def names(self) -> list[str]:
        """Names of its products."""
        return [f"{self.family}-{number}" for number in range(1, self.products + 1)]


LEVELS = (
    Level("server", 6, 4, "assembly", 8, ("8471", "8528"), 60.0, 320.0, 1.25, 800.0),
    Level("module", 8, 3, "components", 5, ("8473", "8504"), 10.0, 60.0, 1.35, 120.0),
    Level("board", 8, 3, "components", 5, ("8534", "8536"), 2.0, 12.0, 1.6, 20.0),
    Level("part", 8, 0, "supplier", 5, ("", "3926"), 0.0, 0.0, 1.0, 2.0),
)


def boms(random: np.random.Generator) -> pl.DataFrame:
    """Return recipes: each product of components of the level below, by turns so that all are used."""
    rows: list[tuple[str, str, int]] = []
    for level, below in pairwise(LEVELS):
        turn = np.tile(random.permutation(below.names), RECIPE)
        for number, product in enumerate(level.names):
            chosen = turn[number * RECIPE : (number + 1) * RECIPE]
            rows += [(product, str(part), int(random.integers(1, 3))) for part in chosen]
    return pl.DataFrame(rows, schema=["product", "component", "quantity"], orient="row")


def products(random: np.random.Generator, recipes: pl.DataFrame) -> pl.DataFrame:
    """Return goods with their values, from parts upwards."""
    rows: list[dict[str, object]] = []
    values: dict[str, float] = {}
    for level in reversed(LEVELS):
        for number, name in enumerate(level.names):
            used = recipes.filter(pl.col("product") == name).select("component", "quantity").rows()
            parts = sum(values[part] * quantity for part, quantity in used)
            drawn = float(random.uniform(0.85, 1.15))
            values[name] = round(parts * level.margin * drawn if used else PART * drawn, 4)
            code = f"{level.codes[number >= level.followed]}30"
            row = {"product": name, "family": level.family, "value": values[name], "mass": level.mass}
            rows.append(row | {"hs_code": code})
    return pl.DataFrame(rows)
