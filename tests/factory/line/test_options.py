"""Tests of options."""

from __future__ import annotations

import pytest

from reshore.errors import UsageError
from reshore.factory.line.options import Options


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"precision": 0.0}, "precision 0 is not between 0 and 1"),
        ({"least": 1}, "1 to 64 replications make no sense"),
        ({"least": 9, "most": 8}, "9 to 8 replications"),
        ({"warm_up": 100.0}, "warm_up 100 is not a number of whole weeks"),
        ({"warm_up": -168.0}, "warm_up -168 is not"),
        ({"hours": 0.0}, "hours 0 is not a number of whole weeks"),
    ],
)
def test_options_that_make_no_sense(changed, message):
    """What makes no sense is told."""
    with pytest.raises(UsageError, match=message):
        Options(**changed)
