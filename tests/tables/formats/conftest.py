"""Workbooks to read, written cell by cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RIGHT = {
    "periods": [["period", "start", "months"], [2025, date(2025, 1, 1), 12]],
    "countries": [["country", "name"], ["MEX", "Mexico"], ["USA", "United States"]],
    "sites": [
        ["site", "country", "latitude", "longitude"],
        [101, "MEX", 20.67, -103.35],
        ["hou", "USA", 29.76, -95.37],
    ],
    "markets": [["market", "country", "latitude", "longitude"], ["us-west", "USA", 37.4, -122.1]],
    "products": [["product", "value"], ["rack", 3000000]],
    "processes": [["site", "product"], [101, "rack"], ["hou", "rack"]],
    "modes": [["mode", "speed"], ["road", 800]],
    "lanes": [["origin", "destination", "mode"], [101, "us-west", "road"], ["hou", "us-west", "road"]],
    "demands": [["market", "product", "quantity", "single_source"], ["us-west", "rack", 10, True]],
}


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Return the function that writes ``model.xlsx``: sheets as rows of cells, those named replaced."""

    def write(**sheets: list[list[object]] | None) -> Path:
        path = tmp_path / "model.xlsx"
        with xlsxwriter.Workbook(
            path, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
        ) as book:
            for name, rows in {**RIGHT, **sheets}.items():
                if rows is None:
                    continue
                sheet = book.add_worksheet(name)
                for i, row in enumerate(rows):
                    for j, cell in enumerate(row):
                        if isinstance(cell, str) and cell.startswith("#"):
                            sheet.write_formula(i, j, "=1/0", value=cell)
                        elif cell is not None:
                            sheet.write(i, j, cell)
        return path

    return write
