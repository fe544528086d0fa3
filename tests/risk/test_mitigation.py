"""What fixes remove is counted in pairs, under the same events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from tests.risk.operations import changed, small
from tests.risk.realisations import realised

from reshore.chance.tails import conditional_value_at_risk
from reshore.risk.fixes import Fix, FixKind
from reshore.risk.frames import FRAMES
from reshore.risk.mitigation import mitigation
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from reshore.risk.operation import Operation

COUNT = 60


def frame(losses: list[float], **columns: list[float]) -> pl.DataFrame:
    """Return what a run gives."""
    count = len(losses)
    parts = {"replication": list(range(count)), "stratum": [0] * count, "weight": [1 / count] * count}
    return pl.DataFrame(parts | {"loss": losses} | columns)


def fix(name: str, cost: float, operation: Operation | None = None) -> Fix:
    """Return a fix."""
    return Fix(name, FixKind.STOCK, cost, operation or small())


def test_figures() -> None:
    """The removed part of the tail, its ratio to the cost, and the order of fixes."""
    losses = [float(n) for n in range(100)]
    trial = [fix("half", 100.0), fix("quarter", 10.0), fix("free", 0.0)]
    after = [frame([factor * loss for loss in losses]) for factor in (0.5, 0.75, 0.9)]
    found = mitigation(frame(losses), trial, after)
    assert dict(found.schema) == dict(FRAMES["fixes"].dtypes)
    assert found["fix"].to_list() == ["free", "quarter", "half"]
    # The worst 5 of 0 to 99 have a mean of 97.
    assert found["cvar_removed"].to_list() == pytest.approx([9.7, 24.25, 48.5])
    assert found["ratio"].to_list() == [None, pytest.approx(2.425), pytest.approx(0.485)]
    assert (found["low"] < found["cvar_removed"]).all()
    assert (found["high"] > found["low"]).all()


def test_pairs_narrow_the_interval() -> None:
    """A fix that takes the same off every loss does so for sure, however far losses spread."""
    losses = list(np.random.default_rng(0).exponential(1e6, 200))
    found = mitigation(frame(losses), [fix("same", 1.0)], [frame([loss - 5.0 for loss in losses])])
    assert found["low"].item() == pytest.approx(5.0, abs=1e-6)
    assert found["high"].item() == pytest.approx(5.0, abs=1e-6)


def test_failed_replications_are_left_out_of_both() -> None:
    """What only one of the two runs has doesn't count, and its stratum keeps its weight."""
    before = frame([0.0] * 90 + [100.0] * 10, stratum=[0] * 90 + [1] * 10)
    after = before.filter(~pl.col("replication").is_in([95, 96, 97, 98, 99])).with_columns(
        loss=pl.col("loss") * 0.5
    )
    found = mitigation(before, [fix("half", 1.0)], [after])
    assert found["cvar_removed"].item() == pytest.approx(50.0)


def test_no_fix() -> None:
    """Without fixes the frame is empty."""
    assert mitigation(frame([1.0]), [], []).is_empty()


@pytest.mark.parametrize("engine", [Simulation, Recourse])
def test_stock_helps_with_either_engine(engine: type[Simulation | Recourse]) -> None:
    """P1 stands still for some weeks: racks in M2 take that off the tail which they are there for."""
    rng = np.random.default_rng(1)
    lengths = rng.integers(1, 9, COUNT)
    stopped = [
        realised(number, 1 / COUNT, hours={(0, week): 0.0 for week in range(int(length))})
        for number, length in enumerate(lengths)
    ]

    def run(operation: Operation) -> pl.DataFrame:
        made = engine(operation, 16)
        return frame([made.loss(made.run(realisation)) for realisation in stopped])

    stocked = changed(small(), "items", "stock", {0: 65.0, 1: 60.0})
    before, after = run(small()), run(stocked)
    trial = [fix("stock", 1000.0, stocked), fix("nothing", 1.0)]
    found = mitigation(before, trial, [after, before], resamples=200)
    rows = {row["fix"]: row for row in found.iter_rows(named=True)}
    weights = np.full(COUNT, 1 / COUNT)
    worst, better = (
        conditional_value_at_risk(losses["loss"].to_numpy(), weights, 0.95) for losses in (before, after)
    )
    assert worst > better > 0
    assert rows["stock"]["cvar_removed"] == pytest.approx(worst - better)
    assert rows["stock"]["low"] > 0
    assert (rows["nothing"]["low"], rows["nothing"]["high"]) == (0, 0)
