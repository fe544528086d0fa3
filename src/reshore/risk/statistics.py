"""What an ensemble says: service over the weeks, losses and their tail, each hazard's part, recovery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.chance.bootstrap import bootstrap
from reshore.chance.streams import Streams
from reshore.chance.tails import (
    conditional_value_at_risk,
    value_at_risk,
    weighted_mean,
    weighted_quantile,
)
from reshore.risk.realise import WEEK
from reshore.risk.segments import service
from reshore.tables.periods import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.chance.intervals import Estimate
    from reshore.risk.ensemble import Replications

    Floats = NDArray[np.float64]

LEVEL = 0.95
"""Level of value at risk and its tail."""

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
"""Quantiles of the fan, by the names of their columns."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Figures of the loss with their intervals, in the currency.

    Attributes
    ----------
    expected
        Mean.
    at_risk
        The loss that isn't exceeded with probability `LEVEL`.
    tail
        Mean of the worst losses, of probability 1 - `LEVEL` in all.
    recovery
        Mean of the recovery time (weeks).
    """

    expected: Estimate
    at_risk: Estimate
    tail: Estimate
    recovery: Estimate


def weights(result: Replications) -> Floats:
    """Return the weights of the replications that didn't fail; those stand for the others of their stratum.

    Where a whole stratum failed, all others stand for it.
    """
    frame = result.replications
    if not result.failures.height:
        return frame["weight"].to_numpy()
    every = pl.concat([frame.select("stratum", "weight"), result.failures.select("stratum", "weight")])
    whole = every.group_by("stratum", maintain_order=True).agg(whole=pl.col("weight").sum())
    part = frame.group_by("stratum", maintain_order=True).agg(part=pl.col("weight").sum())
    scaled = (
        frame.select("stratum", "weight")
        .join(whole.join(part, on="stratum"), on="stratum", maintain_order="left")
        .select(
            pl.when(pl.col("part") > 0)
            .then(pl.col("weight") * pl.col("whole") / pl.col("part"))
            .otherwise(0.0)
        )
        .to_series()
    )
    return (scaled / scaled.sum() * every["weight"].sum()).to_numpy()


def losses(result: Replications, seed: int = 0, resamples: int = 1000) -> Losses:
    """Return the figures of the loss; the seed is that of the bootstrap."""
    probability = weights(result)
    # With dated hazards, the replication in which nothing happens stands for nothing.
    counts = probability > 0
    frame, probability = result.replications.filter(counts), probability[counts]
    strata = frame["stratum"].to_numpy().astype(np.int64)
    streams = Streams(seed)

    def estimate(name: str, column: str, figure: Callable[[Floats, Floats], float]) -> Estimate:
        key = streams.key("bootstrap", name)
        values = frame[column].to_numpy()
        return bootstrap(figure, values, probability, strata, key=key, resamples=resamples)

    return Losses(
        expected=estimate("expected", "loss", weighted_mean),
        at_risk=estimate("at risk", "loss", lambda values, shares: value_at_risk(values, shares, LEVEL)),
        tail=estimate(
            "tail", "loss", lambda values, shares: conditional_value_at_risk(values, shares, LEVEL)
        ),
        recovery=estimate("recovery", "recovery", weighted_mean),
    )


def fan(result: Replications) -> pl.DataFrame:
    """Return the service over replications: segment, week, mean, and the `QUANTILES`."""
    probability = weights(result)
    frame = result.service
    keys = frame.head(frame.height // len(probability)).select("segment", "week")
    shares = service(frame["wanted"].to_numpy(), frame["served"].to_numpy()).reshape(len(probability), -1)
    return keys.with_columns(
        mean=pl.Series(probability @ shares / probability.sum()),
        **{
            name: pl.Series([weighted_quantile(column, probability, share) for column in shares.T])
            for name, share in QUANTILES.items()
        },
    )


def exceedance(result: Replications) -> pl.DataFrame:
    """Return the probability that the loss is above each loss that occurs: loss, probability."""
    found = pl.DataFrame({"loss": result.replications["loss"], "weight": weights(result)})
    sums = found.group_by("loss", maintain_order=True).agg(pl.col("weight").sum()).sort("loss")
    above = sums["weight"].cum_sum(reverse=True) - sums["weight"]
    return sums.select("loss", probability=above)


def parts(result: Replications, window: int, alone: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return each hazard's part in the mean of the loss and in its tail; they add up to both.

    Parameters
    ----------
    result
        Of the ensemble.
    window
        Weeks in which events begin.
    alone
        replication, event, hazard, loss: what each event costs alone. The loss of a replication is shared in
        this proportion; by duration times severity where it isn't known of all its events.

    Returns
    -------
    parts
        hazard, events (a year), mean_part, tail_part.
    """
    frame = result.replications.select("replication", "loss").with_columns(
        weight=pl.Series(weights(result)), tail=pl.Series(_tail(result))
    )
    events = result.events.with_columns(measure=pl.col("duration") * pl.col("severity").abs())
    if alone is not None:
        keys = ["replication", "event", "hazard"]
        events = events.join(alone.select(*keys, measured="loss"), on=keys, how="left").with_columns(
            measure=pl.when(pl.col("measured").is_not_null().all().over("replication"))
            .then(pl.col("measured"))
            .otherwise(pl.col("measure"))
        )
    total, count = pl.col("measure").sum().over("replication"), pl.len().over("replication")
    share = pl.when(total > 0).then(pl.col("measure") / total).otherwise(1 / count)
    years = window * WEEK / DAYS_PER_YEAR
    return (
        events.with_columns(share=share)
        .join(frame, on="replication", maintain_order="left")
        .group_by("hazard", maintain_order=True)
        .agg(
            events=pl.col("weight").sum() / years,
            mean_part=(pl.col("share") * pl.col("loss") * pl.col("weight")).sum(),
            tail_part=(pl.col("share") * pl.col("loss") * pl.col("tail")).sum(),
        )
        .sort("hazard")
    )


def _tail(result: Replications) -> Floats:
    """Return the weight of each replication among the worst, 1 in all; those on the edge share the rest."""
    loss, probability = result.replications["loss"].to_numpy(), weights(result)
    edge = value_at_risk(loss, probability, LEVEL)
    beyond, on = loss > edge, loss == edge
    share = (1 - LEVEL) * probability.sum()
    rest = max(0.0, share - probability[beyond].sum()) / probability[on].sum()
    tail: Floats = np.where(beyond, probability, np.where(on, rest * probability, 0.0)) / share
    return tail
