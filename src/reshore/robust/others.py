"""Other plans in the same futures: what they cost there, beside a plan for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.jobs.fingerprint import fingerprint
from reshore.robust.evaluate import evaluate
from reshore.robust.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from threading import Event

    from reshore.plan.plan import Plan
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model


def with_others(
    plan: RobustPlan,
    model: Model,
    others: Mapping[str, tuple[RobustPlan | Plan, Model]],
    *,
    workers: int = 1,
    folder: Path | None = None,
    on_stage: Callable[[str], None] | None = None,
    cancel: Event | None = None,
) -> RobustPlan:
    """Return a plan for many futures whose frame `others` says what other plans come to in its futures.

    Each keeps its sites, modules and sources, and has the best flows for them in each future.

    Parameters
    ----------
    plan, model
        The plan, and the base case of its futures.
    others
        Other plans by name, each with the model that it was made of.
    workers, folder, cancel
        As of `reshore.robust.evaluate.evaluate`.
    on_stage
        Called with what is done next.

    Raises
    ------
    UsageError
        If another plan counts in another currency.
    SolverError
        If flows aren't found.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    told = on_stage or (lambda _: None)
    parts = [FRAMES["others"].empty()]
    for name, (other, made_of) in others.items():
        if other.currency != plan.currency:
            raise UsageError(f"{name} counts in {other.currency}, and not in {plan.currency}")
        told(f"{name} in the same futures")
        known = fingerprint((dict(other.frames), dict(made_of.frames)))[:8]
        found = evaluate(
            model,
            other,
            plan.futures,
            of=made_of,
            workers=workers,
            folder=folder and folder / f"other-{known}",
            cancel=cancel,
        )
        cost = pl.col("cost")
        parts.append(
            found.select(
                plan=pl.lit(name),
                future="future",
                cost=pl.when(cost.is_finite()).then(cost),
                short="short",
            )
        )
    return replace(plan, frames={**plan.frames, "others": pl.concat(parts)})


def shortfall(plan: RobustPlan) -> pl.DataFrame:
    """Return what a plan doesn't deliver in each future: future, short (units)."""
    short = [float(one["service"]["short"].sum()) for one in plan.plans.values()]
    return pl.DataFrame({"future": [*plan.plans], "short": short}, schema_overrides={"short": pl.Float64})


def differences(plan: RobustPlan, name: str) -> pl.DataFrame:
    """Return another plan beside a plan in its futures, and in the mean of those that leave it flows.

    Returns
    -------
    pl.DataFrame
        future (empty in the last row, that of the mean), probability (in the last row, that the other plan
        has flows), cost, other_cost (null where it has no flows), difference (what the other costs more),
        short, other_short (units).
    """
    rows = (
        plan["futures"]
        .select("future", "probability", "cost")
        .join(shortfall(plan), on="future", maintain_order="left")
        .join(
            plan["others"].filter(plan=name).select("future", other_cost="cost", other_short="short"),
            on="future",
            maintain_order="left",
        )
    )
    columns = ("cost", "other_cost", "short", "other_short")
    share = pl.col("probability")
    mean = rows.drop_nulls("other_cost").select(
        future=pl.lit(None, dtype=pl.String),
        probability=share.sum(),
        # The mean of no futures is none.
        **{
            column: pl.when(pl.len() > 0).then((pl.col(column) * share).sum() / share.sum())
            for column in columns
        },
    )
    return (
        pl.concat([rows, mean], how="diagonal")
        .with_columns(difference=pl.col("other_cost") - pl.col("cost"))
        .select("future", "probability", "cost", "other_cost", "difference", "short", "other_short")
    )
