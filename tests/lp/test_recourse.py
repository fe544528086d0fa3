"""Cuts of one part: they hold for every decision, and are exact where they were made."""

from __future__ import annotations

import time
from threading import Event

import numpy as np
import pytest
from tests.lp.drawn import draw

from reshore.lp.limits import Endless, Limits
from reshore.lp.recourse import Recourse
from reshore.lp.stages import Stages

ENDLESS = Limits(np.inf, Event())


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def holds(cut, y, cost):
    """Whether a cut says no more than what is true of a decision."""
    if np.isinf(cost):
        return True
    if cut.feasible:
        return cut.at(y) <= cost + 1e-6 * max(1.0, abs(cost))
    return cut.at(y) <= 1e-6 * max(1.0, float(np.abs(y).max()))


def recourse(part, master):
    return Recourse(part, master.lower, master.upper)


@pytest.mark.parametrize("wild", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_cuts_hold_everywhere(seed, wild):
    """Made anywhere, in corners and in between, a cut never says more than a whole decision costs."""
    drawn = draw(seed, wild=wild)
    chance = np.random.default_rng(seed)
    decisions = list(drawn.first_stages(chance))
    some = [decisions[at] for at in chance.choice(len(decisions), min(5, len(decisions)), replace=False)]
    mixed = [0.6 * some[0] + 0.4 * other for other in some[1:3]]
    stages = Stages.of(drawn.program, drawn.first)
    for part in stages.parts:
        flows = recourse(part, stages.master)
        truth = [drawn.cost(part.columns, y) for y in some]
        if np.isneginf(truth).any():
            with pytest.raises(Endless):
                flows.solve(some[int(np.argmin(truth))], ENDLESS)
            continue
        for y in some + mixed:
            cut = flows.solve(y, ENDLESS)
            assert all(holds(cut, other, cost) for other, cost in zip(some, truth, strict=True))
            exact = drawn.cost(part.columns, y)
            if cut.feasible:
                assert cut.value == near(exact)
                assert cut.at(y) == near(exact)
                x = flows.flows()
                assert part.program.cost @ x == near(exact)
                assert (x >= part.program.lower - 1e-6).all()
                assert (x[part.linked] <= part.reach + part.links @ y + 1e-6).all()
            else:
                assert np.isinf(exact)
                assert cut.value == np.inf
                assert cut.at(y) > 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_decisions_is_of_no_account(seed):
    """What a part costs at a decision doesn't depend on those it was asked for before."""
    drawn = draw(seed, wild=False)
    stages = Stages.of(drawn.program, drawn.first)
    decisions = list(drawn.first_stages(np.random.default_rng(seed)))[:8]
    for part in stages.parts:
        flows = recourse(part, stages.master)
        forth = [flows.solve(y, ENDLESS).value for y in decisions]
        back = [flows.solve(y, ENDLESS).value for y in reversed(decisions)]
        assert back[::-1] == near(forth)


def of(make, cost, matrix, low, high, **bounds):
    """Flows of a program with one decision and one part."""
    program = make(cost, matrix, low, high, **bounds)
    stages = Stages.of(program, np.arange(len(cost)) == 0)
    (part,) = stages.parts
    return recourse(part, stages.master)


@pytest.mark.parametrize("scale", [1.0, 1e4, 1e8])
def test_large_costs_make_no_ray_of_what_is_none(make, scale):
    """Where flows are expensive, a cut that says there are none is as true as elsewhere."""
    # Demand of 5 from a line of 4 a module and another flow limited by the same modules.
    flows = of(
        make,
        [0, scale, 3 * scale],
        [[0, 1, 1], [-4, 1, 0], [-1, 0, 1], [-6, 1, 2]],
        [5, -np.inf, -np.inf, -np.inf],
        [np.inf, 0, 0, 0],
        upper=[3, np.inf, np.inf],
    )
    cut = flows.solve(np.array([0.4]), ENDLESS)
    assert not cut.feasible
    assert cut.at(np.array([0.4])) > 1e-6
    assert cut.at(np.array([1.0])) <= 1e-9


def test_a_reduced_cost_within_the_tolerance_counts(make):
    """The cost of a flow that only its row limits counts, however close to none it is."""
    flows = of(make, [0, -1e-8, 1], [[0, 1, 1], [-1, 0, 1]], -np.inf, [1e10, 0], upper=[1, np.inf, np.inf])
    cut = flows.solve(np.array([1.0]), ENDLESS)
    assert cut.at(np.array([1.0])) <= -100 + 1e-6


def test_the_tightest_of_several_links_counts(make):
    """A flow that two decisions and a bound limit costs what the tightest of them leaves."""
    program = make(
        [0, 0, -10, 1],
        [[-4, 0, 1, 0], [0, -3, 2, 0], [0, 0, 1, 1]],
        [-np.inf, -np.inf, 0],
        [0, 2, np.inf],
        upper=[1, 2, 2, np.inf],
    )
    stages = Stages.of(program, np.array([True, True, False, False]))
    (part,) = stages.parts
    flows = recourse(part, stages.master)
    assert part.linked.tolist() == [0, 0]
    for y, most in (((1, 2), 2.0), ((0.25, 2), 1.0), ((1, 0), 1.0), ((0, 0), 0.0)):
        assert flows.solve(np.array(y, dtype=float), ENDLESS).value == near(-10 * most)


def test_costs_without_end(make):
    """A part whose cost falls for ever is no failure, but a finding."""
    flows = of(make, [0, -1, 0.5], [[-1, 1, -1]], -np.inf, 0, upper=np.inf)
    with pytest.raises(Endless):
        flows.solve(np.array([1.0]), ENDLESS)


def test_bounds_that_cross(make):
    """A part with a least above its most, or no room in a row, has no flows whatever is decided."""
    for low, high, bounds in (
        ([0.0], [9.0], {"lower": [0, 3], "upper": [1, 2]}),
        ([9.0], [8.0], {"upper": [1, 20]}),
        ([9.0], [20.0], {"upper": [1, 2]}),
    ):
        flows = of(make, [0, 1], [[0, 1]], low, high, **bounds)
        for y in (0.0, 1.0):
            cut = flows.solve(np.array([y]), ENDLESS)
            assert not cut.feasible
            assert cut.at(np.array([y])) > 1e-6


def test_flows_that_are_missing_by_a_hair(make):
    """Less than what a cut could show is no reason to give up: flows are then taken as they are."""
    flows = of(make, [0, 1, 1], [[-1, 1, 1]], [0], [0], lower=[0, 1, 1], upper=[2, 5, 5])
    cut = flows.solve(np.array([2.0 - 5e-7]), ENDLESS)
    assert cut.feasible
    assert cut.value == pytest.approx(2.0, abs=1e-5)
    assert cut.at(np.array([2.0])) <= 2.0 + 1e-9


def test_limits_end_it(make):
    """Without time, or when the user asked, there is no cut; later there is."""
    flows = of(make, [0, 1, 2], [[-1, 1, 1]], [0], [9], upper=[1, 5, 5])
    late, cancelled = Limits(time.perf_counter() - 1, Event()), Limits(np.inf, Event())
    cancelled.cancel.set()
    assert flows.solve(np.array([1.0]), late) is None
    assert flows.solve(np.array([0.5]), cancelled) is None
    assert flows.solve(np.array([1.0]), ENDLESS).value == near(1.0 * 1)
