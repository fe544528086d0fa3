"""Two plants and three ways to a market, cheap ones dirty and clean ones dear, solved again by scipy."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from scipy.optimize import linprog
from tests.insight.rivals import DEMAND, Rivals

if TYPE_CHECKING:
    from reshore.tables.model import Model

FIXED = {"near": 50.0, "far": 21.0}
OPTIONS = {"near": ("near", 11.0, 1.0), "sea": ("far", 8.0, 6.0), "air": ("far", 6.0, 15.0)}
"""Lane -> its site, and what a unit costs and emits (kg) by it, made and moved."""
SHORTAGE = 1000.0


def emitters(**tables: Any) -> Model:
    """Return the model: a unit takes 10 kWh and weighs 2 kg, and the far plant is 10,000 km away."""
    plants = Rivals(
        wage={"near": 10.0, "far": 5.0},
        tariff={"near": 0.0, "far": 0.0},
        freight={"near": 1.0, "far": 3.0},
        fixed=FIXED,
    )
    lane = {"destination": "shop", "days": 0}
    rows = {
        "countries": [
            {"country": "AAA", "labour_rate": 10, "grid_carbon": 0.1},
            {"country": "BBB", "labour_rate": 5, "grid_carbon": 0.5},
        ],
        "processes": [
            {"site": site, "product": "good", "labour_hours": 1, "energy": 10} for site in ("near", "far")
        ],
        "modes": [{"mode": "sea", "emissions": 0.05}, {"mode": "air", "emissions": 0.5}],
        "lanes": [
            {"lane": "near", "origin": "near", "mode": "sea", "distance": 0, "cost_per_unit": 1, **lane},
            {"lane": "sea", "origin": "far", "mode": "sea", "distance": 10_000, "cost_per_unit": 3, **lane},
            {"lane": "air", "origin": "far", "mode": "air", "distance": 10_000, "cost_per_unit": 1, **lane},
        ],
    }
    return plants.model(**(rows | tables))


def least_cost(carbon: float) -> float:
    """Return the least cost with at most so much carbon, over all sets of sites."""
    sets = chain.from_iterable(combinations(FIXED, count) for count in range(len(FIXED) + 1))
    return min(sum(FIXED[site] for site in used) + _flows(used, carbon) for used in sets)


def _flows(used: tuple[str, ...], carbon: float) -> float:
    """Return what the cheapest units cost that these sites can send within the limit, shortage included."""
    lanes = [option for option in OPTIONS.values() if option[0] in used]
    solved = linprog(
        [*(cost for _, cost, _ in lanes), SHORTAGE],
        A_ub=[[*(emitted for _, _, emitted in lanes), 0.0]],
        b_ub=[carbon],
        A_eq=[[1.0] * (len(lanes) + 1)],
        b_eq=[DEMAND],
    )
    return float(solved.fun)
