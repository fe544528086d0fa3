"""Futures: from scenarios with probabilities, and what is no distribution."""

from __future__ import annotations

from math import fsum

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.robust.conftest import row, tables

from reshore.errors import DataError, UsageError
from reshore.robust.futures import CHANGES, Future, Futures

NONE = pl.DataFrame(schema=dict.fromkeys(CHANGES, pl.String))


def one(name, probability):
    return Future(name, probability, NONE)


def test_the_base_case_has_what_is_left(make):
    """Scenarios with a probability come after it, in their own order; the one without is no future."""
    futures = Futures.of_scenarios(make())
    assert futures.names == ("base", "surge", "tariff")
    assert [future.probability for future in futures] == pytest.approx([0.5, 0.3, 0.2])
    assert [future.changes.height for future in futures] == [0, 1, 1]
    assert len(futures) == 3


def test_nothing_is_left(make):
    """Probabilities of 1 in sum leave no base case."""
    rows = [row("a", "sites", "fixed_cost", "add", "1", probability=0.4)]
    rows += [row("b", "sites", "fixed_cost", "add", "2", probability=0.6)]
    assert Futures.of_scenarios(make(scenarios=rows)).names == ("a", "b")


def test_some_by_name(make):
    """Their probabilities are scaled to 1; the base case is in only if it is named."""
    futures = Futures.of_scenarios(make(), ["tariff", "surge"])
    assert futures.names == ("surge", "tariff")
    assert [future.probability for future in futures] == pytest.approx([0.6, 0.4])
    named = Futures.of_scenarios(make(), ["base", "surge"])
    assert [future.probability for future in named] == pytest.approx([0.5 / 0.8, 0.3 / 0.8])


@pytest.mark.parametrize(
    ("name", "message"),
    [("idle", "'idle' has no probability"), ("surges", "'surges' is not there; did you mean 'surge'")],
)
def test_a_name_that_is_no_future(make, name, message):
    """It has no probability, or there is no scenario of that name."""
    with pytest.raises(UsageError, match=message):
        Futures.of_scenarios(make(), [name])


def test_changes_are_made_in_their_order(make):
    """The rows of a future are those of its scenario, by order; the base case stays as it is."""
    rows = [row("a", "sites", "fixed_cost", "add", "10", order=2, probability=1, where="site = 'far'")]
    rows += [row("a", "sites", "fixed_cost", "multiply", "2", order=1, probability=1)]
    model = make(scenarios=rows)
    (future,) = Futures.of_scenarios(model)
    assert future.changes["order"].to_list() == [1, 2]
    assert future.model(model)["sites"]["fixed_cost"].to_list() == [610, 1000]
    assert one("base", 1.0).model(model) is model


def test_a_change_that_finds_nothing(make):
    """The fault names the future."""
    model = make(
        scenarios=[row("a", "sites", "fixed_cost", "add", "1", probability=1, where="site = 'moon'")]
    )
    (future,) = Futures.of_scenarios(model)
    with pytest.raises(DataError, match="future 'a', order 1, where: condition site = 'moon' matches no row"):
        future.model(model)


def test_probabilities_that_make_no_sense(make):
    """Above 1 in sum, different within a scenario, or of a scenario called base: all are told at once."""
    rows = [
        row("a", "sites", "fixed_cost", "add", "1", probability=0.7),
        row("a", "sites", "salvage", "add", "1", probability=0.6, order=2),
        row("base", "sites", "fixed_cost", "add", "1", probability=0.5),
    ]
    with pytest.raises(DataError) as caught:
        Futures.of_scenarios(make(scenarios=rows))
    problems = [str(fault) for fault in caught.value.faults]
    assert any("scenario 'a', probability: differs between its rows" in one for one in problems)
    assert any("probabilities add up to 1.2, above 1" in one for one in problems)
    assert any("'base' is the name of the base case" in one for one in problems)


def test_no_scenario_has_a_probability(make):
    """There is nothing to plan for."""
    with pytest.raises(UsageError, match="no scenario has a probability"):
        Futures.of_scenarios(make(scenarios=tables()["scenarios"][2:]))


@pytest.mark.parametrize(
    ("futures", "message"),
    [
        ((), "there are no futures"),
        ((one("a", 0.5), one("a", 0.5)), "two futures are called 'a'"),
        ((one("a", 0.5), one("b", 0.4)), "add up to 0.9"),
        ((one("a", 1.5), one("b", -0.5)), "future 'a' has the probability 1.5"),
        ((one("a", 1.0), one("b", 0.0)), "future 'b' has the probability 0"),
    ],
)
def test_no_distribution(futures, message):
    """None at all, two of one name, or probabilities that aren't those of a distribution."""
    with pytest.raises(UsageError, match=message):
        Futures(futures)


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6))
def test_probabilities_add_up(shares):
    """Scenarios of any probabilities up to 1 in sum, with the base case, are a distribution."""
    from tests.conftest import build_model

    total = max(1.0, fsum(shares))
    rows = [
        row(f"s{number}", "sites", "fixed_cost", "add", "1", probability=share / total)
        for number, share in enumerate(shares)
    ]
    futures = Futures.of_scenarios(build_model(**(tables() | {"scenarios": rows})))
    assert fsum(future.probability for future in futures) == pytest.approx(1.0)
    assert ("base" in futures.names) == (fsum(shares) < 1 - 1e-9)
