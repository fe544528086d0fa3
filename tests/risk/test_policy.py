"""A policy is what it says, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest

from reshore.risk.policy import Ordering, Policy


def test_batches_raise_the_level() -> None:
    """Base stock orders every week; batches hold so many weeks that the level is higher by all but one."""
    assert Policy().more == 0
    assert Policy(Ordering.S_S, batch=1.0).more == 0
    assert Policy(Ordering.S_S, batch=3.5).more == 2.5


@pytest.mark.parametrize("wrong", [{"batch": 0.5}, {"delay": -1}])
def test_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    """Batches of less than a week and negative delays are refused."""
    with pytest.raises(ValueError, match="weeks is"):
        Policy(**wrong)
