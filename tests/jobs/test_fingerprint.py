"""Fingerprints: equal for equal data in every process, and different where anything differs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Lock
from types import MappingProxyType

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array
from tests.jobs import tasks

from reshore.errors import Fault
from reshore.jobs.fingerprint import fingerprint
from reshore.jobs.task import Task

DIFFERENT = [
    None,
    0,
    0.0,
    False,
    "0",
    b"0",
    (),
    [],
    {},
    set(),
    ("a", "b"),
    ("ab",),
    [["a"], "b"],
    [["a", "b"]],
    {"a": 1, "b": 2},
    {"b": 2, "a": 1},
    {"a": 2, "b": 1},
    MappingProxyType({"a": 1}),
    {1, 2},
    {1, 2, 3},
    date(2026, 1, 1),
    Path("a"),
    range(3),
    range(4),
    np.float64(0),
    np.int64(0),
    np.arange(4),
    np.arange(4, dtype=np.int32),
    np.arange(4.0),
    np.arange(4).reshape(2, 2),
    np.array(["a", None], dtype=object),
    csc_array(np.eye(2)),
    csc_array(np.ones((2, 2))),
    pl.DataFrame({"a": [1, 2]}),
    pl.DataFrame({"b": [1, 2]}),
    pl.DataFrame({"a": [1, None]}),
    pl.DataFrame({"a": [1.0, 2.0]}),
    Fault("a", "b"),
    Fault("a", "c"),
    Task(tasks.multiply, 1),
    Task(tasks.slow, 1),
    tasks.multiply,
    np.sum,
    int,
    len,
]
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
    max_leaves=6,
)


def test_all_differ():
    """Data that differ in value, type, shape or nesting have different fingerprints."""
    prints = [fingerprint(thing) for thing in DIFFERENT]
    assert len(set(prints)) == len(DIFFERENT)
    assert all(len(found) == 32 for found in prints)


@given(first=DATA, second=DATA)
def test_equal_exactly_where_written_the_same(first, second):
    """Fingerprints are equal exactly where the data are written the same."""
    assert (fingerprint(first) == fingerprint(second)) == (repr(first) == repr(second))


def test_how_it_is_held_does_not_matter():
    """The layout of arrays and frames in memory, and which texts are one object, don't count."""
    assert fingerprint(np.asfortranarray(np.eye(3)[:, :2])) == fingerprint(np.eye(3)[:, :2].copy())
    frame = pl.DataFrame({"a": [1, 2, 3, 4], "b": ["x", None, "z", "w"]})
    pieces = pl.concat([frame[:1], frame[1:]], rechunk=False)
    assert fingerprint(pieces) == fingerprint(frame)
    assert fingerprint(frame[1:3]) == fingerprint(pl.DataFrame({"a": [2, 3], "b": [None, "z"]}))
    text = "".join(["te", "xt"])
    assert fingerprint([text, text]) == fingerprint(["text", "".join(["te", "xt"])])


def test_other_process():
    """A process that hashes texts otherwise, and so orders sets otherwise, finds the same."""
    code = (
        "from reshore.jobs.fingerprint import fingerprint; from reshore.jobs.task import Task;"
        "from tests.jobs import tasks; print(fingerprint(Task(tasks.slow, {'a', 'b', 'c', 'd', ('e', 1)})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "12"}
    )
    assert done.stdout.strip() == fingerprint(Task(tasks.slow, {"d", ("e", 1), "c", "b", "a"}))


def test_what_cannot_be_pickled():
    """What can't be pickled has no fingerprint."""
    with pytest.raises(TypeError, match="cannot pickle"):
        fingerprint([Lock()])
