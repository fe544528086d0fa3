"""What a column may hold, in words for people: for the comments of a workbook and the tables reference."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.tables.schema import Column

TYPES = {
    "text": "text",
    "list": "texts separated by spaces",
    "condition": "condition",
    "profile": "profile",
    "number": "number",
    "integer": "whole number",
    "flag": "yes or no",
    "date": "date",
}


def allowed(column: Column) -> str:
    """Return which values a column allows; empty where it allows any of its type."""
    if column.allowed.startswith("@tables"):
        return "name of a table"
    if column.allowed.startswith("@settings_keys"):
        return "name of a setting"
    if column.references:
        return "in " + " or ".join(f"{table}.{name}" for table, name in column.references)
    if column.choices:
        return ", ".join(column.choices)
    if column.pattern:
        return f"of the form {column.pattern}"
    if column.range is None:
        return ""
    low, high, included = column.range
    if high == inf:
        return f"{low:g} or more" if included else f"more than {low:g}"
    return f"{low:g} to {high:g}"


def default(column: Column) -> str:
    """Return what an empty cell means; empty where it stays empty."""
    if column.default.startswith("="):
        return f"{':'.join(column.default[1:].split())}, without those that are empty"
    return column.default
