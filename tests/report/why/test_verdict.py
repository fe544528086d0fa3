"""The verdict on a plan: it names what is proven, and gives no order to ties."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
from tests.insight.results import FACTS, near, nothing, result

from reshore.insight.tied import Ended
from reshore.report.why import verdict
from reshore.report.why.view import WhyView

if TYPE_CHECKING:
    from reshore.report.view import View


def said(view: WhyView) -> str:
    """Return the verdict as text."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", verdict.section(view).body))
    return plain.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_proven_and_what_is_a_tie(why_view: WhyView) -> None:
    """A site that is needed has an interval; one that may be spared has none, and no place in an order."""
    text = said(why_view)
    assert "Note:  a plan that costs less than the run's was found" in text
    assert "Doing without costs : Guadalajara USD 6.0 to 13.0 million" in text
    assert "May be done without at no cost : Houston" in text
    assert "at least 2 other designs  within 1.0% of the best cost. Any of 2 may be the cheapest" in text


def test_break_evens_of_factors_are_marked(view: View, why_view: WhyView) -> None:
    """A factor of what the tables have isn't taken for a value of theirs."""
    factors = why_view["breakevens"].with_columns(unit=pl.lit("factor"))
    result = replace(why_view.result, frames={**why_view.result.frames, "breakevens": factors})
    assert "tariff of Mexico between x0.20 and x0.21" in said(WhyView(view, result))


def test_causes_speak_for_a_site_or_against_it(why_view: WhyView) -> None:
    """What neutralising takes away from its advantage spoke for it; a cause that may be 0 is told apart."""
    text = said(why_view)
    assert "Causes of Guadalajara:  wages (" in text
    assert "speak for it. Of closeness to the markets it isn't known whether they count" in text


def test_causes_of_cost(view: View, why_view: WhyView) -> None:
    """Without a site, causes make the plan dearer or cheaper."""
    dearer = why_view["drivers"].with_columns(low=-pl.col("high"), high=-pl.col("low"))
    frames = {**why_view.result.frames, "drivers": dearer}
    cost = replace(why_view.result, frames=frames, options={**result().options})
    assert "make it dearer" in said(WhyView(view, cost))


def test_other_sites_and_the_knee(why_view: WhyView, trade_view: WhyView) -> None:
    """Break-evens that aren't firm are called so; the knee of a frontier has its price."""
    text = said(why_view)
    assert (
        "tariff of Mexico between 0.20 and 0.21 and tariff of Mexico between 0.30 and 0.31 (not firm)."
        in text
    )
    assert (
        "A knee of the share of China in value added : 19.0%, for USD 10.0 to 24.0 million more than the plan"
        in said(trade_view)
    )


def test_a_plan_that_stands_alone(view: View) -> None:
    """Proven or not is told."""
    alone = {**nothing(), **near()}
    alone["designs"] = alone["designs"].head(1)
    proven = result(frames=alone, facts={**FACTS, "complete": True, "ended": str(Ended.PROVEN)})
    assert "No other design costs within 1.0%" in said(WhyView(view, proven))
    assert "No other design was found" in said(WhyView(view, result(frames=alone)))
