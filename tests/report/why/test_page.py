"""The page of an explanation: its sections in order, safe names, and several beside their plan."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import polars as pl
from tests.insight.results import FACTS, nothing, result, whole

from reshore.report.page import render_report
from reshore.report.why.page import render_why_report, write_why_report

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

NASTY = "</script><script>window.hacked=1</script>{b}"


def keys(page: str) -> list[str]:
    """Return the sections of a page."""
    return re.findall(r'<section id="([a-z0-9]+)">', page)


def charts(page: str) -> dict[str, object]:
    """Return the charts of a page."""
    return json.loads(re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)[1])["charts"]


def test_sections_in_order(explained: WhyResult, plan: Plan, model: Model) -> None:
    """The verdict comes first; every chart has its place and says in words what it shows."""
    page = render_why_report(explained, plan, model)
    assert keys(page) == ["why", "site", "near", "regrets", "drivers", "cells", "regions", "explained"]
    drawn = charts(page)
    assert list(drawn) == ["near-matrix", "regrets-bars", "drivers-bars", "cells-tornado", "regions-map"]
    for key in drawn:
        label = re.search(rf'<div id="{key}".*? aria-label="(.*?)"', page)[1]
        assert len(label) > 30
    assert render_why_report(explained, plan, model) == page


def test_what_is_not_asked_for_has_no_section(plan: Plan, model: Model) -> None:
    """Near ties and regrets alone."""
    assert keys(render_why_report(result(), plan, model)) == ["why", "near", "regrets", "explained"]


def test_frontier_alone(traded: WhyResult, plan: Plan, model: Model) -> None:
    """Its curve, and what it says in short."""
    page = render_why_report(traded, plan, model)
    assert keys(page) == ["why", "frontier", "explained"]
    assert list(charts(page)) == ["frontier-curve"]


def test_beside_their_plan(explained: WhyResult, traded: WhyResult, plan: Plan, model: Model) -> None:
    """An explanation and a frontier are on the page of the plan, before what it rests on, no key twice."""
    page = render_report(plan, model, why=[explained, traded])
    assert len(keys(page)) == len(set(keys(page)))
    assert keys(page)[-2:] == ["assumptions", "facts"]
    assert {"near", "why", "why2", "frontier2"} <= {*keys(page)}
    assert {"near-matrix", "frontier-curve2"} <= {*charts(page)}


def test_names_cannot_break_out(plan: Plan, model: Model) -> None:
    """Names of sites, causes and cells are text, whatever they are."""
    frames = dict(whole().frames)
    frames["drivers"] = frames["drivers"].with_columns(cause=pl.lit(NASTY))
    frames["tornado"] = frames["tornado"].with_columns(cell=pl.lit(NASTY))
    frames["designs"] = frames["designs"].with_columns(added=pl.lit([NASTY]))
    page = render_why_report(whole(frames=frames), plan, model)
    assert "<script>window.hacked" not in page
    assert page.count("<script") == 3


def test_a_file(explained: WhyResult, plan: Plan, model: Model, tmp_path: Path) -> None:
    """It is written whole."""
    path = tmp_path / "why.html"
    write_why_report(explained, plan, model, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")


def test_nothing_to_tell(plan: Plan, model: Model) -> None:
    """A model without a site to decide on has a page as well."""
    page = render_why_report(result(frames=nothing(), facts={**FACTS, "designs": {}}), plan, model)
    assert keys(page) == ["why", "explained"]


def test_titles_that_come_again_are_numbered(plan: Plan, model: Model) -> None:
    """With two explanations, the contents list no two sections of one name."""
    page = render_report(plan, model, why=[whole(), whole()])
    contents = re.findall(r'<a href="#([a-z0-9]+)">(.*?)</a>', page)
    titles = [title for _, title in contents]
    assert len(set(titles)) == len(titles)
    assert {"Why this plan", "Why this plan (2)"} <= {*titles}
