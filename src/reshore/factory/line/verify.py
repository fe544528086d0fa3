"""What is held against every run: no unit and no hour is lost, and the line isn't locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import AuditError, DataError, Fault
from reshore.factory.line.codes import Phase, Status
from reshore.factory.line.records import NONE

if TYPE_CHECKING:
    from reshore.factory.line.line import Line
    from reshore.factory.line.records import Floats
    from reshore.factory.line.state import State

TOLERANCE = 1e-9
"""Of hours, relative to all that were added up."""


def check(line: Line, state: State, begin: float = 0.0) -> None:
    """Check a run.

    Parameters
    ----------
    line
        What was simulated.
    state
        Where it stands; its meters were set to zero at hour `begin`.

    Raises
    ------
    AuditError
        If units or time got lost: the kernel is wrong.
    """
    name = f"replication {int(state.clock.replication[0])}"
    _conserved(name, line, state)
    _little(name, line, state)
    _shares(name, line, state, begin)


def _conserved(name: str, line: Line, state: State) -> None:
    products, units = state.products, state.units
    inside = np.bincount(units.product[units.product != NONE], minlength=len(products))
    for p, product in enumerate(line.products):
        released, finished = int(products.released[p]), int(products.finished[p])
        out = finished + int(products.scrapped[p])
        if not released - out == products.inside[p] == inside[p]:
            raise AuditError(
                f"{name}, product {product.name!r}: of {released:,} units released {out:,} have left, and"
                f" {inside[p]:,} are inside"
            )


def _little(name: str, line: Line, state: State) -> None:
    """Hold hours inside, added up over time, against those added up over units."""
    products, units, now = state.products, state.units, float(state.clock.now[0])
    over_time = state.inside.sum(axis=1)
    here = units[units.product != NONE]
    over_units = products.spent + np.bincount(here.product, now - here.entered, minlength=len(products))
    for p, product in enumerate(line.products):
        if not _same(over_time[p], over_units[p], over_units[p] + now):
            raise AuditError(
                f"{name}, product {product.name!r}: {over_time[p]:,.6g} h inside over time, but"
                f" {over_units[p]:,.6g} h over units"
            )


def _shares(name: str, line: Line, state: State, begin: float) -> None:
    hours: Floats = state.shares.sum(axis=1)
    for g, group in enumerate(line.groups):
        time = group.servers * (float(state.clock.now[0]) - begin)
        if not _same(hours[g], time, time) or state.shares[g].min() < -TOLERANCE * time:
            problem = f"{hours[g]:,.6g} h of {time:,.6g} h of its servers are accounted for"
            raise AuditError(f"{name}, group {group.name!r}: {problem}")


def _same(first: float, second: float, scale: float) -> bool:
    return bool(abs(first - second) <= TOLERANCE * max(scale, 1.0))


def check_alive(line: Line, state: State) -> None:
    """Check that a line hasn't come to a halt with units of end products inside.

    Raises
    ------
    DataError
        If it does nothing any more in the second half of a run, or time stands still.
    """
    clock = state.clock[0]
    if clock.status == Status.STANDING:
        remedy = "give hours to tasks that take none"
        raise DataError([Fault("line", f"time stands still at hour {clock.now:,.6g}", remedy)])
    ends = [product.store is None for product in line.products]
    inside = int(state.products.inside[ends].sum())
    idle = (state.servers.phase == Phase.FREE) | (state.servers.phase == Phase.BLOCKED)
    if inside == 0 or not idle.all() or clock.last > clock.now / 2:
        return
    places = ", ".join(group.name for group in line.groups if _holds(line, state, group.name))
    problem = f"nothing is done after hour {clock.last:,.6g} though {inside:,} units are inside, at {places}"
    remedy = "they wait for each other: give more places to buffers and stores, or smaller batches"
    raise DataError([Fault("line", problem, remedy)])


def _holds(line: Line, state: State, name: str) -> bool:
    g = [group.name for group in line.groups].index(name)
    blocked = (state.servers.group == g) & (state.servers.phase == Phase.BLOCKED)
    return bool(state.groups.waiting[g] > 0 or blocked.any())
