"""The cost charts show the plan's amounts, and set a dominant group aside without hiding that they do."""

from __future__ import annotations

import re

import polars as pl
import pytest

from reshore.report.sections.costs import MOST_COUNTRIES, section
from reshore.report.view import View


def amounts(chart) -> float:
    return sum(item["value"] for series in chart.option["series"] for item in series["data"] if item)


@pytest.fixture(scope="module")
def balanced(plan, model, make_plan):
    """A plan without purchases, in which no group of costs is most of them."""
    costs = plan["costs"].filter(~pl.col("cost").is_in(["purchase", "site_fixed"]))
    extra = costs.filter(pl.col("cost") == "transport").with_columns(pl.col("present_value") * 2)
    costs = pl.concat([costs, extra])
    return View.of(
        make_plan(frames={**plan.frames, "costs": costs}, objective=costs["present_value"].sum()), model
    )


def test_dominant_purchases_are_set_aside(view):
    by_kind, by_country = section(view).charts

    assert "Purchases" not in by_kind.option["yAxis"]["data"]
    assert by_country.option["legend"]["selected"] == {"Purchased materials": False}
    assert "would dwarf the rest" in section(view).body


def test_a_group_alone_is_shown(balanced, model, make_plan):
    """What is all there is dwarfs nothing, and an empty chart tells nothing."""
    costs = balanced.plan["costs"].filter(pl.col("cost") == "transport")
    alone = View.of(make_plan(frames={**balanced.plan.frames, "costs": costs}), model)
    assert "would dwarf" not in section(alone).body
    assert section(alone).charts[0].option["yAxis"]["data"] == ["Transport"]


def test_shares_of_a_plan_for_profit_are_of_what_it_spends(balanced, model, make_plan):
    """Costs are shares of all costs; revenue, the other way round, is none of them."""
    costs = balanced.plan["costs"]
    spent = costs["present_value"].sum()
    earned = costs.head(1).with_columns(cost=pl.lit("revenue"), present_value=pl.lit(-3.0 * spent))
    frames = {**balanced.plan.frames, "costs": pl.concat([costs, earned])}
    body = section(View.of(make_plan(frames=frames, objective=-2 * spent), model)).body
    table = body.partition("<table>")[2].replace("\N{NO-BREAK SPACE}", " ")
    shares = re.findall(r">([\u2212\d.]+)%<", table)
    assert "of all costs" in table
    assert sum(map(float, shares)) == pytest.approx(100, abs=0.5)


def test_bars_add_up_to_the_objective(balanced):
    by_kind, by_country = section(balanced).charts

    assert "would dwarf" not in section(balanced).body
    assert by_kind.option["xAxis"]["name"] == "USD million"
    assert amounts(by_kind) == pytest.approx(balanced.plan.objective / 1000, abs=0.05)
    assert amounts(by_country) == pytest.approx(balanced.plan.objective / 1000, abs=0.05)


def test_small_countries_share_a_bar(balanced, model, make_plan):
    row = balanced.plan["costs"].head(1)
    codes = [f"X{chr(65 + i)}A" for i in range(MOST_COUNTRIES + 4)]
    many = pl.concat([balanced.plan["costs"], *(row.with_columns(country=pl.lit(code)) for code in codes)])
    named = pl.concat(
        [
            model["countries"],
            *(model["countries"].head(1).with_columns(country=pl.lit(c), name=pl.lit(c)) for c in codes),
        ]
    )
    wide = View.of(
        make_plan(frames={**balanced.plan.frames, "costs": many}, objective=many["present_value"].sum()),
        model.with_frames(countries=named),
    )
    chart = section(wide).charts[1]

    assert chart.option["yAxis"]["data"][-1] == "Other countries"
    assert len(chart.option["yAxis"]["data"]) == MOST_COUNTRIES
    assert amounts(chart) == pytest.approx(wide.plan.objective / 1000, abs=0.05)


def test_penalties_of_rules_have_no_country(balanced, plan, model, make_plan):
    penalty = (
        plan["costs"]
        .head(1)
        .with_columns(cost=pl.lit("rule_penalty"), place=pl.lit("china-cap"), country=pl.lit(None, pl.String))
    )
    costs = pl.concat([balanced.plan["costs"], penalty])
    view = View.of(make_plan(frames={**plan.frames, "costs": costs}), model)

    assert "No country" in section(view).charts[1].option["yAxis"]["data"]


def test_table_has_every_line_and_the_total(view):
    body = section(view).body

    assert "Capital in goods under way" in body
    assert '<td class="number">100%</td></tr></tfoot>' in body
