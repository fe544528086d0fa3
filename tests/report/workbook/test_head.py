"""The index says first what the workbook is of, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.conftest import build_model, build_plan
from tests.risk.results import result

from reshore.plan.plan import Status
from reshore.report.view import View
from reshore.report.workbook.field import SHARE
from reshore.report.workbook.head import figures, plan_head

if TYPE_CHECKING:
    from tests.report.workbook.conftest import Book


def told(**changes: object) -> dict[str, str]:
    """Return the facts of the plan with some attributes replaced."""
    return dict(plan_head(View.of(build_plan(**changes), build_model()), None, ()).facts)


def test_facts() -> None:
    """Scenario, horizon, currency, search and audit."""
    facts = told()
    assert facts["Scenario"] == "base case"
    assert facts["Horizon"] == "October 2024 to December 2028, 11 periods"
    assert facts["Currency"] == "kUSD"
    assert facts["Search"].startswith("optimal")
    assert facts["Audit"] == "passed, 41 checks"
    assert facts["Largest violation"] == "balance 3.1e-10"
    assert facts["Cost recomputed, less the solver's"] == "0.0021 kUSD"


def test_a_plan_that_is_less_sure() -> None:
    """A search that was stopped says so, and so does an audit that failed, or that there was none."""
    audit = {"ok": False, "checks": 1, "worst": "x", "objective_difference": 0.0}
    assert told(status=Status.FEASIBLE, audit=audit)["Search"].startswith("feasible: the search was stopped")
    assert told(audit=audit)["Audit"] == "failed"
    assert told(audit={**audit, "ok": True})["Audit"] == "passed, 1 check"
    assert told(audit=None)["Audit"] == "none"


def test_figures() -> None:
    """They are those of the summary, in its order; words are units in the plural."""
    plan = build_plan()
    found = figures(plan.summary())
    assert [figure.values[0] for figure in found] == plan.summary()["value"].to_list()
    assert found[0].name == "Net present cost"
    assert {figure.unit for figure in found} == {
        "kUSD",
        SHARE,
        "seconds",
        "sites",
        "modules",
        "countries",
        "t CO2e",
    }


def test_what_is_known_has_figures_of_its_own(book: Book) -> None:
    """A stress test and each explanation have theirs under a heading; an interval has two cells."""
    index = book.sheets["Index"]
    column = [row[0] for row in index]
    assert f"Stress test of {result().period}" in column
    assert sum(str(cell).startswith("Explanation: ") for cell in column) == 2
    best = index[column.index("Cost of the best plan")]
    titles = [row for row in index if str(row[0]).startswith("Explanation: ")]
    assert titles[0][1:3] == ["Low end", "High end"]
    assert best[1:] == [pytest.approx(0.996e6), pytest.approx(1e6), "kUSD"]


def test_the_index_counts_rows(book: Book) -> None:
    """Each sheet has its line with what a row is and how many there are."""
    lines = {row[0]: row[1:3] for row in book.sheets["Index"]}
    assert lines["Production"] == [
        build_plan()["production"].height,
        "what a process makes in a period, and what that takes",
    ]
    assert lines["Deliveries"][0] == 0
    assert lines["in_sites"] == [9, "a place that makes, supplies or stores"]
