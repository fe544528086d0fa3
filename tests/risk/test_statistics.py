"""Statistics of ensembles, on numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.chance.tails import conditional_value_at_risk, weighted_mean
from reshore.risk.ensemble import Replications
from reshore.risk.statistics import LEVEL, exceedance, fan, losses, parts, weights

EVENTS = {"replication": pl.Int32, "event": pl.Int32, "hazard": pl.String}
EVENTS |= {"start": pl.Float64, "duration": pl.Float64, "severity": pl.Float64, "hit": pl.Int32}


def result(loss, weight, stratum=None, *, events=(), recovery=None, served=None, failed=()):
    """An ensemble of one segment and two weeks, of 10 units wanted in the first and none in the second."""
    count = len(loss)
    served = served or [10.0] * count
    rows = {"replication": range(count), "stratum": stratum or [0] * count, "weight": weight, "loss": loss}
    rows["recovery"] = recovery or [0.0] * count
    service = {"replication": np.repeat(np.arange(count), 2), "segment": ["all"] * 2 * count}
    service |= {"week": [0, 1] * count, "wanted": [10.0, 0.0] * count}
    service["served"] = [units for number in served for units in (number, 0.0)]
    failures = pl.DataFrame(
        failed, schema={"replication": pl.Int32, "stratum": pl.Int32, "weight": pl.Float64}, orient="row"
    )
    numbers = {"replication": pl.Int32, "stratum": pl.Int32}
    return Replications(
        pl.DataFrame(rows, schema_overrides=numbers),
        pl.DataFrame(service),
        pl.DataFrame(list(events), schema=EVENTS, orient="row"),
        failures,
    )


def test_losses():
    """Mean, value at risk and tail are weighted; intervals hold them, and don't change from run to run."""
    loss = [0.0, *map(float, range(1, 41))]
    found = result(loss, [0.6] + [0.01] * 40, [0] + [1] * 40, recovery=[0.0] + [2.0] * 40)
    figures = losses(found, seed=3, resamples=100)
    assert figures.expected.value == pytest.approx(0.01 * 820)
    assert figures.at_risk.value == 35.0
    assert figures.tail.value == pytest.approx(38.0)
    assert figures.recovery.value == pytest.approx(0.8)
    for estimate in (figures.expected, figures.at_risk, figures.tail):
        assert estimate.low < estimate.value < estimate.high
    assert losses(found, seed=3, resamples=100) == figures
    assert losses(found, seed=4, resamples=100).expected != figures.expected


def test_fan():
    """The fan has weighted quantiles of units served a unit wanted, and 1 where nobody wants any."""
    found = fan(result([0.0] * 4, [0.1, 0.2, 0.3, 0.4], served=[0.0, 5.0, 8.0, 10.0]))
    first, second = found.rows(named=True)
    assert (first["segment"], first["week"]) == ("all", 0)
    assert first["mean"] == pytest.approx(0.1 + 0.24 + 0.4)
    assert [first[name] for name in ("q05", "q25", "q50", "q75", "q95")] == [0.0, 0.5, 0.8, 1.0, 1.0]
    assert set(list(second.values())[2:]) == {1.0}


def test_exceedance():
    """The curve falls from the probability of any loss to 0."""
    found = exceedance(result([5.0, 0.0, 5.0, 20.0], [0.1, 0.6, 0.2, 0.1]))
    assert found["loss"].to_list() == [0.0, 5.0, 20.0]
    assert found["probability"].to_list() == pytest.approx([0.4, 0.1, 0.0])
    assert found["probability"][-1] == 0.0


HAPPENED = [
    (1, 0, "fire", 0.0, 10.0, 1.0, 1),
    (1, 1, "flood", 0.0, 30.0, 1.0, 1),
    (2, 0, "fire", 0.0, 10.0, -0.5, 1),
    (3, 0, "flood", 0.0, 0.0, 1.0, 1),
    (3, 1, "fire", 0.0, 0.0, 1.0, 1),
]


def test_parts_by_duration_and_severity():
    """A loss is shared by duration times severity, evenly where that is 0, and events are counted a year."""
    found = parts(result([0.0, 100.0, 40.0, 10.0], [0.4, 0.1, 0.2, 0.3], events=HAPPENED), 52)
    fire, flood = found.rows(named=True)
    assert (fire["hazard"], flood["hazard"]) == ("fire", "flood")
    assert fire["events"] == pytest.approx(0.6 * 365.25 / 364)
    assert fire["mean_part"] == pytest.approx(0.1 * 25 + 0.2 * 40 + 0.3 * 5)
    assert flood["mean_part"] == pytest.approx(0.1 * 75 + 0.3 * 5)
    assert (fire["tail_part"], flood["tail_part"]) == pytest.approx((25.0, 75.0))


def test_parts_by_losses_alone():
    """Where it is known what each event costs alone, that decides; where it is of some only, it doesn't."""
    alone = pl.DataFrame(
        [(1, 0, "fire", 60.0), (1, 1, "flood", 20.0), (3, 0, "flood", 7.0)],
        schema={"replication": pl.Int32, "event": pl.Int32, "hazard": pl.String, "loss": pl.Float64},
        orient="row",
    )
    happened = result([0.0, 100.0, 40.0, 10.0], [0.4, 0.1, 0.2, 0.3], events=HAPPENED)
    fire, flood = parts(happened, 52, alone)["mean_part"]
    assert fire == pytest.approx(0.1 * 75 + 0.2 * 40 + 0.3 * 5)
    assert flood == pytest.approx(0.1 * 25 + 0.3 * 5)


SIZES = st.lists(st.tuples(st.integers(0, 5), st.floats(0.01, 1)), min_size=1, max_size=30)


@given(SIZES)
def test_parts_add_up(sizes):
    """Parts add up to the mean and to the tail, whatever is on its edge."""
    loss = [10.0 * size for size, _ in sizes]
    weight = np.array([share for _, share in sizes])
    weight /= weight.sum()
    events = [
        (n, event, f"h{event}", 0.0, 1.0 + n % 3, 1.0, 1)
        for n, (size, _) in enumerate(sizes)
        for event in range(size)
    ]
    found = parts(result(loss, weight.tolist(), events=events), 52)
    values = np.array(loss)
    assert found["mean_part"].sum() == pytest.approx(weighted_mean(values, weight))
    assert found["tail_part"].sum() == pytest.approx(conditional_value_at_risk(values, weight, LEVEL))


def test_others_stand_for_what_failed():
    """Those that failed are stood for by the others of their stratum; by all where none is left of it."""
    failed = [(3, 0, 0.2), (4, 2, 0.1)]
    found = result([0.0, 1.0, 2.0], [0.2, 0.25, 0.25], [0, 1, 1], failed=failed)
    assert weights(found) == pytest.approx(np.array([0.4, 0.25, 0.25]) / 0.9)
    assert weights(result([0.0], [1.0])).tolist() == [1.0]
