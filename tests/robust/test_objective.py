"""Objectives: what costs of futures are worth, by their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.chance.tails import conditional_value_at_risk
from reshore.errors import UsageError
from reshore.robust.objective import Aim, Objective, Weighing

AMOUNT = st.floats(-1e6, 1e6)
COSTS = st.lists(st.tuples(AMOUNT, st.floats(0.05, 1.0), AMOUNT), min_size=1, max_size=6)


def arrays(drawn):
    costs, shares, own = map(np.array, zip(*drawn, strict=True))
    return costs, shares / shares.sum(), own


@given(COSTS, st.floats(0, 1), st.floats(0, 0.99))
def test_cvar_is_the_mean_of_the_worst(drawn, tail, level):
    """A part of it, and a part of the expected cost."""
    costs, shares, _ = arrays(drawn)
    value = Weighing.of(Aim(Objective.CVAR, tail, level), shares).value(costs)
    worst = conditional_value_at_risk(costs, shares, level)
    assert value == pytest.approx((1 - tail) * shares @ costs + tail * worst, rel=1e-6, abs=1e-3)


@given(COSTS)
def test_the_ends_of_cvar(drawn):
    """Without weight it is the expected cost; with all of it, near a level of 1, the worst future's."""
    costs, shares, _ = arrays(drawn)
    expected = Weighing.of(Aim(Objective.CVAR, 0.0, 0.9), shares).value(costs)
    assert expected == pytest.approx(Weighing.of(Aim(Objective.EXPECTED), shares).value(costs))
    worst = Weighing.of(Aim(Objective.CVAR, 1.0, 1 - 1e-6), shares).value(costs)
    assert worst == pytest.approx(costs.max(), rel=1e-6, abs=1e-3)


@pytest.mark.parametrize("objective", Objective)
def test_one_future_alone_is_its_cost(objective):
    """Nothing is weighed, whatever is searched for."""
    one = Weighing.of(Aim(objective), np.ones(1), np.array([70.0]))
    assert (one.tail, one.value(np.array([100.0]))) == (0.0, 100.0)


@given(COSTS)
def test_regret_is_the_largest(drawn):
    """Counted above what the futures' own best plans cost on average."""
    costs, shares, own = arrays(drawn)
    value = Weighing.of(Aim(Objective.REGRET), shares, own).value(costs)
    assert value - shares @ own == pytest.approx((costs - own).max(), rel=1e-6, abs=1e-3)


@given(COSTS, st.sampled_from(Objective), st.floats(0, 1), st.floats(0, 0.99))
def test_no_objective_is_below_what_the_expected_cost_says(drawn, objective, tail, level):
    """The bound that a bound of the expected cost gives is one."""
    costs, shares, own = arrays(drawn)
    weighing = Weighing.of(Aim(objective, tail, level), shares, own)
    assert weighing.least(float(shares @ costs)) <= weighing.value(costs) + 1e-3


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("luck", 0.5, 0.9), "no objective 'luck'; there are expected, cvar, regret"),
        (("cvar", 1.1, 0.9), "lambda 1.1 is not between 0 and 1"),
        (("cvar", 0.5, 1.0), "alpha 1 is not from 0 to below 1"),
    ],
)
def test_what_makes_no_sense(asked, message):
    """Names and numbers out of range are wrong usage."""
    with pytest.raises(UsageError, match=message):
        Aim.read(*asked)
