"""Replications made by hand and at random, for the tests of every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.risk.realisation import Change, Realisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.risk.operation import Operation

EFFECTS = (
    *("hours", "makes", "buys", "lanes", "moves", "detours"),
    *("buy_cost", "move_cost", "demands", "destroyed"),
)
EVENTS = {
    **{"event": pl.Int32, "hazard": pl.String, "start": pl.Float64},
    **{"duration": pl.Float64, "severity": pl.Float64, "hit": pl.Int32},
}


def change(values: Mapping[tuple[int, int], float]) -> Change:
    """Return a change from (row, week) -> value."""
    keys = sorted(values)
    return Change(
        np.array([row for row, _ in keys], np.int32),
        np.array([week for _, week in keys], np.int32),
        np.array([values[key] for key in keys], float),
    )


def realised(
    number: int = 0, weight: float = 1.0, events: list[tuple[Any, ...]] | None = None, **effects: Any
) -> Realisation:
    """Return a replication; `effects`: (row, week) -> value for some of `EFFECTS`."""
    frame = pl.DataFrame(events or [], schema=EVENTS, orient="row")
    parts = {name: change(effects.get(name, {})) for name in EFFECTS}
    return Realisation(number, weight, frame, **parts)


def happening(
    operation: Operation, weeks: int, seed: int, number: int = 0, weight: float = 1.0, *, worse: bool = False
) -> Realisation:
    """Return a random replication in which every effect may occur, for some weeks each.

    With `worse`, nothing gets cheaper and nobody wants less.
    """
    rng = np.random.default_rng([seed, number])
    effects: dict[str, dict[tuple[int, int], float]] = {name: {} for name in EFFECTS}

    def hit(name: str, row: int, value: Any) -> None:
        begin = int(rng.integers(weeks))
        for week in range(begin, min(weeks, begin + int(rng.integers(1, 8)))):
            effects[name][row, week] = float(value() if callable(value) else value)

    def some(height: int, share: float = 0.4) -> list[int]:
        return [row for row in range(height) if rng.random() < share]

    def left(value: float) -> float:
        return value * float(rng.choice([0.0, 0.5, 0.9]))

    least = 0.0 if worse else -0.5
    for row in some(operation.resources.height):
        hit("hours", row, left(operation.resources["hours"][row]))
    for name, frame in (("makes", operation.makes), ("buys", operation.buys), ("moves", operation.moves)):
        for row in some(frame.height):
            hit(name, row, left(frame["rate"][row]))
    limited = operation.lanes["capacity"].is_not_null()
    for row in some(operation.lanes.height):
        if limited[row]:
            hit("lanes", row, left(operation.lanes["capacity"][row]))
    for row in some(operation.detours.height, 0.6):
        hit("detours", row, np.inf)
        for at, week in [at for at in effects["detours"] if at[0] == row]:
            effects["moves"][operation.detours["move"][at], week] = 0.0
    for name, frame in (("buy_cost", operation.buys), ("move_cost", operation.moves)):
        for row in some(frame.height):
            hit(name, row, frame["cost"][row] * (1 + rng.uniform(least, 1.0)))
    for row in some(operation.demands.height, 0.5):
        hit("demands", row, lambda row=row: operation.demands["rate"][row] * (1 + rng.uniform(least, 1.0)))
    for row in some(operation.items.height):
        effects["destroyed"][row, int(rng.integers(weeks))] = float(rng.choice([1.0, 0.5, 0.1]))
    events = [(0, "storm", 7.0 * min(weeks - 1, 1), 21.0, 0.5, 1)]
    return realised(number, weight, events, **effects)
