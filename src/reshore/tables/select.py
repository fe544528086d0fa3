"""Conditions: text such as ``country = 'CHN' and family = 'server'`` that selects rows of a frame."""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polars._typing import PolarsDataType, SchemaDict

LONGEST = 20_000
"""Most characters of a condition: a thousand names in a list."""

MOST = 400
"""Most operators in a condition: its time grows with their square, and a thousand overflow a stack."""

WORDS = frozenset(
    {"and", "or", "not", "in", "between", "is", "like", "ilike", "when", "then", "else", "case"}
)
FUNCTIONS = (
    *("abs", "array_contains", "coalesce", "ends_with", "length", "lower", "round", "starts_with", "upper"),
)
"""Functions of one row that a condition may use; others might look at all rows and are refused."""

RESERVED = re.compile(r"(?<!distinct )\b(from|group|limit|order|where)\b")
"""Words of SQL that are columns here; no condition on one row needs them as words."""

OPERATORS = re.compile(r"\b(?:and|or|not|between|is|when)\b|[-+*/%<>=|]+", re.IGNORECASE)

QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")

CONTAINS = re.compile(r"\barray_contains\s*\(\s*\"?(\w+)\"?\s*(?=,)", re.IGNORECASE)
"""The one way to ask a list: the function, and the column that it looks into."""

LIST = pl.List(pl.String())
"""Type of attributes that are lists; all others are text."""

PROVENANCE: Mapping[str, PolarsDataType] = MappingProxyType(
    {
        "processed": pl.String(),
        "goods_origin": pl.String(),
        "labels": LIST,
        "processed_blocs": LIST,
        "goods_origin_blocs": LIST,
    }
)
"""Attributes of goods that say where they come from, with their types."""

LISTS = frozenset(
    {"labels", "blocs", "origin_blocs", "destination_blocs", "processed_blocs", "goods_origin_blocs"}
)
"""Attributes that are lists."""

ATTRIBUTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "make": (
            *("process", "site", "country", "group", "role", "blocs"),
            *("product", "family", "variant", "resource", *PROVENANCE, "period"),
        ),
        "buy": (
            *("site", "country", "group", "role", "blocs"),
            *("product", "family", "ownership", *PROVENANCE, "period"),
        ),
        "ship": (
            *("lane", "mode", "product", "family", *PROVENANCE),
            *("origin", "origin_country", "origin_group", "origin_blocs"),
            *("destination", "destination_country", "destination_group", "destination_blocs", "period"),
        ),
        "use": (
            *("process", "site", "country", "group", "role", "blocs", "product", "family", "variant"),
            *("component", "component_family", *PROVENANCE, "period"),
        ),
        "hold": ("site", "country", "group", "blocs", "product", "family", *PROVENANCE, "period"),
        "serve": (
            *("market", "country", "group", "blocs"),
            *("product", "family", "segment", *PROVENANCE, "period"),
        ),
        "short": ("market", "country", "group", "blocs", "product", "family", "segment", "period"),
        "open": ("site", "country", "group", "role", "status", "blocs", "period"),
        "build": ("site", "country", "group", "role", "blocs", "resource", "period"),
    }
)
"""Activity -> the attributes that conditions may use; in `use`, provenance is the component's."""


def attributes(activity: str) -> tuple[str, ...]:
    """Return the names that a condition on an activity may use; KeyError where there is no such activity."""
    return ATTRIBUTES[activity]


def schema(activity: str) -> dict[str, PolarsDataType]:
    """Return the names that a condition on an activity may use, and their types; KeyError as `attributes`."""
    return {name: LIST if name in LISTS else pl.String() for name in attributes(activity)}


def select(frame: pl.DataFrame, condition: str | None, place: str = "") -> pl.DataFrame:
    """Return the rows that meet a condition; all of them where it is empty.

    Parameters
    ----------
    frame
        Rows with the columns that the condition names.
    condition
        A condition in SQL. As there, what compares with an empty value is not met.
    place
        Where the condition was written, for messages.

    Raises
    ------
    DataError
        If it can't be read, names a column that isn't there, looks at more than its row or isn't true or
        false.
    """
    return frame.filter(mask(frame, condition, place))


def mask(frame: pl.DataFrame, condition: str | None, place: str = "") -> pl.Series:
    """Return true or false for each row; otherwise as `select`."""
    if condition is None or not condition.strip():
        return pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    expression = _expression(condition, frame.schema, place)
    try:
        found = frame.select(*frame.columns, expression.alias("#mask"))["#mask"]
    except pl.exceptions.PolarsError as error:
        raise _invalid(place, condition, _first_line(error)) from error
    return found.fill_null(False)


def names(condition: str | None) -> frozenset[str]:
    """Return the columns that a condition names; none where it is empty.

    Raises
    ------
    DataError
        If it can't be read.
    """
    if condition is None or not condition.strip():
        return frozenset()
    return frozenset(_parsed(condition, "").meta.root_names())


