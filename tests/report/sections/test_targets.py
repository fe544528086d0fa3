"""Rules on countries are drawn beside what the plan attains, with the periods in which they bind."""

from __future__ import annotations

import polars as pl
import pytest
from tests.report.conftest import PERIODS, rows

from reshore.report.sections.targets import MOST, panels
from reshore.report.view import View

PERIOD = [period for period, _, _ in PERIODS]


@pytest.fixture
def with_rules(plan, model, make_plan):
    """Returns a view of the plan with changed values and limits of its cap on China."""

    def make(**columns: pl.Expr) -> View:
        capped = plan["rules"].filter(rule="china-cap").with_columns(**columns)
        return View.of(make_plan(frames={**plan.frames, "rules": capped}), model)

    return make


def lines(drawn) -> dict[str, list[float | None]]:
    """Values of a panel's series, by name."""
    return {one["name"]: [point["value"] for point in one["data"]] for one in drawn.option["series"]}


def test_plan_and_limit_are_drawn_as_shares(view, plan):
    _, [drawn] = panels(view)
    shares = plan.footprint("country").filter(pl.col("country") == "CHN")["share"]

    assert lines(drawn)["At most"] == [30.0] * len(PERIOD)
    assert [value for value in lines(drawn)["Plan"] if value] == pytest.approx(
        [round(100 * share, 6) for share in shares]
    )
    assert drawn.option["xAxis"]["data"] == PERIOD, "nothing is known of today"


def test_a_rule_and_how_the_plan_stands_in_words(view, plan):
    body, [drawn] = panels(view)
    share = plan.footprint("country").filter(country="CHN", period="2026Q4")["share"].item()

    assert "China&#x27;s share of value added may be at most 30%." in body
    assert f"The plan is at {share * 100:.1f}% in 2026Q4, 0.0% in 2027 and 0.0% in 2028." in body
    assert drawn.label.startswith("China's share of value added may be at most 30%. Plan by period: 2024Q4 ")
    assert "at the limit" not in body


def test_periods_that_bind_or_are_missed_are_marked(with_rules):
    at = pl.when(pl.col("period") == "2026Q4").then("limit").otherwise(pl.lit(0.0))
    missed = pl.when(pl.col("period") == "2027").then(pl.col("limit") * 0.5).otherwise(pl.lit(0.0))
    value = pl.when(pl.col("period") == "2027").then(pl.col("limit") * 1.5).otherwise(at)
    body, [drawn] = panels(with_rules(value=value, violation=missed))

    assert "It misses the limit in 2027." in body
    assert "It is right at the limit in 2026Q4." in body
    assert [value for value in lines(drawn)["At the limit"] if value] == [30.0]
    assert lines(drawn)["Plan"][-2] == pytest.approx(45.0)


def test_today_stands_before_the_first_period(plan, model):
    baseline = rows("baseline", *(
        {"activity": "make", "site": site, "product": "rack", "value": value}
        for site, value in (("szx", 30.0), ("gdl", 90.0))
    ))  # fmt: skip
    body, [drawn] = panels(View.of(plan, model.with_frames(baseline=baseline)))

    assert "Today&#x27;s volumes are at 25.0%." in body
    assert lines(drawn)["Today"] == [25.0, *[None] * len(PERIOD)]
    assert lines(drawn)["Plan"][0] is None


def test_amounts_are_drawn_in_their_unit(plan, model):
    amounts = model["rules"].with_columns(of=pl.lit(None, pl.String))
    body, [drawn] = panels(View.of(plan, model.with_frames(rules=amounts)))

    assert lines(drawn)["At most"] == pytest.approx(plan["rules"].filter(rule="china-cap")["limit"].to_list())
    assert "USD" in body


def test_the_table_has_every_period(view, plan):
    body, _ = panels(view)
    table = body.split("<details>")[1]

    assert "1 rule on countries and blocs as a table" in table
    assert table.count('<th scope="row">china-cap') == len(PERIOD)


def test_no_more_panels_than_are_readable(plan, model, make_plan):
    names = [f"cap{at}" for at in range(MOST + 2)]
    many = {
        table: pl.concat(frame.filter(rule="china-cap").with_columns(rule=pl.lit(name)) for name in names)
        for table, frame in (("plan", plan["rules"]), ("model", model["rules"]))
    }
    view = View.of(
        make_plan(frames={**plan.frames, "rules": many["plan"]}), model.with_frames(rules=many["model"])
    )
    body, drawn = panels(view)

    assert len(drawn) == MOST
    assert f"{MOST + 2} rules on countries and blocs as a table" in body


def test_what_forbids_and_is_kept_is_not_drawn(with_rules):
    """Nothing made at a limit of nothing has no line worth looking at; the table has it."""
    zero = pl.lit(0.0)
    body, drawn = panels(with_rules(value=zero, limit=zero))

    assert drawn == []
    assert "china-cap" in body


def test_rules_without_countries_have_no_path(plan, model):
    elsewhere = model["rules"].with_columns(where=pl.lit("site = 'szx'"))

    assert panels(View.of(plan, model.with_frames(rules=elsewhere))) is None
