"""How the hazards of a model are played through: with which luck, by whom, and where that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reshore.risk.ensemble import replicate
from reshore.risk.hazards import Hazards
from reshore.risk.trials import Trial, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from threading import Event

    import polars as pl

    from reshore.risk.asked import Asked, Player
    from reshore.risk.draw import Ensemble
    from reshore.risk.ensemble import Replications
    from reshore.risk.operation import Operation
    from reshore.tables.model import Model

    Tell = Callable[..., None]


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
        """Draw what happens to an operation: as many replications as the engine that plays most needs."""
        asked = self.asked
        most = max(asked.replications, asked.recourse_replications)
        return Hazards.of(self.model, operation).draw(most, asked.seed, asked.window, asked.weeks)

    def replications(
        self, operation: Operation, player: Player, part: str, on_progress: Tell
    ) -> Replications:
        """Let an engine work its replications of an operation out, kept in a part of the folder."""
        draws = self.draws(operation).first(player.replications)
        return replicate(operation, draws, player.build, **self._how(part, on_progress))

    def losses(
        self, cases: Sequence[tuple[Operation, Player]], part: str, on_progress: Tell
    ) -> list[pl.DataFrame]:
        """Return what replications of each of many operations lose, by an engine each."""
        trials = [
            Trial(operation, self.draws(operation).first(player.replications), player.build)
            for operation, player in cases
        ]
        return attempt(trials, **self._how(part, on_progress))

    def _how(self, part: str, on_progress: Tell) -> dict[str, Any]:
        return {
            "workers": self.workers,
            "cluster": self.cluster,
            "folder": None if self.folder is None else self.folder / part,
            "on_progress": on_progress,
            "cancel": self.cancel,
        }
