"""Fixes are tried under the same events, each once; the operation as it is isn't worked out again."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.conftest import build_model
from tests.risk.operations import small

from reshore.risk.asked import Player
from reshore.risk.fixes import fixes
from reshore.risk.improved import improved
from reshore.risk.recourse import Recourse
from reshore.risk.sets import stress_sets
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from reshore.risk.operation import Operation


class Played:
    """Stands in for `Play`, and keeps what it was asked to work out."""

    asked = SimpleNamespace(seed=0)

    def __init__(self) -> None:
        self.cases: list[tuple[Operation, Player]] = []

    def losses(self, cases: Any, part: str, on_progress: Any) -> list[pl.DataFrame]:
        """Give every fix half the loss."""
        assert part == "fixes"
        self.cases = cases
        on_progress(10, 10, 0.0)
        return [losses(0.5)] * len(cases)


def losses(factor: float) -> pl.DataFrame:
    """Return what an engine gives for ten replications."""
    lost = [factor * 100.0 * number for number in range(10)]
    return pl.DataFrame({"replication": range(10), "stratum": [0] * 10, "weight": [0.1] * 10, "loss": lost})


@pytest.mark.parametrize("engine", [Simulation, Recourse])
def test_each_fix_once(engine: type[Simulation | Recourse]) -> None:
    """Sources made ready are made so in a simulation alone."""
    operation = small()
    sets = [
        one for one in stress_sets(operation, build_model()) if (one.kind, one.name) == ("supplier", "S1")
    ]
    trials = fixes(operation, sets)
    play, told = Played(), list[tuple[Any, ...]]()
    player = Player("some", partial(engine, weeks=4), 10)
    before: Any = SimpleNamespace(replications=losses(1.0))
    found = improved(play, operation, sets, player, before, lambda *step: told.append(step))
    assert sorted(found["fix"]) == sorted(fix.name for fix in trials)
    assert found["cvar_removed"].to_list() == [450.0] * len(trials)
    assert told == [(10, 10, 0.0)]
    made = [fix.ready or None for fix in trials] if engine is Simulation else [None] * len(trials)
    assert [player.build.keywords.get("ready") for _, player in play.cases] == made
    for (changed, _), fix in zip(play.cases, trials, strict=True):
        assert changed.items.equals(fix.operation.items)
        assert changed.moves.equals(fix.operation.moves)
    assert any(fix.ready for fix in trials)