def literals(condition: str | None) -> frozenset[str]:
    """Return the texts that stand in single quotes in a condition, patterns of `like` as they are."""
    quoted = (part for part in QUOTED.findall(condition or "") if part.startswith("'"))
    return frozenset(part[1:-1].replace("''", "'") for part in quoted)


def faults(condition: str | None, columns: Mapping[str, PolarsDataType], place: str = "") -> list[Fault]:
    """Return what is wrong with a condition on rows with these columns; nothing where it is sound."""
    if condition is None or not condition.strip():
        return []
    try:
        _expression(condition, dict(columns), place)
    except DataError as error:
        return list(error.faults)
    return []


def _expression(condition: str, columns: SchemaDict, place: str) -> pl.Expr:
    """Parse a condition and try it on no rows, which tells its type and whether its parts can be compared."""
    expression = _parsed(condition, place)
    roots = expression.meta.root_names()
    if not roots and condition.strip().lower() not in {"true", "false"}:
        raise _invalid(place, condition, "it names no column", "compare with something: name = 'value'")
    unknown = sorted(set(roots) - set(columns))
    if unknown:
        raise DataError([_unknown(place, condition, name, columns) for name in unknown])
    _refuse_lists_as_text(condition, columns, place)
    try:
        found = pl.DataFrame(schema=columns).select(expression.alias("#mask")).schema["#mask"]
    except pl.exceptions.PolarsError as error:
        raise _invalid(place, condition, _first_line(error)) from error
    if found != pl.Boolean:
        raise _invalid(place, condition, "it is not true or false", "compare with something: name = 'value'")
    return expression


def _parsed(condition: str, place: str) -> pl.Expr:
    _refuse_more_than_a_row(condition, place)
    try:
        expression = pl.sql_expr(_quote(condition))
        expression.meta.root_names()
    except pl.exceptions.PolarsError as error:
        raise _invalid(place, condition, _first_line(error)) from error
    return expression


def _refuse_lists_as_text(condition: str, columns: SchemaDict, place: str) -> None:
    """Let lists be asked for an item alone: polars compares them with a text by no rule that SQL has."""
    bare = QUOTED.sub(lambda part: part[0] if part[0].startswith('"') else "''", condition)
    lists = {name for name, dtype in columns.items() if isinstance(dtype, pl.List)}
    wrong = [
        _invalid(place, condition, f"{name} is not a list", f"write {name} = 'value'")
        for name in CONTAINS.findall(bare)
        if name not in lists
    ]
    wrong += [
        _invalid(place, condition, f"{name} is a list", f"write array_contains({name}, 'value')")
        for name in sorted(lists.intersection(re.findall(r"\w+", CONTAINS.sub("", bare))))
    ]
    if wrong:
        raise DataError([fault for error in wrong for fault in error.faults])


def _refuse_more_than_a_row(condition: str, place: str) -> None:
    """Let known calls through alone: aggregates, windows and queries all need a call or a bracket."""
    if len(condition) > LONGEST:
        raise _invalid(place, condition, f"it is longer than {LONGEST:,} characters")
    bare = QUOTED.sub('"', condition)
    if len(OPERATORS.findall(bare)) > MOST:
        raise _invalid(place, condition, f"it has more than {MOST} operators", "use name in ('a', 'b')")
    if "--" in bare or "/*" in bare:
        raise _invalid(place, condition, "it holds a comment")
    for before in re.findall(r"([\w\"`\])]+)\s*\(", bare):
        if before.lower() not in WORDS.union(FUNCTIONS):
            allowed = ", ".join(FUNCTIONS)
            raise _invalid(place, condition, f"{before}(...) can't be used", f"functions are: {allowed}")
    if re.search(r"\bselect\b", bare, re.IGNORECASE):
        raise _invalid(place, condition, "it holds a query of its own")


def _quote(condition: str) -> str:
    """Quote the columns that are also words of SQL, outside of what is quoted already."""
    parts = re.split(f"({QUOTED.pattern})", condition)
    return "".join(part if part[:1] in "'\"" and part else RESERVED.sub(r'"\1"', part) for part in parts)


def _unknown(place: str, condition: str, name: str, columns: Iterable[str]) -> Fault:
    near = get_close_matches(name, list(columns), n=1)
    meant = f"did you mean {near[0]}? " if near else "text stands in single quotes; "
    problem = f"condition {_short(condition)}: there is no column {name}"
    return Fault(place, problem, f"{meant}columns are: {', '.join(columns)}")


def _invalid(place: str, condition: str, problem: str, remedy: str = "") -> DataError:
    return DataError([Fault(place, f"condition {_short(condition)}: {problem}", remedy)])


def _short(condition: str) -> str:
    return condition if len(condition) <= 120 else f"{condition[:117]}..."


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
