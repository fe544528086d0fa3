"""Pictures as files: all or none, their names, and what can't be asked for."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reshore.errors import ReshoreError, UsageError
from reshore.report.pictures import write
from reshore.report.pictures.pixels import size_of
from reshore.report.pictures.write import file_names, write_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.report.shell import Page


@pytest.fixture
def small(page: Page) -> Page:
    """Return a page with the charts of costs alone."""
    pytest.importorskip("quickjs")
    pytest.importorskip("resvg_py")
    return replace(page, sections=tuple(one for one in page.sections if one.key == "costs"))


def test_files(small: Page, tmp_path: Path) -> None:
    """Each chart is there in both formats, in the sizes that are told."""
    written = write_pictures(small, tmp_path / "new" / "charts", width=600, scale=1.5)
    keys = [chart.key for chart in small.charts]
    assert [one.path.name for one in written] == [f"{key}.{end}" for key in keys for end in ("svg", "png")]
    assert sorted(one.path for one in written) == sorted((tmp_path / "new" / "charts").iterdir())
    for svg, png in zip(written[::2], written[1::2], strict=True):
        assert (svg.width, png.width, png.height) == (600, 900, round(1.5 * svg.height))
        assert size_of(png.path.read_bytes()) == (png.width, png.height)
        assert f'height="{svg.height}"' in svg.path.read_text(encoding="utf-8")


def test_over_older_ones(small: Page, tmp_path: Path) -> None:
    """Files of the same name are replaced, others stay."""
    (tmp_path / "costs-kind.svg").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    write_pictures(small, tmp_path, formats=["svg"], width=600)
    assert (tmp_path / "costs-kind.svg").read_text(encoding="utf-8").startswith("<svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("costs-country.svg", "costs-kind.svg", "mine.txt"),
    ]


def test_none_where_one_fails(small: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last picture fails, no file is written."""
    drawn = []

    def fail(svg: str, scale: float) -> bytes:
        drawn.append(svg)
        if len(drawn) == len(small.charts):
            raise ReshoreError("no")
        return b""

    monkeypatch.setattr(write, "to_png", fail)
    monkeypatch.setattr(write, "size_of", lambda png: (1, 1))
    with pytest.raises(ReshoreError, match="no"):
        write_pictures(small, tmp_path / "charts", width=600)
    assert not (tmp_path / "charts").exists()


def test_folder_that_is_a_file(small: Page, tmp_path: Path) -> None:
    """A place that can't be written to is named."""
    (tmp_path / "charts").write_text("a file")
    with pytest.raises(ReshoreError, match="charts can't be written"):
        write_pictures(small, tmp_path / "charts", formats=["svg"], width=600)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"formats": ["pdf"]}, "svg or png, not pdf"),
        ({"formats": [""]}, "svg or png, not nothing"),
        ({"width": 200}, "300 to 4,000 pixels wide, not 200"),
        ({"scale": 50.0}, "a scale of 50 makes 60,000 pixels"),
        ({"scale": 0.0}, "a scale of 0 makes 0 pixels"),
        ({"scale": float("nan")}, "a scale of nan"),
    ],
)
def test_what_cannot_be(page: Page, tmp_path: Path, asked: dict[str, Any], told: str) -> None:
    """A format or size that can't be is refused before anything is drawn."""
    with pytest.raises(UsageError, match=told):
        write_pictures(page, tmp_path / "charts", **asked)


@pytest.mark.parametrize("module", ["quickjs", "resvg_py"])
def test_without_the_extra(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Where a package of the extra is missing, the error says what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r'pip install "reshore\[pictures\]"'):
        write_pictures(page, tmp_path / "charts")


def test_names_of_files() -> None:
    """A part of the model in a key can't lead out of the folder, and no two names are alike."""
    keys = [
        "costs-kind",
        "service-../../etc",
        "service-all",
        "service-All",
        "service-a b",
        "service-a/b",
        "x" * 200,
    ]
    names = file_names(keys)
    assert names[:2] == ["costs-kind", "service-etc"]
    assert len({name.casefold() for name in names}) == len(keys)
    assert all("/" not in name and "." not in name and len(name) < 90 for name in names)
