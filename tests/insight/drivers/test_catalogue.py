"""Drivers by name: those that are there, those of the author, and names that make no sense."""

from __future__ import annotations

import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.errors import UsageError
from reshore.insight.drivers.catalogue import DEFAULT, known, named
from reshore.tables import scenario as scenarios


def test_drivers_that_every_model_has():
    """They are found by name, with a cause in words; defaults are among them."""
    drivers = known()
    assert [driver.name for driver in named(DEFAULT, drivers)] == list(DEFAULT)
    assert all(name == driver.name and driver.cause for name, driver in drivers.items())
    assert len({driver.cause for driver in drivers.values()}) == len(drivers) == 10


def test_rules_are_told_apart_by_name():
    """Rules named as against risk are no rules of policy, and kept ones are neither."""
    drivers = known(risk_rules=["few_sites"], kept_rules=["not_all_south"])
    model, plan = world(), plan_of()
    assert drivers["risk_rules"].of(model, plan)["rules"]["rule"].to_list() == ["not_all_south"]
    left = drivers["policy_rules"].of(world(rules=model["rules"].to_dicts()), plan)["rules"]
    assert left["rule"].to_list() == ["two_sources", "few_sites", "not_all_south"]


def test_a_scenario_is_a_driver():
    """It writes what the scenario does."""
    (driver,) = named(["wages_up=dear"], known())
    model = world()
    assert (driver.name, driver.cause) == ("wages_up", "scenario dear")
    made, asked = driver.of(model, plan_of()), scenarios.apply(model, "dear")
    assert made["countries"].equals(asked["countries"])
    assert made["series"].equals(asked["series"])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["labor"], r"no driver 'labor', only: base_duties, .*, or NAME=SCENARIO; did you mean 'labour'\?"),
        (["energy", "energy"], "driver 'energy' is named twice"),
        (["labour=dear"], "driver 'labour' is there already; give 'labour=dear' a name of its own"),
        (["=dear"], "driver '=dear': a driver of your own is written NAME=SCENARIO"),
        (["own="], "driver 'own=': a driver of your own is written NAME=SCENARIO"),
    ],
)
def test_names_that_make_no_sense(names, said):
    """They are told with what there is."""
    with pytest.raises(UsageError, match=f"^{said}$"):
        named(names, known())
