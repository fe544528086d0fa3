"""HiGHS itself: a program handed over, run so that it can be stopped, and its answer read."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

import highspy
import numpy as np
from highspy import HighsModelStatus as Raw
from highspy import cb

from reshore.errors import SolverError, UsageError
from reshore.lp.solution import Options, Progress, Solution, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.lp.program import LinearProgram

PROGRESS_INTERVAL = 0.5
"""Seconds between two reports of progress, unless a better plan is found."""

INFINITE = 1e20
"""What HiGHS takes for infinite."""

_LIMITS = {
    Raw.kTimeLimit,
    Raw.kIterationLimit,
    Raw.kSolutionLimit,
    Raw.kInterrupt,
    Raw.kMemoryLimit,
    Raw.kObjectiveBound,
    Raw.kObjectiveTarget,
}
_DEFINITE = {
    Raw.kOptimal: Status.OPTIMAL,
    Raw.kModelEmpty: Status.OPTIMAL,
    Raw.kInfeasible: Status.INFEASIBLE,
    Raw.kUnbounded: Status.UNBOUNDED,
}
_INTERRUPTS = (
    cb.HighsCallbackType.kCallbackSimplexInterrupt,
    cb.HighsCallbackType.kCallbackIpmInterrupt,
    cb.HighsCallbackType.kCallbackMipInterrupt,
)


def load(program: LinearProgram, options: Options) -> highspy.Highs:
    """Return a silent HiGHS that holds the program.

    Raises
    ------
    SolverError
        If HiGHS refuses the program.
    UsageError
        If `options.extra` names an option that HiGHS doesn't have.
    OSError
        If the log can't be written.
    """
    if options.log_file is not None:
        options.log_file.touch()  # HiGHS says nothing where it can't write
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    settings: dict[str, bool | int | float | str] = {
        "log_to_console": False,
        "output_flag": options.log_file is not None,
        "log_file": "" if options.log_file is None else str(options.log_file),
        "mip_rel_gap": options.gap,
        "time_limit": options.time_limit,
        "threads": options.threads,
        "random_seed": options.seed,
        # The smallest it can be: HiGHS drops what is below it without a word.
        "small_matrix_value": 1e-12,
        **options.extra,
    }
    # Silence comes first: refusing an option writes to the console otherwise.
    for name, value in settings.items():
        if highs.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise UsageError(f"HiGHS takes no option {name} = {value!r}")
    pass_model(highs, program)
    return highs


def pass_model(highs: highspy.Highs, program: LinearProgram) -> None:
    """Hand the arrays of a program over.

    Raises
    ------
    SolverError
        If HiGHS refuses them. It takes NaN without complaint, so these are looked for first.
    """
    rows, columns = program.shape
    matrix = program.matrix.tocsc()
    bounds = (program.lower, program.upper, program.row_lower, program.row_upper)
    if not (np.isfinite(program.cost).all() and np.isfinite(matrix.data).all()):
        raise SolverError("a cost or a coefficient is no finite number")
    if np.abs(program.cost).max(initial=0.0) >= INFINITE:
        raise SolverError(f"costs are beyond the solver's reach ({program.sizes()})")
    if any(np.isnan(bound).any() for bound in bounds):
        raise SolverError("a bound is no number")
    status = highs.passModel(
        columns,
        rows,
        matrix.nnz,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
        program.integer.astype(np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS refuses a program of {rows} rows and {columns} columns ({program.sizes()})")


def run(
    highs: highspy.Highs, cancel: Event | None = None, on_progress: Callable[[Progress], None] | None = None
) -> str:
    """Run HiGHS so that `cancel` and Ctrl-C stop it, and return its raw status.

    Raises
    ------
    KeyboardInterrupt
        At the second Ctrl-C; the first stops the run in good order.
    """
    watch = _Watch(cancel or Event(), on_progress)
    highs.setCallback(watch, None)
    for kind in _INTERRUPTS:
        highs.startCallback(kind)
    if on_progress:
        highs.startCallback(cb.HighsCallbackType.kCallbackMipImprovingSolution)
    done = Event()

    def work() -> None:
        try:
            highs.run()
            # The scheduler belongs to this thread: another run may have another number of threads.
            highs.resetGlobalScheduler(True)
        finally:
            done.set()

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        _wait(done)
    except KeyboardInterrupt:
        watch.cancel.set()
        _wait(done)
    thread.join()
    highs.setCallback(None, None)
    if watch.error:
        raise watch.error
    return highs.modelStatusToString(highs.getModelStatus())


def run_here(highs: highspy.Highs) -> None:
    """Run HiGHS in this thread: nothing stops it but its limits, and short runs begin at once."""
    highs.run()
    highs.resetGlobalScheduler(True)


def _wait(done: Event) -> None:
    # In slices: a wait without end takes no notice of Ctrl-C on Windows.
    while not done.wait(0.1):
        pass


@dataclass(slots=True)
class _Watch:
    """Hears HiGHS: stops it when asked to and passes progress on."""

    cancel: Event
    on_progress: Callable[[Progress], None] | None
    last: float = 0.0
    error: BaseException | None = None

    def __call__(
        self,
        kind: cb.HighsCallbackType,
        message: str,
        out: cb.HighsCallbackOutput,
        into: cb.HighsCallbackInput,
        data: object,
    ) -> None:
        del message, data
        better = kind == cb.HighsCallbackType.kCallbackMipImprovingSolution
        due = (
            kind == cb.HighsCallbackType.kCallbackMipInterrupt
            and out.running_time - self.last >= PROGRESS_INTERVAL
        )
        if self.on_progress and (better or due):
            self.last = out.running_time
            try:
                self.on_progress(
                    Progress(
                        seconds=out.running_time,
                        incumbent=out.mip_primal_bound,
                        bound=out.mip_dual_bound,
                        gap=out.mip_gap,
                        nodes=out.mip_node_count,
                    )
                )
            except BaseException as error:  # an exception must not unwind through HiGHS
                self.error = error
                self.cancel.set()
        if not better and self.cancel.is_set():
            into.user_interrupt = True


def read(highs: highspy.Highs, program: LinearProgram, *, duals: bool = True) -> Solution:
    """Return what HiGHS holds after a run of `program`, duals only where they are asked for."""
    info = highs.getInfo()
    raw = highs.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if raw in _LIMITS:
        status = Status.FEASIBLE if found else Status.NO_PLAN
    else:
        status = _DEFINITE.get(raw, Status.FAILED)
    if raw == Raw.kModelEmpty and (
        program.row_lower.max(initial=0) > 0 or program.row_upper.min(initial=0) < 0
    ):
        status = Status.INFEASIBLE
    mixed = bool(program.integer.any())
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        bound = info.mip_dual_bound if mixed and status is Status.NO_PLAN else -np.inf
        seconds = highs.getRunTime()
        return Solution.without_plan(program.shape, status, raw_status(highs), bound=bound, seconds=seconds)
    values = highs.getSolution()
    objective = info.objective_function_value
    bound = info.mip_dual_bound if mixed else objective if status is Status.OPTIMAL else -np.inf
    rows, columns = program.shape
    known = duals and not mixed
    return Solution(
        status=status,
        raw_status=raw_status(highs),
        x=np.array(values.col_value),
        row_activity=np.array(values.row_value),
        row_dual=np.array(values.row_dual) if known else np.full(rows, np.nan),
        reduced_cost=np.array(values.col_dual) if known else np.full(columns, np.nan),
        objective=objective,
        bound=bound,
        gap=relative_gap(objective, bound),
        polished=not mixed,
        seconds=highs.getRunTime(),
        nodes=max(0, info.mip_node_count) if mixed else 0,
    )


def raw_status(highs: highspy.Highs) -> str:
    """Return HiGHS's own words for how its last run ended."""
    return highs.modelStatusToString(highs.getModelStatus())
