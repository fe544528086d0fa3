"""Stages follow the bill of materials."""

from __future__ import annotations

import polars as pl

from reshore.report.chain import stages as module
from reshore.report.chain.stages import stages

PRODUCTS = pl.DataFrame(
    {
        "product": ["rack", "tray", "board", "chip", "screw", "phone"],
        "family": ["rack", "tray", "board", "chip", "part", None],
    }
)
GOES_INTO = [("tray", "rack"), ("board", "tray"), ("chip", "board"), ("screw", "rack"), ("screw", "board")]


def test_a_component_stands_before_the_farthest_thing_it_goes_into():
    """Levels are the longest way to a good that goes into nothing, and a product may be its own family."""
    found = {product: (level, family) for product, level, family in stages(PRODUCTS, GOES_INTO).iter_rows()}

    assert found == {
        "rack": (0, "rack"),
        "tray": (1, "tray"),
        "board": (2, "board"),
        "chip": (3, "chip"),
        "screw": (3, "part"),
        "phone": (0, "phone"),
    }


def test_many_families_are_told_apart_by_level_alone(monkeypatch):
    """Where families would make too many stages, a stage is a level."""
    monkeypatch.setattr(module, "MOST_STAGES", 5)
    found = stages(PRODUCTS, GOES_INTO)

    assert set(found["family"]) == {""}
    assert found["level"].to_list() == [0, 1, 2, 3, 3, 0]
