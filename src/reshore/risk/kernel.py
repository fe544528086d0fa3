"""The simulation's kernel: replications, week by week, in plain loops that numba compiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.risk.compiled import kernel, piece
from reshore.risk.turning import settle, turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reshore.risk.arrays import (
        Draws,
        Goods,
        Loads,
        Network,
        Paths,
        Prices,
        State,
        Week,
        Work,
    )

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

HOLD, UNMET, LEFT = 3, 4, 5
"""Parts of the costs, after those of makes, buys and moves."""

LITTLE = 1e-9
"""Units that aren't worth going over a week again for."""


@kernel
def replicate(
    network: Network,
    state: State,
    delay: int,
    batch: float,
    backlog: bool,
    wait: float,
    starts: Integers,
    places: Integers,
    values: Floats,
    costs: Floats,
    wanted: Floats,
    served: Floats,
    done: Floats,
    stocks: Floats,
) -> None:
    """Run replications.

    Parameters
    ----------
    network, state
        What is simulated, and room to work in.
    delay, batch
        Of the policy; batches of one week are base stock.
    backlog, wait
        Whether what isn't served waits, and what that costs a week as a share of its worth.
    starts, places, values
        What changes of `values`: where the changes of each replication and week begin, their places and
        values; shape of starts: replications times weeks, and one.
    costs, wanted, served
        Filled, costs from 0 on; shapes: replications, 6; replications, demands, weeks.
    done, stocks
        Filled with units of options and stock of items at the end of weeks, unless their last axis is empty.
    """
    weeks, least = wanted.shape[2], (batch - 1.0) * (1 + LITTLE)
    goods, work, limits = state.goods, state.work, len(state.week.limit) + len(state.week.pool)
    for replication in range(len(costs)):
        _open(network, state)
        paid, calm = costs[replication], False
        for week in range(weeks):
            first, last = starts[replication * weeks + week], starts[replication * weeks + week + 1]
            for k in range(first, last):
                state.week.values[places[k]] = values[k]
                calm &= places[k] >= limits
            _receive(state.week, goods, work, week, backlog)
            for demand in range(len(work.unserved)):
                wanted[replication, demand, week] = state.week.wanted[demand]
                served[replication, demand, week] = work.unserved[demand]
            if not calm:
                calm = turn(network, state, delay)
            claimed = _ask(network, state, least)
            _carry_out(network, state, week, claimed)
            for demand in range(len(work.unserved)):
                served[replication, demand, week] -= work.unserved[demand]
            _count(network.prices, state.week, goods, work, paid, wait if backlog else 1.0)
            if done.shape[2]:
                _note(done[replication], work.done, week)
                _note(stocks[replication], goods.stock, week)
            for k in range(first, last):
                state.week.values[places[k]] = network.values[places[k]]
        _close(network, goods, work, paid, backlog)


@piece
def _open(network: Network, state: State) -> None:
    """Begin a replication."""
    goods, weeks = state.goods, len(network.coming)
    for item in range(len(goods.stock)):
        goods.stock[item] = network.stock[item]
        goods.coming[item] = 0.0
        for week in range(weeks):
            goods.ring[week, item] = network.coming[week, item]
            goods.coming[item] += network.coming[week, item]
    state.work.asked[:] = 0.0
    state.work.claim[:] = 0.0
    state.work.unserved[:] = 0.0
    settle(network.routine, state.asking, network.paths.target)


@piece
def _receive(now: Week, goods: Goods, work: Work, week: int, backlog: bool) -> None:
    """Lose stock that is destroyed, take in goods that arrive, hear what is wanted."""
    slot = week % len(goods.ring)
    for item in range(len(goods.stock)):
        arriving = goods.ring[slot, item]
        goods.ring[slot, item] = 0.0
        goods.coming[item] = max(0.0, goods.coming[item] - arriving)
        goods.stock[item] = goods.stock[item] * (1 - now.destroyed[item]) + arriving
    for demand in range(len(work.unserved)):
        waiting = work.unserved[demand] if backlog else 0.0
        work.unserved[demand] = now.wanted[demand] + waiting


