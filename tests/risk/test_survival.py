"""Times to survive, against what is known of flexible networks and against the loss over time."""

from __future__ import annotations

from itertools import combinations
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import changed, drawn, small
from tests.risk.outages import each_site, flexible, nothing, part, sites

from reshore.errors import SolverError
from reshore.risk.shortfall import Shortfall
from reshore.risk.survival import NONE, Survival

DEDICATED = {n: [n] for n in range(6)}
CHAIN = {n: [n, (n + 1) % 6] for n in range(6)}
FULL = {n: list(range(6)) for n in range(6)}


def survival(operation):
    """The times to survive of an operation as its plan wants it."""
    return Survival(operation, operation.demands["rate"].to_numpy(), Event())


def shortfall(operation):
    """The loss of an operation, all units alike."""
    return Shortfall(
        operation, operation.demands["rate"].to_numpy(), np.ones(operation.demands.height), Event()
    )


def bisected(loss, outage, last=1e6):
    """The longest time without loss, by halving."""
    if loss.over(last, outage).sum() <= 1e-6:
        return np.inf
    first = 1e-9
    while last - first > 1e-7 * last:
        middle = (first + last) / 2
        first, last = (first, middle) if loss.over(middle, outage).sum() > 1e-7 else (middle, last)
    return last


@pytest.mark.parametrize(("makers", "weeks"), [(DEDICATED, 0.5), (CHAIN, 3.0), (FULL, 3.0)])
def test_the_system_of_six_plants(makers, weeks):
    """Simchi-Levi, Wang and Wei (2018): a chain of two lets all stocks stand in for one plant, as much as
    full flexibility does; with half a week of stock each, dedicated plants last half a week, those six times.
    """
    operation = flexible([1.0] * 6, [1.0] * 6, [0.5] * 6, makers)
    lasting = survival(operation)
    assert [lasting.weeks(sites(operation, f"P{n}")) for n in range(6)] == pytest.approx([weeks] * 6)
    assert lasting.undisrupted == np.inf


def closed_form(capacities, demands, stocks, makers, down):
    """The least, over all sets of products, of stock / (demand - capacity of the plants left to them)."""
    found = [np.inf]
    for size in range(1, len(demands) + 1):
        for products in combinations(range(len(demands)), size):
            plants = {plant for product in products for plant in makers[product]} - down
            missing = sum(demands[n] for n in products) - sum(capacities[n] for n in plants)
            if missing > 1e-9:
                found.append(sum(stocks[n] for n in products) / missing)
    return min(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_closed_form_of_flexible_networks(seed):
    """With any plants down, the time is that of the set of products that runs out first."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(2, 7))
    demands = chance.integers(1, 10, count).astype(float)
    capacities = demands + chance.integers(0, 4, count)
    stocks = chance.integers(0, 20, count).astype(float)
    makers = {n: sorted({n, *chance.integers(0, count, 2).tolist()}) for n in range(count)}
    down = set(chance.choice(count, int(chance.integers(1, count + 1)), replace=False).tolist())
    operation = flexible(capacities, demands, stocks, makers)
    weeks = survival(operation).weeks(sites(operation, *(f"P{n}" for n in down)))
    assert weeks == pytest.approx(closed_form(capacities, demands, stocks, makers, down), rel=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_the_time_is_where_the_loss_begins(seed):
    """The program gives the time that halving the loss over time gives."""
    operation = drawn(seed)
    lasting, loss = survival(operation), shortfall(operation)
    for outage in each_site(operation):
        assert lasting.weeks(outage) == pytest.approx(bisected(loss, outage), rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**4))
def test_something_is_lost_exactly_beyond_the_time(seed):
    """A moment before the time to survive nothing is lost, a moment after something is."""
    operation = drawn(seed)
    lasting, loss = survival(operation), shortfall(operation)
    none = NONE * operation.demands["rate"].sum()
    for outage in each_site(operation):
        weeks = lasting.weeks(outage)
        if weeks > 0:
            assert loss.over(weeks * 0.999, outage).sum() <= none
        if weeks < np.inf:
            assert loss.over(max(weeks * 1.001, 1e-3), outage).sum() > none


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**4))
def test_less_that_stops_lasts_longer(seed):
    """A part of an outage is survived at least as long as the whole, whichever is asked first."""
    operation = drawn(seed)
    outages = each_site(operation)
    forth, back = survival(operation), survival(operation)
    whole = [forth.weeks(outage) for outage in outages]
    parts = [back.weeks(part(outage)) for outage in outages]
    assert all(less >= all_ * (1 - 1e-6) for less, all_ in zip(parts, whole, strict=True))
    assert [back.weeks(outage) for outage in outages] == pytest.approx(whole)


def test_stock_on_the_way_counts():
    """Racks of P1 and P2 last as long as stock in hand and on the way allow."""
    operation = small()
    both = sites(operation, "P1", "P2")
    # 25 racks at M1, 10 * 4 + 15 * 0.5 on the way to it; 15 * 5 on the way to M2, for 25 and 15 a week.
    assert survival(operation).weeks(both) == pytest.approx((25 + 40 + 7.5) / 25)


def test_without_stock_nothing_is_survived():
    """Where nothing is in stock or on the way the time is 0, or for ever."""
    operation = flexible([2.0, 1.0], [1.0, 1.0], [0.0, 0.0], {0: [0], 1: [0, 1]})
    lasting = survival(operation)
    assert lasting.weeks(sites(operation, "P0")) == 0.0
    assert lasting.weeks(sites(operation, "P1")) == np.inf
    assert lasting.weeks(nothing()) == np.inf


def test_an_operation_that_lives_on_stock():
    """Where stock runs out by itself, a set that doesn't bring that forward is survived for ever."""
    operation = flexible([0.5, 1.0], [1.0, 1.0], [5.0, 2.0], {0: [0], 1: [1]})
    lasting = survival(operation)
    assert lasting.undisrupted == pytest.approx(10.0)
    assert lasting.weeks(nothing()) == np.inf
    assert lasting.weeks(sites(operation, "P0")) == pytest.approx(5.0)
    assert lasting.weeks(sites(operation, "P1")) == pytest.approx(2.0)


def test_demands_beyond_reach_are_refused():
    """Demands that can't be served over any time are an error, not a time of 0."""
    operation = changed(flexible([1.0], [1.0], [0.0], {0: [0]}), "resources", "hours", {0: 0.5})
    with pytest.raises(SolverError, match="no optimum"):
        survival(operation)
