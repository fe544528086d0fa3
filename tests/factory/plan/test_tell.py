"""What a fitted plant tells in its frames."""

from __future__ import annotations

import pytest

from reshore.factory.plan.frames import SHARES


def test_stations_and_tasks(pump_result):
    """Each task is at a station of its kind, with its visits and what a unit takes of one station."""
    tasks = pump_result["tasks"].rows_by_key("task", named=True, unique=True)
    assert {task: row["group"] for task, row in tasks.items()} == {
        "assemble": "pump/assemble",
        "test": "pump/test",
        "pack": "pump/pack",
    }
    assert tasks["test"]["visits"] == pytest.approx(1.11 / 0.999)
    stations = pump_result["stations"]
    assert stations["group"].to_list() == ["pump/assemble", "pump/test", "pump/pack"]
    assert stations["cost"].to_list() == [20.0, 200.0, 20.0]


def test_shares_sum_to_one(pump_result):
    """The time of servers goes somewhere."""
    assert pump_result["shares"].select(SHARES).sum_horizontal().to_list() == pytest.approx([1.0] * 3)


def test_limits_and_changes(pump_result):
    """A plant that reaches its rate lacks nothing, and what has a limit has room."""
    (change,) = pump_result["changes"].iter_rows(named=True)
    assert (change["lack"], change["place"], change["change"]) == (None, None, None)
    limits = pump_result["limits"].rows_by_key("resource", named=True, unique=True)
    assert limits["power"]["room"] == pytest.approx(400.0 - limits["power"]["need"])
    assert limits["people"]["have"] is None


def test_pools(pump_result):
    """People have heads and a payroll, power has neither."""
    pools = pump_result["pools"].rows_by_key("pool", named=True, unique=True)
    assert (pools["operators"]["heads"], pools["operators"]["hours"]) == (4, 300.0)
    assert (pools["power"]["heads"], pools["power"]["payroll"]) == (None, None)
