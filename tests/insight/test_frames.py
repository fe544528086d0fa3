"""Frames of an explanation: what isn't finite is left empty, and nothing else."""

from __future__ import annotations

from math import inf, nan

import polars as pl
import pytest
from tests.insight.results import nothing, whole

from reshore.insight.frames import FRAMES, conform
from reshore.plan.frames import check_frames


def test_an_end_that_is_not_known_is_empty():
    """Infinite ends of intervals have no place in a run's record."""
    told = pl.DataFrame(
        {"driver": ["a"], "other": ["b"], "value": [nan], "low": [-inf], "high": [2], "tie": [True]}
    )
    assert conform("interactions", told).row(0) == ("a", "b", None, None, 2.0, True)


def test_a_number_that_has_to_be_there_is_not_hidden():
    """It stays infinite, so that the check of frames sees it."""
    told = pl.DataFrame({"product": ["pump"], "units": [inf], "share": [0.5]})
    frames = {**nothing(), "makes": conform("makes", told)}
    with pytest.raises(ValueError, match=r"frame makes of a .* has numbers in units that are not finite"):
        check_frames(frames, FRAMES, "plan's explanation")


def test_lists_of_names():
    """A list of other things is refused."""
    frames = dict(whole().frames)
    frames["coalitions"] = frames["coalitions"].with_columns(neutralised=pl.lit([1]))
    with pytest.raises(ValueError, match=r"neutralised as List\(Int64\), not List\(String\)"):
        check_frames(frames, FRAMES, "plan's explanation")
