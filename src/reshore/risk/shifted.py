"""An operation with a part of what it moves taken from elsewhere, as far as limits allow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.risk.network import network
from reshore.risk.options import Options
from reshore.risk.policy import Policy
from reshore.risk.ways import backward, sequence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.arrays import Network
    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

LEAST = 0.05
"""Share of a move from which on it is worth while to shift it."""

ROUNDING = 1e-9


def shifted(operation: Operation, move: int, to: int) -> Operation | None:
    """Return the operation with what one move brings shifted to another, and made and bought accordingly.

    All of it, or the share for which hours, capacities and throughputs suffice beside what the plan does;
    None where that is next to nothing, or the other move leads round in a circle.

    Parameters
    ----------
    operation
        What runs.
    move, to
        Numbers of two moves to one item, of which the first is used.
    """
    options = Options.of(operation)
    built = network(options, Policy())
    one, other = options.moves + move, options.moves + to
    share = built.routine.share.copy()
    share[other] += share[one]
    share[one] = 0.0
    order = sequence(options.arcs, share > 0, len(built.steps.order))
    if backward(options.arcs, order, len(share))[share > 0].any() or other not in built.sources.option:
        return None
    change = _rates(built, share, order) - _rates(built, built.routine.share, built.steps.order)
    part = _possible(options, change)
    if part < LEAST:
        return None
    rates = np.maximum(0.0, options.rate + part * change)
    parts = np.split(rates, [options.buys, options.moves, options.detours])
    frames = {"makes": parts[0], "buys": parts[1], "moves": parts[2]}
    return replace(
        operation,
        **{
            name: getattr(operation, name).with_columns(rate=pl.Series(rate)) for name, rate in frames.items()
        },
    )


def _rates(built: Network, share: Floats, order: Integers) -> Floats:
    """Return what each option brings in a week where all demand is followed upstream along these shares."""
    draws, sources = built.draws, built.sources
    rates = np.zeros(len(share))
    for item in order[::-1]:
        drawn = slice(draws.out_start[item], draws.out_start[item + 1])
        out = built.routine.wanted[item] + rates[draws.option[drawn]] @ draws.amount[drawn]
        asked = sources.option[sources.start[item] : sources.start[item + 1]]
        rates[asked] = out * share[asked]
    return rates


def _possible(options: Options, change: Floats) -> float:
    """Return how much of a change keeps to all limits, from 0 to 1."""
    option, pool = options.loads["option"].to_numpy(), options.loads["pool"].to_numpy()
    load, size = options.loads["load"].to_numpy(), len(options.pools)
    used, more = (np.bincount(pool, load * rates[option], size) for rates in (options.rate, change))
    room = np.concatenate([options.pools - used, options.limit - options.rate])
    wanted = np.concatenate([more, change])
    tight = wanted > ROUNDING
    return float(np.clip(room[tight] / wanted[tight], 0.0, 1.0).min(initial=1.0))
