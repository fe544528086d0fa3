"""The sections of an explanation: what their tables and charts hold."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.insight.results import tradeoff, whole

from reshore.report.why import cells, drivers, frontier, map, near, regrets, site
from reshore.report.why.view import TIE, WhyView, span, words
from reshore.report.words import Money

if TYPE_CHECKING:
    from types import ModuleType

    from reshore.report.section import Section
    from reshore.report.view import View


def text(section: Section) -> str:
    """Return a section as text, a line a row."""
    rows = section.body.replace("</tr>", "\n").replace("</p>", "\n")
    plain = html.unescape(re.sub(r"<[^>]+>", " ", rows)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r" +", " ", plain)


def series(section: Section) -> dict[str, list[dict[str, Any]]]:
    """Return the points of the section's chart by name of the series."""
    (chart,) = section.charts
    return {one["name"]: one["data"] for one in chart.option["series"]}


def test_near_ties_as_a_matrix(why_view: WhyView) -> None:
    """A cell for each design and site that can be decided on; what differs from the plan has a sign."""
    section = near.section(why_view)
    points = series(section)
    assert {name: len(data) for name, data in points.items()} == {
        "Used, as in the plan": 14,
        "Added": 2,
        "Dropped": 2,
        "Not used": 2,
    }
    assert [point["value"][2] for point in points["Added"]] == ["+", "+"]
    told = text(section)
    assert "Design 1 with Chennai 0.0 to 7.0 tie" in told
    assert "Design 2 with Chennai, without Guadalajara 6.0 to 13.0 costs more" in told
    assert "Of 1 design isn't known whether they are near" in told
    assert "Guadalajara Mexico 67% yes" in told


def test_modules_have_a_table_where_they_tell_designs_apart(view: View) -> None:
    """How many near ties add modules to a resource."""
    frames = dict(whole().frames)
    frames["resources"] = pl.DataFrame(
        [("jrz", "rack line", 0.5)], schema=frames["resources"].schema, orient="row"
    )
    assert "Ciudad Juárez rack line 50%" in text(near.section(WhyView(view, whole(frames=frames))))


def test_ties_among_regrets_are_grey_and_last(why_view: WhyView) -> None:
    """What has no ends is in the table alone, with its reason."""
    section = regrets.section(why_view)
    points = series(section)
    assert [point["value"] for point in points["Costs more"]] == [[0, 6.0, 13.0]]
    assert [point["value"][1:] for point in points["Tie"]] == [[0.0, 24.0], [0.0, 7.0]]
    colours = {one["name"]: one["itemStyle"]["color"] for one in section.charts[0].option["series"]}
    assert colours["Tie"] == TIE
    told = text(section)
    assert "Ciudad Juárez Mexico without it rules can't be kept" in told
    assert "Shenzhen China without it no plan found in time" in told
    assert "Chennai India with it 0.0 to 7.0 tie" in told
    assert "no closing cost: Hsinchu" in told


def test_card_of_a_site(why_view: WhyView) -> None:
    """What it makes and for whom, with its regret and how many near ties use it."""
    told = text(site.section(why_view))
    assert "NVL72 rack 4,200 40%" in told
    assert "NVL72 rack US central 4,000 60%" in told
    assert "Doing without it costs USD 6.0 to 13.0 million" in told
    assert "Near ties that use it 2 of 3" in told


@pytest.mark.parametrize(("name", "words_"), [("hsn", "it can't be closed"), ("jrz", "infeasible")])
def test_card_of_a_site_without_regret(view: View, name: str, words_: str) -> None:
    """Why there is none, and that nothing is made there."""
    frames = {key: frame for key, frame in whole().frames.items() if key not in {"makes", "sends"}}
    empty = {key: whole()[key].clear() for key in ("makes", "sends")}
    told = text(site.section(WhyView(view, whole(frames={**frames, **empty}, options={"site": name}))))
    assert words_ in told
    assert "makes nothing there" in told