@piece
def _ask(network: Network, state: State, least: float) -> float:
    """Let each item, from markets upstream, ask its sources for what it is short of its level.

    Return how much options claim of it, as far as they could do it by themselves.

    Stock and goods under way cover what the first classes need first. Where the rest is no more than what
    goes out in so many weeks (`least`), nothing is asked. A make draws on no more than it can use.
    """
    order, draws, sources = network.steps.order, network.draws, network.sources
    work, asking, need = state.work, state.asking, state.work.room
    for n in range(len(network.loads.limited)):
        pool = network.loads.limited[n]
        work.left[pool] = state.week.pool[pool]
    work.done[:] = 0.0
    makes, claimed = network.prices.ends[0], 0.0
    for n in range(len(order) - 1, -1, -1):
        item = order[n]
        for rank in range(len(need)):
            need[rank] = asking.level[item] * network.part[item, rank]
        for k in range(draws.out_start[item], draws.out_start[item + 1]):
            option, make = draws.option[k], draws.option[k] < makes
            for rank in range(len(need)):
                drawn = work.claim[option, rank] if make else work.asked[option, rank]
                need[rank] += drawn * draws.amount[k]
        for k in range(draws.want_start[item], draws.want_start[item + 1]):
            need[draws.rank[draws.want[k]]] += work.unserved[draws.want[k]]
        there, total = state.goods.stock[item] + state.goods.coming[item], 0.0
        for rank in range(len(need)):
            short = max(0.0, need[rank] - there)
            there = max(0.0, there - need[rank])
            need[rank] = short
            total += short
        if total <= least * asking.out[item]:
            need[:] = 0.0
        for k in range(sources.start[item], sources.start[item + 1]):
            option = sources.option[k]
            for rank in range(len(need)):
                work.asked[option, rank] = need[rank] * asking.share[option]
            claimed += _claim(network.loads, state.week, work, option)
    return claimed


@piece
def _carry_out(network: Network, state: State, week: int, undone: float) -> None:
    """Do what is claimed: shared out first, then with what others left."""
    steps, draws, loads, work = network.steps, network.draws, network.loads, state.work
    slot = week % len(state.goods.ring)
    _share_pools(loads, work)
    for again in range(2):
        if again:
            undone = 0.0
            for n in range(len(steps.option)):
                option = steps.option[n]
                undone += _claim(loads, state.week, work, option)
        for n in range(len(steps.start) - 1):
            for k in range(steps.start[n], steps.start[n + 1]):
                amount = _do(draws, loads, state.goods, work, steps.option[k])
                _send(network.paths, state.goods, steps.option[k], amount, slot)
                undone -= amount
            if n < len(steps.order):
                _hand_out(draws, state.goods, work, steps.order[n])
        if undone < LITTLE:
            break


@piece
def _claim(loads: Loads, now: Week, work: Work, option: int) -> float:
    """Cut what is asked to what an option could do by itself; return how much that is."""
    asked = 0.0
    for rank in range(work.asked.shape[1]):
        work.claim[option, rank] = 0.0
        asked += work.asked[option, rank]
    if asked == 0.0:  # of most options that the plan doesn't use nothing is
        return 0.0
    room = now.limit[option] - work.done[option]
    for k in range(loads.start[option], loads.start[option + 1]):
        room = min(room, work.left[loads.pool[k]] / loads.amount[k])
    room = max(0.0, room)
    claimed = 0.0
    for rank in range(work.asked.shape[1]):
        claim = min(work.asked[option, rank], room)
        work.claim[option, rank] = claim
        claimed += claim
        room -= claim
    return claimed


@piece
def _share_pools(loads: Loads, work: Work) -> None:
    """Share out hours, capacities and throughputs in proportion to claims, class by class."""
    crowd, classes = work.crowd, work.claim.shape[1]
    for k in range(len(loads.pool)):
        for rank in range(classes):
            crowd[loads.pool[k], rank] = 0.0
    for k in range(len(loads.pool)):
        for rank in range(classes):
            crowd[loads.pool[k], rank] += work.claim[loads.option[k], rank] * loads.amount[k]
    for n in range(len(loads.limited)):
        pool = loads.limited[n]
        left = work.left[pool]
        for rank in range(classes):
            claimed = crowd[pool, rank]
            crowd[pool, rank] = 1.0 if claimed <= left else left / claimed
            left = max(0.0, left - claimed)
    for n in range(len(loads.loading)):
        option = loads.loading[n]
        for rank in range(classes):
            part = 1.0
            for k in range(loads.start[option], loads.start[option + 1]):
                part = min(part, crowd[loads.pool[k], rank])
            work.claim[option, rank] *= part


