"""What every section on a plant needs: the result, its model, names for people, and colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.language import say
from reshore.report.palette import DISTINCT, OTHER
from reshore.report.plant.terms import named
from reshore.report.words import Money, listed
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

TASKS = 2
"""Tasks that the name of a group of stations tells; the others are counted."""


@dataclass(frozen=True, slots=True)
class PlantView:
    """A plant beside the model it was made from.

    Attributes
    ----------
    result, model
        The plant, and its model with the scenario of the plant applied.
    money
        Writes amounts in the model's currency.
    products
        Name for people by product; the identifier where the model has none.
    site
        Name of the site.
    groups
        Name of a group of stations for people, by group: its tasks, with the product where groups of
        several products have the same.
    colours
        Colour by kind of station, in the order of the line; what is beyond the distinct ones shares one.
    number
        Which of the plants on the page of a plan it is, from 1; 0 on a page of its own.
    """

    result: PlantResult
    model: Model
    money: Money
    products: Mapping[str, str]
    site: str
    groups: Mapping[str, str]
    colours: Mapping[str, str]
    number: int = 0

    @classmethod
    def of(cls, result: PlantResult, model: Model, number: int = 0) -> PlantView:
        """Look up what all sections need; the model comes without the scenario."""
        if result.scenario:
            model = scenarios.apply(model, result.scenario)
        products = {name: told or name for name, told in model["products"].select("product", "name").rows()}
        sites = {name: told or name for name, told in model["sites"].select("site", "name").rows()}
        kinds = result["stations"]["station"].unique(maintain_order=True)
        colours = {kind: DISTINCT[i] if i < len(DISTINCT) else OTHER for i, kind in enumerate(kinds)}
        return cls(
            result=result,
            model=model,
            money=Money.of(result.currency),
            products=MappingProxyType(products),
            site=sites.get(result.site, result.site),
            groups=MappingProxyType(_groups(result, products)),
            colours=MappingProxyType(colours),
            number=number,
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
    def lines(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The rows of products that are made here, the end product first, counted from 1 on."""
        return enumerate(self["products"].iter_rows(named=True), 1)

    @property
    def is_largest(self) -> bool:
        """Whether the largest rate was asked for, and not one that is given."""
        return bool(self.result.options["rate"] == "max")

    @property
    def title(self) -> str:
        """What people call the plant."""
        return say("{product} at {site}", product=self.product(self.result.product), site=self.site)

    @property
    def subtitle(self) -> str:
        """Which model, building and scenario the plant is of."""
        result, scenario = self.result, self.result.scenario
        about = {
            "model": self.model.settings["title"] or result.model_name,
            "building": named(result.building),
            "currency": self.money.name,
        }
        if scenario:
            return say(
                "{model}, building {building}, scenario {scenario}, money in {currency}",
                **about,
                scenario=scenario,
            )
        return say("{model}, building {building}, base case, money in {currency}", **about)

    def key(self, name: str) -> str:
        """Return what a section, chart or drawing is called on the page, where each name is used once."""
        return f"{name}-of-plant{self.number}" if self.number else name

    def of_product(self, frame: str, product: str) -> pl.DataFrame:
        """Return the rows of a frame that are of a product."""
        return self[frame].filter(pl.col("product") == product)

    def product(self, name: str) -> str:
        """Return what people call a product."""
        return self.products.get(name, name)

    def beside(self, product: str) -> str:
        """Return what people call a product where there are several; empty where there is one alone."""
        return self.product(product) if self["products"].height > 1 else ""

    def place(self, name: str | None) -> str:
        """Return what people call a group of stations or an area; None is the dock."""
        if name is None:
            return say("Dock")
        return self.groups.get(name, named(name))


def _groups(result: PlantResult, products: Mapping[str, str]) -> dict[str, str]:
    rows = result["stations"].select("group", "product", "tasks").iter_rows()
    named = {(group, product): tasks_told(tasks) for group, product, tasks in rows}
    uses = Counter(named.values())
    return {
        group: told if uses[told] == 1 else f"{told} ({products.get(product, product)})"
        for (group, product), told in named.items()
    }


def tasks_told(tasks: str) -> str:
    """Return the tasks of a group as words: ``Power on and burn in``."""
    return named(listed([task.replace("_", " ") for task in tasks.split()], most=TASKS))
