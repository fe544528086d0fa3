"""Processes as the makers of provenance: what goes in, what decides origin and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.tables.model import Model

SITE, NO_REGIME = "site", "none"
FREE_ZONE = "free_zone"
USING = frozenset({"immex", FREE_ZONE})
"""Customs regimes under which suspended goods may be used."""


@dataclass(frozen=True, slots=True)
class Process:
    """A row of `processes`.

    Attributes
    ----------
    name, site, country, regime, product
        The process, where it is, the customs regime there (empty: none), and what it makes.
    components
        What its recipe calls for, sorted.
    origin
        Component whose origin the output has; None = the site's country.
    conferred
        Labels that the output has always.
    inherited
        (component, label): labels that the output has exactly if the component has it.
    repack
        Whether the output keeps the whole provenance of the component in `origin`.
    """

    name: str
    site: str
    country: str
    regime: str
    product: str
    components: tuple[str, ...]
    origin: str | None
    conferred: frozenset[str]
    inherited: tuple[tuple[str, str], ...]
    repack: bool

    @property
    def uses_bond(self) -> bool:
        """Whether suspended goods may be made into something here."""
        return self.regime in USING


def processes(model: Model) -> list[Process]:
    """Return the processes of a model, by name."""
    recipes: dict[tuple[str, str], list[str]] = {}
    for product, variant, component in (
        model["boms"].select("product", "variant", "component").sort(pl.all()).iter_rows()
    ):
        recipes.setdefault((product, variant), []).append(component)
    sites = model["sites"].select("site", "country", "bonded")
    found = []
    for row in model["processes"].join(sites, on="site", how="left").sort("process").iter_rows(named=True):
        labels = (row["labels"] or "").split()
        found.append(
            Process(
                name=row["process"],
                site=row["site"],
                country=row["country"],
                regime="" if row["bonded"] in {None, NO_REGIME} else row["bonded"],
                product=row["product"],
                components=tuple(recipes.get((row["product"], row["variant"]), [])),
                origin=None if row["origin"] in {None, SITE} else row["origin"],
                conferred=frozenset(label for label in labels if ":" not in label),
                inherited=tuple(
                    (component, label)
                    for component, _, label in (entry.partition(":") for entry in labels)
                    if label
                ),
                repack=bool(row["repack"]),
            )
        )
    return found
