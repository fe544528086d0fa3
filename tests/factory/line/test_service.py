"""Services of a few units, solved by hand: tasks, batches, changeovers, yield, rework and components."""

from __future__ import annotations

from tests.factory.line import made

from reshore.factory.line.codes import Share
from reshore.factory.line.line import Group, Line, Product, Step, Task
from reshore.factory.line.release import Plan


def test_tasks_of_a_step():
    """A service takes as long as all its tasks."""
    tasks = (Task("t", made.hours("1")), Task("u", made.hours("2.5")))
    line = Line((Group("g"),), (Product("unit", Plan((2.0,))),), (Step("unit", "s", "g", tasks),))
    assert made.left_at(made.planned(line)) == [5.5]


def test_parallel_servers():
    """Three servers take three units at once."""
    line = made.alone("2", (0.0,) * 4, Group("g", servers=3))
    assert made.left_at(made.planned(line)) == [2, 2, 2, 4]


def test_batch():
    """A server waits for a full batch, and takes as long for it as for one unit."""
    line = made.alone("2", (0.0, 1.0, 1.5, 6.0), Group("g", batch=2))
    assert made.left_at(made.planned(line)) == [3, 3, 8, 8]


def test_changeover():
    """A server that turns to another product takes longer; its first needs no changeover."""
    groups = (Group("g", changeover=0.5),)
    products = (Product("a", Plan((0.0, 0.2))), Product("b", Plan((0.1,))))
    steps = (made.work("a", "s", "g", "1"), made.work("b", "s", "g", "1"))
    state = made.planned(Line(groups, products, steps))
    assert made.left_at(state) == [1, 2.5, 4]
    assert made.share(state, 0)[Share.CHANGEOVER] == 1
    assert made.share(state, 0)[Share.WORKING] == 3


def test_server_that_needs_no_changeover():
    """Of free servers, the one that did the product last is taken."""
    groups = (Group("g", servers=2, changeover=0.5),)
    products = (Product("a", Plan((0.0, 3.0))), Product("b", Plan((0.1, 2.0))))
    steps = (made.work("a", "s", "g", "1"), made.work("b", "s", "g", "1"))
    state = made.planned(Line(groups, products, steps))
    assert made.left_at(state) == [1, 1.1, 3, 4]
    assert made.share(state, 0)[Share.CHANGEOVER] == 0


def test_rework_and_scrap():
    """A unit that always fails is tried again as often as allowed, and then is scrap."""
    steps = (made.work("unit", "s", "g", "1", good=1e-12, rework="s", limit=2),)
    state = made.planned(Line((Group("g"),), (Product("unit", Plan((0.0,))),), steps))
    assert (state.products.finished[0], state.products.scrapped[0]) == (0, 1)
    assert made.share(state, 0)[Share.WORKING] == state.clock.now[0] == 3


def test_scrap_leaves_the_others():
    """Of a batch, the unit that fails is scrap, and the others go on."""
    name, good = made.unlucky_once(3)
    steps = (made.work("unit", name, "g", "1", good=good),)
    state = made.planned(Line((Group("g", batch=3),), (Product("unit", Plan((0.0, 0.5, 1.0))),), steps))
    assert made.left(state) == [(0, 0.5, 2), (0, 1, 2)]
    assert state.products.scrapped[0] == 1


def test_components():
    """A service begins when all its components are there."""
    steps = (
        made.work("unit", "assemble", "a", "1", components={"part": 2}),
        made.work("part", "make", "b", "1.5"),
    )
    products = (Product("unit", Plan((0.0, 0.0))), Product("part", Plan((0.0,) * 4), store=9.0))
    state = made.planned(Line((Group("a"), Group("b")), products, steps))
    assert [left for product, _, left in made.left(state) if product == 0] == [4, 7]
    assert state.stores.level[0] == 0


def test_components_go_in_once():
    """A unit that comes again has its components."""
    name, good = made.unlucky_once(1)
    steps = (
        made.work("unit", name, "a", "1", components={"part": 1}, good=good, rework=name),
        made.work("part", "make", "b", "0.5"),
    )
    products = (Product("unit", Plan((0.0,))), Product("part", Plan((0.0,)), store=1.0))
    state = made.planned(Line((Group("a"), Group("b")), products, steps))
    assert made.left(state) == [(1, 0, 0.5), (0, 0, 2.5)]
