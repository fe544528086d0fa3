"""A driver by itself: the model that comes of it is checked."""

from __future__ import annotations

import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.errors import DataError
from reshore.insight.drivers.driver import Driver


def test_tables_are_checked_again():
    """Settings are read from the tables, and what isn't sound is told with the driver's name."""
    model = world()
    same = Driver("same", "nothing", lambda *_: {}).of(model, plan_of())
    assert dict(same.frames) == dict(model.frames)
    assert dict(same.settings) == dict(model.settings)
    broken = Driver("broken", "all", lambda model, _: {"markets": model["markets"][:1]})
    with pytest.raises(DataError, match="driver 'broken': demands"):
        broken.of(model, plan_of())
