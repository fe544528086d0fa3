"""What a plant is asked to be: rate, release, people, how closely it is looked at; checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.util import find_spec
from math import inf
from typing import Any

from reshore.errors import UsageError
from reshore.factory.line.options import Options
from reshore.factory.plan.ramp import ramp
from reshore.factory.plan.rate import weekly


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Options of a plant, as `plant` has them.

    Raises
    ------
    UsageError
        If one is out of its range, or numba isn't installed.
    """

    rate: str
    release: str
    people: int | None
    load: float
    fewest: bool
    learning: float
    mature: float | None
    absence: float
    precision: float
    most: int
    seed: int
    seconds: float
    feed_weight: float
    workers: int

    def __post_init__(self) -> None:
        for what, number, low, high in (
            ("load", self.load, 0.0, 1.0),
            ("absence", 1 - self.absence, 0.0, 1.0),
        ):
            if not low < number <= high:
                raise UsageError(f"{what} {getattr(self, what):g} is out of its range between 0 and 1")
        if self.people is not None and self.people < 1:
            raise UsageError(f"{self.people} people can't run a plant; write 1 or more")
        if not self.seconds > 0:
            raise UsageError(f"{self.seconds:g} seconds are no time to search; write more than 0")
        if not 0 <= self.feed_weight < inf:
            raise UsageError(f"a feed can't weigh {self.feed_weight:g} kg a week per kW; write 0 or more")
        ramp(self.weekly or 1.0, self.learning, self.mature if self.weekly else None)
        self.options()
        if find_spec("numba") is None:
            raise UsageError('planning a plant needs numba: pip install "reshore[sim]"')

    @property
    def weekly(self) -> float | None:
        """Good units a week; None = as many as possible."""
        return weekly(self.rate)

    def options(self) -> Options:
        """Return how closely lines are simulated."""
        return Options(
            seed=self.seed,
            precision=self.precision,
            least=min(Options().least, self.most),
            most=self.most,
            workers=self.workers,
        )

    def told(self) -> dict[str, Any]:
        """Return the options as JSON allows, without those that don't change the result."""
        return {name: value for name, value in asdict(self).items() if name != "workers"}
