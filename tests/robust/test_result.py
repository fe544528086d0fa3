"""The result: figures, decisions beside those for one future, and what makes it whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reshore.robust.beside import beside


def test_figures(expected, regret):
    """What was minimised comes first, with its bound; what the futures cost follows."""
    told = dict(expected.summary().select("figure", "value").iter_rows())
    assert [*told][:4] == ["expected cost", "no decisions give less than", "gap", "search time"]
    costs = expected["futures"]["cost"]
    assert told["cost in the worst future"] == costs.max()
    assert told["cost in the best future"] == costs.min()
    assert told["CVaR at 0.9"] == pytest.approx(costs.max())
    assert told["sites opened"] == expected["decisions"].filter(change="opens").height
    assert "largest regret, at most" not in told
    assert regret.summary()["figure"][0] == "largest regret"
    assert replace(expected, options={**expected.options, "objective": "cvar"}).summary()["figure"][0] == (
        "0.5 x expected cost + 0.5 x CVaR at 0.9"
    )


def test_decisions_beside_those_for_one_future(expected, regret):
    """What the best plan of the base case does, and how likely the best plan does it at all."""
    assert beside(expected).columns == ["change", "site", "resource", "period", "amount"]
    told = beside(regret)
    for change, site, resource, period, amount, alone, likely in told.iter_rows():
        own = regret["own_decisions"].filter(change=change, site=site)
        assert likely == pytest.approx(
            sum(
                dict(regret["futures"].select("future", "probability").iter_rows())[name]
                for name in set(own["future"])
            )
        )
        assert alone == own.filter(future="base", period=period)["amount"].sum()
        mine = regret["decisions"].filter(change=change, site=site, period=period)
        assert amount == mine["amount"].sum()
        assert (resource == "line") == (change == "modules")


def test_in_one_line(expected):
    """Model, futures, how far the search went, and what it costs."""
    told = repr(expected)
    assert told.startswith("<Plan of test, 3 futures: optimal, expected ")
    assert expected.main is expected.plans["base"]


def test_a_plan_of_each_future_is_needed(expected):
    """Frames and plans that speak of other futures are no result."""
    with pytest.raises(ValueError, match="needs a plan of each future"):
        replace(expected, plans={"base": expected.main})
