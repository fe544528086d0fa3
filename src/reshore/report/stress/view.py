"""What every section on a stress test needs: the result, the plan beside it, and names for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message, say, say_many
from reshore.report.palette import DISTINCT
from reshore.report.words import plain, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import polars as pl

    from reshore.report.view import View
    from reshore.report.words import Money
    from reshore.risk.result import StressResult


class Engine(StrEnum):
    """Who works replications out; the first is preferred where one has to stand for both."""

    SIMULATION = message("simulation")
    RECOURSE = message("recourse")


ENGINES: Mapping[str, str] = MappingProxyType({Engine.SIMULATION: "#332288", Engine.RECOURSE: "#44aa99"})
"""Colour by engine."""

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "site": (message("Site"), message("Sites")),
        "supplier": (message("Supplier"), message("Suppliers")),
        "country": (message("Country"), message("Countries")),
        "supply": (message("Supply"), message("Supplies")),
        "border": (message("Border"), message("Borders")),
        "passage": (message("Passage"), message("Passages")),
        "mode": (message("Mode"), message("Modes")),
        "named": (message("Own set"), message("Own sets")),
    }
)
"""Kinds of sets, one and many, in the order of legends."""


@dataclass(frozen=True, slots=True)
class StressView:
    """A stress test beside its plan.

    Attributes
    ----------
    view
        The plan and its model.
    result
        The stress test.
    """

    view: View
    result: StressResult

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return a frame of the stress test."""
        return self.result[frame]

    @property
    def money(self) -> Money:
        """Writes amounts in the plan's currency."""
        return self.view.money

    @property
    def engines(self) -> list[str]:
        """The engines that ran, the preferred one first."""
        ran = {*self.result["losses"]["engine"]}
        return [engine.value for engine in Engine if engine.value in ran]

    def of(self, frame: str, engine: str) -> pl.DataFrame:
        """Return the rows of a frame that are of an engine."""
        rows = self.result[frame]
        return rows.filter(rows["engine"] == engine)

    def set_name(self, kind: str, name: str) -> str:
        """Return what people call a set."""
        view = self.view
        if kind in {"site", "supplier"}:
            return view.places.get(name, name)
        if kind == "country":
            return view.countries.get(name, name)
        if kind == "mode":
            return view.modes.get(name, name)
        if kind == "passage":
            return plain(name)
        if kind == "border":
            ends = (view.countries.get(country, country) for country in name.split(">"))
            return " \N{RIGHTWARDS ARROW} ".join(ends)
        if kind == "supply":
            country, _, product = name.partition(" ")
            return say(
                "{product} from {country}",
                product=view.products.get(product, product),
                country=view.countries.get(country, country),
            )
        return name

    def named(self, row: Mapping[str, Any]) -> str:
        """Return what people call the set of a row, with its kind."""
        return say(
            "{set} ({kind})", set=self.set_name(row["kind"], row["name"]), kind=one_of(row["kind"]).lower()
        )

    def kinds(self) -> list[str]:
        """Return the kinds of sets that were tested, in the order of legends."""
        tested = {*self.result["exposures"]["kind"]}
        return [kind for kind in KINDS if kind in tested]


def one_of(kind: str) -> str:
    """Return what one set of a kind is called."""
    return say(KINDS[kind][0])


def many_of(kind: str) -> str:
    """Return what the sets of a kind are called."""
    return say(KINDS[kind][1])


def colour_of(kind: str) -> str:
    """Return the colour of a kind of sets."""
    return DISTINCT[[*KINDS].index(kind)]


def engine_title(engine: str) -> str:
    """Return the name of an engine where it stands alone."""
    return say(engine).capitalize()


def by_engine(view: StressView, amounts: Mapping[str, float]) -> str:
    """Return amounts with the engine of each."""
    return ", ".join(
        say("{amount} ({engine})", amount=view.money(amount), engine=say(engine))
        for engine, amount in amounts.items()
    )


def days(value: float | None, empty: str) -> str:
    """Return a time, or words where there is none."""
    return empty if value is None else say_many("{count} day", "{count} days", value, count=rounded(value))
