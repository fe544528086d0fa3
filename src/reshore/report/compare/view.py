"""What every section of a comparison needs: the plans, what they are called, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.errors import UsageError
from reshore.plan.compare import compare
from reshore.plan.inputs import inputs
from reshore.report.against import Difference, moved_by
from reshore.report.compare.beside import NOISE
from reshore.report.language import say
from reshore.report.palette import DISTINCT
from reshore.report.view import View
from reshore.tables.scenario import apply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reshore.plan.compare import Comparison
    from reshore.plan.plan import Plan
    from reshore.report.costs import Group
    from reshore.report.words import Money, Scale
    from reshore.tables.model import Model

MOST = 6
"""Plans that fit beside each other on a page."""


@dataclass(frozen=True, slots=True)
class CompareView:
    """Plans beside each other; differences are from the first.

    Attributes
    ----------
    runs
        What identifies each plan to who made it: its run.
    names
        What the page calls each.
    views
        Each plan beside its model.
    comparison
        What differs; the columns of the plans are `keys`.
    inputs
        What differs between the tables of the first and each of the others, their scenarios applied.
    places, countries, products
        Name for people by identifier, of all models.
    """

    runs: tuple[str, ...]
    names: tuple[str, ...]
    views: tuple[View, ...]
    comparison: Comparison
    inputs: tuple[pl.DataFrame, ...]
    places: Mapping[str, str]
    countries: Mapping[str, str]
    products: Mapping[str, str]

    @classmethod
    def of(cls, runs: Mapping[str, tuple[Plan, Model]]) -> CompareView:
        """Set plans beside each other.

        Parameters
        ----------
        runs
            Each plan and the model it was designed from, without its scenario applied, by run.

        Raises
        ------
        UsageError
            If there are fewer than two plans or more than `MOST`, or their currencies differ.
        """
        if len(runs) > MOST:
            raise UsageError(f"a page compares at most {MOST} plans, not {len(runs)}; tables take any number")
        plans = [plan for plan, _ in runs.values()]
        comparison = compare({str(number): plan for number, plan in enumerate(plans)})
        views = tuple(View.of(plan, model) for plan, model in runs.values())
        first, *others = (_case(plan, model) for plan, model in runs.values())
        return cls(
            runs=tuple(runs),
            names=_names(plans),
            views=views,
            comparison=comparison,
            inputs=tuple(inputs(first, other) for other in others),
            places=_merged([view.places for view in views]),
            countries=_merged([view.countries for view in views]),
            products=_merged([view.products for view in views]),
        )

    @property
    def plans(self) -> list[Plan]:
        """The plans, in order."""
        return [view.plan for view in self.views]

    @property
    def money(self) -> Money:
        """Writes amounts in the plans' currency."""
        return self.views[0].money

    @property
    def keys(self) -> list[str]:
        """Columns of the plans in the comparison, in order."""
        return [str(number) for number in range(len(self.views))]

    @property
    def others(self) -> range:
        """Places of all plans but the first."""
        return range(1, len(self.views))

    @property
    def colours(self) -> tuple[str, ...]:
        """Colour by plan."""
        return DISTINCT[: len(self.views)]

    @property
    def profit(self) -> bool:
        """Whether all plans are for most profit, so that what they are worth is less cost the other way."""
        return all(view.model.settings["objective"] == "profit" for view in self.views)

    @property
    def same_periods(self) -> bool:
        """Whether all plans have the same periods."""
        first, *others = (plan["periods"] for plan in self.plans)
        return all(first.equals(other) for other in others)

    def difference(self, other: int) -> Difference:
        """Return what a plan costs more than the first, and what the best plans of the two do."""
        return Difference.of(self.plans[other], self.plans[0])

    def moves(self, other: int) -> dict[Group, float]:
        """Return by how much each group of costs differs from that of the first plan, the most first."""
        least = NOISE * abs(self.plans[0].objective)
        moved = moved_by(self.plans[other], self.plans[0]).items()
        return dict(sorted(((g, a) for g, a in moved if abs(a) > least), key=lambda item: -abs(item[1])))

    def scale(self, rows: pl.DataFrame) -> Scale:
        """Return the unit that makes differences readable; of amounts that don't differ, the amounts."""
        differing = rows["difference"].drop_nulls()
        if differing.abs().max():
            return self.money.scale(differing)
        return self.money.scale(amount for key in self.keys for amount in rows[key])

    def values(self, row: Mapping[str, Any]) -> list[Any]:
        """Return what a row of the comparison has for each plan."""
        return [row[key] for key in self.keys]

    def place(self, site: str) -> str:
        """Return what people call a site or market."""
        return self.places.get(site, site)

    def country(self, code: str) -> str:
        """Return what people call a country."""
        return self.countries.get(code, code)


def case(plan: Plan) -> str:
    """Return what a plan is for: its scenario, or the base case."""
    return plan.scenario or say("Base case")


def _names(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Return the shortest names that tell plans apart: cases, or with models, or numbered."""
    cases = [case(plan) for plan in plans]
    if len({*cases}) == len(cases):
        return tuple(cases)
    several = len({plan.model_name for plan in plans}) > 1
    names = [f"{plan.model_name}, {case(plan)}" for plan in plans] if several else cases
    numbers = [names[: at + 1].count(name) for at, name in enumerate(names)]
    return tuple(
        f"{name} ({number})" if names.count(name) > 1 else name
        for name, number in zip(names, numbers, strict=True)
    )


def _case(plan: Plan, model: Model) -> Model:
    return apply(model, plan.scenario) if plan.scenario else model


def _merged(names: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Return all names; the first plan that has one decides."""
    return MappingProxyType({key: name for one in reversed(names) for key, name in one.items()})
