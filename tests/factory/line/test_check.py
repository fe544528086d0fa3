"""What is wrong with a line, told all at once."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest
from tests.factory.line import made

from reshore.errors import DataError
from reshore.factory.line.line import Failures, Group, Kind, Line, Moves, Pool, Product, Step, Task
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated, Takt


def line(**changed):
    """Return two groups, two products and a pool, with something changed."""
    parts = {
        "groups": (Group("a"), Group("b")),
        "products": (Product("unit", Takt(1.0)), Product("part", Conwip(3), store=4.0)),
        "steps": (
            made.work("unit", "first", "a", "1", {"power": 5}, {"part": 1}),
            made.work("unit", "second", "b", "1"),
            made.work("part", "make", "b", "1"),
        ),
        "pools": (Pool("power", Kind.POWER, 10.0),),
    }
    return Line(**{**parts, **changed})


def step(at=1, **changed):
    """Return the steps of `line` with one changed."""
    steps = list(line().steps)
    steps[at] = replace(steps[at], **changed)
    return {"steps": tuple(steps)}


def task(**changed):
    """Return the steps of `line` with the task of the second changed."""
    return step(tasks=(replace(line().steps[1].tasks[0], **changed),))


def group(**changed):
    """Return the groups of `line` with the first changed."""
    return {"groups": (Group("a", **changed), Group("b"))}


def released(release):
    """Return the products of `line` with another release of the first."""
    return {"products": (Product("unit", release), line().products[1])}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"groups": (Group("a"), Group("b"), Group("b"))}, "group 'b': there are 2 of this name"),
        ({"products": (*line().products, Product("none", Takt(1.0)))}, "product 'none': it has no steps"),
        ({"products": line().products[:1]}, "step 'make' of 'part': there is no such product; choose one of"),
        (step(group="c"), "step 'second' of 'unit': there is no group 'c'; choose one of a, b"),
        (step(name="first"), "step of unit 'first': there are 2 of this name"),
        (step(takes={"steam": 1}), "there is no pool 'steam'; choose one of power"),
        (step(takes={"power": -1}), "what it takes of 'power' -1 is below 0"),
        (step(components={"unit": 1}), "component 'unit' has no store"),
        (step(components={"part": 0}), "quantity of 'part' 0 is not above 0"),
        (step(tasks=()), "it has no tasks; give it one or more"),
        (task(hours=made.hours("uniform(-1, 2)")), r"hours uniform\(-1, 2\) may be below 0 or endless"),
        (task(good=0.0), "a share of 0 passes: no unit ever ends well; write a share above 0"),
        (task(good=1.5), "a share of 1.5 passes; write"),
        (task(good=0.5, rework="third"), "rework 'third' is neither this step nor one before it"),
        (task(good=0.5, limit=-1), "limit of reworks -1 is below 0"),
        (group(servers=0), "group 'a': servers 0 is below 1"),
        (group(batch=0), "batch 0 is below 1"),
        (group(buffer=-1), "buffer -1 is below 0"),
        (group(changeover=inf), "changeover and x have to be finite"),
        (group(idle_power=nan), "idle_power nan is below 0"),
        (group(failures=Failures(0.0, 1.0)), "hours_between 0 is not above 0"),
        (group(failures=Failures(1.0, inf)), "hours_to_repair inf is not above 0"),
        (group(opens=((8.0, 4.0),)), "are no hours of a week"),
        (group(opens=((0.0, 8.0), (8.0, 16.0))), "rising and apart"),
        (released(Takt(0.0)), "product 'unit': hours between units 0 is not above 0"),
        (released(Poisson(-1.0)), "hours between units -1 is not above 0"),
        (released(Conwip(0)), "units inside 0 is below 1"),
        (released(Plan((2.0, 1.0))), "its planned times fall"),
        ({"pools": (Pool("power", Kind.POWER, -1.0),)}, "pool 'power': capacity -1 is below 0"),
        ({"crews": 0}, "line: crews 0 is below 1"),
        ({"base_power": -1.0}, "base_power -1 is below 0"),
        ({"moves": Moves(0.0)}, "moves: speed 0 is not above 0"),
        ({"moves": Moves(1.0, 0)}, "vehicles 0 is below 1"),
    ],
)
def test_no_sense(changed, message):
    """Names that don't exist or exist twice, and numbers out of their range."""
    with pytest.raises(DataError, match=message):
        line(**changed)


def test_power_below_one_unit():
    """A step that needs more than there ever is."""
    with pytest.raises(DataError, match="it takes 5 of 'power', which has 4; give the pool 5 or more"):
        line(pools=(Pool("power", Kind.POWER, 4.0),))


def test_store_below_one_unit():
    """A store that never holds what is needed at once: whole units alone go in."""
    with pytest.raises(DataError, match=r"it takes 4\.5 of 'part' at once, whose store holds 4 units"):
        line(**step(0, components={"part": 4.5}))


def test_rework_without_time():
    """A loop of rework in which no time passes."""
    with pytest.raises(DataError, match="task 'second': rework from 'second' on takes no time"):
        line(**task(hours=made.hours("0"), good=0.5, rework="second"))


def test_endless_release():
    """Units that come without limit, or go through without time."""
    zero, one = made.hours("0"), made.hours("1")
    steps = tuple(Step("unit", name, name, (Task(name, hours),)) for name, hours in [("a", zero), ("b", one)])
    with pytest.raises(DataError, match="units are released without end"):
        Line((Group("a"), Group("b")), (Product("unit", Saturated()),), steps)
    Line((Group("a", buffer=2), Group("b", buffer=2)), (Product("unit", Saturated()),), steps)
    with pytest.raises(DataError, match="its units take no time at all"):
        Line((Group("a"),), (Product("unit", Conwip(2)),), steps[:1])


def test_half_batches():
    """Units that wait for a full batch, and leave no room for those that would fill it."""
    groups = (Group("a", batch=3, buffer=0), Group("b"))
    steps = (made.work("unit", "s", "a", "1"), made.work("part", "s", "a", "1"))
    products = (Product("unit", Takt(1.0)), Product("part", Takt(1.0)))
    with pytest.raises(DataError, match="half batches of 2 steps may fill its 0 places; give it 2 places"):
        Line(groups, products, steps)
    with pytest.raises(DataError, match="2 units inside may all wait for others to fill a batch; let 3 unit"):
        Line(groups, (Product("unit", Conwip(2)),), steps[:1])


def test_circular_components():
    """Components that go into each other."""
    products = (Product("x", Conwip(2), store=3.0), Product("y", Conwip(2), store=3.0))
    steps = (
        made.work("x", "s", "a", "1", components={"y": 1}),
        made.work("y", "s", "a", "1", components={"x": 1}),
    )
    with pytest.raises(DataError, match="it goes into itself") as caught:
        Line((Group("a"),), products, steps)
    assert caught.value.count == 2


def test_all_at_once():
    """All faults are told together."""
    with pytest.raises(DataError) as caught:
        line(crews=0, base_power=-1.0, **group(servers=0, batch=0))
    assert caught.value.count == 4
