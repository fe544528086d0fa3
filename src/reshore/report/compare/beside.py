"""Tables with a column for each plan: what differs first, and what doesn't folded away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.words import MINUS, number, share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reshore.report.compare.view import CompareView
    from reshore.report.words import Scale

NOISE = 1e-7
"""Part of an amount below which a difference is rounding of the search."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is of, its cell for each plan, and whether these differ."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    differs: bool


def amounts(
    heads: Sequence[str],
    values: Sequence[float | None],
    write: Callable[[float], str],
    change: Callable[[float], str] | None = None,
) -> Row:
    """Return a row of amounts, below each what it differs by from that of the first plan.

    What rounds to nothing is no difference.

    Parameters
    ----------
    heads
        What the row is of.
    values
        An amount for each plan; None where it has none.
    write
        Writes an amount.
    change
        Writes a difference with its sign; by default as `write` does.
    """
    written = change or partial(signed, write=write)
    moves = [_move(values[0], value, written) for value in values]
    cells = [
        _cell("" if value is None else write(value), move) for value, move in zip(values, moves, strict=True)
    ]
    some = {value is None for value in values}
    return Row(tuple(heads), tuple(cells), any(moves) or len(some) > 1)


def words(heads: Sequence[str], cells: Sequence[str]) -> Row:
    """Return a row of texts."""
    return Row(tuple(heads), tuple(cells), len(set(cells)) > 1)


def tables(
    view: CompareView,
    heads: Sequence[Column],
    rows: Sequence[Row],
    count: Callable[[int], str],
    *,
    numeric: bool = True,
) -> list[Markup]:
    """Return the table of the rows that differ, and that of the others, which opens on a click.

    Parameters
    ----------
    view
        The plans.
    heads
        Titles of what a row is of.
    rows
        The rows, in the order in which they are shown.
    count
        Says how many rows there are.
    numeric
        Whether cells hold numbers, which are never broken.
    """
    columns = [*heads, *(Column(name, numeric=numeric) for name in view.names)]
    differing, same = ([row for row in rows if row.differs is wanted] for wanted in (True, False))
    parts = [_table(columns, differing)] if differing else [tag("p", say("Nothing differs here."))]
    if same:
        title = say("The same in all plans: {things}", things=count(len(same)))
        parts.append(folded(title, _table(columns, same)))
    return parts


def signed(value: float, write: Callable[[float], str]) -> str:
    """Return a difference with its sign."""
    size = write(abs(value))
    return f"+{size}" if value > 0 else f"{MINUS}{size}" if value < 0 else size


def points(value: float) -> str:
    """Return a difference of shares, in percentage points with its sign."""
    return say("{amount} points", amount=signed(100 * value, partial(number, digits=1)))


def relative(value: float, first: float) -> str:
    """Return a difference as a share of what it is from, with its sign; empty where that is nothing."""
    return signed(value / abs(first), partial(share, digits=1)) if first else ""


def in_scale(scale: Scale) -> Callable[[float], str]:
    """Return what writes differences in the unit of a table."""
    return partial(signed, write=lambda size: number(size / scale.factor, scale.digits))


def _move(first: float | None, value: float | None, change: Callable[[float], str]) -> str:
    """Return a difference as it is written; empty where there is none."""
    if first is None or value is None or abs(value - first) <= NOISE * max(abs(value), abs(first)):
        return ""
    written = change(value - first)
    return written if any(figure in written for figure in "123456789") else ""


def _cell(shown: str, move: str) -> str:
    return join([shown, tag("span", move, class_="under")]) if move else shown


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Markup:
    return table(columns, [[*row.heads, *row.cells] for row in rows])
