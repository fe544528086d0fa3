"""Frames of exposure: what has no end is empty, and spend is what goods are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.risk.operations import small

from reshore.risk.exposed import WEEKS_A_YEAR, exposed
from reshore.risk.frames import FRAMES
from reshore.risk.sets import stress_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model


@pytest.fixture(scope="module")
def frames(make_model: Callable[..., Model]) -> dict[str, pl.DataFrame]:
    """Return the frames of the small operation, with 30 days where nothing is said."""
    operation = small()
    return exposed(operation, stress_sets(operation, make_model(), time_to_recover=30.0))


def row(frames: dict[str, pl.DataFrame], kind: str, name: str) -> dict[str, Any]:
    """Return the exposure of one set."""
    return frames["exposures"].filter((pl.col("kind") == kind) & (pl.col("name") == name)).row(0, named=True)


def test_frames_are_as_they_should_be(frames: dict[str, pl.DataFrame]) -> None:
    """Columns and types are those of a result."""
    assert {name: FRAMES[name].problem(frame) for name, frame in frames.items()} == {
        "exposures": "",
        "exposure_segments": "",
    }


def test_without_end_is_empty(frames: dict[str, pl.DataFrame]) -> None:
    """Suez has a way round, so nothing is ever lost; without a plant something is."""
    assert row(frames, "passage", "suez")["tts"] is None
    assert row(frames, "site", "P1")["tts"] > 0


def test_times_that_are_assumed_are_told(frames: dict[str, pl.DataFrame]) -> None:
    """A supplier has its own, a passage the one assumed."""
    assert (row(frames, "supplier", "S2")["ttr"], row(frames, "supplier", "S2")["stated"]) == (70.0, True)
    assert (row(frames, "passage", "panama")["ttr"], row(frames, "passage", "panama")["stated"]) == (
        30.0,
        False,
    )


def test_spend_is_what_is_made_and_bought_or_else_moved(frames: dict[str, pl.DataFrame]) -> None:
    """60 chips of 10 and 25 racks of 100 a week; 10 chips cross Panama."""
    spends = {name: row(frames, kind, name)["spend"] for kind, name in (("supplier", "S1"), ("site", "P1"))}
    assert spends == pytest.approx({"S1": 600 * WEEKS_A_YEAR, "P1": 2500 * WEEKS_A_YEAR})
    assert row(frames, "country", "CHN")["spend"] == pytest.approx(3100 * WEEKS_A_YEAR)
    assert row(frames, "passage", "panama")["spend"] == pytest.approx(100 * WEEKS_A_YEAR)
    assert row(frames, "passage", "suez")["spend"] == 0
