"""The phases of sites and modules: when they have to be ordered, and when they are at full capacity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reshore.tables.model import Model

MONTH = 365.25 / 12
"""Days in a month, on average."""

STEPS = 4
"""Stretches of equal length that a ramp is told in."""


@dataclass(frozen=True, slots=True)
class Phases:
    """How long sites and modules take, in months.

    Attributes
    ----------
    opening
        Months from the order of a candidate to its opening, by site.
    installing
        Months from the order of a module to its service, by site and resource.
    ramps
        Share of full capacity by months since the start of service, by site and resource.
    """

    opening: Mapping[str, int]
    installing: Mapping[tuple[str, str], int]
    ramps: Mapping[tuple[str, str], Profile]

    @classmethod
    def of(cls, model: Model) -> Phases:
        """Read them from a model, its scenario applied."""
        keys = ("site", "resource")
        resources = model["resources"].select(
            *keys, pl.col("months_to_install").fill_null(0), pl.col("ramp").fill_null("1")
        )
        rows = list(resources.iter_rows())
        return cls(
            opening=dict(model["sites"].select("site", pl.col("months_to_open").fill_null(0)).iter_rows()),
            installing={(site, resource): months for site, resource, months, _ in rows},
            ramps={(site, resource): Profile.parse(text) for site, resource, _, text in rows},
        )

    def slowest(self, site: str) -> tuple[str, Profile] | None:
        """Return the resource of a site that ramps longest, with its ramp; None where none has a ramp."""
        ramps = {resource: ramp for (place, resource), ramp in self.ramps.items() if place == site}
        found = [(months(ramp), resource) for resource, ramp in ramps.items() if months(ramp)]
        return (max(found)[1], ramps[max(found)[1]]) if found else None

    def ramp(self, site: str, resource: str) -> float:
        """Return how many months a resource of a site takes to full capacity; 0 where it has no ramp."""
        profile = self.ramps.get((site, resource))
        return months(profile) if profile else 0.0


def months(ramp: Profile) -> float:
    """Return how long it takes until a ramp changes no more; 0 where it is flat."""
    return 0.0 if ramp.is_flat else ramp.points[-1][0]


def steps(ramp: Profile) -> list[tuple[float, float, float]]:
    """Return the stretches of a ramp: first and last month since the start, and the mean share between."""
    size = months(ramp) / STEPS
    ends = [(i * size, (i + 1) * size) for i in range(STEPS)] if size else []
    return [(start, end, ramp.mean(start, end)) for start, end in ends]


def after(start: date, time: float) -> date:
    """Return the day some months after another."""
    return start + timedelta(days=round(time * MONTH))


def before(start: date, time: int) -> date:
    """Return the day some whole months before another."""
    found: date = pl.Series([start]).dt.offset_by(f"-{time}mo").item()
    return found
