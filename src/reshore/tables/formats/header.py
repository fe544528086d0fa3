"""Headers: which columns a file or sheet has, what it lacks, and what it should not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import Fault
from reshore.tables import schema
from reshore.tables.problem import nearest, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.tables.ledger import Ledger


def is_aside(name: str) -> bool:
    """Whether a file or sheet is for people and not a table: ``_...``, ``README...``, ``index``."""
    lower = name.casefold()
    return lower.startswith(("_", ".", "readme")) or lower == "index"


def known_table(name: str, place: str, ledger: Ledger) -> schema.Table | None:
    """Return the table that a file or sheet name stands for; None, and a fault, where there is none."""
    table = schema.tables().get(name)
    if table is None:
        remedy = nearest(name, schema.tables()) or "names that start with _ are passed over"
        ledger.tell(Fault(place, f"{show(name)} is not a table", remedy))
    return table


def locate(header: Sequence[str], table: schema.Table, place: str, ledger: Ledger) -> dict[str, int]:
    """Return the position of each of the table's columns in a header; all else in the header is a fault.

    A cell without text is passed over here; what stands below it is for the reader to refuse.
    """
    names = [column.name for column in table.columns]
    found: dict[str, int] = {}
    for position, name in enumerate(header):
        if not name:
            continue
        if name in found:
            ledger.tell(Fault(place, f"column {show(name)} is there twice"), table.name)
        elif name in names:
            found[name] = position
        else:
            problem = f"{show(name)} is not a column of {table.name}"
            ledger.tell(Fault(place, problem, nearest(name, names)), table.name)
    for column in table.columns:
        if column.required and column.name not in found:
            ledger.tell(Fault(place, f"column {show(column.name)} is missing"), table.name)
    return found
