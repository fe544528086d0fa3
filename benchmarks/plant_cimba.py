"""The line of `benchmarks.plant` in Cimba: processes with stores between them, compiled."""

from __future__ import annotations

import time

import cimba as cb
from benchmarks.plant import BETWEEN, PLACES, REPAIR, STATIONS, WARM_UP, WORK, Result


class Station(cb.Model):
    """Takes units, works on them, and passes them on; the first never lacks any."""

    queue: cb.Store[int]
    then: cb.Ref[Station]
    first: cb.Param[bool]
    last: cb.Param[bool]
    work: cb.Param[float] = WORK
    between: cb.Param[float] = BETWEEN
    repair: cb.Param[float] = REPAIR
    warm_up: cb.Param[float] = WARM_UP
    made: cb.Output[int]
    before: cb.Output[int]

    def __init__(self, number):
        self.queue = cb.Store(capacity=PLACES)
        self.first, self.last = number == 0, number == STATIONS - 1

    @cb.process
    def serve(self):
        wear = cb.random.exponential(self.between)
        while True:
            unit = 0
            if not self.first:
                unit = self.queue.get()
            work = cb.random.exponential(self.work)
            while wear < work:
                cb.hold(wear)
                work -= wear
                cb.hold(cb.random.exponential(self.repair))
                wear = cb.random.exponential(self.between)
            wear -= work
            cb.hold(work)
            if self.last:
                self.made += 1
                if cb.now() < self.warm_up:
                    self.before += 1
            else:
                self.then.queue.put(unit)


class Stations(cb.Model):
    """Stations in a row."""

    stations: list[Station]

    def __init__(self):
        self.stations = [Station(number) for number in range(STATIONS)]
        for one, other in zip(self.stations, [*self.stations[1:], self.stations[-1]], strict=True):
            one.then = other


def run(hours: float, replications: int) -> Result:
    """Return units and seconds."""
    model, result = Stations(), Result()
    cb.Experiment(model, window=cb.Window(duration=1.0)).run(workers=1)
    for number in range(replications):
        experiment = cb.Experiment(model, window=cb.Window(duration=hours), seed=number)
        begin = time.process_time()
        found = experiment.run(workers=1)
        seconds = time.process_time() - begin
        last = found[model.stations[-1]]
        result.add(int(last.made.values[0, 0]), int(last.before.values[0, 0]), hours, seconds)
    return result
