"""The records of a simulation, linked to each other by their places in the arrays.

A list through records begins with its first place, often with its last, and goes on by `next` in each record;
`NONE` ends it. Lists that don't change lie one after another in arrays of their own, from `x` up to, but not
with, `x_end`. Amounts of pools and stores are whole millionths, so that what is taken and given back adds up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

Records: TypeAlias = Any
"""An array of records, whose fields are attributes."""

NONE = -1
"""No place."""

SCALE = 1e6
"""Amounts a unit, person or kW."""

ENDLESS = np.iinfo(np.int64).max // 4
"""Stands for no limit: sums of a few of them don't overflow."""

WEEK = 168.0
"""Hours."""

BIN = 8.0
"""Hours of a bin of the series over time."""


def records(dtype: np.dtype[Any], rows: int) -> Records:
    """Return so many records of zeros."""
    return np.zeros(rows, dtype).view(np.recarray)


def _record(*integers: str, floats: str = "", key: bool = False) -> np.dtype[Any]:
    fields: list[tuple[str, type]] = [(name, np.int64) for names in integers for name in names.split()]
    fields += [(name, np.float64) for name in floats.split()]
    return np.dtype([*fields, ("key", np.uint64)] if key else fields)


GROUP = _record(
    "first servers batch buffer calendar open by_clock failing steps steps_end",
    "waiting free outside outside_last",
    floats="changeover hours_between hours_to_repair",
    key=True,
)
"""A group: `waiting` units in its queues and on their way there, `free` servers, products whose units wait
`outside`."""

SERVER = _record(
    "group step product phase down failures share",
    "unit unit_last units staffed powered waits next back next_due next_broken",
    floats="remaining turning ends wear fails since changed",
)
"""A server: its units from `unit` on, `product` its last, whether it holds people (`staffed`) and power
(`powered`), the list that it `waits` in. Hours: `remaining` of its service, `turning` of the changeover in
it, `wear` until it fails working. Times: when the service `ends` and the server `fails` if nothing happens,
`since` when it waits, when `share` last `changed`."""

STEP = _record(
    "product group next tasks tasks_end needs needs_end parts parts_end",
    "first last last_again units",
)
"""A step, with the queue of its units: those that were sent back are ahead, up to `last_again`."""

TASK = _record("code start start_end rework limit counter", floats="good", key=True)
"""A task: its distribution, and what becomes of units that fail it."""

NEED = _record("pool amount")
"""What a step takes of a pool."""

PART = _record("store amount")
"""What a step takes out of a store for each unit."""

PRODUCT = _record(
    "rule first store timer limit plan plan_end released finished scrapped inside outside next listed",
    floats="hours changed spent",
    key=True,
)
"""A product: its first step, `plan` the place or number of its next release, at most `limit` units inside,
hours `spent` inside by units that have left, when `inside` last `changed`; `next` links products outside."""

STORE = _record("level capacity readers readers_end next listed")
"""A store: groups that take from it (`readers`); `next` links stores that are due."""

UNIT = _record("product step number rounds again fitted order next", floats="entered")
"""A unit: `product` is NONE where the place is free; sent back `rounds` times, `again` 1 if just now,
`fitted` the furthest step that put components into it."""

POOL = _record("kind capacity used peak cursor next listed", floats="integral changed")
"""A pool; `next` links pools that are due, `cursor` is the server that such a pool is offered to next."""

WAITING = _record("first last")
"""Servers that wait for the same, longest waiting first, linked both ways."""

CALENDAR = _record("groups groups_end toggles toggles_end at timer", floats="week")
"""Groups that open and close together: next toggle `at`, in the week that began at `week`."""

LEFT = _record("product", floats="entered left")
"""A good unit that left while its run was measured."""

CLOCK = _record(
    "status replication measuring order planned unit logged power crews vehicles leaves moving",
    "leaving starting stores pools broken broken_last rooms shelves riders",
    floats="now until metered last",
)
"""The rest: `order` of the next unit that queues, `planned` units that are still to leave, first free `unit`,
units `logged`, `power` used and since when it is `metered`, `leaves` of the tree of timers, first timer of
`moving` units, lists of what is due and of what waits for crews, the first lists in `State.waiting` of those
that wait for room in groups (`rooms`), in stores (`shelves`), and for vehicles (`riders`), when something was
`last` done."""
