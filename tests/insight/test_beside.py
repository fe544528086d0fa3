"""Designs beside the run's plan, in words."""

from __future__ import annotations

from tests.insight.facilities import THREE

from reshore import design
from reshore.insight.beside import beside, label


def test_beside():
    """Sites added and dropped; nothing is known without a plan."""
    plan = design(THREE.model(), gap=0.0, threads=1)
    assert beside(plan, ["f4", "c1"]) == {"used": ["c1", "f4"], "added": ["c1"], "dropped": ["o3"]}
    assert beside(plan, None) == {"used": None, "added": None, "dropped": None}


def test_label():
    """What differs, or that nothing does."""
    assert label([], []) == "as planned"
    assert label(["a", "b"], []) == "with a, b"
    assert label(["a"], ["c"]) == "with a; without c"
