"""How the hazards of a model are played through: with which luck, by whom, and where that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.risk.ensemble import replicate
from reshore.risk.hazards import Hazards

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from reshore.jobs.executor import Progress
    from reshore.risk.asked import Asked, Build
    from reshore.risk.draw import Ensemble
    from reshore.risk.ensemble import Replications
    from reshore.risk.operation import Operation
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Play:
    """Plays hazards through, for an operation and for others that are made of it, with the same luck.

    Attributes
    ----------
    model
        The tables, the scenario applied.
    asked
        Options of the replications.
    workers, cluster
        Processes, or the address of a Dask scheduler.
    folder
        Where finished replications are kept; None = nowhere.
    cancel
        Stops when it is set.
    """

    model: Model
    asked: Asked
    workers: int
    cluster: str | None
    folder: Path | None
    cancel: Event

    def draws(self, operation: Operation) -> Ensemble:
        """Draw what happens to an operation."""
        asked = self.asked
        hazards = Hazards.of(self.model, operation)
        return hazards.draw(asked.replications, asked.seed, asked.window, asked.weeks)

    def replications(
        self, operation: Operation, build: Build, part: str, on_progress: Progress | Callable[..., None]
    ) -> Replications:
        """Work all replications of an operation out, kept in a part of the folder."""
        return replicate(
            operation,
            self.draws(operation),
            build,
            workers=self.workers,
            cluster=self.cluster,
            folder=None if self.folder is None else self.folder / part,
            on_progress=on_progress,
            cancel=self.cancel,
        )
