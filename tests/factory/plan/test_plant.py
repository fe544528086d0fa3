"""Plants from tables to a result."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import tables

from reshore.factory.plan.plant import plant
from reshore.tables.recheck import recheck


@pytest.fixture
def model(make_model):
    """Return the model of the plant of pumps."""
    found = make_model(**tables())
    recheck(found.frames, "test")
    return found


