"""The result of an explanation: its frames are checked, and its key figures have ends or none."""

from __future__ import annotations

import pytest
from tests.insight.results import FACTS, nothing, result

from reshore.insight.tied import Ended


def test_frames_are_those_of_an_explanation():
    """One that is missing, or has other columns, is refused."""
    frames = dict(result().frames)
    with pytest.raises(ValueError, match="frame sites of a plan's explanation has columns"):
        result(frames={**frames, "sites": frames["designs"]})
    with pytest.raises(TypeError):
        result().facts["best"] = None


def test_figures_have_ends():
    """Best cost, near ties of which there may be more, regrets; what isn't known is empty."""
    figures = {row[0]: row[1:] for row in result().summary().iter_rows()}
    assert figures["cost of the best plan"] == (0.996e6, 1e6, "kUSD")
    assert figures["near ties"] == (3.0, None, "designs")
    assert figures["regret of doing without gdl"] == (6e3, 1.3e4, "kUSD")
    assert figures["regret of doing without szx"] == (None, None, "kUSD")
    assert list(figures)[2] == "regret of doing without gdl"


def test_near_ties_have_a_most_where_the_search_ended_with_a_proof():
    """Designs of which isn't known whether they are near count as such at most."""
    proven = result(facts={**FACTS, "ended": str(Ended.PROVEN)}).summary().filter(figure="near ties")
    assert proven.select("low", "high").row(0) == (3.0, 4.0)


def test_nothing_found():
    """An explanation without rows has no figures, and says what it is."""
    empty = result(frames=nothing(), facts={**FACTS, "designs": {}})
    assert empty.summary()["figure"].to_list() == ["cost of the best plan"]
    assert repr(empty) == "<Explanation of servers, base: 0 designs>"
