"""The page: one file, safe whatever things are called, the same each time, drawn by a real browser."""

from __future__ import annotations

import json
import re
from math import inf
from pathlib import Path

import polars as pl
import pytest

from reshore.errors import ReshoreError
from reshore.plan.plan import Status
from reshore.report.page import render_report, write_report

NASTY = "</script><script>window.hacked=1</script>{b}"


def charts(page: str) -> dict:
    return json.loads(re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def page(plan, model) -> str:
    return render_report(plan, model)


def test_sections_contents_and_charts(page):
    keys = re.findall(r'<section id="([a-z]+)">', page)

    assert keys == [
        "verdict",
        "map",
        "value",
        "timeline",
        "capacity",
        "footprint",
        "costs",
        "duty",
        "sites",
        "rules",
        "assumptions",
        "facts",
    ]
    assert re.findall(r'<a href="#([a-z]+)">', page) == keys
    assert all(f'id="{key}"' in page for key in charts(page)["charts"])
    assert len(page.encode()) < 2_000_000


def test_same_plan_same_page(page, plan, model):
    assert render_report(plan, model) == page


def test_nothing_on_the_page_points_to_the_network(page):
    without_code = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    fetched = re.findall(r'<(?:link|img|iframe|object)[^>]*(?:src|href)="([^"]*)"', without_code)

    assert fetched == ["data:,"]
    assert "default-src 'none'" in page


def test_names_cannot_break_out(plan, model, make_plan):
    named = model.with_frames(
        sites=model["sites"].with_columns(name=pl.lit(NASTY)),
        products=model["products"].with_columns(name=pl.lit(NASTY)),
        rules=model["rules"].with_columns(where=pl.lit(f"country = '{NASTY}' or role = '{NASTY}'")),
        sources=model["sources"].with_columns(title=pl.lit(NASTY), address=pl.lit("javascript:alert(1)")),
    )
    page = render_report(make_plan(name=NASTY, scenario=NASTY), named)

    assert page.count("<script") == render_report(plan, model).count("<script")
    assert "<script>window.hacked" not in page
    assert "javascript:" not in page
    assert charts(page)["charts"]["map-world"]


def test_file_is_whole_or_not_there(tmp_path, plan, model, monkeypatch):
    path = tmp_path / "report.html"
    write_report(plan, model, path)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert list(tmp_path.iterdir()) == [path]

    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(ReshoreError, match=r"other\.html can't be written: disk full"):
        write_report(plan, model, tmp_path / "other.html")
    assert list(tmp_path.iterdir()) == [path]


def test_a_plan_found_in_a_hurry_without_audit(model, make_plan):
    page = render_report(make_plan(status=Status.FEASIBLE, gap=inf, bound=-inf, audit=None), model)

    assert "before anything was proven" in page
    assert "has not been audited" in page


def test_a_plan_that_makes_nothing_still_has_a_page(plan, model, make_plan):
    empty = {name: frame.clear() for name, frame in plan.frames.items()}
    kept = {name: plan[name] for name in ("periods", "sites", "service", "capacity")}
    page = render_report(make_plan(frames={**empty, **kept}, objective=0.0), model)

    assert 'id="map-world"' in page
    assert 'id="footprint-time"' not in page
