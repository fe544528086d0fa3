"""Investments of a plan: whole, where and when they come into service."""

from __future__ import annotations

import pytest


def test_openings_and_modules_are_listed_at_their_full_cost(small, solve):
    """A site of 500 opens with the second year, and two modules of 30 serve from then on: 500 and 60."""
    solved = solve(
        small(
            (12, 12),
            sites=[{"site": "c", "status": "candidate", "opening_cost": 500, "first_period": "p2"}],
            processes=[{"site": "c", "product": "good", "resource": "line", "hours_per_unit": 1}],
            resources=[
                {
                    **{"site": "c", "resource": "line", "hours_per_year": 10},
                    **{"module_size": 1, "module_cost": 30, "maximum": 5},
                }
            ],
            lanes=[{"origin": "c", "destination": "us"}],
            demands=[{"market": "us", "product": "good", "quantity": 20, "shortage_cost": 1000}],
        )
    )
    rows = solved.frames["investments"].drop("country").rows()
    assert [row[:-1] for row in rows] == [("module", "c", "line", "p2"), ("site_opening", "c", None, "p2")]
    assert [row[-1] for row in rows] == pytest.approx([60, 500])
