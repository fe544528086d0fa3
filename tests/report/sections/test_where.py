"""The map's option: a point a site and market in the right place, lanes by flow, countries by share."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from reshore.report.map_lanes import arrow_head
from reshore.report.map_places import LARGEST, SMALLEST
from reshore.report.network import network
from reshore.report.sections import where
from reshore.report.view import View


@pytest.fixture(scope="module")
def option(view):
    return where.section(view).charts[0].option


def series(option, name, kind):
    return next(one for one in option["series"] if one["name"] == name and one["type"] == kind)


def test_each_site_once_by_its_fate(option, plan):
    """Each site is a point of the series of its fate, and of no other."""
    shown = {
        one["name"]: [item["name"] for item in one["data"]] for one in option["series"] if "label" in one
    }

    assert sorted(shown["Site opens"]) == ["Guadalajara", "Houston"]
    assert shown["Site closes"] == ["Shenzhen"]
    assert shown["Site not opened"] == ["Chennai"]
    assert sum(map(len, shown.values())) == plan["sites"]["site"].n_unique()


def test_sizes_follow_value_added(option, view):
    """The more value a site adds, the larger it is."""
    runs = series(option, "Site runs throughout", "scatter")["data"]
    sizes = {item["name"]: item["symbolSize"] for item in runs}

    assert sizes["Hsinchu"] == LARGEST
    assert sizes["TSMC Tainan"] == SMALLEST
    assert sizes["Hsinchu"] > sizes["Ciudad Juárez"] > sizes["Pardubice"] > sizes["TSMC Tainan"]


def test_lanes_to_markets_and_between_sites(option, view):
    """Lanes are lines in map coordinates, with one head each."""
    net = network(view.plan, view.model)
    drawn = series(option, "To markets", "lines")["data"]
    widest = max(drawn, key=lambda line: line["lineStyle"]["width"])
    largest = next(lane for lane in net.lanes if lane.destination in {"us", "fr", "jp"})

    assert widest["coords"] in net.lines(largest)
    assert len(series(option, "Between sites", "scatter")["data"]) == sum(
        lane.destination not in {"us", "fr", "jp"} for lane in net.lanes
    )
    assert "t over the horizon" in widest["tooltip"]["formatter"]


def test_heads_point_along_their_lane():
    """An arrow head is turned as its line runs."""
    east = arrow_head([[0, 0], [10, 0], [20, 0]], 0.5)
    north = arrow_head([[0, 0], [0, 10], [0, 20]], 0.5)

    assert (east["symbolRotate"], north["symbolRotate"]) == (-90, 0)


def test_countries_with_value_added_are_shaded(option, view):
    """Countries that add value are darker the more they add."""
    regions = {region["name"]: region["itemStyle"]["areaColor"] for region in option["geo"]["regions"]}
    known = {feature["properties"]["name"] for feature in where.section(view).charts[0].map["features"]}

    assert regions.keys() == {"MEX", "USA", "TWN", "CHN", "CZE"}
    assert regions.keys() <= known
    assert int(regions["TWN"][1:3], 16) < int(regions["CZE"][1:3], 16)


def test_moments_have_a_value_for_each_period(option, view):
    """Whatever changes with the slider lists one value for each period, whose names the slider has."""
    items = [item for one in option["series"] for item in one["data"]] + option["geo"]["regions"]
    lists = [values for item in items for values in item.get("at", {}).values()]

    assert option["moments"] == ["Whole horizon", *view.periods]
    assert {len(values) for values in lists} == {len(view.periods)}


def test_sites_are_there_from_opening_to_closing(option, view):
    """A site has a size in the periods in which it runs, and none in the others."""
    opens = next(one for one in series(option, "Site opens", "scatter")["data"] if one["name"] == "Houston")
    closes = series(option, "Site closes", "scatter")["data"][0]
    first, last = view.periods.index("2026Q1"), view.periods.index("2027")

    assert [bool(size) for size in opens["at"]["symbolSize"]] == [i >= first for i in range(11)]
    assert [bool(size) for size in closes["at"]["symbolSize"]] == [i < last for i in range(11)]
    assert "in 2026Q1" in opens["at"]["told"][first]


def test_a_lane_is_as_wide_as_its_flow_by_the_month(option, view):
    """A quarter and a year with the same flow by the month have the same width."""
    net = network(view.plan, view.model)
    months = view.months
    lane = net.lanes[0]
    line = next(
        item
        for one in option["series"]
        if one["type"] == "lines"
        for item in one["data"]
        if item["coords"] in net.lines(lane)
    )
    rates = [flow / long for flow, long in zip(lane.flows, months, strict=True)]
    widths = line["at"]["width"]

    assert sum(lane.flows) == pytest.approx(lane.flow)
    assert max(range(11), key=widths.__getitem__) == max(range(11), key=rates.__getitem__)
    assert sorted(range(11), key=widths.__getitem__) == sorted(range(11), key=rates.__getitem__)


def test_countries_change_their_share(option, view):
    """A country that adds nothing in a period looks like any other then."""
    china = next(one for one in option["geo"]["regions"] if one["name"] == "CHN")
    at = china["at"]

    assert at["areaColor"][0] != at["areaColor"][-1] == where.LAND
    assert at["told"][-1] == "no value added in 2028"


def test_the_slider_starts_with_the_whole_horizon(view):
    """The slider has a place for each period after that of the horizon, where it stands."""
    body = where.section(view).body

    assert '<label for="map-world-moment">Period</label>' in body
    assert 'max="11" value="0"' in body
    assert 'aria-valuetext="Whole horizon"' in body


def test_one_period_needs_no_slider(make_plan, plan, model):
    """Where the horizon is one period, the map has nothing to slide through."""
    frames = {
        name: frame.filter(pl.col("period") == "2024Q4") if "period" in frame.columns else frame
        for name, frame in plan.frames.items()
    }
    section = where.section(View.of(make_plan(frames=frames), model))

    assert 'type="range"' not in section.body
    assert "slider" not in section.body


def test_only_the_largest_lanes_are_drawn_and_that_is_said(view, monkeypatch):
    """Of many lanes the largest are drawn, and the page says so."""
    monkeypatch.setattr(where, "MOST_LANES", 3)
    section = where.section(view)
    lines = [one for one in section.charts[0].option["series"] if one["type"] == "lines"]

    assert "The 3 largest of" in section.body
    assert sum(len(one["data"]) for one in lines) >= 3
    assert np.isclose(max(item["lineStyle"]["width"] for one in lines for item in one["data"]), 6.0)
