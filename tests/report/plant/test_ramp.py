"""The ramp month by month, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.report.plant.plants import frames, said

from reshore.report.plant import ramp

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def test_words_and_bars(plant_view: PlantView) -> None:
    """Months count from 1; units are those of the share."""
    section = ramp.section(plant_view)
    assert section is not None
    (drawn,) = section.charts
    assert [bar["value"] for bar in drawn.option["series"][0]["data"]] == [60.0, 80.0, 92.0, 100.0]
    assert drawn.option["xAxis"]["data"] == ["1", "2", "3", "4"]
    text = said(section.body)
    assert "fall to 85% at each doubling of units made, and no more after what half a year makes" in text
    assert "It reaches 90% of the full rate in month 3, all of it in month 4." in text
    assert "2 80.0% 31.9" in text


def test_units_given(make_view: Callable[..., PlantView]) -> None:
    """Units after which hours fall no more are told where they were asked for."""
    section = ramp.section(make_view(options={"mature": 500.0}))
    assert section is not None
    assert "no more after 500 units" in section.body


def test_all_at_once(make_view: Callable[..., PlantView]) -> None:
    """A plant without a ramp has no such section."""
    assert ramp.section(make_view(frames=frames(ramp=[(0, 1.0)]))) is None
