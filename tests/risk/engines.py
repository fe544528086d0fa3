"""Draws and engines of the tests of ensembles, apart from them so that worker processes import little."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.risk.realisations import happening, realised

from reshore.risk.recourse import Recourse


@dataclass(frozen=True)
class Drawn:
    """Replications made wherever they are asked for; 0 is without events, `bad` ones have no solution."""

    operation: object
    weeks: int
    count: int
    bad: tuple[int, ...] = ()

    def __len__(self):
        return self.count

    @property
    def strata(self):
        return np.minimum(np.arange(self.count), 1)

    def realisation(self, number):
        weight = 0.5 if number == 0 else 0.5 / (self.count - 1)
        if number == 0:
            return realised(0, weight)
        if number in self.bad:
            events = [(0, "flood", 9.0, 3.0, 1.0, 1)]
            return realised(number, weight, events, hours={(0, 1): -1.0})
        return happening(self.operation, self.weeks, 5, number, weight)


class Deadly(Recourse):
    """Kills its process at some replication, as often as files may be made in a folder."""

    def __init__(self, operation, weeks, folder, times, number):
        super().__init__(operation, weeks)
        self.folder, self.times, self.number = Path(folder), times, number

    def run(self, realisation):
        if realisation.number == self.number and len(list(self.folder.iterdir())) < self.times:
            (self.folder / str(time.monotonic_ns())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().run(realisation)
