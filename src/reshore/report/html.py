"""HTML from Python: text is escaped unless it is markup already."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VOID = frozenset({"br", "hr", "input", "meta"})


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Escape text, unless it is markup.

    Braces are escaped too, because ECharts fills in ``{b}`` and the like in a tooltip.
    """
    if isinstance(value, Markup):
        return value
    return Markup(escape(value).replace("{", "&#123;").replace("}", "&#125;"))


def tag(name: str, *children: str, **attributes: str | bool | None) -> Markup:
    """Return an element.

    Parameters
    ----------
    name
        Name of the element.
    children
        Text, which is escaped, or markup.
    attributes
        Values by name; ``_`` stands for ``-`` and a trailing one is dropped (``class_``). True writes the
        name alone, None and False nothing.
    """
    opening = [name]
    for key, value in attributes.items():
        label = key.rstrip("_").replace("_", "-")
        if value is True:
            opening.append(label)
        elif isinstance(value, str):
            opening.append(f'{label}="{escape(value)}"')
    start = f"<{' '.join(opening)}>"
    return Markup(start) if name in VOID else Markup(f"{start}{join(children)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts after each other, escaped where they are text."""
    return Markup(text(between).join(text(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its unit, and whether it holds numbers."""

    title: str
    unit: str = ""
    numeric: bool = False


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    faded: Iterable[bool] | None = None,
    total: Sequence[str] | None = None,
) -> Markup:
    """Return a table that scrolls sideways where the page is too narrow for it.

    Parameters
    ----------
    columns
        The columns; the first one names the row. One in which no row has anything is left out.
    rows
        Cells, as text or markup.
    faded
        Whether each row steps back; by default none does.
    total
        Cells of a last row that sums up.
    """
    cells = [list(row) for row in rows]
    kept = [not i or not cells or any(row[i] for row in cells) for i in range(len(columns))]
    columns, cells = list(compress(columns, kept)), [list(compress(row, kept)) for row in cells]
    head = tag("tr", *(_heading(column) for column in columns))
    back = list(faded) if faded is not None else [False] * len(cells)
    body = [
        tag("tr", *_row(columns, row), class_="faded" if fade else None)
        for row, fade in zip(cells, back, strict=True)
    ]
    foot = [tag("tfoot", tag("tr", *_row(columns, list(compress(total, kept)))))] if total is not None else []
    element = tag("table", tag("thead", head), tag("tbody", *body), *foot)
    return tag("div", element, class_="scroll", tabindex="0")


def folded(summary: str, *children: str) -> Markup:
    """Return something that opens on a click."""
    return tag("details", tag("summary", summary), *children)


def _heading(column: Column) -> Markup:
    unit = [tag("span", column.unit, class_="unit")] if column.unit else []
    return tag("th", column.title, *unit, scope="col", class_="number" if column.numeric else None)


def _row(columns: Sequence[Column], cells: Sequence[str]) -> list[Markup]:
    first, *rest = cells
    return [
        tag("th", first, scope="row"),
        *(
            tag("td", cell, class_="number" if column.numeric else None)
            for column, cell in zip(columns[1:], rest, strict=True)
        ),
    ]
