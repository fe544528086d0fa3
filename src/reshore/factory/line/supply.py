"""What comes, and when, as records: products, their releases and stores, and opening hours."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.line import records
from reshore.factory.line.codes import Rule
from reshore.factory.line.places import spans, table
from reshore.factory.line.records import ENDLESS, NONE, SCALE, WEEK
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated, Takt

if TYPE_CHECKING:
    from reshore.chance.streams import Streams
    from reshore.factory.line.line import Line, Product
    from reshore.factory.line.places import Places
    from reshore.factory.line.records import Floats, Integers, Records
    from reshore.factory.line.release import Release


def products(line: Line, place: Places, streams: Streams) -> Records:
    """Return the products, none of them released."""
    plans = spans(len(planned(product)) for product in line.products)
    rows = []
    for at, product in enumerate(line.products):
        rule, limit, hours = _rule(product.release)
        first = line.way(product.name)[0]
        row = {
            "rule": rule,
            "limit": limit,
            "hours": hours,
            "first": place.step[product.name, first.name],
            "store": place.store.get(product.name, NONE),
            "plan": plans[at][0] if rule is Rule.PLAN else 0,
            "plan_end": plans[at][1],
            "next": NONE,
            "key": streams.key("release", product.name),
        }
        rows.append(row)
    return table(records.PRODUCT, rows)


def _rule(release: Release) -> tuple[Rule, int, float]:
    """Return the rule of a release, how many units may be inside, and the hours between units."""
    match release:
        case Takt(hours):
            return Rule.TAKT, ENDLESS, hours
        case Poisson(hours):
            return Rule.POISSON, ENDLESS, hours
        case Plan():
            return Rule.PLAN, ENDLESS, inf
        case Conwip(units):
            return Rule.CONWIP, units, inf
        case Saturated():
            return Rule.CONWIP, ENDLESS, inf


def planned(product: Product) -> tuple[float, ...]:
    """Return the times at which a product's units are planned."""
    return product.release.times if isinstance(product.release, Plan) else ()


def stores(line: Line, place: Places) -> tuple[Records, Integers]:
    """Return the stores, empty, and the groups that take from each."""
    readers = [
        sorted({place.group[step.group] for step in line.steps if name in step.components})
        for name in place.store
    ]
    reading = spans(map(len, readers))
    held = [product.store for product in line.products if product.store is not None]
    rows = [
        {
            "capacity": round(held[at] * SCALE),
            "readers": reading[at][0],
            "readers_end": reading[at][1],
        }
        for at in range(len(held))
    ]
    return table(records.STORE, rows), np.array([group for groups in readers for group in groups], np.int64)


def calendars(line: Line, place: Places) -> tuple[Records, Floats, Integers]:
    """Return the calendars, the times of the week at which they toggle, and their groups."""
    toggles = []
    for opens in place.calendar:
        ends = [end for interval in opens for end in interval]
        # What is open across the end of the week doesn't turn there.
        toggles.append(ends[1:-1] if ends[0] == 0 and ends[-1] == WEEK else ends)
    groups = [[place.group[g.name] for g in line.groups if g.opens == opens] for opens in place.calendar]
    turning, members = spans(map(len, toggles)), spans(map(len, groups))
    rows = []
    for at, turns in enumerate(toggles):
        row = {"groups": members[at][0], "groups_end": members[at][1]}
        row |= {
            "toggles": turning[at][0],
            "toggles_end": turning[at][1],
            "at": turning[at][0] + (turns[0] == 0),
        }
        rows.append(row)
    times = np.array([time for turns in toggles for time in turns], np.float64)
    return table(records.CALENDAR, rows), times, np.array([g for inside in groups for g in inside], np.int64)
