"""Luck: strata have their weights, everything has its own, and any replication can be made alone."""

from __future__ import annotations

import math
import pickle
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.risk.operations import small
from tests.risk.threats import cells, threatened

from reshore.errors import UsageError
from reshore.risk.hazards import Hazards

FIRE = {"hazard": "fire", "rate": 0.8, "duration": "gamma(30, 20)", "severity": "uniform(0.2, 1)"}
FIRE |= {"effect": "capacity", "probability": 0.5}
SHUT = {"hazard": "shut", "rate": 0.3, "duration": "60", "table": "lanes", "effect": "passage"}
SHUT |= {"passage": "suez"}
QUAKE = {**FIRE, "hazard": "quake", "cause": "fault", "rate": 0.4}
STOCK = {**QUAKE, "hazard": "loss", "effect": "stock"}
DATED = {**FIRE, "hazard": "strike", "rate": None, "date": "2027-03-01", "duration": "20"}


def ensemble(*rows, replications=40, seed=7, window=52, **tables):
    return Hazards.of(threatened(*rows, **tables), small()).draw(replications, seed, window, window + 26)


def happened(realisation, hazard):
    """Return start, duration and severity of a hazard's events."""
    rows = realisation.events.filter(hazard=hazard)
    return set(rows.select("start", "duration", "severity").iter_rows())


def test_strata_have_their_probabilities():
    """None, one, more events in a year at 1.1 a year; the first replication stands for none."""
    drawn = ensemble(FIRE, SHUT, replications=60)
    assert len(drawn) == 61
    mean = 1.1 * 364 / 365.25
    shares = np.bincount(drawn.strata, drawn.weights)
    none, one = math.exp(-mean), mean * math.exp(-mean)
    assert shares == pytest.approx([none, one, 1 - none - one])
    assert drawn.weights.sum() == pytest.approx(1)
    assert drawn.counts.sum(axis=1)[0] == 0
    assert (np.minimum(drawn.counts.sum(axis=1), 2) == drawn.strata).all()
    assert Counter(drawn.strata.tolist())[0] == 1


def assert_sample_of(part, drawn):
    """Each replication is one of the ensemble with its own events, and each stratum keeps its weight."""
    for place, number in enumerate(part.numbers.tolist()):
        one, same = part.realisation(place), drawn.realisation(number)
        assert (one.number, same.number) == (number, number)
        assert_frame_equal(one.events, same.events)
        assert cells(one.hours) == cells(same.hours)
        assert one.weight >= same.weight
    assert np.bincount(part.strata, part.weights) == pytest.approx(np.bincount(drawn.strata, drawn.weights))
    for stratum in np.unique(part.strata):
        assert len(set(part.weights[(part.strata == stratum) & (part.numbers > 0)].tolist())) <= 1


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 59), st.integers(0, 5))
def test_the_first_replications_of_each_stratum(count, seed):
    """So many as are asked for, of every stratum, as they are; their weights are higher."""
    drawn = ensemble(FIRE, SHUT, replications=60, seed=seed)
    part = drawn.first(count)
    assert len(part) == count + 1
    assert (part.numbers[0], part.weights[0]) == (0, drawn.weights[0])
    assert set(part.strata) == {0, 1, 2}
    assert_sample_of(part, drawn)
    for stratum in (1, 2):
        whole = drawn.numbers[drawn.strata == stratum]
        kept = part.numbers[part.strata == stratum]
        assert kept.tolist() == whole[: len(kept)].tolist()
        assert len(kept) == pytest.approx(len(whole) * count / 60, abs=2)


def test_the_first_of_dated_and_of_many_events():
    """With a dated event the first replication counts for nothing; many events are no strata."""
    dated = ensemble(FIRE, DATED, replications=40)
    assert_sample_of(dated.first(7), dated)
    assert dated.first(7).weights[0] == 0
    many = ensemble({**FIRE, "rate": 40.0}, replications=30)
    assert many.first(10).weights.tolist() == pytest.approx([0.0] + [0.1] * 10)
    assert_sample_of(many.first(10), many)


def test_the_first_of_too_few_or_all():
    """Every stratum needs a replication; as many as there are, or more, are all."""
    drawn = ensemble(FIRE, SHUT, replications=6)
    assert drawn.first(6) is drawn
    assert drawn.first(100) is drawn
    with pytest.raises(UsageError, match="1 replications are too few: 2 are the least"):
        drawn.first(1)


