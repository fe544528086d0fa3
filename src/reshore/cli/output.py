"""Printing: frames as tables for people, or as JSON for programs."""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from reshore.errors import InfeasibleError

SHARES = frozenset({"share", "gap"})
"""Units and columns that are shown as a percentage."""

WIDEST = 10_000
"""Characters that a line may have where output is no terminal."""


def print_json(value: object) -> None:
    """Write a value to standard output as JSON; frames become lists of rows, what is not finite null."""
    sys.stdout.write(json.dumps(_plain(value), indent=2, ensure_ascii=False) + "\n")


def print_infeasible(error: "InfeasibleError") -> None:
    """Write why there is no plan, and what excludes what, to standard output as JSON."""
    conflicts = [[asdict(cause) for cause in conflict] for conflict in error.conflicts]
    print_json({"status": "infeasible", "problem": str(error), "conflicts": conflicts})


def print_line(text: str = "") -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{text}\n")


def print_table(frame: "pl.DataFrame", title: str = "", *, money: Collection[str] = ()) -> None:
    """Write a frame to standard output as a table; what is a share is shown as a percentage.

    Columns of money are none, whatever the unit of their row.
    """
    from rich.console import Console

    # A pipe has no width, so nothing is cut there; and we write ourselves, to hear of a reader that has gone.
    console = Console(width=None if sys.stdout.isatty() else WIDEST)
    with console.capture() as captured:
        console.print(_table(frame, title, money))
    sys.stdout.write(captured.get())


def _table(frame: "pl.DataFrame", title: str, money: Collection[str]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    cells = [
        [_cell(name, value, {} if name in money else row) for name, value in row.items()]
        for row in frame.iter_rows(named=True)
    ]
    widest = [max(map(len, column)) for column in zip(*cells, strict=True)] or [0] * frame.width
    for (name, dtype), width in zip(frame.schema.items(), widest, strict=True):
        # On a narrow terminal names go on in the next line, and a number stays whole.
        if dtype.is_numeric():
            table.add_column(name, justify="right", overflow="fold", min_width=width)
        else:
            table.add_column(name, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _cell(column: str, value: object, row: Mapping[str, Any]) -> str:
    from reshore.report.words import rounded, share

    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and isfinite(value):
        in_share = column in SHARES or (row.get("unit") in SHARES and "share" not in row)
        return share(value, 1) if in_share else rounded(value)
    return str(value)


def _plain(value: object) -> object:
    if hasattr(value, "to_dicts"):
        return _plain(value.to_dicts())
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value
