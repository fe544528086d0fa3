"""Pools of people, power and cooling that services share, solved by hand."""

from __future__ import annotations

from tests.factory.line import made

from reshore.factory.line.codes import Share
from reshore.factory.line.line import Kind, Pool

PEOPLE, POWER = Pool("people", Kind.PEOPLE, 1.0), Pool("power", Kind.POWER, 10.0)


def order(state, line):
    """Return product and time of leaving, in the order of leaving."""
    names = [product.name for product in line.products]
    return [(names[product], round(time, 9)) for product, _, time in made.left(state)]


def test_passing_over():
    """A cell for which too little power is left is passed over by a smaller one that comes later."""
    line = made.side_by_side(
        [POWER],
        ("first", 0.0, "4", {"power": 8}),
        ("big", 1.0, "1", {"power": 6}),
        ("small", 2.0, "1", {"power": 2}),
    )
    state = made.planned(line)
    assert order(state, line) == [("small", 3), ("first", 4), ("big", 5)]
    assert made.share(state, 1)[Share.NO_POWER] == 3
    assert state.pools.peak[0] == 10e6


def test_longest_waiting_first():
    """Of cells that fit one at a time, the one that has waited longest is next, wherever it stands."""
    line = made.side_by_side(
        [POWER],
        ("late", 2.0, "1", {"power": 6}),
        ("early", 1.0, "1", {"power": 6}),
        ("first", 0.0, "4", {"power": 6}),
    )
    assert order(made.planned(line), line) == [("first", 4), ("early", 5), ("late", 6)]


def test_nothing_is_held_while_waiting():
    """Who waits for power doesn't keep people from others."""
    line = made.side_by_side(
        [PEOPLE, POWER],
        ("first", 0.0, "4", {"power": 10}),
        ("both", 1.0, "1", {"people": 1, "power": 10}),
        ("hand", 2.0, "1", {"people": 1}),
    )
    assert order(made.planned(line), line) == [("hand", 3), ("first", 4), ("both", 5)]


def test_power_is_let_go_by_a_failure():
    """A server that fails gives back power, and keeps its people until its service ends."""
    cell = made.failing_once(2.0, 3.0)
    line = made.side_by_side(
        [PEOPLE, POWER],
        (cell, 0.0, "5", {"people": 1, "power": 10}),
        ("oven", 1.0, "2", {"power": 10}),
        ("hand", 1.0, "1", {"people": 1}),
    )
    assert order(made.planned(line), line) == [("oven", 4), (cell.name, 8), ("hand", 9)]


def test_cooling_that_lacks():
    """A cell starts only if power and cooling both suffice."""
    line = made.side_by_side(
        [POWER, Pool("cooling", Kind.COOLING, 5.0)],
        ("one", 0.0, "2", {"power": 1, "cooling": 3}),
        ("other", 0.0, "2", {"power": 1, "cooling": 3}),
    )
    state = made.planned(line)
    assert order(state, line) == [("one", 2), ("other", 4)]
    assert made.share(state, 1)[Share.NO_POWER] == 2
