"""The sections on a plan for many futures, for the page of its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.robust import costs, decided, facts, others, service, use, verdict, worth
from reshore.report.robust.view import RobustView

if TYPE_CHECKING:
    from reshore.report.section import Section
    from reshore.report.view import View
    from reshore.robust.result import RobustPlan

SECTIONS = (verdict, decided, costs, others, worth, use, service, facts)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def robust_sections(view: View, result: RobustPlan) -> list[Section | None]:
    """Return the sections of a plan for many futures.

    Parameters
    ----------
    view
        The plan of the base case, or of the most probable future, which the rest of the page is on.
    result
        The plan for many futures.
    """
    robust = RobustView(view, result)
    return [module.section(robust) for module in SECTIONS]
