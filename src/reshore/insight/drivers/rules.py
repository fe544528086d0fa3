"""Rules neutralised: those against risk, and those of policy, are deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.insight.drivers.write import without

if TYPE_CHECKING:
    from collections.abc import Collection

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def risk_rules(model: Model, _plan: Plan, *, named: Collection[str] = ()) -> dict[str, pl.DataFrame]:
    """Return the tables without rules that count sources, and without those named."""
    return _deleted(model, _against_risk(model, named))


def policy_rules(
    model: Model, _plan: Plan, *, named: Collection[str] = (), kept: Collection[str] = ()
) -> dict[str, pl.DataFrame]:
    """Return the tables without the rules that aren't against risk, less those kept."""
    _require_known(model, kept)
    return _deleted(model, ~_against_risk(model, named) & ~pl.col("rule").is_in([*kept]))


def _against_risk(model: Model, named: Collection[str]) -> pl.Expr:
    _require_known(model, named)
    return (pl.col("measure") == "sources") | pl.col("rule").is_in([*named])


def _deleted(model: Model, selected: pl.Expr) -> dict[str, pl.DataFrame]:
    rules = model["rules"]
    gone = rules.filter(selected)
    return {"rules": rules.filter(~selected), "series": without(model["series"], "rules", gone)}


def _require_known(model: Model, names: Collection[str]) -> None:
    known = sorted(model["rules"]["rule"])
    if unknown := sorted(set(names) - set(known)):
        there = f"there are {', '.join(known)}" if known else "the model has none"
        raise UsageError(f"no rule {unknown[0]!r}; {there}")
