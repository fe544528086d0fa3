"""The verdict says in a sentence each what drives the plan and what breaks it, and owns up to estimates."""

from __future__ import annotations

import re

import polars as pl
import pytest
from tests.insight.results import COST, whole
from tests.report.conftest import build_plan, rows
from tests.risk.results import result

from reshore.report.sections.assumptions import grades
from reshore.report.verdict.doubts import what_is_sure
from reshore.report.view import View


def said(view: View) -> list[str]:
    return [re.sub(r"<[^>]+>", "", sentence).replace("\u00a0", " ") for sentence in what_is_sure(view)]


@pytest.fixture(scope="module")
def known(model):
    """The plan with an explanation and a stress test."""
    return View.of(build_plan(objective=COST[1], bound=COST[0]), model, why=[whole()], stress=result())


def test_what_drives_and_what_breaks_it(known):
    """One sentence on causes, one on rivals, one on what breaks it first."""
    causes, rivals, breaks, sure, unknown = said(known)

    assert causes.startswith("Causes of Guadalajara: ")
    assert rivals.startswith("It has rivals: ")
    assert breaks.startswith(("Tightest: ", "Breaks first", "Survives"))
    assert sure.startswith("How sure: ")
    assert unknown.startswith("What isn't known: ")


def test_a_plan_alone_has_neither(view):
    """Nothing is said of what nobody looked into."""
    assert [sentence.split(":")[0] for sentence in said(view)] == ["How sure", "What isn't known"]


def test_estimates_are_owned_up_to(view, model):
    """The share of rows that rest on them, and ranges that a plan doesn't look at."""
    rows_of = grades(model)
    total = sum(rows_of["rows"])
    weak, none = (sum(rows_of.filter(grade=grade)["rows"]) for grade in ("E", ""))
    told = f"{weak / total:.0%} of the {total} rows of the model rest on our own estimates."
    assert said(view)[-1] == f"What isn't known: {told} {none / total:.0%} name no source."
    ranges = rows(
        "ranges",
        {"range": "wages", "table": "countries", "column": "labour_rate", "value": "uniform(0.9, 1.1)"},
    )
    ranged = View.of(view.plan, model.with_frames(ranges=ranges))
    assert "1 range says how far inputs may move; the plan is for one value of each." in said(ranged)[-1]


def test_rivals_are_named_once(known):
    """Two explanations that say the same of the plan say it in one sentence."""
    twice = View.of(known.plan, known.model, why=[whole(), whole()])
    assert [one.split(":")[0] for one in said(twice)].count("It has rivals") == 1


def test_rows_without_a_source_alone(view, model):
    """Where nothing rests on estimates, the share without a source says of how many rows."""
    bare = {
        table: frame.with_columns(source=pl.lit(""))
        for table, frame in model.frames.items()
        if "source" in frame.columns and table != "sources"
    }
    unsourced = model.with_frames(**bare)
    total = sum(grades(unsourced)["rows"])
    none = sum(grades(unsourced).filter(grade="")["rows"])
    assert said(View.of(view.plan, unsourced))[-1] == (
        f"What isn't known: {none / total:.0%} of the {total} rows of the model name no source."
    )


def test_without_estimates_and_ranges_nothing_is_said_to_be_unknown(view, model):
    """A model of primary sources alone rests on them."""
    primary = {
        table: frame.with_columns(source=pl.lit("nvidia"))
        for table, frame in model.frames.items()
        if "source" in frame.columns and table != "sources"
    }
    sound = model.with_frames(**primary)
    assert [sentence.split(":")[0] for sentence in said(View.of(view.plan, sound))] == ["How sure"]
