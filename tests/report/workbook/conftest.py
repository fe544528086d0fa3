"""Workbooks as readers of cells find them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from tests.insight.results import tradeoff, whole
from tests.report.conftest import build_model, build_plan
from tests.risk.results import result

from reshore.report.view import View
from reshore.report.workbook.book import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

CREATED = datetime(2026, 11, 23, 16, 9, 12)


@dataclass(frozen=True)
class Book:
    """A workbook: its cells by sheet, and its parts as XML."""

    path: Path
    sheets: dict[str, list[list[Any]]]
    hidden: set[str]

    @classmethod
    def read(cls, path: Path) -> Book:
        """Read a workbook."""
        book = CalamineWorkbook.from_path(path)
        cells = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
        hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
        return cls(path, cells, hidden)

    def xml(self, part: str) -> str:
        """Return a part of it."""
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(part).decode()

    def sheet(self, name: str) -> str:
        """Return a sheet as XML."""
        return self.xml(f"xl/worksheets/sheet{list(self.sheets).index(name) + 1}.xml")

    def relations(self, name: str) -> str:
        """Return what a sheet refers to, as XML."""
        return self.xml(f"xl/worksheets/_rels/sheet{list(self.sheets).index(name) + 1}.xml.rels")

    def table(self, name: str) -> str:
        """Return the table of a sheet as XML."""
        (number,) = re.findall(r"table(\d+)\.xml", self.relations(name))
        return self.xml(f"xl/tables/table{number}.xml")


def told(value: Any) -> Any:
    """Return a value of a frame as a cell has it."""
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else value


def rows_of(frame: pl.DataFrame) -> list[list[Any]]:
    """Return the rows of a frame as cells have them."""
    return [[told(value) for value in row] for row in frame.rows()]


@pytest.fixture(scope="session")
def plan_view() -> View:
    """Return a view of the plan that no other test changes."""
    return View.of(build_plan(), build_model())


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the workbook of the plan with a stress test, an explanation and a frontier."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_workbook(
        build_plan(), build_model(), path, created=CREATED, stress=result(), why=[whole(), tradeoff()]
    )
    return Book.read(path)


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., Book]:
    """Return the function that writes a plan as a workbook and reads it back."""

    def build(plan: Any, model: Any = None, **options: Any) -> Book:
        path = tmp_path / "made.xlsx"
        write_workbook(plan, model or build_model(), path, created=CREATED, **options)
        return Book.read(path)

    return build
