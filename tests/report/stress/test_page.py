"""The page of a stress test: its sections in order, safe names, and beside its plan on one page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import polars as pl
from tests.risk.results import exposed, result

from reshore.report.page import render_report
from reshore.report.stress.page import render_stress_report, write_stress_report

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

NASTY = "</script><script>window.hacked=1</script>{b}"


def keys(page: str) -> list[str]:
    """Return the sections of a page."""
    return re.findall(r'<section id="([a-z]+)">', page)


def test_sections_in_order(stressed: StressResult, plan: Plan, model: Model) -> None:
    """The verdict comes first; every chart has its place, and every section its line in the contents."""
    page = render_stress_report(stressed, plan, model)
    wanted = ["stress", "exposed", "exposure", "survival", "hazards", "service", "losses", "fixes", "tested"]
    assert keys(page) == [*wanted, "assumptions"]
    assert re.findall(r'<a href="#([a-z]+)">', page) == keys(page)
    charts = json.loads(re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)[1])["charts"]
    assert len(charts) == 9
    assert all(f'id="{key}"' in page for key in charts)
    assert "Stress test" in page
    assert render_stress_report(stressed, plan, model) == page


def test_without_hazards(bare: StressResult, plan: Plan, model: Model) -> None:
    """Exposures alone."""
    page = render_stress_report(bare, plan, model)
    assert keys(page) == ["stress", "exposed", "exposure", "survival", "tested", "assumptions"]


def test_beside_its_plan(stressed: StressResult, plan: Plan, model: Model) -> None:
    """The page of the plan has the sections too, before what it rests on, and no key twice."""
    page = render_report(plan, model, stress=stressed)
    own = keys(render_report(plan, model))
    beside = [key for key in keys(page) if key not in own]
    assert len(keys(page)) == len(set(keys(page)))
    assert keys(page) == [*own[:-2], *beside, *own[-2:]]
    assert beside[0] == "stress"
    assert keys(page)[-2:] == ["assumptions", "facts"]


def test_names_cannot_break_out(plan: Plan, model: Model) -> None:
    """Names of sets, hazards and fixes are text, whatever they are."""
    frames = dict(result().frames)
    frames["hazards"] = frames["hazards"].with_columns(hazard=pl.lit(NASTY))
    frames["fixes"] = frames["fixes"].with_columns(fix=pl.lit(NASTY))
    frames["exposures"] = frames["exposures"].with_columns(
        name=pl.when(pl.col("kind") == "named").then(pl.lit(NASTY)).otherwise("name")
    )
    page = render_stress_report(result(frames=frames), plan, model)
    assert "<script>window.hacked" not in page
    assert page.count("<script") == 3


def test_a_file(bare: StressResult, plan: Plan, model: Model, tmp_path: Path) -> None:
    """It is written whole."""
    path = tmp_path / "stress.html"
    write_stress_report(bare, plan, model, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")


def test_a_stress_test_of_nothing(plan: Plan, model: Model) -> None:
    """An operation without sets has a page as well."""
    frames = exposed() | {name: exposed()[name].clear() for name in ("exposures", "exposure_segments")}
    page = render_stress_report(result(frames=frames), plan, model)
    assert "survival" not in keys(page)
