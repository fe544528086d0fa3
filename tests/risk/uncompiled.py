"""What every kernel of simulations and line balancing gives, as text, and which kernels that ran.

``python uncompiled.py FILE``: FILE holds pickled cases of `simulated`. Run it with and without the compiler.
"""

from __future__ import annotations

import json
import pickle
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import numpy as np

from reshore.factory import balance
from reshore.factory.balance import side
from reshore.factory.balance.exact import Limits, fewest
from reshore.factory.balance.graph import Graph
from reshore.risk import kernel, turning
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Realisation

    Case = tuple[Operation, dict[str, Any], list[Realisation]]

MODULES = [
    kernel,
    turning,
    *(import_module(f"{balance.__name__}.{part.name}") for part in iter_modules(balance.__path__)),
]


def kernels() -> set[str]:
    """Return all functions that numba compiles, where it does."""
    from numba.core.dispatcher import Dispatcher

    parts = [part for module in MODULES for part in vars(module).values() if isinstance(part, Dispatcher)]
    return {f"{part.py_func.__module__}.{part.py_func.__name__}" for part in parts}


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collect names of functions of these modules that run as plain Python."""
    names, called = {module.__name__ for module in MODULES}, set[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__")
        if event == "call" and module in names:
            called.add(f"{module}.{frame.f_code.co_name}")

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


def simulated(cases: Sequence[Case]) -> Iterator[str]:
    """Yield what simulations do in each week of each replication, and what it costs."""
    for operation, options, realisations in cases:
        engine = Simulation(operation, **options)
        for outcome in engine.runs(realisations):
            yield f"{outcome.costs} {outcome.served.tolist()}"
        trace = engine.trace(realisations[-1])
        for done in (trace.make, trace.buy, trace.move, trace.detour, trace.stock, trace.served):
            yield str(done.tolist())


def balanced() -> Iterator[str]:
    """Yield lines, some of several kinds and widths, that take the search to all of its corners."""
    # Little room and few steps at a time: memory grows, and states are put aside and taken up again.
    side.ROOM, side.CHUNK, side.MOST = 8, 200, 20
    for seed, takt in enumerate((110, 101, 92, 83, 74, 131)):
        draw = np.random.default_rng(seed)
        count = 18 + seed
        arrows = [(a, b) for b in range(count) for a in range(b) if draw.random() < 0.12]
        time = draw.integers(20, 60, count)
        kind = draw.integers(0, 2, count) if seed % 2 else 0 * time
        width = np.where(time > 50, 2, 1) if seed % 3 == 2 else 0 * time + 1
        found = fewest(Graph.of(count, arrows), time, kind, width, takt, Limits(seconds=1e9, states=4096))
        yield f"{found.used} {found.bound} {found.station.tolist()}"


def main() -> None:
    cases = pickle.loads(Path(sys.argv[1]).read_bytes())
    with watched() as called:
        lines = [*simulated(cases), *balanced()]
    json.dump({"lines": lines, "called": sorted(called), "kernels": sorted(kernels())}, sys.stdout)


if __name__ == "__main__":
    main()
