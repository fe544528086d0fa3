"""Break-evens: two plants and a tariff, whose value at which the choice flips is known in closed form."""

from __future__ import annotations

from threading import Event

import pytest
from hypothesis import assume, given, settings
from tests.insight.rivals import DEMAND, NEAR_AND_FAR, VALUE, rivals

from reshore import design
from reshore.errors import StoppedError, UsageError
from reshore.insight.sensitivity.breakeven import break_evens
from reshore.insight.sensitivity.cells import cells
from reshore.insight.sensitivity.tornado import swings

TARIFF = "duties: layer = 'tariff_far': ad_valorem: 0, 1"
FLIP = (21 - 11) / VALUE
"""A unit from near costs 21, one from far 11 and the tariff on its value."""


def found(model, plan, texts, **words):
    """Return the break-evens of cells in words."""
    ends = swings(model, plan, cells(model, texts))
    return break_evens(model, plan, ends, **words)


@pytest.fixture(scope="module")
def model():
    """Return the model of a plant that is near and one that is far."""
    return NEAR_AND_FAR.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan: all from near, at a tariff of 0.3."""
    return design(model, gap=0.0, threads=1)


def test_the_tariff_at_which_the_choice_flips(model, plan):
    """The last interval holds it, is as narrow as asked for, and both orders are proven."""
    told = found(model, plan, [TARIFF])
    (row,) = told.breakevens.to_dicts()
    assert row["low"] < FLIP < row["high"]
    assert row["high"] - row["low"] <= 1 / 64
    assert (row["verdict"], row["tie_low"], row["tie_high"]) == ("firm", None, None)
    assert (row["below"], row["above"], row["opens"], row["closes"]) == (["far"], ["near"], ["near"], ["far"])
    assert row["below_objective"] == pytest.approx(1 + DEMAND * (11 + VALUE * row["low"]))
    assert row["above_objective"] == pytest.approx(1 + DEMAND * 21)
    assert (row["unit"], row["currency"]) == ("share", "USD")
    assert told.told == ()
    values = told.points["value"].to_list()
    assert values == sorted(values)
    assert {0.0, 0.3, 0.5, 1.0} <= set(values)


def test_an_interruption_gives_the_same(model, plan, tmp_path):
    """However often it is interrupted."""
    whole = found(model, plan, [TARIFF], tolerance=0.25)
    cancel, seen = Event(), []

    def stop(done, count, _):
        seen.append((done, count))
        if done == 2:
            cancel.set()

    ends = swings(model, plan, cells(model, [TARIFF]))
    words = {"tolerance": 0.25, "folder": tmp_path}
    with pytest.raises(StoppedError):
        break_evens(model, plan, ends, **words, on_progress=stop, cancel=cancel)
    assert seen[-1][0] == 2
    again = break_evens(model, plan, ends, **words)
    assert again.breakevens.equals(whole.breakevens)
    assert again.points.equals(whole.points)


def test_no_break_even_in_the_range(model, plan):
    """It is said, with the plans at both ends."""
    told = found(model, plan, ["duties: layer = 'tariff_far': ad_valorem: 0.4, 1"])
    (row,) = told.breakevens.to_dicts()
    assert (row["verdict"], row["low"], row["high"]) == ("none found", 0.4, 1.0)
    assert row["below"] == row["above"] == ["near"]
    assert told.told == (
        "ad_valorem of duties where layer = 'tariff_far': no break-even found from 0.4 to 1; "
        "sites near at both ends, at a cost of 211 and 211",
    )
    assert told.points["value"].to_list() == [0.4, 0.7, 1.0]


def test_a_gap_that_is_too_wide_is_not_firm(model):
    """Within a tenth of the cost neither is proven cheaper; the interval that is told holds the flip."""
    loose = design(model, gap=0.1, threads=1)
    told = found(model, loose, [TARIFF])
    rows = told.breakevens.to_dicts()
    assert {row["verdict"] for row in rows} <= {"firm", "not firm"}
    for row in rows:
        low, high = (
            (row["low"], row["high"]) if row["verdict"] == "firm" else (row["tie_low"], row["tie_high"])
        )
        assert low <= FLIP <= high


def test_a_tie_at_an_end_of_the_interval(model, plan):
    """At the break-even itself both cost the same: it is told up to where an order is proven."""
    told = found(model, plan, ["duties: layer = 'tariff_far': ad_valorem: 0.1, 0.3"], tolerance=0.25)
    (row,) = told.breakevens.to_dicts()
    assert row["verdict"] == "not firm"
    assert row["tie_low"] < FLIP < row["tie_high"]
    assert FLIP in (row["low"], row["high"])


def test_where_rules_can_not_be_kept(model, plan):
    """A limit at which no plan is left is a break-even with nothing on one side."""
    cap = {"rule": "cap", "activity": "short", "limit": 0}
    most = {"rule": "most", "activity": "make", "limit": 20}
    model = NEAR_AND_FAR.model(rules=[cap, most])
    told = found(model, plan, ["rules: rule = 'most': limit: 0, 20"])
    (row,) = told.breakevens.to_dicts()
    assert row["low"] < DEMAND <= row["high"]
    assert (row["verdict"], row["below"], row["above"]) == ("firm", None, ["near"])
    assert row["opens"] is None


def test_no_plan_in_time(model, plan):
    """Nothing is known of the cell, and that is told."""
    ends = swings(model, plan, cells(model, [TARIFF]), time_limit=0.0)
    told = break_evens(model, plan, ends, time_limit=0.0)
    assert told.breakevens["verdict"].to_list() == ["unknown"]
    assert told.told == (
        "ad_valorem of duties where layer = 'tariff_far': no plan was found in time at 0, 0.5, 1",
    )


def test_tolerances_that_make_no_sense(model, plan):
    """They are shares of the range."""
    ends = swings(model, plan, cells(model, [TARIFF]))
    with pytest.raises(UsageError, match="tolerance 0 is no share"):
        break_evens(model, plan, ends, tolerance=0.0)


@settings(max_examples=2)
@given(rivals())
def test_break_evens_of_wages_are_where_costs_cross(case):
    """On each side of every break-even the sites are those of the cheapest set there."""
    model = case.model()
    plan = design(model, gap=0.0, threads=1)
    assume(plan.objective < 10_000)
    first = next(iter(case.wage))
    told = found(model, plan, ["countries: country = 'AAA': labour_rate: 0, 40"], tolerance=1 / 4)
    assert told.breakevens.height
    for row in told.points.to_dicts():
        wage = {**case.wage, first: row["value"]}
        best = type(case)(wage, case.tariff, case.freight, case.fixed)
        assert row["objective"] == pytest.approx(best.best(), abs=1e-4)
        assert best.cost(row["used"]) == pytest.approx(best.best(), abs=1e-4)
