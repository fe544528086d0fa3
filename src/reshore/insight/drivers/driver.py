"""A driver: one cause by name, and how to write the tables as if it told no places apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

    Neutralise = Callable[[Model, Plan], Mapping[str, pl.DataFrame]]
    """Model, its scenario applied, and the plan whose volumes weigh means -> the tables that change."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One cause.

    Attributes
    ----------
    name
        What it is called.
    cause
        What it neutralises, in a few words for people.
    neutralise
        Returns the tables that it changes; it adds no rows but those of `series`.
    """

    name: str
    cause: str
    neutralise: Neutralise

    def of(self, model: Model, plan: Plan) -> Model:
        """Return the model with this cause neutralised, checked again.

        Parameters
        ----------
        model
            A checked model, the plan's scenario applied.
        plan
            A plan for it; its volumes weigh the means.

        Raises
        ------
        DataError
            If the tables that come of it aren't sound.
        """
        frames = {**model.frames, **self.neutralise(model, plan)}
        settings = recheck(frames, f"driver {self.name!r}")
        return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))
