"""A future made ready: its tables and its own program, and that all futures decide on the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, Fault
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.robust.futures import Future, Futures
    from reshore.tables.model import Model

DECIDED: Mapping[str, tuple[str, ...]] = {
    "sites": ("site", "status"),
    "resources": ("site", "resource"),
    "periods": ("period", "start", "months"),
}
"""Table -> columns that have to be the same in every future: what is decided once has to be there in each."""


@dataclass(frozen=True, slots=True)
class Case:
    """A future with its tables and its program.

    Attributes
    ----------
    future
        The future.
    model
        The tables in it.
    footprint
        Their program.
    """

    future: Future
    model: Model
    footprint: FootprintProgram

    @classmethod
    def of(cls, future: Future, base: Model) -> Case:
        """Make a future ready.

        Raises
        ------
        DataError
            If its changes make no sense, or the tables that come of them aren't sound.
        """
        model = future.model(base)
        return cls(future, model, FootprintProgram.of(Network.of(model)))

    @property
    def scenario(self) -> str:
        """What its plans call it: a scenario, or the base case where nothing is changed."""
        return self.future.name if self.future.changes.height else ""

    @property
    def constant(self) -> float:
        """Net present cost of what no plan changes."""
        network = self.footprint.network
        return network.storing.constant(network.clock)


def cases(base: Model, futures: Futures) -> tuple[Case, ...]:
    """Make all futures ready.

    Raises
    ------
    DataError
        If changes of one make no sense, the tables that come of them aren't sound, or futures differ in
        which sites, resources or periods there are, or in the currency.
    """
    models = [future.model(base) for future in futures]
    faults = [
        fault
        for future, model in zip(futures, models, strict=True)
        for fault in _differences(future, model, models[0])
    ]
    if faults:
        raise DataError(faults)
    return tuple(
        Case(future, model, FootprintProgram.of(Network.of(model)))
        for future, model in zip(futures, models, strict=True)
    )


def _differences(future: Future, model: Model, first: Model) -> Iterator[Fault]:
    """Yield in what a future differs from the first though it mustn't."""
    place = f"future {future.name!r}"
    if model.settings["currency"] != first.settings["currency"]:
        yield Fault(place, "counts in another currency than the others")
    for table, columns in DECIDED.items():
        mine, others = (one[table].select(pl.struct(columns)).to_series() for one in (model, first))
        differing = mine.filter(~mine.is_in(others.implode())).to_list()
        differing += others.filter(~others.is_in(mine.implode())).to_list()
        if differing:
            what = " ".join(str(differing[0][name]) for name in columns)
            yield Fault(
                place,
                f"table {table} has other rows than in the other futures, such as {what}",
                "sites, resources and periods are decided on once: make what can't be used in one future too"
                " dear there, or of no capacity",
            )
