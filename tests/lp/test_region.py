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
    """A scenario at its start, and HiGHS."""
    program = transport(seed)
    basis = Basis.of(program, Resolver(program).basis)
    return Scenario.of(Start.of(program, basis), changes), load(program, Options())


def test_all_rows_are_the_whole_program():
    """With all rows within, the region's optimum is the scenario's."""
    changes = Changes(row_upper=(np.zeros(1, np.int32), np.zeros(1)))
    for seed in range(3):
        scenario, highs = begun(seed, changes)
        everything = np.ones(len(scenario.within), bool)
        scenario.take(everything, everything)
        assert Region(highs, scenario).solve()
        expected = solve(built(transport(seed), changes)).objective
        assert scenario.cost @ scenario.x == pytest.approx(expected)


def test_columns_that_pay_are_let_in():
    """Of columns that aren't near, those without which the optimum isn't reached get in, and no others."""
    changes = Changes(row_upper=(np.arange(2, dtype=np.int32), np.zeros(2)))
    scenario, highs = begun(1, changes)
    everything = np.ones(len(scenario.within), bool)
    scenario.take(everything, everything)
    scenario.near[:] = False
    scenario.near[scenario.start.basis.columns] = True
    scenario.near[SITES * 15 :] = True  # shortages, so that there is a plan
    before = scenario.near.copy()
    assert Region(highs, scenario).solve()
    assert scenario.cost @ scenario.x == pytest.approx(solve(built(transport(1), changes)).objective)
    assert before.sum() < scenario.near.sum() < len(scenario.near)


def test_no_optimum():
    """Rows that can't be kept are told, and nothing is written."""
    changes = Changes(
        row_lower=(np.zeros(1, np.int32), np.full(1, 1e6)), row_upper=(np.zeros(1, np.int32), np.full(1, 1e6))
    )
    scenario, highs = begun(0, changes)
    everything = np.ones(len(scenario.within), bool)
    scenario.take(everything, everything)
    scenario.upper = np.minimum(scenario.upper, 10.0)
    before = scenario.x.copy()
    assert not Region(highs, scenario).solve()
    assert (scenario.x == before).all()
