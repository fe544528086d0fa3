"""Capital values, by hand."""

from __future__ import annotations

import pytest

from reshore.audit.clock import Clock
from reshore.audit.worth import worth


def test_consigned_content_ties_up_no_capital(make_model):
    """A rack of 100 holds 3 trays of 20, a tray 2 chips of 6, consigned.

    Chip: 0. Tray: 20 - 2 * (6 - 0) = 8. Rack: 100 - 3 * (20 - 8) = 64. The rich variant of the rack holds
    5 chips besides: 64 - 30 = 34, the smallest counts. The pin is worth less than the chip in it: 0, not -1.
    """
    model = make_model(
        periods=[{"period": "2025", "start": "2025-01-01", "months": 12}],
        settings={"holding_rate": 0.1},
        products=[
            {"product": "rack", "value": 100},
            {"product": "tray", "value": 20, "holding_rate": 0.2},
            {"product": "chip", "value": 6},
            {"product": "pin", "value": 5},
        ],
        boms=[
            {"product": "rack", "component": "tray", "quantity": 3},
            {"product": "rack", "variant": "rich", "component": "tray", "quantity": 3},
            {"product": "rack", "variant": "rich", "component": "chip", "quantity": 5},
            {"product": "tray", "component": "chip", "quantity": 2},
            {"product": "pin", "component": "chip", "quantity": 1},
        ],
        supplies=[{"site": "s", "product": "chip", "ownership": "consigned"}],
    )
    frame = worth(model, Clock.of(model))
    assert dict(frame.select("product", "capital").iter_rows()) == {
        "rack": 34,
        "tray": 8,
        "chip": 0,
        "pin": 0,
    }
    assert dict(frame.select("product", "holding").iter_rows()) == pytest.approx(
        {"rack": 0.1, "tray": 0.2, "chip": 0.1, "pin": 0.1}
    )
