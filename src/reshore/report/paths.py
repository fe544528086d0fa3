"""The paths that rules set for countries, each beside what a plan does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report import attained
from reshore.report.planned import planned
from reshore.report.policy import limits_written, sentence
from reshore.report.worth import AT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.view import View


@dataclass(frozen=True, slots=True)
class Path:
    """A rule that limits countries in each period, beside what the plan does.

    Attributes
    ----------
    rule
        Its row in the model.
    asked
        What it asks, as a sentence.
    share
        Whether its numbers are shares.
    limits, plan
        Its limit in the periods in which it holds, and what the plan attains, there and where that is known.
    binds, missed
        Periods in which the plan is right at the limit, and in which it misses it.
    today
        The share of today's network; None where that isn't known.
    """

    rule: Mapping[str, Any]
    asked: str
    share: bool
    limits: Mapping[str, float]
    plan: Mapping[str, float]
    binds: frozenset[str]
    missed: frozenset[str]
    today: float | None

    @property
    def asks(self) -> bool:
        """Whether it asks more than at most all, or has more to show than nothing at a limit of nothing."""
        if self.share and self.rule["sense"] == "<=":
            return min(self.limits.values()) < 1
        return any(self.limits.values()) or any(self.plan.values())


def paths(view: View, rows: pl.DataFrame) -> list[Path]:
    """Return the rules that limit each period by itself, in the order of the model.

    Parameters
    ----------
    view
        The plan.
    rows
        Rows of `reshore.plan.targets.targets`.
    """
    model = planned(view)
    written = {row["rule"]: row for row in model["rules"].iter_rows(named=True)}
    asked = limits_written(model, view.periods)
    each = rows.filter(pl.col("period").is_not_null())
    return [
        _path(view, written[str(name)], asked[str(name)], frame)
        for (name,), frame in each.group_by("rule", maintain_order=True)
    ]


def _path(view: View, rule: Mapping[str, Any], asked: Sequence[float], rows: pl.DataFrame) -> Path:
    model, shared = planned(view), bool(rows["actual_share"].count())
    columns = ("actual_share", "limit_share") if shared else ("actual", "limit")
    known = rows.drop_nulls(columns[0])
    least = AT_LIMIT * pl.max_horizontal(pl.col("limit").abs(), 1.0)
    before = attained.by_period(view.plan, model, rule) if shared else {}
    return Path(
        rule=rule,
        asked=sentence(view, rule, asked),
        share=shared,
        limits=dict(rows.select("period", columns[1]).iter_rows()),
        plan=before | dict(known.select("period", columns[0]).iter_rows()),
        binds=frozenset(rows.filter(pl.col("slack").abs() <= least)["period"]),
        missed=frozenset(rows.filter(~pl.col("kept"))["period"]),
        today=attained.today(view.plan, model, rule) if shared else None,
    )
