"""Workbooks are read back as they were, and help to fill them in."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.errors import DataError, UsageError
from reshore.tables import schema
from reshore.tables.cells import MOST_CHARACTERS, MOST_ROWS
from reshore.tables.load import load
from reshore.tables.template import write_template, write_workbook


class Book:
    """The parts of a workbook as XML, by sheet name."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        book = self.text("xl/workbook.xml")
        self.sheets = re.findall(r'<sheet name="([^"]+)"', book)
        self.hidden = re.findall(r'<sheet name="([^"]+)" sheetId="\d+" state="\w*[hH]idden"', book)

    def text(self, part):
        return self.zip.read(part).decode()

    def sheet(self, name):
        return self.text(f"xl/worksheets/sheet{self.sheets.index(name) + 1}.xml")

    def comments(self, name):
        number = re.search(r"comments(\d+)\.xml", self.relations(name)).group(1)
        return self.text(f"xl/comments{number}.xml")

    def relations(self, name):
        return self.text(f"xl/worksheets/_rels/sheet{self.sheets.index(name) + 1}.xml.rels")

    def check(self, table, column):
        """The validation of a column, as XML."""
        position = [known.name for known in schema.tables()[table].columns].index(column)
        cells = f"{chr(ord('A') + position)}2:"
        return next(
            (
                found
                for found in re.findall(r"<dataValidation .*?</dataValidation>", self.sheet(table))
                if f'sqref="{cells}' in found
            ),
            "",
        )


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path)
    return Book(path)


def frames_with(**rows):
    frames = {name: table.empty() for name, table in schema.tables().items()}
    for name, written in rows.items():
        frames[name] = pl.DataFrame(written, schema=frames[name].schema)
    return frames


def read_back(path, frames, tables):
    """The tables as a reader finds them, by the cells of their sheets."""
    from reshore.tables.formats import workbook
    from reshore.tables.gather import gather
    from reshore.tables.ledger import Ledger

    ledger = Ledger()
    parts = workbook.read(path, ledger)
    found = {
        name: gather(table, [part for part in parts if part.table == name], ledger) for name, table in tables
    }
    assert ledger.count == 0
    assert {part.table for part in parts} == frames.keys()
    return {name: rows.frame for name, rows in found.items()}


def test_every_sheet_has_its_place(template):
    """The index comes first, then the tables in the order of the schema, then the lists."""
    assert template.sheets == ["index", *schema.tables(), "_lists"]
    unread = [name for name, table in schema.tables().items() if not table.read]
    assert template.hidden == [*unread, "_lists"]


def test_the_index_says_what_a_table_is(template):
    """Each table has its line, with a link where its sheet is shown."""
    strings = template.text("xl/sharedStrings.xml")
    index = template.sheet("index")
    for name, table in schema.tables().items():
        assert f">{table.row}</t>" in strings
        assert (f"location=\"'{name}'!A1\"" in index) == table.read


def test_headers_are_frozen_and_tables_are_tables(template):
    """Sheets are Excel tables of their own name with a header that stays in sight."""
    for name, table in schema.tables().items():
        assert 'state="frozen"' in template.sheet(name)
        number = re.search(r"table(\d+)\.xml", template.relations(name)).group(1)
        area = template.text(f"xl/tables/table{number}.xml")
        assert f'displayName="{name}"' in area
        assert re.findall(r'<tableColumn id="\d+" name="([^"]+)"', area) == [c.name for c in table.columns]


def test_required_columns_have_a_colour_of_their_own(template):
    """What must be filled in looks different."""
    cells = dict(re.findall(r'<c r="([A-Z]+1)" s="(\d+)"', template.sheet("sites")))
    styles = list(cells.values())
    required = [column.required for column in schema.tables()["sites"].columns]
    assert len(styles) == len(required)
    assert len({*zip(styles, required, strict=True)}) == 2


def test_comments_say_what_a_column_is(template):
    """Meaning, unit, allowed values, default."""
    comments = template.comments("sites")
    for line in (
        "cost of running the site, paid while open.",
        "number, in currency/year",
        "allowed: 0 or more",
        "allowed: open, candidate",
        "empty means: open",
        "may change over time: table series",
        "required",
    ):
        assert line in comments
    assert "checked, not read yet" not in comments
    assert "checked, not read yet" in template.comments("countries")


@pytest.mark.parametrize(
    ("table", "column", "parts"),
    [
        ("sites", "status", ['type="list"', "<formula1>_lists!$"]),
        ("demands", "single_source", ['type="list"', "<formula1>_lists!$A$1:$A$2<"]),
        ("sites", "country", ['type="list"', 'errorStyle="warning"', "OFFSET(countries!$A$2"]),
        ("boms", "component", ['type="list"', "OFFSET(products!$A$2"]),
        ("lanes", "destination", ['type="custom"', "COUNTIF(sites!$A:$A,C2)+COUNTIF(markets!$A:$A,C2)&gt;0"]),
        ("duties", "origin", ['type="custom"', "COUNTIF(countries!$A:$A,D2)+COUNTIF(blocs!$A:$A,D2)&gt;0"]),
        ("duties", "excludes", ['type="list"', "OFFSET(duties!$A$2"]),
        ("duties", "drawback", ['type="list"', "<formula1>_lists!$"]),
        ("agreements", "members", ['type="list"', "OFFSET(blocs!$A$2"]),
        ("agreements", "threshold", ['type="decimal"', "<formula1>0<", "<formula2>1<"]),
        ("sites", "latitude", ['type="decimal"', "<formula1>-90<", "<formula2>90<"]),
        ("sites", "asset_life", ['type="decimal"', 'operator="greaterThan"', "<formula1>0<"]),
        ("sites", "months_to_open", ['type="whole"', "<formula1>0<", "<formula2>120<"]),
        ("rules", "limit", ['type="decimal"', "<formula1>-1"]),
        ("periods", "start", ['type="date"']),
    ],
)
def test_cells_are_checked_while_they_are_typed(template, table, column, parts):
    """Enums and references have drop-downs, numbers their range; names may be typed before their row."""
    check = template.check(table, column)
    assert check
    for part in parts:
        assert part in check


