"""Good plans first, then the solver's proof."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.lp.drawn import SOLVABLE, draw, known

from reshore.errors import SolverError
from reshore.lp import guided as room
from reshore.lp.cuts import Rows
from reshore.lp.guided import guided
from reshore.lp.highs import solve, solve_fixed
from reshore.lp.improve import Improvement
from reshore.lp.solution import Options, Status

EXACT = Options(gap=0)


def near(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def of(program, options=EXACT, **words):
    """Search with every integer a switch and a group of its own."""
    groups = np.where(program.integer, np.arange(len(program.cost)), -1)
    return guided(program, program.integer, groups, options, **words)


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


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE)
def test_the_best_plan(seed, wild):
    """At gap 0 it is the best of all whole decisions, and bound and plan never pass it on the way."""
    drawn, _, best = known(seed, wild=wild)
    heard = []
    solution = of(drawn.program, on_progress=heard.append)
    assert solution.status is Status.OPTIMAL
    assert solution.raw_status == "Optimal"
    assert solution.objective == near(best)
    assert solution.bound == near(best)
    assert keeps(drawn.program, solution.x)
    slack = 1e-6 * max(1.0, abs(best))
    for before, after in zip([heard[0], *heard], heard, strict=False):
        assert after.bound <= best + slack
        assert after.incumbent >= best - slack
        assert after.bound >= before.bound
        assert after.incumbent <= before.incumbent
        assert after.seconds >= before.seconds


@pytest.mark.parametrize("wild", [True, False])
@pytest.mark.parametrize("seed", range(40, 48))
def test_the_same_verdict_as_the_solver(seed, wild):
    """Optimal, infeasible or without an end: it says what the solver says of the whole."""
    drawn = draw(seed, wild=wild)
    other, solution = solve(drawn.program, EXACT), of(drawn.program)
    assert solution.status is other.status
    assert solution.objective == pytest.approx(other.objective, rel=1e-6, abs=1e-6, nan_ok=True)


def test_a_relaxation_without_an_end_is_no_verdict(make):
    """Costs have no end in the relaxation, and whole numbers have no plan: that is infeasible."""
    program = make([1, -1], [[2, 0]], 1, 1, upper=[1, np.inf], integer=[1, 0])
    assert of(program).status is Status.INFEASIBLE


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::4])
def test_a_gap_is_enough(seed, wild):
    """Asked for 5 %, it ends within them, with a bound that is right."""
    drawn, _, best = known(seed, wild=wild)
    solution = of(drawn.program, Options(gap=0.05))
    assert solution.status is Status.OPTIMAL
    assert solution.gap <= 0.05 or solution.objective - solution.bound <= 1e-6
    assert solution.bound <= best + 1e-6 * max(1.0, abs(best))


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::5])
def test_the_same_seed_gives_the_same_plan(seed, wild):
    """Two runs with one seed agree to the last bit."""
    drawn, _, _ = known(seed, wild=wild)
    one, two = (of(drawn.program, Options(gap=0.01, seed=3)) for _ in range(2))
    assert np.array_equal(one.x, two.x)
    assert one.bound == two.bound


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[1::4])
def test_marginal_values_are_those_of_the_solver(seed, wild):
    """For the same plan, activities, duals and reduced costs are those that the solver gives."""
    drawn, _, _ = known(seed, wild=wild)
    solution = of(drawn.program)
    other = solve_fixed(drawn.program, solution.x)
    for name in ("row_activity", "row_dual", "reduced_cost"):
        assert getattr(solution, name) == near(getattr(other, name))


@dataclass(frozen=True)
class Floor:
    """No plan costs less than so much."""

    cost: np.ndarray
    least: float

    def violated(self, x):
        return Rows(csr_array(self.cost[None, :]), np.array([self.least]), np.array([np.inf]))


@pytest.mark.parametrize("seed", [5, 13, 15, 36])
def test_rows_for_the_proof_are_not_part_of_the_answer(monkeypatch, seed):
    """Rows that the relaxation violates are there for the proof, and neither change the plan nor are told."""
    drawn, _, best = known(seed, wild=False)
    program, proofs = drawn.program, []

    def note(searched, *arguments, **words):
        proofs.append(searched)
        return solve(searched, *arguments, **words)

    monkeypatch.setattr(room, "solve", note)
    solution = of(program, families=(Floor(program.cost, best - 0.001 * abs(best)),))
    assert solution.objective == near(best)
    assert len(solution.row_dual) == len(solution.row_activity) == program.shape[0]
    assert [searched.shape[0] for searched in proofs] == [program.shape[0] + 1]


@pytest.mark.parametrize(("seed", "wild"), SOLVABLE[::5])
@pytest.mark.parametrize("kind", ["best", "whole plan", "partial", "infeasible", "nothing"])
def test_starts(seed, wild, kind):
    """From any start, good or bad or in part, it ends at the optimum."""
    drawn, _, best = known(seed, wild=wild)
    plan, whole = solve(drawn.program, EXACT).x, drawn.program.integer
    start = np.where(whole, plan, np.nan)
    if kind == "whole plan":
        start = plan
    elif kind == "partial":
        start[np.flatnonzero(whole)[::2]] = np.nan
    elif kind == "infeasible":
        start[whole] = 77.0
    elif kind == "nothing":
        start[:] = np.nan
    heard = []
    solution = of(drawn.program, start=start, on_progress=heard.append)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(best)
    if kind in ("best", "whole plan"):
        assert heard[0].incumbent == near(best)


def test_without_time(hard):
    """A limit of no time at all ends it before the first plan."""
    solution = of(hard, Options(time_limit=0))
    assert solution.status is Status.NO_PLAN
    assert np.isnan(solution.x).all()


def test_stopped_before_it_starts(hard):
    """If the user asked already, it ends at once."""
    cancel = Event()
    cancel.set()
    solution = of(hard, cancel=cancel)
    assert solution.status is Status.NO_PLAN
    assert solution.raw_status == "Interrupted by user"


@pytest.mark.parametrize("how", ["cancel", "ctrl-c"])
@pytest.mark.parametrize("after", [1, 2])
def test_stopped_on_the_way(hard, how, after):
    """Among the plans before the proof or within it: the best plan by then is kept."""
    cancel, heard = Event(), []

    def stop(progress):
        heard.append(progress)
        if len(heard) == after:
            if how == "ctrl-c":
                raise KeyboardInterrupt
            cancel.set()

    solution = of(hard, on_progress=stop, cancel=cancel)
    assert cancel.is_set()
    assert solution.status is Status.FEASIBLE
    assert "nterrupt" in solution.raw_status
    assert keeps(hard, solution.x)
    assert solution.objective <= heard[-1].incumbent + 1e-6
    assert solution.bound <= solution.objective


def failing(monkeypatch, where, error, *, after):
    """Let the solver fail where it is called from, after so many runs."""
    count = [0]

    def wrong(*arguments, **words):
        count[0] += 1
        if count[0] > after:
            raise error
        return solve(*arguments, **words)

    monkeypatch.setattr(f"reshore.lp.{where}.solve", wrong)


@pytest.mark.parametrize("error", [SolverError("no basis any more"), KeyboardInterrupt()])
def test_what_fails_in_the_proof_loses_no_plan(monkeypatch, error):
    """The plan from before is the answer, and says what happened."""
    drawn, _, best = known(16, wild=False)
    improvement = Improvement.run
    failing(monkeypatch, "guided", error, after=0)

    def rough(self, start=None):
        improvement(self, start)
        self.best = solve_fixed(drawn.program, np.zeros(len(drawn.first)))

    monkeypatch.setattr(Improvement, "run", rough)
    solution = of(drawn.program)
    assert solution.status is Status.FEASIBLE
    told = "Interrupted by user" if isinstance(error, KeyboardInterrupt) else "Ended early: no basis any more"
    assert solution.raw_status == told
    assert solution.objective >= best
    assert solution.bound <= best + 1e-6 * abs(best)
    assert keeps(drawn.program, solution.x)


def test_ctrl_c_between_two_searches(monkeypatch, hard):
    """Raised in our own code it is no different: the best plan is kept."""
    failing(monkeypatch, "improve", KeyboardInterrupt(), after=3)
    solution = of(hard)
    assert solution.status is Status.FEASIBLE
    assert solution.raw_status == "Interrupted by user"
    assert keeps(hard, solution.x)


def test_a_failure_among_the_plans_leaves_the_proof(monkeypatch):
    """If the solver fails while plans get better, the proof goes on; without a plan it is an error."""
    drawn, _, best = known(36, wild=False)
    failing(monkeypatch, "improve", SolverError("no basis any more"), after=3)
    solution = of(drawn.program)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(best)
    failing(monkeypatch, "improve", SolverError("no basis any more"), after=1)
    with pytest.raises(SolverError, match="no basis"):
        of(drawn.program)


def test_programs_without_integers(make):
    """An LP is solved as one."""
    program = make([1, 2], [[1, 1]], 3, np.inf, upper=2)
    solution = guided(program, np.zeros(2, dtype=bool), np.full(2, -1), EXACT)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == near(4)
    assert solution.row_dual == near([2])
