"""The audit of a plan: all checks together, and the objective worked out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.balance import check_balance
from reshore.audit.baseline import check_baseline
from reshore.audit.buying import check_buying
from reshore.audit.capacity import check_capacity
from reshore.audit.case import Case
from reshore.audit.costs import check_costs
from reshore.audit.findings import Check, Findings
from reshore.audit.investing import check_investing
from reshore.audit.making import check_making
from reshore.audit.moving import check_moving
from reshore.audit.names import check_names
from reshore.audit.rules import check_rules
from reshore.audit.selling import check_selling
from reshore.audit.sites import check_sites
from reshore.audit.storing import check_storing
from reshore.audit.trade.borders import check_borders
from reshore.audit.trade.buying import check_supplies
from reshore.audit.trade.delivering import check_deliveries
from reshore.audit.trade.duties import check_duties
from reshore.audit.trade.making import check_outputs
from reshore.audit.trade.provenances import check_provenances
from reshore.audit.trade.using import check_using
from reshore.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

TOLERANCE = 1e-6
SHOWN = 20
"""Failing checks listed in a message; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    checks
        One a kind of number, in the order in which they were made.
    objective
        What the plan says it costs.
    recomputed
        What it costs: the sum of all present values, worked out from the tables and the amounts.
    """

    checks: tuple[Check, ...]
    objective: float
    recomputed: float

    @property
    def objective_difference(self) -> float:
        """What it costs less what the plan says, in money."""
        return self.recomputed - self.objective

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that failed, the largest violation first."""
        failed = (check for check in self.checks if not check.ok)
        return tuple(sorted(failed, key=lambda check: -check.relative))

    @property
    def worst(self) -> float:
        """The largest relative violation of any check."""
        return max(check.relative for check in self.checks)

    @property
    def ok(self) -> bool:
        """Whether the plan passes every check."""
        return not self.failed

    def facts(self) -> Mapping[str, bool | int | float | str]:
        """Return what a plan keeps of it: ok, checks (how many), worst (text), objective_difference."""
        worst = max(self.checks, key=lambda check: check.relative)
        return {
            "ok": self.ok,
            "checks": len(self.checks),
            "worst": f"{worst.frame}, {worst.name}: {worst.relative:.1e}",
            "objective_difference": self.objective_difference,
        }

    def summary(self) -> str:
        """Return the result in a few lines: how many checks, and a table of those that failed."""
        head = (
            f"{len(self.checks)} checks, {len(self.failed)} failed; largest violation {self.worst:.1e}, "
            f"objective differs by {self.objective_difference:.3g} of {self.objective:.6g}"
        )
        rows = [("frame", "check", "violation", "relative", "where")]
        rows += [
            (check.frame, check.name, f"{check.worst:.6g}", f"{check.relative:.1e}", check.where)
            for check in self.failed[:SHOWN]
        ]
        if len(rows) == 1:
            return head
        widths = [max(len(row[part]) for row in rows) for part in range(len(rows[0]))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
        ]
        more = len(self.failed) - SHOWN
        return "\n".join(
            [head, *(line.rstrip() for line in lines), *([f"... and {more} more"] if more > 0 else [])]
        )

    def raise_if_failed(self) -> None:
        """Refuse a plan that failed.

        Raises
        ------
        AuditError
            If any check failed; the message is the summary.
        """
        if not self.ok:
            raise AuditError(f"the plan failed its audit: {self.summary()}")


def audit_plan(plan: Plan, model: Model, tolerance: float = TOLERANCE) -> Audit:
    """Check a plan against the tables, with code that shares nothing with the optimiser's.

    Every number of every frame is worked out again from the amounts made, bought, moved, stored and
    delivered, the orders of modules and the sites that run; those are held against the limits in the tables.

    Parameters
    ----------
    plan
        The plan.
    model
        The model that it is for, the scenario's changes made.
    tolerance
        What a violation may be over (1 + the size of the quantities compared); whole numbers, flags and names
        have to be exact.
    """
    case, findings = Case(plan, model), Findings(tolerance)
    for check in (
        *(check_names, check_sites, check_making, check_buying, check_moving, check_balance, check_storing),
        *(check_selling, check_capacity, check_investing, check_rules, check_baseline),
        *(check_provenances, check_supplies, check_outputs, check_using, check_borders),
        *(check_deliveries, check_duties),
    ):
        check(case, findings)
    recomputed = check_costs(case, findings)
    objectives = pl.DataFrame({"plan": [float(plan.objective)], "sum of present values": [recomputed]})
    findings.equal("costs", "objective", objectives, [], ("plan", "sum of present values"))
    return Audit(tuple(findings.checks), float(plan.objective), recomputed)
