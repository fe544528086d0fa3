"""Tasks that name each other are of one product, and units get through them."""

from __future__ import annotations

import pytest


def task(name, after=None, hours="1", **cells):
    return {"product": "rack", "task": name, "predecessors": after, "hours": hours, **cells}


BUILD, TEST, PACK = task("build"), task("test", "build"), task("pack", "test")


def test_a_right_routing_has_no_faults(told):
    """Rework to a task before or the same, zones, components and stations that fit."""
    assert (
        told(
            stations=[{"station": "cell", "length": 2, "width": 2}],
            routings=[
                {**BUILD, "components": "tray", "station": "cell", "together": "test"},
                {**TEST, "yield": 0.9, "rework": "build", "station": "cell", "apart": "pack"},
                {**PACK, "hours": "0", "yield": 0.5, "rework": "test"},
                {"product": "tray", "task": "build", "hours": "2", "yield": 0.9, "rework": "build"},
            ],
        )
        == []
    )


@pytest.mark.parametrize("column", ["predecessors", "rework", "together", "apart"])
def test_tasks_are_of_the_same_product(told, column):
    """A task of another product is as good as none."""
    other = {"product": "tray", "task": "solder", "hours": "1"}
    found = told(routings=[BUILD, other, task("test", **{column: "solder"})])
    assert found == [f"routings:2:{column}: {column} 'solder' is not a task of 'rack'"]


def test_every_task_of_a_list_is_looked_at(told):
    """Each has its own fault, in one cell."""
    others = [{"product": "tray", "task": name, "hours": "1"} for name in ("solder", "cool")]
    found = told(routings=[*others, BUILD, task("test", "build solder cool")])
    assert len(found) == 2


def test_a_circle_of_tasks_is_named(told):
    """Each once, from its first row on; predecessors of others don't matter."""
    found = told(
        routings=[
            task("build", "pack start"),
            task("start"),
            task("pack", "test"),
            task("test", "build"),
            task("burn", "burn start"),
        ]
    )
    assert found == [
        "routings:0:predecessors: a task of 'rack' waits for itself: 'build' -> 'test' -> 'pack' -> 'build'",
        "routings:4:predecessors: a task of 'rack' waits for itself: 'burn' -> 'burn'",
    ]


def test_rework_goes_back(told):
    """Neither forward nor to a branch that the unit may not have been through."""
    found = told(
        routings=[BUILD, {**TEST, "rework": "pack"}, PACK, task("label", "build", rework="test")],
    )
    assert found == [
        "routings:1:rework: rework 'pack' does not come before 'test'",
        "routings:3:rework: rework 'test' does not come before 'label'",
    ]


def test_some_units_pass(told):
    """A task that all fail makes nothing, with rework or without."""
    found = told(routings=[{**BUILD, "yield": 0}, {**TEST, "yield": 0, "rework": "build"}])
    assert found == [
        "routings:0:yield: no unit of 'rack' passes 'build': all are scrap",
        "routings:1:yield: no unit of 'rack' passes 'test': the loop back to 'build' always fails",
    ]


@pytest.mark.parametrize(
    ("hours", "share", "faults"),
    [
        (("0", "0.0", "0"), 0.9, ["rework at 'pack' takes no time: hours are 0 at 'test', 'pack'"]),
        (("1", "0", "0"), 0.9, ["rework at 'pack' takes no time: hours are 0 at 'test', 'pack'"]),
        (("0", "0.1", "0"), 0.9, []),
        (("0", "uniform(0, 1)", "0"), 0.9, []),
        (("0", "0", "0"), 1, []),
    ],
)
def test_a_loop_takes_time(told, hours, share, faults):
    """Of the tasks done again one has hours, unless none is ever done again."""
    rows = [{**row, "hours": text} for row, text in zip((BUILD, TEST, PACK), hours, strict=True)]
    rows[2] |= {"rework": "test", "yield": share}
    assert told(routings=rows) == [f"routings:2:hours: {fault}" for fault in faults]


def test_zones_can_be_kept(told):
    """What shares a station, directly or by way of a third, is of one kind and not to be apart."""
    stations = [{"station": name, "length": 1, "width": 1} for name in ("bench", "cell")]
    zoned = [
        {**BUILD, "together": "test", "station": "bench"},
        {**TEST, "together": "pack", "station": "bench"},
    ]
    found = told(
        stations=stations,
        routings=[
            *zoned,
            {**PACK, "apart": "build label", "station": "cell"},
            task("label", apart="label", station="cell"),
            task("ship"),
        ],
    )
    shared = "with which it shares one by together"
    assert found == [
        f"routings:2:apart: 'pack' can't have another station than 'build', {shared}",
        f"routings:2:station: station 'cell' of 'pack' is not 'bench' of 'build', {shared}",
        "routings:3:apart: 'label' can't have another station than itself",
    ]


def test_components_are_in_the_bill_of_materials_and_go_in_once(told):
    """Of any variant of the product; the same component at two tasks leaves its quantity open."""
    products = [{"product": name, "value": 1, "mass": 1} for name in ("fan", "lid")]
    found = told(
        products=products,
        boms=[{"product": "rack", "variant": "cooled", "component": "fan", "quantity": 2}],
        only_processes=[{"site": "hou", "product": "rack", "variant": "base"}],
        routings=[
            {**BUILD, "components": "tray fan fan"},
            {**TEST, "components": "fan lid"},
        ],
    )
    assert found == [
        "routings:1:components: components: 'fan' goes in at 'build' already",
        "routings:1:components: components: 'lid' is not in the bill of materials of 'rack'",
    ]


def test_tasks_are_not_done_in_areas(told):
    """A store is no place of work."""
    stations = [{"station": "high_bay", "role": "store", "length": 9, "width": 9}]
    found = told(stations=stations, routings=[{**BUILD, "station": "high_bay"}])
    assert found == ["routings:0:station: station 'high_bay' of 'build' is an area, of role 'store'"]


def test_a_long_routing_is_checked(told):
    """A thousand tasks in a row, each of which may go back to the first."""
    rows = [task("t0")]
    rows += [task(f"t{n}", f"t{n - 1}", **{"yield": 0.9, "rework": "t0"}) for n in range(1, 1000)]
    assert told(routings=rows) == []
