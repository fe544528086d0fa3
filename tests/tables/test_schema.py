"""The schema is sound, and a column added to it reaches reading, checking, the workbook and the reference."""

from __future__ import annotations

import csv
import zipfile
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from reshore.errors import DataError
from reshore.tables import reference, schema
from reshore.tables.formats.text import typed
from reshore.tables.load import load
from reshore.tables.template import write_template

EVERY = [(table, column) for table in schema.tables().values() for column in table.columns]


@pytest.mark.parametrize(("table", "column"), EVERY, ids=lambda part: part.name)
def test_a_column_is_sound(table, column):
    """Types, references and defaults are what the rest of the house understands."""
    assert column.type in schema.DTYPES
    assert column.meaning
    for target, name in column.references:
        assert schema.tables()[target].column(name).dtype == column.dtype
    if column.default.startswith("="):
        assert column.key
        assert {*column.default[1:].split()} <= {known.name for known in table.columns}
    elif column.default:
        cells = typed(pl.Series([column.default]), column)
        assert not any(problem.rows.any() for problem in cells.problems)
        assert not column.choices or column.default in column.choices or column.type == "flag"
    if column.varies:
        assert column.type == "number"
    if column.required:
        assert not column.default


@pytest.mark.parametrize("table", schema.tables().values(), ids=lambda table: table.name)
def test_a_table_has_a_key_and_room_for_evidence(table):
    """Every table says what a row is, has a key, and a note; all but the sources themselves name a source."""
    assert table.keys
    assert table.row
    names = [column.name for column in table.columns]
    assert len({*names}) == len(names)
    assert names[-1] == "note"
    assert ("source" in names[:-1]) or table.name == "sources"


@pytest.fixture
def longer_schema(tmp_path, monkeypatch):
    """The schema with one more column in `sites`, as if its CSV had one more line."""
    there = tmp_path / "schema"
    there.mkdir()
    for file in files(schema).iterdir():
        if file.name.endswith(".csv"):
            (there / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    sites = there / "sites.csv"
    rows = list(csv.reader(sites.read_text(encoding="utf-8").splitlines()))
    rows.insert(-2, ["docks", "integer", "dock", "4", "", "", "", "design", "1 .. 99", "docks for trucks"])
    with sites.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    tables = schema.load_schema(there)
    monkeypatch.setattr(schema, "tables", lambda: tables)
    return tables


def test_an_added_column_reaches_all_four(longer_schema, tmp_path, folder):
    """It is read, checked, in the template with its comment and range, and described."""
    model = folder()
    assert load(model)["sites"]["docks"].to_list() == [4, 4]

    sites = Path(model) / "sites.csv"
    header, *lines = sites.read_text(encoding="utf-8").splitlines()
    sites.write_text(
        "\n".join([f"{header},docks", *(f"{line},{100 * i + 7}" for i, line in enumerate(lines))])
    )
    with pytest.raises(DataError, match=r"sites\.csv:3:docks: docks 107 is above 99"):
        load(model)

    write_template(tmp_path / "template.xlsx")
    with zipfile.ZipFile(tmp_path / "template.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    assert any('name="docks"' in text for name, text in parts.items() if "tables/" in name)
    assert any("docks for trucks.\nwhole number, in dock" in text for text in parts.values())
    assert any("docks: 1 to 99" in text for text in parts.values())

    assert "| `docks` | whole number | dock | 4 | 1 to 99 | docks for trucks |" in reference.markdown()
