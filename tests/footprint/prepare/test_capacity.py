"""Resources over time: hours, orders of modules, and units in service by age."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def capacity(small, months, sites=({"site": "plant"},), **resource):
    rows = [{"site": "plant", "resource": "line", "hours_per_year": 100, **resource}]
    processes = [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}]
    return Network.of(small(months, sites=list(sites), resources=rows, processes=processes)).capacity


def test_hours_of_a_unit(small):
    """100 hours a year: 50 in half a year; with two modules of 3, 7 units can be there."""
    found = capacity(small, (6, 12), installed=1, module_size=3, maximum=9.5).resources
    assert found["hours"].to_list() == [50, 100]
    assert found["modules"].to_list() == [2, 2]
    assert found["most_hours"].to_list() == [350, 700]


def test_the_maximum_is_the_highest_over_the_periods(small):
    """Installed up to 2, at most up to 8: six modules of 1."""
    model = small(
        (12, 12),
        processes=[{"site": "plant", "product": "good", "resource": "line"}],
        resources=[{"site": "plant", "installed": 1, "maximum": 4}],
        series=[
            {"table": "resources", "key": "plant/line", "column": column, "period": "p2", "value": value}
            for column, value in (("installed", 2), ("maximum", 8))
        ],
    )
    assert Network.of(model).capacity.resources["modules"].to_list() == [6, 6]


def test_a_module_ramps_up_and_ages(small):
    """Size 2, ramp from 0 to 1 over a year, life 1.5 years, half-years: 0.25, 0.75, 1, then gone."""
    found = capacity(small, (6, 6, 6, 6), maximum=2, module_size=2, ramp="0:0 12:1", asset_life=1.5).service
    first = found.filter(period="p1")
    assert first["running"].to_list() == ["p1", "p2", "p3"]
    assert first["units"].to_list() == pytest.approx([0.5, 1.5, 2])
    last = found.filter(period="p4")
    assert last["units"].to_list() == pytest.approx([0.5])


def test_a_life_that_ends_within_a_period_counts_in_part(small):
    """A life of 1.5 years: all of the first year, half of the second."""
    found = capacity(small, (12, 12), maximum=1, asset_life=1.5).service.filter(period="p1")
    assert found["life"].to_list() == [1, 0.5]
    assert found["units"].to_list() == [1, 0.5]


def test_modules_are_charged_over_their_life(small):
    """90 over 1.5 years, from p1: 60 and 30; from p2: 60, and 30 are due at the horizon."""
    found = capacity(small, (12, 12), maximum=1, asset_life=1.5, module_cost=90)
    charged = {(period, booked): amount for _, _, period, booked, amount in found.charges.rows()}
    assert charged == pytest.approx({("p1", "p1"): 60, ("p1", "p2"): 30, ("p2", "p2"): 60})
    assert found.build["due"].to_list() == pytest.approx([0, 30])


def test_modules_come_no_earlier_than_the_site_and_their_installation(small):
    """The candidate can open in p2, the module needs 9 months: p3."""
    sites = [{"site": "plant", "status": "candidate", "first_period": "p2"}]
    assert capacity(small, (6, 6, 6), sites, maximum=1).build["period"].to_list() == ["p2", "p3"]
    late = capacity(small, (6, 6, 6), sites, maximum=1, months_to_install=9)
    assert late.build["period"].to_list() == ["p3"]


def test_what_is_installed_at_a_candidate_ramps_up(small):
    """2 units, ramp from 0 to 1 over a year: 0.5 and 1.5 in half-years, by the start."""
    sites = [{"site": "plant", "status": "candidate"}]
    found = capacity(small, (6, 6), sites, installed=2, ramp="0:0 12:1").ramp
    assert found.select("period", "running", "units").rows() == [
        ("p1", "p1", pytest.approx(0.5)),
        ("p1", "p2", pytest.approx(1.5)),
        ("p2", "p2", pytest.approx(0.5)),
    ]
