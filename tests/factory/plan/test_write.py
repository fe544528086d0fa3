"""Rows of a plant on disk."""

from __future__ import annotations

import pytest

from reshore.errors import ReshoreError, UsageError
from reshore.factory.plan.rows import with_rows
from reshore.factory.plan.write import write_model, write_rows
from reshore.tables.load import load


def test_rows_are_written(pumps, pump_result, tmp_path):
    """The rows are files of a model: with the others of it, they are read again."""
    write_rows(pump_result.rows(), tmp_path / "rows", run="run-7")
    assert sorted(path.name for path in (tmp_path / "rows").iterdir()) == [
        "processes.csv",
        "resources.csv",
        "sources.csv",
    ]
    for name, frame in pumps.frames.items():
        if frame.height and name != "processes":
            frame.write_csv(tmp_path / "rows" / f"{name}.others.csv")
    read = load(tmp_path / "rows")
    assert read["processes"].equals(pump_result["processes"])
    assert "plant run run-7" in read["sources"]["title"].to_list()
    with pytest.raises(UsageError, match="is there already"):
        write_rows(pump_result.rows(), tmp_path / "rows")


@pytest.mark.parametrize("name", ["copy", "copy.xlsx", "new/copy"])
def test_a_copy_of_the_model(pumps, pump_result, tmp_path, name):
    """The copy is the model with the rows in it, and its source names the run; nothing is written over."""
    path = tmp_path / name
    write_model(pumps, pump_result.rows(), path, run="run-7")
    read = load(path)
    expected = with_rows(pumps, pump_result.rows())
    assert read["processes"].sort("process").equals(expected["processes"].sort("process"))
    assert read["sources"]["title"].to_list() == ["plant run run-7"]
    with pytest.raises(UsageError, match="is there already"):
        write_model(pumps, pump_result.rows(), path)


def test_no_place_for_a_copy(pumps, pump_result, tmp_path):
    """A file where a folder should be is told."""
    (tmp_path / "file").touch()
    with pytest.raises(ReshoreError, match="can't be written"):
        write_model(pumps, pump_result.rows(), tmp_path / "file" / "copy")
