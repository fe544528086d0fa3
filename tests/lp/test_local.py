"""Scenarios of one LP, each solved where it differs."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lp.transport import MARKETS, SITES, bits, built, scenarios, transport

from reshore.lp.engine import load
from reshore.lp.highs import solve
from reshore.lp.local import LocalResolver
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.solution import Options, Status

LANES = SITES * MARKETS


@pytest.fixture
def wholes(monkeypatch):
    """Scenarios for which the whole program is solved."""
    asked, usual = [], Resolver.run

    def run(self, changes, **how):
        asked.append(changes)
        return usual(self, changes, **how)

    monkeypatch.setattr(Resolver, "run", run)
    return asked


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.integers(1, 4))
def test_a_scenario_has_the_optimum_of_its_own_program(seed, near):
    """Columns keep bounds and rows, duals prove them the least, and the whole is the same, however begun."""
    program = transport(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reshore.lp.start.NEAR", near)
        resolver = LocalResolver(program, most=1.0)
    for case in scenarios(seed):
        own = built(program, case)
        found = resolver.run(case)
        expected = solve(own)
        assert found.status is expected.status
        if found.status is not Status.OPTIMAL:
            continue
        assert found.objective == pytest.approx(expected.objective)
        activity = own.matrix @ found.x
        assert found.row_activity == pytest.approx(activity)
        assert ((found.x >= own.lower - 1e-6) & (found.x <= own.upper + 1e-6)).all()
        assert ((activity >= own.row_lower - 1e-6) & (activity <= own.row_upper + 1e-6)).all()
        worth = _worth(found.row_dual, own.row_lower, own.row_upper)
        assert worth + _worth(found.reduced_cost, own.lower, own.upper) == pytest.approx(found.objective)
        assert resolver.run(case, cold=True).objective == pytest.approx(expected.objective)


def _worth(duals, lower, upper):
    """What limits are worth: positive duals hold from below, negative ones from above."""
    held = np.where(duals > 1e-7, lower, np.where(duals < -1e-7, upper, 0.0))
    return (duals * held).sum()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_the_order_of_scenarios_changes_no_bit(seed, chance):
    """Primal, dual and objective are the same to the last bit, whatever was solved before."""
    cases = scenarios(seed)
    resolver = LocalResolver(transport(seed), most=1.0)
    straight = [bits(resolver.run(case)) for case in cases]
    order = list(range(len(cases)))
    chance.shuffle(order)
    shuffled = {index: bits(resolver.run(cases[index])) for index in order}
    assert [shuffled[index] for index in range(len(cases))] == straight
    assert bits(LocalResolver(transport(seed), most=1.0).run(cases[-1])) == straight[-1]


def test_bounds_need_no_whole_program(wholes):
    """Where bounds of columns and rows change, the whole isn't solved, also if costs nobody pays rise."""
    for seed in range(5):
        program = transport(seed)
        resolver = LocalResolver(program, most=1.0)
        unused = np.flatnonzero(resolver.base.reduced_cost > 0).astype(np.int32)
        dearer = Changes(
            cost=(unused, program.cost[unused] + 1.0), row_upper=(np.zeros(1, np.int32), np.zeros(1))
        )
        for case in (*scenarios(seed), dearer):
            if case is dearer or (case.entries is None and case.cost is None):
                assert resolver.run(case).status is Status.OPTIMAL
    assert not wholes


def test_where_the_whole_program_is_solved(wholes):
    """Entries, costs that pay, no place to start, and more rows than asked for are for the whole program."""
    program = transport(0)
    resolver = LocalResolver(program, most=1.0)
    asked = [
        Changes(entries=(np.array([SITES], np.int32), np.array([0], np.int32), np.array([0.5]))),
        Changes(cost=(np.arange(LANES, dtype=np.int32), np.linspace(5.0, 1.0, LANES))),
        Changes(upper=(np.zeros(1, np.int32), np.full(1, -1.0))),
    ]
    for case in asked:
        assert resolver.run(case).objective == pytest.approx(
            solve(built(program, case)).objective, nan_ok=True
        )
    assert wholes == asked
    closed = Changes(row_upper=(np.arange(SITES, dtype=np.int32), np.zeros(SITES)))
    assert LocalResolver(program, most=0.0).run(closed).objective == resolver.run(closed).objective
    assert wholes == [*asked, closed]


def test_what_is_infeasible_is_told_and_leaves_no_trace():
    """A scenario without a plan is told by the solver of the whole; the next is as if nothing had been."""
    resolver = LocalResolver(transport(0), most=1.0)
    before = bits(resolver.run(Changes()))
    columns = np.arange(LANES + MARKETS, dtype=np.int32)
    assert resolver.run(Changes(upper=(columns, np.zeros(len(columns))))).status is Status.INFEASIBLE
    assert bits(resolver.run(Changes())) == before


def test_a_limit_below_what_a_column_rests_at():
    """A column that rests at a bound it can't keep isn't overlooked."""
    resolver = LocalResolver(transport(0), most=1.0)
    idle = np.flatnonzero(resolver.base.reduced_cost > 0)[:1].astype(np.int32)
    assert resolver.run(Changes(upper=(idle, np.full(1, -1.0)))).status is Status.INFEASIBLE


def test_without_duals():
    """Where duals aren't asked for they aren't known, and the rest of the answer is the same."""
    resolver = LocalResolver(transport(0), most=1.0)
    with_them, without = (resolver.run(scenarios(0)[1], duals=duals) for duals in (True, False))
    assert np.isnan(without.row_dual).all()
    assert np.isnan(without.reduced_cost).all()
    assert without.x.tobytes() == with_them.x.tobytes()


def test_stopped():
    """What is stopped before its end has no optimum."""
    stop = Event()
    stop.set()
    assert (
        LocalResolver(transport(0), most=1.0).run(scenarios(0)[1], cancel=stop).status is not Status.OPTIMAL
    )


def test_each_scenario_has_its_own_clock(monkeypatch, wholes):
    """What was spent on other scenarios doesn't count, though the clock of HiGHS goes on from run to run."""

    def spent(program, options):
        highs = load(program, options)
        highs.setOptionValue("time_limit", 0.0)
        return highs

    monkeypatch.setattr("reshore.lp.local.load", spent)
    resolver = LocalResolver(transport(0), Options(time_limit=60.0), most=1.0)
    assert resolver.run(scenarios(0)[1]).status is Status.OPTIMAL
    assert not wholes
