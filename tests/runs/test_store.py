"""A run is written whole or not at all, and what is read is what was written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from reshore.errors import DataError, ReshoreError, UsageError
from reshore.runs import store

FRAMES = {"plan": {"costs": pl.DataFrame({"cost": ["labour", "duty"], "amount": [1.5, 2.0]})}}


@pytest.fixture
def run(tmp_path: Path) -> store.Run:
    """Return a run that was just written."""
    return store.save(tmp_path, "pumps-base", {"objective": 3.5, "note": "Größe"}, FRAMES)


def test_what_is_read_is_what_was_written(run: store.Run):
    """Record and frames come back equal."""
    again = store.load(run.path)
    assert again.record == run.record
    assert again.record["objective"] == 3.5
    assert again.frames("plan")["costs"].equals(FRAMES["plan"]["costs"])
    assert again.frames("stress") == {}


def test_same_frames_same_bytes(tmp_path: Path):
    """The same frames give the same files, though each run has a name of its own."""
    first, second = (store.save(tmp_path, "pumps", {}, FRAMES) for _ in range(2))
    assert first.path != second.path
    assert first.record["files"] == second.record["files"]
    one, two = (run.path / "plan" / "costs.parquet" for run in (first, second))
    assert one.read_bytes() == two.read_bytes()


def test_runs_are_listed_oldest_first(tmp_path: Path):
    """A listing has the runs alone: no half-written folder, no other folder."""
    assert store.list_runs(tmp_path / "none") == []
    saved = [store.save(tmp_path, name, {}, FRAMES).id for name in ("b", "a")]
    (tmp_path / "other").mkdir()
    partial = tmp_path / ".x.partial"
    partial.mkdir()
    (partial / "run.json").write_text("{")
    assert sorted(run.id for run in store.list_runs(tmp_path)) == sorted(saved)


def test_name_is_safe_as_a_folder(tmp_path: Path):
    """Names with slashes or nothing that can be kept still give a folder right below."""
    for name in ("a/../b c", "///"):
        assert store.save(tmp_path, name, {}, FRAMES).path.parent == tmp_path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is damaged"),
        ("[]", "not the record of a run"),
        ('{"format": 99}', "has format 99"),
        ('{"format": 1}', "lacks created, files"),
        ('{"format": 1, "created": "", "files": {"..": {"passwd": ""}}}', "outside the run"),
        ('{"format": "x"}', "not the record of a run"),
        ('{"format": 1, "created": "", "files": []}', "does not list its files"),
    ],
)
def test_damaged_record_is_told(run: store.Run, text: str, message: str):
    """A record that is cut off, foreign, of a later version or hostile is an error that names the file."""
    (run.path / "run.json").write_text(text)
    with pytest.raises(DataError, match=rf"run\.json.*{message}"):
        store.load(run.path)


def test_damaged_frame_is_told(run: store.Run):
    """A changed and a missing frame are both named."""
    frame = run.path / "plan" / "costs.parquet"
    frame.write_bytes(frame.read_bytes()[:-9])
    with pytest.raises(DataError, match="not what the run wrote"):
        run.frames("plan")
    frame.unlink()
    with pytest.raises(DataError, match="is missing"):
        run.frames("plan")


def test_no_run_there(tmp_path: Path):
    """A folder that is no run, and a path that is not there, are usage errors."""
    for path in (tmp_path, tmp_path / "gone"):
        with pytest.raises(UsageError, match="is not a run"):
            store.load(path)


def test_path_that_cannot_be_written(tmp_path: Path):
    """Where a file is in the way of the folder, one message says so."""
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(ReshoreError, match="can't be written"):
        store.save(tmp_path / "runs", "pumps", {}, FRAMES)


def test_folder_is_tried_before_work_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder that is in order stays as it was; a file in the way and a missing permission are told."""
    store.require_writable(tmp_path / "new" / "runs")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(ReshoreError, match="file is not a folder"):
        store.require_writable(tmp_path / "file" / "runs")
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(ReshoreError, match="no permission in"):
        store.require_writable(tmp_path)


FULL = """
import resource, signal, sys
from pathlib import Path
import polars as pl
from reshore.errors import ReshoreError
from reshore.runs import store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
frame = pl.DataFrame({"x": [str(i) for i in range(5000)]})
try:
    store.save(Path(sys.argv[1]), "pumps", {}, {"plan": {"small": frame.head(1), "large": frame}})
except ReshoreError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_nothing_is_left_when_the_disk_is_full(tmp_path: Path):
    """A file that can't be written to its end leaves no folder behind."""
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "can't be written: File too large" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C just before the rename leaves no folder behind either."""

    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.save(tmp_path, "pumps", {}, FRAMES)
    assert list(tmp_path.iterdir()) == []


def test_record_is_plain_json(run: store.Run):
    """Any program can read the record; what JSON can't say is refused."""
    assert json.loads((run.path / "run.json").read_text(encoding="utf-8"))["note"] == "Größe"
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.save(run.path.parent, "pumps", {"gap": float("inf")}, FRAMES)
