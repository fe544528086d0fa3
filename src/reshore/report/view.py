"""What every section of a report needs: the plan, its model, what else is known, the names people use."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.language import country_name
from reshore.report.palette import DISTINCT, OTHER
from reshore.report.words import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class View:
    """A plan beside its model, and what else is known of it.

    Attributes
    ----------
    plan, model
        The plan, and the model it was designed from.
    money
        Writes amounts in the plan's currency.
    places, countries, products, modes
        Name for people by identifier; the identifier where the model has none.
    colours
        Colour by country, in order of value added; the smallest share one colour.
    against
        The plan that it is set against; None where there is none.
    why
        Explanations of the plan.
    stress
        A stress test of the plan; None where there is none.
    robust
        The plan for many futures that it is one future of; None where it is for itself.
    """

    plan: Plan
    model: Model
    money: Money
    places: Mapping[str, str]
    countries: Mapping[str, str]
    products: Mapping[str, str]
    modes: Mapping[str, str]
    colours: Mapping[str, str]
    against: Plan | None = None
    why: tuple[WhyResult, ...] = ()
    stress: StressResult | None = None
    robust: RobustPlan | None = None

    @classmethod
    def of(
        cls,
        plan: Plan,
        model: Model,
        *,
        against: Plan | None = None,
        why: Sequence[WhyResult] = (),
        stress: StressResult | None = None,
        robust: RobustPlan | None = None,
    ) -> View:
        """Look up what all sections need."""
        ranked = plan.footprint("country", per="horizon")["country"].to_list()
        countries = _names(model, "countries", "country")
        return cls(
            plan=plan,
            model=model,
            money=Money.of(plan.currency),
            places=MappingProxyType({**_names(model, "sites", "site"), **_names(model, "markets", "market")}),
            countries=MappingProxyType({code: country_name(code, name) for code, name in countries.items()}),
            products=_names(model, "products", "product"),
            modes=_names(model, "modes", "mode"),
            colours=MappingProxyType(
                {country: DISTINCT[i] if i < len(DISTINCT) else OTHER for i, country in enumerate(ranked)}
            ),
            against=against,
            why=tuple(why),
            stress=stress,
            robust=robust,
        )

    @property
    def periods(self) -> list[str]:
        """The periods, in time order."""
        return self.plan["periods"]["period"].to_list()

    @property
    def months(self) -> list[int]:
        """Lengths of the periods, in time order."""
        return self.plan["periods"]["months"].to_list()

    def bounds(self) -> dict[str, tuple[date, date]]:
        """Return first day and day after the last one, by period."""
        end = pl.col("start").dt.offset_by(pl.format("{}mo", "months"))
        rows = self.plan["periods"].select("period", "start", end=end).iter_rows()
        return {period: (start, end) for period, start, end in rows}


def _names(model: Model, table: str, key: str) -> Mapping[str, str]:
    rows = model[table].select(key, "name").iter_rows()
    return MappingProxyType({identifier: name or identifier for identifier, name in rows})
