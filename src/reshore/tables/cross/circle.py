"""Circles among names of which some come before others."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHOWN = 20
"""Names of a circle that a message has."""


def circle(before: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names of a circle once each, every one before the next; none where there is no circle.

    Parameters
    ----------
    before
        Name -> the names directly before it.
    """
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        # it names a circle with one name at both ends
        found: list[str] = error.args[1]
        return found[:-1]
    return []


def path(names: Sequence[str], unit: str) -> str:
    """Write a way from name to name, a long one by its beginning and its length in the plural `unit`."""
    shown = " -> ".join(repr(name) for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} -> ... ({len(names) - 1:,} {unit})"
