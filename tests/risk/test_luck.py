"""Each thing has its own luck, whatever else is drawn beside it."""

from __future__ import annotations

import numpy as np
from tests.risk.operations import small
from tests.risk.threats import threatened

from reshore.chance.streams import Streams
from reshore.risk.hazards import Hazards
from reshore.risk.luck import Luck

QUAKE = {"hazard": "quake", "cause": "fault", "rate": 1, "duration": "30", "effect": "capacity"}
STOCK = QUAKE | {"hazard": "loss", "effect": "stock"}
FLOOD = QUAKE | {"hazard": "flood", "cause": None, "where": "site = 'P1'"}


def luck(*rows, seed=3):
    return Luck.of(Hazards.of(threatened(*rows), small()), seed)


def test_numbers_are_those_of_their_streams():
    """Start, duration and severity by source, rows by source, table and name."""
    streams, found = Streams(3), luck(QUAKE, STOCK, FLOOD)
    starts, durations, severities = found.of_events(5, 4)
    assert (starts.shape, durations.shape, severities.shape) == ((2, 4), (2, 4), (2, 4))

    def alone(*key):
        return streams.uniforms("hazards", *key, size=4, replications=5).tolist()

    assert starts[1].tolist() == alone("hazard", "flood", "start")
    assert durations[0].tolist() == alone("cause", "fault", "duration")
    assert severities[1].tolist() == alone("hazard", "flood", "severity")
    for event in range(4):
        assert found.of_rows(0, 5, event)[1] == alone("cause", "fault", "sites", "P2")[event]
    numbers = found.number_of_events(np.array([5]))
    assert numbers[0, 0] == streams.uniforms("hazards", "cause", "fault", "count", size=1, replications=5)[0]


def test_rows_of_one_cause_have_the_same_luck():
    """P1 has it in both hazards of the quake, and other luck in the flood."""
    found = luck(QUAKE, STOCK, FLOOD)
    assert found.of_rows(0, 5, 0).tolist() == found.of_rows(1, 5, 0).tolist()
    assert found.of_rows(2, 5, 0)[0] not in found.of_rows(0, 5, 0)
    assert found.of_rows(0, 5, 0).tolist() != luck(QUAKE, seed=4).of_rows(0, 5, 0).tolist()
