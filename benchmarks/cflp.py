"""Capacitated facility location: the 37 small instances of the OR-Library, or capa at its four capacities.

``python -m benchmarks.cflp``, ``python -m benchmarks.cflp --large``. Each large one runs in fresh processes,
through our own tables and beside HiGHS on the plain strong form, with the same limit and threads.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.instances import large, orlib, write
from benchmarks.measured import HEADING, apart, design
from benchmarks.published import parser, rival, run

if TYPE_CHECKING:
    from argparse import Namespace

    from benchmarks.instances import Cflp
    from benchmarks.measured import Run


def compare(instance: Cflp, given: Namespace) -> None:
    """Solve an instance with reshore and with the rival, and print what each had found by when."""
    limits = {"gap": given.gap, "limit": given.limit, "threads": given.threads}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / instance.name
        apart(write_instance, instance, path)
        ours = apart(design, path, method=given.method, **limits)
    theirs = apart(rival, instance, **limits)
    for by, one in (("reshore", ours), ("HiGHS", theirs)):
        print(f"{f'{instance.name} {by}':24s}{one.line()}{distances(one, instance.optimum)}")
    print(f"{'':24s}seconds over HiGHS's: {ours.ratio(theirs)}", flush=True)


def distances(one: Run, optimum: float) -> str:
    """Return how far above the optimum its plan is, and how far below it its bound."""
    return f"{(one.objective - optimum) / optimum:11.1e}{(optimum - one.bound) / optimum:11.1e}"


def write_instance(instance: Cflp, folder: Path) -> None:
    """Write an instance as tables."""
    write(instance.tables(), folder)


def main() -> None:
    options = parser(__doc__)
    options.set_defaults(limit=None)
    options.add_argument("--large", action="store_true", help="capa at its four capacities")
    options.add_argument(
        "--gap", type=float, default=1e-6, help="gap at which the search for a large one ends"
    )
    given = options.parse_args()
    if given.large:
        given.limit = given.limit or 180.0
        print(f"{'instance':24s}{HEADING}{'plan off':>11s}{'bound off':>11s}")
        for instance in large(given.data):
            compare(instance, given)
    else:
        run(orlib(given.data), threads=given.threads, limit=given.limit or 120.0, method=given.method)


if __name__ == "__main__":
    main()
