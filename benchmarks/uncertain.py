"""Plans for many futures beside HiGHS on the extensive form, and how they grow with the futures.

uv run python -m benchmarks.uncertain [--published N] [--drawn NODES ...] [--growth FUTURES ...]
    [--limit SECONDS] [--gap GAP]

Seconds are those of the processor, one thread, each search in a fresh process: others who use the machine
count less. A limit is one of the wall clock. RESHORE_DATA names the folder that holds ``netdes``.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measured import apart, peak
from benchmarks.netdes import instances
from benchmarks.netdes_drawn import draw

import reshore
from reshore.lp.decompose import decompose
from reshore.lp.highs import solve
from reshore.lp.solution import Options
from reshore.robust.sampled import futures_of_ranges
from reshore.robust.search import LARGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.netdes import NetworkDesign

EXACT = 1e-6
"""Gap that published instances are brought to."""

FUTURES = 30
"""Scenarios of the drawn networks."""

DENSITY = 0.3
"""Of the drawn networks: that of the sparser published ones."""


@dataclass(frozen=True, slots=True)
class Run:
    """A search that has ended.

    Attributes
    ----------
    seconds
        Of the processor.
    objective, gap
        Where it ended; infinite without a plan.
    """

    seconds: float
    objective: float
    gap: float

    def cell(self, gap: float) -> str:
        """Return its seconds, and its gap where that isn't the one asked for."""
        return f"{self.seconds:8.1f}" + (f" ({self.gap:.1%})" if self.gap > 1.01 * gap else "")


def search(network: NetworkDesign, options: Options, *, way: str) -> Run:
    """Search a network by the solver on the extensive form, by decomposition, or by size as `design` does."""
    program, first = network.program()
    cuts = way == "decompose" or (way == "auto" and program.shape[1] >= LARGE)
    began = time.process_time()
    found = decompose(program, first, options) if cuts else solve(program, options)
    return Run(time.process_time() - began, found.objective, found.gap)


def beside(network: NetworkDesign, options: Options) -> tuple[Run, Run, Run]:
    """Print a line of one network: HiGHS, ours as it is chosen, and decomposition alone."""
    rival, ours, cuts = (apart(search, network, options, way=way) for way in ("highs", "auto", "decompose"))
    cells = "".join(f"{one.cell(options.gap):>18s}" for one in (rival, ours, cuts))
    ratio = ours.seconds / rival.seconds
    print(f"{network.name:24s}{len(network.arcs):6d}{cells}{ratio:10.2f}", flush=True)
    return rival, ours, cuts


def published(count: int, options: Options) -> None:
    """Print the first instances of the published set, and whether their optima are found."""
    heading()
    runs = [(one, beside(one, options)) for one, _ in zip(instances(), range(count), strict=False)]
    right = sum(math.isclose(ours.objective, one.upper, rel_tol=1e-5) for one, (_, ours, _) in runs)
    sums = [sum(each.seconds for each in column) for column in zip(*(run for _, run in runs), strict=True)]
    print(f"at the published optimum: {right} of {len(runs)}; seconds in all: ", end="")
    print(
        ", ".join(
            f"{name} {total:.1f}" for name, total in zip(("HiGHS", "ours", "decompose"), sums, strict=True)
        )
    )


def drawn(sizes: list[int], options: Options) -> None:
    """Print drawn networks, from size to size."""
    heading()
    for nodes in sizes:
        beside(draw(nodes, FUTURES, DENSITY, seed=1), options)


def heading() -> None:
    cells = "".join(f"{name:>18s}" for name in ("HiGHS, s", "ours, s", "decompose, s"))
    print(f"{'network':24s}{'arcs':>6s}{cells}{'ratio':>10s}")


def plan(futures: int, *, threads: int, gap: float, limit: float) -> tuple[float, float, float, float]:
    """Plan the case for drawn futures; return wall and processor seconds, gap and peak (MB)."""
    model = reshore.load(reshore.example_path("gb200"))
    wall, began = time.perf_counter(), time.process_time()
    found = reshore.robust_design(
        model, futures_of_ranges(model, futures), gap=gap, time_limit=limit, threads=threads
    )
    return time.perf_counter() - wall, time.process_time() - began, found.gap, peak()


def growth(counts: list[int], *, gap: float, limit: float) -> None:
    """Print the case for twice the futures again and again, with one thread and two."""
    print(f"{'futures':>8s}{'threads':>9s}{'wall, s':>10s}{'processor, s':>14s}{'gap':>8s}{'peak MB':>9s}")
    for futures in counts:
        for threads in (1, 2):
            call: Callable[..., tuple[float, float, float, float]] = partial(apart, plan)
            wall, used, reached, most = call(futures, threads=threads, gap=gap, limit=limit)
            print(f"{futures:8d}{threads:9d}{wall:10.0f}{used:14.0f}{reached:8.2%}{most:9.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--published", type=int, default=30, help="how many of the 30 published instances")
    parser.add_argument("--drawn", type=int, nargs="*", default=[30, 50], help="nodes of drawn networks")
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 20, 40], help="futures of the case")
    parser.add_argument("--limit", type=float, default=600, help="seconds that a search may take")
    parser.add_argument("--gap", type=float, default=0.01, help="gap of drawn networks and of the case")
    given = parser.parse_args()
    if given.published:
        published(given.published, Options(gap=EXACT, time_limit=given.limit, threads=1))
    if given.drawn:
        drawn(given.drawn, Options(gap=given.gap, time_limit=given.limit, threads=1))
    if given.growth:
        growth(given.growth, gap=given.gap, limit=given.limit)


if __name__ == "__main__":
    main()
