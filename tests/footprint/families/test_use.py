"""Every followed component that an output is made of has a provenance."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN

FOLLOWED = [{**row, "followed": True} for row in CHAIN["products"]]
RACKING = {"site": "plant", "product": "rack"}
BOTH = [
    {"site": "maker", "product": "board", "unit_cost": 1, "labels": "safe"},
    {"site": "plant", "product": "board", "unit_cost": 2},
]
"""Safe boards from China at 1 and others from Mexico at 2."""


def chain(small, months=(12,), **tables):
    return small(months, **{**CHAIN, "products": FOLLOWED, **tables})


def test_what_is_drawn_is_what_the_recipe_calls_for(small, solve):
    """100 racks of 2 boards each, a fifth of them scrapped: 2 x 100 / 0.8 = 250 boards from China."""
    tables = {"boms": [{**CHAIN["boms"][0], "quantity": 2}], "processes": [{**RACKING, "scrap": "0.2"}]}
    solved = solve(chain(small, **tables))
    assert solved.units("use", component="board", drawn="CHN/CHN/safe") == [0]
    assert solved.units("use", component="board", drawn="CHN/CHN") == pytest.approx([250])


def test_one_output_is_made_of_several_provenances(small, solve):
    """60 of the cheap boards are to be had, so 40 of the others go into the same racks."""
    solved = solve(chain(small, supplies=[{**BOTH[0], "capacity": 60}, BOTH[1]]))
    drawn = solved.frames["use"].select("provenance", "drawn", "units").sort("drawn").rows()
    assert drawn == [
        ("MEX/MEX", "CHN/CHN/safe", pytest.approx(60)),
        ("MEX/MEX", "MEX/MEX", pytest.approx(40)),
    ]


def test_an_output_is_made_of_what_gives_it_its_label(small, solve):
    """Safe racks are made of safe boards; at least 30 others have to be sold: 70 x 1 + 30 x 2."""
    rule = {"rule": "others", "activity": "serve", "where": "not array_contains(labels, 'safe')"}
    solved = solve(
        chain(
            small,
            supplies=BOTH,
            processes=[{**RACKING, "labels": "board:safe"}],
            rules=[{**rule, "sense": ">=", "limit": 30}],
        )
    )
    assert solved.objective == pytest.approx(70 + 60)
    assert solved.units("use", provenance="MEX/MEX/safe", drawn="CHN/CHN/safe") == pytest.approx([70])
    assert solved.units("use", provenance="MEX/MEX", drawn="MEX/MEX") == pytest.approx([30])


def test_every_followed_component_is_drawn_by_itself(small, solve):
    """A rack takes 1 board and 3 fans: 100 and 300 of them."""
    fan = {"product": "fan", "followed": True}
    tables = {
        "products": [*FOLLOWED, fan],
        "supplies": [*CHAIN["supplies"], {"site": "plant", "product": "fan"}],
        "boms": [*CHAIN["boms"], {"product": "rack", "component": "fan", "quantity": 3}],
    }
    solved = solve(chain(small, **tables))
    assert solved.units("use", component="board") == pytest.approx([100])
    assert solved.units("use", component="fan") == pytest.approx([300])


def test_the_need_is_by_the_start_of_the_site(small, solve):
    """A new plant scraps half in its first year and nothing later: 200 boards, then 100."""
    sites = [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "status": "candidate"}]
    tables = {"sites": sites, "processes": [{**RACKING, "scrap": "0:0.5 11.999:0.5 12:0"}]}
    solved = solve(chain(small, (12, 12), **tables))
    assert solved.units("production") == pytest.approx([100, 100])
    assert solved.units("use") == pytest.approx([200, 100], rel=1e-3)


def test_nothing_is_drawn_of_what_nobody_follows(small, solve):
    """Boards are used by the recipe alone."""
    solved = solve(small(**CHAIN))
    assert solved.frames["use"].is_empty()
    assert solved.units("purchases", product="board") == pytest.approx([100])
