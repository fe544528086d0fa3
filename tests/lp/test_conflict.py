"""What to give up when no plan exists."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array

from reshore.errors import StoppedError, TimeLimitError
from reshore.lp.conflict import TOLERANCE, Group, explain
from reshore.lp.highs import solve
from reshore.lp.solution import Options


@pytest.fixture(scope="session")
def program(make):
    """Programs whose columns cost 1 each."""

    def made(matrix, row_lower, row_upper, **columns):
        return make(np.ones(len(matrix[0])), matrix, row_lower, row_upper, **columns)

    return made


def group(name, *rows, priority=1, scale=1.0):
    return Group(name, np.array(rows, dtype=np.int32), priority, scale)


def test_a_program_with_a_plan_gives_nothing_up(program):
    """Nothing is given up when all groups hold together."""
    found = explain(program([[1.0]], [1], [2]), [group("a", 0)])
    assert (found.given_up, found.conflicts) == ((), ())


def test_a_conflict_outside_the_groups_is_told_apart(program):
    """None means that giving up every group isn't enough."""
    assert explain(program([[1], [1], [1]], [3, -np.inf, 1], [np.inf, 2, 5]), [group("a", 2)]) is None


def test_the_least_important_goes_first(program):
    """At least 5 against at most 3: the group with the higher number goes, by its own unit."""
    rows = program([[1], [1]], [5, -np.inf], [np.inf, 3])
    (found,) = explain(rows, [group("floor", 0, priority=1), group("cap", 1, priority=2, scale=3.0)]).given_up
    assert found.group.name == "cap"
    assert found.violation == pytest.approx([2.0])
    (found,) = explain(rows, [group("floor", 0, priority=3), group("cap", 1, priority=2)]).given_up
    assert found.group.name == "floor"
    assert found.violation == pytest.approx([-2.0])


def test_one_group_of_two_rows_goes_before_two_groups(program):
    """The fewest groups are given up, even where their violation is larger."""
    rows = program([[1, 0], [0, 1], [1, 1]], [5, 5, -np.inf], [np.inf, np.inf, 0], upper=100)
    (found,) = explain(rows, [group("x", 0), group("y", 1), group("none at all", 2)]).given_up
    assert found.group.name == "none at all"
    assert found.violation == pytest.approx([10.0])


def test_many_of_low_priority_go_before_one_of_high(program):
    """Priorities are lexicographic: no number of groups outweighs one that is kept longer."""
    rows = program([[1]] * 4, [1, 2, 3, -np.inf], [np.inf, np.inf, np.inf, 0])
    groups = [group(f"floor {n}", n, priority=2) for n in range(3)] + [group("cap", 3, priority=1)]
    assert [found.group.name for found in explain(rows, groups).given_up] == ["floor 0", "floor 1", "floor 2"]


def test_among_equals_the_least_violation_in_scale(program):
    """Either group is enough; scales decide which violation is the smaller one."""
    rows = program([[1], [1]], [500, -np.inf], [np.inf, 400])
    (found,) = explain(rows, [group("floor", 0, scale=500.0), group("cap", 1, scale=400.0)]).given_up
    assert found.group.name == "floor"
    (found,) = explain(rows, [group("floor", 0, scale=1.0), group("cap", 1, scale=400.0)]).given_up
    assert found.group.name == "cap"


def test_conflicts_are_told_apart(program):
    """x at least 5 and at most 3; y at least 5 and at most 2, and a cap on both that excludes nothing."""
    rows = program(
        [[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]],
        [5, -np.inf, 5, -np.inf, -np.inf],
        [np.inf, 3, np.inf, 2, 90],
    )
    names = ["low x", "high x", "low y", "high y", "both"]
    found = explain(rows, [group(name, row) for row, name in enumerate(names)])
    told = sorted([one.name for one in conflict] for conflict in found.conflicts)
    assert told == [["low x", "high x"], ["low y", "high y"]]


def test_a_time_limit_is_an_error(program):
    """Without time there is no reason to give, and that is said."""
    rows = program([[1], [1]], [5, -np.inf], [np.inf, 3])
    with pytest.raises(TimeLimitError):
        explain(rows, [group("floor", 0), group("cap", 1)], Options(time_limit=0.0))


def test_what_is_stopped_is_no_time_limit(program):
    """Whoever stops the search is told so."""
    cancel = Event()
    cancel.set()
    rows = program([[1], [1]], [5, -np.inf], [np.inf, 3])
    with pytest.raises(StoppedError):
        explain(rows, [group("floor", 0), group("cap", 1)], cancel=cancel)


def least_violation(rows, given_up):
    """Solve with slacks at 1 a unit for the rows given up, and none for the others."""
    free = np.concatenate([np.empty(0, int), *(group.rows for group in given_up)])
    count = len(free)
    slack = np.zeros((rows.shape[0], 2 * count))
    slack[free, np.arange(count)] = -1.0
    slack[free, count + np.arange(count)] = 1.0
    return solve(
        replace(
            rows,
            cost=np.concatenate([np.zeros(len(rows.cost)), np.ones(2 * count)]),
            lower=np.concatenate([rows.lower, np.zeros(2 * count)]),
            upper=np.concatenate([rows.upper, np.full(2 * count, np.inf)]),
            matrix=csc_array(np.hstack([rows.matrix.toarray(), slack])),
            integer=np.concatenate([rows.integer, np.zeros(2 * count, dtype=bool)]),
        )
    )


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_nothing_better_among_all_choices(program, data):
    """Beside trying every set of groups: same priorities, same number, same sum of violations."""
    height, width = data.draw(st.integers(3, 7)), data.draw(st.integers(1, 3))

    def some(elements, count):
        return data.draw(st.lists(elements, min_size=count, max_size=count))

    limit, kind = some(st.integers(-6, 6), height), some(st.sampled_from("<>="), height)
    rows = program(
        [some(st.integers(-3, 3), width) for _ in range(height)],
        [a if k in ">=" else -np.inf for a, k in zip(limit, kind, strict=True)],
        [a if k in "<=" else np.inf for a, k in zip(limit, kind, strict=True)],
        upper=data.draw(st.sampled_from([4, np.inf])),
        integer=data.draw(st.booleans()),
    )
    owner, priority = some(st.integers(-1, 3), height), some(st.integers(1, 3), 4)
    groups = [
        group(str(n), *(row for row in range(height) if owner[row] == n), priority=priority[n])
        for n in range(4)
        if n in owner
    ]

    def rank(given_up):
        return tuple(sum(one.priority == level for one in given_up) for level in (1, 2, 3))

    ranked = []
    for choice in chain.from_iterable(combinations(groups, count) for count in range(len(groups) + 1)):
        solution = least_violation(rows, choice)
        if solution.has_plan:
            ranked.append((rank(choice), solution.objective))
    found = explain(rows, groups)
    if not ranked:
        assert found is None
        return
    for conflict in found.conflicts:
        assert not least_violation(rows, [one for one in groups if one not in conflict]).has_plan
        for member in conflict:
            rest = [one for one in groups if one not in conflict or one is member]
            assert least_violation(rows, rest).has_plan
    violation = sum(np.abs(one.violation).sum() for one in found.given_up)
    assert rank([one.group for one in found.given_up]) == min(ranked)[0]
    assert violation == pytest.approx(min(ranked)[1], abs=10 * TOLERANCE)
