"""A site that stops pays what is still due of its investments after the horizon."""

from __future__ import annotations

import pytest

ONCE = {"market": "us", "product": "good", "quantity": 100, "period": "p1", "shortage_cost": 50}


def test_closing_writes_off_what_is_due_of_the_opening(small, solve):
    """400 over 4 years is 100 a year; 2 years are charged, 2 x 100 written off.

    Closed in p2 it pays 100 + 100 + 200 + 5 instead of 100 + 100 + 900 to run on without demand.
    """
    sites = [
        {"site": "plant", "status": "candidate", "opening_cost": 400, "asset_life": 4, "closing_cost": 5}
    ]
    series = [{"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 900}]
    solved = solve(small((12, 12), sites=sites, series=series, demands=[ONCE]))
    assert solved.cost("site_opening") == pytest.approx([100, 100])
    assert solved.cost("write_off") == pytest.approx([0, 200])
    assert solved.objective == pytest.approx(100 + 100 + 200 + 5)


def test_what_is_due_is_worth_its_annuities(small, solve):
    """With interest of 10 %: what is due after two of four years is the present value of two payments.

    1000 over 4 years: a = 1000 x 0.1 / (1 - 1.1^-4) = 315.47; at the horizon 2 more are worth
    a (1 - 1.1^-2) / 0.1 = 547.51, at the start 547.51 / 1.21 = 452.49.
    """
    sites = [
        {"site": "plant", "status": "candidate", "opening_cost": 1000, "asset_life": 4, "closing_cost": 0}
    ]
    series = [{"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 9000}]
    solved = solve(
        small((12, 12), settings={"discount_rate": 0.1}, sites=sites, series=series, demands=[ONCE])
    )
    line = solved.frames["costs"].filter(cost="write_off")
    assert line["amount"].to_list() == pytest.approx([547.51], rel=1e-4)
    assert line["present_value"].to_list() == pytest.approx([452.49], rel=1e-4)
    assert line["period"].to_list() == ["p2"]


def test_closing_writes_off_modules(small, solve):
    """2 modules of 30 over 3 years: 20 a year in p1 and p2, 20 after the horizon."""
    series = [{"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 900}]
    solved = solve(
        small(
            (12, 12),
            sites=[{"site": "plant", "closing_cost": 5}],
            series=series,
            processes=[{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}],
            resources=[
                {"site": "plant", "module_size": 50, "maximum": 100, "module_cost": 30, "asset_life": 3}
            ],
            demands=[ONCE],
        )
    )
    assert solved.cost("module") == pytest.approx([20, 20])
    assert solved.cost("write_off") == pytest.approx([0, 20])


def test_a_site_that_runs_on_writes_off_nothing(small, solve):
    """Without a stop the annuities after the horizon are not paid."""
    sites = [
        {"site": "plant", "status": "candidate", "opening_cost": 400, "asset_life": 4, "closing_cost": 5}
    ]
    solved = solve(small((12, 12), sites=sites))
    assert solved.objective == pytest.approx(200)


def test_an_asset_that_is_paid_off_leaves_nothing(small, solve):
    """A life of one year is over at the horizon: closing in p2 writes off nothing."""
    sites = [
        {"site": "plant", "status": "candidate", "opening_cost": 400, "asset_life": 1, "closing_cost": 5}
    ]
    series = [{"table": "sites", "key": "plant", "column": "fixed_cost", "period": "p2", "value": 900}]
    solved = solve(small((12, 12), sites=sites, series=series, demands=[ONCE]))
    assert solved.objective == pytest.approx(405)
