"""Fit a plant to a rate: stations and places are added until it is reached, or something else holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reshore.factory.line.run import simulate
from reshore.factory.plan.fitted import Change, Fitted
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
            tried = self.tried(plant)
            made = tried.throughput
            change = Change(rate, made.low, made.value, made.high)
            reached = made.high >= rate * (1 - self.asked.precision)
            plant = None
            if not reached:
                hold = held(tried.sized, tried.simulated)
                change = replace(change, lack=hold.lack, place=hold.place)
                plant = self._more(tried, hold, rate, within=within) if len(changes) < ROUNDS else None
                if plant is None:
                    binds = (hold.lack.value,)
                else:
                    before, after = tried.sized.place(hold.place), plant.place(hold.place)
                    copies, places = after.copies - before.copies, after.extra - before.extra
                    change = replace(change, copies=copies, places=places)
            changes.append(change)
        kept = self.limits(tried.sized)
        short = [limit.resource for limit in kept if not limit.is_kept]
        return Fitted(
            tried=tried,
            rate=rate,
            reached=reached,
            sure=self.is_sure(tried, rate),
            limits=kept,
            binds=tuple(dict.fromkeys([*binds, *short])),
            changes=tuple(changes),
        )

    def is_sure(self, tried: Tried, rate: float) -> bool:
        """Return whether a plant surely isn't below a rate, to the precision asked for."""
        return tried.throughput.low >= rate * (1 - self.asked.precision)

    def tried(self, plant: Sized) -> Tried:
        """Return the plant laid out and simulated.

        Raises
        ------
        DataError
            If the line can't finish.
        StoppedError
            If it was stopped.
        """
        crews = staffed(plant, self.asked.people)
        floor = stand(plant, self.asked.feed_weight, self.asked.seed, self.asked.seconds)
        model = line(plant, self.asked.release, crews, floor.where)
        options = self.asked.options()
        return Tried(plant, crews, floor, simulate(model, options, on_progress=self.tell, cancel=self.cancel))

    def limits(self, plant: Sized) -> tuple[Limit, ...]:
        """Return what a plant needs by means, and what there is."""
        return limits(plant, staffed(plant, None), shortest(plant), self.asked.people)

    def _more(self, tried: Tried, hold: Held, rate: float, *, within: bool) -> Sized | None:
        """Return the plant with more of what it lacks; None where there can't be."""
        if hold.lack not in {Lack.STATIONS, Lack.PLACES}:
            return None
        made = tried.throughput.high
        more = with_more(tried.sized, hold, rate / made - 1 if made > 0 else 1.0)
        if more is None or not within:
            return more
        return more if all(limit.is_kept for limit in self.limits(more)) else None
