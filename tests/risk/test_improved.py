"""Fixes are tried under the same events, each once; the operation as it is isn't worked out again."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import polars as pl
from tests.conftest import build_model
from tests.risk.operations import small

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
        self.parts: list[str] = []
        self.ready: list[Any] = []
        self.operations: list[Operation] = []

    def replications(self, operation: Operation, build: partial[Any], part: str, on_progress: Any) -> Any:
        """Give every fix half the loss."""
        self.parts.append(part)
        self.ready.append(build.keywords.get("ready"))
        self.operations.append(operation)
        on_progress(10, 10, 0.0)
        return given(0.5)


def given(factor: float) -> Any:
    """Return what an engine gives for ten replications."""
    losses = [factor * 100.0 * number for number in range(10)]
    frame = pl.DataFrame(
        {"replication": range(10), "stratum": [0] * 10, "weight": [0.1] * 10, "loss": losses}
    )
    return SimpleNamespace(replications=frame, failures=pl.DataFrame())


def test_each_fix_once_with_its_own_part() -> None:
    """Parts are numbered; sources made ready are made so in a simulation alone."""
    operation = small()
    sets = [
        one for one in stress_sets(operation, build_model()) if (one.kind, one.name) == ("supplier", "S1")
    ]
    trials = fixes(operation, sets)
    for engine in (Simulation, Recourse):
        play, told = Played(), list[tuple[int, int]]()
        build = partial(engine, weeks=4)
        found = improved(play, operation, sets, build, given(1.0), lambda *step, told=told: told.append(step))
        assert sorted(found["fix"]) == sorted(fix.name for fix in trials)
        assert found["cvar_removed"].to_list() == [450.0] * len(trials)
        assert play.parts == [f"fix-{number:02d}" for number in range(1, len(trials) + 1)]
        assert told == [(10 * number, 10 * len(trials)) for number in range(1, len(trials) + 1)]
        made = [fix.ready or None for fix in trials] if engine is Simulation else [None] * len(trials)
        assert play.ready == made
        assert len({id(changed) for changed in play.operations}) > 1
    assert any(fix.ready for fix in trials)
