"""Sums of rows, rounded: worked examples, and by brute force that no plan is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from reshore.lp import highs
from reshore.lp.cuts import CutLoop, extend
from reshore.lp.rounding import RoundedRows, round_up
from reshore.lp.solution import Options, Status


def relaxed(program):
    return replace(program, integer=np.zeros_like(program.integer))


def bound(program):
    return highs.solve(relaxed(program)).objective


@pytest.fixture(scope="module")
def location(make):
    """Three plants of capacity 8 for a demand of 17; columns: open, buy, short; rows: demand, links."""
    matrix = np.zeros((4, 7))
    matrix[0, 3:] = 1
    for plant in range(3):
        matrix[1 + plant, [plant, 3 + plant]] = -8, 1
    return make(
        [10, 11, 12, 0, 0, 0, 100],
        matrix,
        [17, -np.inf, -np.inf, -np.inf],
        [17, 0, 0, 0],
        upper=[1, 1, 1, np.inf, np.inf, np.inf, np.inf],
        integer=[True] * 3 + [False] * 4,
    )


ALL = csr_array([[1.0, 0, 0, 0]])


def test_links_stand_in_for_what_they_limit(location):
    """buy <= 8 open, so 8 sum(open) + short >= 17: at least 3 plants, or 1 short for the third."""
    rows = round_up(location, ALL)
    first = rows.matrix[[0]].toarray()[0] / rows.lower[0] * 3
    assert first == pytest.approx([1, 1, 1, 0, 0, 0, 1])


def test_the_bound_rises_to_the_optimum(location):
    """The relaxation opens 2 1/8 plants; with the row, three."""
    assert bound(location) == pytest.approx(10 + 11 + 12 / 8)
    assert bound(extend(location, round_up(location, ALL))) == pytest.approx(33)


def test_rows_are_found_when_violated(location):
    """A cut loop over the family ends at three plants; the point there violates none."""
    family = RoundedRows(location, ALL)
    solution = CutLoop(relaxed(location), [family]).solve()
    assert solution.objective == pytest.approx(33)
    assert not len(family.violated(solution.x).lower)


def test_modules_count_beside_sites(make):
    """15 <= 4 open + 4 build (at most 3 of them): all 4 units are needed for 15 of 16."""
    program = make(
        [1, 1, 0, 50],
        [[0, 0, 1, 1], [-4, -4, 1, 0]],
        [15, -np.inf],
        [15, 0],
        upper=[1, 3, np.inf, np.inf],
        integer=[True, True, False, False],
    )
    rows = round_up(program, csr_array([[1.0, 0]]))
    assert bound(program) == pytest.approx(15 / 4)
    assert bound(extend(program, rows)) == pytest.approx(4)


def test_a_shared_cap_comes_before_many_of_their_own(make):
    """a + 2 b <= 10 open beside a, b <= 9 open: 14 hours need two sites; 4 of a and 5 of b need one each."""
    caps = [[-10, 0, 1, 0, 2, 0], [-9, 0, 1, 0, 0, 0], [-9, 0, 0, 0, 1, 0]]
    other = [[line[place] for place in (1, 0, 3, 2, 5, 4)] for line in caps]
    matrix = [[0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1], *caps, *other]
    program = make(
        [1, 1, 0, 0, 0, 0],
        matrix,
        [4, 5, *[-np.inf] * 6],
        [4, 5, *[0] * 6],
        upper=[1, 1, *[np.inf] * 4],
        integer=[True] * 2 + [False] * 4,
    )
    rows = round_up(program, csr_array([[1.0, 2.0, *[0.0] * 6]]))
    assert bound(program) == pytest.approx(1.4)
    assert bound(extend(program, rows)) == pytest.approx(2)


def test_negative_multipliers_take_upper_limits(make):
    """x <= 5 y from the row y 5 - x >= 0, and -x <= -7 as an upper limit: y >= 2."""
    program = make(
        [0, 1], [[-1, 0], [-1, 5]], [-np.inf, 0], [-7, np.inf], upper=[np.inf, 9], integer=[False, True]
    )
    rows = round_up(program, csr_array([[-1.0, 0.0]]))
    assert bound(extend(program, rows)) == pytest.approx(2)


def test_integers_may_count_down_from_an_upper_bound(make):
    """y <= 3 without a lower bound: 2 y <= 5 means y <= 2."""
    program = make([-1], [[2]], -np.inf, 5, lower=-np.inf, upper=3, integer=True)
    rows = round_up(program, csr_array([[-1.0]]))
    assert bound(extend(program, rows)) == pytest.approx(-2)


@pytest.mark.parametrize("column", [0, 1])
def test_sums_with_an_endless_column_say_nothing(make, column):
    """Free columns, integer or not, leave nothing to round."""
    integer = [column == 0, True]
    lower = np.where(np.arange(2) == 0, -np.inf, 0)
    program = make([0, 1], [[1, 2]], 3, np.inf, lower=lower, integer=integer)
    assert not len(round_up(program, csr_array([[1.0]])).lower)


def test_no_aggregations_give_no_rows(location):
    """An empty matrix is a fair question."""
    assert round_up(location, csr_array((0, 4))).matrix.shape == (0, 7)


def test_an_infinite_limit_is_refused(location):
    """Links have no lower limit."""
    with pytest.raises(ValueError, match="limit that is infinite"):
        round_up(location, csr_array([[0.0, 1.0, 0, 0]]))


NUMBERS = st.sampled_from([-3.0, -2.0, -1.0, 0.0, 0.0, 1.0, 1.0, 2.0, 2.5, 5.0])


@st.composite
def programs(draw):
    """Small programs: some columns whole, some not; rows of all kinds, caps among them; three sums."""
    whole, other = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    columns, rows = whole + other, draw(st.integers(1, 4))
    matrix = np.array(draw(st.lists(NUMBERS, min_size=rows * columns, max_size=rows * columns))).reshape(
        rows, -1
    )
    kinds = [draw(st.sampled_from([(0, np.inf), (-np.inf, 0), (0, 0)])) for _ in range(rows)]
    middle = np.array([draw(st.sampled_from([-4.0, 0.0, 0.0, 1.0, 3.0, 7.0])) for _ in range(rows)])
    caps = np.zeros((other, columns))
    for index in range(other):
        caps[index, whole + index] = 1
        caps[index, draw(st.integers(0, whole - 1))] = -draw(st.sampled_from([2.0, 3.0, 6.0]))
    lower = np.array([float(draw(st.sampled_from([0, 0, 1, -1]))) for _ in range(columns)])
    upper = lower + [float(draw(st.sampled_from([0, 1, 2, 3]))) for _ in range(columns)]
    wide = np.arange(columns) >= whole
    upper[wide & np.array([draw(st.booleans()) for _ in range(columns)])] = np.inf
    sums = np.array(draw(st.lists(NUMBERS, min_size=3 * rows, max_size=3 * rows))).reshape(3, rows)
    low, high = (middle + [kind[side] for kind in kinds] for side in (0, 1))
    usable = np.where(sums > 0, np.isfinite(low), np.isfinite(high))
    cost = np.array([draw(st.sampled_from([1.0, 2.0, -1.0, 0.0])) for _ in range(columns)])
    return {
        "cost": cost,
        "matrix": np.vstack([matrix, caps]),
        "row_lower": [*low, *[-np.inf] * other],
        "row_upper": [*high, *[0.0] * other],
        "lower": lower,
        "upper": upper,
        "integer": ~wide,
    }, csr_array(np.hstack([np.where(usable, sums, 0.0), np.zeros((3, other))]))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs(), st.data())
def test_no_plan_is_cut_off(make, drawn, data):
    """Every whole choice within bounds that the program allows is allowed by the rows, whatever the costs."""
    written, sums = drawn
    program = make(**written)
    span = zip(program.lower, np.where(np.isfinite(program.upper), program.upper, 9), strict=True)
    x = np.array([data.draw(st.floats(low, high)) for low, high in span])
    found = [round_up(program, sums), round_up(program, sums, x)]
    for rows in found:
        for number in range(len(rows.lower)):
            assert least(program, rows.matrix[[number]].toarray()[0]) >= rows.lower[number] - 1e-6
    assert (found[1].matrix @ x < found[1].lower).all()


def least(program, cost):
    """The least of a cost over all whole choices, one linear program for each."""
    whole = np.flatnonzero(program.integer)
    best = np.inf
    choices = (range(int(program.lower[at]), int(program.upper[at]) + 1) for at in whole)
    for choice in product(*choices):
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[whole] = upper[whole] = choice
        solution = highs.solve(replace(relaxed(program), cost=cost, lower=lower, upper=upper))
        if solution.status is Status.UNBOUNDED:
            return -np.inf
        if solution.has_plan:
            best = min(best, solution.objective)
    return best


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs())
def test_the_bound_lies_between_relaxation_and_optimum(make, drawn):
    """Rows raise the bound or leave it, and never above the optimum."""
    written, sums = drawn
    program = make(**written)
    optimum = highs.solve(program, Options(gap=0.0))
    if optimum.status is not Status.OPTIMAL:
        return
    after = bound(extend(program, round_up(program, sums)))
    assert bound(program) - 1e-6 <= after <= optimum.objective + 1e-6
