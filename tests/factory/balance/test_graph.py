from __future__ import annotations

from graphlib import CycleError

import pytest

from reshore.factory.balance.graph import Graph, circle


def test_what_comes_after():
    """What comes after is found through other tasks, and turned around it is what comes before."""
    graph = Graph.of(4, [(2, 1), (1, 0), (2, 1)])
    assert graph.all_after() == [frozenset(), {0}, {0, 1}, frozenset()]
    assert graph.turned().all_after() == [{1, 2}, {2}, frozenset(), frozenset()]


def test_a_circle_is_written():
    """A circle ends where it begins."""
    with pytest.raises(CycleError) as caught:
        Graph.of(3, [(0, 1), (1, 2), (2, 0)])
    shown = circle("abc", caught.value).split(" -> ")
    assert shown[0] == shown[-1]
    assert sorted(shown[1:]) == ["a", "b", "c"]
