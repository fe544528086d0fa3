"""What to give up when no plan exists."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from reshore.errors import TimeLimitError
from reshore.lp.conflict import TOLERANCE, Group, explain
from reshore.lp.highs import solve
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options, Status


def program(matrix, lower, upper, *, column_upper=np.inf, integer=False):
    matrix = np.array(matrix, dtype=float)
    columns = matrix.shape[1]
    return LinearProgram(
        cost=np.ones(columns),
        lower=np.zeros(columns),
        upper=np.full(columns, column_upper, dtype=float),
        matrix=csr_array(matrix),
        row_lower=np.array(lower, dtype=float),
        row_upper=np.array(upper, dtype=float),
        integer=np.full(columns, integer),
        columns={},
        rows={},
    )


def group(name, *rows, priority=1, scale=1.0):
    return Group(name, np.array(rows, dtype=np.int32), priority, scale)


def test_a_program_with_a_plan_gives_nothing_up():
    """Nothing is given up when all groups hold together."""
    assert explain(program([[1.0]], [1], [2]), [group("a", 0)]) == []


def test_a_conflict_outside_the_groups_is_told_apart():
    """None means that giving up every group isn't enough."""
    assert explain(program([[1], [1], [1]], [3, -np.inf, 1], [np.inf, 2, 5]), [group("a", 2)]) is None


def test_the_least_important_goes_first():
    """At least 5 against at most 3: the group with the higher number goes, by its own unit."""
    rows = program([[1], [1]], [5, -np.inf], [np.inf, 3])
    (found,) = explain(rows, [group("floor", 0, priority=1), group("cap", 1, priority=2, scale=3.0)])
    assert found.group.name == "cap"
    assert found.violation == pytest.approx([2.0])
    (found,) = explain(rows, [group("floor", 0, priority=3), group("cap", 1, priority=2)])
    assert found.group.name == "floor"
    assert found.violation == pytest.approx([-2.0])


def test_one_group_of_two_rows_goes_before_two_groups():
    """The fewest groups are given up, even where their violation is larger."""
    rows = program([[1, 0], [0, 1], [1, 1]], [5, 5, -np.inf], [np.inf, np.inf, 0], column_upper=100)
    (found,) = explain(rows, [group("x", 0), group("y", 1), group("none at all", 2)])
    assert found.group.name == "none at all"
    assert found.violation == pytest.approx([10.0])


def test_many_of_low_priority_go_before_one_of_high():
    """Priorities are lexicographic: no number of groups outweighs one that is kept longer."""
    rows = program([[1]] * 4, [1, 2, 3, -np.inf], [np.inf, np.inf, np.inf, 0])
    groups = [group(f"floor {n}", n, priority=2) for n in range(3)] + [group("cap", 3, priority=1)]
    assert [found.group.name for found in explain(rows, groups)] == ["floor 0", "floor 1", "floor 2"]


def test_among_equals_the_least_violation_in_scale():
    """Either group is enough; scales decide which violation is the smaller one."""
    rows = program([[1], [1]], [500, -np.inf], [np.inf, 400])
    (found,) = explain(rows, [group("floor", 0, scale=500.0), group("cap", 1, scale=400.0)])
    assert found.group.name == "floor"
    (found,) = explain(rows, [group("floor", 0, scale=1.0), group("cap", 1, scale=400.0)])
    assert found.group.name == "cap"


def test_a_time_limit_is_an_error():
    """Without time there is no reason to give, and that is said."""
    rows = program([[1], [1]], [5, -np.inf], [np.inf, 3])
    with pytest.raises(TimeLimitError):
        explain(rows, [group("floor", 0), group("cap", 1)], Options(time_limit=0.0))


def kept(rows, groups, given_up):
    """The program without some groups, and the least violation of those."""
    elastic = np.zeros(rows.shape[0])
    free = np.concatenate([groups[index].rows for index in given_up]) if given_up else np.empty(0, int)
    elastic[free] = 1.0
    count = len(free)
    up, down = np.zeros((rows.shape[0], count)), np.zeros((rows.shape[0], count))
    up[free, np.arange(count)] = -1.0
    down[free, np.arange(count)] = 1.0
    wide = LinearProgram(
        cost=np.r_[0 * rows.cost, np.ones(2 * count)],
        lower=np.r_[rows.lower, np.zeros(2 * count)],
        upper=np.r_[rows.upper, np.full(2 * count, np.inf)],
        matrix=csr_array(np.hstack([rows.matrix.toarray(), up, down])),
        row_lower=rows.row_lower,
        row_upper=rows.row_upper,
        integer=np.r_[rows.integer, np.zeros(2 * count, dtype=bool)],
        columns={},
        rows={},
    )
    return solve(wide)


@st.composite
def cases(draw):
    height, width = draw(st.integers(3, 7)), draw(st.integers(1, 3))
    number = st.integers(-3, 3)
    matrix = draw(
        st.lists(st.lists(number, min_size=width, max_size=width), min_size=height, max_size=height)
    )
    at = draw(st.lists(st.integers(-6, 6), min_size=height, max_size=height))
    kind = draw(st.lists(st.sampled_from("<>="), min_size=height, max_size=height))
    lower = [a if k in ">=" else -np.inf for a, k in zip(at, kind, strict=True)]
    upper = [a if k in "<=" else np.inf for a, k in zip(at, kind, strict=True)]
    rows = program(
        matrix, lower, upper, column_upper=draw(st.sampled_from([4, np.inf])), integer=draw(st.booleans())
    )
    owner = draw(st.lists(st.integers(-1, 3), min_size=height, max_size=height))
    priority = draw(st.lists(st.integers(1, 3), min_size=4, max_size=4))
    groups = [
        group(str(index), *(row for row in range(height) if owner[row] == index), priority=priority[index])
        for index in range(4)
        if index in owner
    ]
    return rows, groups


@settings(max_examples=60, deadline=None)
@given(cases())
def test_nothing_better_among_all_choices(case):
    """Beside trying every set of groups: same priorities, same number, same sum of violations."""
    rows, groups = case
    best = None
    for count in range(len(groups) + 1):
        for choice in combinations(range(len(groups)), count):
            solution = kept(rows, groups, choice)
            if solution.has_plan:
                rank = tuple(sum(groups[index].priority == level for index in choice) for level in (1, 2, 3))
                best = min(best or (rank, np.inf), (rank, solution.objective))
    found = explain(rows, groups)
    if best is None:
        assert found is None
        return
    rank = tuple(sum(one.group.priority == level for one in found) for level in (1, 2, 3))
    assert rank == best[0]
    assert sum(np.abs(one.violation).sum() for one in found) == pytest.approx(best[1], abs=10 * TOLERANCE)
    if not found:
        assert solve(rows).status is Status.OPTIMAL
