"""One variant designed: what is sent to a worker, and the row that comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import InfeasibleError, StoppedError, TimeLimitError
from reshore.footprint.conditions import require_known
from reshore.footprint.design import design
from reshore.insight.measures import measure
from reshore.insight.rows import COLUMNS, Found, row_of
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.footprint.conditions import Condition
    from reshore.footprint.start import Decisions
    from reshore.insight.variant import Variant
    from reshore.lp.solution import Options


@dataclass(frozen=True, slots=True)
class Latch:
    """An event for searches in this process; workers get one of their own, which nobody sets.

    Their searches end with them.
    """

    event: Event = field(default_factory=Event)

    def __reduce__(self) -> tuple[type[Latch], tuple[()]]:
        """Leave the event here."""
        return Latch, ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What all variants share: the run's tables, its decisions, and how to search."""

    frames: dict[str, pl.DataFrame]
    start: Decisions
    options: Options
    measures: tuple[str, ...]
    latch: Latch


@dataclass(frozen=True, slots=True)
class Chunk:
    """A variant as what differs from the run's tables, so that it can be sent."""

    name: str
    model: str
    frames: dict[str, pl.DataFrame]
    settings: dict[str, Any]
    conditions: tuple[Condition, ...]
    start: Decisions | None

    @classmethod
    def of(cls, variant: Variant, base: Model) -> Chunk:
        """Make a variant's tables, and keep those that differ.

        Raises
        ------
        UsageError
            If a condition names a site or resource that there isn't.
        DataError
            If the tables aren't sound.
        """
        model = variant.of(base)
        require_known(variant.conditions, model)
        frames = {
            table: frame
            for table, frame in model.frames.items()
            if frame is not base[table] and not frame.equals(base[table])
        }
        return cls(
            variant.name,
            model.name,
            frames,
            dict(model.settings),
            tuple(variant.conditions),
            variant.start,
        )


def ready(shared: Shared) -> Callable[[Chunk], pl.DataFrame]:
    """Return what turns a variant into a row of designs; it is interrupted where the latch is set."""

    def handle(chunk: Chunk) -> pl.DataFrame:
        model = Model(
            chunk.model,
            MappingProxyType({**shared.frames, **chunk.frames}),
            MappingProxyType(chunk.settings),
        )
        try:
            row = _row(shared, chunk, model)
        except StoppedError:
            raise KeyboardInterrupt from None
        if shared.latch.event.is_set():  # what was found is not what was asked for
            raise KeyboardInterrupt
        types = {**COLUMNS, **dict.fromkeys(shared.measures, pl.Float64)}
        return pl.DataFrame([{"name": chunk.name, **row}], schema=types)

    return handle


def _row(shared: Shared, chunk: Chunk, model: Model) -> dict[str, Any]:
    try:
        plan = design(
            model,
            gap=shared.options.gap,
            time_limit=shared.options.time_limit,
            threads=1,
            seed=shared.options.seed,
            start=chunk.start or shared.start,
            conditions=chunk.conditions,
            explain=False,
            cancel=shared.latch.event,
        )
    except InfeasibleError:
        return {"status": Found.INFEASIBLE, "objective": inf, "bound": inf}
    except TimeLimitError:
        return {
            "status": Found.NO_PLAN,
            "objective": inf,
            "bound": -inf,
            "seconds": shared.options.time_limit,
        }
    return {**row_of(plan), **{name: measure(plan, name) for name in shared.measures}}
