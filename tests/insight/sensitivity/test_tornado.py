"""The ends of cells beside the run's plan, the widest first."""

from __future__ import annotations

from math import inf

import pytest
from tests.insight.rivals import NEAR_AND_FAR

from reshore import design
from reshore.insight.sensitivity.cells import cells
from reshore.insight.sensitivity.tornado import swings


def test_solved_by_hand(tmp_path):
    """Without the tariff all comes from far; near's freight and leave to miss orders change no site."""
    model = NEAR_AND_FAR.model(rules=[{"rule": "all", "activity": "short", "limit": 0}])
    plan = design(model, gap=0.0, threads=1)
    asked = cells(
        model,
        [
            "duties: layer = 'tariff_far': ad_valorem: 0, 1",
            "lanes: lane = 'near': cost_per_unit: x0.5, x6",
            "rules: rule = 'all': limit: 0, 1",
        ],
    )
    found = swings(model, plan, asked, folder=tmp_path)
    assert found.cells == asked
    tornado = found.tornado
    assert tornado["cell"].to_list() == [asked[at].name for at in (0, 0, 1, 1, 2, 2)]
    assert tornado["end"].to_list() == ["low", "high"] * 3
    assert tornado["value"].to_list() == [0.0, 1.0, 0.5, 6.0, 0.0, 1.0]
    assert tornado["objective"].to_list() == pytest.approx([111, 211, 206, 261, 211, 211])
    assert tornado["low"].to_list() == pytest.approx([-100, 0, -5, 50, 0, 0])
    assert tornado["high"].to_list() == pytest.approx([-100, 0, -5, 50, 0, 0])
    assert tornado["tie"].to_list() == [False, True, False, False, True, True]
    assert tornado["added"].to_list()[0] == ["far"]
    assert tornado["dropped"].to_list()[0] == ["near"]
    assert tornado["unit"].to_list()[::2] == ["share", "factor", ""]
    assert found.designs.height == 6
    assert (tmp_path / "tornado").is_dir()


def test_an_end_without_a_plan_is_the_widest():
    """It comes first, and has nothing to tell of sites."""
    model = NEAR_AND_FAR.model(
        rules=[
            {"rule": "all", "activity": "short", "limit": 0},
            {"rule": "most", "activity": "make", "limit": 20},
        ]
    )
    plan = design(model, gap=0.0, threads=1)
    asked = cells(model, ["duties:: ad_valorem: 0, 1", "rules: rule = 'most': limit: 5, 20"])
    tornado = swings(model, plan, asked).tornado
    assert tornado["status"].to_list()[:2] == ["infeasible", "optimal"]
    assert tornado["objective"][0] == inf
    assert tornado["used"][0] is None
