"""The page of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.compare import (
    capacity,
    costs,
    duty,
    facts,
    figures,
    footprint,
    inputs,
    map,
    service,
    sites,
    verdict,
)
from reshore.report.compare.view import CompareView
from reshore.report.language import say
from reshore.report.shell import Head, Page, render_page, write_page
from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

SECTIONS = (verdict, figures, costs, sites, map, footprint, capacity, service, duty, inputs, facts)
"""Modules with a function `section(view)`, in the order of the page; None leaves the section out."""


def write_compare_report(runs: Mapping[str, tuple[Plan, Model]], path: Path) -> None:
    """Write a comparison of plans as one HTML file.

    Parameters
    ----------
    runs
        Two to six plans, each with the model it was designed from, by what identifies them, such as their
        runs. Differences are from the first.
    path
        The file; replaced if it is there.

    Raises
    ------
    UsageError
        If there are fewer plans or more, or their currencies differ.
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    write_page(compare_page(runs), path)


def render_compare_report(runs: Mapping[str, tuple[Plan, Model]]) -> str:
    """Return a comparison of plans as HTML."""
    return render_page(compare_page(runs))


def compare_page(runs: Mapping[str, tuple[Plan, Model]]) -> Page:
    """Return the page of a comparison."""
    view = CompareView.of(runs)
    titles = [one.model.settings["title"] or one.plan.model_name for one in view.views]
    head = Head(
        title=say("{plans}: plans compared", plans=", ".join(view.names)),
        kicker=say("Plans compared"),
        heading=listed(list(dict.fromkeys(titles))),
        subtitle=say(
            "{plans}; differences from {first}, money in {currency}",
            plans=listed(view.names),
            first=view.names[0],
            currency=view.money.name,
        ),
    )
    return Page.of(head, (module.section(view) for module in SECTIONS))
