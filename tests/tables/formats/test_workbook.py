"""Workbooks: cells as people type them, places by sheet and cell, and files that are not what they seem."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime

import pytest

from reshore.tables.formats import package
from reshore.tables.load import load

HEADER = ["site", "country", "latitude", "longitude", "status", "months_to_open", "note"]


def test_cells_are_read_as_people_mean_them(workbook):
    """A site called 101 is '101', a ticked box is a flag, a date is a date, a number is itself."""
    model = load(
        workbook(settings=[["key", "value"], ["discount_rate", 0.05], ["base_date", date(2024, 10, 1)]])
    )
    assert model.name == "model"
    assert model["sites"]["site"].to_list() == ["101", "hou"]
    assert model["periods"].row(0)[:3] == ("2025", date(2025, 1, 1), 12)
    assert model["demands"]["single_source"].to_list() == [True]
    assert model["settings"]["value"].to_list() == ["0.05", "2024-10-01"]
    assert model.settings["discount_rate"] == 0.05
    assert model.settings["base_date"] == date(2024, 10, 1)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ([101, "MEX", 91.2, 0], "!sites!C2: latitude 91.2 is above 90"),
        ([101, "MEX", "20,67", 0], "!sites!C2: latitude '20,67' is text, not a number"),
        ([101, "MEX", "20", 0], "!sites!C2: latitude '20' is text, not a number"),
        ([101, "MEX", date(2025, 1, 1), 0], "!sites!C2: latitude 2025-01-01 is a date, not a number"),
        ([101, "MEX", True, 0], "!sites!C2: latitude yes is a flag, not a number"),
        ([101, "MEX", None, 0], "!sites!C2: latitude is empty; it needs a value"),
        ([101, "MEX", "#REF!", 0], "!sites!C2: latitude is an error of Excel, #REF!"),
        ([101, "MEX", 1, 2, "#N/A"], "!sites!E2: status is an error of Excel, #N/A"),
        ([101, "MEX", 1, 2, "shut"], "!sites!E2: status 'shut' is not one of open, candidate"),
        ([101, "MEX", 1, 2, "open", 1.5], "!sites!F2: months_to_open 1.5 is not a whole number"),
        ([101, "MEX", 1, 2, "open", 1, "a", "b"], "!sites!H2: 'b' stands in a column without a name"),
    ],
)
def test_places_are_cells(workbook, faults, row, fault):
    """Each fault names the sheet and the cell."""
    path = workbook(sites=[HEADER, row, ["hou", "USA", 1, 2]])
    assert faults(path) == [f"model.xlsx{fault}"]


def test_row_numbers_are_those_of_the_sheet(workbook, faults):
    """Empty rows, before the header and between rows, count."""
    row = ["hou", "USA", 1, 2]
    path = workbook(
        sites=[[], ["", *HEADER], [], ["", 101, "MEX", 1, 2], ["", " "], ["", "hou", "USA", 1, 200]]
    )
    assert faults(path) == ["model.xlsx!sites!E6: longitude 200 is above 180"]
    path = workbook(sites=[["site", "country", "longitude"], [101, "MEX", 1], row[:2]])
    assert faults(path) == [
        "model.xlsx!sites: column 'latitude' is missing",
        "model.xlsx!sites!C3: longitude is empty; it needs a value",
    ]


@pytest.mark.parametrize("cell", [datetime(2025, 1, 1, 12, 30), 45000, "1/2/2025", "01.02.2025"])
def test_what_is_no_day_is_refused(workbook, faults, cell):
    """Times of day, numbers that were never made dates, dates in a country's own style."""
    path = workbook(periods=[["period", "start", "months"], [2025, cell, 12]])
    (fault,) = faults(path)
    assert fault.startswith("model.xlsx!periods!B2: start ")
    assert fault.endswith("is not a date such as 2025-01-31")


def test_a_date_may_be_text_in_iso_style(workbook):
    """What Excel makes of a CSV, and people type with an apostrophe."""
    path = workbook(periods=[["period", "start", "months"], [2025, "2025-01-01", 12]])
    assert load(path)["periods"]["start"].to_list() == [date(2025, 1, 1)]


def test_other_sheets_are_told_and_asides_passed_over(workbook, faults):
    """A sheet with an unknown name may be a table misspelt."""
    aside = [["anything"], [1]]
    assert load(workbook(_lists=aside, index=aside, Index2=None, README=aside))["sites"].height == 2
    assert faults(workbook(stie=aside)) == ["model.xlsx!stie: 'stie' is not a table; did you mean 'sites'?"]


