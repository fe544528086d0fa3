"""What a stress test is asked to play through: engines, replications, weeks, policy; checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from reshore.errors import UsageError
from reshore.risk.policy import Ordering, Policy
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation
from reshore.risk.weekly import Unmet

if TYPE_CHECKING:
    Build = partial[Recourse] | partial[Simulation]

Choice = TypeVar("Choice", bound=StrEnum)


class Engines(StrEnum):
    """Which engines work replications out."""

    BOTH = "both"
    RECOURSE = "recourse"
    SIMULATION = "simulation"
    NONE = "none"


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
    window: int
    tail: int
    unmet: str
    policy: str
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
            ("weeks of the window", self.window, 1),
            ("weeks of the tail", self.tail, 0),
            ("weeks of delay", self.delay, 0),
        ):
            if number < least:
                raise UsageError(f"{number} {what} are too few: {least} is the least")

    @property
    def weeks(self) -> int:
        """Weeks of a replication."""
        return self.window + self.tail

    def builds(self) -> dict[str, Build]:
        """Return what makes each engine, by its name, in the order in which they run.

        Raises
        ------
        UsageError
            If a simulation is asked for and numba isn't installed.
        """
        policy = Policy(ordering=Ordering(self.policy), delay=self.delay, priority=self.priority)
        both: dict[str, Build] = {
            Engines.RECOURSE.value: partial(Recourse, weeks=self.weeks, unmet=self.unmet),
            Engines.SIMULATION.value: partial(Simulation, weeks=self.weeks, unmet=self.unmet, policy=policy),
        }
        chosen = {name: build for name, build in both.items() if self.engine in {name, Engines.BOTH}}
        if Engines.SIMULATION in chosen and find_spec("numba") is None:
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
