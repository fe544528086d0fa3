"""The tables reference: every table and column in words, generated from the schema."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reshore.tables import schema, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.tables.schema import Column, Table

INTRODUCTION = """\
# Tables

<!-- Generated: python -m reshore.tables.reference > docs/tables.md -->

A model is a folder of CSV files, a folder of Parquet files, or a workbook with a sheet a table; `reshore
template FILE.xlsx` writes one to fill in. A column left out, or a cell left empty, takes the default.

- *Key*: the row's name; no two rows of a table have the same key (all key columns together).
- *Varies*: the number may change over time, through rows of `series`.
- *Key in `series`*: the values of the key columns joined by `/`, nothing where one is empty, dates as
  2027-01-31: `gdl/rack` of supplies, `s301/USA/CHN//8471//2025-01-01` of duties (layer, importer, origin,
  exporter, hs, segment, from).
- *Profile*: a number, or points such as `0:0.5 6:0.8 12:1` (months since the start: value), linear between.
- *Condition*: SQL on a row's columns, such as `country = 'CHN' and family in ('server', 'phone')`; text
  stands in single quotes; what compares with an empty cell is not met. Rules ask attributes that are lists
  (labels, blocs) with `array_contains(labels, 'tested')`; [semantics](semantics.md) lists the attributes.
- *Scenario*: what `series` writes for a changed number goes along: it is multiplied or added to alike, and
  dropped where the number is set or the row deleted.
- *Checked, not read yet*: faults are told, and nothing uses the value so far.
"""

ASIDE = ("source", "note")
"""Columns that every table has and that change no number."""


def markdown() -> str:
    """Return the reference as Markdown."""
    return "\n".join([INTRODUCTION, *_contents(), *_settings(), *_tables()]) + "\n"


def _contents() -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for name, table in schema.tables().items():
        groups.setdefault(table.group, []).append(f"[{name}](#{name})")
    yield "| group | tables |"
    yield "|---|---|"
    for group, names in groups.items():
        yield f"| {group} | {', '.join(names)} |"
    yield ""


def _settings() -> Iterator[str]:
    yield "## List of settings"
    yield ""
    yield "Rows of the table `settings` give these other values than their defaults."
    yield ""
    yield "| setting | type | unit | default | allowed | meaning |"
    yield "|---|---|---|---|---|---|"
    for setting in schema.settings():
        cells = (f"`{setting.name}`", words.TYPES[setting.type], setting.unit, words.default(setting))
        yield _row(*cells, words.allowed(setting), setting.meaning + _unread(setting))
    yield ""


def _tables() -> Iterator[str]:
    for name, table in schema.tables().items():
        yield f"## {name}"
        yield ""
        yield f"A row is {table.row}.{' Required.' if table.required else ''}{_state(table)}"
        yield ""
        yield "| column | type | unit | default | allowed | meaning |"
        yield "|---|---|---|---|---|---|"
        for column in table.columns:
            yield _column(column, table)
        yield ""


def _state(table: Table) -> str:
    return "" if table.read else " *Checked, not read yet.*"


def _column(column: Column, table: Table) -> str:
    marks = [
        "key" if column.key else "",
        "**required**" if column.required else "",
        "varies" if column.varies else "",
    ]
    traits = ", ".join([words.TYPES[column.type], *(mark for mark in marks if mark)])
    meaning = column.meaning + (_unread(column) if table.read and column.name not in ASIDE else "")
    cells = (f"`{column.name}`", traits, column.unit, words.default(column))
    return _row(*cells, words.allowed(column), meaning)


def _unread(column: Column) -> str:
    return "" if column.read_by else " *(checked, not read yet)*"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    sys.stdout.write(markdown())
