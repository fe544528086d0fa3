"""The port to HiGHS: verdicts, limits, interruption, and what a solution holds."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import textwrap
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.errors import SolverError, UsageError
from reshore.lp import highs as port
from reshore.lp.highs import solve, solve_fixed
from reshore.lp.solution import Options, Status, relative_gap


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_integers_beside_trying_all(make, data):
    """Small integer programs have the optimum, or the infeasibility, that trying every point finds."""
    columns, rows = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    number = st.integers(-4, 4)
    matrix = np.array(
        data.draw(
            st.lists(st.lists(number, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
        )
    )
    cost = np.array(data.draw(st.lists(number, min_size=columns, max_size=columns)))
    low = np.array(data.draw(st.lists(st.integers(-8, 4), min_size=rows, max_size=rows)))
    high = low + data.draw(st.integers(0, 6))
    points = np.array(list(itertools.product(range(3), repeat=columns)))
    activity = points @ matrix.T
    values = (points @ cost)[((activity >= low) & (activity <= high)).all(axis=1)]
    solution = solve(make(cost, matrix, low, high, upper=2, integer=True))
    if len(values):
        assert solution.status is Status.OPTIMAL
        assert solution.objective == pytest.approx(values.min(), abs=1e-9)
        assert solution.x.tolist() in points.tolist()
    else:
        assert solution.status is Status.INFEASIBLE
        assert np.isnan(solution.x).all()


def test_duals_of_an_lp_are_prices(make):
    """Each unit of a row's limit is worth its dual: here 1 more unit asked for costs 3."""
    solution = solve(make([2, 3], [[1, 1]], 5, np.inf, upper=[4, np.inf]))
    assert solution.objective == pytest.approx(11)
    assert solution.row_dual == pytest.approx([3])
    assert solution.reduced_cost == pytest.approx([-1, 0])
    assert (solution.gap, solution.bound) == (0, solution.objective)
    assert solution.row_activity == pytest.approx([5])


def test_a_mixed_plan_has_whole_integers_and_the_duals_of_the_rest(make):
    """Open a site at 10 to ship at 1, or buy at 4: the row's dual is that of the LP with the site open."""
    program = make(
        [10, 1, 4],
        [[0, 1, 1], [-100, 1, 0]],
        [7, -np.inf],
        [np.inf, 0],
        upper=[1, 100, 100],
        integer=[1, 0, 0],
    )
    solution = solve(program)
    assert solution.polished
    assert solution.x.tolist() == [1, 7, 0]
    assert solution.row_dual == pytest.approx([1, 0])
    assert solve_fixed(program, np.zeros(3)).objective == pytest.approx(28)
    assert solve_fixed(program, np.zeros(3)).row_dual[0] == pytest.approx(4)


def test_a_site_open_by_a_millionth_is_no_plan(make):
    """Half a unit through a link of a million needs 5e-7 of a site: whole to HiGHS, and wrong."""
    program = make(
        [1e5, 2e5, 1, 1],
        [[0, 0, 1, 1], [-1e6, 0, 1, 0], [0, -1e6, 0, 1]],
        [0.5, -np.inf, -np.inf],
        [np.inf, 0, 0],
        upper=[1, 1, np.inf, np.inf],
        integer=[1, 1, 0, 0],
    )
    solution = solve(program)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(1e5 + 0.5)
    assert solution.x.tolist() == [1, 0, 0.5, 0]


@pytest.mark.parametrize("integer", [False, True])
def test_verdicts_are_definite(make, integer):
    """Infeasible and unbounded are told apart, whatever presolve says."""
    unbounded = solve(make([-1, 0], [[1, -1]], 0, np.inf, upper=[np.inf, 1], integer=[False, integer]))
    assert unbounded.status is Status.UNBOUNDED
    assert not unbounded.has_plan
    neither = solve(
        make([-1, 0], [[1, -1], [0, 1]], [0, 3], np.inf, upper=[np.inf, 1], integer=[False, integer])
    )
    assert neither.status is Status.INFEASIBLE


def test_a_row_without_columns_can_be_infeasible(make):
    """HiGHS calls a program without columns empty; a limit that 0 doesn't keep is infeasible all the same."""
    assert solve(make([], np.empty((1, 0)), 1, 2)).status is Status.INFEASIBLE
    assert solve(make([], np.empty((1, 0)), 0, 2)).status is Status.OPTIMAL


def test_a_limit_before_the_first_plan(hard):
    """No time, no plan, and HiGHS's own words for it."""
    solution = solve(hard, Options(time_limit=0))
    assert (solution.status, solution.raw_status) == (Status.NO_PLAN, "Time limit reached")
    assert not solution.has_plan
    assert np.isinf(solution.gap)


def test_cancel_leaves_the_best_plan_and_its_gap(hard):
    """Cancelled from a report of progress, a run answers with the incumbent."""
    cancel, seen = Event(), []

    def stop(progress):
        seen.append(progress)
        if np.isfinite(progress.gap) and progress.gap < 0.1:
            cancel.set()

    solution = solve(hard, Options(gap=0), on_progress=stop, cancel=cancel)
    assert solution.status is Status.FEASIBLE
    assert solution.raw_status == "Interrupted by user"
    assert solution.polished
    assert solution.gap == pytest.approx(relative_gap(solution.objective, solution.bound))
    assert 0 < solution.gap < 0.1
    assert solution.objective <= seen[-1].incumbent + 1e-9
    assert set(np.unique(solution.x)) <= {0, 1}


