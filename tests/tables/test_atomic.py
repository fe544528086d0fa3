"""Writing whole or not at all, also when people lose patience."""

from __future__ import annotations

from pathlib import Path

import pytest

from reshore.errors import ReshoreError, UsageError
from reshore.tables.atomic import replacing


@pytest.mark.parametrize("folder", [True, False])
def test_what_is_interrupted_leaves_nothing(tmp_path, folder):
    """Ctrl-C halfway takes away the file or folder that was begun."""

    def write():
        with replacing(tmp_path / "model") as draft:
            if folder:
                draft.mkdir()
                (draft / "sites.csv").write_text("site\n")
            else:
                draft.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert list(tmp_path.iterdir()) == []


def test_the_reason_of_the_system_is_told(tmp_path):
    """Such as no permission."""

    def write():
        with replacing(tmp_path / "model"):
            raise PermissionError(13, "Permission denied")

    with pytest.raises(ReshoreError, match="model can't be written: Permission denied"):
        write()


def test_all_went_well(tmp_path):
    """The draft is hidden until it is whole, then it has its name."""
    with replacing(tmp_path / "model") as draft:
        draft.write_text("whole")
        assert draft.name.startswith(".")
        assert not (tmp_path / "model").exists()
    assert (tmp_path / "model").read_text() == "whole"
    assert len(list(tmp_path.iterdir())) == 1


def test_the_longest_name_can_be_written(tmp_path):
    """A draft's own name is short, whatever the name that it is to have."""
    name = "x" * 250 + ".xlsx"
    with replacing(tmp_path / name) as draft:
        draft.write_text("whole")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_folder_without_a_name_of_its_own(tmp_path, monkeypatch, name):
    """The folder that people are in is there already."""
    (tmp_path / "here" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" if name != ".." else tmp_path / "here" / "inner")
    with pytest.raises(UsageError, match="is there already"), replacing(Path(name)):
        pass


def test_a_file_is_written_over_when_asked(tmp_path):
    """The old one stands until the new one is whole."""
    page = tmp_path / "page.html"
    page.write_text("old")

    def interrupt():
        with replacing(page, over=True) as draft:
            draft.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(UsageError), replacing(page):
        pass
    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
    with replacing(page, over=True) as draft:
        draft.write_text("new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]
