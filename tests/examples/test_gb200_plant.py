"""The plant of the reference case agrees with what processes and resources say of it in sum."""

from __future__ import annotations

import re
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reshore.chance.distribution import Distribution
from reshore.factory.plan import laws
from reshore.factory.plan.case import case
from reshore.factory.plan.sweep import Sweep, variants
from reshore.tables.load import load
from reshore.tables.profile import Profile
from reshore.tables.scenario import apply, scenarios

if TYPE_CHECKING:
    from reshore.tables.model import Model

EXAMPLE = Path(__file__).parents[2] / "examples" / "gb200"

PLACES = ("leak_bay", "test_cell", "tray_test")
"""Kinds of station that are places of `l11` and `l10` in resources."""

MADE = ("nvl72", "tray")


@pytest.fixture(scope="module")
def model() -> Model:
    return load(EXAMPLE)


def tasks(model: Model, product: str) -> list[dict[str, Any]]:
    """Tasks with their mean hours, and what their station takes beside them as `at_...`."""
    stations = model["stations"].select("station", at_operators="operators", at_role="role")
    rows = model["routings"].filter(product=product).join(stations, on="station", how="left")
    return [{**row, "hours": Distribution.parse(row["hours"]).mean} for row in rows.to_dicts()]


def process(model: Model, product: str) -> dict[str, Any]:
    (row,) = model["processes"].filter(site="guadalajara", product=product).to_dicts()
    return row


def settled(text: str) -> float:
    """The last value of a profile."""
    return Profile.parse(text).points[-1][1]


def test_hours_can_be_read(model: Model) -> None:
    """Every task has a distribution of hours from 0 on."""
    assert laws.faults(model) == []


@pytest.mark.parametrize("product", MADE)
def test_every_component_goes_in_somewhere(model: Model, product: str) -> None:
    """Nothing of the bill of materials is left to a default."""
    named = " ".join(row["components"] or "" for row in tasks(model, product)).split()
    assert sorted(named) == model["boms"].filter(product=product)["component"].sort().to_list()


@pytest.mark.parametrize("product", MADE)
def test_every_task_has_a_station(model: Model, product: str) -> None:
    """A plant can be made of it."""
    assert {row["at_role"] for row in tasks(model, product)} == {"station"}


@pytest.mark.parametrize("product", MADE)
def test_places_are_taken_as_long(model: Model, product: str) -> None:
    """Hours on places for test, reworks aside."""
    hours = sum(row["hours"] for row in tasks(model, product) if row["station"] in PLACES)
    assert hours == pytest.approx(process(model, product)["hours_per_unit"])


@pytest.mark.parametrize(("product", "beside"), [("nvl72", 0.0), ("tray", 12 * 0.02)])
def test_labour_is_as_long(model: Model, product: str, beside: float) -> None:
    """People times hours; those who serve the test places of trays come on top."""
    hours = sum(row["hours"] * (row["operators"] + row["at_operators"]) for row in tasks(model, product))
    assert hours == pytest.approx(process(model, product)["labour_hours"] + beside)


@pytest.mark.parametrize("product", MADE)
def test_as_many_pass_at_once(model: Model, product: str) -> None:
    """What is not reworked, and what is scrapped."""
    rows = tasks(model, product)
    passing = prod(row["yield"] for row in rows if row["rework"])
    assert passing == pytest.approx(1 - settled(process(model, product)["rework"]), abs=0.005)
    kept = prod(row["yield"] for row in rows if not row["rework"])
    assert kept == pytest.approx(1 - settled(process(model, product)["scrap"] or "0"))


@pytest.mark.parametrize("product", MADE)
def test_energy_is_about_the_same(model: Model, product: str) -> None:
    """Power is held from power-on, so that it is somewhat more."""
    energy = sum(row["hours"] * row["power"] for row in tasks(model, product))
    assert 1 <= energy / process(model, product)["energy"] <= 1.05


def test_a_module_costs_about_as_much_as_its_cells(model: Model) -> None:
    """25 places of 64 h, and the cells that test as many racks: their cost is most of the module's."""
    (module,) = model["resources"].filter(site="guadalajara", resource="l11").to_dicts()
    of = process(model, "nvl72")
    gross_hours = of["hours_per_unit"] * (1 + settled(of["rework"]))
    racks = module["module_size"] * module["hours_per_year"] / gross_hours
    share = module["hours_per_year"] / 8_766
    cells = racks * (2 + 0.99 * 48) / (0.99 * 0.95) / (8_766 * share)
    (cell,) = model["stations"].filter(station="test_cell").to_dicts()
    assert 0.85 <= cells * cell["cost"] / module["module_cost"] <= 0.95
    up = cell["hours_between_failures"] / (cell["hours_between_failures"] + cell["hours_to_repair"])
    assert 0.9 * up == pytest.approx(share, abs=0.005)


def test_the_building_is_as_long_as_they_say(model: Model) -> None:
    """450 m, and power for more racks than the site has places at the start."""
    (building,) = model["buildings"].to_dicts()
    (places,) = model["resources"].filter(site="guadalajara", resource="l11")["installed"]
    assert (building["site"], building["length"]) == ("guadalajara", 450)
    assert building["power"] > 120 * places


def test_the_page_about_it_can_be_followed(model: Model) -> None:
    """Every sweep and scenario of its commands is one of this model, and makes a plant that can be."""
    text = (EXAMPLE.parents[1] / "docs" / "guadalajara.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ reshore plant (.+)$", text.replace("\\\n", ""), re.MULTILINE)
    assert len(commands) >= 8
    for command in commands:
        named = re.findall(r"--scenario (\w+)", command)
        sweeps = [Sweep.parse(found) for found in re.findall(r'--sweep "([^"]+)"', command)]
        tables = apply(model, named[0]) if named else model
        made = variants(sweeps, tables, lambda changed: case(changed, "guadalajara", "nvl72"))
        assert all(variant.case.products == ["nvl72"] for each in made for variant in each)
    assert set(re.findall(r"plant_\w+", text)) <= set(scenarios(model))
