"""What a search found and by when, measured in a fresh process, so that its peak of memory is its own."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from math import inf, isfinite, nan
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import reshore
from reshore.errors import TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from reshore.lp.solution import Progress

    P = ParamSpec("P")
    T = TypeVar("T")

FIRST = inf
"""The gap that any plan has: when it is reached, there is a first plan."""

LEVELS = {FIRST: "first", 0.01: "1 %", 0.005: "0.5 %", 0.001: "0.1 %"}
"""Proven gaps whose times are kept, and what to call them."""

NEAR = 0.05
"""How far above the last bound a plan may be to count as near; who waits for it knows only afterwards."""

HEADING = (
    "".join(f"{f'{name}, s':>10s}" for name in LEVELS.values())
    + f"{'near, s':>9s}{'end, s':>9s}{'gap':>9s}{'peak MB':>9s}{'method':>10s}"
)
"""Of the figures that `Run.line` gives."""

SIZES = "".join(f"{name:>12s}" for name in ("rows", "columns", "integers"))
"""Of the figures that `Run.sizes` gives."""


@dataclass(frozen=True, slots=True)
class Run:
    """A search that has ended. Without a plan, its objective is NaN and its gap infinite.

    Attributes
    ----------
    seconds
        From tables on disk to an audited plan; of the rival, from arrays in memory to its answer.
    reached
        Proven gap -> seconds until it was reached; those of `LEVELS` that were.
    near
        Seconds until it had a plan that its last bound shows to be within `NEAR`; NaN without one.
    objective, bound, gap
        Where it ended.
    stopped
        Whether the limit ended it.
    peak
        Most memory that its process held (MB).
    rows, columns, integers
        Size of the program; 0 where nothing was found.
    method
        How `design` searched.
    """

    seconds: float
    reached: dict[float, float]
    near: float
    objective: float
    bound: float
    gap: float
    stopped: bool
    peak: float
    rows: int = 0
    columns: int = 0
    integers: int = 0
    method: str = ""

    def line(self) -> str:
        """Return its figures under `HEADING`."""
        times = "".join(self._time(level) for level in LEVELS)
        unknown = "no bound" if isfinite(self.objective) else "no plan"
        gap = f"{self.gap:9.1e}" if isfinite(self.gap) else f"{unknown:>9s}"
        near = f"{self.near:9.1f}" if isfinite(self.near) else f"{'-':>9s}"
        return f"{times}{near}{self.seconds:9.1f}{gap}{self.peak:9.0f}{self.method:>10s}"

    def sizes(self) -> str:
        """Return the size of the program under `SIZES`."""
        return "".join(
            f"{f'{count:,}' if count else '-':>12s}" for count in (self.rows, self.columns, self.integers)
        )

    def ratio(self, rival: Run) -> str:
        """Return its seconds over the rival's, as a bound where one was stopped: both stopped, no ratio."""
        if self.stopped and rival.stopped:
            return "both stopped"
        sign = ">" if self.stopped else "<" if rival.stopped else ""
        return f"{sign}{self.seconds / rival.seconds:.2f}"

    def _time(self, level: float) -> str:
        return f"{self.reached[level]:10.1f}" if level in self.reached else f"{'-':>10s}"


@dataclass(slots=True)
class Watch:
    """Hears of gaps and keeps when each of `LEVELS` was first reached, from its own start on."""

    reached: dict[float, float] = field(default_factory=dict)
    plans: list[tuple[float, float]] = field(default_factory=list)
    bound: float = -inf
    begin: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Seconds since it started."""
        return time.perf_counter() - self.begin

    def hear(self, objective: float, bound: float) -> None:
        """Take note of the best plan and bound so far."""
        now = self.seconds
        self.bound = max(self.bound, bound)
        if not isfinite(objective):
            return
        gap = (objective - bound) / max(abs(objective), 1e-9)
        self.plans.append((now, objective))
        for level in LEVELS:
            if gap <= level:
                self.reached.setdefault(level, now)

    def near(self) -> float:
        """Return when there was the first plan within `NEAR` of the last bound."""
        near = (now for now, objective in self.plans if objective - self.bound <= NEAR * abs(objective))
        return next(near, nan)

    def on_progress(self, progress: Progress) -> None:
        """Hear what `design` tells."""
        self.hear(progress.incumbent, progress.bound)


def apart(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function of a module returns in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(call, *args, **kwargs).result()


def design(folder: Path, *, gap: float, limit: float, threads: int, method: str) -> Run:
    """Load a model and design it."""
    watch = Watch()
    try:
        plan = reshore.design(
            reshore.load(folder),
            gap=gap,
            time_limit=limit,
            threads=threads,
            method=method,
            on_progress=watch.on_progress,
        )
    except TimeLimitError:
        return Run(watch.seconds, {}, nan, nan, watch.bound, inf, stopped=True, peak=peak())
    watch.hear(plan.objective, plan.bound)
    return Run(
        seconds=watch.seconds,
        reached=watch.reached,
        near=watch.near(),
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        stopped=plan.status == "feasible",
        peak=peak(),
        rows=plan.facts["rows"],
        columns=plan.facts["columns"],
        integers=plan.facts["integers"],
        method=plan.facts["method"],
    )


def peak() -> float:
    """Return the most memory that this process has held (MB), on Linux."""
    # Not what getrusage says: a process begins there with the peak of the one that started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
