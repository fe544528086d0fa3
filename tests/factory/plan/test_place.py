"""Places: a station with its tasks, and all its parallel copies."""

from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def place(pump_plant):
    """Return the place of the test of pumps."""
    return pump_plant.place("pump/test")


def test_what_a_service_takes(place):
    """A service takes what its task and its station take; a station has several servers."""
    assert (place.operators, place.power, place.cooling, place.hours) == (0.5, 20.0, 20.0, 1.0)
    assert (place.servers, place.buffer) == (2, 4)


def test_load(place):
    """Work is counted with its visits, in open hours, while the station is up."""
    assert place.busy(100.0) == pytest.approx(100 * 1.11 / 0.999 / 75)
    assert place.load(100.0) == pytest.approx(place.busy(100.0) * 1.04 / 2)


@pytest.mark.parametrize("rate", [1.0, 100.0, 117.0, 1234.5])
def test_needed(place, rate):
    """One station fewer would be loaded more than asked for."""
    copies = place.needed(rate, 0.8)
    assert place.with_copies(copies).load(rate) <= 0.8
    assert copies == 1 or place.with_copies(copies - 1).load(rate) > 0.8


def test_other_sizes(place):
    """With other copies the places of each go along; a buffer is as large as asked for, also below theirs."""
    wide = place.with_copies(3)
    assert (wide.copies, wide.buffer, wide.extra) == (3, 12, 0)
    assert [wide.with_buffer(number).buffer for number in (0, 5, 20)] == [0, 5, 20]
    assert wide.with_buffer(5).extra == -7
    endless = replace(place, kind=replace(place.kind, buffer=None))
    assert endless.with_copies(3).buffer is None
