"""Futures: what the tables may turn out to be, each with a probability and the changes that make it."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, isclose
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import scenario
from reshore.tables.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reshore.tables.model import Model

BASE = "base"
"""Name of the future in which the tables are as they are written."""

CHANGES = ("order", "table", "where", "column", "action", "value")
"""Columns of `scenarios` that say what a future changes."""

ROUNDING = 1e-9
"""By how much probabilities may miss 1."""


@dataclass(frozen=True, slots=True)
class Future:
    """What the tables may turn out to be.

    Attributes
    ----------
    name
        What it is called.
    probability
        Above 0, at most 1.
    changes
        What it changes: the columns `CHANGES` of `scenarios`, in the order in which the changes are made.
    """

    name: str
    probability: float
    changes: pl.DataFrame

    def model(self, base: Model) -> Model:
        """Return the model as it is in this future.

        Raises
        ------
        DataError
            If a change makes no sense or finds nothing to change, or the tables that come of it aren't sound.
        """
        if self.changes.is_empty():
            return base
        return scenario.changed(base, self.changes, f"future {self.name!r}")


@dataclass(frozen=True, slots=True)
class Futures:
    """All futures that a plan has to bear; their probabilities add up to 1.

    Attributes
    ----------
    futures
        One or more, each under a name of its own.
    """

    futures: tuple[Future, ...]

    def __post_init__(self) -> None:
        """Refuse what is no distribution.

        Raises
        ------
        UsageError
            If there is no future, two have one name, or the probabilities don't add up to 1.
        """
        if not self.futures:
            raise UsageError("there are no futures")
        names = self.names
        if twice := {name for name in names if names.count(name) > 1}:
            raise UsageError(f"two futures are called {min(twice)!r}")
        if wrong := [one for one in self.futures if not 0 < one.probability <= 1 + ROUNDING]:
            raise UsageError(f"future {wrong[0].name!r} has the probability {wrong[0].probability:g}")
        total = fsum(one.probability for one in self.futures)
        if not isclose(total, 1.0, abs_tol=ROUNDING):
            raise UsageError(f"the probabilities of the futures add up to {total:g}, and not to 1")

    def __iter__(self) -> Iterator[Future]:
        """Go through the futures."""
        return iter(self.futures)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.futures)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.name for one in self.futures)

    @classmethod
    def of_scenarios(cls, model: Model, names: Collection[str] = ()) -> Futures:
        """Return the scenarios of a model that have a probability above 0, and the base case.

        Parameters
        ----------
        model
            A checked model. Its base case has what the scenarios leave of 1; with nothing left it is none.
        names
            Take these scenarios alone, and scale their probabilities to 1; the base case is in only if
            `base` is among them. Empty = all.

        Raises
        ------
        UsageError
            If no scenario has a probability, or there is none of a name.
        DataError
            If rows of a scenario differ in probability, the probabilities are above 1 in sum, or a scenario
            is called `base`.
        """
        known = _probabilities(model)
        if unknown := sorted(set(names) - known.keys()):
            there = scenario.scenarios(model)
            said = "has no probability" if unknown[0] in there else "is not there"
            near = nearest(unknown[0], list(known))
            raise UsageError(f"scenario {unknown[0]!r} {said}{f'; {near}' if near else ''}")
        taken = {name: share for name, share in known.items() if name in names} if names else known
        total = fsum(taken.values())
        return cls(tuple(Future(name, share / total, _changes(model, name)) for name, share in taken.items()))


def _probabilities(model: Model) -> dict[str, float]:
    """Return the probability of each scenario that has one above 0, and what is left to the base case."""
    stated = (
        model["scenarios"]
        .group_by("scenario", maintain_order=True)
        .agg(pl.col("probability").unique(maintain_order=True))
    )
    faults = [
        Fault(f"scenario {name!r}, probability", "differs between its rows", "write the same in each")
        for name, written in stated.iter_rows()
        if len(written) > 1
    ]
    known = {name: written[0] for name, written in stated.iter_rows() if written[0]}
    total = fsum(known.values())
    if total > 1 + ROUNDING:
        faults.append(Fault("scenarios, probability", f"probabilities add up to {total:g}, above 1"))
    if BASE in known:
        faults.append(
            Fault(f"scenario {BASE!r}", f"{BASE!r} is the name of the base case", "give it another")
        )
    if faults:
        raise DataError(faults)
    if not known:
        raise UsageError("no scenario has a probability: write one in the column probability of scenarios")
    left = 1 - total
    return known if left <= ROUNDING else {BASE: left, **known}


def _changes(model: Model, name: str) -> pl.DataFrame:
    rows = model["scenarios"].filter(pl.col("scenario") == name)
    return rows.sort("order", maintain_order=True).select(CHANGES)
