"""Scenarios of one LP, in place."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lp.transport import MARKETS, SITES, bits, built, scenarios, transport

from reshore.errors import SolverError
from reshore.lp.highs import solve
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.solution import Options, Status


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_the_order_of_scenarios_changes_no_bit(seed, chance):
    """Primal, dual and objective are the same to the last bit, whatever was solved before."""
    cases = scenarios(seed)
    resolver = Resolver(transport(seed))
    straight = [bits(resolver.run(case)) for case in cases]
    order = list(range(len(cases)))
    chance.shuffle(order)
    shuffled = {index: bits(resolver.run(cases[index])) for index in order}
    assert [shuffled[index] for index in range(len(cases))] == straight
    assert bits(Resolver(transport(seed)).run(cases[-1])) == straight[-1]


@pytest.mark.parametrize("seed", range(3))
def test_a_scenario_has_the_optimum_of_its_own_program(seed):
    """Warm and cold runs agree with a program that is built with the changed values."""
    program = transport(seed)
    resolver = Resolver(program)
    for case in scenarios(seed):
        expected = solve(built(program, case)).objective
        assert resolver.run(case).objective == pytest.approx(expected)
        assert resolver.run(case, cold=True).objective == pytest.approx(expected)


def test_an_infeasible_scenario_leaves_no_trace():
    """After a scenario without a plan the next one is solved as if nothing had been."""
    resolver = Resolver(transport(0))
    before = bits(resolver.run(Changes()))
    lanes = np.arange(SITES * MARKETS + MARKETS, dtype=np.int32)
    closed = Changes(upper=(lanes, np.zeros(len(lanes))))
    assert resolver.run(closed).status is Status.INFEASIBLE
    assert bits(resolver.run(Changes())) == before


def test_without_duals():
    """Where duals aren't asked for they aren't known, and the rest of the answer is the same."""
    resolver = Resolver(transport(0))
    with_them, without = (resolver.run(scenarios(0)[1], duals=duals) for duals in (True, False))
    assert np.isnan(without.row_dual).all()
    assert np.isnan(without.reduced_cost).all()
    assert without.x.tobytes() == with_them.x.tobytes()
    assert without.objective == with_them.objective


def test_an_entry_that_is_not_there():
    """An entry outside the unchanged matrix can't be changed, and trying leaves no trace."""
    resolver = Resolver(transport(0))
    before = bits(resolver.run(Changes()))
    nowhere = Changes(entries=(np.array([1], np.int32), np.array([0], np.int32), np.array([1.0])))
    with pytest.raises(ValueError, match="not in the unchanged matrix"):
        resolver.run(nowhere)
    assert bits(resolver.run(Changes())) == before


def test_each_scenario_has_its_own_clock():
    """Together they take no longer than the wall says, though the clock of HiGHS goes on from run to run."""
    resolver = Resolver(transport(0), Options(time_limit=60.0))
    begin = time.perf_counter()
    seconds = [resolver.run(case).seconds for case in scenarios(0) * 3]
    assert 0 < sum(seconds) <= time.perf_counter() - begin


def test_only_an_lp_with_an_optimum_is_taken(make):
    """Integers have no basis, and neither has a program without a plan."""
    with pytest.raises(ValueError, match="integer"):
        Resolver(make([1], [[1]], 1, 2, integer=True))
    with pytest.raises(SolverError, match="Infeasible"):
        Resolver(make([1], [[1]], 1, 2, upper=0.5))
