"""Long runs: the warm-up is cut where it ends, and means of dependent values have honest intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal, stats

from reshore.chance.intervals import mean
from reshore.chance.steady import batch_means, warm_up
from reshore.chance.streams import Streams


def noise(name, size):
    return stats.norm.ppf(Streams(6).uniforms(name, size=size))


def test_transient_is_cut():
    """A start far off is cut about where it has faded."""
    series = noise("a", 2000) + 20 * np.exp(-np.arange(2000) / 40)
    cut = warm_up(series)
    assert 100 <= cut <= 400
    assert cut % 5 == 0


def test_steady_from_the_start():
    """A series without transient keeps nearly all of itself, and a constant one all."""
    assert warm_up(noise("b", 2000)) <= 400
    assert warm_up(np.full(100, 3.0)) == 0


def test_step_by_hand():
    """Values that jump once are cut at the jump."""
    assert warm_up(np.repeat([10.0, 0.0], [30, 90])) == 30


def test_still_drifting():
    """A series that is still on its way at its end has no cut."""
    assert warm_up(np.arange(500.0)) is None


def test_too_short():
    """A warm-up can't be told from few values, nor batches made of fewer."""
    with pytest.raises(ValueError, match="can't be found in 49 values; 50 are needed"):
        warm_up(np.zeros(49))
    with pytest.raises(ValueError, match="7 values don't make 20 batches"):
        batch_means(np.zeros(7))


def test_definition():
    """The cut is where the sum of squares over the squared number left is least, computed one by one."""
    series = noise("c", 403) + 5 * (np.arange(403) < 31)
    batches = series[:400].reshape(-1, 5).mean(axis=1)
    errors = [batches[cut:].var() / (80 - cut) for cut in range(76)]
    assert warm_up(series) == 5 * int(np.argmin(errors))


def test_batches_cover_dependent_values():
    """Of 100 runs of a strongly dependent series, batch means cover its mean as asked; plain means don't."""
    covered = {"batches": 0, "plain": 0}
    for run in range(100):
        series = signal.lfilter([1.0], [1.0, -0.9], noise(run, 4000))[1000:]
        for name, found in (("batches", batch_means(series, level=0.9)), ("plain", mean(series, 0.9))):
            covered[name] += found.low <= 0 <= found.high
    assert covered["batches"] >= 80
    assert covered["plain"] <= 50


def test_left_over_at_the_start():
    """Values that don't fill a batch are left out at the start."""
    assert batch_means(np.array([99.0, 1, 1, 2, 2]), batches=2).value == 1.5
