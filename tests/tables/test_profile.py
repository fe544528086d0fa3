"""Profiles are read as written, refuse what they can't be, and their mean is the integral."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.tables.profile import Profile

values = st.floats(-10, 10)
months = st.lists(st.integers(0, 60), min_size=1, max_size=5, unique=True).map(sorted)


@st.composite
def profiles(draw):
    since = draw(months)
    return Profile(tuple((float(month), draw(values)) for month in since))


def test_a_number_is_a_constant():
    """A single number holds at all times."""
    profile = Profile.parse(" 0.8 ")
    assert profile.is_flat
    assert profile.points == ((0.0, 0.8),)
    assert profile.mean(-3, 100) == 0.8


def test_points_are_joined_by_lines():
    """The mean of a ramp is that of its middle, and constant outside of its points."""
    ramp = Profile.parse("0:0.5 6:0.8 12:1")
    assert not ramp.is_flat
    assert ramp.at(-1) == 0.5
    assert ramp.at(3) == pytest.approx(0.65)
    assert ramp.at(99) == 1
    assert ramp.mean(0, 6) == pytest.approx(0.65)
    assert ramp.mean(6, 18) == pytest.approx(0.95)
    assert ramp.mean(3, 3) == pytest.approx(0.65)


def test_points_with_one_value_are_flat():
    """Points on a level are as flat as a number."""
    assert Profile.parse("0:0.5 6:0.5").is_flat


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("x", "'x' is not a number"),
        ("nan", "'nan' is not a number"),
        ("0:0.5 6", "'6' is not months:value"),
        ("0:0.5 6:", "'' is not a number"),
        ("-1:0.5 6:1", "month -1 is before the start"),
        ("0:1 6:1 6:2", "month 6 does not come after month 6"),
        ("6:1 0:2", "month 0 does not come after month 6"),
        ("0:1:2", "'1:2' is not a number"),
    ],
)
def test_what_it_can_not_be_is_refused_by_name(text, reason):
    """Each wrong text names the part that is wrong."""
    with pytest.raises(ValueError, match=reason):
        Profile.parse(text)


def test_a_mean_does_not_run_backwards():
    """The end of an interval is not before its start."""
    with pytest.raises(ValueError, match="backwards"):
        Profile.parse("1").mean(2, 1)


@given(profiles(), st.floats(-5, 70), st.floats(0.5, 40))
def test_the_mean_is_the_integral(profile, start, length):
    """The mean agrees with a numeric integration."""
    grid = np.linspace(start, start + length, 20_001)
    since, level = zip(*profile.points, strict=True)
    numeric = np.trapezoid(np.interp(grid, since, level), grid) / length
    assert profile.mean(start, start + length) == pytest.approx(numeric, abs=1e-3)


@given(profiles(), st.floats(0, 30), st.floats(0.1, 20), st.floats(0.1, 20))
def test_means_add_up(profile, start, first, second):
    """The mean over two spans is the weighted mean of both."""
    whole = profile.mean(start, start + first + second)
    parts = first * profile.mean(start, start + first) + second * profile.mean(
        start + first, start + first + second
    )
    assert whole * (first + second) == pytest.approx(parts, abs=1e-6)
