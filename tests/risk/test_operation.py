"""The operations that other tests use are what they claim to be."""

from __future__ import annotations

import numpy as np
import pytest
from tests.risk.operations import SCHEMAS, changed, drawn, small, surplus


@pytest.mark.parametrize("seed", [None, *range(20)])
def test_rates_balance(seed: int | None) -> None:
    """What comes to an item a week leaves it, and frames have the columns they should."""
    operation = small() if seed is None else drawn(seed)
    assert surplus(operation) == pytest.approx(0.0, abs=1e-9)
    for name, schema in SCHEMAS.items():
        frame = getattr(operation, name)
        assert dict(frame.schema) == schema
        assert frame[:, 0].to_list() == list(range(frame.height))


@pytest.mark.parametrize("seed", range(20))
def test_rates_keep_within_limits(seed: int) -> None:
    """Hours and capacities suffice for the rates."""
    operation = drawn(seed)
    makes = operation.makes.drop_nulls("resource_index")
    worked = np.zeros(operation.resources.height)
    np.add.at(worked, makes["resource_index"].to_numpy(), (makes["hours"] * makes["rate"]).to_numpy())
    assert (worked <= operation.resources["hours"].to_numpy() + 1e-9).all()
    buys = operation.buys.drop_nulls("capacity")
    assert (buys["rate"] <= buys["capacity"] + 1e-9).all()


def test_changed_values() -> None:
    """Some values of a column are replaced, the others stay."""
    operation = changed(small(), "items", "stock", {2: 7.0})
    assert operation.items["stock"].to_list() == [25.0, 0.0, 7.0, 0.0, 40.0, 0.0, 0.0, 0.0]
