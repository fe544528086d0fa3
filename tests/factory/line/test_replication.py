"""Single replications: room that grows, and which lines the event-free kernel can run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.factory.line.encode import LEFT, UNITS, encode
from reshore.factory.line.line import Basis, Failures, Group, Kind, Line, Moves, Pool, Product
from reshore.factory.line.release import Conwip, Plan, Saturated
from reshore.factory.line.replication import by_events, by_recursion, is_serial

SERIAL = made.serial(["1", "1"], failures=Failures(10.0, 1.0))


def test_more_units_inside():
    """Units beyond the places kept at first find places, and nothing else changes."""
    count = 3 * UNITS + 5
    state = made.planned(made.alone("1", (0.0,) * count, Group("g", batch=1)), 2_000.0)
    assert made.left(state) == [(0, 0, n + 1) for n in range(count)]


def test_more_units_on_their_way():
    """Timers that are set stay set when there are more of them."""
    steps = (made.work("unit", "a", "a", "0.001"), made.work("unit", "b", "b", "0.001"))
    groups = (Group("a"), Group("b", x=6_000.0))
    line = Line(groups, (Product("unit", Plan((0.0,) * (UNITS + 50))),), steps, moves=Moves(1.0))
    state = made.planned(line)
    assert made.left_at(state) == [pytest.approx(100.002 + 0.001 * n) for n in range(UNITS + 50)]


@pytest.mark.parametrize("kernel", [by_events, by_recursion])
def test_more_units_that_left(kernel):
    """Units that leave beyond the places kept at first are kept as well."""
    line = made.serial(["1", "1"])
    state, _ = kernel(encode(line, Streams(0), LEFT + 505.5), 0, 0.0, LEFT + 505.5)
    assert made.left_at(state) == [float(n + 2) for n in range(LEFT + 504)]


def test_empty_line_is_left_as_it_is():
    """A replication gives the same whenever it is run; another number, others."""
    empty = encode(made.serial(["exponential(1)"] * 3), Streams(0), 168.0)
    first, other, again = (by_events(empty, number, 0.0, 168.0)[0] for number in (4, 5, 4))
    assert made.left(first) == made.left(again) != made.left(other)


@pytest.mark.parametrize(
    ("changed", "serial"),
    [
        ({}, True),
        ({"products": (Product("unit", Conwip(4)),)}, True),
        ({"products": (Product("unit", Plan((1.0,))),)}, False),
        ({"products": (Product("unit", Saturated(), store=3.0),)}, False),
        ({"crews": 1}, False),
        ({"moves": Moves(1.0)}, False),
        ({"pools": (Pool("people", Kind.PEOPLE),)}, True),
        ({"groups": (replace(SERIAL.groups[0], servers=2), SERIAL.groups[1])}, False),
        ({"groups": (replace(SERIAL.groups[0], batch=2), SERIAL.groups[1])}, False),
        ({"groups": (replace(SERIAL.groups[0], opens=((0.0, 40.0),)), SERIAL.groups[1])}, False),
        (
            {"groups": (replace(SERIAL.groups[0], failures=Failures(1, 1, Basis.CLOCK)), SERIAL.groups[1])},
            False,
        ),
        ({"steps": (replace(SERIAL.steps[0], group="g1"), SERIAL.steps[1])}, False),
        ({"steps": (made.work("unit", "s0", "g0", "1", good=0.9), SERIAL.steps[1])}, False),
        (
            {
                "steps": (made.work("unit", "s0", "g0", "1", {"people": 1}), SERIAL.steps[1]),
                "pools": (Pool("people", Kind.PEOPLE),),
            },
            False,
        ),
    ],
)
def test_serial_lines(changed, serial):
    """The event-free kernel runs plain serial lines alone."""
    assert is_serial(replace(SERIAL, **changed)) is serial
