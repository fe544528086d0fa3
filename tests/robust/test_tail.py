"""The program of the worst futures: its threshold and what is above it are worth the objective."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reshore.lp.highs import solve
from reshore.robust.joint import Joint
from reshore.robust.objective import Aim, Objective, Weighing
from reshore.robust.tail import decided, unit, weighed, whole

NAMES = ("base", "surge", "tariff")


@pytest.fixture(scope="module")
def joint(ready):
    return Joint.of(ready)


@pytest.fixture(scope="module")
def plan(joint):
    return solve(joint.program).x


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    objective=st.sampled_from([Objective.CVAR, Objective.REGRET]),
    tail=st.floats(0.01, 1.0),
    level=st.floats(0.05, 0.95),
    own=st.lists(st.floats(0, 5000), min_size=3, max_size=3),
)
def test_a_plan_costs_its_objective(joint, plan, objective, tail, level, own):
    """A plan of the extensive form, made whole, keeps the rows, and costs what its futures are weighed."""
    weighing = Weighing.of(Aim(objective, tail, level), joint.probabilities, np.array(own))
    program, x = weighed(joint, weighing, NAMES), whole(joint, weighing, plan)
    constants = (1 - weighing.tail) * joint.probabilities @ joint.constants
    assert program.cost @ x + constants == pytest.approx(weighing.value(joint.cost_of(plan)), rel=1e-9)
    assert (program.matrix @ x <= program.row_upper + 1e-6).all()
    fixed = replace(program, lower=x - 1e-7, upper=x + 1e-7, integer=np.zeros_like(program.integer))
    free = np.flatnonzero(np.arange(len(x)) >= joint.program.shape[1])
    fixed.lower[free], fixed.upper[free] = program.lower[free], program.upper[free]
    assert solve(fixed).objective + constants == pytest.approx(weighing.value(joint.cost_of(plan)), rel=1e-5)


def test_what_is_decided_once(joint):
    """The shared columns and the threshold; what is above it belongs to each future."""
    weighing = Weighing.of(Aim(Objective.CVAR), joint.probabilities)
    program = weighed(joint, weighing, NAMES)
    first = np.flatnonzero(decided(joint, program))
    assert [program.column_name(int(at)) for at in first[-1:]] == ["threshold[]"]
    assert len(first) == joint.shared.size + 1
    assert program.column_name(program.shape[1] - 1) == "excess[tariff]"
    assert program.row_name(program.shape[0] - 1) == "excess[tariff]"
    assert np.log2(unit(joint)) % 1 == 0


def test_without_weight_nothing_is_added(joint, plan):
    """The expected cost has no threshold."""
    expected = Weighing.of(Aim(Objective.EXPECTED), joint.probabilities)
    assert weighed(joint, expected, NAMES) is joint.program
    assert whole(joint, expected, plan) is plan
    assert decided(joint, joint.program).sum() == joint.shared.size
