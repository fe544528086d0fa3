"""Problems: the same thing wrong in any number of cells of a column, told only for the few that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl

LONGEST = 60
"""Characters of a value that a message quotes."""

CANDIDATES = 2_000
"""Names among which a near one is looked for; among more the search would take seconds."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with some cells of a column.

    Attributes
    ----------
    rows
        Flag a row: whether it is wrong.
    say
        Row -> what was found and what is wrong with it, and the remedy (or ""); asked for the rows shown.
    """

    rows: pl.Series
    say: Callable[[int], tuple[str, str]]


def show(value: object) -> str:
    """Return a value as messages show it: texts quoted and clipped, numbers bare."""
    match value:
        case str():
            return repr(value if len(value) <= LONGEST else value[: LONGEST - 3] + "...")
        case bool():
            return "yes" if value else "no"
        case float():
            return repr(value).removesuffix(".0")
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the remedy that proposes the name nearest to a wrong one; "" where none is near."""
    known = list(names)
    if len(known) > CANDIDATES:
        return ""
    near = get_close_matches(name, known, n=1)
    if not near:
        folded = {other.casefold(): other for other in known}
        near = [folded[name.casefold()]] if name.casefold() in folded else []
    return f"did you mean {near[0]!r}?" if near else ""
