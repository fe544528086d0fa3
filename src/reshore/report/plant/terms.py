"""What frames of a plant call resources, costs, roles and changes, as words of the page's language."""

from __future__ import annotations

from reshore.report.language import message
from reshore.report.retold import retold
from reshore.report.words import listed, plain

TERMS = (
    # What is limited, what a plant lacks, what costs.
    *(message("Floor"), message("Power"), message("Cooling"), message("People"), message("Stations")),
    *(message("Places"), message("Areas"), message("Energy"), message("Idle"), message("Operators")),
    # What the time of servers goes to.
    *(message("Working"), message("Changeover"), message("Down"), message("Blocked"), message("Starved")),
    *(message("No power"), message("No operator"), message("Closed")),
    # Roles of areas, and what opens a building.
    *(message("Receiving"), message("Store"), message("Kitting"), message("Shipping"), message("Office")),
    *(message("Other"), message("Dock"), message("Feed")),
)
"""Words that frames have as identifiers, which `plain` says."""

CHANGES = (
    message("1 more station"),
    message("{count} more stations"),
    message("1 fewer station"),
    message("{count} fewer stations"),
    message("1 more place"),
    message("{count} more places"),
    message("1 fewer place"),
    message("{count} fewer places"),
)
"""What is changed from one plant that is tried to the next."""

SWEPT = (message("{columns} of {table} where {condition}"), message("{columns} of {table}"))
"""What is swept."""


def named(identifier: str) -> str:
    """Return what users named, such as a task, as words; it's the same in every language."""
    words = identifier.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def term(name: str) -> str:
    """Return an identifier of a frame as words within a sentence."""
    return plain(name).lower()


def change(said: str) -> str:
    """Return what was changed, in the language of the page."""
    return retold(said, CHANGES)


def swept(name: str) -> str:
    """Return which cells a sweep is of, in the language of the page."""
    return retold(name, SWEPT, columns=_columns, table=str, condition=str)


def _columns(said: str) -> str:
    return listed(said.split(" and "))
