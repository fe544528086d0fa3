"""The arrays that the simulation's kernel reads, and those that it works in.

They come in small groups, since numba takes long to compile functions that are given many arrays at once.
Lists of lists are written one after the other, with a `start` that has one entry more than there are lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


class Steps(NamedTuple):
    """In which order things are gone through.

    Attributes
    ----------
    order
        Items from suppliers downstream.
    start, option
        Options by the item that they bring in, in that order; those against it come last, in a list of
        their own.
    """

    order: Integers
    start: Integers
    option: Integers


class Draws(NamedTuple):
    """Who draws on what.

    Attributes
    ----------
    use_start, item, quantity
        Uses of each option: item drawn on, units of it for a unit brought in.
    out_start, out, option, amount
        Uses that draw on each item: their number, option and quantity.
    want_start, want, rank
        Demands on each item, and the class of each demand; class 0 is served first.
    """

    use_start: Integers
    item: Integers
    quantity: Floats
    out_start: Integers
    out: Integers
    option: Integers
    amount: Floats
    want_start: Integers
    want: Integers
    rank: Integers


class Loads(NamedTuple):
    """What options take of pools.

    Attributes
    ----------
    start, option, pool, amount
        Loads of each option: the option itself, the pool, and what a unit takes of it.
    loading, limited
        Options that load pools, and the pools that are loaded.
    """

    start: Integers
    option: Integers
    pool: Integers
    amount: Floats
    loading: Integers
    limited: Integers


class Sources(NamedTuple):
    """What brings items in.

    Attributes
    ----------
    start, option
        Options of each item: those asked where nothing happens, others from the cheapest on, detours.
    other, around
        Where in that list the others and the detours of each item begin.
    reserve
        Option of each item that is ready to stand in at once; -1 where there is none.
    way_start, way
        Detours of each option.
    against
        Which options go against the order of items.
    """

    start: Integers
    option: Integers
    other: Integers
    around: Integers
    reserve: Integers
    way_start: Integers
    way: Integers
    against: Flags


class Routine(NamedTuple):
    """What is asked where nothing happens.

    Attributes
    ----------
    share
        Part of its item that each option is asked for.
    lead, most
        Weeks in transit of each option, and units a week that it can do by itself.
    wanted, rate
        Units a week of each item that demands, and that all together, draw in the plan.
    cover, level
        Stock of each item beyond what goes out in the lead time; order-up-to level, less a week's goods.
    """

    share: Floats
    lead: Integers
    most: Floats
    wanted: Floats
    rate: Floats
    cover: Floats
    level: Floats


class Paths(NamedTuple):
    """Where options put what they bring in: the item, and weeks under way."""

    target: Integers
    transit: Integers


class Prices(NamedTuple):
    """What things cost.

    Attributes
    ----------
    ends
        Where makes, buys, and moves with detours end among the options.
    holding, standard
        Of a unit and week of each item; worth of a unit left.
    worth
        Of a unit lost of each demand.
    """

    ends: Integers
    holding: Floats
    standard: Floats
    worth: Floats


class Network(NamedTuple):
    """An operation made ready to be simulated.

    Attributes
    ----------
    part
        Share of each class in what goes out of items; shape: items, classes.
    stock, coming
        Units at the start; those under way to each item by the week in which they arrive (weeks, items).
    values
        Numbers that realisations change, one part after the other: limits, pools, costs, demands, shares of
        stock that are destroyed.
    """

    steps: Steps
    draws: Draws
    loads: Loads
    sources: Sources
    routine: Routine
    paths: Paths
    prices: Prices
    part: Floats
    stock: Floats
    coming: Floats
    values: Floats


class Week(NamedTuple):
    """The numbers that realisations change as they are this week: all of them, and views of the parts."""

    values: Floats
    limit: Floats
    pool: Floats
    price: Floats
    wanted: Floats
    destroyed: Floats


class Goods(NamedTuple):
    """Where goods are: in stock, under way to each item, and these by week of arrival (weeks in a circle)."""

    stock: Floats
    coming: Floats
    ring: Floats


class Work(NamedTuple):
    """What is asked and done in a week.

    Attributes
    ----------
    asked, claim
        What options are asked for and haven't done yet, what of it they could do; shape: options, classes.
    done
        Units of each option.
    allowed
        What each use may draw.
    left, crowd
        Of pools; what is claimed of them (pools, classes), then the share of it that can be had.
    unserved
        What demands want and what has waited, less what was served.
    room
        For a number a class.
    """

    asked: Floats
    claim: Floats
    done: Floats
    allowed: Floats
    left: Floats
    crowd: Floats
    unserved: Floats
    room: Floats


class Asking(NamedTuple):
    """Who is asked now, where not all usual sources can be had.

    Attributes
    ----------
    share, rate, out, level
        Share and units a week of options, units a week that go out of items, their levels.
    way
        Option by which each goes: itself, a detour, or -1 where it is shut.
    shut
        Weeks for which each source has been shut or cut off.
    fed, fallen
        Items that can be had; those that are asked of others than their usual sources.
    """

    share: Floats
    rate: Floats
    out: Floats
    level: Floats
    way: Integers
    shut: Integers
    fed: Flags
    fallen: Flags


class State(NamedTuple):
    """What changes from week to week in a replication."""

    week: Week
    goods: Goods
    work: Work
    asking: Asking


def state(network: Network, ends: tuple[int, int, int, int, int]) -> State:
    """Return room for one replication at a time.

    Parameters
    ----------
    network
        What is simulated.
    ends
        Where limits, pools, costs, demands and shares destroyed end in its values.
    """
    items, classes = network.part.shape
    options, demands, uses = len(network.paths.target), len(network.draws.want), len(network.draws.item)
    values = network.values.copy()
    limit, pool, price, wanted, destroyed, _ = np.split(values, ends)
    return State(
        Week(values, limit, pool, price, wanted, destroyed),
        Goods(np.empty(items), np.empty(items), np.empty_like(network.coming)),
        Work(
            asked=np.empty((options, classes)),
            claim=np.empty((options, classes)),
            done=np.empty(options),
            allowed=np.zeros(uses),
            left=np.empty(len(pool)),
            crowd=np.empty((len(pool), classes)),
            unserved=np.empty(demands),
            room=np.empty(classes),
        ),
        Asking(
            share=np.empty(options),
            rate=np.empty(options),
            out=np.empty(items),
            level=np.empty(items),
            way=np.empty(options, dtype=np.int64),
            shut=np.empty(options, dtype=np.int64),
            fed=np.empty(items, dtype=np.bool_),
            fallen=np.empty(items, dtype=np.bool_),
        ),
    )
