"""The arrays that the simulation reads and works in: records, linked to each other by their places.

A list through records has its first and last place where it begins, and `next` in each record; -1 ends it.
Lists that don't change lie one after another in arrays of their own, from `x` up to, but not with, `x_end`.
Amounts of pools and stores are whole millionths, so that what is taken and given back sums to zero exactly.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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
"""Stands for no limit: four of them can be added."""

BIN = 8.0
"""Hours of a bin of the series over time."""


class Kind(IntEnum):
    """What a pool holds."""

    PEOPLE = 0
    POWER = 1
    COOLING = 2


class Phase(IntEnum):
    """What a server does with units, whether or not it is down or closed."""

    FREE = 0
    HELD = 1
    RUNNING = 2
    BLOCKED = 3


class Down(IntEnum):
    """Whether a server has failed, and waits for a crew or is repaired."""

    NO = 0
    WAITING = 1
    REPAIRED = 2


class Share(IntEnum):
    """What a server's time goes to."""

    WORKING = 0
    BLOCKED = 1
    STARVED = 2
    DOWN = 3
    NO_POWER = 4
    NO_OPERATOR = 5
    CHANGEOVER = 6
    CLOSED = 7


class Rule(IntEnum):
    """How a product is released."""

    TAKT = 0
    POISSON = 1
    PLAN = 2
    CONWIP = 3


class Status(IntEnum):
    """Why the kernel came back."""

    REACHED = 0
    EMPTY = 1
    UNITS_FULL = 2
    LEFT_FULL = 3
    STANDING = 4


def _record(integers: str, floats: str = "", keys: str = "") -> np.dtype[Any]:
    kinds = ((integers, np.int64), (floats, np.float64), (keys, np.uint64))
    return np.dtype([(name, kind) for names, kind in kinds for name in names.split()])


GROUP = _record(
    "first servers batch buffer calendar open by_clock failing steps steps_end"
    " waiting free next listed blocked blocked_last outside outside_last",
    "changeover hours_between hours_to_repair",
    "key",
)
"""`waiting`: units in queues or on their way."""

SERVER = _record(
    "group step product phase down unit unit_last units staffed powered lack next next_due next_broken failures share",
    "remaining turning ends wear fails since changed",
)
"""`remaining` hours of the service, `turning` of its changeover; `ends` and `fails` are times, or infinite."""

STEP = _record(
    "product group next tasks tasks_end needs needs_end parts parts_end first last last_again units"
)
"""With the queue of its units: those that come again are ahead."""

TASK = _record("code start start_end rework limit counter", "good", "key")
NEED = _record("pool amount")
PART = _record("store amount")
PRODUCT = _record(
    "rule first store timer limit plan plan_end released finished scrapped inside outside next listed",
    "hours changed spent",
    "key",
)
"""`spent`: hours inside of units that have left; `changed`: when `inside` last did."""

STORE = _record("level capacity readers readers_end blocked blocked_last next listed")
UNIT = _record("product step number rounds again order next", "entered")
"""`product` is NONE where the place is free; `again` is 1 of a unit that was sent back."""

POOL = _record("kind capacity used peak first last next listed", "integral changed")
CALENDAR = _record("groups groups_end toggles toggles_end at timer", "week")
LEFT = _record("product", "entered left")
CLOCK = _record(
    "status replication order leaving starting starting_last stores pools groups vehicles riders riders_last crews broken broken_last unit logged"
    " power planned leaves moving measuring",
    "now until metered last",
)
"""With the lists of what is due. `leaves`: those of the tree of timers, `moving` the first timer of moves; `unit`: first free one."""


class State(NamedTuple):
    """A line and where it stands.

    Attributes
    ----------
    groups, servers, steps, tasks, needs, parts, products, stores, units, pools, calendars, left, clock
        Records.
    group_steps, store_groups, calendar_groups
        Lists.
    toggles, plans
        Hours of the week at which calendars close or open, in turn; planned times of release.
    parameters
        Of the tasks' distributions.
    travel
        Hours from group to group; without rows where moves take no time.
    again
        How often each unit went back, by task that can send it back.
    times, owners
        Tree of timers: the least time below each node, and whose it is.
    shares
        Hours of server time by group and `Share`.
    inside, output
        Hours spent inside, and good units, by product and bin.
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
    clock: Records
    group_steps: Integers
    store_groups: Integers
    calendar_groups: Integers
    toggles: Floats
    plans: Floats
    parameters: Floats
    travel: Floats
    again: Integers
    times: Floats
    owners: Integers
    shares: Floats
    inside: Floats
    output: Floats
    energy: Floats
    peak: Floats


def records(dtype: np.dtype[Any], rows: int) -> Records:
    """Return so many records of zeros."""
    return np.zeros(rows, dtype).view(np.recarray)