@pytest.mark.parametrize(
    ("table", "column"), [("sites", "name"), ("lanes", "source"), ("processes", "scrap")]
)
def test_free_text_is_not_checked(template, table, column):
    """Texts, lists and profiles are for the loader to judge."""
    assert template.check(table, column) == ""


def test_every_list_of_values_stands_in_the_hidden_sheet(template):
    """The values that a column may have, each once."""
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", template.text("xl/sharedStrings.xml"))
    for table in schema.tables().values():
        for column in table.columns:
            assert {choice.replace("<", "&lt;").replace(">", "&gt;") for choice in column.choices} <= {
                *strings
            }


def test_an_empty_template_is_a_model_without_rows(tmp_path):
    """Loading it tells which tables need rows, and nothing else."""
    path = tmp_path / "template.xlsx"
    write_template(path)
    with pytest.raises(DataError) as caught:
        load(path)
    told = [fault.place for fault in caught.value.faults]
    required = [name for name, table in schema.tables().items() if table.required]
    assert told == [f"template.xlsx!{name}" for name in required]


def test_tables_without_rows_are_hidden_unless_asked_for(tmp_path):
    """A model shows what it has."""
    frames = frames_with(countries=[{"country": "MEX"}])
    write_workbook(tmp_path / "some.xlsx", frames)
    write_workbook(tmp_path / "all.xlsx", frames, empty_tables=True)
    assert {*schema.tables()} - {*Book(tmp_path / "some.xlsx").hidden} == {"countries"}
    assert Book(tmp_path / "all.xlsx").hidden == ["_lists"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
signs = st.sampled_from(["=1+1", "+1", "-1", "@x", "{=1}", "http://x.y", "0.10", "1e5", "yes", "2025-01-01"])
numbers = st.floats(0, 1e15, allow_subnormal=False)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "name": st.none() | texts | signs,
                "fixed_cost": numbers,
                "salvage": st.none() | numbers,
                "latitude": st.floats(-90, 90, allow_subnormal=False),
            }
        ),
        max_size=6,
    ),
    st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.booleans(),
)
def test_values_are_read_back_as_they_were(tmp_path_factory, sites, day, flag):
    """Texts stay texts, numbers keep all digits, dates and flags come back."""
    path = tmp_path_factory.mktemp("back") / "model.xlsx"
    frames = frames_with(
        sites=[
            {"site": f"s{index}", "role": "plant", "status": "open", **row} for index, row in enumerate(sites)
        ],
        supplies=[{"site": "s", "product": "p", "from": day}],
        products=[{"product": "p", "followed": flag}],
        periods=[{"period": "2027", "start": date(2027, 1, 1), "months": 12}],
    )
    write_workbook(path, frames)
    found = read_back(path, frames, schema.tables().items())
    for table, columns in (
        ("sites", ["site", "name", "fixed_cost", "latitude"]),
        ("supplies", ["site", "from"]),
        ("products", ["followed"]),
        ("periods", ["period", "start", "months"]),
    ):
        assert found[table].select(columns).equals(frames[table].select(columns))
    assert found["sites"]["salvage"].to_list() == [row["salvage"] or 0 for row in sites]


def test_what_a_sheet_can_not_hold_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    """Neither rows nor characters are cut off silently."""
    path = tmp_path / "model.xlsx"
    long = frames_with(countries=[{"country": "MEX", "note": "x" * (MOST_CHARACTERS + 1)}])
    with pytest.raises(UsageError, match=r"countries\.note has a text of more than 32,767"):
        write_workbook(path, long)
    monkeypatch.setattr("reshore.tables.cells.MOST_ROWS", 1)
    many = frames_with(countries=[{"country": "MEX"}, {"country": "USA"}])
    with pytest.raises(UsageError, match="countries has 2 rows, and a sheet holds 1"):
        write_workbook(path, many)
    assert not path.exists()
    assert MOST_ROWS == 2**20 - 1


def test_a_place_that_can_not_be_written_to_is_an_error_of_the_system(tmp_path):
    """Whoever calls can tell it as such."""
    with pytest.raises(OSError, match="No such file"):
        write_workbook(tmp_path / "missing" / "model.xlsx", frames_with())


def test_the_widths_of_columns_follow_their_texts(template):
    """A column is as wide as its header, so that it can be read."""
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', template.sheet("sites"))]
    assert min(widths) >= 8
