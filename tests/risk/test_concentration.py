"""How concentrated an operation is."""

from __future__ import annotations

import pytest
from tests.risk.operations import changed, small

from reshore.risk.concentration import concentration, passages
from reshore.risk.frames import FRAMES


def test_shares_squared():
    """Chips come 60 to 20 from two countries, racks 25 to 15; what they are worth is said by the week."""
    found = concentration(small())
    assert FRAMES["concentration"].problem(found) == ""
    assert found.rows() == [
        ("chip", 800.0, 0.625, 0.625, 2, 0.0),
        ("rack", 4000.0, 0.53125, 0.53125, 2, 0.0),
    ]


def test_countries_gather_sites():
    """Two sites in one country are two sources, and one country."""
    operation = changed(small(), "sites", "country", {3: "CHN"})
    assert concentration(operation).row(0, named=True)["by_country"] == 1.0
    assert concentration(operation).row(0, named=True)["by_site"] == 0.625


def test_a_single_source():
    """Where all but a trifle comes from one site the value is single; what isn't supplied is left out."""
    operation = changed(small(), "buys", "rate", {0: 60.0, 1: 1e-9})
    assert concentration(operation).row(0, named=True)["sources"] == 1
    assert concentration(operation).row(0, named=True)["single"] == pytest.approx(600.0)
    idle = changed(operation, "makes", "rate", {0: 0.0, 1: 0.0})
    assert concentration(idle)["product"].to_list() == ["chip"]


def test_what_crosses_passages():
    """A lane through two passages counts in both, at the value of its goods."""
    found = passages(small())
    assert FRAMES["passages"].problem(found) == ""
    assert found.rows() == [("malacca", 1500.0), ("panama", 100.0), ("suez", 1500.0)]
