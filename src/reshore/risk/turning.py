"""Whom items ask while something is shut: their usual sources, ways around, or those that stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.risk.compiled import piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reshore.risk.arrays import Asking, Draws, Loads, Network, Routine, Sources, State, Week

    Integers = NDArray[np.int64]


@piece
def settle(routine: Routine, asking: Asking, target: Integers) -> None:
    """Ask the usual sources."""
    for option in range(len(target)):
        asking.share[option] = routine.share[option]
        asking.rate[option] = routine.share[option] * routine.rate[target[option]]
        asking.shut[option] = 0
    for item in range(len(routine.rate)):
        asking.out[item] = routine.rate[item]
        asking.level[item] = routine.level[item]
        asking.fed[item] = True
        asking.fallen[item] = False


@piece
def turn(network: Network, state: State, delay: int) -> bool:
    """Turn to the sources that can be had this week; return whether these are the usual ones."""
    sources, draws, routine, asking = network.sources, network.draws, network.routine, state.asking
    for n in range(len(network.steps.option)):
        option = network.steps.option[n]
        asking.way[option] = _way(sources, network.loads, state.week, option)
    asking.share[:] = 0.0
    calm = True
    for n in range(len(network.steps.order)):
        item = network.steps.order[n]
        there, free = _usual_sources(sources, draws, routine, asking, item, delay)
        stand_in = _stand_in(sources, draws, asking, item, there) if free > 0 else -1
        calm &= _share_out(sources, routine, asking, item, delay, there, free, stand_in)
        stock = state.goods.stock[item]
        enough = stock > 0 and stock >= routine.rate[item]
        asking.fed[item] = there > 0 or stand_in >= 0 or enough
        asking.fallen[item] = stand_in >= 0
    if calm:
        settle(routine, asking, network.paths.target)
    else:
        _follow(network.steps.order, sources, draws, routine, asking)
    return calm


@piece
def _way(sources: Sources, loads: Loads, week: Week, option: int) -> int:
    """Return the option by which one goes: itself, a detour, or -1 where both are shut."""
    if _passable(loads, week, option):
        return option
    for k in range(sources.way_start[option], sources.way_start[option + 1]):
        if _passable(loads, week, sources.way[k]):
            return int(sources.way[k])
    return -1


@piece
def _passable(loads: Loads, week: Week, option: int) -> bool:
    passable = bool(week.limit[option] > 0)
    for k in range(loads.start[option], loads.start[option + 1]):
        passable &= week.pool[loads.pool[k]] > 0
    return passable


@piece
def _usable(draws: Draws, asking: Asking, option: int) -> bool:
    """Return whether an option is open and what it draws on can be had."""
    usable = bool(asking.way[option] >= 0)
    for k in range(draws.use_start[option], draws.use_start[option + 1]):
        usable &= asking.fed[draws.item[k]]
    return usable


@piece
def _usual_sources(
    sources: Sources, draws: Draws, routine: Routine, asking: Asking, item: int, delay: int
) -> tuple[float, float]:
    """Return which share of an item's usual sources can be had, and which has been shut for too long."""
    there, free = 0.0, 0.0
    for k in range(sources.start[item], sources.other[item]):
        option = sources.option[k]
        if _usable(draws, asking, option):
            asking.shut[option] = 0
            there += routine.share[option]
        else:
            asking.shut[option] += 1
            if asking.shut[option] > delay or sources.reserve[item] >= 0:
                free += routine.share[option]
    return there, free


@piece
def _stand_in(sources: Sources, draws: Draws, asking: Asking, item: int, there: float) -> int:
    """Return the option that is asked for what the usual sources can't give; -1 where it is these others."""
    reserve = int(sources.reserve[item])
    if reserve >= 0 and _usable(draws, asking, reserve):
        return reserve
    if there > 0:
        return -1
    for k in range(sources.other[item], sources.around[item]):
        option = int(sources.option[k])
        # What goes against the order draws on items looked at last week, which must not lean on this one.
        leaning = False
        if sources.against[option]:
            for use in range(draws.use_start[option], draws.use_start[option + 1]):
                leaning |= asking.fallen[draws.item[use]]
        if not leaning and _usable(draws, asking, option):
            return option
    return -1


@piece
def _share_out(
    sources: Sources,
    routine: Routine,
    asking: Asking,
    item: int,
    delay: int,
    there: float,
    free: float,
    stand_in: int,
) -> bool:
    """Share out what an item is asked of; return whether that is as usual."""
    to_others = stand_in < 0 and there > 0
    more = 1.0 + free / there if to_others else 1.0
    if sources.reserve[item] >= 0:
        delay = 0
    calm = True
    for k in range(sources.start[item], sources.other[item]):
        option = sources.option[k]
        share, way, weeks = routine.share[option], asking.way[option], asking.shut[option]
        calm &= way == option and weeks == 0
        if weeks == 0:
            asking.share[way] = share * more
        elif weeks <= delay or not (to_others or stand_in >= 0):
            asking.share[option if way < 0 else way] = share
    if stand_in >= 0:
        asking.share[asking.way[stand_in]] += free
    return calm


@piece
def _follow(order: Integers, sources: Sources, draws: Draws, routine: Routine, asking: Asking) -> None:
    """Follow the plan's demands upstream along the sources that are asked: what goes out, and levels."""
    for n in range(len(order) - 1, -1, -1):
        item = order[n]
        rate = routine.wanted[item]
        for k in range(draws.out_start[item], draws.out_start[item + 1]):
            rate += asking.rate[draws.option[k]] * draws.amount[k]
        lead = 0.0
        for k in range(sources.start[item], sources.start[item + 1]):
            option = sources.option[k]
            asking.rate[option] = min(rate * asking.share[option], routine.most[option])
            lead += asking.share[option] * routine.lead[option]
        asking.out[item] = rate
        asking.level[item] = rate * lead + routine.cover[item]
