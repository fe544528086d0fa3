"""Mitigation: what each fix takes off the worst cases, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.chance.bootstrap import bootstrap
from reshore.chance.streams import Streams
from reshore.chance.tails import conditional_value_at_risk
from reshore.risk.frames import FRAMES
from reshore.risk.statistics import LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.chance.intervals import Estimate
    from reshore.risk.fixes import Fix, Ready
    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]
    Run = Callable[[Operation, Ready], pl.DataFrame]


def mitigation(
    operation: Operation,
    fixes: Sequence[Fix],
    run: Run,
    *,
    seed: int = 0,
    resamples: int = 1000,
    on_progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Return what each fix takes off the conditional value at risk: the frame `fixes` of a stress test.

    Those that cost nothing come first, then by what they remove for what they cost. Replications that failed
    before or after the fix are left out of both; others of their stratum stand for them.

    Parameters
    ----------
    operation
        As it is.
    fixes
        What is tried.
    run
        Works the ensemble out for an operation and options that are ready, always under the same events:
        gives replication, stratum, weight, loss of those that didn't fail.
    seed, resamples
        Of the bootstrap.
    on_progress
        Called after each run with the number of runs that are done, and of how many.
    """
    tell = on_progress or (lambda *_: None)
    before = run(operation, ())
    tell(1, len(fixes) + 1)
    rows = []
    for number, fix in enumerate(fixes):
        removed = _removed(
            before, run(fix.operation, fix.ready), Streams(seed).key("fix", fix.name), resamples
        )
        rows.append(
            {
                "fix": fix.name,
                "kind": str(fix.kind),
                "cost_year": fix.cost,
                "cvar_removed": removed.value,
                "low": removed.low,
                "high": removed.high,
                "ratio": removed.value / fix.cost if fix.cost > 0 else None,
            }
        )
        tell(number + 2, len(fixes) + 1)
    found = pl.DataFrame(rows, schema=dict(FRAMES["fixes"].dtypes))
    return found.sort("ratio", "cvar_removed", descending=True, nulls_last=False)


def _removed(before: pl.DataFrame, after: pl.DataFrame, key: np.uint64, resamples: int) -> Estimate:
    """Return the difference of the two tails over the replications that both have, drawn in pairs."""
    both = before.join(after.select("replication", after="loss"), on="replication", maintain_order="left")
    whole = before.group_by("stratum").agg(whole=pl.col("weight").sum())
    weighted = both.join(whole, on="stratum", maintain_order="left").with_columns(
        weight=pl.col("weight") * pl.col("whole") / pl.col("weight").sum().over("stratum")
    )

    def difference(values: Floats, weights: Floats) -> float:
        tails = [conditional_value_at_risk(losses, weights, LEVEL) for losses in values.T]
        return tails[0] - tails[1]

    return bootstrap(
        difference,
        weighted.select("loss", "after").to_numpy(),
        weighted["weight"].to_numpy(),
        weighted["stratum"].to_numpy().astype(np.int64),
        key=key,
        resamples=resamples,
    )
