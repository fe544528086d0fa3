"""A model: frames by table, immutable, shown in one line."""

from __future__ import annotations

import pytest


def test_a_model_shows_itself_in_one_line(make_model):
    """A notebook shows the name and the size, not every frame."""
    model = make_model(name="pumps", countries=[{"country": "USA"}, {"country": "MEX"}])
    assert repr(model) == "<Model pumps: 2 rows in 1 tables>"


def test_frames_are_replaced_in_a_new_model(make_model):
    """The model itself stays as it was; a table that isn't in the schema is refused."""
    model = make_model(countries=[{"country": "USA"}])
    other = model.with_frames(countries=model["countries"].clear())
    assert (model["countries"].height, other["countries"].height) == (1, 0)
    with pytest.raises(KeyError):
        model.with_frames(planets=model["countries"])
