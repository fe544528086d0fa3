"""The map's option: a point a site and market in the right place, lanes by flow, countries by share."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.report.network import network
from reshore.report.sections import where


@pytest.fixture(scope="module")
def option(view):
    return where.section(view).charts[0].option


def series(option, name, kind):
    return next(one for one in option["series"] if one["name"] == name and one["type"] == kind)


def test_each_site_once_by_its_fate(option, plan):
    shown = {
        one["name"]: [item["name"] for item in one["data"]] for one in option["series"] if "label" in one
    }

    assert sorted(shown["Site opens"]) == ["Guadalajara", "Houston"]
    assert shown["Site closes"] == ["Shenzhen"]
    assert shown["Site not opened"] == ["Chennai"]
    assert sum(map(len, shown.values())) == plan["sites"]["site"].n_unique()


def test_sizes_follow_value_added(option, view):
    runs = series(option, "Site runs throughout", "scatter")["data"]
    sizes = {item["name"]: item["symbolSize"] for item in runs}

    assert sizes["Hsinchu"] == where.LARGEST
    assert sizes["TSMC Tainan"] == where.SMALLEST
    assert sizes["Hsinchu"] > sizes["Ciudad Juárez"] > sizes["Pardubice"] > sizes["TSMC Tainan"]


def test_lanes_to_markets_and_between_sites(option, view):
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
    east = where.arrow_head([[0, 0], [10, 0], [20, 0]], 0.5, {})
    north = where.arrow_head([[0, 0], [0, 10], [0, 20]], 0.5, {})

    assert (east["symbolRotate"], north["symbolRotate"]) == (-90, 0)


def test_countries_with_value_added_are_shaded(option, view):
    regions = {region["name"]: region["itemStyle"]["areaColor"] for region in option["geo"]["regions"]}
    known = {feature["properties"]["name"] for feature in where.section(view).charts[0].map["features"]}

    assert regions.keys() == {"MEX", "USA", "TWN", "CHN", "CZE"}
    assert regions.keys() <= known
    assert int(regions["TWN"][1:3], 16) < int(regions["CZE"][1:3], 16)


def test_only_the_largest_lanes_are_drawn_and_that_is_said(view, monkeypatch):
    monkeypatch.setattr(where, "MOST_LANES", 3)
    section = where.section(view)
    lines = [one for one in section.charts[0].option["series"] if one["type"] == "lines"]

    assert "The 3 largest of" in section.body
    assert sum(len(one["data"]) for one in lines) >= 3
    assert np.isclose(max(item["lineStyle"]["width"] for one in lines for item in one["data"]), 6.0)
