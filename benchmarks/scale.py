"""How the search for a plan grows: drawn facility location, and drawn chains of echelons over eight years.

``python -m benchmarks.scale``. Each search runs in a fresh process, from tables to an audited plan; up to a
size the plain program (``method="direct"``) runs beside it, with the same limit and threads.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cornuejols import draw
from benchmarks.echelons import Echelons
from benchmarks.instances import write
from benchmarks.measured import FIRST, HEADING, SIZES, apart, design

from reshore.footprint.method import Method

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from benchmarks.measured import Run

SIDES = (200, 500, 1000)
RATIOS = (3.0, 5.0, 10.0)
COLUMNS = (100_000, 300_000, 1_000_000, 2_000_000, 5_000_000)


def write_cflp(folder: Path, side: int, ratio: float, seed: int) -> None:
    """Write as many customers as sites by Cornuejols' recipe as tables."""
    write(draw(side, side, ratio, seed).tables(), folder)


def write_echelons(folder: Path, columns: int, seed: int, *, stocks: bool) -> None:
    """Write a chain of about so many columns as tables."""
    write(Echelons(columns, seed, stocks).tables(), folder)


def cflp(given: Namespace) -> None:
    """Print facility location, ratio by ratio, from size to size."""
    for ratio in RATIOS:
        before = None
        for side in SIDES:
            if side * side > given.largest:
                break
            with tempfile.TemporaryDirectory() as folder:
                apart(write_cflp, Path(folder), side, ratio, given.seed)
                before = compare(f"cflp {side} x {side}, {ratio:g}", Path(folder), side * side, before, given)


def echelons(given: Namespace) -> None:
    """Print chains of echelons, from size to size."""
    before = None
    for columns in COLUMNS:
        if columns > given.largest:
            break
        with tempfile.TemporaryDirectory() as folder:
            apart(write_echelons, Path(folder), columns, given.seed, stocks=given.stocks)
            before = compare(f"echelons {columns:.0e}", Path(folder), columns, before, given)


def compare(name: str, folder: Path, columns: int, before: Run | None, given: Namespace) -> Run:
    """Print what was found by when, its growth since the size before, and the plain program beside it."""
    limits = {"gap": given.gap, "limit": given.limit, "threads": given.threads}
    ours = apart(design, folder, method=given.method, **limits)
    print(f"{name:24s}{ours.line()}{ours.sizes()}", flush=True)
    if columns <= given.rival:
        plain = apart(design, folder, method="direct", **limits)
        print(f"{'  direct':24s}{plain.line()}  {ratios(ours, plain)}", flush=True)
    if before:
        print(f"  growth: {growth(ours, before)}", flush=True)
    return ours


def ratios(ours: Run, plain: Run) -> str:
    """Return our seconds over those of the plain program, to the end and to gaps that both reached."""
    names = {FIRST: "first plan", 0.01: "1 %", 0.001: "0.1 %"}
    both = [
        f"{name} {ours.reached[level] / plain.reached[level]:.2f}"
        for level, name in names.items()
        if level in ours.reached and level in plain.reached
    ]
    return "ratio of seconds: " + ", ".join([*both, f"end {ours.ratio(plain)}"])


def growth(ours: Run, before: Run) -> str:
    """Return how much larger size, times and memory are than those of the size before."""
    pairs: Iterable[tuple[str, float | None, float | None]] = (
        ("columns", ours.columns or None, before.columns or None),
        ("first plan", ours.reached.get(FIRST), before.reached.get(FIRST)),
        ("1 %", ours.reached.get(0.01), before.reached.get(0.01)),
        ("0.1 %", ours.reached.get(0.001), before.reached.get(0.001)),
        ("memory", ours.peak, before.peak),
    )
    return ", ".join(f"{name} x {now / then:.1f}" for name, now, then in pairs if now and then)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=float, default=5e6, help="most columns of a model")
    parser.add_argument("--only", choices=["cflp", "echelons"], help="only these models")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds a search")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gap", type=float, default=1e-3, help="gap at which a search ends")
    parser.add_argument("--method", choices=list(Method), default=Method.AUTO)
    parser.add_argument(
        "--rival", type=float, default=1e6, help="most columns that the plain program is given (0: none)"
    )
    parser.add_argument("--stocks", action="store_true", help="stock in warehouses and days on lanes")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(f"{'model':24s}{HEADING}{SIZES}")
    for name, part in (("cflp", cflp), ("echelons", echelons)):
        if given.only in (None, name):
            part(given)


if __name__ == "__main__":
    main()