def test_a_start_is_where_it_begins(hard):
    """A known plan is the first incumbent, even when some of its values are unknown."""
    known = solve(hard, Options(gap=0.05))
    cancel, seen = Event(), []

    def stop(progress):
        seen.append(progress.incumbent)
        cancel.set()

    start = known.x.copy()
    start[0] = np.nan
    solution = solve(hard, Options(gap=0), start=start, on_progress=stop, cancel=cancel)
    assert seen[0] <= known.objective
    assert solution.objective <= known.objective


def test_an_error_of_the_listener_comes_back(hard):
    """What goes wrong in `on_progress` ends the run and is raised where the run was asked for."""

    def fail(progress):
        raise KeyError(progress.nodes)

    with pytest.raises(KeyError):
        solve(hard, on_progress=fail)


def test_any_number_of_threads_in_turn(make):
    """HiGHS fixes its threads once a scheduler; here each run has its own."""
    program = make([1, 2], [[1, 1]], 1.5, np.inf, integer=True)
    assert [solve(program, Options(threads=n)).objective for n in (1, 2, 1, 0)] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"cost": [np.nan]},
        {"matrix": [[np.inf]]},
        {"lower": np.nan},
        {"matrix": [[1e16]]},
        {"cost": [1e25]},
    ],
    ids=["cost", "coefficient", "bound", "large coefficient", "large cost"],
)
def test_what_is_no_number_is_refused(make, change):
    """HiGHS would call such a program optimal."""
    with pytest.raises(SolverError):
        solve(make(**{"cost": [1], "matrix": [[1]], "row_lower": 0, "row_upper": 1, **change}))


@pytest.mark.parametrize(
    "option",
    [
        *({"gap": -0.1}, {"gap": np.nan}, {"gap": 5}, {"time_limit": -1}, {"time_limit": np.nan}),
        *({"threads": -1}, {"threads": 100_000}, {"seed": -1}),
    ],
    ids=str,
)
def test_options_out_of_range_are_refused(option):
    """In our words: the solver would name its own option, start any number of threads, or take NaN."""
    with pytest.raises(UsageError, match=r"is not between 0 and"):
        Options(**option)


def test_small_coefficients_count(make):
    """HiGHS drops coefficients under 1e-9 unless told otherwise."""
    assert solve(make([1], [[1e-10]], 1e-9, np.inf)).objective == pytest.approx(10)


def test_options_reach_the_solver_and_it_is_silent(make, tmp_path, capfd):
    """A log goes to its file and nothing to the console; an unknown option is refused."""
    log = tmp_path / "highs.log"
    program = make([1, 2], [[1, 1]], 1.5, np.inf, integer=True)
    solve(program, Options(log_file=log, extra={"presolve": "off"}))
    assert "HiGHS" in log.read_text()
    with pytest.raises(UsageError, match="no option fly = 1"):
        solve(program, Options(extra={"fly": 1}))
    with pytest.raises(FileNotFoundError):
        solve(program, Options(log_file=tmp_path / "nowhere" / "highs.log"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_leaves_the_best_plan(tmp_path):
    """A real SIGINT ends the run with the incumbent, and the process goes on."""
    script = tmp_path / "solve.py"
    script.write_text(
        textwrap.dedent(
            """
            import numpy as np
            from scipy.sparse import csc_array
            from reshore.lp.highs import solve
            from reshore.lp.program import LinearProgram
            from reshore.lp.solution import Options

            chance = np.random.default_rng(0)
            matrix = chance.integers(5, 100, (30, 80)).astype(float)
            program = LinearProgram(
                -chance.integers(5, 100, 80).astype(float), np.zeros(80), np.ones(80), csc_array(matrix),
                np.full(30, -np.inf), matrix.sum(1) // 2, np.ones(80, dtype=bool), {}, {},
            )
            told = []
            def tell(progress):
                if progress.gap < 1 and not told:
                    told.append(print("running", flush=True))
            solution = solve(program, Options(gap=0, time_limit=60), on_progress=tell)
            print(solution.status.name, solution.raw_status, 0 < solution.gap < 1)
            """
        )
    )
    child = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "running\n"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (out, err, child.returncode) == ("FEASIBLE Interrupted by user True\n", "", 0)


@pytest.mark.parametrize(("failures", "status"), [(1, Status.OPTIMAL), (2, Status.FAILED)])
def test_a_solver_that_gives_up_is_asked_once_more(make, monkeypatch, failures, status):
    """Afresh, with other luck; one that gives up again has failed."""
    asked = []

    class GivesUp:
        """A solver that stopped without a verdict."""

        def __init__(self, highs):
            self.highs = highs

        def __getattr__(self, name):
            return getattr(self.highs, name)

        def getModelStatus(self):  # noqa: N802
            return port.Raw.kSolveError

    def load(program, options):
        asked.append(options.seed)
        highs = real(program, options)
        return GivesUp(highs) if len(asked) <= failures else highs

    real = port.load
    monkeypatch.setattr(port, "load", load)
    solution = solve(make([1.0], [[1.0]], [2.0], [9.0]), Options(seed=7))
    assert solution.status is status
    assert asked == [7, 8]
