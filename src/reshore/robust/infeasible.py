"""No first stage leaves every future flows: which futures, and which of their rules exclude each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import Cause, InfeasibleError, TimeLimitError
from reshore.footprint.infeasible import amounts, cause, infeasibility
from reshore.footprint.relaxable import relaxables
from reshore.lp.conflict import Group, Relaxation, explain
from reshore.lp.highs import solve
from reshore.lp.solution import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.footprint.relaxable import Relaxable
    from reshore.lp.solution import Options
    from reshore.robust.case import Case
    from reshore.robust.joint import Joint


@dataclass(frozen=True, slots=True)
class Member:
    """A rule or bound of one future, or of several that share its rows.

    Attributes
    ----------
    group
        Its rows in the program of all futures.
    case
        The first future that has it.
    one
        What it is there.
    """

    group: Group
    case: Case
    one: Relaxable

    def violated(self, relaxed: Relaxation) -> str:
        """Say how far it is missed."""
        own = Relaxation(self.one.group, relaxed.violation)
        return amounts(self.case.footprint, own)


def infeasible_alone(case: Case, options: Options, cancel: Event | None = None) -> InfeasibleError:
    """Return the error that says what excludes what in one future."""
    error = infeasibility(case.footprint, options, cancel)
    return InfeasibleError(f"future {case.future.name!r}: {error}", error.conflicts)


def infeasible(
    cases: Sequence[Case], joint: Joint, options: Options, cancel: Event | None = None
) -> InfeasibleError:
    """Return the error that names futures and what excludes what: in one of them alone, else across them.

    Raises
    ------
    StoppedError
        If `cancel` or Ctrl-C came before the reason.
    """
    cancel = cancel or Event()
    for case in cases:
        program = case.footprint.program
        found = solve(replace(program, cost=np.zeros_like(program.cost)), options, cancel=cancel)
        if found.status is Status.INFEASIBLE:
            return infeasible_alone(case, options, cancel)
    members = {member.group.name: member for member in _members(cases, joint)}
    told = "no sites, modules and sources keep all rules and bounds in every future"
    try:
        why = explain(joint.program, [one.group for one in members.values()], options, cancel=cancel)
    except TimeLimitError:
        return InfeasibleError(f"{told}; the time limit came before it was clear what to give up")
    if why is None or not why.given_up:
        return InfeasibleError(
            f"{told}, though each future alone has a plan: what may be decided differs too much between them"
        )
    violations = {one.group.name: members[one.group.name].violated(one) for one in why.given_up}
    causes = {name: _cause(member, violations.get(name, "")) for name, member in members.items()}
    conflicts = [[causes[group.name] for group in conflict] for conflict in why.conflicts]
    lines = [f"{told}, though each future alone has a plan; there is one if this is given up:"]
    lines += [f"- {name}: {missed}" for name, missed in violations.items()]
    for conflict in conflicts:
        lines.append("These exclude each other:")
        for one in conflict:
            asked = f": {one.asks}." if one.asks else ""
            lines.append(f"* {one.name}{asked} {one.note}".rstrip())
    return InfeasibleError("\n".join(lines), conflicts)


def _members(cases: Sequence[Case], joint: Joint) -> Iterator[Member]:
    """Yield what can be given up, with the futures that it is of where it isn't of all."""
    known: dict[tuple[str, bytes], list[Case]] = {}
    parts: dict[tuple[str, bytes], tuple[Case, Relaxable, Group]] = {}
    for case, rows in zip(cases, joint.rows, strict=True):
        for one in relaxables(case.footprint):
            places = rows[one.group.rows].astype(np.int32)
            key = one.group.name, places.tobytes()
            known.setdefault(key, []).append(case)
            parts.setdefault(key, (case, one, replace(one.group, rows=places)))
    for key, (case, one, group) in parts.items():
        names = ", ".join(repr(each.future.name) for each in known[key])
        name = group.name if len(known[key]) == len(cases) else f"{group.name} in future {names}"
        yield Member(replace(group, name=name), case, one)


def _cause(member: Member, violation: str) -> Cause:
    told = cause(member.case.footprint, member.one, violation, None)
    return replace(told, name=member.group.name)
