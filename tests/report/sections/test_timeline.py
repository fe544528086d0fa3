"""The timeline has a bar for the time a site runs and a diamond for each order of capacity."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reshore.report.sections.timeline import section


def day(year, month):
    return datetime(year, month, 1, tzinfo=UTC).timestamp() * 1000


@pytest.fixture(scope="module")
def option(view):
    return section(view).charts[0].option


def test_bars_span_the_time_a_site_runs(option):
    names = option["yAxis"]["data"]
    bars = {
        names[item["value"][0]]: item["value"][1:]
        for series in option["series"]
        if series["type"] == "custom"
        for item in series["data"]
    }

    assert bars["Guadalajara"] == [day(2025, 7), day(2029, 1)]
    assert bars["Shenzhen"] == [day(2024, 10), day(2027, 1)]
    assert bars["Hsinchu"] == [day(2024, 10), day(2029, 1)]
    assert bars.keys() == set(names)


def test_sites_that_neither_make_nor_change_are_left_out(option):
    assert not {"TSMC Tainan", "Chennai"} & set(option["yAxis"]["data"])


def test_diamonds_are_orders(option):
    names = option["yAxis"]["data"]
    orders = {
        (names[item["value"][1]], item["value"][0]): item["label"]["formatter"]
        for item in option["series"][-1]["data"]
    }

    assert orders == {
        ("Guadalajara", day(2025, 7)): "+2",
        ("Houston", day(2026, 1)): "+2",
        ("Ciudad Juárez", day(2026, 4)): "+3",
    }


def test_events_are_in_the_order_of_time(view):
    body = section(view).body

    assert body.index("2025Q3</th>") < body.index("2026Q1</th>") < body.index("2027</th>")
    assert "3 modules of rack line" in body
