"""Hours used are hours there: installed, ramped up since the site's start, and added."""

from __future__ import annotations

import pytest


def process(**more):
    return [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 2, **more}]


def line(**more):
    return [{"site": "plant", "installed": 3, "hours_per_year": 20, **more}]


def test_hours_are_those_of_the_period(small, solve):
    """3 units x 20 hours a year: 60 hours a year, 15 in a quarter, at 2 hours each."""
    solved = solve(small((12, 3), processes=process(), resources=line()))
    assert solved.units("service", "served") == pytest.approx([30, 7.5])


def test_scrap_and_rework_take_hours(small, solve):
    """Gross 1 / 0.8, each worked 1.5 times: 3.75 hours a good unit, so 60 hours give 16."""
    solved = solve(small(processes=process(scrap="0.2", rework="0.5"), resources=line()))
    assert solved.units("service", "served") == pytest.approx([16])
    assert solved.units("capacity", "hours_used") == pytest.approx([60])


def test_candidates_ramp_up_from_their_start(small, solve):
    """Ramp 0 to 1 over 12 months, half-years: it starts in p2, at 0.25 on average, then at 0.75, then full.

    30 hours in half a year with 3 units: 7.5, 22.5 and 30 hours.
    """
    sites = [{"site": "plant", "status": "candidate", "first_period": "p2"}]
    solved = solve(small((6, 6, 6, 6), sites=sites, processes=process(), resources=line(ramp="0:0 12:1")))
    assert solved.units("capacity", "hours_available") == pytest.approx([0, 7.5, 22.5, 30])
    assert solved.units("service", "served") == pytest.approx([0, 3.75, 11.25, 15])


def test_an_open_site_has_no_ramp(small, solve):
    """What is installed at a site of status open is there from the first day."""
    solved = solve(small(processes=process(), resources=line(ramp="0:0 12:1")))
    assert solved.units("capacity", "hours_available") == pytest.approx([60])


def test_a_process_without_resource_knows_no_hours(small, solve):
    """All 100 are made, though the line would do for 30."""
    solved = solve(small(processes=process(resource=None), resources=line()))
    assert solved.units("service", "served") == pytest.approx([100])


def test_two_processes_share_a_resource(small, solve):
    """60 hours: the one that takes 1 hour makes them all."""
    processes = [*process(process="slow"), *process(process="fast", hours_per_unit=1, variant="other")]
    solved = solve(small(processes=processes, resources=line()))
    assert solved.units("production", process="fast") == pytest.approx([60])
    assert solved.units("production", process="slow") == pytest.approx([0])


def test_capacity_may_change_over_time(small, solve):
    """Units installed go from 3 to 5 in p2: 60 and 100 hours."""
    series = [{"table": "resources", "key": "plant/line", "column": "installed", "period": "p2", "value": 5}]
    solved = solve(small((12, 12), processes=process(), resources=line(), series=series))
    assert solved.units("service", "served") == pytest.approx([30, 50])
