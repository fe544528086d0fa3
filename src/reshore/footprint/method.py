"""How a program is searched: by the solver alone, with a good plan first, or decisions and flows apart."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError
from reshore.footprint.coverage import coverage, covering_rows
from reshore.lp.decompose import decompose
from reshore.lp.guided import guided
from reshore.lp.highs import solve
from reshore.lp.stages import links

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from numpy.typing import NDArray

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.solution import Options, Progress, Solution

LARGE = 40_000
"""Columns from which on the solver alone is as a rule not the quickest."""

LINKED = 0.6
"""Share of rows that only link one flow to a decision from which on decisions and flows are best apart: the
flows alone are then a small program."""

FIRST = ("open", "start", "stop", "build", "keep", "write_off", "source")
"""Blocks of columns that are decided before the flows."""


class Method(StrEnum):
    """A way to search."""

    AUTO = "auto"
    """One of the others, by size and shape."""
    DIRECT = "direct"
    """The solver on the whole program."""
    GUIDED = "guided"
    """Plans near the relaxation and near each other first, then the solver."""
    DECOMPOSE = "decompose"
    """Cuts in the space of sites and modules, and a search there."""


def as_method(name: str) -> Method:
    """Return a method by its name.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name not in list(Method):
        raise UsageError(f"there is no method {name!r}; there are {', '.join(Method)}")
    return Method(name)


def choose(footprint: FootprintProgram) -> Method:
    """Return the method for a program, by its size and by how its rows look."""
    program = footprint.program
    rows, columns = program.shape
    undecided = program.integer & (program.lower < program.upper)
    if columns < LARGE or not undecided.any():
        return Method.DIRECT
    return Method.DECOMPOSE if links(program, first(footprint)).sum() >= LINKED * rows else Method.GUIDED


def search(
    footprint: FootprintProgram,
    method: Method,
    options: Options,
    *,
    start: NDArray[np.float64] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Solution:
    """Solve a program by a method that is not `auto`."""
    program = footprint.program
    if method is Method.DIRECT:
        return solve(program, options, start=start, on_progress=on_progress, cancel=cancel)
    if method is Method.DECOMPOSE:
        return decompose(
            program,
            first(footprint),
            options,
            valid=coverage(footprint),
            start=start,
            on_progress=on_progress,
            cancel=cancel,
        )
    switches = np.zeros(program.shape[1], dtype=bool)
    switches[footprint.columns["open"].span] = True
    return guided(
        program,
        switches,
        by_site(footprint),
        options,
        families=(covering_rows(footprint),),
        start=start,
        on_progress=on_progress,
        cancel=cancel,
    )


def first(footprint: FootprintProgram) -> NDArray[np.bool_]:
    """Return which columns are decided before the flows: sites, modules, sources and what follows of them."""
    chosen = footprint.program.integer.copy()
    for name in FIRST:
        chosen[footprint.columns[name].span] = True
    return chosen


def by_site(footprint: FootprintProgram) -> NDArray[np.int64]:
    """Return a number for the site of each column; -1 where there is none."""
    numbers = np.full(footprint.program.shape[1], -1, dtype=np.int64)
    known: dict[str, int] = {}
    for name in FIRST:
        block = footprint.columns[name]
        if "site" in block.keys:
            sites = block.frame["site"].to_list()
            numbers[block.span] = [known.setdefault(site, len(known)) for site in sites]
    return numbers
