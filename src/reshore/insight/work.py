"""The work of an explanation: how designs are searched for, stage after stage, and where they are kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reshore.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from threading import Event

    from reshore.jobs.stages import Stages
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What all stages share.

    Attributes
    ----------
    model, plan
        The plan, and the model it was designed from, without the scenario applied.
    gap, time_limit, workers, cancel
        As of `reshore.insight.designs.designs`.
    folder
        Where finished designs are kept, a folder a stage.
    stages
        Told where the work stands.
    designs
        How many were made, by stage.
    """

    model: Model
    plan: Plan
    gap: float | None
    time_limit: float | None
    workers: int
    folder: Path | None
    cancel: Event
    stages: Stages
    designs: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, most: int = 1) -> Iterator[dict[str, Any]]:
        """Begin a stage, and give what its searches are asked with.

        Parameters
        ----------
        name
            What it is called.
        most
            Designs that are made side by side at most.

        Raises
        ------
        StoppedError
            If it is stopped: with where its designs are kept.
        """
        try:
            with self.stages.stage(name) as tell:
                yield {
                    "gap": self.gap,
                    "time_limit": self.time_limit,
                    "workers": min(self.workers, max(1, most)),
                    "folder": None if self.folder is None else self.folder / name.lower().replace(" ", "-"),
                    "on_progress": tell,
                    "cancel": self.cancel,
                }
        except StoppedError as error:
            kept = f"; designs that are done are in {self.folder}, and the same again goes on from there"
            raise StoppedError(f"stopped at {name.lower()}{kept if self.folder else ''}") from error
