"""Ways in: cheapest options, the order of items, and circles among them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.risk.ways import Arcs, backward, circular, landed, lists, sequence


def arcs(*rows: tuple[int, int, int, float]) -> Arcs:
    """Return arcs from option, origin, target and quantity."""
    option, origin, target, quantity = (np.array(column) for column in zip(*rows, strict=True))
    return Arcs(option, origin, target, quantity.astype(float))


def test_lists() -> None:
    """Members stand by their key, in the order in which they came; some lists are empty."""
    start, members = lists(np.array([2, 0, 2, 3]), 5)
    assert start.tolist() == [0, 1, 1, 3, 4, 4]
    assert members.tolist() == [1, 0, 2, 3]


def test_cheapest_ways_count_what_is_drawn_on() -> None:
    """A rack of two chips: the dearer chip is the cheaper rack where its assembly costs less."""
    # Options 0 and 1 bring chips to items 0 and 1; 2 and 3 make racks (item 2) of them, 4 of item 3.
    ways = arcs((2, 0, 2, 2.0), (3, 1, 2, 2.0), (4, 3, 2, 1.0))
    total, cheapest = landed(ways, np.array([0, 1, 2, 2, 2]), np.array([5.0, 6.0, 4.0, 1.0, 0.0]), 4)
    assert total.tolist() == [5.0, 6.0, 14.0, 13.0, np.inf]
    assert cheapest.tolist() == [0, 1, 3, -1]


def test_cheapest_ways_of_equal_cost_never_go_round() -> None:
    """Two places with free lanes both ways, one of which buys: it doesn't take from the other."""
    ways = arcs((1, 0, 1, 1.0), (2, 1, 0, 1.0))
    _, cheapest = landed(ways, np.array([0, 1, 0]), np.array([5.0, 0.0, 0.0]), 2)
    assert cheapest.tolist() == [0, 1]


def test_items_stand_downstream_of_what_they_are_made_of() -> None:
    """A chain is gone through from its begin, whatever the numbers of its items."""
    ways = arcs((0, 2, 0, 1.0), (1, 0, 3, 1.0), (2, 3, 1, 1.0))
    order = sequence(ways, np.ones(3, dtype=bool), 4)
    assert order.tolist() == [2, 0, 3, 1]
    assert not backward(ways, order, 3).any()


def test_in_circles_what_is_used_decides() -> None:
    """Lanes both ways: the one that is used goes downstream, the other against it and in a circle."""
    ways = arcs((0, 0, 1, 1.0), (1, 1, 0, 1.0))
    for used in (0, 1):
        flags = np.arange(2) == used
        back = backward(ways, sequence(ways, flags, 2), 2)
        assert back.tolist() == (~flags).tolist()
        assert circular(ways, flags, back).tolist() == (~flags).tolist()


def test_against_the_order_but_not_in_a_circle() -> None:
    """Two places that are fed apart may help each other out, though one way goes against the order."""
    # Options 0 and 1 feed items 1 and 2 from item 0; 2 and 3 are the lanes between them.
    ways = arcs((0, 0, 1, 1.0), (1, 0, 2, 1.0), (2, 1, 2, 1.0), (3, 2, 1, 1.0))
    used = np.array([True, True, False, False])
    back = backward(ways, sequence(ways, used, 3), 4)
    assert back.tolist() == [False, False, False, True]
    assert not circular(ways, used, back).any()


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=30))
def test_every_item_has_its_place(pairs: list[tuple[int, int, bool]]) -> None:
    """Each item comes once; used arcs without circles all go downstream."""
    rows = [(n, a, b, 1.0) for n, (a, b, _) in enumerate(pairs)] or [(0, 0, 1, 1.0)]
    used = np.array([used and a < b for a, b, used in pairs] or [True])
    ways = arcs(*rows)
    order = sequence(ways, used, 8)
    assert sorted(order) == list(range(8))
    assert not backward(ways, order, len(rows))[used].any()


def test_options_below() -> None:
    """Arcs of later options are left out."""
    ways = arcs((0, 0, 1, 1.0), (2, 1, 2, 3.0)).below(2)
    assert ways.option.tolist() == [0]
    assert ways.quantity == pytest.approx([1.0])
