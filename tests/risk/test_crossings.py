"""Moves whose passages are shut go round or wait; see also the realisations of whole events."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from tests.risk.operations import drawn
from tests.risk.threats import cells

from reshore.risk.crossings import Crossings
from reshore.risk.struck import Part
from reshore.risk.tally import Tally, change
from reshore.risk.usual import Usual

WEEKS = 4
PASSAGES = ("malacca", "suez")


@pytest.mark.parametrize("seed", range(12))
def test_drawn_operations(seed):
    """Each move that is shut stops; with a way round each passage it takes the longest and pays for all."""
    operation = drawn(seed)
    rng = np.random.default_rng(seed)
    usual = Usual.of(operation)
    tallies = {part: Tally(WEEKS) for part in (Part.MOVES, Part.MOVE_COST)}
    moves = np.arange(operation.moves.height)
    half = rng.random(len(moves)) < 0.3
    tallies[Part.MOVES].add(moves[half], np.arange(WEEKS), np.full(WEEKS, 0.5))
    shut = Crossings(usual, WEEKS)
    expected = {}
    lanes = operation.lanes["passages"].to_list()
    for passage in PASSAGES:
        crossing = moves[[passage in lanes[lane] for lane in operation.moves["lane_index"]]]
        weeks = np.flatnonzero(rng.random(WEEKS) < 0.6)
        shut.add(passage, crossing, weeks)
        for key in ((move, week) for move in crossing.tolist() for week in weeks.tolist()):
            expected.setdefault(key, []).append(passage)
    ways = {(row["move"], row["passage"]): row for row in operation.detours.iter_rows(named=True)}
    opened, more = {}, {}
    for (move, week), passages in expected.items():
        found = [ways.get((move, passage)) for passage in passages]
        limit = operation.moves["rate"][move] / 2 if half[move] else inf
        if None in found or limit == 0:
            continue
        longest = max(found, key=lambda row: row["days"])
        opened[longest["detour"], week] = limit
        if len(found) == 2:
            more[move, week] = sum(row["cost"] for row in found) - longest["cost"]
    assert cells(shut.resolve(tallies)) == pytest.approx(opened)
    assert cells(change(*tallies[Part.MOVE_COST].total(), WEEKS)) == pytest.approx(more)
    closed = cells(change(*tallies[Part.MOVES].product(), WEEKS))
    assert {key for key, factor in closed.items() if factor == 0} == set(expected)


def test_nothing_is_shut():
    """Then no detour is open."""
    assert cells(Crossings(Usual.of(drawn(1)), WEEKS).resolve({})) == {}
