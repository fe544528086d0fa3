"""What a stress test is asked to play through: engines, replications, weeks, policy; checked."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from typing import Any, TypeVar

from reshore.errors import UsageError
from reshore.risk.policy import Ordering, Policy
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation
from reshore.risk.weekly import Unmet

Choice = TypeVar("Choice", bound=StrEnum)


class Engines(StrEnum):
    """Which engines work replications out."""

    BOTH = "both"
    RECOURSE = "recourse"
    SIMULATION = "simulation"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Player:
    """An engine that plays hazards through.

    Attributes
    ----------
    name
        One of `Engines`.
    build
        Makes it of an operation.
    replications
        How many in which something may happen it works out.
    """

    name: str
    build: partial[Recourse] | partial[Simulation]
    replications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Options of the replications, as `stress` has them.

    Raises
    ------
    UsageError
        If one is out of its range.
    """

    engine: str
    replications: int
    recourse_replications: int
    window: int
    tail: int
    unmet: str
    wait: float
    policy: str
    batch: float
    delay: int
    priority: tuple[str, ...]
    seed: int

    def __post_init__(self) -> None:
        for kind, what, name in (
            (Engines, "engine", self.engine),
            (Unmet, "way to treat unmet demand", self.unmet),
            (Ordering, "policy", self.policy),
        ):
            _one_of(kind, what, name)
        for what, number, least in (
            ("replications", self.replications, 1),
            ("replications of recourse", self.recourse_replications, 1),
            ("weeks of the window", self.window, 1),
            ("weeks of the tail", self.tail, 0),
            ("weeks of a batch", self.batch, 1),
            ("weeks of delay", self.delay, 0),
        ):
            if not number >= least:
                raise UsageError(f"{number:g} {what} are too few: {least} is the least")
        if not 0 <= self.wait < math.inf:
            raise UsageError(f"waiting can't cost {self.wait:g} of a unit's worth a week")

    @property
    def weeks(self) -> int:
        """Weeks of a replication."""
        return self.window + self.tail

    def players(self) -> list[Player]:
        """Return the engines that are asked for, in the order in which they run.

        Raises
        ------
        UsageError
            If a simulation is asked for and numba isn't installed.
        """
        policy = Policy(Ordering(self.policy), self.batch, self.delay, self.priority)
        few = self.recourse_replications
        if self.engine == Engines.BOTH:
            few = min(few, self.replications)
        weeks: dict[str, Any] = {"weeks": self.weeks, "unmet": self.unmet, "wait": self.wait}
        both = (
            Player(Engines.RECOURSE.value, partial(Recourse, **weeks), few),
            Player(Engines.SIMULATION.value, partial(Simulation, **weeks, policy=policy), self.replications),
        )
        chosen = [player for player in both if self.engine in {player.name, Engines.BOTH}]
        if any(player.name == Engines.SIMULATION for player in chosen) and find_spec("numba") is None:
            raise UsageError(
                'simulating needs numba: pip install "reshore[sim]", or ask for the engine recourse alone'
            )
        return chosen

    def told(self) -> dict[str, Any]:
        """Return the options as JSON allows."""
        return {**asdict(self), "priority": list(self.priority)}


def _one_of(kind: type[Choice], what: str, name: str) -> None:
    if name not in [*kind]:
        raise UsageError(f"there is no {what} {name!r}; there are {', '.join(kind)}")
