"""A case: what the tables say of one plant, with everything that is missing told at once."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, UsageError
from reshore.factory.plan.blocks import too_deep
from reshore.factory.plan.budget import too_little
from reshore.factory.plan.building import Building
from reshore.factory.plan.kinds import STATION, kinds
from reshore.factory.plan.missing import missing
from reshore.factory.plan.operation import operations
from reshore.factory.plan.recipe import recipe
from reshore.tables.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.factory.plan.kinds import Kind
    from reshore.factory.plan.operation import Operation
    from reshore.factory.plan.recipe import Recipe
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Made:
    """A product that is made in the plant.

    Attributes
    ----------
    product
        Its name.
    recipe
        What goes into it.
    operations
        Its tasks, in an order that keeps precedence.
    """

    product: str
    recipe: Recipe
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A plant to be sized.

    Attributes
    ----------
    made
        The end product first, then the components that are made here, each after all that it goes into.
    building
        Where.
    kinds
        Kinds of station and areas, by name.
    masses
        kg a unit, by product.
    """

    made: tuple[Made, ...]
    building: Building
    kinds: Mapping[str, Kind]
    masses: Mapping[str, float]

    @property
    def areas(self) -> list[Kind]:
        """Areas without tasks, each of which stands once."""
        return [kind for kind in self.kinds.values() if kind.role != STATION]

    @property
    def products(self) -> list[str]:
        """Names of what is made."""
        return [made.product for made in self.made]


def case(model: Model, site: str, product: str, building: str = "", with_: Sequence[str] = ()) -> Case:
    """Read the tables of a plant.

    Parameters
    ----------
    model
        Checked tables.
    site, product
        Where, and what is made.
    building
        Which of the site's buildings; may be empty where there is one.
    with_
        Components that are made in the same building.

    Raises
    ------
    UsageError
        If there is no such site, product or building, or a component goes into nothing that is made here.
    DataError
        If the tables don't say enough: every fault with its place and remedy.
    """
    _known(site, model["sites"]["site"], "site")
    if product in with_:
        raise UsageError(f"{product!r} can't be made with itself; name components of it")
    recipes: dict[str, Recipe] = {}
    for name in (product, *with_):
        _known(name, model["products"]["product"], "product")
        recipes[name] = recipe(model, site, name)
    names = _order(product, recipes)
    rows = _buildings(model, site, building)
    if faults := missing(model, site, rows, names):
        raise DataError(faults)
    place = Building.of(rows.row(0, named=True))
    found = Case(
        made=tuple(Made(name, recipes[name], operations(model, name, recipes[name].parts)) for name in names),
        building=place,
        kinds=kinds(model, place.name),
        masses=dict(model["products"].select("product", "mass").iter_rows()),
    )
    if faults := [*too_little(found), *too_deep(found)]:
        raise DataError(faults)
    return found


def _known(name: str, names: pl.Series, what: str) -> None:
    if name not in names:
        near = nearest(name, names)
        raise UsageError(f"there is no {what} {name!r}{f'; {near}' if near else ''}")


def _buildings(model: Model, site: str, building: str) -> pl.DataFrame:
    """Return the rows of the buildings that are meant."""
    rows = model["buildings"].filter(pl.col("site") == site)
    if not building:
        return rows
    found = rows.filter(pl.col("building") == building)
    if rows.height and found.is_empty():
        listed = ", ".join(rows["building"])
        raise UsageError(f"site {site!r} has no building {building!r}; it has {listed}")
    return found


def _order(product: str, recipes: Mapping[str, Recipe]) -> list[str]:
    """Return what is made here, each after all that it goes into."""
    users = {name: [user for user in recipes if name in recipes[user].parts] for name in recipes}
    for name in users:
        if name != product and not users[name]:
            raise UsageError(
                f"{name!r} goes into nothing that is made here; leave it out of what is made with {product!r}"
            )
    return list(TopologicalSorter(users).static_order())
