"""The result of a stress test holds only frames as they should be, and is immutable."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import polars as pl
import pytest
from tests.risk.results import exposed, result

from reshore.risk.frames import FRAMES


def test_frames_can_be_asked_for_by_name() -> None:
    """A result without hazards has all frames, those of the engines empty."""
    bare = result(frames=exposed())
    assert {name for name in FRAMES if bare[name].is_empty()} == {
        *(
            "replications",
            "service",
            "losses",
            "foresight",
            "exceedance",
            "hazards",
            "fixes",
            "failures",
            "events",
        )
    }
    assert repr(bare) == "<Stress test of servers, base, 2028: 12 sets, 0 replications>"
    assert repr(result()).endswith("12 sets, 20 replications>")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weather": pl.DataFrame()}, "a stress test has no frames"),
        ({"losses": pl.DataFrame({"engine": ["recourse"]})}, "the frame losses of a stress test has columns"),
    ],
)
def test_other_frames_are_refused(change: dict[str, pl.DataFrame], message: str) -> None:
    """Unknown frames and other columns are faults of the program."""
    with pytest.raises(ValueError, match=message):
        result(frames=exposed() | change)


def test_missing_frames_are_refused() -> None:
    """A frame that nobody asked for is empty and not missing."""
    frames = exposed()
    del frames["fixes"]
    with pytest.raises(ValueError, match="needs the frames"):
        result(frames=frames)


def test_nothing_can_be_changed() -> None:
    """Neither attributes nor what they hold."""
    stressed = result()
    with pytest.raises(FrozenInstanceError):
        stressed.period = "2027"
    for mapping in (stressed.frames, stressed.options, stressed.facts):
        with pytest.raises(TypeError):
            mapping["more"] = None
