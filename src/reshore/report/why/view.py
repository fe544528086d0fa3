"""What every section on an explanation needs: the result, the plan beside it, and names for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    import polars as pl

    from reshore.insight.result import WhyResult
    from reshore.report.view import View
    from reshore.report.words import Money, Scale

SURE, TIE = "#332288", "#bcc3ca"
"""Colours of what is proven to differ, and of what may be the same."""

AS_PLANNED = "the sites of the plan"
NO_PLAN = "no plan"


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
            return NO_PLAN
        return self.change(row["added"], row["dropped"])

    def change(self, added: Iterable[str], dropped: Iterable[str]) -> str:
        """Return in words which sites are added and dropped."""
        named = [(word, self.places(sites)) for word, sites in (("with", added), ("without", dropped))]
        return ", ".join(f"{word} {sites}" for word, sites in named if sites) or AS_PLANNED


def span(scale: Scale, low: float | None, high: float | None) -> str:
    """Return an interval of amounts, without the unit."""
    if low is None or high is None:
        ends = [
            f"{word} {scale(end)}" for word, end in (("at least", low), ("at most", high)) if end is not None
        ]
        return ends[0] if ends else "not known"
    first, last = scale(low), scale(high)
    return first if first == last else f"{first} to {last}"


def words(money: Money, low: float | None, high: float | None) -> str:
    """Return an interval of amounts, with the unit."""
    if low is None or high is None:
        ends = [(word, end) for word, end in (("at least", low), ("at most", high)) if end is not None]
        return " ".join(f"{word} {money(end)}" for word, end in ends) or "not known"
    scale = money.scale((low, high))
    return f"{money.name}\N{NO-BREAK SPACE}{span(scale, low, high)}{scale.unit.removeprefix(money.name)}"
