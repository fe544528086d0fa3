from __future__ import annotations

from pathlib import Path

import pytest

from reshore.errors import ReshoreError, UsageError
from reshore.report.scene.folder import CREATOR, ROOT, asset_file, write

OURS = f'#usda 1.0\n(\n    customLayerData = {{\n        string creator = "{CREATOR}"\n    }}\n)\n'


def files(note: str = "") -> dict[str, str]:
    """Return files as of a scene, with a note in each."""
    return dict.fromkeys((ROOT, "layout.usda", asset_file("cell")), f"{OURS}# {note}")


def held(folder: Path) -> dict[str, str]:
    """Return what is in a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_folders_are_made(tmp_path: Path):
    """A folder that isn't there is made, with those above it; an empty one is filled."""
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "a" / "b", tmp_path / "empty"):
        write(folder, files())
        assert held(folder) == files()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "empty"]


def test_an_older_scene_is_replaced(tmp_path: Path):
    """A scene that is there goes as a whole, with assets that the new one hasn't."""
    write(tmp_path / "scene", {**files("old"), asset_file("bench"): OURS})
    write(tmp_path / "scene", files("new"))
    assert held(tmp_path / "scene") == files("new")
    assert [path.name for path in tmp_path.iterdir()] == ["scene"]


@pytest.mark.parametrize(
    "name", ["notes.txt", "assets/mine.usda", "mine.usda", "renders/one.usda", "assets/a/b.usda"]
)
def test_what_we_did_not_write_is_kept(tmp_path: Path, name: str):
    """A folder with anything that isn't ours is never overwritten."""
    write(tmp_path, files())
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("#usda 1.0\n", encoding="utf-8")
    with pytest.raises(UsageError, match="with more than a scene"):
        write(tmp_path, files("new"))
    assert held(tmp_path) == {**files(), name: "#usda 1.0\n"}


def test_a_file_is_kept(tmp_path: Path):
    """A file of that name is never overwritten."""
    (tmp_path / "scene").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="scene is there already"):
        write(tmp_path / "scene", files())
    assert (tmp_path / "scene").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("fails", ["write_text", "replace"])
def test_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str):
    """Where writing fails, be it at the last moment, the older scene is there as it was, and nothing else."""
    write(tmp_path / "scene", files("old"))

    def full(self: Path, *args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, fails, full)
        with pytest.raises(ReshoreError, match="No space left"):
            write(tmp_path / "scene", files("new"))
    assert held(tmp_path / "scene") == files("old")
    assert [path.name for path in tmp_path.iterdir()] == ["scene"]
