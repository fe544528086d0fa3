"""Charts of a stress test show what the frames hold, in units that people read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.report.stress import exposure, fixes, hazards, losses, places, service, survival

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView


def series(option: Any, name: str) -> Any:
    """Return the series of that name."""
    return next(one for one in option["series"] if one["name"] == name)


def test_bubbles_are_impact_against_spend(stress_view: StressView) -> None:
    """One bubble for each set that costs something, by kind, as large as the units lost."""
    (drawn,) = exposure.section(stress_view).charts
    shown = {item["name"]: item for one in drawn.option["series"] for item in one["data"]}
    assert shown["TSMC Tainan"]["value"] == [40.0, 0.9]
    assert shown["Taiwan"]["symbolSize"] == exposure.LARGEST
    assert shown["Taiwan"]["symbolSize"] > shown["Air"]["symbolSize"] > exposure.SMALLEST
    assert len(shown) == stress_view["exposures"].filter(pl.col("impact") > 0).height
    assert "largest impact is that of Taiwan (country)" in drawn.label


def test_sets_in_the_table(stress_view: StressView) -> None:
    """What is assumed is marked, what is not known or has no end is said."""
    body = exposure.section(stress_view).body
    assert body.index("Taiwan") < body.index("GPU package from Taiwan") < body.index("Hsinchu")
    for cell in ("30*", "not known", "no end", "west coast", "Taiwan \N{RIGHTWARDS ARROW} Mexico"):
        assert cell in body
    assert "Concentration of each product" in body
    assert "Panama</th>" in body
    assert "Suez" not in body


def test_cells_count_every_set_once(stress_view: StressView) -> None:
    """A cell in which all sets lose units is of one colour, and unknown times stand apart."""
    (drawn,) = survival.section(stress_view).charts
    cells = [item["value"] for one in drawn.option["series"] for item in one["data"]]
    assert sum(count for _, _, count in cells) == stress_view["exposures"].height
    columns, lines = drawn.option["xAxis"]["data"], drawn.option["yAxis"]["data"]
    lost = {
        (columns[x], lines[y])
        for x, y, _ in (one["value"] for one in series(drawn.option, survival.BROKEN)["data"])
    }
    assert ("91\N{EN DASH}182", "0\N{EN DASH}7") in lost
    assert columns[-1] == survival.NOT_KNOWN
    assert lines[-1] == survival.NO_END
    assert "8 sets of 12 lose units" in drawn.label


@pytest.mark.parametrize(("days", "band"), [(0.0, 0), (6.9, 0), (7.0, 1), (364.0, 6), (365.0, 7), (9e3, 7)])
def test_bands_begin_at_their_edge(days: float, band: int) -> None:
    """A time is in the band that begins at or before it."""
    assert survival.band_of(days, "none") == survival.BANDS[band]


def test_map_shows_the_sites_by_impact(stress_view: StressView) -> None:
    """Each tested site is drawn once, the costliest largest, and countries are shaded."""
    (drawn,) = places.section(stress_view).charts
    shown = {
        item["name"]: item
        for one in drawn.option["series"]
        if one["type"] == "scatter"
        for item in one["data"]
    }
    assert set(shown) == {"TSMC Tainan", "SK hynix Icheon", "Guadalajara", "Hsinchu", "Pardubice"}
    assert shown["TSMC Tainan"]["symbolSize"] == places.LARGEST
    assert series(drawn.option, places.NO_TIME)["data"][0]["name"] == "Hsinchu"
    assert {region["name"] for region in drawn.option["geo"]["regions"]} == {"TWN", "MEX"}


def test_hazards_by_likelihood_and_part(stress_view: StressView) -> None:
    """An event costs what its part comes to over the events expected; the tornado begins with the worst."""
    matrix, tornado = hazards.section(stress_view).charts
    points = {item["name"]: item["value"] for item in series(matrix.option, "Recourse")["data"]}
    assert points["Taiwan quake"] == [0.1, pytest.approx(0.7 * 9.5 / 0.1)]
    assert set(points) == {"Taiwan quake", "Suez shut"}
    assert tornado.option["yAxis"]["data"] == ["Taiwan quake", "Suez shut"]


def test_fan_of_each_segment(stress_view: StressView) -> None:
    """Bands are of the simulation, means of both engines."""
    drawn = {one.key: one for one in service.section(stress_view).charts}
    assert set(drawn) == {"service-commercial", "service-sovereign"}
    option = drawn["service-commercial"].option
    low, high = [one["data"][30][1] for one in option["series"] if one["name"] == "5 to 95% of cases"]
    assert (low, low + high) == (pytest.approx(84.0), pytest.approx(100.0))
    assert series(option, "Mean, recourse")["data"][30]["value"][1] == pytest.approx(95.0)
    assert option["yAxis"]["min"] == 80
    assert "at worst 92.0%" in drawn["service-commercial"].label


def test_exceedance_of_both_engines(stress_view: StressView) -> None:
    """Probabilities fall with the loss; what is never exceeded can't be drawn on a log axis."""
    (drawn,) = losses.section(stress_view).charts
    for engine in ("Simulation", "Recourse"):
        values = [item["value"] for item in series(drawn.option, engine)["data"]]
        assert values == sorted(values, key=lambda value: (value[0], -value[1]))
        assert values[-1][1] == pytest.approx(0.05)
    body = losses.section(stress_view).body.replace("\N{NO-BREAK SPACE}", " ")
    assert "USD 7.60 million to USD 11.4 million" in body
    assert (
        "Over the 19 replications that both played, costs are USD 1.01 billion on average by recourse and"
        " USD 5.70 million more by simulation (USD 5.00 million to USD 6.40 million)."
    ) in body


def test_fixes_whose_interval_holds_nothing_step_back(stress_view: StressView) -> None:
    """They may not help; a fix that costs nothing has no ratio."""
    body = fixes.section(stress_view).body
    assert body.count('class="faded"') == 1
    assert "two weeks of chips" in body


@pytest.mark.parametrize("module", [hazards, service, losses, fixes])
def test_nothing_is_drawn_of_what_was_not_played(bare_view: StressView, module: Any) -> None:
    """Without hazards there is no such section."""
    assert module.section(bare_view) is None


def test_labels_stand_where_there_is_room(stress_view: StressView) -> None:
    """The label of what happens most often stands left of its point, of what is rare right."""
    rare = stress_view["hazards"].head(1).with_columns(events=pl.lit(0.02), mean_part=pl.lit(5.0))
    often = rare.with_columns(events=pl.lit(9.0))
    frames = {**stress_view.result.frames, "hazards": pl.concat([rare, often])}
    told = replace(stress_view, result=replace(stress_view.result, frames=frames))
    matrix = hazards.section(told).charts[0]
    points = [point for series in matrix.option["series"] for point in series["data"]]
    assert {point["value"][0]: point["label"]["position"] for point in points} == {0.02: "right", 9.0: "left"}
