"""The ledger: gathers the faults of a model while it is read and checked, in memory that does not grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.errors import SHOWN, DataError, Fault
from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reshore.tables.problem import Problem

    Where = Callable[[str, int, str], str]
    """Table, row of its frame and column -> place as people find it."""


@dataclass(frozen=True, slots=True)
class _Finding:
    table: str
    column: str
    rows: tuple[int, ...]
    say: Callable[[int], tuple[str, str]]


class Ledger:
    """The faults found so far: all counted, those that will be shown kept.

    Texts are made only for the faults shown, when the error is raised.
    """

    def __init__(self) -> None:
        self._count = 0
        self._told: list[Fault] = []
        self._late: list[Fault] = []
        self._findings: list[_Finding] = []
        self._unsound: set[str] = set()

    @property
    def count(self) -> int:
        """Number of faults so far."""
        return self._count

    def is_sound(self, table: str) -> bool:
        """Whether nothing is wrong with a table so far."""
        return table not in self._unsound

    def tell(self, fault: Fault, table: str = "") -> None:
        """Note a fault of a file, a sheet or a header, and the table that it makes unsound."""
        self._count += 1
        self._unsound.add(table)
        if len(self._told) < SHOWN:
            self._told.append(fault)

    def find(self, table: str, column: str, problem: Problem, offset: int = 0) -> None:
        """Note the cells that a problem hits, of which the first is row `offset` of the table's frame."""
        count = int(problem.rows.sum())
        if not count:
            return
        self._count += count
        self._unsound.add(table)
        rows = problem.rows.arg_true().head(SHOWN).to_list()

        def say(row: int) -> tuple[str, str]:
            return problem.say(row - offset)

        self._findings.append(_Finding(table, column, tuple(row + offset for row in rows), say))

    def add(self, faults: Iterable[Fault]) -> None:
        """Note faults that others have worded; they are told last."""
        for fault in faults:
            self._count += 1
            if len(self._late) < SHOWN:
                self._late.append(fault)

    def close(self, where: Where) -> None:
        """Raise what was found, if anything: files and headers first, then cells in the order of reading.

        Raises
        ------
        DataError
            If there is a fault; it holds the first `SHOWN` of them and the count of all.
        """
        if not self._count:
            return
        order = {
            (table.name, column.name): (i, j)
            for i, table in enumerate(schema.tables().values())
            for j, column in enumerate(table.columns)
        }
        cells = [
            (order[finding.table, finding.column][0], row, order[finding.table, finding.column][1], n)
            for n, finding in enumerate(self._findings)
            for row in finding.rows
        ]
        faults = list(self._told)
        for _, row, _, n in sorted(cells)[: SHOWN - len(faults)]:
            finding = self._findings[n]
            problem, remedy = finding.say(row)
            faults.append(Fault(where(finding.table, row, finding.column), problem, remedy))
        raise DataError([*faults, *self._late][:SHOWN], self._count)
