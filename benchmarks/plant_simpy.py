"""The line of `benchmarks.plant` in SimPy: processes with stores between them."""

from __future__ import annotations

import random
import time

import simpy
from benchmarks.plant import BETWEEN, PLACES, REPAIR, STATIONS, WARM_UP, WORK, Result


def station(env, draw, before, after, done):
    """Take units, work on them, and pass them on; the first never lacks any."""
    wear = draw.expovariate(1 / BETWEEN)
    while True:
        unit = (yield before.get()) if before else 0
        work = draw.expovariate(1 / WORK)
        while wear < work:
            yield env.timeout(wear)
            work -= wear
            yield env.timeout(draw.expovariate(1 / REPAIR))
            wear = draw.expovariate(1 / BETWEEN)
        wear -= work
        yield env.timeout(work)
        if after:
            yield after.put(unit)
        else:
            done[0] += 1


def run(hours: float, replications: int) -> Result:
    """Return units and seconds."""
    result = Result()
    for number in range(replications):
        env, draw, done = simpy.Environment(), random.Random(number), [0]
        stores = [None, *(simpy.Store(env, PLACES) for _ in range(STATIONS - 1)), None]
        for at in range(STATIONS):
            env.process(station(env, draw, stores[at], stores[at + 1], done))
        begin = time.process_time()
        env.run(WARM_UP)
        before = done[0]
        env.run(hours)
        result.add(done[0], before, hours, time.process_time() - begin)
    return result
