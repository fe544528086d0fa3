"""Strata of rare events: weights that are probabilities, draws that are exact."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reshore.chance.philox import uniforms
from reshore.chance.strata import draw, poisson, single


def luck(replications, kinds):
    streams = np.arange(kinds, dtype=np.uint64)[None, :]
    return uniforms(streams, np.arange(replications, dtype=np.uint64)[:, None], 1)[..., 0]


def evenly(replications):
    """One kind's numbers spread without chance, so that shares come out to a replication."""
    return ((np.arange(replications) + 0.5) / replications)[:, None]


@given(
    rates=st.lists(st.floats(1e-6, 3), min_size=1, max_size=4),
    probabilities=st.lists(st.floats(0.01, 0.99), max_size=2),
    last=st.integers(0, 3),
)
def test_weights(rates, probabilities, last):
    """Weights sum to 1 and to each stratum's probability, and every replication is within its stratum."""
    chances = [*map(poisson, rates), *map(single, probabilities)]
    sample = draw(chances, [5] * (last + 1), luck(5 * (last + 1), len(chances)))
    assert sample.weights.sum() == pytest.approx(1, abs=1e-12)
    assert (np.minimum(sample.counts.sum(axis=1), last) == sample.strata).all()
    if last:
        nothing = math.exp(-sum(rates)) * math.prod(1 - p for p in probabilities)
        assert sample.weights[sample.strata == 0].sum() == pytest.approx(nothing, rel=1e-9)


def test_probabilities_of_totals():
    """The strata of several Poisson kinds have the probabilities of the Poisson of their sum."""
    sample = draw([poisson(0.2), poisson(0.3), poisson(1.0)], (1, 1, 1, 1), luck(4, 3))
    expected = [*stats.poisson.pmf([0, 1, 2], 1.5), stats.poisson.sf(2, 1.5)]
    np.testing.assert_allclose(sample.weights, expected, rtol=1e-12)


def test_exact_within_strata():
    """In each stratum, every combination of counts comes as often as its conditional probability says."""
    chances = [poisson(0.4), single(0.3), poisson(0.9)]
    size = 40_000
    sample = draw(chances, (1, size, size, size), luck(3 * size + 1, 3))
    for stratum in (1, 2, 3):
        drawn = sample.counts[sample.strata == stratum]
        cells = [
            cell
            for cell in itertools.product(range(5), range(2), range(7))
            if (sum(cell) == stratum if stratum < 3 else sum(cell) >= 3)
        ]
        joint = np.array([math.prod(c[n] for c, n in zip(chances, cell, strict=True)) for cell in cells])
        seen = np.array([(drawn == cell).all(axis=1).sum() for cell in cells])
        usual = joint / joint.sum() * size > 5
        expected = joint[usual] / joint[usual].sum() * seen[usual].sum()
        assert seen[usual].sum() > 0.99 * size
        assert stats.chisquare(seen[usual], expected).pvalue > 0.001


def test_one_kind_is_inverted():
    """With one kind and even numbers, each count has its share to a replication."""
    sample = draw([poisson(1.3)], (1, 1000), np.concatenate([[[0.5]], evenly(1000)]))
    seen = np.bincount(sample.counts[1:, 0], minlength=5)[1:5]
    expected = 1000 * stats.poisson.pmf([1, 2, 3, 4], 1.3) / stats.poisson.sf(0, 1.3)
    assert abs(seen - expected).max() <= 1


def test_unstratified():
    """A single stratum is plain sampling, and a kind's luck doesn't depend on the others."""
    numbers = luck(2000, 3)
    alone = draw([poisson(0.7)], (2000,), numbers[:, :1])
    among = draw([poisson(0.7), single(0.5), poisson(2)], (2000,), numbers)
    assert (alone.counts[:, 0] == among.counts[:, 0]).all()
    assert (alone.counts[:, 0] == stats.poisson.ppf(numbers[:, 0], 0.7)).all()
    assert (alone.weights == 1 / 2000).all()


def test_very_rare():
    """Events of once in a billion years have a stratum that weighs so little and still holds them."""
    sample = draw([poisson(1e-9), poisson(3e-9)], (1, 4000), luck(4001, 2))
    assert sample.weights[1:].sum() == pytest.approx(4e-9, rel=1e-6)
    assert (sample.counts[1:].sum(axis=1) == 1).all()
    assert sample.counts[1:, 1].mean() == pytest.approx(0.75, abs=0.03)
    both = draw([poisson(1e-9)], (1, 1, 1), luck(3, 1))
    assert both.counts[2, 0] == 2
    assert both.weights[2] == pytest.approx(5e-19, rel=1e-6)


def test_weighted_mean_is_unbiased():
    """The weighted mean of a loss is its mean without strata, with a tenth of the error."""
    rates = [0.01, 0.02]
    sample = draw([*map(poisson, rates)], (10, 990), luck(1000, 2))
    losses = sample.counts @ np.array([100.0, 10.0])
    assert losses @ sample.weights == pytest.approx(100 * 0.01 + 10 * 0.02, rel=0.04)


@pytest.mark.parametrize(
    ("chances", "allocation", "message"),
    [
        ([poisson(1.0)], (0, 10), "0 replications for 0 events, of probability 0.36"),
        ([poisson(1.0)], (10, 0), "0 replications for 1 or more events, of probability 0.63"),
        ([poisson(0.0)], (10, 10), "10 replications for 1 or more events, of probability 0"),
        ([], (1, 1), "1 or more events"),
        ([single(0.5)], (1, 1, 1), "2 or more events, of probability 0; give replications to every stratum"),
    ],
)
def test_wrong_allocations(chances, allocation, message):
    """A stratum left out would bias what is estimated; one that can't occur can't be drawn."""
    with pytest.raises(ValueError, match=message):
        draw(chances, allocation, luck(sum(allocation), len(chances)))


def test_nothing_can_happen():
    """Without anything that could happen, all replications are of that stratum."""
    sample = draw([poisson(0.0)], (3,), luck(3, 1))
    assert sample.counts.tolist() == [[0]] * 3
