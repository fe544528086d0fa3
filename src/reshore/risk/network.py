"""An operation made ready to be simulated: levels, shares, the order of items, as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.risk.arrays import Draws, Loads, Network, Paths, Prices, Routine, Sources, Steps
from reshore.risk.transit import under_way
from reshore.risk.ways import backward, circular, landed, lists, sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.risk.options import Options
    from reshore.risk.policy import Policy

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def network(options: Options, policy: Policy, ready: Sequence[int] = ()) -> Network:
    """Make an operation ready to be simulated.

    Parameters
    ----------
    options
        Of the operation.
    policy
        What it is run by.
    ready
        Numbers of options that stand in at once where a source of their item is shut.
    """
    return _Wiring(options, policy, ready).done()


class _Wiring:
    """Puts a network together, of arrays that are writable: the kernel is compiled for such alone."""

    def __init__(self, options: Options, policy: Policy, ready: Sequence[int]) -> None:
        self.options, self.policy, self.ready = options, policy, ready
        self.operation, self.arcs = options.operation, options.arcs
        self.items, self.size = self.operation.items.height, len(options.target)
        usual = slice(options.detours)  # detours are asked through their moves alone
        self.total, cheapest = landed(
            self.arcs.below(options.detours), options.target[usual], options.cost[usual], self.items
        )
        self.share = self._shares(cheapest)
        self.order = sequence(self.arcs, self.share > 0, self.items)
        self.against = backward(self.arcs, self.order, self.size)
        self.considered = self._considered()

    def done(self) -> Network:
        """Return the network."""
        options, items = self.options, self.operation.items
        demands = self.operation.demands
        wanted = _sums(demands["item"].to_numpy(), demands["rate"].to_numpy(), self.items)
        drawn = self.arcs.quantity * options.rate[self.arcs.option]
        rate = wanted + _sums(self.arcs.origin, drawn, self.items)
        stock = items["stock"].to_numpy(writable=True)
        cover = stock + self.policy.more * rate
        lead = _sums(options.target, self.share * options.transit, self.items)
        return Network(
            self._steps(),
            self._draws(),
            self._loads(),
            self._sources(),
            Routine(self.share, options.transit, options.most, wanted, rate, cover, rate * lead + cover),
            Paths(options.target, options.transit),
            Prices(
                np.array([options.buys, options.moves, self.size]),
                items["holding"].to_numpy(writable=True),
                items["standard"].to_numpy(writable=True),
                demands["worth"].to_numpy(writable=True),
            ),
            part=self._parts(),
            stock=stock,
            coming=self._coming(int(options.transit.max(initial=0)) + 1),
            values=options.usual,
        )

    def _shares(self, cheapest: Integers) -> Floats:
        """Return the plan's shares; an item for which it has no source is asked of the cheapest."""
        rate, target = self.options.rate, self.options.target
        into = _sums(target, rate, self.items)
        share = np.divide(rate, into[target], out=np.zeros(self.size), where=into[target] > 0)
        alone = cheapest[(into == 0) & (cheapest >= 0)]
        share[alone] = 1.0
        return share

    def _considered(self) -> Flags:
        """Return options that may be asked: those with a way in that doesn't lead round in a circle."""
        asked = self.share > 0
        found = asked.copy()
        found[: self.options.detours] |= np.isfinite(self.total)
        found &= asked | ~circular(self.arcs, asked, self.against)
        found[self.options.detours :] = found[self.options.around]
        return found

    def _sources(self) -> Sources:
        """Rank what brings each item in."""
        options = self.options
        kind = np.where(self.share > 0, 0, np.where(np.arange(self.size) < options.detours, 1, 2))
        total = np.append(self.total, np.zeros(self.size - options.detours))
        chosen = np.flatnonzero(self.considered)
        ranked = chosen[np.lexsort((total[chosen], kind[chosen], options.target[chosen]))]
        target = options.target[ranked]
        start, _ = lists(target, self.items)
        before = [np.bincount(target[kind[ranked] < up], minlength=self.items) for up in (1, 2)]
        way_start, way = lists(options.around, self.size)
        reserve = np.full(self.items, -1)
        reserve[options.target[list(self.ready)]] = self.ready
        return Sources(
            start=start,
            option=ranked,
            other=start[:-1] + before[0],
            around=start[:-1] + before[1],
            reserve=reserve,
            way_start=way_start,
            way=options.detours + way,
            against=self.against,
        )

    def _draws(self) -> Draws:
        """List what each option draws on, and who draws on each item."""
        arcs, demands = self.arcs, self.operation.demands
        use_start, use = lists(arcs.option, self.size)
        out_start, out = lists(arcs.origin[use], self.items)
        want_start, want = lists(demands["item"].to_numpy(), self.items)
        return Draws(
            use_start=use_start,
            item=arcs.origin[use],
            quantity=arcs.quantity[use],
            out_start=out_start,
            out=out,
            option=arcs.option[use][out],
            amount=arcs.quantity[use][out],
            want_start=want_start,
            want=want,
            rank=self._rank(),
        )

    def _loads(self) -> Loads:
        loads = self.options.loads
        option, pool = (loads[name].to_numpy(writable=True) for name in ("option", "pool"))
        start, _ = lists(option, self.size)
        amount = loads["load"].to_numpy(writable=True)
        return Loads(start, option, pool, amount, np.unique(option), np.unique(pool))

    def _steps(self) -> Steps:
        """Put options in the order of the items that they bring in, those against it at the end."""
        place = np.empty(self.items, dtype=np.int64)
        place[self.order] = np.arange(self.items)
        chosen = np.flatnonzero(self.considered)
        after = np.where(self.against, self.items, place[self.options.target])[chosen]
        start, step = lists(after, self.items + 1)
        return Steps(self.order, start, chosen[step])

    def _rank(self) -> Integers:
        """Return the class of each demand; segments without priority share the last."""
        first = {name: place for place, name in enumerate(self.policy.priority)}
        segments = self.operation.demands["segment"]
        return np.array([first.get(name, len(first)) for name in segments], dtype=np.int64)

    def _parts(self) -> Floats:
        """Return the share of each class in what goes out of items: followed from the markets upstream."""
        demands, arcs = self.operation.demands, self.arcs
        classes = len(self.policy.priority) + 1
        flow = np.zeros((self.items, classes))
        np.add.at(flow, (demands["item"].to_numpy(), self._rank()), demands["rate"].to_numpy())
        mean = flow.sum(axis=0) / flow.sum() if flow.any() else np.full(classes, 1 / classes)
        start, into = lists(arcs.target, self.items)
        drawn = arcs.quantity * self.options.rate[arcs.option]
        for item in self.order[::-1]:
            total = flow[item].sum()
            flow[item] = flow[item] / total if total > 0 else mean
            ways = into[start[item] : start[item + 1]]
            np.add.at(flow, arcs.origin[ways], drawn[ways, None] * flow[item])
        return flow

    def _coming(self, weeks: int) -> Floats:
        """Return goods under way from before by week of arrival and item."""
        moves = slice(self.options.moves, self.options.detours)
        there = under_way(self.options.transit[moves], self.options.rate[moves], weeks)
        coming = np.zeros((weeks, self.items))
        np.add.at(coming.T, self.options.target[moves], there[:, :-1] - there[:, 1:])
        return coming


def _sums(places: Integers, amounts: Floats, count: int) -> Floats:
    sums: Floats = np.bincount(places, amounts, count).astype(np.float64)
    return sums
