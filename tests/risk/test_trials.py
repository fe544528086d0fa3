"""Trials: losses of several operations, the same whoever works them out."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from polars.testing import assert_frame_equal
from tests.risk.engines import Drawn
from tests.risk.operations import drawn

from reshore.errors import StoppedError
from reshore.risk.ensemble import replicate
from reshore.risk.recourse import Recourse
from reshore.risk.trials import Trial, attempt

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

WEEKS = 5
ENGINE = partial(Recourse, weeks=WEEKS)
OPERATIONS = [drawn(seed) for seed in (2, 4)]
TRIALS = [
    Trial(OPERATIONS[0], Drawn(OPERATIONS[0], WEEKS, 25, bad=(3,)), ENGINE),
    Trial(OPERATIONS[1], Drawn(OPERATIONS[1], WEEKS, 7), ENGINE),
]


@pytest.fixture(scope="module")
def expected() -> list[pl.DataFrame]:
    """Return what each operation loses by itself."""
    alone = [replicate(trial.operation, trial.draws, trial.engine) for trial in TRIALS]
    return [result.replications.select("replication", "stratum", "weight", "loss") for result in alone]


def assert_same(found: list[pl.DataFrame], expected: list[pl.DataFrame]) -> None:
    """Compare the losses of each trial."""
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other, check_exact=True)


def test_losses_are_those_of_each_by_itself(expected: list[pl.DataFrame]) -> None:
    """In the order of the trials; what failed is left out; progress counts all replications."""
    told: list[tuple[int, int]] = []
    found = attempt(TRIALS, on_progress=lambda done, count, _: told.append((done, count)))
    assert_same(found, expected)
    assert 3 not in found[0]["replication"]
    assert told == [(0, 32), (20, 32), (25, 32), (32, 32)]


def test_gone_on_with_by_two_processes(expected: list[pl.DataFrame], tmp_path: Path) -> None:
    """Parts that are kept aren't worked out again, and give the same."""
    attempt(TRIALS, folder=tmp_path)
    (tmp_path / "part-000001.parquet").unlink()
    (tmp_path / "part-000002.parquet").unlink()
    assert_same(attempt(TRIALS, folder=tmp_path, workers=2), expected)


def test_stopped() -> None:
    """It says so."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        attempt(TRIALS, cancel=cancel)


def test_nothing_to_try() -> None:
    """Without trials there are no losses."""
    assert attempt([]) == []
