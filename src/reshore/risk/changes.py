"""A realisation as changes of the weekly program: costs, bounds, rows, entries where stock is destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.resolve import Changes
from reshore.risk.weekly import Unmet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.risk.realisation import Change, Realisation
    from reshore.risk.weekly import Weekly

    Numbers = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Values = tuple[Numbers, Floats]
    Entries = tuple[Numbers, Numbers, Floats]


def changes(weekly: Weekly, realisation: Realisation) -> Changes:
    """Return what a realisation changes of the program.

    Raises
    ------
    ValueError
        If it changes the capacity of a lane that has none.
    """
    lost = weekly.unmet is Unmet.LOST
    uppers = [
        _columns(weekly, name, change)
        for name, change in (
            ("make", realisation.makes),
            ("buy", realisation.buys),
            ("move", realisation.moves),
            ("detour", realisation.detours),
        )
    ]
    rows = [_rows(weekly, "hours", realisation.hours), _lanes(weekly, realisation.lanes)]
    opening, entries = _destroyed(weekly, realisation.destroyed)
    both = [opening]
    if lost:
        uppers.append(_columns(weekly, "serve", realisation.demands))
    else:
        both.append(_rows(weekly, "waiting", realisation.demands))
    return Changes(
        cost=_together(
            [_columns(weekly, "buy", realisation.buy_cost), *_fares(weekly, realisation.move_cost)]
        ),
        upper=_together(uppers),
        row_lower=_together(both),
        row_upper=_together(rows + both),
        entries=entries,
    )


def _together(parts: Sequence[Values]) -> Values | None:
    positions, values = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return (positions, values) if len(positions) else None


def _at(offset: int, weekly: Weekly, row: Numbers, week: Numbers) -> Numbers:
    """Return positions in a block that has every row of a frame in every week."""
    return (offset + row * weekly.weeks + week).astype(np.int32)


def _columns(weekly: Weekly, name: str, change: Change) -> Values:
    return _at(weekly.program.columns[name].offset, weekly, change.row, change.week), change.value


def _rows(weekly: Weekly, name: str, change: Change) -> Values:
    return _at(weekly.program.rows[name].offset, weekly, change.row, change.week), change.value


def _lanes(weekly: Weekly, change: Change) -> Values:
    """Only lanes with a capacity have rows; they stand in the order of the lanes."""
    limited = weekly.operation.lanes["capacity"].is_not_null().to_numpy()
    if not limited[change.row].all():
        lane = weekly.operation.lanes["lane"][int(change.row[~limited[change.row]][0])]
        raise ValueError(f"lane {lane} has no capacity, so that only its moves can be limited")
    place = np.cumsum(limited) - 1
    return _at(weekly.program.rows["lane"].offset, weekly, place[change.row], change.week), change.value


def _fares(weekly: Weekly, change: Change) -> list[Values]:
    """Return costs of moves, and of the detours that stand in for them, with the holding cost on the way."""
    positions, fares = _columns(weekly, "move", change)
    moves = (positions, fares + weekly.transit[positions])
    detours = weekly.operation.detours
    # Detours are sorted by move: those of a move stand side by side.
    first = np.searchsorted(detours["move"].to_numpy(), change.row, "left")
    behind = np.searchsorted(detours["move"].to_numpy(), change.row, "right")
    counts = behind - first
    which = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    at = _at(weekly.program.columns["detour"].offset, weekly, which, np.repeat(change.week, counts))
    own = detours["cost"].to_numpy()[which]
    return [moves, (at, np.repeat(fares, counts) + own + weekly.transit[at])]


def _destroyed(weekly: Weekly, change: Change) -> tuple[Values, Entries | None]:
    """Return the balances of the first week, with less stock there, and what is carried into later weeks."""
    balance, stock = weekly.program.rows["balance"].offset, weekly.program.columns["stock"].offset
    rows = _at(balance, weekly, change.row, change.week)
    first = change.week == 0
    there = weekly.operation.items["stock"].to_numpy()[change.row[first]]
    opening = (rows[first], weekly.program.row_lower[rows[first]] + there * change.value[first])
    later = ~first
    if not later.any():
        return opening, None
    columns = _at(stock, weekly, change.row[later], change.week[later] - 1)
    return opening, (rows[later], columns, 1 - change.value[later])
