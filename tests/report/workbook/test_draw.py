"""A sheet is an Excel table whose header stays in sight and says what its columns mean."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.workbook.conftest import Book, rows_of

from reshore.report.workbook.draw import draw
from reshore.report.workbook.field import Kind
from reshore.report.workbook.sheet import Column, Part, Sheet
from reshore.report.workbook.styles import Styles

texts = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)


def comments(book: Book, name: str) -> str:
    """Return the comments of a sheet as XML."""
    (number,) = re.findall(r"comments(\d+)\.xml", book.relations(name))
    return book.xml(f"xl/comments{number}.xml")


@pytest.mark.parametrize(
    "name", ["Cost lines", "Production", "Exposures", "Near ties", "in_sites", "Deliveries"]
)
def test_tables(book: Book, name: str) -> None:
    """The header of a table is the first row, is frozen, can be filtered, and repeats on paper."""
    sheet, table = book.sheet(name), book.table(name)
    assert 'topLeftCell="B2"' in sheet
    assert 'state="frozen"' in sheet
    rows = max(len(book.sheets[name]), 2)
    assert re.search(rf'<autoFilter ref="A1:[A-Z]+{rows}"/>', table)
    assert re.search(rf"<definedName[^>]*>'?{name}'?!\$1:\$1<", book.xml("xl/workbook.xml"))
    assert 'orientation="landscape"' in sheet


def test_tables_have_the_same_names_in_every_language(book: Book) -> None:
    """Formulas refer to them."""
    for name, key in {
        "Cost lines": "cost_lines",
        "Production": "plan_production",
        "Near ties": "why_designs",
        "Near ties 2": "why2_designs",
        "in_sites": "in_sites",
    }.items():
        assert f'displayName="{key}"' in book.table(name)


def test_comments(book: Book) -> None:
    """A header says what its column means, and what the documentation calls it."""
    told = comments(book, "Production")
    assert "Output value less the value of the components in it." in told
    assert "production.value_added" in told
    assert "number, in degree" in comments(book, "in_sites")


def test_parts_have_colours(book: Book) -> None:
    """Tabs of results, of what is known of them and of inputs look different."""
    names = ["Cost lines", "Production", "Exposures", "Near ties", "in_sites"]
    colours = [re.search(r'<tabColor rgb="(\w+)"', book.sheet(name)).group(1) for name in names]
    assert len(set(colours)) == len(names)


def test_formats(book: Book) -> None:
    """Money has thousands apart, a share its sign, a day its place in the year."""
    styles = book.xml("xl/styles.xml")
    formats = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]+)"', styles))
    kinds = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])

    def shown(name: str, cell: str) -> str:
        style = re.search(rf'<c r="{cell}" s="(\d+)"', book.sheet(name)).group(1)
        number = kinds[int(style)]
        return formats.get(number, {"3": "#,##0", "4": "#,##0.00", "49": "@"}.get(number, number))

    assert shown("Periods", "A2") == "@"
    assert shown("Periods", "B2") == "yyyy-mm-dd"
    assert shown("Costs by group", "C2") == "#,##0"
    assert shown("Footprint by year", "C2") == "0.0%"
    assert shown("Losses", "B2") == "#,##0"


def test_flags_are_flags(book: Book) -> None:
    """A spreadsheet shows them in the reader's language."""
    header, first, *_ = book.sheets["Sites"]
    assert first[header.index("Runs")] in {True, False}
    assert isinstance(first[header.index("Runs")], bool)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.none() | texts,
            st.none() | numbers,
            st.none() | st.booleans(),
            st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1)),
            st.lists(st.text("abc", min_size=1, max_size=3), max_size=3),
        ),
        max_size=6,
    )
)
def test_values_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]) -> None:
    """Any text stays that text, a number keeps all digits, and flags, days and lists come back."""
    schema = {"text": pl.String, "number": pl.Float64, "flag": pl.Boolean, "day": pl.Date}
    frame = pl.DataFrame(rows, schema={**schema, "names": pl.List(pl.String)}, orient="row")
    kinds = (Kind.TEXT, Kind.NUMBER, Kind.FLAG, Kind.DATE, Kind.TEXT)
    columns = [Column(name, kind) for name, kind in zip(frame.columns, kinds, strict=True)]
    path = tmp_path_factory.mktemp("back") / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Index")
        draw(book, Sheet("Any", "any", Part.READY, "a row", frame, columns), Styles(book))
    found = Book.read(path).sheets["Any"][1:]
    filled = [row for row in rows_of(frame) if any(cell != "" for cell in row)]
    assert [row for row in found if any(cell != "" for cell in row)] == filled
