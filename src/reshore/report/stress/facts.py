"""How a stress test was made: what was asked for, what failed, and how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.html import Column, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.words import plain, told

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView


def section(view: StressView) -> Section:
    """Return options, failures and facts."""
    result = view.result
    asked = [(plain(name), told(value)) for name, value in result.options.items()]
    found = [(plain(name), told(value)) for name, value in result.facts.items() if name != "remarks"]
    parts = [
        tag("p", f"The operation of {result.period} was tested, as the plan has it."),
        table([Column("Option"), Column("Value")], asked),
        folded("Sizes, times and versions", table([Column("Fact"), Column("Value")], found)),
    ]
    failed = view["failures"]
    if failed.height:
        columns = [Column("Engine"), Column("Replication", numeric=True), Column("Problem")]
        cells = [
            [plain(engine), str(at), problem]
            for engine, at, problem in failed.select("engine", "replication", "problem").iter_rows()
        ]
        parts.append(folded(f"Replications that failed: {failed.height}", table(columns, cells)))
    return Section("tested", "How it was tested", join(parts))
