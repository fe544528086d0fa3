"""Processes as makers of provenance: regimes, recipes, origin and labels as their cells say."""

from __future__ import annotations

import pytest

from reshore.footprint.provenance.processes import processes


def made(chain, **columns):
    site = {"site": "plant", "country": "MEX", "bonded": columns.pop("bonded", None)}
    row = {"process": "racking", "site": "plant", "product": "rack", **columns}
    (process,) = processes(chain(sites=[site], processes=[row]))
    return process


def test_labels_are_conferred_or_inherited(chain):
    """`tested` is conferred, `board:safe` comes from the board."""
    process = made(chain, labels="tested board:safe")
    assert process.conferred == {"tested"}
    assert process.inherited == (("board", "safe"),)


@pytest.mark.parametrize(("written", "origin"), [("site", None), ("board", "board")])
def test_origin_is_the_site_or_a_component(chain, written, origin):
    """None stands for the site's country."""
    assert made(chain, origin=written).origin == origin


@pytest.mark.parametrize(
    ("bonded", "regime", "uses"),
    [
        (None, "", False),
        ("none", "", False),
        ("bonded_warehouse", "bonded_warehouse", False),
        ("immex", "immex", True),
        ("free_zone", "free_zone", True),
    ],
)
def test_suspended_goods_are_used_under_two_regimes(chain, bonded, regime, uses):
    """A bonded warehouse stores alone."""
    process = made(chain, bonded=bonded)
    assert (process.regime, process.uses_bond) == (regime, uses)


def test_components_are_those_of_the_variant(chain):
    """Each variant has a recipe of its own; a process without one has no components."""
    boms = [
        {"product": "rack", "variant": "cheap", "component": "board", "quantity": 1},
        {"product": "rack", "variant": "dear", "component": "fan", "quantity": 1},
        {"product": "rack", "variant": "dear", "component": "board", "quantity": 2},
    ]
    rows = [
        {"process": variant, "site": "plant", "product": "rack", "variant": variant}
        for variant in ("other", "dear", "cheap")
    ]
    found = {process.name: process.components for process in processes(chain(boms=boms, processes=rows))}
    assert found == {"cheap": ("board",), "dear": ("board", "fan"), "other": ()}
    assert list(found) == sorted(found)
