"""The program of some rows of a scenario."""

from __future__ import annotations

import numpy as np
import pytest
from tests.lp.transport import SITES, built, transport

from reshore.lp.basis import Basis
from reshore.lp.engine import load
from reshore.lp.highs import solve
from reshore.lp.region import Region
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.scenario import Scenario
from reshore.lp.solution import Options
from reshore.lp.start import Start


def begun(seed, changes):
    """A scenario with all rows within, and its region, which has none so far."""
    program = transport(seed)
    resolver = Resolver(program)
    start = Start.of(program, Basis.of(program, resolver.basis), resolver.base)
    scenario = Scenario.of(start, changes)
    everything = np.ones(len(scenario.within), bool)
    scenario.take(everything, everything)
    return scenario, Region(load(program, Options()), scenario)


@pytest.mark.parametrize("parts", [1, 3])
def test_all_rows_are_the_whole_program(parts):
    """With all rows within, at once or by and by, the region's optimum is the scenario's."""
    changes = Changes(row_upper=(np.zeros(1, np.int32), np.zeros(1)))
    for seed in range(3):
        scenario, region = begun(seed, changes)
        for rows in np.array_split(np.arange(len(scenario.within)), parts):
            region.grow(rows)
        assert region.solve()
        expected = solve(built(transport(seed), changes)).objective
        assert scenario.cost @ scenario.x == pytest.approx(expected)


def test_columns_that_pay_are_let_in():
    """Of columns that aren't near, those without which the optimum isn't reached get in, and no others."""
    changes = Changes(row_upper=(np.arange(2, dtype=np.int32), np.zeros(2)))
    scenario, region = begun(1, changes)
    scenario.near[:] = False
    scenario.near[scenario.start.basis.columns] = True
    scenario.near[SITES * 15 :] = True  # shortages, so that there is a plan
    before = scenario.near.copy()
    region.grow(np.arange(len(scenario.within)))
    assert region.solve()
    assert scenario.cost @ scenario.x == pytest.approx(solve(built(transport(1), changes)).objective)
    assert before.sum() < scenario.near.sum() < len(scenario.near)


def test_no_optimum():
    """Rows that can't be kept are told, and nothing is written."""
    changes = Changes(
        row_lower=(np.zeros(1, np.int32), np.full(1, 1e6)), row_upper=(np.zeros(1, np.int32), np.full(1, 1e6))
    )
    scenario, region = begun(0, changes)
    scenario.upper = np.minimum(scenario.upper, 10.0)
    before = scenario.x.copy()
    region.grow(np.arange(len(scenario.within)))
    assert not region.solve()
    assert (scenario.x == before).all()
