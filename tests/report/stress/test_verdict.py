"""The verdict says what disruptions cost, what is tightest and largest, and what helps best."""

from __future__ import annotations

import re

import polars as pl
from tests.risk.results import exposed, result

from reshore.report.stress.verdict import section
from reshore.report.stress.view import StressView


def said(view: StressView) -> str:
    """Return the text of the verdict, with plain spaces."""
    return re.sub(r"<[^>]+>", "", section(view).body).replace("\N{NO-BREAK SPACE}", " ")


def test_both_ends_of_what_disruptions_cost(stress_view: StressView) -> None:
    """Recourse and simulation are told apart."""
    text = said(stress_view)
    assert (
        "cost on average USD 9.50 million if all events were known beforehand (recourse) and USD 15.2 million"
        " without foresight (simulation)."
    ) in text
    assert (
        "The worst twentieth of cases costs USD 19.0 million (recourse), USD 30.4 million (simulation) on"
        " average."
    ) in text


def test_engines_that_disagree_make_no_interval(stress_view: StressView) -> None:
    """Where simulation comes out below recourse, each figure stands for itself."""
    losses = stress_view["losses"].with_columns(cvar95=pl.Series([3e4, 2e4]))
    text = said(
        StressView(stress_view.view, result(frames=dict(stress_view.result.frames) | {"losses": losses}))
    )
    assert "costs USD 30.0 million (recourse), USD 20.0 million (simulation) on average" in text


def test_tightest_largest_and_best(stress_view: StressView) -> None:
    """Names are those of people, and what is not known is said."""
    text = said(stress_view)
    assert "Tightest: Taiwan (country). It is survived for 5 days and takes 180 days to recover." in text
    assert "Of 11 sets that may stop, 8 lose units before recovery." in text
    assert "Of 1 more set no time to recover is known." in text
    assert (
        "Largest exposures: Taiwan (country) USD 1.40 billion, TSMC Tainan (supplier) USD 900 million" in text
    )
    assert "Best fixes: two weeks of chips at gdl takes USD 6.00 million off" in text
    assert "Without 1 replication that failed." in text


def test_without_hazards_nothing_is_said_of_chance(bare_view: StressView) -> None:
    """No loss is told, and that none was looked for."""
    text = said(bare_view)
    assert "nothing is said about it" in text
    assert "cost on average" not in text
    assert section(bare_view).body.count("<dt>") == 4


def test_a_plan_that_nothing_breaks(stress_view: StressView) -> None:
    """Then that is the verdict."""
    endless = exposed()["exposures"].filter(pl.col("tts").is_null())
    text = said(StressView(stress_view.view, result(frames=exposed() | {"exposures": endless})))
    assert "Nothing breaks it" in text
    survived = exposed()["exposures"].filter(pl.col("name") == "skh")
    text = said(StressView(stress_view.view, result(frames=exposed() | {"exposures": survived})))
    assert "tightest is SK hynix Icheon (supplier), 95 days against 90 days" in text
