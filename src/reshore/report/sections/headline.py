"""The verdict in words, and the figures that one reads first."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Markup, join, tag
from reshore.report.language import say
from reshore.report.robust.verdict import in_short
from reshore.report.robust.view import RobustView
from reshore.report.section import Section
from reshore.report.verdict.built import what_is_built
from reshore.report.verdict.doubts import what_is_sure
from reshore.report.verdict.money import earns, what_it_costs
from reshore.report.words import large, number, share

if TYPE_CHECKING:
    from reshore.report.view import View


def section(view: View) -> Section:
    """Return the verdict and the key figures."""
    futures = [in_short(RobustView(view, view.robust))] if view.robust else []
    sentences = [*futures, *what_is_built(view), *what_it_costs(view), *what_is_sure(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences), class_="verdict")
    return Section("verdict", say("In short"), join([verdict, _cards(view)]))


def _plants(view: View) -> int:
    """Count the plants that run in the last period; suppliers are in the tables too, and nobody's to run."""
    plants = view.model["sites"].filter(pl.col("role") == "plant")
    running = view.plan["sites"].filter((pl.col("period") == view.periods[-1]) & pl.col("open"))
    return running.join(plants, on="site", how="semi").height


def _cards(view: View) -> Markup:
    plan = view.plan
    gap = view.robust.gap if view.robust else plan.gap
    figures = {row["figure"]: row["value"] for row in plan.summary().iter_rows(named=True)}
    carbon = figures["carbon of making"] + figures["carbon of transport"]
    worth = (
        (say("Net present profit"), view.money(-plan.objective))
        if earns(view)
        else (say("Net present cost"), view.money(plan.objective))
    )
    cards = [
        worth,
        (say("Delivered, worst product"), share(figures["delivered, worst product"], 1)),
        (say("Plants at the end"), number(_plants(view))),
        (say("Modules added"), number(figures["capacity modules ordered"])),
        (say("Countries that make"), number(figures["countries that make"])),
        (say("Value added"), view.money(figures["value added"])),
        (say("Carbon, CO2e"), say("{amount} t", amount=large(carbon))),
        (say("Gap"), share(gap, 2) if isfinite(gap) else say("unknown")),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )
