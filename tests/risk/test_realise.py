"""Realisations worked out by hand, effect by effect, on the small operation."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import polars as pl
import pytest
from tests.risk.operations import changed, small
from tests.risk.threats import DAY, cells, changed_parts, happens

from reshore.risk.realise import shares

SUEZ = {"effect": "passage", "table": "lanes", "passage": "suez"}
MALACCA = {**SUEZ, "passage": "malacca"}


def only(realisation, part):
    """Return the cells of a part, after making sure that nothing else changes."""
    assert changed_parts(realisation) == {part}
    return pytest.approx(cells(getattr(realisation, part)))


@pytest.mark.parametrize(
    ("start", "duration", "found"),
    [
        (7.0, 7.0, {1: 1.0}),
        (7.0, 10.5, {1: 1.0, 2: 0.5}),
        (8.0, 1.0, {1: 1 / 7}),
        (12.0, 3.0, {1: 2 / 7, 2: 1 / 7}),
        (0.0, 0.0, {}),
        (20.0, 1e9, {2: 1 / 7, 3: 1.0}),
        (50.0, 3.0, {}),
    ],
)
def test_shares_of_weeks(start, duration, found):
    """An event counts with the part of each week's days that it lasts, up to the last of four weeks."""
    week, share = shares(start, duration, 4)
    assert dict(zip(week.tolist(), share.tolist(), strict=True)) == pytest.approx(found)


def test_half_of_a_site():
    """P1 has 60 hours: half of them are lost in the second week, a quarter in the third."""
    hazard = {"effect": "capacity", "where": "site = 'P1'", "severity": "0.5", "duration": "10.5"}
    assert only(happens(hazard), "hours") == {(0, 1): 30.0, (0, 2): 45.0}


def test_a_whole_site():
    """A plant has no hours left, a supplier sells nothing, whether it had a limit (S1) or not (S2)."""
    everywhere = happens({"effect": "capacity"})
    assert changed_parts(everywhere) == {"hours", "buys"}
    assert cells(everywhere.hours) == {(0, 1): 0.0, (1, 1): 0.0}
    assert cells(everywhere.buys) == {(0, 1): 0.0, (1, 1): 0.0}


def test_a_process_without_a_resource_is_limited_itself():
    """P2 makes 15 a week on nothing: half of it is left, beside half of the hours of its line."""
    operation = changed(small(), "makes", "resource_index", {1: None})
    found = happens({"effect": "capacity", "where": "site = 'P2'", "severity": "0.5"}, operation=operation)
    assert cells(found.makes) == {(1, 1): 7.5}
    assert cells(found.hours) == {(1, 1): 20.0}


def test_capacity_of_a_resource():
    """The line of P2 has 40 hours."""
    hazard = {"effect": "capacity", "table": "resources", "where": "site = 'P2'", "severity": "0.25"}
    assert only(happens(hazard), "hours") == {(1, 1): 30.0}


def test_capacity_of_supplies():
    """S1 may sell 90 chips; S2, without a limit, a share of the 20 that it does."""
    hazard = {"effect": "capacity", "table": "supplies", "severity": "0.4"}
    assert only(happens(hazard), "buys") == {(0, 1): 54.0, (1, 1): 12.0}


def test_a_lane_with_a_capacity():
    """P2 to M1 has room for 30."""
    hazard = {"effect": "lane", "table": "lanes", "where": "lane = 'P2 M1 road'", "severity": "0.9"}
    assert only(happens(hazard), "lanes") == {(2, 1): pytest.approx(3.0)}


def test_a_lane_without_a_capacity():
    """P1 to M1 carries 10 a week, of which a part is left or nothing; P2 to M2 carries nothing anyway."""
    hazard = {"effect": "lane", "table": "lanes", "where": "lane in ('P1 M1 sea', 'P2 M2 sea')"}
    assert only(happens({**hazard, "severity": "0.3"}), "moves") == {(0, 1): 7.0, (3, 1): 0.0}
    assert only(happens(hazard), "moves") == {(0, 1): 0.0, (3, 1): 0.0}


def test_a_ban_counts_from_the_first_day():
    """A day in a week closes it, on lanes with a capacity too."""
    hazard = {"effect": "ban", "table": "lanes", "where": "origin = 'P2'", "duration": "8"}
    found = only(happens(hazard), "moves")
    assert found == {(2, 1): 0.0, (2, 2): 0.0, (3, 1): 0.0, (3, 2): 0.0}


@pytest.mark.parametrize(
    ("date", "duration", "weeks"),
    [
        (DAY, "7", [1]),
        (DAY, "3.5", [1]),
        (DAY, "3.4", []),
        ("2027-01-12", "10", [2]),
        ("2027-01-11", "11", [1, 2]),
    ],
)
def test_a_passage_with_a_way_round(date, duration, weeks):
    """P1 to M2 goes round Suez in weeks of which half the days or more are shut, as if nothing were else."""
    found = happens({**SUEZ, "date": date, "duration": duration})
    assert changed_parts(found) == ({"moves", "detours"} if weeks else set())
    assert cells(found.moves) == {(1, week): 0.0 for week in weeks}
    assert cells(found.detours) == {(0, week): inf for week in weeks}


def test_a_passage_without_a_way_round():
    """S1 to P2 waits while Panama is shut."""
    found = happens({**SUEZ, "passage": "panama"})
    assert only(found, "moves") == {(5, 1): 0.0}


