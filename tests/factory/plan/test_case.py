"""A case is read from tables."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed

from reshore.errors import DataError, UsageError
from reshore.factory.plan.case import case


def test_what_is_read(pump_case):
    """Tasks are in their order, with what goes in, kinds with their hours, the building with its doors."""
    (made,) = pump_case.made
    assert [task.name for task in made.operations] == ["assemble", "test", "pack"]
    assert made.operations[0].components == {"motor": 1.0, "casing": 1.0}
    assert made.operations[1].cooling == 20.0
    assert pump_case.kinds["cell"].availability == pytest.approx(100 / 104)
    assert pump_case.kinds["cell"].units == 2
    assert pump_case.kinds["bench"].hours == 75.0
    assert [area.name for area in pump_case.areas] == ["receiving", "store", "shipping"]
    assert pump_case.building.depth == 10.0
    assert [(dock.name, dock.x, dock.row) for dock in pump_case.building.docks] == [
        ("receiving", 5.0, 1),
        ("shipping", 55.0, 1),
    ]


def test_components_made_here(motor_case):
    """A component made here comes after what it goes into, with a recipe of its own."""
    assert motor_case.products == ["pump", "motor"]
    assert motor_case.made[1].recipe.parts == {"wire": 3.0}
    assert motor_case.made[1].operations[0].components == {"wire": 3.0}


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"site": "brnno"}, "no site 'brnno'; did you mean 'brno'?"),
        ({"product": "plane"}, "no product 'plane'"),
        ({"building": "shed"}, "no building 'shed'; it has hall"),
        ({"with_": ["wire", "motor"]}, None),
        ({"product": "motor", "with_": ["casing"]}, "'casing' goes into nothing"),
        ({"with_": ["pump"]}, "'pump' can't be made with itself"),
    ],
)
def test_what_is_not_there(pumps, asked, problem):
    """Unknown names, and components that nothing made here takes, are wrong usage."""
    names = {"site": "brno", "product": "pump", **asked}
    if problem is None:
        with pytest.raises(DataError, match="no process plan of 'wire'"):
            case(pumps, **names)
    else:
        with pytest.raises(UsageError, match=problem.replace("?", r"\?")):
            case(pumps, **names)


def test_budgets_and_depths_at_once(pump_model):
    """What a building is too small for is told with what it has too little power for."""
    model = pump_model(**changed("buildings", "hall", width=10.0, power=20.0))
    with pytest.raises(DataError) as error:
        case(model, "brno", "pump")
    places = [fault.place for fault in error.value.faults]
    assert places == [
        "buildings brno/hall, power",
        *(f"stations {name}" for name in ("cell", "receiving", "store", "shipping")),
    ]


def test_a_building_named(pumps):
    """Naming the only building changes nothing."""
    assert case(pumps, "brno", "pump", "hall") == case(pumps, "brno", "pump")