@piece
def _do(draws: Draws, loads: Loads, goods: Goods, work: Work, option: int) -> float:
    """Make, buy or move as much as is claimed and allowed; return the units."""
    amount = 0.0
    for rank in range(work.claim.shape[1]):
        amount += work.claim[option, rank]
    if amount == 0.0:
        return 0.0
    for k in range(draws.use_start[option], draws.use_start[option + 1]):
        amount = min(amount, work.allowed[k] / draws.quantity[k])
    for k in range(loads.start[option], loads.start[option + 1]):
        amount = min(amount, work.left[loads.pool[k]] / loads.amount[k])
    amount = max(0.0, amount)
    for k in range(draws.use_start[option], draws.use_start[option + 1]):
        goods.stock[draws.item[k]] += max(0.0, work.allowed[k] - amount * draws.quantity[k])
        work.allowed[k] = 0.0
    for k in range(loads.start[option], loads.start[option + 1]):
        work.left[loads.pool[k]] -= amount * loads.amount[k]
    work.done[option] += amount
    rest = amount
    for rank in range(work.asked.shape[1]):
        part = min(rest, work.asked[option, rank])
        work.asked[option, rank] -= part
        rest -= part
    return amount


@piece
def _send(paths: Paths, goods: Goods, option: int, amount: float, slot: int) -> None:
    """Put units into stock, or under way; this week's arrivals have been in this slot of the ring."""
    item, transit = paths.target[option], paths.transit[option]
    if transit == 0:
        goods.stock[item] += amount
    else:
        arrival = slot + transit
        if arrival >= len(goods.ring):
            arrival -= len(goods.ring)
        goods.ring[arrival, item] += amount
        goods.coming[item] += amount


@piece
def _hand_out(draws: Draws, goods: Goods, work: Work, item: int) -> None:
    """Give the stock of an item to those who want it, class by class: allow uses, serve demands."""
    part = work.room
    part[:] = 0.0
    for k in range(draws.out_start[item], draws.out_start[item + 1]):
        for rank in range(len(part)):
            part[rank] += work.claim[draws.option[k], rank] * draws.amount[k]
    for k in range(draws.want_start[item], draws.want_start[item + 1]):
        part[draws.rank[draws.want[k]]] += work.unserved[draws.want[k]]
    stock = goods.stock[item]
    for rank in range(len(part)):
        wanted = part[rank]
        part[rank] = 1.0 if wanted <= stock else stock / wanted
        stock = max(0.0, stock - wanted)
    goods.stock[item] = stock
    for k in range(draws.out_start[item], draws.out_start[item + 1]):
        allowed = 0.0
        for rank in range(len(part)):
            allowed += work.claim[draws.option[k], rank] * part[rank]
        work.allowed[draws.out[k]] = allowed * draws.amount[k]
    for k in range(draws.want_start[item], draws.want_start[item + 1]):
        work.unserved[draws.want[k]] *= 1.0 - part[draws.rank[draws.want[k]]]


@piece
def _count(prices: Prices, now: Week, goods: Goods, work: Work, paid: Floats, wait: float) -> None:
    """Count the costs of a week; a unit unserved costs so much of its worth (`wait`)."""
    first = 0
    for kind in range(len(prices.ends)):
        spent = 0.0
        for option in range(first, prices.ends[kind]):
            spent += work.done[option] * now.price[option]
        paid[kind] += spent
        first = prices.ends[kind]
    held, missed = 0.0, 0.0
    for item in range(len(goods.stock)):
        held += (goods.stock[item] + goods.coming[item]) * prices.holding[item]
    for demand in range(len(work.unserved)):
        missed += work.unserved[demand] * prices.worth[demand]
    paid[HOLD] += held
    paid[UNMET] += missed * wait


@piece
def _note(room: Floats, numbers: Floats, week: int) -> None:
    """Keep the numbers of a week."""
    for n in range(len(numbers)):
        room[n, week] = numbers[n]


@piece
def _close(network: Network, goods: Goods, work: Work, paid: Floats, backlog: bool) -> None:
    """Count what still waits at the end, and what is left, up to what was there at the start."""
    if backlog:
        for demand in range(len(work.unserved)):
            paid[UNMET] += work.unserved[demand] * network.prices.worth[demand]
    for item in range(len(goods.stock)):
        there = network.stock[item]
        for week in range(len(network.coming)):
            there += network.coming[week, item]
        paid[LEFT] -= network.prices.standard[item] * min(there, goods.stock[item] + goods.coming[item])
