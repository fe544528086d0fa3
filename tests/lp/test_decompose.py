"""Decisions and flows apart, from start to end: the optimum, its bound, and all that ends it early."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.lp.drawn import SOLVABLE, draw, known

from reshore.errors import SolverError
from reshore.lp.cuts import Rows
from reshore.lp.decompose import decompose
from reshore.lp.highs import solve, solve_fixed
from reshore.lp.recourse import Recourse
from reshore.lp.solution import Options, Status

EXACT = Options(gap=0)


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def keeps(program, x):
    """Whether x is a plan of the program."""
    activity, slack = program.matrix @ x, 1e-6
    return (
        np.array_equal(x[program.integer], np.round(x[program.integer]))
        and (x >= program.lower - slack).all()
        and (x <= program.upper + slack).all()
        and (activity >= program.row_lower - slack).all()
        and (activity <= program.row_upper + slack).all()
    )


@pytest.fixture
def told(monkeypatch):
    """Progress is told whenever there could be any."""
    monkeypatch.setattr("reshore.lp.benders.PROGRESS_INTERVAL", 0.0)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("seed", "wild"), SOLVABLE)
def test_the_best_plan(seed, wild):
    """At gap 0 it is the best of all whole decisions, and bound and plan never pass it on the way."""
    drawn, _, best = known(seed, wild=wild)
    heard = []
    solution = decompose(drawn.program, drawn.first, EXACT, on_progress=heard.append)
    assert solution.status is Status.OPTIMAL
    assert solution.raw_status == "Optimal"
    assert solution.objective == near(best)
    assert solution.bound == near(best)
    assert solution.bound <= solution.objective
    assert keeps(drawn.program, solution.x)
    slack = 1e-6 * max(1.0, abs(best))
    assert heard
    for before, after in zip([heard[0], *heard], heard, strict=False):
        assert after.bound <= best + slack
        assert after.incumbent >= best - slack
        assert after.bound >= before.bound - slack
        assert after.incumbent <= before.incumbent
        assert after.seconds >= before.seconds


@pytest.mark.parametrize("wild", [True, False])
@pytest.mark.parametrize("seed", range(40, 50))
def test_the_same_verdict_as_the_solver(seed, wild):
    """Optimal, infeasible or without an end: it says what the solver says of the whole."""
    drawn = draw(seed, wild=wild)
    other = solve(drawn.program, EXACT)
    solution = decompose(drawn.program, drawn.first, EXACT)
    assert solution.status is other.status
    assert solution.objective == pytest.approx(other.objective, rel=1e-6, abs=1e-6, nan_ok=True)
    assert solution.bound == pytest.approx(other.bound, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("share", ["FEW", "SMALL"])
@pytest.mark.parametrize("seed", [0, 5, 13, 16, 18, 36])
def test_the_solver_or_the_tree_at_the_end(monkeypatch, seed, share):
    """The best plan is the same if the solver gets the rest at once, or never."""
    monkeypatch.setattr(f"reshore.lp.decompose.{share}", 0)
    drawn, _, best = known(seed, wild=False)
    solution = decompose(drawn.program, drawn.first, EXACT)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(best)


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::2])
def test_a_gap_is_enough(seed, wild):
    """Asked for 5 %, it ends within them, with a bound that is right."""
    drawn, _, best = known(seed, wild=wild)
    solution = decompose(drawn.program, drawn.first, Options(gap=0.05))
    assert solution.status is Status.OPTIMAL
    assert solution.gap <= 0.05 or solution.objective - solution.bound <= 1e-6
    assert solution.bound <= best + 1e-6 * max(1.0, abs(best))
    assert solution.objective >= best - 1e-6 * max(1.0, abs(best))


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::4])
def test_the_same_seed_gives_the_same_plan(seed, wild):
    """Two runs with one seed agree to the last bit."""
    drawn, _, _ = known(seed, wild=wild)
    one, two = (decompose(drawn.program, drawn.first, Options(gap=0.01, seed=3)) for _ in range(2))
    assert np.array_equal(one.x, two.x)
    assert (one.bound, one.nodes) == (two.bound, two.nodes)


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[1::3])
def test_marginal_values_are_those_of_the_solver(seed, wild):
    """For the same plan, activities, duals and reduced costs are those that the solver gives."""
    drawn, _, _ = known(seed, wild=wild)
    solution, other = decompose(drawn.program, drawn.first, EXACT), solve(drawn.program, EXACT)
    whole = drawn.program.integer
    if not np.array_equal(solution.x[whole], other.x[whole]):
        other = solve_fixed(drawn.program, solution.x)
    assert solution.row_activity == near(other.row_activity)
    assert solution.row_dual == near(other.row_dual)
    assert solution.reduced_cost == near(other.reduced_cost)


@pytest.mark.parametrize("seed", [5, 13, 15, 36])
def test_valid_rows_are_not_part_of_the_answer(seed):
    """Rows that only help the bound change neither the plan nor the length of what is told of rows."""
    drawn, _, best = known(seed, wild=False)
    program = drawn.program
    cost = csr_array(program.cost[None, :])
    valid = Rows(cost, np.array([best - 0.001 * abs(best)]), np.array([np.inf]))
    solution = decompose(program, drawn.first, EXACT, valid=valid)
    assert solution.objective == near(best)
    assert len(solution.row_dual) == len(solution.row_activity) == program.shape[0]
    assert solution.row_activity == near(program.matrix @ solution.x)


def best_integers(drawn):
    """Integers of the best plan, and NaN for the rest."""
    best = solve(drawn.program, EXACT).x
    return np.where(drawn.program.integer, best, np.nan)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[3::5])
@pytest.mark.parametrize("kind", ["best", "whole plan", "partial", "infeasible", "nothing"])
def test_starts(seed, wild, kind):
    """From any start, good or bad or in part, it ends at the optimum; a whole one is a plan at once."""
    drawn, _, best = known(seed, wild=wild)
    start, heard = best_integers(drawn), []
    if kind == "whole plan":
        start = solve(drawn.program, EXACT).x
    elif kind == "partial":
        start[np.flatnonzero(drawn.program.integer)[::2]] = np.nan
    elif kind == "infeasible":
        start[drawn.program.integer] = 77.0
    elif kind == "nothing":
        start[:] = np.nan
    solution = decompose(drawn.program, drawn.first, EXACT, start=start, on_progress=heard.append)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(best)
    assert keeps(drawn.program, solution.x)
    if kind in ("best", "whole plan"):
        assert heard[0].incumbent == near(best)


@pytest.mark.parametrize("seed", [0, 8])
def test_without_time_there_is_no_plan(seed):
    """A limit of no time at all ends it before the first plan."""
    drawn, _, _ = known(seed)
    solution = decompose(drawn.program, drawn.first, Options(time_limit=0))
    assert solution.status is Status.NO_PLAN
    assert solution.raw_status == "Time limit reached"
    assert np.isnan(solution.x).all()
    assert solution.bound == -np.inf


def test_stopped_before_it_starts():
    """If the user asked already, it ends at once."""
    drawn, cancel = draw(8), Event()
    cancel.set()
    solution = decompose(drawn.program, drawn.first, cancel=cancel)
    assert solution.status is Status.NO_PLAN
    assert solution.raw_status == "Interrupted by user"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("how", ["cancel", "ctrl-c"])
@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13])
def test_stopped_on_the_way(how, after):
    """Whenever it is stopped, the best plan by then is kept, with a bound that is right."""
    drawn, _, best = known(36, wild=False)
    cancel, heard = Event(), []

    def stop(progress):
        heard.append(progress)
        if len(heard) == after:
            if how == "ctrl-c":
                raise KeyboardInterrupt
            cancel.set()

    solution = decompose(drawn.program, drawn.first, EXACT, on_progress=stop, cancel=cancel)
    assert cancel.is_set()
    assert solution.raw_status == "Interrupted by user"
    known_plan = np.isfinite(heard[-1].incumbent)
    assert solution.status is (Status.FEASIBLE if known_plan else Status.NO_PLAN)
    assert solution.bound <= best + 1e-6 * abs(best)
    if known_plan:
        assert keeps(drawn.program, solution.x)
        assert solution.objective <= heard[-1].incumbent + 1e-6 * abs(best)


def failing(monkeypatch, after):
    """Let the solver fail after so many runs of the flows."""
    count, right = [0], Recourse.solve

    def wrong(self, y, limits):
        count[0] += 1
        if count[0] > after:
            raise SolverError("no basis any more")
        return right(self, y, limits)

    monkeypatch.setattr(Recourse, "solve", wrong)


@pytest.mark.parametrize(("after", "started"), [(0, True), (10, True), (40, False), (45, False)])
def test_a_failure_loses_no_plan(monkeypatch, after, started):
    """If the solver fails in the middle, the plan so far is the answer, and says so."""
    drawn, _, best = known(36, wild=False)
    start = best_integers(drawn) if started else None
    failing(monkeypatch, after)
    solution = decompose(drawn.program, drawn.first, EXACT, start=start)
    assert solution.status is Status.FEASIBLE
    assert "no basis any more" in solution.raw_status
    assert keeps(drawn.program, solution.x)
    assert solution.bound <= best + 1e-6 * abs(best)


def test_a_failure_before_the_first_plan(monkeypatch):
    """Without a plan a failure is an error."""
    drawn, _, _ = known(36, wild=False)
    failing(monkeypatch, 2)
    with pytest.raises(SolverError, match="no basis"):
        decompose(drawn.program, drawn.first, EXACT)


SHAPES = {
    "no integers": {"integer": [0, 0, 0, 0, 0]},
    "nothing but integers": {"integer": [1, 1, 1, 1, 1], "first": [1, 1, 1, 1, 1]},
    "nothing later": {"first": [1, 1, 1, 1, 1]},
    "nothing first": {"integer": [0, 0, 0, 0, 0], "first": [0, 0, 0, 0, 0]},
    "no rows of the first stage": {"rows": slice(1, 4)},
    "an integer without an end": {"upper": [np.inf, 1, 9, np.inf, np.inf]},
    "a first stage without an end": {"upper": [np.inf, 1, np.inf, np.inf, np.inf]},
    "an integer without an end that pays at first": {
        "upper": [np.inf, 1, 9, np.inf, np.inf],
        "cost": [-3, 7, 1, 1, 9],
    },
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(make, name):
    """Programs that lack a stage, integers, rows or bounds are programs."""
    # modules, switch, kept, made, bought; more than 4 modules take the switch
    shape = {"cost": [6, 7, 1, 1, 9], "upper": [5, 1, 9, 20, 20], "integer": [1, 1, 0, 0, 0], **SHAPES[name]}
    rows = shape.get("rows", slice(None))
    matrix = np.array([[1, -3, 0, 0, 0], [-2, 0, 0, 1, 0], [0, 0, -1, 1, 0], [0, 0, 0, 1, 1]])
    low, high = np.array([-np.inf, -np.inf, -np.inf, 7.5]), np.array([2.0, 0, 0, np.inf])
    program = make(
        shape["cost"], matrix[rows], low[rows], high[rows], upper=shape["upper"], integer=shape["integer"]
    )
    first = np.array(shape.get("first", [1, 1, 1, 0, 0]), dtype=bool)
    other = solve(program, EXACT)
    assert other.status is Status.OPTIMAL
    solution = decompose(program, first, EXACT)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(other.objective)
    assert keeps(program, solution.x)


VERDICTS = {
    "rows of the first stage": ([1, 1, 1], [[1, 1, 0]], 3, np.inf, Status.INFEASIBLE),
    "no flows for any decision": ([1, 1, 1], [[-1, -1, 1], [0, 0, 1]], [-9, 3], [0, 9], Status.INFEASIBLE),
    "no whole number": ([1, 1, 1], [[2, 0, 1], [0, 0, 1]], [1, -9], [1, 0], Status.INFEASIBLE),
    "flows that pay": ([1, 1, -1], [[-1, 0, 1]], 0, np.inf, Status.UNBOUNDED),
    "flows that pay, and no plan": ([1, 1, -1], [[2, 0, 0], [1, 0, 1]], 1, [1, np.inf], Status.INFEASIBLE),
    "decisions that pay": ([-1, 1, 1], [[0, 1, 1]], 0, np.inf, Status.UNBOUNDED),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_no_plan_or_no_end(make, name):
    """A program without a plan is infeasible, one without an end unbounded, whatever stage is to blame."""
    cost, matrix, low, high, status = VERDICTS[name]
    upper = [np.inf if name == "decisions that pay" else 1, 1, np.inf]
    program = make(cost, matrix, low, high, upper=upper, integer=[1, 1, 0])
    assert solve(program, EXACT).status is status
    solution = decompose(program, program.integer, EXACT)
    assert solution.status is status
    assert not solution.has_plan
    assert solution.bound == -np.inf


def test_an_integer_has_to_be_decided_first(make):
    """Integers among the flows are refused."""
    program = make([1, 1], [[1, 1]], 1, 2, integer=True)
    with pytest.raises(ValueError, match="first stage"):
        decompose(program, np.array([True, False]))
