"""Lines of a few units, solved by hand: buffers, blocking, moves, rework and stores."""

from __future__ import annotations

from tests.factory.line import made

from reshore.factory.line.codes import Share
from reshore.factory.line.line import Group, Line, Moves, Product
from reshore.factory.line.release import Conwip, Plan

UNITS = (0.0, 0.0, 0.0)


def two(buffer, release, *, batch=1, servers=1, moves=None, x=0.0, row=0):
    """Return two groups, an hour and three hours a unit."""
    second = Group("b", buffer=buffer, batch=batch, x=x, row=row)
    steps = (made.work("unit", "first", "a", "1"), made.work("unit", "second", "b", "3"))
    return Line((Group("a", servers), second), (Product("unit", release),), steps, moves=moves)


def test_blocking_after_service():
    """A unit that is done stays on its server until the next one is free."""
    state = made.planned(two(0, Plan(UNITS)))
    assert made.left_at(state) == [4, 7, 10]
    assert made.share(state, 0)[:3] == [3, 4, 3]
    assert made.share(state, 1)[:3] == [9, 0, 1]


def test_places_before_a_server():
    """A place before the second server lets the first go on."""
    state = made.planned(two(1, Plan(UNITS)))
    assert made.left_at(state) == [4, 7, 10]
    assert made.share(state, 0)[Share.BLOCKED] == 1


def test_room_for_a_batch():
    """A free server is room for a whole batch, which it waits for; units that come later wait on theirs."""
    state = made.planned(two(0, Plan((0.0,) * 4), batch=2))
    assert made.left_at(state) == [5, 5, 9, 9]
    assert made.share(state, 0)[Share.BLOCKED] == 2
    assert made.share(state, 1)[Share.STARVED] == 3


def test_waiting_outside():
    """A planned unit that finds no room comes in later, and isn't inside before."""
    line = made.alone("2", (0.0, 0.5, 1.0), Group("g", buffer=0))
    assert made.left(made.planned(line)) == [(0, 0, 2), (0, 2, 4), (0, 4, 6)]


def test_vehicles():
    """One vehicle takes units one by one, along the corridor and over the aisle."""
    by_one = two(None, Plan((0.0, 0.0)), servers=2, moves=Moves(1.0, 1), x=60.0)
    assert made.left_at(made.planned(by_one)) == [5, 8]
    assert made.share(made.planned(by_one), 0)[Share.BLOCKED] == 1
    by_many = two(None, Plan((0.0, 0.0)), servers=2, moves=Moves(1.0), x=60.0)
    assert made.share(made.planned(by_many), 0)[Share.BLOCKED] == 0
    across = two(None, Plan((0.0,)), moves=Moves(2.0, 1, 30.0), x=60.0, row=1)
    assert made.left_at(made.planned(across)) == [1 + 0.75 + 3]


def test_room_is_taken_at_the_start_of_a_move():
    """The place downstream is taken when a unit leaves: the next one waits, though the place is empty."""
    line = two(0, Plan((0.0, 0.0)), moves=Moves(1.0), x=300.0)
    state = made.planned(line)
    assert made.left_at(state) == [9, 17]
    assert made.share(state, 0)[Share.BLOCKED] == 7


def test_rework_goes_ahead():
    """A unit that fails goes back ahead of those that wait, and needs no room."""
    name, good = made.unlucky_once(3)
    steps = (
        made.work("unit", "work", "a", "1"),
        made.work("unit", name, "b", "0.5", good=good, rework="work"),
    )
    groups = (Group("a", buffer=1), Group("b", buffer=0))
    state = made.planned(Line(groups, (Product("unit", Plan((0.0, 0.1, 0.2))),), steps))
    assert made.left(state) == [(0, 0.1, 2.5), (0, 0, 3.5), (0, 1, 4.5)]
    assert made.share(state, 1)[Share.BLOCKED] == 0


def test_store_that_is_full():
    """A component's line stops while its store is full, and goes on when one is taken."""
    steps = (
        made.work("unit", "assemble", "a", "1", components={"part": 1}),
        made.work("part", "make", "b", "1"),
    )
    products = (Product("unit", Plan((10.5,))), Product("part", Conwip(5), store=2.0))
    state = made.planned(Line((Group("a"), Group("b")), products, steps), 20.0)
    assert made.left(state) == [(1, 0, 1), (1, 0, 2), (1, 0, 10.5), (0, 10.5, 11.5)]
    assert made.share(state, 1)[:2] == [4, 16]
