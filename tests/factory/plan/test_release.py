"""When units come, as users write it."""

from __future__ import annotations

import pytest

from reshore.errors import UsageError
from reshore.factory.line.release import Conwip, Poisson, Saturated, Takt
from reshore.factory.plan.release import pulled, release


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("takt", Takt(75 * 0.999 / 100)),
        ("poisson", Poisson(75 * 0.999 / 100)),
        ("saturated", Saturated()),
        ("conwip 12", Conwip(12)),
    ],
)
def test_releases(pump_plant, text, rule):
    """At a rate, units come in open hours of the first place, those that are scrapped as well."""
    way = pump_plant.ways[0]
    found = release(text, way)
    assert type(found) is type(rule)
    for name in rule.__slots__:
        assert getattr(found, name) == pytest.approx(getattr(rule, name))


@pytest.mark.parametrize("text", ["", "often", "conwip", "conwip 0", "takt 5"])
def test_unknown_releases(pump_plant, text):
    """Anything else is refused."""
    with pytest.raises(UsageError, match="there is no release"):
        release(text, pump_plant.ways[0])


def test_components_are_pulled(motor_plant):
    """As many are inside as keep the servers busy, twice."""
    assert pulled(motor_plant.ways[1]) == Conwip(2)
