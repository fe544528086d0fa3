"""Mitigation: what each fix takes off the worst cases, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.chance.bootstrap import bootstrap
from reshore.chance.streams import Streams
from reshore.chance.tails import conditional_value_at_risk
from reshore.risk.frames import FRAMES
from reshore.risk.paired import paired
from reshore.risk.statistics import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.chance.intervals import Estimate
    from reshore.risk.fixes import Fix

    Floats = NDArray[np.float64]


def mitigation(
    before: pl.DataFrame,
    fixes: Sequence[Fix],
    after: Sequence[pl.DataFrame],
    *,
    seed: int = 0,
    resamples: int = 1000,
) -> pl.DataFrame:
    """Return what each fix takes off the conditional value at risk: the frame `fixes` of a stress test.

    Those that cost nothing come first, then by what they remove for what they cost. Replications that failed
    before or after the fix are left out of both; others of their stratum stand for them.

    Parameters
    ----------
    before
        replication, stratum, weight, loss of the operation as it is, where it didn't fail.
    fixes
        What is tried.
    after
        The same of each fix, under the same events.
    seed, resamples
        Of the bootstrap.
    """
    rows = []
    for fix, losses in zip(fixes, after, strict=True):
        removed = _removed(before, losses, Streams(seed).key("fix", fix.name), resamples)
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
    found = pl.DataFrame(rows, schema=dict(FRAMES["fixes"].dtypes))
    return found.sort("ratio", "cvar_removed", descending=True, nulls_last=False)


def _removed(before: pl.DataFrame, after: pl.DataFrame, key: np.uint64, resamples: int) -> Estimate:
    """Return the difference of the two tails over the replications that both have, drawn in pairs."""
    both = paired(before, after, "loss")

    def difference(values: Floats, weights: Floats) -> float:
        tails = [conditional_value_at_risk(losses, weights, LEVEL) for losses in values.T]
        return tails[0] - tails[1]

    return bootstrap(
        difference,
        both.select("one", "other").to_numpy(),
        both["weight"].to_numpy(),
        both["stratum"].to_numpy().astype(np.int64),
        key=key,
        resamples=resamples,
    )
