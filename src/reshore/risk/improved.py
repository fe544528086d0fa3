"""What would help against the largest exposures: each fix under the same events as the plan as it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reshore.risk.fixes import fixes
from reshore.risk.mitigation import mitigation
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import polars as pl

    from reshore.risk.ensemble import Replications
    from reshore.risk.fixes import Ready
    from reshore.risk.operation import Operation
    from reshore.risk.play import Play
    from reshore.risk.sets import StressSet


def improved(
    play: Play,
    operation: Operation,
    sets: Sequence[StressSet],
    build: partial[Any],
    before: Replications,
    on_progress: Callable[[int, int], None],
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
    build
        Makes the engine that tries the fixes.
    before
        What that engine gave for the operation as it is.
    on_progress
        Called with the number of replications that are done, and of how many.
    """
    trials = fixes(operation, sets)
    size = before.replications.height + before.failures.height
    tried = 0

    def run(changed: Operation, ready: Ready) -> pl.DataFrame:
        nonlocal tried
        if changed is operation and not ready:
            return before.replications
        done, tried = tried * size, tried + 1
        engine = partial(build, ready=ready) if ready and build.func is Simulation else build
        return play.replications(
            changed,
            engine,
            f"fix-{tried:02d}",
            lambda number, *_: on_progress(done + number, len(trials) * size),
        ).replications

    return mitigation(operation, trials, run, seed=play.asked.seed)
