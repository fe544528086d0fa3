"""The tables: sites with what they make and cost, how the plan was found."""

from __future__ import annotations

import re

import polars as pl
import pytest

from reshore.report.sections import facts, sites
from reshore.report.view import View


def cells(body: str) -> dict[str, list[str]]:
    """Cells of all tables by the text of the row's heading; markup dropped."""
    found = {}
    for row in re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</tr>", body):
        texts = [re.sub(r"<[^>]+>", "", cell) for cell in re.split(r"</th>|</td>", row)]
        found[texts[0]] = texts[1:-1]
    return found


def test_a_row_a_site(view, plan):
    body = sites.section(view).body
    rows = cells(body.split("<details>")[0])
    added = plan.footprint("site", per="horizon").filter(pl.col("site") == "gdl")

    assert rows.keys() == {
        "GuadalajaraMexico, plant",
        "HoustonUnited States, plant",
        "Ciudad JuárezMexico, plant",
        "HsinchuTaiwan, plant",
        "ShenzhenChina, plant",
        "PardubiceCzechia, plant",
        "ChennaiIndia, plant",
    }
    fate, modules, _, value, share, peak, _ = rows["GuadalajaraMexico, plant"]
    assert (fate, modules, peak) == ("opens 2025Q3", "2", "78%")
    assert float(value) == pytest.approx(added["amount"].item() / 1e6, abs=0.05)
    assert share == f"{added['share'].item() * 100:.1f}%"


def test_suppliers_step_back(view):
    body = sites.section(view).body

    assert "2 more that add no value" in body
    assert cells(body)["TSMC TainanTaiwan, supplier"][1] != ""


def test_facts_of_the_base_case(view):
    body = facts.section(view).body
    rows = cells(body)

    assert "The base case" in body
    assert rows["Gap"] == ["0.320%"]
    assert rows["Audit"] == ["passed"]
    assert rows["Options"] == ["gap 0.005, threads 2"]
    assert rows["Discount rate"] == ["0.08"]
    assert "Natural Earth" in body


def test_facts_of_a_scenario_say_what_it_changes(model, make_plan):
    body = facts.section(View.of(make_plan(scenario="surge"), model)).body

    assert "market = &#x27;us&#x27;" in body
    assert "multiply" in body
