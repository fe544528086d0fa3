"""A stress test whose processes are interrupted, killed or fail says so and ends with the right numbers."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import build_model
from tests.risk.realisations import change
from tests.risk.test_stress import HAZARDS, TABLES

from reshore import design, stress
from reshore.risk.recourse import Recourse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.plan.plan import Plan
    from reshore.risk.outcome import Outcome
    from reshore.risk.realisation import Realisation
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

OPTIONS: dict[str, Any] = {
    "engine": "recourse",
    "recourse_replications": 440,
    "window": 12,
    "tail": 4,
    "fixes": False,
}
CHUNKS = 23

RUN = """
import pickle, sys
from pathlib import Path
from types import MappingProxyType
from reshore import design, stress
from reshore.errors import StoppedError
from reshore.tables.model import Model

if __name__ == "__main__":
    name, frames, settings, options = pickle.loads(Path(sys.argv[1]).read_bytes())
    model = Model(name=name, frames=MappingProxyType(frames), settings=MappingProxyType(settings))
    plan = design(model, gap=0.0, threads=1)
    try:
        stress(plan, model, **options, workers=2, folder=Path(sys.argv[2]))
    except StoppedError as error:
        sys.exit(f"stopped: {error}")
"""


@pytest.fixture(scope="module")
def case() -> tuple[Plan, Model]:
    """Return a plan, and its model in which suppliers may burn."""
    model = build_model(**TABLES, hazards=HAZARDS)
    return design(model, gap=0.0, threads=1), model


@pytest.fixture(scope="module")
def undisturbed(case: tuple[Plan, Model]) -> StressResult:
    """Return what nothing disturbed."""
    return stress(*case, **OPTIONS)


@pytest.fixture
def started(case: tuple[Plan, Model], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a stress test in two processes."""
    _, model = case
    parts = (model.name, dict(model.frames), dict(model.settings), OPTIONS)
    (tmp_path / "case").write_bytes(pickle.dumps(parts))
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, tmp_path / "case", tmp_path / "parts"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    yield child
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def workers(child: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes of a child that work replications out."""
    tasks = Path(f"/proc/{child.pid}/task").glob("*/children")
    known = [int(number) for task in tasks for number in task.read_text().split()]
    return [number for number in known if b"spawn_main" in Path(f"/proc/{number}/cmdline").read_bytes()]


def work(process: int) -> int:
    """Return how long a process has been at work, in ticks of the clock: who has just begun isn't ready."""
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(numbers[11])


def is_gone(group: int) -> bool:
    """Return whether a group of processes ends by itself within some seconds."""
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def assert_same(frames: Any, expected: StressResult) -> None:
    """Hold that all frames are the same."""
    for name, frame in expected.frames.items():
        assert frames[name].equals(frame), name


def wait_for(parts: int, folder: Path, child: subprocess.Popen[bytes]) -> dict[Path, int]:
    """Wait until so many parts are kept, and return them."""
    while len(kept := times(folder)) < parts:
        assert child.poll() is None, child.communicate()
        time.sleep(0.005)
    return kept


def times(folder: Path) -> dict[Path, int]:
    """Return the parts that are kept, and since when."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("part-*.parquet")}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_a_worker_is_killed_and_then_ctrl_c(
    started: subprocess.Popen[bytes], undisturbed: StressResult, case: tuple[Plan, Model], tmp_path: Path
) -> None:
    """Another goes on; Ctrl-C ends all in one line; the same call goes on from there to the same numbers."""
    folder = tmp_path / "parts"
    before = wait_for(1, folder, started)
    os.kill(max(workers(started), key=work), signal.SIGKILL)
    wait_for(len(before) + 3, folder, started)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (out, started.returncode) == (b"", 1)
    assert err.startswith(b"stopped: stopped after ")
    assert err.count(b"\n") == 1
    assert is_gone(started.pid)
    kept = times(folder)
    assert len(before) + 3 <= len(kept) < CHUNKS
    assert_same(stress(*case, **OPTIONS, folder=folder).frames, undisturbed)
    after = times(folder)
    assert len(after) == CHUNKS
    assert {path: after[path] for path in kept} == kept


def test_replications_that_fail(
    case: tuple[Plan, Model], undisturbed: StressResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are named with their weight, others of their stratum stand for them, and no other changes."""
    usual, known = Recourse.run, undisturbed["replications"]
    bad = known["replication"].gather([7, 8, 300]).to_list()

    def run(self: Recourse, realisation: Realisation) -> Outcome:
        if realisation.number in bad:
            realisation = replace(realisation, buys=change({(0, 1): -1.0}))
        return usual(self, realisation)

    monkeypatch.setattr(Recourse, "run", run)
    result = stress(*case, **OPTIONS)
    failures, rest = result["failures"], result["replications"]
    failed = known["replication"].is_in(bad)
    columns = ["engine", "replication", "stratum", "weight"]
    assert failures.select(columns).equals(known.filter(failed).select(columns))
    assert set(failures["problem"]) == {"Infeasible"}
    assert rest.equals(known.filter(~failed))
    whole, part = (frame["losses"]["expected"].item() for frame in (undisturbed, result))
    assert part == pytest.approx(whole, rel=0.05)
    assert part != whole
    assert result["exceedance"]["probability"].is_between(0.0, 1.0).all()
