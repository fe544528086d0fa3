"""Estimates come first, each with its range and what its ends cost; other weak sources follow."""

from __future__ import annotations

import re

import polars as pl
import pytest
from tests.insight.results import SHARE, TARIFF, WAGE, cells, nothing, result
from tests.report.conftest import rows

from reshore.report.sections.estimates import estimates
from reshore.report.view import View

RANGES = rows(
    "ranges",
    {"range": WAGE, "table": "countries", "where": "country = 'MEX'", "column": "labour_rate",
     "action": "multiply", "value": "uniform(0.5, 1.5)"},
    {"range": "chips", "table": "products", "where": "product = 'chip'", "column": "value",
     "action": "multiply", "value": "uniform(0.75, 1.25)"},
)  # fmt: skip


@pytest.fixture
def uncertain(plan, model):
    """A view of the plan with two ranges; a function, with an explanation that varies one of them or not."""
    with_notes = model["products"].with_columns(note=pl.lit("range 0.1 to 0.2"))

    def make(*why) -> View:
        return View.of(plan, model.with_frames(ranges=RANGES, products=with_notes), why=why)

    return make


def shown(view: View) -> str:
    return "".join(estimates(view)).replace("\u00a0", " ")


def lines(body: str) -> list[list[str]]:
    """Cells of the table of ranges; what is marked up within them stands between tildes."""
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", body.split("<details>")[0])
    return [re.sub(r"<[^>]+>", "|", re.sub(r"</?(?:span|code)[^>]*>", "~", row)).split("|") for row in found]


def test_without_explanations_nothing_is_known(uncertain):
    body = shown(uncertain())
    cells = [[cell for cell in row if cell] for row in lines(body)]
    none = ["not varied", "not varied"]

    assert "No explanation on this page varies them" in body
    assert cells == [
        ["chips~~value~ of products, 1 row~", "E", "x0.775", "x1", "x1.23", *none],
        [
            f"{WAGE}~~labour_rate~ of countries, 1 row~",
            "A",
            "x0.55",
            "x1",
            "x1.45",
            "not varied",
            "not varied",
        ],
    ]


def test_ends_have_intervals_and_the_weakest_grade_comes_first(uncertain):
    body = shown(uncertain(result(frames=nothing() | cells())))
    first = [row[0].strip() for row in lines(body)]

    assert first[0].startswith("chips"), "an estimate, though nothing varies it"
    assert first[1:3] == [SHARE, TARIFF], "then what moves the cost most"
    assert "no plan" in body
    assert "USD \N{MINUS SIGN}2.00 to 6.00 million" in body


def test_rows_tell_what_their_ranges_move(uncertain):
    body = shown(uncertain(result(frames=nothing() | cells())))
    own = body.split("<summary>Estimates of our own: ")[1]

    assert own.startswith("6 rows")
    assert "<summary>Products: 1 row</summary>" in own
    assert "range 0.1 to 0.2" in own
    assert own.count("not varied") == 3, "products, sites and rules"


def test_rows_of_a_varied_range_tell_both_ends(uncertain, plan):
    varied = {name: frame.with_columns(cell=frame["cell"].replace(WAGE, "chips"))
              if "cell" in frame.columns else frame for name, frame in cells().items()}  # fmt: skip
    body = shown(uncertain(result(frames=nothing() | varied)))

    assert "chips: USD \N{MINUS SIGN}2.00 to 6.00 million at the low end" in body


def test_notes_with_other_figures_are_counted(plan, model):
    noted = model["sites"].with_columns(note=pl.format("range {} to 9", pl.int_range(pl.len())))
    body = shown(View.of(plan, model.with_frames(sites=noted)))

    assert "2 more like it, with other figures" in body
    assert "gdl, hou and maa" in body


def test_a_model_with_good_sources_has_nothing_weak(plan, model):
    good = {name: frame.with_columns(source=pl.lit("press")) for name, frame in model.frames.items()
            if name != "sources" and "source" in frame.columns}  # fmt: skip

    assert estimates(View.of(plan, model.with_frames(**good))) == []
