"""The page of a plant in French has nothing left in English but names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.french import english, names_of, unspoken, visible
from tests.report.plant.plants import LIMITS, PRODUCTS, STATIONS, SWEEP, frames, result

from reshore.factory.plan.fitted import Change
from reshore.factory.plan.frames import SHARES
from reshore.factory.plan.remedy import Lack
from reshore.factory.plan.tell import _change
from reshore.report.language import language, speaking
from reshore.report.plant import balance
from reshore.report.plant.page import plant_page
from reshore.report.plant.terms import change, swept, term
from reshore.report.plant.view import PlantView
from reshore.report.shell import Page, render_page
from reshore.tables import schema

if TYPE_CHECKING:
    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model

UNITS = {column.unit for table in schema.tables().values() for column in table.columns}
OWN = (
    *("servers", "reshore", "reshore plant --write FOLDER", "gdl:rack:base:rack_line", "rack_line"),
    *(
        "plant_gdl",
        "receiving",
        "grid",
        "routings: task = 'burn_in': hours: 24, 48, 168",
        "where task = 'burn_in'",
    ),
    *("resources", "processes", "sources", "hours_per_year", "module_cost", "grade", "D"),
    *("process", "product", "resource", "repack", "max", "USD", "m", "t km", "kW", "MW", "Takt"),
    *(unit for unit in UNITS if "/" in unit),
)
"""Names in the plant and in its rows for design, units of these, and words that are names."""

LACKING = [("floor", "m", 75.0, 60.0, -15.0, True), *LIMITS[1:]]
SHORT = [(*row[:6], 5.4, False, 39.8, 39.75, 39.85, *row[11:]) for row in PRODUCTS]
NOTHING = [(*row[:8], 0.0, 0.0, 0.0, row[11], None, None, None, 0.0) for row in PRODUCTS]
LEAN = [(*row[:5], {3: 2}.get(row[5], row[5]), *row[6:]) for row in STATIONS]
SOME_DAYS = [(product, 8.0 * at, 3.0, 1.0) for product in ("rack", "board") for at in range(30)]


def plants() -> dict[str, PlantResult]:
    """Return plants of which the page says different things."""
    doubtful = {"reached": False, "binds": ["floor"], "settled": False, "precise": False}
    none = frames(products=NOTHING, ramp=[(0, 1.0)])
    none["costs"] = none["costs"].with_columns(unit_cost=pl.lit(None, pl.Float64))
    return {
        "reached": result(),
        "largest": result(options={"rate": "max", "people": 9}, facts={"binds": ["power", "people"]}),
        "lacking": result(frames=frames(limits=LACKING, products=SHORT), facts=doubtful, scenario=""),
        "short": result(frames=frames(products=SHORT, series=SOME_DAYS), options={"mature": 500.0}),
        "lean": result(
            frames=frames(stations=LEAN, sweep=[(*row[:12], "power", *row[13:]) for row in SWEEP[:2]])
        ),
        "none": result(frames=none, facts={"reached": False}),
    }


def own_sections(plant: PlantResult, model: Model) -> str:
    """Return the page without the section that pages of other kinds share."""
    page = plant_page(plant, model)
    return render_page(Page(page.head, tuple(one for one in page.sections if one.key != "assumptions")))


@pytest.mark.parametrize("which", plants())
def test_nothing_is_left_in_english(which: str, plant_model: Model) -> None:
    """Every text differs from the English one, and none has an English word in it."""
    plant, names = plants()[which], names_of(plant_model, *OWN)
    with speaking("fr"):
        french = own_sections(plant, plant_model)
    assert unspoken(own_sections(plant, plant_model), french, names) == []
    assert english(french, names) == []
    assert '<html lang="fr">' in french


def test_figures_are_written_as_in_french(plant: PlantResult, plant_model: Model) -> None:
    """Decimals have a comma, also in the drawing and in changes with their sign."""
    with speaking("fr"):
        texts = visible(own_sections(plant, plant_model))
    assert any("8 m du bâtiment" in text for text in texts)
    assert any("60 000 kg par semaine" in text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in texts)
    assert "+5,42" in texts


@pytest.mark.parametrize("copies", [-2, -1, 0, 1, 2])
@pytest.mark.parametrize("places", [-1200, -1, 1, 1200])
def test_changes_are_known(copies: int, places: int) -> None:
    """What is changed from one plant to the next has its template."""
    said = _change(1, Change(40.0, 39.0, 39.5, 40.0, copies=copies, places=places))["change"]
    with speaking("fr"):
        assert change(said) != said
    assert change(said) == said


def test_terms_are_known() -> None:
    """What is lacking, shared, paid and stands on the floor is in the catalogue."""
    costs = {"stations", "areas", "floor", "people", "energy"}
    roles = {one.strip() for one in schema.tables()["stations"].column("role").allowed.split("|")}
    words = {*map(str, Lack), *SHARES, *costs, *roles, "idle", "operators", "dock", "feed"} - {"station"}
    said = language("fr").messages
    assert {word for word in words if word.replace("_", " ").capitalize() not in said} == set()
    with speaking("fr"):
        assert term("no_operator") == "sans opérateur"


def test_names_of_sweeps() -> None:
    """Columns, table and condition stay what they are."""
    name = "power and cooling of buildings where site = 'gdl of old'"
    assert swept(name) == name
    with speaking("fr"):
        assert swept(name) == "power et cooling de buildings où site = 'gdl of old'"
        assert swept("hours of routings") == "hours de routings"


def test_names_of_users_stay(plant: PlantResult, plant_model: Model) -> None:
    """A task, a kind of station and an area that are called like a word of the catalogue keep their names."""
    with speaking("fr"):
        view = PlantView.of(plant, plant_model)
        assert [view.place(name) for name in ("board/place", "store")] == ["Place", "Store"]
        assert "Cell" in {one["name"] for one in balance.section(view).charts[0].option["series"]}
