"""Links are tight where they can be, and never cut off a plan; the second formulation tries the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp import highs
from reshore.lp.solution import Options

LINKS = ("make_open", "make_start", "buy_open", "hold_open", "ship_open")


def program(model):
    return FootprintProgram.of(Network.of(model)).program


def relaxed(program):
    """The least cost when sites may be open in part."""
    return highs.solve(replace(program, integer=np.zeros_like(program.integer))).objective


def loosened(program, factor):
    """The program with links that are so many times as wide."""
    matrix = program.matrix.copy().tolil()
    for name in LINKS:
        rows = program.rows[name].span
        for block in ("open", "start"):
            columns = program.columns[block].span
            matrix[rows, columns] = matrix[rows, columns] * factor
    return replace(program, matrix=matrix.asformat(program.matrix.format))


def candidates(small, **tables):
    """Two candidates at 300 and 200 a year serve two markets; each is near one of them."""
    return small(
        (12, 12),
        **{
            "sites": [
                {"site": "north", "status": "candidate", "fixed_cost": 300},
                {"site": "south", "status": "candidate", "fixed_cost": 200},
            ],
            "markets": [{"market": "here"}, {"market": "there"}],
            "processes": [{"site": "north", "product": "good"}, {"site": "south", "product": "good"}],
            "lanes": [
                {"origin": "north", "destination": "here", "cost_per_unit": 1},
                {"origin": "north", "destination": "there", "cost_per_unit": 3},
                {"origin": "south", "destination": "here", "cost_per_unit": 3},
                {"origin": "south", "destination": "there", "cost_per_unit": 1},
            ],
            "demands": [
                {"market": "here", "product": "good", "quantity": 90, "shortage_cost": 50},
                {"market": "there", "product": "good", "quantity": 60, "shortage_cost": 50},
            ],
            **tables,
        },
    )


def test_plain_location_needs_no_search(small):
    """Links product by product and market by market make the relaxation whole: its cost is the plan's.

    South alone: 2 x (200 + 90 x 3 + 60); north alone 2 x (300 + 90 + 60 x 3); both 2 x (500 + 150).
    """
    found = program(candidates(small))
    best = 2 * min(200 + 270 + 60, 300 + 90 + 180, 500 + 150)
    assert highs.solve(found, Options(gap=1e-9)).objective == pytest.approx(best)
    assert relaxed(found) == pytest.approx(best)


def test_links_ten_times_as_wide_are_weak(small):
    """The same program with a tenth of each site open for all it ships."""
    found = program(candidates(small))
    assert relaxed(loosened(found, 10)) < 0.9 * relaxed(found)


def test_links_of_capacity_are_those_of_its_hours(small):
    """A process can't make more than its hours with all modules: 2 x 40 + 20 hours at 2 each."""
    found = program(
        small(
            sites=[{"site": "plant", "status": "candidate"}],
            processes=[{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 2}],
            resources=[{"site": "plant", "installed": 20, "module_size": 40, "maximum": 100}],
        )
    )
    row = found.matrix[found.rows["make_open"].span].toarray()[0]
    assert row[found.columns["open"].span].tolist() == [-50]


def test_every_link_can_be_wider_without_gain(rich):
    """Thousandfold links of the rich network give the same plan cost: none cuts off a plan."""
    found = program(rich)
    options = Options(gap=1e-9)
    assert highs.solve(loosened(found, 1000), options).objective == pytest.approx(
        highs.solve(found, options).objective
    )


def test_every_flow_of_a_site_that_decides_is_linked(rich):
    """Each make, buy, hold and ship of a site that can open or stop stands in a link."""
    footprint = FootprintProgram.of(Network.of(rich))
    found = footprint.program
    linked = {int(column) for name in LINKS for column in found.matrix[found.rows[name].span].nonzero()[1]}
    deciding = set(footprint.network.places.sites.filter("decides")["site"])
    for block, place in (("make", "site"), ("buy", "site"), ("hold", "site"), ("ship", "origin")):
        frame = found.columns[block].frame
        positions = frame.filter(frame[place].is_in(list(deciding)))["#"].to_list()
        assert positions
        assert set(positions) <= linked
