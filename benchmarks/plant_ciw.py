"""The line of `benchmarks.plant` in Ciw: nodes with limited queues, and repairs as parts of services."""

from __future__ import annotations

import random
import time
from math import inf

import ciw
import numpy as np
from benchmarks.plant import BETWEEN, PLACES, REPAIR, STATIONS, WARM_UP, WORK, Result


class Service(ciw.dists.Distribution):
    """Time on a station, repairs included."""

    def __init__(self):
        self.wear = random.expovariate(1 / BETWEEN)

    def sample(self, *_, **__):
        work = random.expovariate(1 / WORK)
        hours = work
        while self.wear < work:
            work -= self.wear
            hours += random.expovariate(1 / REPAIR)
            self.wear = random.expovariate(1 / BETWEEN)
        self.wear -= work
        return hours


def run(hours: float, replications: int) -> Result:
    """Return units and seconds; at the start, more units than can be made wait before the first node."""
    others = STATIONS - 1
    result = Result()
    for number in range(replications):
        ciw.seed(number)
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Sequential([0.0, hours]), *[None] * others],
            batching_distributions=[ciw.dists.Deterministic(int(hours))] * STATIONS,
            service_distributions=[Service() for _ in range(STATIONS)],
            number_of_servers=[1] * STATIONS,
            queue_capacities=[inf, *[PLACES] * others],
            routing=np.eye(STATIONS, k=1).tolist(),
        )
        simulation = ciw.Simulation(network)
        begin = time.process_time()
        simulation.simulate_until_max_time(hours)
        seconds = time.process_time() - begin
        left = [one.data_records[-1].exit_date for one in simulation.nodes[-1].all_individuals]
        result.add(len(left), sum(date < WARM_UP for date in left), hours, seconds)
    return result
