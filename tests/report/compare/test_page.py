"""The page of a comparison: its sections in order, safe names, as many plans as fit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.conftest import build_plan

from reshore.errors import UsageError
from reshore.report.compare.page import render_compare_report, write_compare_report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

    Runs = Mapping[str, tuple[Plan, Model]]

NASTY = "</script><script>window.hacked=1</script>{b}"


def test_sections_in_order(two: Runs) -> None:
    """What differs comes first; every chart has its place and says in words what it shows."""
    page = render_compare_report(two)
    keys = re.findall(r'<section id="([a-z]+)">', page)
    assert keys == [
        *("compared", "figures", "costs", "sites", "map", "footprint", "capacity", "service", "duty"),
        *("inputs", "runs"),
    ]
    charts = json.loads(re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)[1])["charts"]
    assert len(charts) == 7
    for key in charts:
        label = re.search(rf'<div id="{key}".*? aria-label="(.*?)"', page)[1]
        assert len(label) > 30
    assert render_compare_report(two) == page
    assert len(page.encode()) < 3e6


def test_six_plans_and_no_more(plan: Plan, model: Model) -> None:
    """Six stand beside each other; a seventh is refused, and so is a plan alone."""
    runs = {f"run-{number}": (plan, model) for number in range(6)}
    assert "Base case (6)" in render_compare_report(runs)
    with pytest.raises(UsageError, match="at most 6 plans, not 7"):
        render_compare_report({**runs, "run-6": (plan, model)})
    with pytest.raises(UsageError, match="at least two"):
        render_compare_report({"run": (plan, model)})


def test_names_cannot_break_out(plan: Plan, model: Model) -> None:
    """Names of models, runs, sites and layers are text, whatever they are."""
    frames = {**plan.frames, "duties": plan["duties"].with_columns(layer=pl.lit(NASTY))}
    named = model.with_frames(sites=model["sites"].with_columns(name=pl.lit(NASTY)))
    page = render_compare_report({NASTY: (build_plan(name=NASTY, frames=frames), named), "b": (plan, named)})
    assert "<script>window.hacked" not in page
    assert page.count("<script") == 3


def test_a_file(two: Runs, tmp_path: Path) -> None:
    """It is written whole."""
    path = tmp_path / "compared.html"
    write_compare_report(two, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
