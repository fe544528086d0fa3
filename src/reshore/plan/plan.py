"""The plan: what is made, bought, moved, stored and opened when, what it costs, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.plan.aggregate import names, total
from reshore.plan.duties import duties
from reshore.plan.figures import figures
from reshore.plan.frames import check_frames
from reshore.plan.measures import footprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reshore.plan.measures import Per
    from reshore.tables.model import Model


class Status(StrEnum):
    """How far the search went."""

    OPTIMAL = "optimal"
    """Proven to be within the gap asked for."""
    FEASIBLE = "feasible"
    """Stopped before that; the gap reached is the plan's `gap`."""


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """A plan for a model under a scenario; immutable.

    Attributes
    ----------
    model_name, scenario
        What it is a plan for; the empty scenario is the base case.
    currency
        The unit of all money.
    status, raw_status
        How far the search went, in our words and in the solver's.
    objective, bound
        Net present cost of the plan, and what no plan can be below.
    gap
        (objective - bound) / abs(objective).
    seconds
        Wall time of the search.
    frames
        The frames that `reshore.plan.frames.FRAMES` lists, by name; docs/semantics.md says what they mean.
    facts
        How the plan was found: size of the program, options, versions.
    audit
        Summary of the audit: ok, checks, worst, objective_difference; None before it.
    """

    model_name: str
    scenario: str
    currency: str
    status: Status
    raw_status: str
    objective: float
    bound: float
    gap: float
    seconds: float
    frames: Mapping[str, pl.DataFrame]
    facts: Mapping[str, Any]
    audit: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        check_frames(self.frames)
        for name in ("frames", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        if self.audit is not None:
            object.__setattr__(self, "audit", MappingProxyType(dict(self.audit)))

    def __repr__(self) -> str:
        """Return one line: what it is a plan for, how far the search went, what it costs."""
        cost = f"{self.objective:,.0f} {self.currency}"
        return f"<Plan of {self.title}: {self.status}, net present cost {cost}, gap {self.gap:.2%}>"

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return the frame of that name."""
        return self.frames[frame]

    @property
    def title(self) -> str:
        """What the plan is called: its model and its scenario."""
        return f"{self.model_name}, {self.scenario or 'base'}"

    def summary(self) -> pl.DataFrame:
        """Return the key figures: columns figure, value, unit."""
        return figures(self)

    def costs(
        self, by: str | Sequence[str] = ("cost", "country"), *, present_value: bool = True
    ) -> pl.DataFrame:
        """Return the costs, summed by any text column of `costs` or by ``year``.

        Parameters
        ----------
        by
            One or several of cost, place, country, product, period and year.
        present_value
            Whether amounts are discounted, so that they add up to the objective, or as they fall due.

        Returns
        -------
        pl.DataFrame
            Columns `by` and amount, in the plan's currency.

        Raises
        ------
        UsageError
            If the costs can't be grouped so.
        """
        measure = "present_value" if present_value else "amount"
        return total(self["costs"], self["periods"], names(by), measure)

    def investments(self, by: str | Sequence[str] = "year") -> pl.DataFrame:
        """Return the money spent on openings and modules, whole, when they come into service.

        Costs charge the same money as annuities over the assets' lives.

        Parameters
        ----------
        by
            One or several of kind, site, country, resource, period and year.

        Returns
        -------
        pl.DataFrame
            Columns `by` and amount, in the plan's currency, not discounted.

        Raises
        ------
        UsageError
            If they can't be grouped so.
        """
        return total(self["investments"], self["periods"], names(by), "amount")

    def duties(
        self,
        by: str | Sequence[str] = ("year", "importer", "layer", "product", "preference"),
        *,
        model: Model | None = None,
    ) -> pl.DataFrame:
        """Return the duty paid and paid back, as it falls due and not discounted.

        Parameters
        ----------
        by
            One or several of the text columns of the frame `duties`, year, and processed, goods_origin,
            labels and status of the goods; with a model also family.
        model
            The model of the plan; needed for families.

        Returns
        -------
        pl.DataFrame
            Columns `by`, amount (paid less paid_back), paid, paid_back, value and units. The money is in the
            plan's currency; value and units are of the goods that entered, were released or used, each once
            in a group however many layers it pays there, and value is their customs value.

        Raises
        ------
        UsageError
            If they can't be grouped so.
        """
        return duties(self, by, model=model)

    def footprint(
        self,
        by: str | Sequence[str] = "country",
        measure: str = "value_added",
        *,
        per: Per = "period",
        model: Model | None = None,
    ) -> pl.DataFrame:
        """Return how much is made where, and each part's share of its period.

        Parameters
        ----------
        by
            One or several text columns of what is measured: country, site, period or year; of production also
            product, family and process, of capacity resource; with a model group, role and bloc. A period or
            year among them takes the place of `per`. A country counts in every bloc that it is a member of.
        measure
            One of `reshore.plan.measures.MEASURES`. value_added counts each part once, value counts a part
            again in what it goes into, and output_value is the value of products that have demand, alone.
            capacity is hours available, carbon that of making.
        per
            The stretch of time that amounts and shares are of. A period counts in the year it starts in.
        model
            The model of the plan, its scenario applied; needed for what the plan's frames don't say.

        Returns
        -------
        pl.DataFrame
            Columns period (or year; neither for the horizon), those of `by`, amount, share, unit.

        Raises
        ------
        UsageError
            If there is no such measure, or it can't be grouped so.
        """
        return footprint(self, by, measure, per=per, model=model)
