"""LibreOffice opens a workbook and finds the same in it; skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from math import isclose
from typing import TYPE_CHECKING

import pytest
from tests.report.workbook.conftest import Book

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same(book: Book, tmp_path: Path) -> None:
    """Saved again by LibreOffice, every cell is as before, and no sheet is lost or shown that was hidden."""
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    asked = [
        "--headless",
        "--norestore",
        profile,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "again"),
    ]
    done = subprocess.run(
        [str(SOFFICE), *asked, str(book.path)], capture_output=True, text=True, timeout=120, check=True
    )
    assert not [line for line in done.stderr.splitlines() if "javaldx" not in line]
    again = Book.read(tmp_path / "again" / book.path.name)
    assert list(again.sheets) == list(book.sheets)
    assert again.hidden == book.hidden
    for name, rows in book.sheets.items():
        for before, after in zip(rows, again.sheets[name], strict=False):
            for old, new in zip(before, after, strict=False):
                same = (
                    isclose(old, new, rel_tol=1e-14) if isinstance(old, float) and new != "" else old == new
                )
                assert same, (name, old, new)
        assert len(again.sheets[name]) == len(rows) or name in book.hidden
