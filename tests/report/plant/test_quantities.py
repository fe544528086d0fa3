"""Times, powers, intervals and changes are told in units and with figures that people read."""

from __future__ import annotations

import pytest

from reshore.report.plant.quantities import amount, clock, hours, interval, power, signed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known"),
        (0.4, "24 minutes"),
        (0.0, "0 hours"),
        (1.0, "1 hour"),
        (6.5, "6.50 hours"),
        (72.0, "3 days"),
        (100.0, "4.17 days"),
    ],
)
def test_times(value: float | None, words: str) -> None:
    """Short ones in minutes, long ones in days."""
    assert hours(value) == words


def test_times_are_drawn_as_they_are_told() -> None:
    """A takt below an hour is drawn in minutes."""
    assert clock(0.42) == (60.0, "minutes")
    assert clock(1.0) == (1.0, "hours")


@pytest.mark.parametrize(
    ("kilowatts", "words"), [(0.0, "0 kW"), (48.54, "48.5 kW"), (999.0, "999 kW"), (1e3, "1 MW")]
)
def test_powers(kilowatts: float, words: str) -> None:
    """Megawatts from one on."""
    assert power(kilowatts).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (399.77, 400.61, "399.77 to 400.61"),
        (946.789, 953.286, "946.8 to 953.3"),
        (21.0, 21.0, "21.00 to 21.00"),
    ],
)
def test_intervals(low: float, high: float, words: str) -> None:
    """Two figures of the width are told."""
    assert interval(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (-35.03, "\N{MINUS SIGN}35.0"),
        (0.000044512, "+0.0000445"),
        (12345.6, "+12,346"),
    ],
)
def test_changes(value: float, words: str) -> None:
    """Three figures and the sign."""
    assert signed(value) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(1.0, "person", "1 person"), (7.0, "person", "7 people"), (52.0, "m", "52 m")],
)
def test_amounts(value: float, unit: str, words: str) -> None:
    """People are counted."""
    assert amount(value, unit).replace("\N{NO-BREAK SPACE}", " ") == words
