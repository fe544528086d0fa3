"""Frames of a plant."""

from __future__ import annotations

import polars as pl

from reshore.factory.plan.frames import FRAMES, SHARES, framed


def test_columns_and_types():
    """Rows become columns in the order of the frame, whatever else they hold; none are none."""
    frame = framed("ramp", [{"share": 0.5, "month": 0, "more": "x"}])
    assert frame.schema == {"month": pl.Int64, "share": pl.Float64}
    assert framed("ramp", []).schema == frame.schema
    assert [name for name in FRAMES["shares"].dtypes if name in SHARES] == list(SHARES)


def test_every_frame_is_filled(pump_result):
    """A plant without a sweep has rows in all frames but that."""
    assert [name for name, frame in pump_result.frames.items() if frame.is_empty()] == ["sweep"]
