"""Plants on the page of a plan: a section each, with names that nothing else on the page has."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.report.french import english, names_of, unspoken
from tests.report.plant.plants import result, said

from reshore.errors import UsageError
from reshore.report.language import speaking
from reshore.report.page import plan_page, render_report
from reshore.report.plant.board import plant_sections
from reshore.report.shell import Page, render_page

if TYPE_CHECKING:
    from reshore.factory.plan.result import PlantResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def test_what_a_board_has_to_know(plan: Plan, plant: PlantResult, plant_model: Model) -> None:
    """Verdict, limits, floor and costs, in this order, after which plant it is."""
    (section,) = plant_sections(plan, [(plant, plant_model)])
    assert section.title == "Plant: NVL72 rack at Guadalajara"
    text = said(section.body)
    assert text.startswith("servers, building Hall, base case, money in USD The rate of 40 units a week is")
    assert re.findall(r"<h3>([^<]*)</h3>", section.body) == ["What it needs", "Floor plan", "Costs"]
    assert "8 of the 14 rows it is made from are our own estimates." in text
    assert "#assumptions" not in section.body
    assert section.body.count("<svg") == 1


def test_no_name_is_used_twice(plan: Plan, model: Model, plant: PlantResult, plant_model: Model) -> None:
    """Two plants beside the plan have their own names, and every chart has its place."""
    page = render_report(plan, model, plants=[(plant, plant_model), (plant, plant_model)])
    named = Counter(re.findall(r' id="([^"]+)"', page))
    assert [name for name, count in named.items() if count > 1] == []
    assert {"plant-of-plant1", "plant-of-plant2", "costs-kind-of-plant2"} <= set(named)
    assert set(re.findall(r'aria-labelledby="(\S+) (\S+)"', page)) == {
        (f"floor-of-plant{number}-title", f"floor-of-plant{number}-said") for number in (1, 2)
    }
    keys = [one.key for one in plan_page(plan, model, plants=[(plant, plant_model)]).sections]
    assert keys[-3:] == ["plant-of-plant1", "assumptions", "facts"]


def test_a_plan_without_plants(plan: Plan, model: Model) -> None:
    """Its page is what it was."""
    assert render_report(plan, model, plants=[]) == render_report(plan, model)


def test_a_site_of_another_plan(plan: Plan, plant_model: Model) -> None:
    """A plant that has nothing to do with the plan is refused."""
    with pytest.raises(UsageError, match=r"is a plant at nowhere, which is no site of"):
        list(plant_sections(plan, [(result(site="nowhere"), plant_model)]))


def test_nothing_is_left_in_english(plan: Plan, model: Model, plant: PlantResult, plant_model: Model) -> None:
    """The section speaks the language of the page."""

    def only() -> str:
        page = plan_page(plan, model, plants=[(plant, plant_model)])
        return render_page(Page(page.head, tuple(one for one in page.sections if "plant" in one.key)))

    names = names_of(plant_model, "servers", "receiving", "grid", "m", "kW", "MW", "USD", "t km", "Takt")
    with speaking("fr"):
        french = only()
    assert unspoken(only(), french, names) == []
    assert english(french, names) == []
