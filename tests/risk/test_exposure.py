"""Exposures of an operation, set by set."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import changed, drawn, small
from tests.risk.outages import each_site, flexible, nothing, sites

from reshore.errors import StoppedError
from reshore.risk.exposure import exposures
from reshore.risk.frames import FRAMES
from reshore.risk.sets import StressSet


def test_a_plant_by_hand():
    """P2 makes 20 of 40 racks a week without P1; what stock doesn't bridge is lost, the cheap ones first."""
    operation = small()
    found = exposures(operation, [sites(operation, "P1", days=196.0)])
    # P2 makes 20 a week in 28 weeks; 72.5 and 75 racks are at M1 and M2 or on the way.
    lost = 40 * 28 - 20 * 28 - 72.5 - 75
    row = found.sets.row(0, named=True)
    assert row["units_lost"] == pytest.approx(lost)
    assert row["impact"] == pytest.approx(300 * lost)
    assert row["tts"] == pytest.approx(7 * 147.5 / 20)
    assert row["index"] == 1.0
    assert found.segments.rows() == [
        ("site", "P1", "commercial", pytest.approx(lost / (35 * 28))),
        ("site", "P1", "sovereign", 0.0),
    ]
    assert found.anyway.tolist() == [0.0, 0.0, 0.0]


def test_frames_are_as_they_should_be():
    """Both frames have the columns of a stress test's result, for any sets and for none."""
    for operation in (small(), drawn(1), drawn(3)):
        for chosen in (each_site(operation), []):
            found = exposures(operation, chosen)
            assert FRAMES["exposures"].problem(found.sets) == ""
            assert FRAMES["exposure_segments"].problem(found.segments) == ""
            assert found.sets["name"].to_list() == [one.name for one in chosen]


def test_missing_times_are_said():
    """A set without a time to recover keeps its time to survive; it has no impact, and is listed."""
    operation = small()
    found = exposures(operation, each_site(operation))
    assert found.missing.rows() == [("site", "P2")]
    row = found.sets.filter(pl.col("name") == "P2").row(0, named=True)
    assert row["tts"] == pytest.approx(7 * 14.75)
    assert (row["impact"], row["units_lost"], row["index"]) == (None, None, None)
    assert "P2" not in found.segments["name"].to_list()


def test_spend():
    """S2 sells 20 chips a week worth 10 each; a passage makes nothing: 15 racks worth 100 cross it."""
    operation = small()
    none = np.empty(0, np.int32)
    suez = StressSet("passage", "suez", None, False, none, none, np.array([1], np.int32), none)
    found = exposures(operation, [sites(operation, "S2"), suez])
    assert found.sets["spend"].to_list() == pytest.approx([200 * 365.25 / 7, 1500 * 365.25 / 7])


def test_the_index_is_within_a_kind():
    """The largest impact of each kind has 1, the others their share of it."""
    operation = flexible([1.0] * 3, [1.0] * 3, [0.0] * 3, {n: [n] for n in range(3)})
    found = exposures(operation, [sites(operation, f"P{n}", days=7.0) for n in range(3)])
    assert found.sets["impact"].to_list() == pytest.approx([1.0, 2.0, 3.0])
    assert found.sets["index"].to_list() == pytest.approx([1 / 3, 2 / 3, 1.0])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**4))
def test_something_is_lost_exactly_if_recovery_is_late(seed):
    """The impact is above 0 exactly where the time to survive is below that to recover."""
    operation = drawn(seed)
    found = exposures(operation, each_site(operation)).sets.drop_nulls("ttr")
    late = (found["tts"] < found["ttr"]).fill_null(False)
    assert (found["impact"] > 0).to_list() == late.to_list()
    assert (found["units_lost"] > 0).to_list() == late.to_list()


def test_what_is_lost_anyway_does_not_count():
    """A plant that makes half of what is wanted loses that half without any outage: sets add the rest."""
    operation = flexible([0.5, 1.0], [1.0, 1.0], [0.0, 2.0], {0: [0], 1: [1]})
    found = exposures(operation, [nothing(70.0), *(sites(operation, f"P{n}", days=70.0) for n in range(2))])
    assert found.anyway.tolist() == pytest.approx([0.5, 0.0])
    assert found.sets["units_lost"].to_list() == pytest.approx([0.0, 5.0, 8.0])
    assert found.sets["tts"].to_list() == [None, 0.0, pytest.approx(14.0)]
    assert found.segments["share"].to_list() == pytest.approx([0.0, 0.25, 0.4])


