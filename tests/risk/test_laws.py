"""Distributions of hazards that can't be read are told, each with its place and what to write."""

from __future__ import annotations

from tests.risk.threats import threatened

from reshore.risk.laws import faults


def test_all_are_told_with_their_place():
    """Duration and severity of every row; those that can be read aren't."""
    rows = [
        {"hazard": "fire", "duration": "gamma(30, 10)"},
        {"hazard": "flood", "duration": "soon", "severity": "discrete(1:0.5)"},
    ]
    assert [str(fault) for fault in faults(threatened(*rows))] == [
        "hazards flood, duration: 'soon' is no distribution: write a number, or a name with numbers in "
        "brackets such as uniform(10, 20)",
        "hazards flood, severity: 'discrete(1:0.5)' is no distribution: the probabilities sum to 0.5; "
        "let them sum to 1",
    ]
    assert faults(threatened()) == []
