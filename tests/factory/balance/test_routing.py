from __future__ import annotations

import pytest

from reshore.errors import DataError
from reshore.factory.balance.routing import Routing, Task


def test_all_faults_are_told():
    """Names that occur twice or nowhere and numbers out of range are told together."""
    tasks = (Task("a", -1.0), Task("a", 1.0, ("x",)), Task("b", float("nan"), operators=-1.0))
    with pytest.raises(DataError) as caught:
        Routing(tasks, (("a", "y"),), (("b", "z"),), {"cell": 0})
    told = [str(fault) for fault in caught.value.faults]
    parts = ("occur twice: a", "hours -1", "'x'", "hours nan", "operators -1", "'y'", "'z'", "cell")
    assert len(told) == len(parts)
    assert all(any(part in line for line in told) for part in parts)
