"""Modules: whole ones, up to the maximum, while the site is open; keeping them costs."""

from __future__ import annotations

import pytest

PROCESS = [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}]


def line(**more):
    return [{"site": "plant", "installed": 10, "module_size": 30, "maximum": 79, "asset_life": 10, **more}]


def test_modules_are_whole_and_at_most_the_maximum(small, solve):
    """From 10 to 79 by 30 each: two modules, 70 units, 30 short."""
    solved = solve(small(processes=PROCESS, resources=line(module_cost=100)))
    assert solved.units("capacity", "modules_ordered") == [2]
    assert solved.units("service", "served") == pytest.approx([70])
    assert solved.cost("module") == pytest.approx([2 * 100 / 10])


def test_without_a_maximum_nothing_is_added(small, solve):
    """Empty means that nothing can be added."""
    solved = solve(small(processes=PROCESS, resources=line(maximum=None)))
    assert solved.units("service", "served") == pytest.approx([10])


def test_modules_serve_when_they_are_installed(small, solve):
    """7 months to install: none in p1 (0) and p2 (6), all in p3 (12)."""
    solved = solve(small((6, 6, 12), processes=PROCESS, resources=line(months_to_install=7)))
    assert solved.units("capacity", "modules_ordered") == [0, 0, 2]
    assert solved.units("service", "served") == pytest.approx([5, 5, 70])


def test_modules_ramp_and_die(small, solve):
    """Ramp 0.5 in the first year; life 1.5 years: 0.5, then 1 for half of the second year.

    10 installed and two modules of 30: 10 + 30 and 10 + 60 x 0.5 = 40, and 10 in the third year.
    """
    solved = solve(
        small(
            (12, 12, 12),
            processes=PROCESS,
            resources=line(ramp="0:0 12:1 13:1", asset_life=1.5, module_cost=1),
        )
    )
    ordered = solved.units("capacity", "modules_ordered")
    assert sum(ordered) == 2
    assert solved.units("capacity", "units_in_service")[0] == pytest.approx(10 + ordered[0] * 15)
    first = solve(
        small(
            (12, 12), processes=PROCESS, resources=line(ramp="0:0 12:1 13:1", asset_life=1.5, module_cost=1)
        )
    )
    assert first.units("capacity", "modules_ordered") == [2, 0]
    assert first.units("capacity", "units_in_service") == pytest.approx([40, 40])


def test_keeping_modules_costs_by_their_life(small, solve):
    """Life 1.5 years: two modules are kept for 1 and 0.5 years at 20 a year."""
    solved = solve(
        small(
            (12, 12),
            processes=PROCESS,
            resources=line(asset_life=1.5, module_fixed_cost=20, months_to_install=0),
            demands=[
                {"market": "us", "product": "good", "quantity": 70, "period": "p1", "shortage_cost": 50},
                {"market": "us", "product": "good", "quantity": 40, "period": "p2", "shortage_cost": 50},
            ],
        )
    )
    assert solved.units("capacity", "modules_ordered") == [2, 0]
    assert solved.cost("module_fixed") == pytest.approx([40, 20])


def test_a_closed_site_keeps_no_modules(small, solve):
    """Two modules in p1 at 20 a year each; the site closes in p2, where nothing is asked for."""
    asked = {"market": "us", "product": "good", "quantity": 70, "period": "p1", "shortage_cost": 50}
    solved = solve(
        small(
            (12, 12),
            sites=[{"site": "plant", "closing_cost": 3}],
            processes=PROCESS,
            resources=line(module_fixed_cost=20),
            demands=[asked],
        )
    )
    assert solved.cost("module_fixed") == pytest.approx([40, 0])
    assert solved.cost("site_closing") == pytest.approx([0, 3])


def test_no_module_is_ordered_for_a_site_that_is_closed(small, solve):
    """A candidate of 0 installed that opens in p2 gets its modules then."""
    solved = solve(
        small(
            (12, 12),
            sites=[{"site": "plant", "status": "candidate", "first_period": "p2"}],
            processes=PROCESS,
            resources=line(installed=0),
        )
    )
    assert solved.units("capacity", "modules_ordered") == [0, 2]
    assert solved.units("service", "served") == pytest.approx([0, 60])
