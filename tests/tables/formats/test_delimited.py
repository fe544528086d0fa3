"""CSV as people's spreadsheets write it: separators, encodings, line numbers, and what can't be read."""

from __future__ import annotations

import gzip

import pytest

from reshore.tables.formats import delimited
from reshore.tables.load import load


def test_lines_are_true_after_blank_lines_and_quoted_line_feeds(folder, faults):
    """A place is the line that the row begins in, as an editor counts."""
    text = 'product,note,mass\r\n\r\nrack,"one\r\ntwo\r\nthree",1360\r\n,,\r\ntray,,heavy\r\n'
    path = folder({"products": text})
    assert faults(path) == ["model/products.csv:7:mass: mass 'heavy' is not a number"]


def test_texts_come_without_blanks_around_them_and_with_plain_line_feeds(folder):
    """Blanks are no part of a text, nor is the way that a system ends its lines."""
    model = load(
        folder({"products": 'product,mass,value,name\n rack ,5,9,"one\r\ntwo"\n"tray\u00a0",1,1,"  "\n'})
    )
    assert model["products"]["product"].to_list() == ["rack", "tray"]
    assert model["products"]["name"].to_list() == ["one\ntwo", None]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_come_with_decimal_commas(folder, separator):
    """The header shows the separator, the clear numbers of the file show the decimal sign."""
    lines = ["site product unit_cost capacity", "gdl tray 1234,5 1,500", "hou tray 0,25 2000"]
    text = "\n".join(line.replace(" ", separator) for line in lines)
    model = load(folder({"supplies": text}))
    assert model["supplies"]["unit_cost"].to_list() == [1234.5, 0.25]
    assert model["supplies"]["capacity"].to_list() == [1.5, 2000.0]


def test_semicolons_may_come_with_decimal_points(folder):
    """One clear decimal point tells how the other numbers of the file are meant."""
    model = load(folder({"supplies": "site;product;unit_cost\ngdl;tray;1.500\nhou;tray;0.25\n"}))
    assert model["supplies"]["unit_cost"].to_list() == [1.5, 0.25]


def test_decimal_commas_in_profiles_and_settings(folder):
    """Texts that hold numbers follow the sign of their file."""
    model = load(
        folder(
            {
                "processes": "site;product;scrap\ngdl;rack;0:0,5 6:0,1\nhou;rack;0,02\n",
                "settings": "key;value\ndiscount_rate;0,05\ncurrency;EUR\n",
            }
        )
    )
    assert model["processes"]["scrap"].to_list() == ["0:0.5 6:0.1", "0.02"]
    assert model.settings["discount_rate"] == 0.05


