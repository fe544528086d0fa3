"""What would help against the largest exposures: each fix under the same events as the plan as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reshore.risk.fixes import fixes
from reshore.risk.mitigation import mitigation
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from reshore.risk.asked import Player
    from reshore.risk.ensemble import Replications
    from reshore.risk.fixes import Fix
    from reshore.risk.operation import Operation
    from reshore.risk.play import Play
    from reshore.risk.sets import StressSet


def improved(
    play: Play,
    operation: Operation,
    sets: Sequence[StressSet],
    player: Player,
    before: Replications,
    on_progress: Callable[..., None],
) -> pl.DataFrame:
    """Return the frame `fixes`: what helps against some sets, and how much.

    Parameters
    ----------
    play
        How hazards are played through.
    operation
        As it is.
    sets
        What may stop, such as the largest exposures.
    player
        The engine that tries the fixes.
    before
        What that engine gave for the operation as it is.
    on_progress
        Called with the number of replications that are done, and of how many.
    """
    tried = fixes(operation, sets)
    cases = [(fix.operation, _prepared(player, fix)) for fix in tried]
    after = play.losses(cases, "fixes", on_progress)
    return mitigation(before.replications, tried, after, seed=play.asked.seed)


def _prepared(player: Player, fix: Fix) -> Player:
    """Return the engine with what a fix makes ready; recourse knows no delays."""
    if fix.ready and player.build.func is Simulation:
        return replace(player, build=partial(player.build, ready=fix.ready))
    return player
