"""A case is read, and what is missing is told at once."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import tables

from reshore.errors import DataError, UsageError
from reshore.factory.plan.case import case


def changed(table, key, **cells):
    """Return the rows of a table with cells of one task or building changed."""
    first = {"routings": "task", "buildings": "building"}[table]
    return [row | cells if row[first] == key else row for row in tables()[table]]


def told(error):
    """Return the faults of an error as lines."""
    return [str(fault) for fault in error.value.faults]


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


def test_all_faults_at_once(make_model):
    """Buildings, process plans, kinds of station and hours are told together."""
    model = make_model(
        **tables(
            buildings=[
                {"site": "brno", "building": name, "length": 60.0, "width": 24.0} for name in ("hall", "shed")
            ],
            routings=[
                *changed("routings", "test", station="sell", hours="one"),
                {"product": "pump", "task": "label", "hours": "0.1"},
            ],
        )
    )
    with pytest.raises(DataError) as error:
        case(model, "brno", "pump", with_=["motor", "casing"])
    assert told(error) == [
        "buildings: site 'brno' has 2 buildings: hall, shed; name one of them",
        "routings: there is no process plan of 'casing'; write its tasks, with hours and kinds of station",
        "routings pump test, station: there is no kind of station 'sell'; did you mean 'cell'?",
        "routings pump label, station: is empty; name the kind of station that it needs",
        "routings pump test, hours: 'one' is no distribution: write a number, or a name with numbers in"
        " brackets such as uniform(10, 20)",
    ]
    assert case(pump := make_model(**tables()), "brno", "pump", "hall") == case(pump, "brno", "pump")


def test_no_building(make_model):
    """A site without a building is told."""
    with pytest.raises(DataError, match="has no building; write its length and width"):
        case(make_model(**tables(buildings=[])), "brno", "pump")


def test_budgets_below_one_unit(pump_model):
    """Power and cooling that don't do for one unit are told with what they need to be."""
    model = pump_model(buildings=changed("buildings", "hall", power=20.0, cooling=10.0))
    with pytest.raises(DataError) as error:
        case(model, "brno", "pump")
    assert told(error) == [
        "buildings brno/hall, power: power 20 kW is too little for one unit: task 'test' of 'pump' takes 20,"
        " areas and the idle station 5.5; write 25.5 or more",
        "buildings brno/hall, cooling: cooling 10 kW is too little for one unit: task 'test' of 'pump' takes"
        " 20; write 20 or more",
    ]


def test_circles(make_model):
    """Tasks that wait for each other are told, also where tables weren't checked."""
    model = make_model(**tables(routings=changed("routings", "assemble", predecessors="pack")))
    with pytest.raises(DataError, match="tasks wait for each other: "):
        case(model, "brno", "pump")


def test_recipes(make_model):
    """The recipe is that of the site's process, else base, else the only one."""
    boms = [
        {"product": "pump", "variant": name, "component": "casing", "quantity": quantity}
        for name, quantity in (("steel", 1.0), ("base", 2.0))
    ]
    processes = [{"site": "brno", "product": "pump", "variant": "steel"}]
    quantity = [
        case(make_model(**tables(boms=rows, processes=made)), "brno", "pump").made[0].recipe.parts["casing"]
        for rows, made in ((boms, processes), (boms, []), (boms[:1], []))
    ]
    assert quantity == [1.0, 2.0, 1.0]


def test_quantities_of_the_first_period(pump_model):
    """What changes over time is read as it is at the start."""
    series = [
        {"table": "boms", "key": "pump/base/casing", "column": "quantity", "period": "2026", "value": 4.0}
    ]
    assert case(pump_model(series=series), "brno", "pump").made[0].recipe.parts["casing"] == 4.0
