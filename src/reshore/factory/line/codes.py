"""Codes in the simulation's records: what a server does, what its time goes to, why the kernel came back."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What a pool holds."""

    PEOPLE = 0
    POWER = 1
    COOLING = 2


class Phase(IntEnum):
    """What a server does with units, whether or not it is down or closed."""

    FREE = 0
    HELD = 1
    RUNNING = 2
    BLOCKED = 3


class Down(IntEnum):
    """Whether a server has failed, and waits for a crew or is repaired."""

    NO = 0
    WAITING = 1
    REPAIRED = 2


class Share(IntEnum):
    """What a server's time goes to."""

    WORKING = 0
    BLOCKED = 1
    STARVED = 2
    DOWN = 3
    NO_POWER = 4
    NO_OPERATOR = 5
    CHANGEOVER = 6
    CLOSED = 7


class Rule(IntEnum):
    """How a product is released."""

    TAKT = 0
    POISSON = 1
    PLAN = 2
    CONWIP = 3


class Due(IntEnum):
    """What a group is due to see: room for units on servers, a server to load, room for units outside."""

    ROOM = 0
    LOAD = 1
    OUTSIDE = 2


class Status(IntEnum):
    """Why the kernel came back."""

    REACHED = 0
    EMPTY = 1
    UNITS_FULL = 2
    LEFT_FULL = 3
    STANDING = 4
