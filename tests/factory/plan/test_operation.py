"""Operations: tasks in an order that keeps precedence."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed, tables

from reshore.errors import DataError
from reshore.factory.plan.case import case
from reshore.factory.plan.operation import operations


def test_order(pump_model):
    """Tasks come as the table has them, once those before them have come."""
    routings = tables()["routings"]
    shuffled = pump_model(routings=[routings[2], routings[1], routings[0], routings[3]])
    assert [task.name for task in operations(shuffled, "pump", {})] == ["assemble", "test", "pack"]


def test_components(pumps):
    """What no task names goes in at the first one; what is no part of the recipe goes in nowhere."""
    first, *others = operations(pumps, "pump", {"casing": 1.0, "motor": 2.0})
    assert first.components == {"motor": 2.0, "casing": 1.0}
    assert [task.components for task in others] == [{}, {}]
    assert operations(pumps, "pump", {"casing": 1.0})[0].components == {"casing": 1.0}


def test_cooling(pump_model):
    """A task whose cooling isn't written needs as much as it draws."""
    assert operations(pump_model(), "pump", {})[1].cooling == 20.0
    cooled = pump_model(**changed("routings", "test", cooling=3.0))
    assert operations(cooled, "pump", {})[1].cooling == 3.0


def test_circles(make_model):
    """Tasks that wait for each other are told, also where tables weren't checked."""
    model = make_model(**tables(**changed("routings", "assemble", predecessors="pack")))
    with pytest.raises(DataError, match="tasks wait for each other: "):
        case(model, "brno", "pump")
