"""A circle among names is found and written, a long one in short."""

from __future__ import annotations

import pytest

from reshore.tables.cross.circle import circle, path


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ({}, set()),
        ({"b": ["a"], "c": ["a", "b"]}, set()),
        ({"a": ["a"]}, {"a"}),
        ({"a": ["c"], "b": ["a"], "c": ["b"], "d": ["c"]}, {"a", "b", "c"}),
    ],
)
def test_a_circle_runs_from_each_name_to_the_next(before, found):
    """Every name of it comes directly before the next, and the last before the first."""
    names = circle(before)
    assert {*names} == found
    assert len(names) == len(found)
    assert all(names[place - 1] in before[name] for place, name in enumerate(names))


def test_a_way_is_written_with_arrows():
    """One of more than twenty names has its beginning and its length."""
    assert path(["a", "b", "a"], "tasks") == "'a' -> 'b' -> 'a'"
    assert path([str(name) for name in range(1_502)], "tasks").endswith(" -> '19' -> ... (1,501 tasks)")