def test_a_way_round_has_the_limit_of_its_lane():
    """Of 15 a week six tenths may leave, round Suez; a ban leaves nothing."""
    lane = {"table": "lanes", "where": "lane = 'P1 M2 sea'"}
    found = happens(SUEZ, {**lane, "effect": "lane", "severity": "0.4", "duration": "14"})
    assert cells(found.moves) == {(1, 1): 0.0, (1, 2): 9.0}
    assert cells(found.detours) == {(0, 1): 9.0}
    assert only(happens(SUEZ, {**lane, "effect": "ban"}), "moves") == {(1, 1): 0.0}


def test_two_passages_of_one_lane():
    """Without a way round Malacca goods wait; with one they take the longer and pay for both."""
    assert only(happens(SUEZ, MALACCA), "moves") == {(1, 1): 0.0}
    ways = {"move": [1, 1], "passage": ["malacca", "suez"], "days": [2.0, 10.0], "cost": [1.0, 3.0]}
    detours = pl.DataFrame({"detour": [0, 1]} | ways, schema=small().detours.schema)
    operation = replace(small(), detours=detours)
    found = happens(SUEZ, MALACCA, SUEZ, operation=operation)
    assert changed_parts(found) == {"moves", "detours", "move_cost"}
    assert cells(found.moves) == {(1, 1): 0.0}
    assert cells(found.detours) == {(1, 1): inf}
    assert cells(found.move_cost) == {(1, 1): 9.0 + 1.0}
    assert cells(happens(MALACCA, operation=operation).detours) == {(0, 1): inf}


def test_cost_of_moves_and_of_supplies():
    """A third more on 12; several add, and nothing comes to cost less than nothing."""
    supply = {"effect": "cost", "table": "supplies", "where": "site = 'S2'", "severity": "0.5"}
    assert only(happens(supply), "buy_cost") == {(1, 1): 18.0}
    assert only(happens(supply, {**supply, "severity": "0.25"}), "buy_cost") == {(1, 1): 21.0}
    assert only(happens(supply, {**supply, "severity": "-5"}), "buy_cost") == {(1, 1): 6.0}
    assert only(happens(*[{**supply, "severity": "-0.7"}] * 2), "buy_cost") == {(1, 1): 0.0}
    lane = {"effect": "cost", "table": "lanes", "where": "lane = 'P1 M1 sea'", "severity": "2"}
    assert only(happens({**lane, "duration": "3.5"}), "move_cost") == {(0, 1): 16.0}


def test_duty_is_on_the_value():
    """A rack of 100 that costs 8 to move pays 25 more; dearer freight beside it is of the freight alone."""
    duty = {"effect": "duty", "table": "lanes", "where": "lane = 'P1 M1 sea'", "severity": "0.25"}
    assert only(happens(duty), "move_cost") == {(0, 1): 33.0}
    assert only(happens(duty, {**duty, "effect": "cost", "severity": "1"}), "move_cost") == {(0, 1): 41.0}
    assert only(happens({**duty, "severity": "1.45"}), "move_cost") == {(0, 1): 108.0}


def test_demand_up_and_down():
    """M1 wants 20 and 5; more than all of it can't be lost."""
    hazard = {"effect": "demand", "table": "demands", "where": "market = 'M1'", "severity": "0.3"}
    assert only(happens(hazard), "demands") == {(0, 1): 26.0, (1, 1): 6.5}
    assert only(happens({**hazard, "severity": "-2"}), "demands") == {(0, 1): 0.0, (1, 1): 0.0}
    segment = {**hazard, "where": "segment = 'sovereign'", "duration": "3.5"}
    assert only(happens(segment), "demands") == {(1, 1): 5.75}


def test_stock_is_lost_at_once():
    """Chips and racks at P1, however long it lasts; what two events leave multiplies, markets keep theirs."""
    hazard = {
        "effect": "stock",
        "where": "site = 'P1'",
        "severity": "0.4",
        "duration": "0",
        "date": "2027-01-13",
    }
    assert only(happens(hazard), "destroyed") == {(2, 1): 0.4, (3, 1): 0.4}
    twice = only(happens(hazard, {**hazard, "severity": "0.5", "date": "2027-01-09"}), "destroyed")
    assert twice == {(2, 1): pytest.approx(0.7), (3, 1): pytest.approx(0.7)}
    everywhere = happens({"effect": "stock"})
    assert {row for row, _ in cells(everywhere.destroyed)} == {2, 3, 4, 5, 6, 7}


def test_several_events_multiply():
    """Half of a half, on the days on which both last."""
    hazard = {"effect": "capacity", "where": "site = 'P1'", "severity": "0.5"}
    assert only(happens(hazard, {**hazard, "duration": "14"}), "hours") == {(0, 1): 15.0, (0, 2): 30.0}


@pytest.mark.parametrize("severity", ["0", "-1"])
def test_without_severity_nothing_changes(severity):
    """What has no limit doesn't get one, and a share below 0 is none."""
    assert changed_parts(happens({"effect": "capacity", "severity": severity})) == set()


def test_what_outlasts_the_replication_is_cut_off():
    """A strike without end is one to the end."""
    found = happens({"effect": "capacity", "where": "site = 'P1'", "duration": "1e9"}, weeks=5)
    assert only(found, "hours") == {(0, week): 0.0 for week in range(1, 5)}


def test_events_are_listed():
    """Start, duration, severity as they count, and how many rows were hit."""
    found = happens(
        {"effect": "capacity", "severity": "7"}, {"effect": "ban", "table": "lanes", "duration": "-3"}
    )
    assert found.events.rows() == [(0, "h0", 7.0, 7.0, 1.0, 4), (1, "h1", 7.0, 0.0, 1.0, 8)]
    assert changed_parts(found) == {"hours", "buys"}