@pytest.mark.parametrize(
    ("separator", "cells", "fault"),
    [
        (";", ["1.234,5", "1,5"], "2:unit_cost: unit_cost '1.234,5' has separators of thousands"),
        (";", ["1,234.5", "1,5"], "2:unit_cost: unit_cost '1,234.5' has separators of thousands"),
        (";", ["1.5", "1,5"], "2:unit_cost: unit_cost '1.5' has a decimal point in a file of decimal commas"),
        (";", ["1.500", "1,5"], "2:unit_cost: unit_cost '1.500' has separators of thousands"),
        (
            ";",
            ["1,500", "7"],
            "2:unit_cost: unit_cost '1,500' may have decimals or thousands; write 1500 or 1,5",
        ),
        (
            ";",
            ["1.234", "7"],
            "2:unit_cost: unit_cost '1.234' may have decimals or thousands; write 1234 or 1.2340",
        ),
        (",", ['"1,5"', "7"], "2:unit_cost: unit_cost '1,5' has a comma; write a decimal point"),
        (",", ['"1,500"', "7"], "2:unit_cost: unit_cost '1,500' has separators of thousands"),
        (",", ["1 500", "7"], "2:unit_cost: unit_cost '1 500' has separators of thousands"),
        (",", ["8%", "7"], "2:unit_cost: unit_cost '8%' is not a number"),
        (",", ["1e999", "7"], "2:unit_cost: unit_cost '1e999' is not a finite number"),
    ],
)
def test_a_number_that_may_mean_two_things_is_refused(folder, faults, separator, cells, fault):
    """Separators of thousands and mixed signs are told, never guessed at."""
    rows = [["site", "product", "unit_cost"], ["gdl", "tray", cells[0]], ["hou", "tray", cells[1]]]
    (found,) = faults(folder({"supplies": "\n".join(separator.join(row) for row in rows)}))
    assert found.startswith(f"model/supplies.csv:{fault}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_understood(folder, encoding):
    """UTF-8, with and without its mark, and UTF-16 as Excel writes it."""
    path = folder()
    (path / "countries.csv").write_bytes("country,name\nMEX,México\nUSA,米国\n".encode(encoding))
    assert load(path)["countries"]["name"].to_list() == ["México", "米国"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (
            "country,name\nUSA,x\nMEX,México\n".encode("cp1252"),
            "byte 0xE9 in line 3 is not UTF-8; save the file as",
        ),
        ("country,name\nMEX,x\n".encode("utf-16-le"), "is not a CSV file in UTF-8"),
        ("country,name\nMEX,x\n".encode("utf-16")[:-1], "byte 0x0A in line 2 is not UTF-16"),
        (b"", "is empty"),
        (b"\n \n;;\n", "column 'country' is missing"),
        (b'country,name\nUSA,"x\n', "can't be read: unexpected end of data"),
        (b'country,name\nUSA,"x"y\n', "can't be read: ',' expected after"),
        (b"country,name\nUSA\n", "1 cells stand under a header of 2"),
        (b"country,name\nUSA,x,y\n", "3 cells stand under a header of 2"),
        (b"country,name,\nUSA,x,y\n", "'y' stands in a column without a name"),
        (b"country,name,name\nUSA,x,y\n", "column 'name' is there twice"),
    ],
)
def test_what_can_not_be_read_is_told(folder, faults, data, fault):
    """Each file that is broken, or in a code page of its own, gives a fault of its own."""
    path = folder()
    (path / "countries.csv").write_bytes(data)
    assert fault in faults(path)[0]
    assert faults(path)[0].startswith("model/countries.csv")


def test_gzipped_files_are_read(folder, faults):
    """`.csv.gz` is a CSV file; one that is cut short is told."""
    path = folder({"countries": None})
    packed = gzip.compress(b"country\nMEX\nUSA\n")
    (path / "countries.csv.gz").write_bytes(packed)
    assert load(path)["countries"].height == 2
    (path / "countries.csv.gz").write_bytes(packed[:-4])
    assert faults(path)[0] == "model/countries.csv.gz: is not a whole gzip file"
    (path / "countries.csv.gz").write_bytes(b"country\nMEX\nUSA\n")
    assert faults(path)[0] == "model/countries.csv.gz: is not a whole gzip file"


def test_a_file_that_unpacks_to_too_much_is_refused(folder, faults, monkeypatch):
    """A bomb is known by its size, or by how far it grows, and is not unpacked beyond that."""
    path = folder({"countries": None})
    (path / "countries.csv.gz").write_bytes(gzip.compress(b"\n" * (2 << 20)))
    assert faults(path)[0] == "model/countries.csv.gz: is empty"
    monkeypatch.setattr(delimited, "SMALL", 1 << 20)
    assert "unpacks to more than 1 MiB" in faults(path)[0]
    monkeypatch.setattr(delimited, "LARGEST", 1 << 19)
    monkeypatch.setattr(delimited, "DENSEST", 10_000)
    assert "unpacks to more than 0 MiB" in faults(path)[0]


def test_an_apostrophe_before_a_formula_is_no_part_of_the_text(folder):
    """It is how a text such as =1 is written so that no spreadsheet runs it."""
    model = load(folder({"products": "product,mass,value,name\nrack,5,9,'=1+1\ntray,1,1,'s-Hertogenbosch\n"}))
    assert model["products"]["name"].to_list() == ["=1+1", "'s-Hertogenbosch"]
