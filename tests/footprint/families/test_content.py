"""What an agreement asks of what a good is made of: value content, or a change of heading."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN, bloc, mfn

PACT = {"agreement": "pact", "members": "north", "hs": "8471", "basis": "rvc", "threshold": 0.6}
RULED = {"blocs": bloc("north", "MEX", "USA"), "duties": [mfn(0.1)]}
CHIP = {"product": "chip", "value": 20, "hs_code": "854231"}
CHIPS = {
    "products": [*CHAIN["products"], CHIP],
    "boms": [*CHAIN["boms"], {"product": "rack", "component": "chip", "quantity": 1}],
    "supplies": [*CHAIN["supplies"], {"site": "maker", "product": "chip"}],
}
"""Racks (100, code 847150) of a board (40, 847330) and a chip (20, 854231) from China."""


def qualifying(small, solve, months=(12,), agreement=PACT, **tables):
    """Racks that pay nothing in the USA, by period."""
    rows = agreement if isinstance(agreement, list) else [agreement]
    solved = solve(small(months, **{**CHAIN, **RULED, **tables, "agreements": rows}))
    return solved.units("duties", preference="pact")


@pytest.mark.parametrize(("threshold", "racks"), [(0.4, 100), (0.41, 0)])
def test_components_that_nobody_follows_lack_the_label(small, solve, threshold, racks):
    """Boards and chips from China are 60 of 100: 40 % content."""
    agreement = {**PACT, "threshold": threshold}
    assert qualifying(small, solve, agreement=agreement, **CHIPS) == pytest.approx([racks])


def test_a_component_with_the_label_counts_as_from_inside(small, solve):
    """Chips (20) bought in Mexico are covered and qualify there: of 100 40 are from outside, for 60 %."""
    supplies = [CHAIN["supplies"][0], {"site": "plant", "product": "chip"}]
    whole = {**PACT, "hs": None}
    assert qualifying(small, solve, agreement=whole, **{**CHIPS, "supplies": supplies}) == pytest.approx(
        [100]
    )
    assert qualifying(small, solve, **{**CHIPS, "supplies": supplies}) == [0]


def test_the_mix_of_an_output_counts_as_a_whole(small, solve):
    """At 80 % 20 of 100 may be from outside: with 30 Mexican boards 60 racks qualify, half of them with each.

    30 boards x 40 from outside = 1,200 = 20 % of 60 racks x 100."""
    agreement = {**PACT, "hs": None, "threshold": 0.8}
    supplies = [*CHAIN["supplies"], {"site": "plant", "product": "board", "capacity": 30}]
    assert qualifying(small, solve, agreement=agreement, supplies=supplies) == pytest.approx([60])


def test_scrap_counts_as_used(small, solve):
    """A board of 40 with scrap of 50 % is 80 a rack: 20 % content and not 60 %."""
    processes = [{"site": "plant", "product": "rack", "scrap": "0.5"}]
    for threshold, racks in ((0.2, 100), (0.21, 0)):
        agreement = {**PACT, "threshold": threshold}
        assert qualifying(small, solve, agreement=agreement, processes=processes) == pytest.approx([racks])


@pytest.mark.parametrize(
    ("digits", "de_minimis", "racks"), [(4, 0, 100), (2, 0.4, 100), (2, 0.39, 0), (6, 0, 100)]
)
def test_components_that_change_their_heading_do_not_count(small, solve, digits, de_minimis, racks):
    """Of board (8473) and chip (8542) on two digits the board stays under 84: 40 of 100, chips never do."""
    agreement = {**PACT, "basis": "tariff_shift", "digits": digits, "de_minimis": de_minimis}
    assert qualifying(small, solve, agreement=agreement, **CHIPS) == pytest.approx([racks])


def test_values_are_those_of_the_period(small, solve):
    """From p2 on a board is worth 41 of 100: 59 % is not 60 %."""
    series = [{"table": "products", "key": "board", "column": "value", "period": "p2", "value": 41}]
    assert qualifying(small, solve, (12, 12), series=series) == pytest.approx([100, 0])


def test_what_is_deemed_to_qualify_is_asked_nothing(small, solve):
    """All of its value may come from outside."""
    assert qualifying(small, solve, agreement={**PACT, "basis": "deemed"}) == pytest.approx([100])


def test_a_repacked_good_qualifies_as_before(small, solve):
    """At 100 % nothing from outside may go into a good, but a Chinese carton (1) may go around boards.

    40 boards are bought in Mexico and keep their label in the box, 60 in China and have none."""
    carton = {"product": "carton", "value": 1, "hs_code": "481910"}
    tables = {
        "products": [CHAIN["products"][0], carton, {"product": "box", "value": 50, "hs_code": "847330"}],
        "boms": [{"product": "box", "component": part, "quantity": 1} for part in ("board", "carton")],
        "processes": [{"site": "plant", "product": "box", "origin": "board", "repack": True}],
        "supplies": [
            *(CHAIN["supplies"][0], {"site": "maker", "product": "carton"}),
            {"site": "plant", "product": "board", "capacity": 40},
        ],
        "demands": [{**CHAIN["demands"][0], "product": "box"}],
    }
    agreement = {**PACT, "hs": None, "threshold": 1}
    assert qualifying(small, solve, agreement=agreement, **tables) == pytest.approx([40])
