"""Marginal values: a bar for what is scarce, tables with the figures, nothing where there are none."""

from __future__ import annotations

import pytest
from tests.report.conftest import frame

from reshore.report.sections import marginals
from reshore.report.sections.marginals import SHOWN, section
from reshore.report.view import View


@pytest.fixture
def valued(plan, model, make_plan):
    """Returns a view of the plan with marginal values."""

    def make(*rows: tuple[str, str, str | None, float]) -> View:
        written = [(*row, "kUSD/unit") for row in rows]
        return View.of(make_plan(frames={**plan.frames, "marginals": frame("marginals", written)}), model)

    return make


def test_bars_and_their_text_alternative(valued):
    drawn = section(
        valued(("capacity", "gdl/rack line", "2027", -2.0), ("supply", "tsm/chip", "2028", -0.5))
    ).charts[0]
    label = drawn.label.replace("\u00a0", " ")

    assert [one["name"] for one in drawn.option["series"]] == ["Capacity", "Supply"]
    assert drawn.option["yAxis"]["data"] == ["GPU package, TSMC Tainan", "rack line, Guadalajara"]
    assert label.startswith("What 1% more of what is scarce would save: GPU package, TSMC Tainan USD ")
    assert label.endswith("rack line, Guadalajara USD 216 thousand")


def test_what_is_scarce_as_a_table(valued):
    body = section(valued(("capacity", "gdl/rack line", "2027", -2.0))).body.replace("\u00a0", " ")

    assert "USD 2.00 thousand an hour in 2027" in body
    assert ">216</td>" in body


def test_demand_in_words(valued):
    body = section(valued(("demand", "fr/rack/commercial", "2028", 90.0))).body.replace("\u00a0", " ")

    assert "One more unit of demand" in body
    assert "USD 90.0 thousand" in body
    assert "France, 2028" in body


def test_other_limits_are_folded_and_the_dearest_named(valued):
    rows = [("stock_cover", f"gdl/part{at}", "2027", at + 1.0) for at in range(SHOWN + 5)]
    found = section(valued(*rows, ("baseline", "make, site gdl/<=", "2027", -500.0)))

    assert found.charts == ()
    assert f"The {SHOWN} dearest of {SHOWN + 6} other limits" in found.body
    assert found.body.count("Least stock") == SHOWN - 1
    assert "Today&#x27;s volumes, pinned" in found.body


def test_no_more_bars_than_are_readable(valued, monkeypatch):
    monkeypatch.setattr(marginals, "DRAWN", 2)
    rows = [("capacity", f"{site}/rack line", "2027", -1.0) for site in ("gdl", "jrz", "hou")]
    found = section(valued(*rows))

    assert len(found.charts[0].option["yAxis"]["data"]) == 2
    assert found.body.count('<th scope="row">rack line') == 3


def test_no_values_no_section(view):
    assert section(view) is None
