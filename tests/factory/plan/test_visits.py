"""Visits of steps with yields and limited rework, against a chain gone through state by state."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.errors import DataError
from reshore.factory.plan.visits import Check, visits


def by_force(steps, tests):
    """Return visits of each step, reworks from each test and the share that ends well, state by state."""
    at = [[place for place, test in enumerate(tests) if test.step == step] for step in range(steps)]
    waiting = defaultdict(float, {(0, (0,) * len(tests)): 1.0})
    found, back, good = np.zeros(steps), np.zeros(len(tests)), 0.0
    while waiting:
        # Reworks only rise, and between them steps do: the least state has all that comes to it.
        state = min(waiting, key=lambda state: (sum(state[1]), state[0]))
        step, counts = state
        weight = waiting.pop(state)
        if step == steps:
            good += weight
            continue
        found[step] += weight
        for place in at[step]:
            test = tests[place]
            failed = weight * (1 - test.good)
            weight -= failed
            if test.back is not None and counts[place] < test.limit:
                after = (*counts[:place], counts[place] + 1, *counts[place + 1 :])
                waiting[test.back, after] += failed
                back[place] += failed
        waiting[step + 1, counts] += weight
    return found, back, good


def test_without_yields():
    """Where all units pass, each step has one visit."""
    assert visits(3, []).of_good == (1.0, 1.0, 1.0)
    assert visits(2, [Check(1, 1.0, back=0, limit=3)]).gross == 1.0


def test_scrap():
    """What is scrapped has been through the steps before."""
    found = visits(2, [Check(0, 0.8), Check(1, 0.5)])
    assert found.gross == pytest.approx(2.5)
    assert found.of_good == pytest.approx((2.5, 2.0))


def test_a_loop():
    """A test that is done at most three times has 1 + q + q^2 visits, and loses q^3."""
    found = visits(2, [Check(1, 0.9, back=1, limit=2)])
    assert found.of_started == pytest.approx((1.0, 1.11))
    assert found.good == pytest.approx(0.999)
    assert found.reworks == pytest.approx((0.11,))


def test_loops_that_overlap():
    """Two tests that both go back to the first step, each once at most, by hand."""
    found = visits(3, [Check(1, 0.5, back=0, limit=1), Check(2, 0.5, back=0, limit=1)])
    # Good: straight 1/4; a rework of one test 1/8 of the first, 1/8 of the second; of both 1/16 twice, since
    # the first may fail before or after the second: (1, 2), (2, 1) weigh 1/2 * 1/4 * 1/4 = 1/32 each.
    assert found.good == pytest.approx(1 / 4 + 1 / 8 + 1 / 16 + 1 / 32 + 1 / 32)


@st.composite
def lines(draw):
    """Draw a line of a few steps with tests that go back anywhere."""
    steps = draw(st.integers(1, 5))
    places = sorted(draw(st.lists(st.integers(0, steps - 1), max_size=5)))
    tests = [
        Check(
            step,
            draw(st.sampled_from([0.2, 0.5, 0.9, 0.99, 1.0])),
            draw(st.one_of(st.none(), st.integers(0, step))),
            draw(st.integers(0, 3)),
        )
        for step in places
    ]
    return steps, tests


@given(lines())
def test_by_force(line):
    """Counting ways gives what going through every state gives."""
    steps, tests = line
    found, (through, back, good) = visits(steps, tests), by_force(steps, tests)
    assert found.of_started == pytest.approx(tuple(through))
    assert found.reworks == pytest.approx(tuple(back), abs=1e-12)
    assert found.good == pytest.approx(good)


def test_many_loops():
    """Twenty tests that go back to one step are no more than one with their reworks in common."""
    found = visits(21, [Check(step, 0.99, back=0, limit=50) for step in range(1, 21)])
    straight = 0.99**20
    assert found.good == pytest.approx(1.0)
    assert found.of_good[0] == pytest.approx(1 / straight)


def test_too_many_loops():
    """Where so many loops overlap that nobody can count them, the way out is told."""
    tests = [Check(step, 0.5, back=step // 2, limit=100) for step in range(30)]
    with pytest.raises(DataError, match="lower rework_limit"):
        visits(30, tests)
