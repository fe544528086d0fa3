"""Shapley values and interactions: by their definition, by what they promise, and with intervals."""

from __future__ import annotations

from itertools import permutations
from math import comb, inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reshore.insight import shapley

NUMBERS = st.integers(-1000, 1000).map(float)


@st.composite
def functions(draw, most=4, least=1):
    """Draw a number of players, and a value for each set of them."""
    count = draw(st.integers(least, most))
    return count, draw(arrays(float, 2**count, elements=NUMBERS))


def by_orders(count, v):
    """Return what each player adds when it comes, as a mean over all orders."""
    added = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        there = 0
        for player in order:
            added[player] += v[there | 1 << player] - v[there]
            there |= 1 << player
    return added / len(orders)


@given(functions())
def test_values_are_means_over_all_orders(drawn):
    """Each player's value is what it adds when it comes, whatever the order."""
    count, v = drawn
    assert shapley.sums(shapley.values(count), v) == pytest.approx(by_orders(count, v), abs=1e-9)


@given(functions(most=8))
def test_values_add_up_and_no_constant_counts(drawn):
    """All values together are v(all) - v(none)."""
    count, v = drawn
    found = shapley.sums(shapley.values(count), v)
    assert found.sum() == pytest.approx(v[-1] - v[0], abs=1e-9)
    assert shapley.sums(shapley.values(count), v + 500) == pytest.approx(found, abs=1e-9)
    assert shapley.sums(shapley.gains(count), v) == pytest.approx(v - v[0])


@given(functions(least=2))
def test_players_alike_and_players_that_add_nothing(drawn):
    """Two that add the same have one value; one that adds nothing has none, and neither have its pairs."""
    count, v = drawn
    sets = np.arange(2**count)
    both = sets & 0b11
    alike = np.where(both == 0b10, v[sets ^ 0b11], v)  # a set with the second alone has the first's value
    first, second = shapley.sums(shapley.values(count), alike)[:2]
    assert first == pytest.approx(second, abs=1e-9)
    dummy = v[sets & ~1]
    assert shapley.sums(shapley.values(count), dummy)[0] == pytest.approx(0.0, abs=1e-9)
    pairs = shapley.sums(shapley.interactions(count), dummy)
    with_it = [row for row, pair in enumerate(shapley.pairs(count)) if 0 in pair]
    assert pairs[with_it] == pytest.approx(np.zeros(count - 1), abs=1e-9)


@given(functions(least=2))
def test_an_interaction_is_a_player_merged(drawn):
    """Two as one player are worth what each is worth without the other, and their interaction."""
    count, v = drawn
    sets = np.arange(2 ** (count - 1))
    merged = v[sets << 1 | sets & 1]  # players 0 and 1 come together or not at all
    alone = [v[sets << 1], v[(sets & ~1) << 1 | sets & 1]]  # only 1, only 0
    worth = [shapley.sums(shapley.values(count - 1), one)[0] for one in (merged, *alone)]
    assert shapley.pairs(count)[0] == (0, 1)
    assert worth[0] - worth[1] - worth[2] == pytest.approx(
        shapley.sums(shapley.interactions(count), v)[0], abs=1e-9
    )


@given(functions(least=2), st.data())
def test_intervals_hold_the_truth_and_are_reached(drawn, data):
    """Whatever v is within its intervals, sums lie within theirs, and some v is at their ends."""
    count, low = drawn
    high = low + data.draw(arrays(float, len(low), elements=NUMBERS.map(abs)))
    parts = data.draw(arrays(float, len(low), elements=st.floats(0, 1)))
    truth = low + parts * (high - low)
    for coefficients in (shapley.values(count), shapley.interactions(count), shapley.gains(count)):
        least, most = shapley.combined(coefficients, low, high)
        found = shapley.sums(coefficients, truth)
        assert (least <= found + 1e-6).all()
        assert (found <= most + 1e-6).all()
        worst = np.where(coefficients[-1] > 0, low, high)
        assert shapley.sums(coefficients[-1:], worst)[0] == pytest.approx(least[-1], abs=1e-6)


def test_what_is_not_known_has_no_ends():
    """A set without bounds counts where it is needed alone; a value that isn't known makes none."""
    low, high = np.array([0.0, 1.0, -inf, 5.0]), np.array([0.0, 2.0, inf, 6.0])
    least, most = shapley.combined(shapley.values(2), low, high)
    assert least.tolist() == [-inf, -inf]
    assert most.tolist() == [inf, inf]
    least, most = shapley.combined(shapley.gains(2), low, high)
    assert least.tolist() == [0.0, 1.0, -inf, 5.0]
    assert most.tolist() == [0.0, 2.0, inf, 6.0]
    found = shapley.sums(shapley.gains(2), np.array([0.0, 1.0, nan, 5.0]))
    assert isnan(found[2])
    assert found[[0, 1, 3]].tolist() == [0.0, 1.0, 5.0]


def test_one_player_has_no_pairs():
    """Its value is what it adds to nothing."""
    assert shapley.values(1).tolist() == [[-1.0, 1.0]]
    assert shapley.interactions(1).shape == (comb(1, 2), 2)
