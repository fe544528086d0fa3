"""Fit a plant to a rate: stations and places are added until it is reached, or something else holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reshore.factory.line.run import simulate
from reshore.factory.plan.floor import shortest, stand
from reshore.factory.plan.limits import limits
from reshore.factory.plan.people import staffed
from reshore.factory.plan.remedy import Lack, held, with_more
from reshore.factory.plan.simulated import line
from reshore.factory.plan.sized import sized
from reshore.factory.plan.tried import Tried

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from reshore.factory.plan.asked import Asked
    from reshore.factory.plan.case import Case
    from reshore.factory.plan.limits import Limit
    from reshore.factory.plan.remedy import Held
    from reshore.factory.plan.sized import Sized

    Tell = Callable[[int, int], None]

ROUNDS = 50
"""Plants that are tried at most for one rate."""


@dataclass(frozen=True, slots=True)
class Change:
    """A plant on the way, and what was changed after it.

    Attributes
    ----------
    rate
        Good units of the end product a week that it was made for.
    low, throughput, high
        Those that it made, with their interval.
    held
        What held it; None where it made enough.
    copies, places
        Stations and places for units that were added.
    """

    rate: float
    low: float
    throughput: float
    high: float
    held: Held | None = None
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
    reached
        Whether it isn't surely below that.
    limits
        What it needs and what there is.
    binds
        What there is too little of; of a plant for the largest rate, just above it.
    changes
        All plants that were tried.
    """

    tried: Tried
    rate: float
    reached: bool
    limits: tuple[Limit, ...]
    binds: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """How plants are tried.

    Attributes
    ----------
    case
        What the tables say.
    asked
        Options.
    tell
        Told how many replications of the plant that is tried are done, and how many there are at most.
    cancel
        Set to stop.
    """

    case: Case
    asked: Asked
    tell: Tell
    cancel: Event

    def at(self, rate: float, *, within: bool = False) -> Fitted:
        """Return the plant for a rate.

        Parameters
        ----------
        rate
            Good units a week.
        within
            Whether nothing may be added that there is no floor or people for.

        Raises
        ------
        DataError
            If a task is longer than all the parallel stations allowed have time, or the line can't finish.
        InfeasibleError
            If tasks have to share a station and can't.
        StoppedError
            If `cancel` or Ctrl-C came before the end.
        """
        plant: Sized | None = sized(self.case, rate, self.asked.load, self.asked.seconds)
        changes = list[Change]()
        binds: tuple[str, ...] = ()
        while plant is not None:
            tried = self._tried(plant)
            made = tried.throughput
            change = Change(rate, made.low, made.value, made.high)
            reached = made.high >= rate * (1 - self.asked.precision)
            plant = None
            if not reached:
                hold = held(tried.sized, tried.simulated)
                change = replace(change, held=hold)
                plant = self._more(tried, hold, rate, within=within) if len(changes) < ROUNDS else None
                if plant is None:
                    binds = (hold.lack.value,)
                else:
                    before, after = tried.sized.place(hold.place), plant.place(hold.place)
                    copies, places = after.copies - before.copies, after.extra - before.extra
                    change = replace(change, copies=copies, places=places)
            changes.append(change)
        kept = limits(tried.sized, staffed(tried.sized, None), shortest(tried.sized), self.asked.people)
        short = [limit.resource for limit in kept if not limit.is_kept]
        return Fitted(tried, rate, reached, kept, tuple(dict.fromkeys([*binds, *short])), tuple(changes))

    def _tried(self, plant: Sized) -> Tried:
        crews = staffed(plant, self.asked.people)
        floor = stand(plant, self.asked.feed_weight, self.asked.seed, self.asked.seconds)
        model = line(plant, self.asked.release, crews, floor.where)
        options = self.asked.options()
        return Tried(plant, crews, floor, simulate(model, options, on_progress=self.tell, cancel=self.cancel))

    def _more(self, tried: Tried, hold: Held, rate: float, *, within: bool) -> Sized | None:
        """Return the plant with more of what it lacks; None where there can't be."""
        if hold.lack not in {Lack.STATIONS, Lack.PLACES}:
            return None
        made = tried.throughput.high
        more = with_more(tried.sized, hold, rate / made - 1 if made > 0 else 1.0)
        if more is None or not within:
            return more
        kept = limits(more, staffed(more, None), shortest(more), self.asked.people)
        return more if all(limit.is_kept for limit in kept) else None