def test_shapley_values_have_whiskers(why_view: WhyView) -> None:
    """A bar that may be 0 is grey; pairs and all sets have a table."""
    section = drivers.section(why_view)
    points = series(section)
    assert [point["value"] for point in points["Shapley value"]] == [-32.5, -7.5]
    assert points["Shapley value"][1]["itemStyle"]["color"] == TIE
    assert [point["value"] for point in points["Interval"]] == [[0, -55.0, -10.0], [1, -30.0, 15.0]]
    told = text(section)
    assert "Left out, since they change nothing here: rules of policy" in told
    assert "wages and closeness to the markets" in told
    assert "wages, closeness to the markets 0.0 to 20.0" in told


def test_tornado_and_break_evens(why_view: WhyView) -> None:
    """An end without a plan has no bar; break-evens say how sure they are."""
    section = cells.section(why_view)
    points = series(section)
    assert [point["value"] for point in points["At the high end"]] == [60.0, 2.0, -8.0]
    assert points["At the low end"][2]["value"] is None
    told = text(section)
    assert (
        "tariff of Mexico 0.20 and 0.21 share opens Chennai, closes Guadalajara proven on both sides" in told
    )
    assert "not firm: a tie from 0.25 to 0.40" in told
    assert "wage in Mexico x0.50 and x2 the same sites" in told
    assert "share of China 0.10 and 0.11 share no plan below" in told


def test_map_has_a_colour_for_each_set_of_sites(why_view: WhyView) -> None:
    """The sites of the plan come first; what has no plan is a region too."""
    section = map.section(why_view)
    assert {name: len(data) for name, data in series(section).items()} == {
        "the sites of the plan": 3,
        "with Chennai": 2,
        "no plan: infeasible": 1,
    }
    told = text(section)
    assert "In the tables, tariff of Mexico is 0.25 share." in told
    assert "the sites of the plan 3 50%" in told


def test_frontier_with_knee_and_today(trade_view: WhyView) -> None:
    """The curve leaves today's network out, which is a mark beside it."""
    section = frontier.section(trade_view)
    points = series(section)
    assert {name: len(data) for name, data in points.items()} == {
        "Frontier": 3,
        "Interval": 3,
        "Knee": 1,
        "Today's network": 1,
    }
    assert points["Today's network"][0]["value"] == [50.0, 120.0]
    assert points["Knee"][0]["value"] == [19.0, 20.0]
    told = text(section)
    assert "1 point that others beat is left out" in told
    assert "19.0% 20.0% 10 to 24 the sites of the plan knee" in told
    assert "50.0% 100 to 124 the sites of the plan today's network" in told
    assert "limit 20.0%" in points["Knee"][0]["tooltip"]["formatter"]
    assert "limit" not in points["Today's network"][0]["tooltip"]["formatter"]


def test_frontier_of_carbon_and_of_a_rule(view: View) -> None:
    """Carbon is shown in tonnes, the rule by its name."""

    def curve(measure: str, unit: str) -> Section:
        frames = dict(tradeoff().frames)
        columns = {"measure": pl.lit(measure), "unit": pl.lit(unit)}
        frames["frontier"] = frames["frontier"].with_columns(pl.col("limit", "value") * 1e6, **columns)
        return frontier.section(WhyView(view, tradeoff(frames=frames)))

    carbon, rule = curve("carbon", "kg CO2e"), curve("rule:china-cap", "unit")
    assert series(carbon)["Knee"][0]["value"] == [190.0, 20.0]
    assert carbon.charts[0].option["xAxis"]["name"] == "the carbon of making and moving, t CO2e"
    assert "190 t CO2e 200 t CO2e" in text(carbon)
    assert rule.title == "What the quantity under the rule china-cap costs"
    assert "190,000 unit" in text(rule)


@pytest.mark.parametrize("module", [site, drivers, cells, map])
def test_what_was_not_asked_for_is_left_out(trade_view: WhyView, module: ModuleType) -> None:
    """No section without rows."""
    assert module.section(trade_view) is None


def test_intervals_in_words() -> None:
    """An end that isn't known is not made up."""
    money = Money.of("kUSD")
    assert words(money, None, None) == "not known"
    assert words(money, 2e3, None) == "at least USD\N{NO-BREAK SPACE}2.00 million"
    assert words(money, None, 3e3) == "at most USD\N{NO-BREAK SPACE}3.00 million"
    assert span(money.scale([2e3]), 2e3, 2e3) == "2.00"
