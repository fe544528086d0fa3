"""Sections on a plan for many futures show what its frames hold, in units that people read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.report.language import speaking
from reshore.report.robust import costs, decided, facts, others, service, use, verdict, worth
from reshore.report.robust.page import robust_sections
from reshore.report.robust.view import RobustView
from reshore.report.sections import headline
from reshore.robust.others import differences

if TYPE_CHECKING:
    from reshore.report.section import Section


def plain(section: Section | None) -> str:
    """Return the body of a section with plain spaces."""
    assert section is not None
    return section.body.replace("\N{NO-BREAK SPACE}", " ")


def series(option: Any, name: str) -> Any:
    """Return the series of that name."""
    return next(one for one in option["series"] if one["name"] == name)


def test_verdict_has_mean_ends_and_worth(named: RobustView) -> None:
    """Expected cost, the futures at both ends, the other plan, what planning and knowing are worth."""
    said = plain(verdict.section(named))
    mean = named.money(named.result.objective).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Costs {mean} on average</b> over 3 futures" in said
    assert "least in Base case, most in Tariff" in said
    assert "<q>base plan</q> costs" in said
    assert "Planning for all futures saves" in said
    assert "Knowing the future would save" in said
    assert "Delivers all that is asked for" in said
    assert "Largest regret, at most" in said


def test_verdict_of_draws(drawn: RobustView) -> None:
    """The worst served future is named, and how sure the sample makes it."""
    said = plain(verdict.section(drawn))
    assert "Worst served in Surge" in said
    assert "with 95% confidence" in said
    assert "Largest regret" not in said


def test_decisions_beside_those_of_one_future(named: RobustView, bare: RobustView) -> None:
    """What the plan doesn't do steps back; without the futures' own plans there is no comparison."""
    said = plain(decided.section(named))
    assert "Main future alone" in said
    assert "Line, modules" in said
    alone = plain(decided.section(bare))
    assert "Main future alone" not in alone
    assert "opens" in alone


def test_strip_of_named_futures(named: RobustView) -> None:
    """Futures stand in the order of their cost, the likelier the larger, with the other plan and the best."""
    (chart,) = costs.section(named).charts
    assert chart.option["yAxis"]["data"] == ["Tariff", "Surge", "Base case"]
    mine, other = series(chart.option, "This plan"), series(chart.option, "base plan")
    sizes = [one["symbolSize"] for one in mine["data"]]
    assert sizes == sorted(sizes)
    assert [one["value"][1] for one in other["data"]] == [0, 1, 2]
    assert series(chart.option, "Best plan for the future alone")
    assert "Tariff costs most" in chart.label
    said = plain(costs.section(named))
    assert "Mean of the worst 10% (CVaR)" in said
    assert "Regret, at most" in said


def test_curve_of_many_futures(named: RobustView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many futures costs rise with the probability that they are no higher, up to 1."""
    monkeypatch.setattr(costs, "MOST_NAMED", 2)
    (chart,) = costs.section(named).charts
    points = [one["value"] for one in series(chart.option, "This plan")["data"]]
    assert [at for at, _ in points] == pytest.approx([50, 80, 100])
    assert points == sorted(points)


def test_no_flows_have_no_mean(named: RobustView) -> None:
    """A plan that doesn't bear a future has no place in the spread, and is said to have none."""
    spoilt = named["others"].with_columns(
        pl.when(pl.col("future") == "surge").then(None).otherwise(name).alias(name)
        for name in ("cost", "short")
    )
    result = replace(named.result, frames={**named.result.frames, "others": spoilt})
    view = RobustView(named.view, result)
    assert "base plan leaves some futures without flows" in plain(costs.section(view))
    assert "It leaves no flows in Surge: means are over the others" in plain(others.section(view))
    assert "where it has flows (70%)" in plain(verdict.section(view))
    nowhere = named["others"].with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("cost", "short"))
    view = RobustView(named.view, replace(result, frames={**result.frames, "others": nowhere}))
    assert "<q>base plan</q> bears no future" in plain(verdict.section(view))
    assert others.section(view).charts == ()


