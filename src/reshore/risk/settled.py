"""A program solved again: from the stored basis, else without, unless it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import SolverError, StoppedError
from reshore.lp.solution import Status

if TYPE_CHECKING:
    from threading import Event

    from reshore.lp.resolve import Changes, Resolver
    from reshore.lp.solution import Solution


def settled(resolver: Resolver, changes: Changes, cancel: Event, *answers: Status, what: str) -> Solution:
    """Return the solution of a program with some values changed.

    Parameters
    ----------
    resolver, changes
        The program, and what differs.
    cancel
        Set it to stop; Ctrl-C does the same.
    answers
        What may come out, beside an optimum.
    what
        What is looked for, to be named in an error.

    Raises
    ------
    StoppedError
        If `cancel` or Ctrl-C came first.
    SolverError
        If something else comes out, both from the basis and without.
    """
    for cold in (False, True):
        solution = resolver.run(changes, cold=cold, cancel=cancel)
        if cancel.is_set():
            raise StoppedError(f"stopped while {what} was looked for")
        if solution.status in (Status.OPTIMAL, *answers):
            return solution
    raise SolverError(f"{what} can't be found: {solution.raw_status}")
