"""Every error that a user can meet, each with the exit code of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 100
"""Faults listed in a message; the rest are counted."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in the input: where it is, what was found, what was expected.

    Attributes
    ----------
    place
        File or sheet, row and column, such as ``model.xlsx!sites!D7`` or ``model/sites.csv:7:latitude``.
    problem
        What was found and what is wrong with it, such as ``latitude 91.2 is above 90``.
    remedy
        What to do about it; empty where the problem says it.
    """

    place: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return one line for people."""
        line = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{line}; {self.remedy}" if self.remedy else line


class ReshoreError(Exception):
    """Base of the errors that are told to the user in one message, without a traceback."""

    exit_code = 1


class UsageError(ReshoreError):
    """What was asked for makes no sense: an unknown name, a folder that is in the way."""

    exit_code = 2


class DataError(ReshoreError):
    """The input is invalid.

    Parameters
    ----------
    faults
        The faults found, all of them or the first `SHOWN`.
    count
        How many there are in all; by default as many as are given.
    """

    exit_code = 3

    def __init__(self, faults: Sequence[Fault], count: int | None = None) -> None:
        self.faults = tuple(faults)
        self.count = len(self.faults) if count is None else count
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if self.count > len(lines):
            lines.append(f"... and {self.count - len(lines):,} more")
        noun = "fault" if self.count == 1 else "faults"
        super().__init__("\n".join([f"{self.count:,} {noun} in the input", *lines]))


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule or bound that can't be kept together with others.

    Attributes
    ----------
    name
        What it is called.
    asks
        What a rule asks, in words; empty of a bound, whose name says it.
    note
        First sentence of the rule's note; empty where there is none.
    priority
        1 is kept longest; 0 is a bound of the tables, kept longer than any rule.
    violation
        How far it is missed where as little as possible is given up; empty where it can be kept.
    plan
        Whether there is a plan if it alone is given up; None where that wasn't found out in time.
    objective, bound
        Net present cost of the best plan found for that, and what no such plan costs less than; None without
        a plan.
    """

    name: str
    asks: str
    note: str
    priority: int
    violation: str
    plan: bool | None
    objective: float | None
    bound: float | None


class InfeasibleError(ReshoreError):
    """No plan keeps all rules and bounds; the message says what to give up.

    Parameters
    ----------
    message
        What to give up and why.
    conflicts
        Sets of rules and bounds that can't be kept together, though all but one of each set could.
    """

    exit_code = 4

    def __init__(self, message: str, conflicts: Sequence[Sequence[Cause]] = ()) -> None:
        self.conflicts = tuple(tuple(conflict) for conflict in conflicts)
        super().__init__(message)


class TimeLimitError(ReshoreError):
    """The time limit came before the first plan."""

    exit_code = 5


class StoppedError(ReshoreError):
    """The search was stopped, by Ctrl-C or by its caller, before the first plan."""

    exit_code = 130


class AuditError(ReshoreError):
    """A plan failed its audit: the program or the solver is wrong."""


class SolverError(ReshoreError):
    """The solver gave up; the message holds its raw status."""
