"""The least loss over a time, against a program written by hand, and its shape."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.risk.operations import changed, drawn, small
from tests.risk.outages import each_site, part, sites

from reshore.risk.shortfall import Shortfall

TIMES = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 30.0)


def losing(operation):
    """The loss by weight, and the weights."""
    weights = operation.demands["weight"].to_numpy()
    return Shortfall(operation, operation.demands["rate"].to_numpy(), weights, Event()), weights


def by_hand(operation, outage, weeks):
    """The least weight lost over all the time, in units of all the time, from the frames row by row."""
    makes, buys, moves, demands = (
        list(frame.iter_rows(named=True))
        for frame in (operation.makes, operation.buys, operation.moves, operation.demands)
    )
    items = operation.items.height
    columns, bounds, cost = [], [], []

    def column(entries, most, price=0.0):
        columns.append(entries)
        bounds.append((0.0, most))
        cost.append(price)

    first = {"hours": items, "lane": items + operation.resources.height}
    first["leaving"] = first["lane"] + operation.lanes.height
    limits = np.full(first["leaving"] + operation.sites.height, np.inf)
    limits[first["hours"] : first["lane"]] = operation.resources["hours"] * weeks
    limits[first["lane"] : first["leaving"]] = operation.lanes["capacity"].fill_null(np.inf) * weeks
    limits[first["leaving"] :] = operation.sites["throughput"].fill_null(np.inf) * weeks
    present = operation.items["stock"].to_numpy().copy()
    present[outage.items] = 0.0
    for n, row in enumerate(makes):
        entries = {row["item"]: -1.0}
        for use in operation.uses.filter(operation.uses["make"] == n).iter_rows(named=True):
            entries[use["item"]] = use["quantity"]
        if row["resource_index"] is not None:
            entries[first["hours"] + row["resource_index"]] = row["hours"]
        column(entries, 0.0 if n in outage.makes else None)
    for n, row in enumerate(buys):
        most = None if row["capacity"] is None else row["capacity"] * weeks
        column({row["item"]: -1.0}, 0.0 if n in outage.buys else most)
    places = operation.sites["site"].to_list()
    for n, row in enumerate(moves):
        present[row["target_item"]] += row["rate"] * row["days"] / 7
        lane = operation.lanes.row(row["lane_index"], named=True)
        entries = {row["target_item"]: -1.0, row["origin_item"]: 1.0, first["lane"] + row["lane_index"]: 1.0}
        entries[first["leaving"] + places.index(lane["origin"])] = 1.0
        column(entries, 0.0 if n in outage.moves else None)
    for row in demands:
        column({row["item"]: 1.0}, row["rate"] * weeks, -row["weight"])
    limits[:items] = present
    matrix = np.zeros((len(limits), len(columns)))
    for n, entries in enumerate(columns):
        for row, value in entries.items():
            matrix[row, n] = value
    kept = np.isfinite(limits)
    solution = linprog(cost, matrix[kept], limits[kept], bounds=bounds)
    assert solution.status == 0
    return solution.fun + sum(row["rate"] * row["weight"] for row in demands) * weeks


@pytest.mark.parametrize("seed", range(8))
def test_the_loss_is_that_of_a_program_by_hand(seed):
    """The same weight is lost, whichever site is out, for short times and long ones."""
    operation = drawn(seed)
    loss, weights = losing(operation)
    for outage in each_site(operation):
        for weeks in (1.0, 6.0, 20.0):
            expected = by_hand(operation, outage, weeks)
            assert weights @ loss.over(weeks, outage) * weeks == pytest.approx(expected, rel=1e-6, abs=1e-4)


def test_throughput_and_lanes_limit_what_is_moved():
    """P2 makes 20 of 40 racks without P1; 12 if 12 can leave, 2 if lanes bring 4 chips."""
    operation = small()
    loss, _ = losing(operation)
    assert loss.over(np.inf, sites(operation, "P1")).sum() == pytest.approx(20.0)
    narrow = changed(operation, "sites", "throughput", {1: 12.0})
    assert losing(narrow)[0].over(np.inf, sites(narrow, "P1")).sum() == pytest.approx(28.0)
    closed = changed(narrow, "lanes", "capacity", dict.fromkeys(range(operation.lanes.height), 2.0))
    assert losing(closed)[0].over(np.inf, sites(closed, "P1")).sum() == pytest.approx(38.0)


def test_the_dearest_is_kept():
    """Sovereign racks at M1 cost more to lose than others: they are served first."""
    operation = small()
    loss, _ = losing(operation)
    assert loss.over(np.inf, sites(operation, "P1")).tolist()[1] == 0.0
    assert operation.demands["segment"].to_list()[1] == "sovereign"


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**4))
def test_the_loss_is_convex_in_time(seed):
    """Between two times the loss is at most what a straight line says, and it never falls."""
    operation = drawn(seed)
    loss, weights = losing(operation)
    for outage in each_site(operation):
        lost = np.array([weights @ loss.over(weeks, outage) * weeks for weeks in TIMES])
        slopes = np.diff(lost) / np.diff(TIMES)
        assert (np.diff(np.append(0.0, slopes)) >= -1e-5 * max(1.0, slopes[-1])).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**4))
def test_a_part_costs_no_more(seed):
    """The loss of a part of an outage is at most that of the whole."""
    operation = drawn(seed)
    loss, weights = losing(operation)
    for outage in each_site(operation):
        for weeks in (2.0, 10.0):
            whole = weights @ loss.over(weeks, outage)
            assert weights @ loss.over(weeks, part(outage)) <= whole * (1 + 1e-9) + 1e-6
