"""What a plant can spare."""

from __future__ import annotations

from threading import Event

import pytest
from tests.factory.plan.plants import changed, figure
from tests.factory.plan.test_asked import PLAIN

from reshore.factory.plan.asked import Asked
from reshore.factory.plan.case import case
from reshore.factory.plan.fit import Fitting
from reshore.factory.plan.plant import plant
from reshore.factory.plan.spare import without_spare

RATE = 300.0


@pytest.fixture(scope="module")
def fitting(pumps):
    """Return how plants are tried: planned for little of their time, so that there is much to spare."""
    asked = Asked(**PLAIN | {"rate": f"{RATE:g}/week", "load": 0.5, "precision": 0.02, "most": 8})
    return Fitting(case(pumps, "brno", "pump"), asked, lambda *_: None, Event())


@pytest.fixture(scope="module")
def lean(fitting):
    """Return the plant without what it can spare."""
    return without_spare(fitting, fitting.at(RATE))


def test_it_is_sure_of_its_rate(fitting, lean):
    """It still makes what it was made for, with fewer stations and places."""
    full = fitting.at(RATE).tried
    assert fitting.is_sure(lean.tried, RATE)
    for before, after in zip(full.sized.places, lean.tried.sized.places, strict=True):
        assert after.copies <= before.copies
        assert after.buffer <= before.buffer
        assert after.load(RATE) <= 1.0
    assert sum(place.copies for place in lean.tried.sized.places) < sum(
        place.copies for place in full.sized.places
    )


def test_nothing_more_can_be_spared(fitting, lean):
    """Without one station or one place more, it isn't sure of its rate, or works for all of its time."""
    plant = lean.tried.sized
    for place in plant.places:
        if place.copies > place.needed(RATE, 1.0):
            fewer = plant.with_place(place.with_copies(place.copies - 1))
            assert not fitting.is_sure(fitting.tried(fewer), RATE)
        if place.buffer:
            fewer = plant.with_place(place.with_buffer(place.buffer - 1))
            assert not fitting.is_sure(fitting.tried(fewer), RATE)


def test_the_way_there_is_told(lean):
    """Each plant on the way says what was taken away from it; the last is the one that is kept."""
    *on_the_way, last = lean.changes
    assert on_the_way
    assert all(change.place and change.lack is None for change in on_the_way)
    assert all(change.copies < 0 or change.places < 0 for change in on_the_way)
    assert (last.throughput, last.place) == (lean.tried.throughput.value, "")


def test_what_is_not_sure_stays(pump_model):
    """A plant that doesn't reach its rate is left as it is."""
    model = pump_model(**changed("buildings", "hall", power=60.0))
    found = plant(model, "brno", "pump", "400/week", fewest=True, precision=0.05, most=4)
    assert not found.facts["sure"]
    assert found["changes"].height == 1


def test_of_the_largest_rate(pump_model):
    """What the largest rate can spare is taken away too; its plants come last among those tried."""
    model = pump_model(**changed("buildings", "hall", power=130.0))
    options = {"precision": 0.03, "most": 8, "load": 0.6}
    full, lean = (plant(model, "brno", "pump", "max", fewest=fewest, **options) for fewest in (False, True))
    assert figure(lean, "rate") == figure(full, "rate")
    assert figure(lean, "investment") < figure(full, "investment")
    assert lean["changes"]["throughput"][-1] == figure(lean, "throughput")
    assert lean["changes"]["change"].drop_nulls().str.contains("fewer").any()
