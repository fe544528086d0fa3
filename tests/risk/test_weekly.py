"""The weekly program, held against linopy, and against the rates of operations that balance."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import changed, drawn, small
from tests.risk.oracle import Oracle
from tests.risk.realisations import realised

from reshore.lp.highs import solve
from reshore.risk.weekly import Unmet, Weekly


def rates(weekly):
    """All columns where the operation goes on at its rates, with its stock at the start."""
    operation = weekly.operation
    x = np.zeros(weekly.program.shape[1])
    for name, values in (
        ("make", operation.makes["rate"]),
        ("buy", operation.buys["rate"]),
        ("move", operation.moves["rate"]),
        ("stock", operation.items["stock"]),
        ("serve", operation.demands["rate"]),
    ):
        x[weekly.program.columns[name].span] = np.repeat(values.to_numpy(), weekly.weeks)
    kept = weekly.program.columns["kept"]
    x[kept.span] = kept.frame["opening"]
    return x


@pytest.mark.parametrize("unmet", Unmet)
@pytest.mark.parametrize("seed", [None, *range(8)])
def test_the_rates_can_go_on(seed, unmet):
    """An operation whose rates balance goes on at them, its stock and goods under way staying as they are."""
    operation = small() if seed is None else drawn(seed)
    weekly = Weekly.of(operation, 9, unmet)
    program, x = weekly.program, rates(weekly)
    activity = program.matrix @ x
    assert (activity <= program.row_upper + 1e-8).all()
    assert (activity >= program.row_lower - 1e-8).all()
    assert (x <= program.upper + 1e-9).all()


@pytest.mark.parametrize("unmet", Unmet)
@pytest.mark.parametrize("seed", [None, 0, 1])
def test_the_same_as_in_linopy(seed, unmet):
    """The least cost is that of the same words put into another modelling layer."""
    operation = small() if seed is None else drawn(seed)
    weekly = Weekly.of(operation, 6, unmet)
    lost = weekly.wanted.sum(axis=1) @ operation.demands["worth"].to_numpy()
    outside = weekly.constant + (lost if unmet is Unmet.LOST else 0.0)
    expected = Oracle(operation, 6, realised(), unmet).cost()
    assert solve(weekly.program).objective + outside == pytest.approx(expected)


def test_limits_hold():
    """Without hours, capacity or throughput to spare, what needs them can't be done."""
    for frame, column, row in (
        ("resources", "hours", 1),
        ("sites", "throughput", 1),
        ("lanes", "capacity", 3),
    ):
        operation = changed(small(), frame, column, {row: 0.0})
        weekly = Weekly.of(operation, 12)
        x = solve(weekly.program).x
        made, moved = weekly.columns("make", x), weekly.columns("move", x)
        stopped = {
            "resources": made[1],
            "sites": moved[operation.moves["origin_item"].is_in([4, 5]).to_numpy()],
            "lanes": moved[operation.moves["lane_index"].to_numpy() == row],
        }
        assert stopped[frame].sum() == pytest.approx(0.0, abs=1e-7)
        assert stopped[frame].size


def test_waiting_is_paid_and_served_later():
    """What can't be served at once is served as soon as it can be, and pays for the weeks it waits."""
    operation = changed(small(), "items", "stock", {0: 0.0})
    weekly = Weekly.of(operation, 12, Unmet.BACKLOG, wait=0.02)
    program = weekly.program
    serve = program.columns["serve"]
    program.upper[serve.span.start : serve.span.start + 2] = 0.0
    x = solve(program).x
    waiting = weekly.columns("wait", x)[0]
    assert waiting[:2] == pytest.approx([20.0, 40.0])
    assert waiting[-1] == pytest.approx(0.0)
    cost = program.cost[program.columns["wait"].span].reshape(-1, 12)[0]
    assert cost == pytest.approx([6.0] * 11 + [306.0])
