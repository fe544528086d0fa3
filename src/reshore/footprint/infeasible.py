"""No plan keeps all rules and bounds: what to give up, what excludes what, and what each of them costs."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import Cause, InfeasibleError, TimeLimitError
from reshore.footprint import wording
from reshore.footprint.relaxable import FACT, WORDINGS, Relaxable, relaxables
from reshore.lp.conflict import explain
from reshore.lp.highs import solve
from reshore.lp.solution import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.conflict import Explanation, Relaxation
    from reshore.lp.solution import Options, Solution

BUDGET = 60.0
"""Seconds for finding out what giving up each rule and bound of a conflict alone would lead to."""


def infeasibility(
    footprint: FootprintProgram, options: Options, cancel: Event | None = None
) -> InfeasibleError:
    """Return the error that says what to give up, by the user's priorities, then the fewest, then the least.

    If the time limit comes before the reason is found, it says so: that no plan exists is certain by then.

    Raises
    ------
    StoppedError
        If `cancel` or Ctrl-C came before the reason.
    """
    cancel = cancel or Event()
    known = {one.group.name: one for one in relaxables(footprint)}
    try:
        found = explain(footprint.program, [one.group for one in known.values()], options, cancel=cancel)
    except TimeLimitError:
        return InfeasibleError(
            "no plan keeps all rules and bounds; the time limit came before it was clear what to give up"
        )
    if found is None:
        return InfeasibleError(
            "no plan exists even without rules, minimums and stock bounds: "
            "stock that is there at the start may have no way out"
        )
    if not found.given_up:
        return InfeasibleError(
            "no plan keeps all rules and bounds, though by less than the solver can tell apart: "
            "limits that exclude each other meet in the last digits; round them"
        )
    conflicts = _causes(footprint, found, known, options, cancel)
    return InfeasibleError("\n".join(_message(footprint, found, conflicts)), conflicts)


def _message(
    footprint: FootprintProgram, found: Explanation, conflicts: Sequence[Sequence[Cause]]
) -> Iterator[str]:
    yield "no plan keeps all rules and bounds; there is one if this is given up:"
    yield from (f"- {one.group.name}: {amounts(footprint, one)}" for one in found.given_up)
    yield (
        "Everything else can be kept. Change the limit, price the rule, or give it a greater "
        "priority number (1 is kept longest)."
    )
    currency = str(footprint.network.model.settings["currency"])
    for conflict in conflicts:
        yield "These exclude each other:" if len(conflict) > 1 else "This can't be kept, whatever else goes:"
        for cause in conflict:
            yield f"* {cause.name}{f': {cause.asks}.' if cause.asks else ''} {cause.note}".rstrip()
            yield f"  {_consequence(cause, currency)}"


def _consequence(cause: Cause, currency: str) -> str:
    """Say what giving up a cause alone leads to."""
    if cause.plan is None:
        return "Whether there is a plan without it was not found out in time."
    if not cause.plan:
        return "Without it alone there is still no plan."
    proven = f"; none costs less than {cause.bound:,.0f}" if cause.bound is not None else ""
    return f"Without it there is a plan of {cause.objective:,.0f} {currency}{proven}."


def _causes(
    footprint: FootprintProgram,
    found: Explanation,
    known: Mapping[str, Relaxable],
    options: Options,
    cancel: Event,
) -> list[list[Cause]]:
    """Return each conflict, and what giving up each of its members alone would lead to."""
    violations = {one.group.name: amounts(footprint, one) for one in found.given_up}
    names = dict.fromkeys(group.name for conflict in found.conflicts for group in conflict)
    deadline = time.perf_counter() + min(BUDGET, options.time_limit)
    causes = {}
    # Those that have to go anyway come first, in case that time runs out.
    for name in sorted(names, key=lambda name: name not in violations):
        left = deadline - time.perf_counter()
        without = None
        if left > 0 and not cancel.is_set():
            without = _without(footprint, known[name], replace(options, time_limit=left), cancel)
        causes[name] = cause(footprint, known[name], violations.get(name, ""), without)
    return [[causes[group.name] for group in conflict] for conflict in found.conflicts]


def _without(footprint: FootprintProgram, one: Relaxable, options: Options, cancel: Event) -> Solution:
    """Look for the best plan that keeps all but one rule or bound."""
    lower, upper = footprint.program.row_lower.copy(), footprint.program.row_upper.copy()
    rows = one.rows(footprint)
    lower[rows], upper[rows] = -np.inf, np.inf
    freed = replace(footprint.program, row_lower=lower, row_upper=upper)
    return solve(freed, options, cancel=cancel)


def cause(footprint: FootprintProgram, one: Relaxable, violation: str, without: Solution | None) -> Cause:
    """Return a rule or bound of a conflict, with what giving it up alone leads to, where that was solved."""
    network, rule = footprint.network, one.key.get("rule") if one.group.priority != FACT else None
    plan = None
    if without is not None and (without.has_plan or without.status is Status.INFEASIBLE):
        plan = without.has_plan
    objective = bound = None
    if without is not None and without.has_plan:
        constant = network.storing.constant(network.clock)
        objective = without.objective + constant
        bound = without.bound + constant if np.isfinite(without.bound) else None
    return Cause(
        name=one.group.name,
        asks=wording.in_words(network, rule) if rule else "",
        note=wording.note(network, rule) if rule else "",
        priority=one.group.priority,
        violation=violation,
        plan=plan,
        objective=objective,
        bound=bound,
    )


def amounts(footprint: FootprintProgram, relaxed: Relaxation) -> str:
    """Say how far each row is violated, in its own unit."""
    parts = []
    for position, violation in zip(relaxed.group.rows, relaxed.violation, strict=True):
        if violation == 0:
            continue
        family = next(
            name
            for name, block in footprint.program.rows.items()
            if block.offset <= position < block.offset + block.size
        )
        row = footprint.program.rows[family].frame.row(
            int(position) - footprint.program.rows[family].offset, named=True
        )
        unit = WORDINGS[family].unit or _unit(footprint, str(row["rule"]))
        side = "over" if violation > 0 else "short"
        when = f" in {row['period']}" if "period" in row else ""
        parts.append(f"{abs(violation):,.6g} {unit} {side}{when}")
    return ", ".join(parts)


def _unit(footprint: FootprintProgram, rule: str) -> str:
    """Return the unit of a rule's measure."""
    measure = next(limit.measure for limit in footprint.limits if limit.name == rule)
    currency = str(footprint.network.model.settings["currency"])
    return {
        "value": currency,
        "value_added": currency,
        "mass": "kg",
        "carbon": "kg CO2e",
        "labour": "hours",
        "hours": "hours",
    }.get(measure, measure)
