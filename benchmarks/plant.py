"""Simulated lines: part-steps a second of one core, beside SimPy, Ciw and Cimba on the same line.

uv run --group rivals python -m benchmarks.plant [--hours N] [--rival N] [--replications N]

Ten stations in a row, five places before each, exponential services of one hour, and failures by working
time: exponential, fifty hours apart, repairs of five hours. The first station never lacks units; a unit that
is done waits on its station for a place. A part-step is a service at one station: ten a unit that leaves.

Seconds are those of the processor, so that others who use the machine count less; building a model and
compiling it are left out. All draw as they go and keep the hours until a station fails in a variable, which
spares them an event a failure. Models of SimPy and Cimba count units that leave; Ciw and ours also keep their
times, and ours splits the time of each station and adds up units inside and power. Throughputs and their
intervals say whether all simulate the same. Ciw installs a package called `tests`, so that it is in no group
of ours: it is run where it can be imported.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.measured import apart

from reshore.chance.intervals import mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.factory.line.line import Line

STATIONS, PLACES = 10, 5
WORK, BETWEEN, REPAIR = 1.0, 50.0, 5.0
WARM_UP = 504.0
LEVEL = 0.999
LEAST = 5e6
"""Part-steps a second that a core has to reach."""


@dataclass
class Result:
    """Units that left, seconds of the processor, and units an hour of each replication after the warm-up."""

    units: int = 0
    seconds: float = 0.0
    rates: list[float] = field(default_factory=list)

    def add(self, units: int, before: int, hours: float, seconds: float) -> None:
        self.units += units
        self.seconds += seconds
        self.rates.append((units - before) / (hours - WARM_UP))

    @property
    def speed(self) -> float:
        return STATIONS * self.units / self.seconds

    def line(self, name: str, kernel: Result) -> str:
        own, ours = mean(np.array(self.rates), LEVEL), mean(np.array(kernel.rates), LEVEL)
        agrees = "" if self is kernel else "yes" if own.low < ours.high and ours.low < own.high else "NO"
        return (
            f"{name:28s}{STATIONS * self.units:12,d}{self.seconds:9.2f}{self.speed:14,.0f}"
            f"{kernel.speed / self.speed:9.2f}{own.value:10.4f} +- {own.high - own.value:.4f}{agrees:>8s}"
        )


def ten_stations() -> Line:
    """Return the line."""
    from reshore.chance.distribution import Distribution
    from reshore.factory.line.line import Failures, Group, Line, Product, Step, Task
    from reshore.factory.line.release import Saturated

    names = [f"station {number}" for number in range(STATIONS)]
    law, failures = Distribution.parse(f"exponential({WORK})"), Failures(BETWEEN, REPAIR)
    return Line(
        tuple(Group(name, buffer=PLACES, failures=failures) for name in names),
        (Product("unit", Saturated()),),
        tuple(Step("unit", name, name, (Task(name, law),)) for name in names),
    )


def reshore(hours: float, replications: int) -> Iterator[tuple[str, Result]]:
    """Yield what both kernels take, and the first with what comes after each replication."""
    from reshore.chance.streams import Streams
    from reshore.factory.line.encode import encode
    from reshore.factory.line.figures import figures
    from reshore.factory.line.replication import by_events, by_recursion

    line = ten_stations()
    empty = encode(line, Streams(1), hours)
    kernels = {"events": by_events, "recursion": by_recursion}
    results = {name: Result() for name in ("events", "events and figures", "recursion")}
    for number in range(replications):
        for name, kernel in kernels.items():
            begin = time.process_time()
            state, before = kernel(empty, number, WARM_UP, hours)
            seconds = time.process_time() - begin
            counts = int(state.products.finished[0]), int(before[0, 0]), hours
            results[name].add(*counts, seconds)
            if name == "events":
                figures(line, state, WARM_UP, before)
                results["events and figures"].add(*counts, time.process_time() - begin)
    for name, result in results.items():
        yield f"reshore, {name}", result


def compile_seconds() -> float:
    """Return what the first use takes where numba has kept nothing; has to come before all other uses."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
        begin = time.process_time()
        list(reshore(WARM_UP + 168.0, 2))
        seconds = time.process_time() - begin
        del os.environ["NUMBA_CACHE_DIR"]
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=100_800, help="of a replication, whole weeks")
    parser.add_argument("--rival", type=float, default=4_032, help="the same of rivals in plain Python")
    parser.add_argument("--replications", type=int, default=8)
    given = parser.parse_args()
    print(f"compiled in {compile_seconds():.1f} s of the processor, once")
    results = dict(reshore(given.hours, given.replications))
    for name, hours in (("cimba", given.hours), ("simpy", given.rival), ("ciw", given.rival)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} isn't installed")
        else:
            # Apart, since Cimba compiles only where it is imported before other kernels are compiled.
            rival = importlib.import_module(f"benchmarks.plant_{name}")
            results[name] = apart(rival.run, hours, given.replications)
    kernel = results["reshore, events"]
    print(
        f"{'':28s}{'part-steps':>12s}{'seconds':>9s}{'a second':>14s}{'ratio':>9s}"
        f"{'units an hour':>20s}{'agrees':>8s}"
    )
    for name, result in results.items():
        print(result.line(name, kernel))
    verdict = "reached" if kernel.speed >= LEAST else "missed"
    print(f"{LEAST:.0e} part-steps a second and core: {verdict}")


if __name__ == "__main__":
    main()
