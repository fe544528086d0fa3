"""Rules stand as sentences, those first whose giving way is worth most, and say where they bind."""

from __future__ import annotations

import re

import polars as pl
import pytest
from tests.report.conftest import frame

from reshore.report.language import speaking
from reshore.report.sections.rules import section
from reshore.report.view import View


def cells(body: str) -> dict[str, list[str]]:
    """Cells of the first table by the text of the row's heading; markup dropped."""
    found = {}
    for row in re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</tr>", body.split("<details>")[0]):
        texts = [re.sub(r"<[^>]+>", "", cell) for cell in re.split(r"</th>|</td>", row)]
        found[texts[0]] = [text.replace("\u00a0", " ") for text in texts[1:-1]]
    return found


@pytest.fixture
def with_marginals(plan, model, make_plan):
    """Returns a view of the plan with marginal values of its rules."""

    def make(*rows: tuple[str, str, float]) -> View:
        written = [("rule", name, period, value, "kUSD/measure") for name, period, value in rows]
        return View.of(make_plan(frames={**plan.frames, "marginals": frame("marginals", written)}), model)

    return make


def test_rules_in_words(view):
    """A share of one country is its own; what decisions would be worth is not known."""
    assert cells(section(view).body) == {
        "china-cap": [
            "China&#x27;s share of value added may be at most 30%.",
            *("hard", "never", "", "nothing"),
        ],
        "two-sources": [
            "The number of sources of what is made of Compute board must be at least 2 in each period.",
            *("USD 5.00 million a source", "2024Q4 to 2025Q2 and 2025Q4 to 2028", "2025Q3, by up to 1"),
            "not known: it limits decisions",
        ],
    }


def test_worth_of_a_share_is_that_of_a_point(plan, with_marginals):
    """One point of a share is a hundredth of the whole: 1 kUSD a kUSD of value added."""
    row = plan["rules"].filter(rule="china-cap", period="2027").row(0, named=True)
    rows = cells(section(with_marginals(("china-cap", "2027", -1.0))).body)
    point = row["limit"] / 0.3 * 0.01

    assert rows["china-cap"][-1] == f"USD {point / 1000:.0f} million a point in 2027"


def test_worth_of_an_amount_is_that_of_a_unit(with_marginals):
    """The greatest of a rule's periods is said; the rule that is worth most stands first."""
    view = with_marginals(("two-sources", "2025Q2", 40.0), ("two-sources", "2025Q3", 70.0))
    rows = cells(section(view).body)

    assert next(iter(rows)) == "two-sources"
    assert rows["two-sources"][-1] == "USD 70.0 thousand a source in 2025Q3"


def test_every_limit_is_in_the_detail(view, plan):
    detail = section(view).body.split("<details>")[1]

    assert detail.count("<tr>") == plan["rules"].height + 1
    assert "22 rows; a limit that is a share is shown as the amount it comes to." in detail


def test_limits_under_a_scenario_are_those_it_sets(plan, model, make_plan):
    change = model["scenarios"].with_columns(
        table=pl.lit("rules"), where=pl.lit("rule = 'china-cap'"), column=pl.lit("limit"),
        action=pl.lit("set"), value=pl.lit("0.25"),
    )  # fmt: skip
    changed = View.of(make_plan(scenario="surge"), model.with_frames(scenarios=change))

    assert cells(section(changed).body)["china-cap"][0].endswith("may be at most 25%.")


def test_no_rules_no_section(plan, model, make_plan):
    empty = make_plan(frames={**plan.frames, "rules": plan["rules"].clear()})

    assert section(View.of(empty, model)) is None


def test_numbers_are_those_of_the_language(view):
    with speaking("fr"):
        body = section(view).body

    assert "5,00" in body
