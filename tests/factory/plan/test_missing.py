"""What the tables leave out is told at once."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed, tables

from reshore.errors import DataError
from reshore.factory.plan.case import case


def told(error):
    """Return the faults of an error as lines."""
    return [str(fault) for fault in error.value.faults]


def test_all_faults_at_once(make_model):
    """Buildings, process plans, kinds of station and hours are told together."""
    model = make_model(
        **tables(
            buildings=[
                {"site": "brno", "building": name, "length": 60.0, "width": 24.0} for name in ("hall", "shed")
            ],
            routings=[
                *changed("routings", "test", station="sell", hours="one")["routings"],
                {"product": "pump", "task": "label", "hours": "0.1"},
            ],
        )
    )
    with pytest.raises(DataError) as error:
        case(model, "brno", "pump", with_=["motor", "casing"])
    assert told(error) == [
        "buildings: site 'brno' has 2 buildings: hall, shed; name one of them",
        "routings: there is no process plan of 'casing'; write its tasks, with hours and kinds of station",
        "routings pump test, station: there is no kind of station 'sell'; did you mean 'cell'?",
        "routings pump label, station: is empty; name the kind of station that it needs",
        "routings pump test, hours: 'one' is no distribution: write a number, or a name with numbers in"
        " brackets such as uniform(10, 20)",
    ]


def test_no_building(make_model):
    """A site without a building is told."""
    with pytest.raises(DataError, match="has no building; write its length and width"):
        case(make_model(**tables(buildings=[])), "brno", "pump")
