"""Sites start and stop: candidates once, for good, no earlier than they can."""

from __future__ import annotations

import pytest


def candidate(**more):
    return [{"site": "plant", "status": "candidate", **more}]


@pytest.mark.parametrize(
    ("first", "served"),
    [
        ({}, [100, 100, 100]),
        ({"months_to_open": 6}, [0, 100, 100]),
        ({"months_to_open": 7}, [0, 0, 100]),
        ({"first_period": "p3"}, [0, 0, 100]),
        ({"months_to_open": 6, "first_period": "p3"}, [0, 0, 100]),
        ({"months_to_open": 30}, [0, 0, 0]),
    ],
)
def test_a_candidate_opens_no_earlier_than_it_can(small, solve, first, served):
    """Periods start after 0, 6 and 12 months."""
    solved = solve(small((6, 6, 12), sites=candidate(**first)))
    assert solved.units("service", "served") == pytest.approx(served)
    assert solved.units("sites", "started") == [
        float(now > before) for before, now in zip([0, *served], served, strict=False)
    ]


def test_a_site_that_stops_stays_closed(small, solve):
    """No demand in p2 and fixed cost 900 a year: open is worth 5000 in p1 and p3, so the site runs on.

    With demand 10 in p3 (worth 500) it stops in p2 and stays so.
    """
    asked = [
        {"market": "us", "product": "good", "quantity": quantity, "period": period, "shortage_cost": 50}
        for period, quantity in (("p1", 100), ("p2", 0), ("p3", 100))
    ]
    sites = [{"site": "plant", "fixed_cost": 900, "closing_cost": 0}]
    solved = solve(small((12, 12, 12), sites=sites, demands=asked))
    assert solved.units("sites", "open") == [1, 1, 1]
    asked[2]["quantity"] = 10
    solved = solve(small((12, 12, 12), sites=sites, demands=asked))
    assert solved.units("sites", "open") == [1, 0, 0]
    assert solved.units("sites", "stopped") == [0, 1, 0]
    assert solved.objective == pytest.approx(900 + 500)


def test_a_site_without_closing_cost_runs_on(small, solve):
    """Fixed cost 9000 a year against 5000 of shortage, and no way out."""
    solved = solve(small(sites=[{"site": "plant", "fixed_cost": 9000}]))
    assert solved.objective == pytest.approx(9000)


def test_no_site_starts_and_stops_in_one_period_for_its_salvage(small, solve):
    """A salvage of 700 doesn't pay for a year at 900; nobody gets it without having run."""
    solved = solve(
        small(
            (12, 12, 12),
            sites=[{"site": "plant"}, *candidate(site="other", fixed_cost=900, closing_cost=0, salvage=700)],
        )
    )
    assert solved.objective == pytest.approx(0)
    assert solved.units("sites", "started", site="other") == [0, 0, 0]


def test_a_candidate_may_run_a_while(small, solve):
    """A salvage of 1000 pays for a year at 900, once: start in p1, stop in p2."""
    solved = solve(
        small(
            (12, 12, 12),
            sites=[{"site": "plant"}, *candidate(site="other", fixed_cost=900, closing_cost=0, salvage=1000)],
        )
    )
    assert solved.objective == pytest.approx(-100)
    assert sum(solved.units("sites", "started", site="other")) == 1
    assert sum(solved.units("sites", "stopped", site="other")) == 1
