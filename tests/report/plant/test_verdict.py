"""The verdict in words agrees with the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.plant.plants import PRODUCTS, STATIONS, frames, said

from reshore.report.plant.verdict import section

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.report.plant.view import PlantView


def text(view: PlantView) -> str:
    """Return the verdict as text."""
    return said(section(view).body)


@pytest.mark.parametrize(
    "sentence",
    [
        "The rate of 40 units a week is reached: the simulated line makes 39.90 (95% interval 39.62 to 40.18)"
        "; takt is 4.20 hours.",
        "Nothing binds. It takes, by means, floor 52 m of 60 m and power 1.15 MW of 1.20 MW."
        " Burn in waits longest for power or cooling, 7.0% of its time.",
        "Bottleneck: Burn in of NVL72 rack. It works, is down or changes over for 90.0% of its open time; for"
        " 7.0% it is without power.",
        "8 stations in 5 groups; the fewest that keep takt by means are 7.",
        "Lead time 60 hours on average, one unit of twenty takes more than 3.38 days; 14.2 units are inside.",
        "9 people on shift, 20 on the payroll; 1,352 m\N{SUPERSCRIPT TWO} of floor, 52 m long; power peaks at"
        " 1.19 MW, 901 kW on average.",
        "A unit costs USD 1.18 thousand without what is bought in, USD 2.46 million a year after an"
        " investment of USD 3.58 million; the largest part, 49%, goes to people.",
        "How sure: 12 replications of 4 weeks each, warm-up of 7 days left out.",
        "What it rests on: 8 of the 14 rows it is made from are our own estimates; see their ranges",
    ],
)
def test_sentences(plant_view: PlantView, sentence: str) -> None:
    """Each figure is that of a frame."""
    assert sentence in text(plant_view)


def test_cards(plant_view: PlantView) -> None:
    """Key figures are those of the sentences."""
    assert "Cost of a unit USD 1.18 thousand" in text(plant_view)
    assert section(plant_view).body.count("<dt>") == 8


def test_largest_rate(make_view: Callable[..., PlantView]) -> None:
    """What is made counts, not what was asked of the line."""
    view = make_view(options={"rate": "max"}, facts={"binds": ["power", "floor"]})
    assert (
        "At most 39.9 units a week: the simulated line makes 39.90 (95% interval 39.62 to 40.18) of 40"
        in text(view)
    )
    assert "What binds: power and floor." in text(view)


def test_not_reached(make_view: Callable[..., PlantView]) -> None:
    """What lacks is told, of units and of what binds."""
    lacking = [("floor", "m", 75.0, 60.0, -15.0, True), ("people", "person", 9.0, 8.0, -1.0, True)]
    view = make_view(frames=frames(limits=lacking), facts={"reached": False, "binds": ["floor", "people"]})
    assert "The rate of 40 units a week is not reached: the simulated line makes 39.90" in text(view)
    assert "0.10 too few." in text(view)
    assert (
        "What binds: floor and people. It takes, by means, floor 75 m of 60 m (15 m too much) and people"
        " 9 of 8 (1 too much)."
    ) in text(view)


def test_reached_within_precision(make_view: Callable[..., PlantView]) -> None:
    """A rate that is surely a little below is not passed over."""
    short = [(*row[:8], 39.8, 39.75, 39.85, *row[11:]) for row in PRODUCTS]
    assert "39.85), 0.20 short of it but within the precision asked for; takt" in text(
        make_view(frames=frames(products=short))
    )


@pytest.mark.parametrize(("release", "told"), [("takt", True), ("poisson", True), ("conwip 40", False)])
def test_units_pile_up(make_view: Callable[..., PlantView], release: str, told: bool) -> None:
    """Lead time and what is inside have no end where more comes than is made, unless the line pulls."""
    short = [(*row[:8], 39.8, 39.75, 39.85, *row[11:]) for row in PRODUCTS]
    view = make_view(frames=frames(products=short), options={"release": release})
    assert ("More units come than are made" in text(view)) is told


def test_fewest(make_view: Callable[..., PlantView]) -> None:
    """A balance that is the least says so, one without proof what is known."""
    lean = [(*row[:5], {3: 2}.get(row[5], row[5]), *row[6:]) for row in STATIONS]
    assert "7 stations in 5 groups, the fewest that keep takt by means." in text(
        make_view(frames=frames(stations=lean))
    )
    unproven = [(*row[:6], 5.4, False, *row[8:]) for row in PRODUCTS]
    assert "balance proves no more than that 11 or more are needed." in text(
        make_view(frames=frames(products=unproven))
    )


def test_doubts(make_view: Callable[..., PlantView]) -> None:
    """What the simulation didn't settle is told."""
    view = make_view(facts={"settled": False, "precise": False})
    assert "left out. The end of the warm-up was not found, so the line may never be steady and the" in text(
        view
    )


def test_nothing_made(make_view: Callable[..., PlantView]) -> None:
    """A plant that makes nothing has no cost of a unit and no lead time."""
    nothing = [(*row[:8], 0.0, 0.0, 0.0, row[11], None, None, None, 0.0) for row in PRODUCTS]
    made = frames(products=nothing)
    made["costs"] = made["costs"].with_columns(unit_cost=pl.lit(None, pl.Float64))
    found = text(make_view(frames=made, facts={"reached": False}))
    assert (
        "It costs USD 2.46 million a year after an investment of USD 3.58 million, and makes nothing."
        in found
    )
    assert "Lead time not known" in found
    assert "none made" in found