def test_differences_to_another_plan(named: RobustView, drawn: RobustView, bare: RobustView) -> None:
    """The mean comes first, then what differs; of a plan that costs the same nothing is drawn."""
    (chart,) = others.section(named).charts
    assert chart.option["yAxis"]["data"] == ["Mean", "Surge", "Tariff", "Base case"]
    (bars,) = chart.option["series"]
    more = differences(named.result, "base plan")["difference"][-1] / 1000
    assert bars["data"][0]["value"] == pytest.approx(more, abs=1e-3)
    assert "units undelivered in the mean, this plan 0" in plain(others.section(named))
    same = others.section(drawn)
    assert "It costs the same as this plan in every future" in plain(same)
    assert same.charts == ()
    assert others.section(bare) is None


def test_worth_as_intervals(named: RobustView, drawn: RobustView, bare: RobustView) -> None:
    """Expected costs are drawn, differences stand in the table, each with what it holds by."""
    (chart,) = worth.section(named).charts
    lows = [low for _, low, _ in (one["value"] for one in chart.option["series"][0]["data"])]
    assert lows == sorted(lows)
    assert len(lows) == 3
    assert "Value of perfect information" in plain(worth.section(named))
    said = plain(worth.section(drawn))
    assert "Optimality gap over all draws" in said
    assert "95%</td>" in said
    assert worth.section(bare) is None


def test_use_of_sites(named: RobustView) -> None:
    """From the future that uses least to the one that uses most; a site that a future leaves idle is said."""
    (chart,) = use.section(named).charts
    ranges = [one["value"] for one in chart.option["series"][0]["data"]]
    assert all(0 <= low <= high <= 100.001 for _, low, high in ranges)
    assert "Near" in chart.option["yAxis"]["data"] or "near" in chart.option["yAxis"]["data"]
    assert "50%" in plain(use.section(named))


def test_service_in_the_worst_futures(named: RobustView, drawn: RobustView) -> None:
    """The worst futures come first; where nothing is missing, that is said."""
    assert "Every future gets all" in plain(service.section(named))
    (chart,) = service.section(drawn).charts
    (bars,) = chart.option["series"]
    missing = [one["value"] for one in bars["data"]]
    assert chart.option["yAxis"]["data"] == ["Surge", "Tariff"]
    assert missing == pytest.approx([100 * 30 / 176, 100 * 4 / 110], abs=1e-3)
    assert "With probability 50.0%" in plain(service.section(drawn))


def test_futures_are_listed(named: RobustView) -> None:
    """What each future changes is told, numbers to four figures."""
    long = named["changes"].with_columns(value=pl.lit("1.234567"), where=pl.lit("site = 'a' or " * 30))
    view = RobustView(named.view, replace(named.result, frames={**named.result.frames, "changes": long}))
    assert "origin = &#x27;far&#x27;" in plain(facts.section(named))
    assert "1.235</td>" in plain(facts.section(view))
    assert plain(facts.section(view)).count(" ...</td>") == 2


def test_all_sections_stand_in_both_languages(named: RobustView) -> None:
    """Keys are unique, and French says no English sentence where it has its own."""
    sections = [one for one in robust_sections(named.view, named.result) if one is not None]
    assert len({one.key for one in sections}) == len(sections) == 8
    with speaking("fr"):
        assert [one.key for one in robust_sections(named.view, named.result) if one] == [
            one.key for one in sections
        ]


def test_what_is_proven_is_proven_for_all_futures(named: RobustView) -> None:
    """The verdict on the main future doesn't say that nothing is; the gap is that of all futures."""
    view = replace(named.view, robust=named.result)
    said = plain(headline.section(view))
    assert "how good they are is proven for all together" in said
    assert "unknown" not in said


def test_the_verdict_on_one_future_says_that_there_are_others(named: RobustView) -> None:
    """What it costs in one future is not taken for what it costs on average."""
    said = plain(headline.section(replace(named.view, robust=named.result)))
    mean = named.money(named.result.objective).replace("\N{NO-BREAK SPACE}", " ")
    assert f"A plan for 3 futures</b>: it costs {mean} on average" in said
    assert "this page shows one of them: Base case." in said
    assert "A plan for" not in plain(headline.section(named.view))
