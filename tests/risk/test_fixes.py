"""Fixes follow from what stops: stock where it is missed, sources and modules elsewhere, shorter ways."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import changed, small

from reshore.risk.fixes import WEEKS, FixKind, fixes, running
from reshore.risk.sets import StressSet


def stops(kind: str = "site", name: str = "P1", **rows: list[int]) -> StressSet:
    """Return a set of rows of the small operation."""
    stopped = {key: np.array(rows.get(key, []), np.int32) for key in ("makes", "buys", "moves", "items")}
    return StressSet(kind, name, 28.0, True, **stopped)


P1 = stops(makes=[0], moves=[0, 1, 4, 6], items=[2, 3])


def test_stock_where_goods_arrive() -> None:
    """Four weeks of what P1 sends lie in the markets, at the holding cost."""
    fix = next(fix for fix in fixes(small(), [P1]) if fix.kind is FixKind.STOCK)
    assert fix.name == "4 weeks of stock against site P1"
    more = (fix.operation.items["stock"] - small().items["stock"]).to_list()
    assert more == pytest.approx([40, 60, 0, 0, 0, 0, 0, 0])
    assert fix.cost == pytest.approx(100 * 0.2 * 365.25 / 7)


def test_stock_against_a_supply_lies_at_the_site() -> None:
    """Chips that can't be bought in Taiwan are missed at S2, whose stock isn't hit."""
    fix = fixes(small(), [stops("supply", "TWN chip", buys=[1])])[0]
    assert fix.operation.items["stock"][7] == pytest.approx(80)


def test_sources_that_are_ready() -> None:
    """M2 has all from P1: P2 is made ready. M1 has most of its racks from P2, and is left alone."""
    fix = next(fix for fix in fixes(small(), [P1]) if fix.kind is FixKind.SOURCE)
    assert fix.ready == (("moves", 3),)
    assert fix.cost == 0


def test_no_source_is_ready_in_what_stops() -> None:
    """If both plants stop, there is no other."""
    both = stops(makes=[0, 1], moves=list(range(8)), items=[2, 3, 4, 5])
    assert not any(fix.kind is FixKind.SOURCE for fix in fixes(small(), [both]))


def test_modules_elsewhere() -> None:
    """Against P2, whose racks P1 makes too, P1's line gets a module; against P1 nothing, as P2 has none."""
    p2 = stops(name="P2", makes=[1], moves=[2, 3, 5, 7], items=[4, 5])
    found = [fix for fix in fixes(small(), [p2, P1]) if fix.kind is FixKind.MODULE]
    assert [fix.name for fix in found] == ["one more module of line at P1"]
    assert found[0].operation.resources["hours"].to_list() == [80, 40]
    assert found[0].cost == 50_000


def test_nearer_lanes() -> None:
    """Racks from P2 take 21 days to M2 and not 35, and less to M1: what that costs is the difference."""
    roomy = changed(small(), "resources", "hours", {1: 500.0})
    found = [fix for fix in fixes(roomy, [P1]) if fix.kind is FixKind.LANE]
    assert [fix.name for fix in found] == [f"rack to {name} from P2 rather than P1" for name in ("M2", "M1")]
    assert found[0].operation.moves["rate"][1] == pytest.approx(0.0)
    assert found[0].cost == pytest.approx(running(found[0].operation) - running(roomy))


def test_a_way_within_the_same_week_is_not_nearer() -> None:
    """Weeks are played through whole: 33 days are five weeks, as 35 are."""
    roomy = changed(small(), "resources", "hours", {1: 500.0})
    found = fixes(changed(roomy, "moves", "days", {3: 33.0}), [P1])
    assert [fix.name for fix in found if fix.kind is FixKind.LANE] == ["rack to M1 from P2 rather than P1"]


def test_a_faster_mode() -> None:
    """Where two lanes lead from one place to another, the mode tells them apart."""
    operation = changed(small(), "lanes", "origin", {3: "P1"})
    operation = changed(operation, "moves", "origin_item", {3: 3})
    sea = stops("mode", "slow", moves=[1])
    names = [fix.name for fix in fixes(operation, [sea]) if fix.kind is FixKind.LANE]
    assert names == ["rack to M2 by sea rather than sea"]


def test_each_fix_once() -> None:
    """Sets that overlap have fixes in common."""
    alone, twice = fixes(small(), [P1]), fixes(small(), [P1, stops("site", "P1", makes=[0])])
    assert [fix.name for fix in twice] == [fix.name for fix in alone]


def test_running_cost() -> None:
    """Makes, buys and moves at their rates, and holding costs of goods on their way."""
    operation = small()
    spent = 25 * 20 + 15 * 30 + 60 * 10 + 20 * 12 + 10 * 8 + 15 * 9 + 15 * 4 + 50 * 0.1 + 10 * 0.5 + 20 * 0.5
    racks = 10 * 4 + 15 * 5 + 15 * 0.5
    chips = 50 * 2 / 7 + 10 * 3 + 20 * 4
    assert running(operation) == pytest.approx(WEEKS * (spent + racks * 0.2 + chips * 0.02))
