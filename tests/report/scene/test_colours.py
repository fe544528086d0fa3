from __future__ import annotations

import pytest

from reshore.report.scene.colours import FULL, IDLE, linear, use


def test_linear():
    """Black and white stay as they are, and middle grey of a screen has about a fifth of white's light."""
    assert linear("#000000") == (0.0, 0.0, 0.0)
    assert linear("#ffffff") == (1.0, 1.0, 1.0)
    assert linear("#80ff08") == pytest.approx((0.2159, 1.0, 0.0024), abs=1e-4)


@pytest.mark.parametrize(("load", "colour"), [(0.0, IDLE), (-0.1, IDLE), (1.0, FULL), (1.2, FULL)])
def test_use(load: float, colour: str):
    """The colour of a load goes from idle to full, and no further."""
    assert use(load) == colour
    assert use(0.5) not in (IDLE, FULL)
