"""What every section on a plant needs: the result, names for people, colours, and units that people read."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.palette import DISTINCT, OTHER
from reshore.report.words import Money, counted, listed, number, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

DAY, WEEK = 24.0, 168.0
"""Hours."""
SHORT, LONG = 1.0, 3 * DAY
"""Times below the first are told in minutes, from the second on in days, in hours."""
MEGAWATT = 1e3
"""In kW."""
NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Ends of axes, times a power of ten."""
SPREAD = 0.1
"""Least width of an axis, as a share of the largest value on it."""
MARGIN = 1.02
"""Room above the highest line of a chart."""


@dataclass(frozen=True, slots=True)
class PlantView:
    """A plant beside the model it was made from.

    Attributes
    ----------
    result, model
        The plant, and its model.
    money
        Writes amounts in the model's currency.
    products
        Name for people by product; the identifier where the model has none.
    site
        Name of the site.
    groups
        Name of a group of stations for people, by group: its first task, with the product where there are
        several.
    colours
        Colour by kind of station, in the order of the line; what is beyond the distinct ones shares one.
    """

    result: PlantResult
    model: Model
    money: Money
    products: Mapping[str, str]
    site: str
    groups: Mapping[str, str]
    colours: Mapping[str, str]

    @classmethod
    def of(cls, result: PlantResult, model: Model) -> PlantView:
        """Look up what all sections need."""
        products = {name: told or name for name, told in model["products"].select("product", "name").rows()}
        sites = {name: told or name for name, told in model["sites"].select("site", "name").rows()}
        several = result["products"].height > 1
        groups = {}
        for group, product in result["stations"].select("group", "product").iter_rows():
            task = plain(group.removeprefix(f"{product}/"))
            groups[group] = f"{task} ({products.get(product, product)})" if several else task
        kinds = result["stations"]["station"].unique(maintain_order=True)
        colours = {kind: DISTINCT[i] if i < len(DISTINCT) else OTHER for i, kind in enumerate(kinds)}
        return cls(
            result=result,
            model=model,
            money=Money.of(result.currency),
            products=MappingProxyType(products),
            site=sites.get(result.site, result.site),
            groups=MappingProxyType(groups),
            colours=MappingProxyType(colours),
        )

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return a frame of the plant."""
        return self.result[frame]

    @property
    def facts(self) -> Mapping[str, Any]:
        """How the plant was found."""
        return self.result.facts

    @property
    def end(self) -> Mapping[str, Any]:
        """The row of the end product."""
        return self["products"].row(0, named=True)

    @property
    def is_largest(self) -> bool:
        """Whether the largest rate was asked for, and not one that is given."""
        return bool(self.result.options["rate"] == "max")

    def limit(self, resource: str) -> Mapping[str, Any]:
        """Return the row of a limit: floor, power, cooling or people."""
        return self["limits"].row(by_predicate=pl.col("resource") == resource, named=True)

    def product(self, name: str) -> str:
        """Return what people call a product."""
        return self.products.get(name, name)

    def place(self, name: str | None) -> str:
        """Return what people call a group of stations or an area; None is the dock."""
        if name is None:
            return "Dock"
        return self.groups.get(name, plain(name))


def binding(view: PlantView) -> str:
    """Return what binds, in words; empty where nothing does."""
    return listed([plain(name).lower() for name in view.facts["binds"]])


def hours(value: float | None) -> str:
    """Return a time in words: ``24 minutes``, ``6.50 hours``, ``4.10 days``."""
    if value is None:
        return "not known"
    if 0 < value < SHORT:
        return f"{rounded(60 * value)} minutes"
    size, unit = (value / DAY, "day") if value >= LONG else (value, "hour")
    return counted(1, unit) if size == 1 else f"{rounded(size)} {unit}s"


def power(kilowatts: float) -> str:
    """Return a power in words: ``48.5 kW``, ``1.20 MW``."""
    if kilowatts >= MEGAWATT:
        return f"{rounded(kilowatts / MEGAWATT)}\N{NO-BREAK SPACE}MW"
    return f"{rounded(kilowatts)}\N{NO-BREAK SPACE}kW"


def interval(low: float, high: float) -> str:
    """Return an interval with as many decimals as tell its ends apart: ``99.94 to 100.04``."""
    width = high - low
    digits = min(4, max(0, 1 - floor(log10(width)))) if width > 0 else 2
    return f"{number(low, digits)} to {number(high, digits)}"


def top(value: float) -> float:
    """Return the end of an axis on which a line at a value is well in sight."""
    size = 10.0 ** floor(log10(MARGIN * value)) if value > 0 else 1.0
    return next(nice * size for nice in NICE if nice * size >= MARGIN * value)


def around(values: Sequence[float]) -> tuple[float, float]:
    """Return ends of an axis for values, at least a tenth of the largest apart, so that noise looks small."""
    low, high = min(values), max(values)
    if high - low < SPREAD * high:
        middle = (low + high) / 2
        low, high = middle - SPREAD * high / 2, middle + SPREAD * high / 2
    step = 10.0 ** floor(log10(SPREAD * high)) if high > 0 else 1.0
    return floor(low / step) * step, ceil(high / step) * step


def amount(value: float, unit: str) -> str:
    """Return what is needed or had of a limit, in words."""
    if unit == "kW":
        return power(value)
    if unit == "person":
        return "1 person" if value == 1 else f"{rounded(value)} people"
    return f"{rounded(value)}\N{NO-BREAK SPACE}{unit}"