def test_strata_are_filled_by_the_roots_of_their_probabilities():
    """Rare ones have more replications than their share, and no stratum is without."""
    drawn = ensemble({**FIRE, "rate": 0.02}, replications=100)
    one, more = 0.02, 0.02**2 / 2
    share = math.sqrt(more) / (math.sqrt(one) + math.sqrt(more))
    assert Counter(drawn.strata.tolist())[2] == pytest.approx(100 * share, abs=2)
    assert Counter(ensemble({**FIRE, "rate": 1e-9}, replications=2).strata.tolist()) == {0: 1, 1: 1, 2: 1}


def test_weighted_figures_are_those_of_the_hazards():
    """Events a year, rows hit and days come out as written, in spite of the strata."""
    drawn = ensemble(FIRE, SHUT, replications=1500)
    years = 364 / 365.25
    assert drawn.weights @ drawn.counts == pytest.approx([0.8 * years, 0.3 * years], rel=0.05)
    fires = [
        (weight, event)
        for number, weight in enumerate(drawn.weights)
        for event in drawn.realisation(number).events.filter(hazard="fire").iter_rows(named=True)
    ]
    weights = np.array([weight for weight, _ in fires])
    for column, mean in (("hit", 2.0), ("duration", 30.0), ("severity", 0.6), ("start", 182.0)):
        values = np.array([event[column] for _, event in fires])
        assert weights @ values / weights.sum() == pytest.approx(mean, rel=0.06)
        assert len(np.unique(values)) > 4


def test_the_first_replication_is_without_events():
    """Nothing changes in it, and it keeps its number."""
    found = ensemble(FIRE, SHUT).realisation(0)
    assert (found.number, found.events.height) == (0, 0)
    assert found.weight == pytest.approx(math.exp(-1.1 * 364 / 365.25))
    assert cells(found.hours) == cells(found.moves) == {}


@given(seed=st.integers(0, 10**6), number=st.integers(1, 40))
@settings(max_examples=25)
def test_another_hazard_leaves_luck_alone(seed, number):
    """A hazard's first, second ... event is what it was; how many there are is up to the strata."""
    alone = ensemble(FIRE, seed=seed).realisation(number)
    beside = ensemble(SHUT, QUAKE, FIRE, STOCK, seed=seed).realisation(number)
    fewer, more = sorted((happened(alone, "fire"), happened(beside, "fire")), key=len)
    assert fewer <= more


@given(seed=st.integers(0, 10**6), number=st.integers(1, 40))
@settings(max_examples=25)
def test_another_site_leaves_luck_alone(seed, number):
    """P1 and S2 are hit by the same events in the same way, whether or not P2 and S1 may be."""
    some = ensemble(FIRE | {"where": "site in ('P1', 'S2')"}, QUAKE, seed=seed).realisation(number)
    every = ensemble(FIRE, QUAKE, seed=seed).realisation(number)
    columns = ["event", "hazard", "start", "duration", "severity"]
    assert_frame_equal(some.events.select(columns), every.events.select(columns))
    for part, row in (("hours", 0), ("buys", 1)):
        here, there = (cells(getattr(found, part)) for found in (some, every))
        assert {cell: here[cell] for cell in here if cell[0] == row} == {
            cell: there[cell] for cell in there if cell[0] == row
        }


def test_rows_of_one_cause_are_hit_by_the_same_events():
    """A quake at a site takes its stock too; what is long or severe is so for both, in its own measure."""
    drawn = ensemble(QUAKE, STOCK | {"severity": "uniform(0, 0.4)"})
    for number in range(1, len(drawn)):
        found = drawn.realisation(number)
        quakes, losses = (found.events.filter(hazard=name) for name in ("quake", "loss"))
        assert quakes["event"].to_list() == losses["event"].to_list() == [*range(quakes.height)]
        assert quakes["start"].to_list() == losses["start"].to_list() == sorted(quakes["start"])
        assert quakes["hit"].to_list() == losses["hit"].to_list()
        assert quakes["duration"].to_list() == losses["duration"].to_list()
        assert ((quakes["severity"] - 0.2) / 2).to_list() == pytest.approx(losses["severity"].to_list())