def test_missing_sheets_are_told(workbook, faults):
    """Each table that a model can't do without is named."""
    assert faults(workbook(products=None, demands=None)) == [
        "model.xlsx: table 'products' is missing; a row is a product, part or material",
        "model.xlsx: table 'demands' is missing; a row is what a market asks for",
    ]


def test_an_error_in_a_header_is_told(workbook, faults):
    """A column whose name is an error is no column."""
    path = workbook(boms=[["product", "component", "quantity", "#REF!"], ["rack", "rack", 1]])
    assert "model.xlsx!boms: '#REF!' is not a column of boms" in faults(path)


@pytest.fixture
def bad(tmp_path):
    """Return the function that writes bytes as ``model.xlsx``."""

    def write(data: bytes):
        path = tmp_path / "model.xlsx"
        path.write_bytes(data)
        return path

    return write


def _zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_an_empty_workbook_holds_no_tables(workbook, faults, tmp_path):
    """A workbook fresh from Excel has one sheet that is no table; an empty one of a table is empty."""
    none = dict.fromkeys(
        ["periods", "countries", "sites", "markets", "products", "processes", "modes", "lanes", "demands"]
    )
    assert faults(workbook(**none, Sheet1=[])) == [
        "model.xlsx!Sheet1: 'Sheet1' is not a table; names that start with _ are passed over"
    ]
    assert faults(workbook(**none, _notes=[])) == ["model.xlsx: holds no tables; start from a template"]
    assert "model.xlsx!sites: is empty" in faults(workbook(sites=[]))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is not a workbook"),
        (b"site,country\n", "is not a workbook"),
        (b"PK\x03\x04 and no more", "is a damaged workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is in the format of Excel 97-2003"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is locked by a password; save it without one",
        ),
    ],
)
def test_what_is_no_workbook_is_told(bad, faults, data, fault):
    """One line for each kind of file that is not what its name says."""
    (found,) = faults(bad(data))
    assert found.startswith(f"model.xlsx: {fault}")


def test_a_zip_of_something_else_is_no_workbook(tmp_path, faults):
    """Many files are zips."""
    assert faults(_zip(tmp_path / "model.xlsx", {"a.txt": "a"})) == ["model.xlsx: is not a workbook"]


def test_a_zip_bomb_is_refused_unopened(workbook, faults, monkeypatch):
    """Sizes are those that the zip states; more than people's workbooks have, or grow to, is refused."""
    monkeypatch.setattr(package, "LARGEST", 1000)
    (fault,) = faults(workbook())
    assert fault.startswith("model.xlsx: unpacks to ")
    assert fault.endswith("as no workbook of people's does")


def test_a_dense_zip_is_refused(tmp_path, faults):
    """100 MiB from 100 KiB is a bomb, though it is below the limit of size."""
    path = _zip(tmp_path / "model.xlsx", {"xl/workbook.xml": b"\0" * (100 << 20)})
    (fault,) = faults(path)
    assert fault.startswith("model.xlsx: unpacks to 100 MiB from 0.1")


def test_a_zip_that_states_a_false_size_is_refused(workbook, faults):
    """A sheet that is larger than the zip says is damage, not data."""
    path = workbook()
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet3.xml")
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + 24] != b"xl/worksheets/sheet3.xml":
        at = data.index(b"PK\x01\x02", at + 4)
    assert struct.unpack_from("<I", data, at + 24)[0] == sheet.file_size
    struct.pack_into("<I", data, at + 24, 100)
    path.write_bytes(data)
    assert faults(path) == ["model.xlsx: is a damaged workbook"]


def test_a_sheet_that_spans_too_much_is_refused(workbook, faults):
    """A single cell at the far corner would make the reader lay out 17 thousand million of them."""
    rows = [HEADER, [101, "MEX", 1, 2]]
    path = workbook(sites=rows)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet3.xml"]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    members["xl/worksheets/sheet3.xml"] = sheet.replace(b"</sheetData>", far)
    assert faults(_zip(path, members)) == [
        "model.xlsx: sheet 'sites' spans 1,048,576 x 16,384 cells; delete what stands far from its table"
    ]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short_is_told(workbook, faults, cut):
    """As after a broken copy."""
    path = workbook()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    assert faults(path) == ["model.xlsx: is a damaged workbook"]


def test_columns_have_letters():
    """Letters and numbers of columns are one another's inverse."""
    assert [package.column_letters(i) for i in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(package.column_number(package.column_letters(i)) == i + 1 for i in range(20_000))
