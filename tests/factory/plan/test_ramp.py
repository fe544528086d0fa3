"""The ramp of a plant by Wright's law of learning."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.errors import UsageError
from reshore.factory.plan.ramp import made, profile, ramp
from reshore.tables.profile import Profile


def test_without_learning():
    """Where hours don't fall, the first month is full."""
    assert ramp(1000.0, 1.0) == [1.0]
    assert profile([1.0]) == "1"


def test_hours_fall_at_each_doubling():
    """When twice as many units have been made, units are made faster by 1 / learning."""
    rate, mature = 1000.0, 800.0
    years = np.linspace(1e-4, 1.0, 20_001)
    units = np.array([made(year, rate, 0.8, mature) for year in years])
    pace = np.gradient(units, years)
    fast, slow = np.interp([400.0, 200.0], units, pace)
    assert fast / slow == pytest.approx(1 / 0.8, rel=1e-3)
    assert np.interp(400.0, units, pace) == pytest.approx(0.8 * rate, rel=1e-3)


def test_units_add_up():
    """Months' shares are the units made, and end at the full rate."""
    shares = ramp(1200.0, 0.9)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert sum(shares) * 100 == pytest.approx(made(len(shares) / 12, 1200.0, 0.9, 600.0), rel=1e-6)


def test_profile_is_read_back():
    """The profile has each month's share in its middle."""
    shares = ramp(1200.0, 0.85)
    read = Profile.parse(profile(shares))
    assert [read.at(month + 0.5) for month in range(len(shares))] == pytest.approx(shares, rel=1e-3)


@pytest.mark.parametrize(("learning", "mature"), [(0.5, None), (1.1, None), (0.9, 0.0)])
def test_what_makes_no_sense(learning, mature):
    """Learning so fast that the first unit never ends is refused, and so is maturity from the start."""
    with pytest.raises(UsageError):
        ramp(1000.0, learning, mature)
