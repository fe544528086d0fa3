"""A plant that was fitted to a rate, and the plants that were tried on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.factory.plan.limits import Limit
    from reshore.factory.plan.remedy import Lack
    from reshore.factory.plan.tried import Tried


@dataclass(frozen=True, slots=True)
class Change:
    """A plant on the way, and what was changed after it.

    Attributes
    ----------
    rate
        Good units of the end product a week that it was made for.
    low, throughput, high
        Those that it made, with their interval.
    lack
        What it lacked; None where it made enough.
    place
        Name of the place that lacked it, or was changed; empty where neither.
    copies, places
        Stations and places for units that were added there; below 0, taken away.
    """

    rate: float
    low: float
    throughput: float
    high: float
    lack: Lack | None = None
    place: str = ""
    copies: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """The plant that came of it.

    Attributes
    ----------
    tried
        The plant.
    rate
        Good units a week that it was made for.
    reached, sure
        Whether it isn't surely below that, and whether it surely isn't, to the precision asked for.
    limits
        What it needs and what there is.
    binds
        What there is too little of; of a plant for the largest rate, just above it.
    changes
        All plants that were tried, but for those of a search for fewer stations that made too little.
    """

    tried: Tried
    rate: float
    reached: bool
    sure: bool
    limits: tuple[Limit, ...]
    binds: tuple[str, ...]
    changes: tuple[Change, ...]
