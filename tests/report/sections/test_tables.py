"""The tables: sites with what they make and cost, rules in words, how the plan was found."""

from __future__ import annotations

import re

import polars as pl
import pytest

from reshore.report.sections import facts, rules, sites
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


def test_rules_in_words(view):
    rows = cells(rules.section(view).body.split("<details>")[0])

    assert rows["china-cap"] == [
        "value added made where country = &#x27;CHN&#x27;: at most 30% of all",
        "hard",
        "11",
        "0",
        "0",
        "",
    ]
    assert rows["two-sources"][1:] == ["USD\u00a05.00 million a unit", "11", "10", "1", "1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"of": "baseline", "where": ""}, "value added made: at most 30% of the baseline"),
        ({"of": "country = 'MEX'"}, ": at most 30% of that where country = &#x27;MEX&#x27;"),
        ({"of": None, "limit": 1200.0, "sense": ">="}, ": at least 1,200"),
        ({"periods": "cumulative"}, "of all, all periods together"),
        ({"measure": "sites", "activity": "open"}, "sites open where"),
    ],
)
def test_every_kind_of_rule_has_words(plan, model, changes, words):
    changed = model["rules"].head(1).with_columns(**{name: pl.lit(value) for name, value in changes.items()})
    body = rules.section(View.of(plan, model.with_frames(rules=changed))).body

    assert words in cells(body.split("<details>")[0])["china-cap"][0]


def test_no_rules_no_section(plan, model, make_plan):
    empty = make_plan(frames={**plan.frames, "rules": plan["rules"].clear()})

    assert rules.section(View.of(empty, model)) is None


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
