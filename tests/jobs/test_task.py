"""What a chunk gives, and how its failure is told."""

from __future__ import annotations

import pickle

from tests.jobs import tasks

from reshore.errors import UsageError
from reshore.jobs.task import Failure, attempt, describe


def test_frame_or_failure():
    """A frame is passed on; an error and anything else are failures with the chunk's number."""
    handle = tasks.fragile({"error": 1, "text": 2})
    assert attempt(handle, 7, 0)["chunk"].to_list() == [0]
    failed = attempt(handle, 8, 1)
    assert failed.chunk == 8
    assert failed.message == "ValueError: no such lane"
    assert attempt(handle, 9, 2).message == "TypeError: a chunk has to give a frame, not str"
    assert pickle.loads(pickle.dumps(failed)) == failed


def test_descriptions():
    """Errors for users speak for themselves; others are named, also without words."""
    assert describe(UsageError("no such site")) == "no such site"
    assert describe(KeyError("lane")) == "KeyError: 'lane'"
    assert describe(MemoryError()) == "MemoryError"
    assert str(Failure(3, "gone")) == "chunk 3 failed: gone"
