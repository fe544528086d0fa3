"""A line and where it stands: all the arrays that the kernels read and work in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reshore.factory.line.records import Floats, Integers, Records


class State(NamedTuple):
    """A line and where it stands.

    Attributes
    ----------
    groups, servers, steps, tasks, needs, parts, products, stores, units, pools, calendars, left, clock
        Records.
    waiting
        Lists of servers that wait for a pool, then for room in a group, in a store, for a vehicle.
    group_steps, store_groups, calendar_groups
        Lists.
    toggles, plans
        Hours of the week at which calendars close or open, in turn; planned times of release.
    parameters
        Of the tasks' distributions.
    travel
        Hours from group to group; without rows where moves take no time.
    due
        Groups that are due, by `codes.Due`: after each the next; the first of all is in the last column.
    again
        How often each unit went back, by task that can send it back.
    times, owners
        Tree of timers: the least time below each node, and whose it is.
    shares
        Hours of server time by group and `codes.Share`.
    inside, output
        Hours spent inside, and good units, by product and bin of `records.BIN` hours.
    energy, peak
        kWh and greatest kW by hour of the week.
    """

    groups: Records
    servers: Records
    steps: Records
    tasks: Records
    needs: Records
    parts: Records
    products: Records
    stores: Records
    units: Records
    pools: Records
    calendars: Records
    left: Records
    waiting: Records
    clock: Records
    group_steps: Integers
    store_groups: Integers
    calendar_groups: Integers
    toggles: Floats
    plans: Floats
    parameters: Floats
    travel: Floats
    due: Integers
    again: Integers
    times: Floats
    owners: Integers
    shares: Floats
    inside: Floats
    output: Floats
    energy: Floats
    peak: Floats
