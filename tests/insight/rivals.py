"""Rival plants for one market, near with a high wage and far with a tariff, to be solved by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from tests.conftest import build_model

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reshore.tables.model import Model

DEMAND = 10.0
VALUE = 50.0
DRIVERS = ("additional_duties", "closeness", "labour")


@dataclass(frozen=True)
class Rivals:
    """Candidates in countries of their own, each able to serve the market in the first one's country.

    Attributes
    ----------
    wage, tariff, freight, fixed
        By candidate: cost of an hour (a unit takes one), share of the value, cost of a unit on its lane, cost
        of a year.
    """

    wage: Mapping[str, float]
    tariff: Mapping[str, float]
    freight: Mapping[str, float]
    fixed: Mapping[str, float]

    def model(self, **tables: Any) -> Model:
        """Return it as a model, with more tables if given."""
        where = {"latitude": 0, "longitude": 0}
        country = dict(zip(self.wage, ("AAA", "BBB", "CCC"), strict=False))
        rows: dict[str, Any] = {
            "settings": {"discount_rate": 0, "holding_rate": 0, "opening_pipeline": "empty"},
            "periods": [{"period": "y1", "start": "2025-01-01", "months": 12}],
            "countries": [
                {"country": country[site], "labour_rate": wage} for site, wage in self.wage.items()
            ],
            "sites": [
                {"site": site, "country": country[site], "status": "candidate", "fixed_cost": cost, **where}
                for site, cost in self.fixed.items()
            ],
            "markets": [{"market": "shop", "country": "AAA", **where}],
            "products": [{"product": "good", "value": VALUE, "mass": 2}],
            "processes": [{"site": site, "product": "good", "labour_hours": 1} for site in self.wage],
            "modes": [{"mode": "sea"}],
            "lanes": [
                {"lane": site, "origin": site, "destination": "shop", "mode": "sea", "days": 0}
                | {"cost_per_unit": cost}
                for site, cost in self.freight.items()
            ],
            "demands": [{"market": "shop", "product": "good", "quantity": DEMAND, "shortage_cost": 1000}],
            "duties": [
                {"layer": f"tariff_{site}", "importer": "AAA", "origin": country[site], "ad_valorem": rate}
                for site, rate in self.tariff.items()
                if country[site] != "AAA"
            ],
        }
        return build_model(name="rivals", **(rows | tables))

    def unit(self, site: str) -> float:
        """Return what a unit from a candidate costs, its yearly cost apart."""
        first = next(iter(self.wage))
        duty = 0.0 if site == first else self.tariff[site] * VALUE
        return self.wage[site] + self.freight[site] + duty

    def cost(self, used: Collection[str]) -> float:
        """Return the least cost with exactly these candidates used."""
        cheapest = min([1000.0, *(self.unit(site) for site in used)])
        return sum(self.fixed[site] for site in used) + DEMAND * cheapest

    def best(self, *, without: str = "", using: str = "") -> float:
        """Return the least cost, without a candidate or with it."""
        sets = [
            {site for site, taken in zip(self.wage, some, strict=True) if taken}
            for some in product((False, True), repeat=len(self.wage))
        ]
        return min(self.cost(used) for used in sets if without not in used and (not using or using in used))

    def neutralised(self, drivers: Collection[str], made: Mapping[str, float]) -> Rivals:
        """Return it with drivers neutralised, where a plan makes so many units at each candidate."""

        def mean(numbers: Mapping[str, float]) -> dict[str, float]:
            total = sum(made.values())
            weighted = (
                sum(made[site] * number for site, number in numbers.items()) / total
                if total
                else sum(numbers.values()) / len(numbers)
            )
            return dict.fromkeys(numbers, weighted)

        return Rivals(
            wage=mean(self.wage) if "labour" in drivers else self.wage,
            tariff=dict.fromkeys(self.tariff, 0.0) if "additional_duties" in drivers else self.tariff,
            freight=mean(self.freight) if "closeness" in drivers else self.freight,
            fixed=self.fixed,
        )


NEAR_AND_FAR = Rivals(
    wage={"near": 20.0, "far": 5.0},
    tariff={"near": 0.0, "far": 0.3},
    freight={"near": 1.0, "far": 6.0},
    fixed={"near": 1.0, "far": 1.0},
)
"""A unit from near costs 20 + 1, one from far 5 + 6 + 0.3 x 50; each site costs 1 a year."""


@st.composite
def rivals(draw: st.DrawFn) -> Rivals:
    """Draw two or three candidates."""
    names = ["a", "b", "c"][: draw(st.integers(2, 3))]
    amounts = st.integers(0, 40).map(float)
    rates = st.integers(0, 10).map(lambda tenths: tenths / 10)
    return Rivals(
        wage={name: draw(amounts) for name in names},
        tariff={name: draw(rates) for name in names},
        freight={name: draw(amounts) for name in names},
        fixed={name: 10 * draw(amounts) for name in names},
    )
