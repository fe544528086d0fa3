"""The largest rate at which limits are kept."""

from __future__ import annotations

from math import ceil

import pytest

from reshore.errors import DataError, Fault, UsageError
from reshore.factory.plan.largest import largest
from reshore.factory.plan.limits import Limit


@pytest.mark.parametrize(("power", "stations", "binds"), [(350.0, 100.0, "power"), (1000.0, 7.0, "floor")])
def test_what_binds(power, stations, binds):
    """The rate is that at which the first limit is reached, and it is told which."""
    found = largest(
        lambda rate: (
            Limit("power", "kW", 50 + 3 * rate, power, "there"),
            Limit("floor", "m", float(ceil(rate / 10)), stations, "there"),
        )
    )
    assert found.binds == (binds,)
    assert found.rate == pytest.approx(min((power - 50) / 3, 10 * stations), rel=2e-4)
    assert found.rate <= min((power - 50) / 3, 10 * stations)


def test_small_rates():
    """Less than one unit a week is found too."""
    assert largest(lambda rate: (Limit("power", "kW", rate, 0.1, "there"),)).rate == pytest.approx(
        0.1, rel=1e-3
    )


def test_stations():
    """Where no line makes more, stations bind."""

    def needs(rate):
        if rate > 30:
            raise DataError([Fault("routings", "too long")])
        return (Limit("power", "kW", rate, 100.0, "there"), Limit("people", "person", rate, None, "there"))

    found = largest(needs)
    assert found.binds == ("stations",)
    assert found.rate == pytest.approx(30, rel=2e-4)


def test_too_little_for_any_rate():
    """What is short at any rate is told with how much is needed."""
    with pytest.raises(
        DataError, match=r"there: floor 50 \(m\) is too little: any rate takes 80; give 80 or more"
    ):
        largest(lambda _: (Limit("floor", "m", 80.0, 50.0, "there"),))


def test_without_limits():
    """Without any limit, a rate has to be asked for."""
    with pytest.raises(UsageError, match="nothing limits the rate"):
        largest(lambda rate: (Limit("power", "kW", rate, None, "there"),))
