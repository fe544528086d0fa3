"""Times to a gap are those at which it was first proven."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from benchmarks.measured import FIRST, Run, Watch, apart, peak


def test_levels_are_reached_once(monkeypatch):
    """A first plan is any, a level stays reached, and the plan near the last bound is known afterwards."""
    watch = Watch(begin=0.0)
    story = [(inf, 10.0), (1000.0, 10.0), (104.0, 10.0), (100.0, 99.3), (100.0, 99.95), (100.0, 100.0)]
    for second, (objective, bound) in enumerate(story):
        monkeypatch.setattr("benchmarks.measured.time.perf_counter", lambda second=second: float(second))
        watch.hear(objective, bound)
    assert watch.reached == {FIRST: 1.0, 0.01: 3.0, 0.005: 4.0, 0.001: 4.0}
    assert watch.near() == 2.0


def test_no_plan_reaches_nothing():
    """A bound alone is no gap."""
    watch = Watch()
    watch.hear(inf, 5.0)
    watch.hear(nan, 6.0)
    assert (watch.reached, watch.bound) == ({}, 6.0)
    assert isnan(watch.near())


@pytest.mark.parametrize(
    ("ours", "theirs", "ratio"),
    [(False, False, "0.50"), (True, False, ">0.50"), (False, True, "<0.50"), (True, True, "both stopped")],
)
def test_ratio_says_where_it_is_a_bound(ours, theirs, ratio):
    """A search that was stopped would have taken longer."""
    one, other = (
        Run(seconds, {}, nan, 1.0, 1.0, 0.0, stopped=stopped, peak=1.0)
        for seconds, stopped in ((5.0, ours), (10.0, theirs))
    )
    assert one.ratio(other) == ratio


def test_a_process_of_its_own_has_a_peak_of_its_own():
    """What this process held before doesn't count."""
    held = bytearray(400 << 20)
    assert apart(peak) < peak() - 100
    assert len(held) == 400 << 20
