"""The frames of a plan have their columns, and no noise of the solver."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reshore.footprint.result.extract import NOISE, extract
from reshore.plan.frames import check_frames


@pytest.mark.parametrize("model", ["rich", "plain"])
def test_frames_are_those_of_a_plan(model, rich, small, solve):
    """Columns, types and cells as the specification says, for a rich and for a plain network."""
    check_frames(solve(rich if model == "rich" else small()).frames)


def test_noise_is_no_decision(small, solve):
    """A hair below 0, or above it, is nothing."""
    solved = solve(small())
    x = solved.solution.x.copy()
    ship = solved.footprint.columns["ship"].span
    for noise in (-NOISE / 2, NOISE / 2):
        x[ship] = noise
        frames = extract(solved.footprint, replace(solved.solution, x=x))
        assert frames["shipments"].is_empty()


def test_periods_stand_in_the_order_of_time(small, solve):
    """As the clock has them."""
    frame = solve(small((6, 12))).frames["periods"]
    assert frame["period"].to_list() == ["p1", "p2"]
    assert frame["months"].to_list() == [6, 12]
