"""What every section on an explanation needs: the result, the plan beside it, and names for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.insight.rows import Found
from reshore.report.language import message, say
from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    import polars as pl

    from reshore.insight.result import WhyResult
    from reshore.report.view import View
    from reshore.report.words import Money, Scale

SURE, TIE = "#332288", "#bcc3ca"
"""Colours of what is proven to differ, and of what may be the same."""

AS_PLANNED = message("the sites of the plan")
NO_PLAN = message("no plan")

STATUSES = {
    Found.OPTIMAL: message("optimal"),
    Found.FEASIBLE: message("feasible"),
    Found.NO_PLAN: message("no plan in time"),
    Found.INFEASIBLE: message("infeasible"),
}
"""What a design of a variant ended with."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """An explanation beside its plan.

    Attributes
    ----------
    view
        The plan and its model.
    result
        The explanation.
    number
        Which of the explanations on the page it is, from 1.
    """

    view: View
    result: WhyResult
    number: int = 1

    def __getitem__(self, frame: str) -> pl.DataFrame:
        """Return a frame of the explanation."""
        return self.result[frame]

    @property
    def money(self) -> Money:
        """Writes amounts in the plan's currency."""
        return self.view.money

    def scale(self, frame: str, *columns: str) -> Scale:
        """Return the unit that makes the amounts of some columns of a frame readable."""
        rows = self.result[frame]
        return self.money.scale(amount for column in columns for amount in rows[column].drop_nulls())

    def key(self, name: str) -> str:
        """Return what a section or chart is called on the page, where each name is used once."""
        return name if self.number == 1 else f"{name}{self.number}"

    def place(self, site: str) -> str:
        """Return what people call a site."""
        return self.view.places.get(site, site)

    def places(self, sites: Iterable[str], most: int = 6) -> str:
        """Return what people call sites, the first of them by name and the others counted."""
        return listed([self.place(site) for site in sites], most)

    def moved(self, row: Mapping[str, Any]) -> str:
        """Return which sites a design adds and drops against the plan."""
        if row["used"] is None:
            return say(NO_PLAN)
        return self.change(row["added"], row["dropped"])

    def change(self, added: Iterable[str], dropped: Iterable[str]) -> str:
        """Return in words which sites are added and dropped."""
        more, less = self.places(added), self.places(dropped)
        said = [say("with {sites}", sites=more)] if more else []
        said += [say("without {sites}", sites=less)] if less else []
        return ", ".join(said) or say(AS_PLANNED)


def span(scale: Scale, low: float | None, high: float | None) -> str:
    """Return an interval of amounts, without the unit."""
    if low is None or high is None:
        return _one_end(low, high, scale)
    first, last = scale(low), scale(high)
    return first if first == last else say("{low} to {high}", low=first, high=last)


def words(money: Money, low: float | None, high: float | None) -> str:
    """Return an interval of amounts, with the unit."""
    if low is None or high is None:
        return _one_end(low, high, money)
    scale = money.scale((low, high))
    amount = span(scale, low, high)
    if not scale.word:
        return say("{currency}\N{NO-BREAK SPACE}{amount}", currency=money.name, amount=amount)
    return say(
        "{currency}\N{NO-BREAK SPACE}{amount} {step}", currency=money.name, amount=amount, step=scale.word
    )


def status_of(row: Mapping[str, Any]) -> str:
    """Return in words what the design of a row ended with."""
    return say(STATUSES[Found(row["status"])])


def _one_end(low: float | None, high: float | None, amount: Callable[[float], str]) -> str:
    """Return an interval of which an end, or both, are not known."""
    if low is not None:
        return say("at least {amount}", amount=amount(low))
    return say("not known") if high is None else say("at most {amount}", amount=amount(high))
