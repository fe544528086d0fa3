"""Locations to choose among, small enough to try every set of them: one period, no limits on capacity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from tests.conftest import build_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reshore.tables.model import Model

SHORTAGE = 60.0
DEMAND = 10.0


@dataclass(frozen=True)
class Facilities:
    """Sites with a yearly cost each, and what a unit from each costs at each market.

    Attributes
    ----------
    fixed
        Yearly cost by site. Sites called `c...` are candidates, `o...` open and may close, `f...` stay open.
    unit
        Cost of a unit by site and market.
    closing
        What closing costs.
    """

    fixed: Mapping[str, float]
    unit: Mapping[tuple[str, str], float]
    closing: float = 5.0

    @property
    def markets(self) -> list[str]:
        """Markets by name."""
        return sorted({market for _, market in self.unit})

    def model(self, **tables: Any) -> Model:
        """Return it as a model, with more tables if given."""
        where = {"country": "AAA", "latitude": 0, "longitude": 0}
        sites = [
            {"site": site, "fixed_cost": cost, **where}
            | ({"status": "candidate"} if site[0] == "c" else {})
            | ({"closing_cost": self.closing} if site[0] == "o" else {})
            for site, cost in self.fixed.items()
        ]
        return build_model(
            name="facilities",
            settings={"discount_rate": 0, "holding_rate": 0, "opening_pipeline": "empty"},
            periods=[{"period": "y1", "start": "2025-01-01", "months": 12}],
            countries=[{"country": "AAA"}],
            sites=sites,
            markets=[{"market": market, **where} for market in self.markets],
            products=[{"product": "good", "value": 10}],
            processes=[{"site": site, "product": "good"} for site in self.fixed],
            modes=[{"mode": "road"}],
            lanes=[
                {"origin": site, "destination": market, "mode": "road", "days": 0, "cost_per_unit": cost}
                for (site, market), cost in self.unit.items()
            ],
            demands=[
                {"market": market, "product": "good", "quantity": DEMAND, "shortage_cost": SHORTAGE}
                for market in self.markets
            ],
            **tables,
        )

    def cost(self, used: Iterable[str]) -> float:
        """Return the least cost with exactly these sites used."""
        used = set(used)
        shut = sum(site[0] == "o" and site not in used for site in self.fixed)
        served = (
            min([SHORTAGE, *(self.unit[site, market] for site in used)]) * DEMAND for market in self.markets
        )
        return sum(self.fixed[site] for site in used) + self.closing * shut + sum(served)

    def sets(self) -> Iterator[tuple[str, ...]]:
        """Yield every set of sites that can be used, sorted."""
        free = [site for site in self.fixed if site[0] != "f"]
        always = [site for site in self.fixed if site[0] == "f"]
        every = chain.from_iterable(combinations(free, count) for count in range(len(free) + 1))
        return (tuple(sorted([*some, *always])) for some in every)

    def costs(self) -> dict[tuple[str, ...], float]:
        """Return the least cost of every set of sites."""
        return {used: self.cost(used) for used in self.sets()}


THREE = Facilities(
    fixed={"c1": 100.0, "c2": 110.0, "o3": 90.0, "f4": 40.0},
    unit={
        ("c1", "north"): 5.0,
        ("c1", "south"): 14.0,
        ("c2", "north"): 13.0,
        ("c2", "south"): 4.0,
        ("o3", "north"): 9.0,
        ("o3", "south"): 9.5,
        ("f4", "north"): 22.0,
        ("f4", "south"): 21.0,
    },
)
"""Three sites to decide on beside one that stays."""


@st.composite
def facilities(draw: st.DrawFn) -> Facilities:
    """Draw facilities of up to four sites to decide on."""
    kinds = draw(st.lists(st.sampled_from("cof"), min_size=2, max_size=4))
    names = [f"{kind}{number}" for number, kind in enumerate(kinds)]
    amounts = st.integers(0, 200).map(float)
    units = st.integers(0, 50).map(float)
    return Facilities(
        {name: draw(amounts) for name in names},
        {(name, market): draw(units) for name in names for market in ("north", "south", "west")},
        draw(st.integers(0, 50).map(float)),
    )
