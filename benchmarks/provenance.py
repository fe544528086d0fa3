"""What following goods takes: one model with and without its trade tables, and over more countries.

uv run python -m benchmarks.provenance [--seed N] [--limit SECONDS] [--no-solve]

Every figure is of a process of its own that loads the model from CSV. Seconds are of the wall clock; beside
them stand those of the processor, which tell more where others use the machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GAP = 0.005
THREADS = 2
GROWTH = (10, 20, 40)
COUNTRIES = 20
LINES = (
    ("columns", "{:,.0f}"),
    ("rows", "{:,.0f}"),
    ("integer columns", "{:,.0f}"),
    ("nonzeros", "{:,.0f}"),
    ("products followed", "{:,.0f}"),
    ("most provenances of a product", "{:,.0f}"),
    ("build, s", "{:.2f}"),
    ("build, s of processor", "{:.2f}"),
    ("method", "{}"),
    ("solve, s", "{:.0f}"),
    ("solve, s of processor", "{:.0f}"),
    ("gap, %", "{:.2f}"),
    ("peak memory, MB", "{:,.0f}"),
)


def measure(folder: Path, limit: float) -> dict[str, Any]:
    """Build the program of a model, and solve it where there is a limit; run in a process of its own."""
    import numpy as np

    import reshore
    from reshore.footprint.method import choose, search
    from reshore.footprint.network import Network
    from reshore.footprint.program import FootprintProgram
    from reshore.lp.solution import Options

    model = reshore.load(folder)
    begin, worked = time.perf_counter(), time.process_time()
    footprint = FootprintProgram.of(Network.of(model))
    build = time.perf_counter() - begin, time.process_time() - worked
    program = footprint.program
    rows, columns = program.shape
    kinds = footprint.network.expansion.following.provenances.group_by("product").len()
    figures = {
        "columns": columns,
        "rows": rows,
        "integer columns": int(program.integer.sum()),
        "nonzeros": int(program.matrix.nnz),
        "products followed": kinds.height,
        "most provenances of a product": int(kinds["len"].to_numpy().max(initial=0)),
        "build, s": build[0],
        "build, s of processor": build[1],
    }
    if limit:
        begin, worked = time.perf_counter(), time.process_time()
        method = choose(footprint)
        solution = search(footprint, method, Options(gap=GAP, time_limit=limit, threads=THREADS))
        cost = solution.objective + footprint.network.storing.constant(footprint.network.clock)
        figures |= {
            "method": str(method),
            "solve, s": time.perf_counter() - begin,
            "solve, s of processor": time.process_time() - worked,
            "gap, %": 100 * (solution.objective - solution.bound) / abs(cost)
            if solution.has_plan
            else np.inf,
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures | {"peak memory, MB": peak}


def apart(seed: int, countries: int, *, trade: bool, limit: float) -> dict[str, Any]:
    """Write a model to a folder and measure it in a fresh process."""
    from benchmarks.electronics import Electronics
    from benchmarks.instances import write

    with tempfile.TemporaryDirectory() as folder:
        tables = Electronics(seed, countries).tables(trade=trade)
        path = write(tables, Path(folder) / "electronics")
        command = [
            sys.executable,
            "-m",
            "benchmarks.provenance",
            "--measure",
            str(path),
            "--limit",
            str(limit),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def compare(seed: int, limit: float) -> None:
    """Print the model without and with its trade tables beside each other."""
    without, following = (apart(seed, COUNTRIES, trade=trade, limit=limit) for trade in (False, True))
    print(f"{'':32}{'without':>12}{'following':>12}{'ratio':>8}")
    for name, form in LINES:
        if name in without:
            plain, followed = without[name], following[name]
            ratio = f"{followed / plain:8.1f}" if plain and not isinstance(plain, str) else ""
            print(f"{name:32}{form.format(plain):>12}{form.format(followed):>12}{ratio}")


def grow(seed: int) -> None:
    """Print how the program grows as the same sites and markets spread over more countries."""
    print(f"\n{'countries':>9}{'columns':>12}{'rows':>12}{'build, s':>10}{'of processor':>14}")
    for countries in GROWTH:
        found = apart(seed, countries, trade=True, limit=0)
        print(
            f"{countries:>9}{found['columns']:>12,}{found['rows']:>12,}"
            f"{found['build, s']:>10.2f}{found['build, s of processor']:>14.2f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the model")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds a solve")
    parser.add_argument("--no-solve", action="store_true", help="only build")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    limit = 0.0 if given.no_solve else given.limit
    if given.measure:
        print(json.dumps(measure(given.measure, given.limit)))
        return
    compare(given.seed, limit)
    grow(given.seed)


if __name__ == "__main__":
    main()
