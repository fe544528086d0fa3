"""What an explanation is asked for: how many designs that takes, and what makes no sense."""

from __future__ import annotations

import pytest
from tests.insight.facilities import THREE
from tests.insight.rivals import NEAR_AND_FAR

from reshore.errors import DataError, UsageError
from reshore.insight.asked import Asked

TARIFF = "duties: layer = 'tariff_far': ad_valorem: 0, 1"
FREIGHT = "lanes: lane = 'far': cost_per_unit: 0, 20"


@pytest.mark.parametrize(
    ("asked", "designs"),
    [
        (Asked(), {"Sites forced in or out": 3, "Near ties": 8}),
        (Asked(most=4), {"Sites forced in or out": 3, "Near ties": 3}),
        (Asked(site="c1", most=2), {"Sites forced in or out": 1, "Near ties": 1}),
        (Asked(site="f4", most=2), {"Near ties": 1}),
        (Asked(most=2, drivers=("default",)), {"Drivers": 64, "Sites forced in or out": 3, "Near ties": 1}),
        (
            Asked(most=2, drivers=("default", "energy")),
            {"Drivers": 128, "Sites forced in or out": 3, "Near ties": 1},
        ),
        (
            Asked(site="c1", most=2, drivers=("labour", "freight")),
            {"Drivers": 8, "Sites forced in or out": 1, "Near ties": 1},
        ),
    ],
)
def test_designs_of_each_stage(asked, designs):
    """Stages that take none are left out."""
    assert asked.designs(THREE.model()) == designs


def test_designs_of_cells():
    """Two ends each, the search between them, and a grid."""
    asked = Asked(cells=(TARIFF, FREIGHT), map=(TARIFF, FREIGHT), steps=3)
    told = asked.designs(NEAR_AND_FAR.model())
    assert (told["Ends of cells"], told["Break-evens"], told["Map"]) == (4, 18, 9)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(drivers=("weather",)), "no driver 'weather'"),
        (Asked(site="c9"), "there is no site 'c9'"),
        (Asked(most=0), "too few"),
        (Asked(tolerance=0.0), "tolerance 0 is no share"),
        (Asked(map=(TARIFF, FREIGHT), steps=1), "1 steps are too few"),
    ],
)
def test_bad_names(asked, message):
    """They are refused before anything is designed."""
    with pytest.raises(UsageError, match=message):
        asked.require_sense(THREE.model())


def test_bad_cells():
    """A map takes two, and each has to be one; `ranges` needs rows."""
    model = NEAR_AND_FAR.model()
    with pytest.raises(UsageError, match="a map takes two cells, not 3"):
        Asked(map=(TARIFF,) * 3).mapped(model)
    with pytest.raises(UsageError, match="the table ranges has no rows"):
        Asked(cells=("ranges",)).varied(model)
    with pytest.raises(DataError, match="is not of the form"):
        Asked(cells=("wages",)).varied(model)
    assert Asked().varied(model) == Asked().mapped(model) == ()