def test_stock_that_serves_until_recovery_counts():
    """Demand that lives on stock is wanted in full as far as stock lasts for the longest time to recover."""
    operation = flexible([0.5, 1.0], [1.0, 1.0], [5.0, 0.0], {0: [0], 1: [1]})
    found = exposures(operation, [sites(operation, "P0", days=70.0)])
    assert found.anyway.tolist() == pytest.approx([0.0, 0.0])
    assert found.sets["units_lost"].to_list() == pytest.approx([5.0])
    assert found.sets["tts"].to_list() == pytest.approx([35.0])


def test_no_unit_is_lost_idly():
    """A unit whose loss costs nothing is lost only where it must be."""
    operation = changed(
        flexible([1.0] * 2, [1.0] * 2, [1.0] * 2, {n: [n] for n in range(2)}), "demands", "weight", {0: 0.0}
    )
    found = exposures(operation, [sites(operation, "P0", days=21.0), sites(operation, "P1", days=21.0)])
    assert found.sets["units_lost"].to_list() == pytest.approx([2.0, 2.0])
    assert found.sets["impact"].to_list() == pytest.approx([0.0, 4.0])


def in_other_units(operation, units):
    """The operation with so many new units of each product to an old one; lanes without limits."""

    def counted(frame, times=(), per=()):
        factor = pl.col("product").replace_strict(units, return_dtype=pl.Float64)
        return frame.with_columns(pl.col(times) * factor, pl.col(per) / factor)

    used, made = (
        names.gather(operation.uses[key]).replace_strict(units, return_dtype=pl.Float64)
        for names, key in ((operation.items["product"], "item"), (operation.makes["product"], "make"))
    )
    return replace(
        operation,
        items=counted(operation.items, ["stock"]),
        makes=counted(operation.makes, ["rate"], ["hours"]),
        uses=operation.uses.with_columns(pl.col("quantity") * used / made),
        buys=counted(operation.buys, ["capacity", "rate"]),
        lanes=operation.lanes.with_columns(capacity=pl.lit(None, pl.Float64)),
        moves=counted(operation.moves, ["rate"]),
        demands=counted(operation.demands, ["rate"], ["weight"]),
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**4))
def test_units_change_nothing(seed):
    """Racks by the thousandth and parts by the million give the same times and money."""
    operation, chance = drawn(seed), np.random.default_rng(seed)
    products = operation.items["product"].unique().sort().to_list()
    whole = in_other_units(operation, dict.fromkeys(products, 1.0))
    other = in_other_units(
        operation, dict(zip(products, 10 ** chance.uniform(-3, 6, len(products)), strict=True))
    )
    expected, found = (exposures(one, each_site(one)).sets for one in (whole, other))
    for column in ("tts", "impact"):
        assert found[column].is_null().equals(expected[column].is_null())
        values, others = (frame[column].drop_nulls().to_list() for frame in (found, expected))
        assert values == pytest.approx(others, rel=1e-5, abs=1e-3)


def test_progress_and_order():
    """Progress comes set by set; the order of sets changes no number."""
    operation = drawn(4)
    chosen, seen = each_site(operation), []
    found = exposures(operation, chosen, on_progress=lambda done, count, _: seen.append((done, count)))
    assert seen == [(n, len(chosen)) for n in range(1, len(chosen) + 1)]
    assert exposures(operation, chosen[::-1]).sets[::-1].equals(found.sets)


def test_stopped_between_sets():
    """What was asked to stop ends with an error, not with a part of the sets."""
    operation, cancel = drawn(4), Event()
    with pytest.raises(StoppedError, match="after 1 of"):
        exposures(operation, each_site(operation), on_progress=lambda *_: cancel.set(), cancel=cancel)


def test_impact_is_convex_in_the_time_to_recover():
    """Twice the time to recover costs more than twice as much: stock helps once."""
    operation = small()
    once, twice = (
        exposures(operation, [sites(operation, "P1", days=days)]).sets["impact"][0] for days in (70.0, 140.0)
    )
    assert twice > 2 * once > 0
