"""What a design may do otherwise."""

from __future__ import annotations

from tests.insight.facilities import THREE

from reshore.insight import freedom


def test_sites_that_are_used_in_every_plan():
    """Those that are open and have no closing cost."""
    found = freedom.sites(THREE.model())
    assert dict(found.select("site", "fixed").iter_rows()) == {
        "c1": False,
        "c2": False,
        "f4": True,
        "o3": False,
    }


def test_resources_that_can_get_modules():
    """Those with a maximum."""
    resources = [
        {"site": "f4", "resource": "oven", "hours_per_year": 9, "maximum": 2},
        {"site": "c1", "resource": "line", "hours_per_year": 9, "maximum": 2},
        {"site": "c1", "resource": "test", "hours_per_year": 9},
    ]
    assert freedom.resources(THREE.model(resources=resources)) == [("c1", "line"), ("f4", "oven")]