def test_two_causes_have_events_of_their_own():
    """Same rate and rows, other starts and hits."""
    other = {**QUAKE, "hazard": "flood", "cause": "river"}
    drawn = ensemble(QUAKE, other)
    found = [drawn.realisation(number).events for number in range(1, len(drawn))]
    assert all(events["event"].is_unique().all() for events in found)
    starts = {
        name: {start for events in found for start in events.filter(hazard=name)["start"]}
        for name in ("quake", "flood")
    }
    assert min(map(len, starts.values())) > 5
    assert starts["quake"].isdisjoint(starts["flood"])


def test_a_replication_can_be_made_alone_and_anywhere():
    """Sent to another process, in any order, or drawn again, it is the same; another seed is another."""
    drawn = ensemble(QUAKE, STOCK, SHUT, FIRE)
    text = pickle.dumps(drawn)
    assert len(text) < 10_000
    there, again, other = pickle.loads(text), ensemble(QUAKE, STOCK, SHUT, FIRE), ensemble(QUAKE, seed=8)
    for number in (30, 3, 17):
        here = drawn.realisation(number)
        assert here.events.height
        for found in (there.realisation(number), again.realisation(number), drawn.realisation(number)):
            assert_frame_equal(found.events, here.events)
            assert cells(found.hours) == cells(here.hours)
            assert found.weight == here.weight
        assert happened(other.realisation(number), "quake").isdisjoint(happened(here, "quake"))


def test_a_dated_event_comes_in_every_replication_but_the_first():
    """The first has no weight then; the others are stratified by what comes at random."""
    drawn = ensemble(DATED, FIRE)
    assert drawn.weights[0] == 0
    assert drawn.weights.sum() == pytest.approx(1)
    assert drawn.realisation(0).events.height == 0
    for number in range(1, len(drawn)):
        assert happened(drawn.realisation(number), "strike").pop()[:2] == (59.0, 20.0)
    shares = np.bincount(drawn.strata, drawn.weights)
    assert shares[0] == pytest.approx(math.exp(-0.8 * 364 / 365.25))
    assert (drawn.counts[1:, 1] == 0).sum() == (drawn.strata[1:] == 0).sum() > 1


def test_dated_events_alone():
    """Each replication is as likely, and hits are drawn."""
    drawn = ensemble(DATED, replications=8)
    assert drawn.weights == pytest.approx([0, *[1 / 8] * 8])
    assert len({drawn.realisation(number).events["hit"][0] for number in range(1, 9)}) > 1


@pytest.mark.parametrize(
    ("date", "remark"),
    [
        ("2026-12-31", "its day is 1 days before the start, and not in the window"),
        ("2027-01-01", None),
        ("2027-12-30", None),
        ("2027-12-31", "its day is 364 days after the start, and not in the window"),
    ],
)
def test_a_day_outside_the_window_is_said(date, remark):
    """It isn't dropped in silence."""
    drawn = ensemble({**DATED, "date": date}, FIRE)
    expected = () if remark is None else (f"hazard 'strike' is left out: {remark}",)
    assert drawn.remarks == expected
    assert bool(happened(drawn.realisation(1), "strike")) == (remark is None)


def test_many_events_are_not_stratified():
    """Where hardly a year is without them, each replication is as likely."""
    drawn = ensemble({**FIRE, "rate": 30.0})
    assert drawn.weights == pytest.approx([0, *[1 / 40] * 40])
    assert drawn.counts[0, 0] == 0
    assert drawn.counts[1:, 0].mean() == pytest.approx(30, rel=0.1)


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([FIRE], {"replications": 1}, "1 replications are too few: 2 are the least"),
        ([FIRE, DATED], {"replications": 2}, "2 replications are too few: 3 are the least"),
        ([{**FIRE, "rate": 0}], {}, "nothing in the table hazards can happen within 52 weeks"),
        ([{**DATED, "date": "2029-01-01"}], {}, "nothing in the table hazards can happen within 52 weeks"),
        ([FIRE], {"window": 0}, "events can't begin in 0 weeks of 26"),
    ],
)
def test_what_can_t_be_drawn(rows, options, message):
    """Too few replications to tell one event from several, and hazards that can't happen."""
    with pytest.raises(UsageError, match=message):
        ensemble(*rows, **options)
