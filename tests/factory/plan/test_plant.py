"""Plants from tables to a result."""

from __future__ import annotations

from threading import Event

import pytest

from reshore.errors import StoppedError, UsageError
from reshore.factory.plan.plant import plant


def test_the_rate_is_reached(pump_result):
    """The plant makes what it was made for, by Little's law with as many inside as it takes them time."""
    (product,) = pump_result["products"].iter_rows(named=True)
    assert pump_result.facts["reached"]
    assert product["throughput"] == pytest.approx(100.0, rel=0.01)
    gone = product["throughput"] + product["scrap"]
    assert product["inside"] == pytest.approx(gone * product["lead_mean"] / 168, rel=0.02)
    assert repr(pump_result).startswith("<Plant of test, base, pump at brno: ")


def test_means_are_met(pump_result):
    """Loads, people and power by means are those of the simulation."""
    planned = dict(pump_result["stations"].select("group", "load").iter_rows())
    simulated = dict(pump_result["shares"].select("group", "load").iter_rows())
    assert simulated == pytest.approx(planned, rel=0.04)
    need = dict(pump_result["limits"].select("resource", "need").iter_rows())
    assert pump_result["power"]["mean"].max() == pytest.approx(need["power"], rel=0.06)
    assert pump_result["power"]["mean"].min() == 5.5


def test_the_same_seed(pumps, pump_result):
    """The same seed gives the same frames, another one others."""
    again, other = (
        plant(pumps, "brno", "pump", "100/week", precision=0.02, most=8, seconds=120.0, seed=seed)
        for seed in (0, 1)
    )
    assert [name for name, frame in pump_result.frames.items() if not frame.equals(again[name])] == []
    assert not pump_result["products"].equals(other["products"])


def test_it_can_be_stopped(pumps):
    """Once cancelled, it stops."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        plant(pumps, "brno", "pump", "100/week", cancel=cancel)


def test_progress_is_told(pumps):
    """Each stage tells its replications; a value that changes nothing isn't simulated again."""
    told = []
    plant(
        *(pumps, "brno", "pump", "100/week"),
        sweep=["buildings:: cost: 0.05, 1"],
        precision=0.05,
        most=4,
        on_progress=lambda *said: told.append(said),
    )
    assert {stage for stage, *_ in told} == {"Plant", "cost of buildings = 1"}
    assert all(0 <= done <= count == 4 for _, done, count in told)


@pytest.mark.parametrize("option", [{"scenario": "none"}, {"sweep": ["nonsense"]}, {"release": "often"}])
def test_wrong_names(pumps, option):
    """Scenarios, sweeps and releases that there aren't are wrong usage."""
    with pytest.raises(UsageError):
        plant(pumps, "brno", "pump", "100/week", **option)
