"""Options of a plant, checked."""

from __future__ import annotations

import pytest

from reshore.errors import UsageError
from reshore.factory.plan.asked import Asked

PLAIN = {
    "rate": "100/week",
    "release": "takt",
    "people": None,
    "load": 0.9,
    "fewest": False,
    "learning": 0.9,
    "mature": None,
    "absence": 0.1,
    "precision": 0.01,
    "most": 64,
    "seed": 0,
    "seconds": 10.0,
    "feed_weight": 0.0,
    "workers": 1,
}


def test_what_is_asked():
    """Options become a rate a week and how closely lines are simulated; workers change no result."""
    asked = Asked(**PLAIN | {"rate": "700/day", "most": 4, "workers": 3})
    assert asked.weekly == 4900.0
    assert (asked.options().least, asked.options().most, asked.options().workers) == (4, 4, 3)
    assert asked.told() == {name: value for name, value in PLAIN.items() if name != "workers"} | {
        "rate": "700/day",
        "most": 4,
    }
    assert Asked(**PLAIN | {"rate": "max"}).weekly is None


@pytest.mark.parametrize(
    "option",
    [
        {"rate": "0/week"},
        {"load": 0.0},
        {"load": 1.2},
        {"load": float("nan")},
        {"absence": 1.0},
        {"absence": -0.1},
        {"people": 0},
        {"seconds": 0.0},
        {"feed_weight": -1.0},
        {"feed_weight": float("inf")},
        {"learning": 0.4},
        {"mature": -1.0},
        {"mature": 1e9},
        {"precision": 0.0},
        {"most": 1},
    ],
)
def test_wrong_options(option):
    """Options out of their range are wrong usage."""
    with pytest.raises(UsageError):
        Asked(**PLAIN | option)
