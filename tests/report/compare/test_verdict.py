"""The verdict on plans side by side: what differs, what is proven of it, and what is no difference."""

from __future__ import annotations

import re
from html import unescape
from math import inf
from typing import TYPE_CHECKING

import polars as pl
from tests.report.conftest import build_plan

from reshore.report.compare import verdict
from reshore.report.compare.view import CompareView
from reshore.report.words import MINUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def said(view: CompareView) -> str:
    """Return the verdict as plain text."""
    return unescape(re.sub(r"<[^>]+>", " ", verdict.section(view).body)).replace("\N{NO-BREAK SPACE}", " ")


def pair(plan: Plan, other: Plan, model: Model) -> CompareView:
    """Return the view of two plans of a model."""
    return CompareView.of({"a": (plan, model), "b": (other, model)})


def test_two_cases(compared: CompareView) -> None:
    """What went in, the site that is missing, its modules, and the country that gains."""
    text = said(compared)
    assert "different cases: Base case and late" in text
    assert "The tables of late differ from those of Base case in 1 row of 1 table." in text
    assert "late does without Guadalajara (opens 2025Q3)." in text
    assert f"late orders 5 capacity modules, Base case 7; by site: Guadalajara ({MINUS}2)." in text
    assert re.search(rf"late: Mexico [\d.]+% \({MINUS}[\d.]+ points\)", text)
    assert "transport +USD" in text
    assert "Every plan was recomputed by an independent audit" in text


def test_what_is_proven(plan: Plan, model: Model) -> None:
    """Bounds that lie apart prove a least difference, in either direction; none is proven within gaps."""
    cost = plan.objective
    dear = build_plan(scenario="late", objective=cost + 3e6, bound=cost + 2e6)
    text = said(pair(plan, dear, model))
    assert "late costs USD 3.00 billion more than Base case (4.1%)." in text
    assert "the best plan for it costs at least USD 2.00 billion more." in text
    cheap = build_plan(scenario="late", objective=plan.bound - 1e6, bound=plan.bound - 2e6)
    assert "the best plan for it costs at least USD 1.00 billion less." in said(pair(plan, cheap, model))
    near = build_plan(scenario="late", objective=cost * 1.001, bound=cost * 0.99)
    text = said(pair(plan, near, model))
    assert "can't be told apart within the gaps" in text
    assert "Proven of it, at least" in text
    assert "nothing" in text


def test_nothing_proven(plan: Plan, model: Model) -> None:
    """A search that ended before it had a bound proves nothing."""
    hasty = build_plan(scenario="late", bound=-inf, gap=inf)
    blind = build_plan(bound=-inf, gap=inf)
    assert "Nothing is proven about how far apart" in said(pair(blind, hasty, model))
    assert "may cost at most USD" in said(pair(plan, hasty, model))


def test_same_case_twice(plan: Plan, dear: Plan, model: Model) -> None:
    """Two plans of one case have names of their own; what differs is the search."""
    view = pair(plan, dear, model)
    assert view.names == ("Base case (1)", "Base case (2)")
    text = said(view)
    assert "what differs comes of the search alone" in text
    assert "the best one costs the same for both" in text
    assert "The same sites run in the same periods." in text
    assert "All order as many capacity modules at each site." in text
    assert "Each country's share is the same" in text
    assert "All deliver" in text


def test_equal_plans(plan: Plan, model: Model) -> None:
    """A plan beside one that is the same costs the same, and no group of costs is named."""
    text = said(pair(plan, build_plan(), model))
    assert "Base case (2) is worth the same as Base case (1)." in text
    assert "What it comes of" not in text


def test_profit(plan: Plan, model: Model) -> None:
    """Plans for most profit earn; less cost is more of it."""
    settings = {**model.settings, "objective": "profit"}
    earning = type(model)(model.name, model.frames, settings)
    better = build_plan(scenario="late", objective=plan.objective - 5e6, bound=plan.objective - 5.1e6)
    poorer = build_plan(objective=plan.objective, bound=plan.objective - 1e5)
    text = said(pair(poorer, better, earning))
    assert "late earns USD 5.00 billion more than Base case" in text
    assert "earns at least USD 4.90 billion more" in text
    mixed = CompareView.of({"a": (poorer, model), "b": (better, earning)})
    assert "Some are for least cost and some for most profit" in said(mixed)


def test_other_model_other_periods(plan: Plan, model: Model) -> None:
    """Plans of different models and horizons say so, and have their models in their names."""
    kept = plan["periods"]["period"].head(10).implode()
    used = {
        name: frame.filter(pl.col("period").is_null() | pl.col("period").is_in(kept))
        if "period" in frame.columns
        else frame
        for name, frame in plan.frames.items()
    }
    other = build_plan(name="racks", frames=used, audit=None)
    view = pair(plan, other, model)
    assert view.names == ("servers, Base case", "racks, Base case")
    text = said(view)
    assert "plans of different models: servers and racks" in text
    assert "Their periods differ" in text
    assert "No audit has passed racks, Base case" in text


def test_three(three: Mapping[str, tuple[Plan, Model]]) -> None:
    """Each is set against the first."""
    view = CompareView.of(three)
    assert view.names == ("Base case (1)", "late", "Base case (2)")
    text = said(view)
    assert "Base case (2) has the tables of Base case (1)." in text
    assert text.count("Net present cost, ") == 3
    assert "Largest difference" in text
