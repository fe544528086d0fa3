"""OpenDocument sheets: read like any workbook, errors and extents found in their XML."""

from __future__ import annotations

import zipfile
from xml.sax.saxutils import quoteattr

import pytest

from reshore.tables.load import load

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ERROR = (
    '<table:table-cell office:value-type="string" calcext:value-type="error">'
    "<text:p>#REF!</text:p></table:table-cell>"
)
SHEETS = {
    "periods": [["period", "start", "months"], ["2025", "2025-01-01", 12]],
    "countries": [["country"], ["USA"]],
    "sites": [["site", "country", "latitude", "longitude"], ["hou", "USA", 29.76, -95.37]],
    "markets": [["market", "country", "latitude", "longitude"], ["us-west", "USA", 37.4, -122.1]],
    "products": [["product", "value"], ["rack", 3000000]],
    "processes": [["site", "product"], ["hou", "rack"]],
    "modes": [["mode", "speed"], ["road", 800]],
    "lanes": [["origin", "destination", "mode"], ["hou", "us-west", "road"]],
    "demands": [["market", "product", "quantity"], ["us-west", "rack", 10]],
}


def _cell(cell):
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if cell.startswith("<"):
        return cell
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


@pytest.fixture
def document(tmp_path):
    """Return the function that writes ``model.ods``, sheets named replaced or added."""

    def write(**sheets):
        tables = "".join(
            f"<table:table table:name={quoteattr(name)}>"
            + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
            + '<table:table-row table:number-rows-repeated="1048000">'
            + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
            for name, rows in {**SHEETS, **sheets}.items()
        )
        content = (
            f"<office:document-content {NAMES}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>"
        )
        path = tmp_path / "model.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
        return path

    return write


def test_a_document_is_read(document):
    """Repeated rows without anything in them don't count."""
    model = load(document())
    assert model["sites"].row(0)[0] == "hou"
    assert model["demands"]["quantity"].to_list() == [10.0]


def test_errors_have_places(document, faults):
    """A cell in error is told by its place, though the reader gives it as empty."""
    path = document(products=[["product", "value", "mass"], ["rack", 1, ERROR]])
    assert faults(path) == ["model.ods!products!C2: mass is an error of Excel, #REF!"]


def test_a_document_with_a_password_is_told(document, faults):
    """Its content is there, but not to be read."""
    path = document()
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["META-INF/manifest.xml"] = b"<manifest><encryption-data/></manifest>"
    members["content.xml"] = b"\x8f\x00\x12"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert faults(path) == ["model.ods: is locked by a password; save it without one"]


def test_a_document_that_spans_too_much_is_refused(document, faults):
    """One cell said to stand in a million rows and sixteen thousand columns."""
    cell = (
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    )
    rows = [["product"], ["rack"], *[[cell]] * 2000]
    assert faults(document(products=rows)) == [
        "model.ods: sheet 'products' spans 2,002 x 16,000 cells; delete what stands far from its table"
    ]
