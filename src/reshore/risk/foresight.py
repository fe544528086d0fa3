"""Simulation beside recourse on the same replications: between the two lies the best that can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.chance.bootstrap import bootstrap
from reshore.chance.streams import Streams
from reshore.chance.tails import weighted_mean
from reshore.risk.paired import paired

if TYPE_CHECKING:
    from reshore.risk.ensemble import Replications


def foresight(
    recourse: Replications, simulation: Replications, seed: int, resamples: int = 1000
) -> pl.DataFrame:
    """Return what the same replications cost on average with foresight and without.

    Parameters
    ----------
    recourse, simulation
        What both engines gave; the simulation may have replications that recourse hasn't.
    seed, resamples
        Of the bootstrap.

    Returns
    -------
    foresight
        replications (in which something may happen), recourse and simulation (mean costs), gap (their
        difference) with the ends of its interval, drawn in pairs.
    """
    both = paired(recourse.replications, simulation.replications, "cost").filter(pl.col("weight") > 0)
    with_it, without, weights = (both[name].to_numpy() for name in ("one", "other", "weight"))
    gap = bootstrap(
        weighted_mean,
        without - with_it,
        weights,
        both["stratum"].to_numpy().astype(np.int64),
        key=Streams(seed).key("bootstrap", "foresight"),
        resamples=resamples,
    )
    return pl.DataFrame(
        {
            "replications": (both["replication"] > 0).sum(),
            "recourse": weighted_mean(with_it, weights),
            "simulation": weighted_mean(without, weights),
            "gap": gap.value,
            "gap_low": gap.low,
            "gap_high": gap.high,
        }
    )
