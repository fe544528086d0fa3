"""Ensembles: the same rows whoever works, failures told, faults survived."""

from __future__ import annotations

import resource
import signal
from dataclasses import fields
from functools import partial
from threading import Event

import numpy as np
import pytest
from polars.testing import assert_frame_equal
from tests.risk.engines import Deadly, Drawn
from tests.risk.operations import drawn, small
from tests.risk.realisations import realised

from reshore.errors import ReshoreError, StoppedError
from reshore.lp.resolve import Resolver
from reshore.risk import ensemble
from reshore.risk.ensemble import CHUNK, replicate
from reshore.risk.recourse import Recourse

WEEKS = 6
OPERATION = drawn(2)
ENGINE = partial(Recourse, weeks=WEEKS)
DRAWS = Drawn(OPERATION, WEEKS, 45, bad=(3, 22))


@pytest.fixture(scope="module")
def expected():
    return replicate(OPERATION, DRAWS, ENGINE)


def assert_same(found, expected):
    for field in fields(expected):
        assert_frame_equal(getattr(found, field.name), getattr(expected, field.name), check_exact=True)


def test_rows(expected):
    """Each replication has a row, a row a segment and week, and its events; each is what the engine says."""
    engine = ENGINE(OPERATION)
    rows = expected.replications
    assert rows["replication"].to_list() == [n for n in range(45) if n not in (3, 22)]
    outcome = engine.run(DRAWS.realisation(7))
    row = rows.filter(replication=7).row(0, named=True)
    assert row["cost"] == outcome.costs.total
    assert row["loss"] == engine.loss(outcome)
    assert row["events"] == 1
    assert row["units_lost"] == outcome.lost.sum()
    assert row["lost_value"] == pytest.approx(row["unmet"])
    assert (row["stratum"], row["weight"]) == (1, 0.5 / 44)
    service = expected.service.filter(replication=7)
    segments = sorted(set(OPERATION.demands["segment"]))
    assert service.select("segment", "week").rows() == [
        (name, week) for name in segments for week in range(WEEKS)
    ]
    for name in segments:
        these = (OPERATION.demands["segment"] == name).to_numpy()
        mine = service.filter(segment=name)
        assert mine["wanted"].to_list() == pytest.approx(outcome.wanted[these].sum(axis=0).tolist())
        assert mine["served"].to_list() == pytest.approx(outcome.served[these].sum(axis=0).tolist())
    assert expected.events.filter(replication=7).drop("replication").rows() == [
        (0, "storm", 7.0, 21.0, 0.5, 1)
    ]
    nothing = rows.filter(replication=0).row(0, named=True)
    assert (nothing["loss"], nothing["events"], nothing["recovery"]) == (0.0, 0, 0.0)


def test_failures_are_named_and_counted(expected):
    """A replication whose program fails stands among the failures, with its weight, and nowhere else."""
    assert expected.failures.select("replication", "stratum", "problem").rows() == [
        (3, 1, "Infeasible"),
        (22, 1, "Infeasible"),
    ]
    weights = expected.replications["weight"].sum() + expected.failures["weight"].sum()
    assert weights == pytest.approx(1.0)
    assert not set(expected.events["replication"]) & {3, 22}
    assert expected.replications["loss"].is_nan().sum() == 0


def test_two_workers_and_a_folder(expected, tmp_path):
    """Two processes and a folder give the rows of one process; going on from parts does, too."""
    assert_same(replicate(OPERATION, DRAWS, ENGINE, workers=2, folder=tmp_path), expected)
    (tmp_path / "part-000001.parquet").unlink()
    assert_same(replicate(OPERATION, DRAWS, ENGINE, folder=tmp_path), expected)


def test_dask(expected):
    """A Dask cluster gives the rows of one process."""
    distributed = pytest.importorskip("distributed", reason="Dask's distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=":0"
    ) as started:
        assert_same(replicate(OPERATION, DRAWS, ENGINE, cluster=started.scheduler_address), expected)


def test_a_worker_killed_in_mid_run(expected, tmp_path):
    """A replication whose process is killed is done by another."""
    engine = partial(Deadly, weeks=WEEKS, folder=tmp_path, times=1, number=25)
    assert_same(replicate(OPERATION, DRAWS, engine, workers=2), expected)
    assert len(list(tmp_path.iterdir())) == 1


def test_full_disk(expected, tmp_path, monkeypatch):
    """A full disk ends the run with what is finished kept, and it goes on from there."""
    folder = tmp_path / "parts"
    monkeypatch.setattr(ensemble, "CHUNK", 1)
    draws = Drawn(OPERATION, WEEKS, 3)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def fill_up(done, of, seconds):
        if done == 2:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))

    try:
        with pytest.raises(ReshoreError, match=r"part-000002.parquet can't be written: File too large"):
            replicate(OPERATION, draws, ENGINE, folder=folder, on_progress=fill_up)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert len(list(folder.glob("part-*.parquet"))) == 2
    assert replicate(OPERATION, draws, ENGINE, folder=folder).replications.height == 3


def test_ctrl_c(monkeypatch):
    """Ctrl-C while a program is solved ends the run, and no replication counts as failed for it."""
    usual = Resolver.run

    def stopped(self, changes, *, cancel=None, **options):
        if cancel is not None and changes.row_upper is not None:
            cancel.set()
        return usual(self, changes, cancel=cancel, **options)

    monkeypatch.setattr(Resolver, "run", stopped)
    with pytest.raises(StoppedError, match="stopped after 0 of 3 chunks"):
        replicate(OPERATION, DRAWS, ENGINE)


def test_progress_and_cancel():
    """Progress counts replications, and a run that is cancelled stops."""
    cancel, seen = Event(), []

    def on_progress(done, of, seconds):
        seen.append((done, of))
        if done >= CHUNK:
            cancel.set()

    with pytest.raises(StoppedError):
        replicate(OPERATION, DRAWS, ENGINE, on_progress=on_progress, cancel=cancel)
    assert seen == [(0, 45), (20, 45)]


class Given:
    """Replications as they are given."""

    def __init__(self, *realisations):
        self.realisations = realisations
        self.strata = np.zeros(len(realisations), np.int64)

    def __len__(self):
        return len(self.realisations)

    def realisation(self, number):
        return self.realisations[number]


def test_recovery():
    """Recovery runs from the first event's week to the last week of worse service, and is 0 without any."""
    operation, weeks = small(), 12
    shut = {(row, week): 0.0 for row in range(operation.moves.height) for week in range(2, 9)}
    events = [
        (0, "strike", 20.0, 43.0, 1.0, 8),
        (0, "fire", 20.0, 9.0, 1.0, 1),
        (1, "strike", 60.0, 1.0, 1.0, 8),
    ]
    draws = Given(
        realised(0, 0.25),
        realised(1, 0.25, events, moves=shut),
        realised(2, 0.25, events),
        realised(3, 0.25, moves=shut),
    )
    result = replicate(operation, draws, partial(Recourse, weeks=weeks))
    worse = result.service.filter((result.service["served"] < 0.99 * result.service["wanted"]), replication=1)
    weeks_until = worse["week"].max() + 1 - 2
    assert weeks_until > 3
    assert result.replications["recovery"].to_list() == [0.0, weeks_until, 0.0, 0.0]
    assert result.replications["events"].to_list() == [0, 2, 2, 0]
    assert result.events.height == 6
