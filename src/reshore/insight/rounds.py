"""Designs round after round, where what one round finds decides what the next one asks."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.insight.designs import designs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from threading import Event

    from reshore.insight.variant import Variant
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@dataclass(slots=True, eq=False)
class Rounds:
    """Rounds of designs for one question.

    Attributes
    ----------
    model, plan, gap, time_limit, workers, measures, cancel
        As of `reshore.insight.designs.designs`.
    folder
        Where finished designs are kept, a folder a round; the same rounds go on from there.
    on_progress
        Called after each design: how many are done, of how many that are asked for so far, and the seconds
        since the start.
    """

    model: Model
    plan: Plan
    gap: float | None = None
    time_limit: float | None = None
    workers: int = 1
    folder: Path | None = None
    measures: Sequence[str] = ()
    on_progress: Progress | None = None
    cancel: Event | None = None
    _found: list[pl.DataFrame] = field(default_factory=list, init=False)
    _began: float = field(default_factory=time.monotonic, init=False)

    @property
    def frame(self) -> pl.DataFrame:
        """All rows so far, as of `reshore.insight.designs.designs`, in the order of the rounds."""
        return pl.concat(self._found) if self._found else self._designs([], None, None)

    def run(self, variants: Sequence[Variant]) -> list[dict[str, Any]]:
        """Design the variants of a round; return their rows in the same order.

        Raises
        ------
        UsageError, DataError, StoppedError, ReshoreError
            As of `reshore.insight.designs.designs`.
        """
        before = sum(frame.height for frame in self._found)

        def progress(done: int, count: int, _: float) -> None:
            if self.on_progress is not None:
                self.on_progress(before + done, before + count, time.monotonic() - self._began)

        folder = None if self.folder is None else self.folder / f"round-{len(self._found) + 1}"
        self._found.append(self._designs(variants, folder, progress))
        return self._found[-1].to_dicts()

    def _designs(
        self, variants: Sequence[Variant], folder: Path | None, on_progress: Progress | None
    ) -> pl.DataFrame:
        return designs(
            self.model,
            self.plan,
            variants,
            gap=self.gap,
            time_limit=self.time_limit,
            # A design alone is not worth a process of its own.
            workers=1 if self.workers > 1 and len(variants) == 1 else self.workers,
            folder=folder,
            measures=self.measures,
            on_progress=on_progress,
            cancel=self.cancel,
        )
