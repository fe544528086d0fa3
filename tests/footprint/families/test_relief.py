"""Duty that is paid back: no more than was paid, and no more than the good pays where it goes."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN, bloc, mfn

BONDED = [CHAIN["sites"][0], {"site": "plant", "country": "MEX", "bonded": "immex"}]
PACT = {
    "blocs": bloc("north", "MEX", "USA"),
    "agreements": [
        {"agreement": "pact", "members": "north", "basis": "rvc", "threshold": 1, "drawback": "lesser"}
    ],
}


def relief(small, solve, **tables):
    """What is paid back on components of what is made, and the objective."""
    solved = solve(small(**{**CHAIN, **tables}))
    return sum(solved.cost("drawback")), solved.objective


@pytest.mark.parametrize(
    ("there", "back"),
    [(0.03, 300), (0.08, 800), (0.5, 800)],
)
def test_the_lesser_of_two_duties_is_paid_back(small, solve, there, back):
    """Boards paid 20 % of 40 x 100 = 800 in Mexico; racks pay a share of 100 x 100 in the USA.

    At 3 % that is 300, and as much is paid back; at 8 % and above it is all 800."""
    duties = [mfn(0.2, "MEX", drawback="lesser"), mfn(there)]
    paid = 800 + 10000 * there
    assert relief(small, solve, duties=duties) == pytest.approx((-back, paid - back))


@pytest.mark.parametrize(("there", "back"), [(0.03, 300), (0.5, 800)])
def test_duty_on_use_in_bond_is_paid_back_up_to_a_limit(small, solve, there, back):
    """Under an agreement of drawback lesser: 800 on the boards used, paid back up to what racks pay there."""
    duties = [mfn(0.2, "MEX"), mfn(there)]
    found = relief(small, solve, duties=duties, sites=BONDED, **PACT)
    assert found == pytest.approx((-back, 800 + 10000 * there - back))


def test_the_limit_holds_for_the_sum_over_components(small, solve):
    """Boards paid 800 and chips (10) 200; racks pay 5 % of 10,000 = 500: that is paid back once."""
    chip = {"product": "chip", "value": 10, "hs_code": "854231"}
    tables = {
        "products": [*CHAIN["products"], chip],
        "boms": [*CHAIN["boms"], {"product": "rack", "component": "chip", "quantity": 1}],
        "supplies": [*CHAIN["supplies"], {"site": "maker", "product": "chip"}],
        "duties": [mfn(0.2, "MEX", drawback="lesser"), mfn(0.05)],
    }
    assert relief(small, solve, **tables) == pytest.approx((-500, 1000 + 500 - 500))


def test_what_was_paid_is_counted_with_scrap(small, solve):
    """Two boards for a good rack: 1,600 were paid, and 16 % of 10,000 is due there: all is paid back."""
    processes = [{"site": "plant", "product": "rack", "scrap": "0.5"}]
    duties = [mfn(0.2, "MEX", drawback="lesser"), mfn(0.16)]
    assert relief(small, solve, processes=processes, duties=duties) == pytest.approx((-1600, 1600))


def test_nothing_is_paid_back_on_what_stays(small, solve):
    """Half of the racks are sold in Mexico: what was paid for them, 800, is gone."""
    tables = {
        "markets": [{"market": "us", "country": "USA"}, {"market": "mx", "country": "MEX"}],
        "lanes": [*CHAIN["lanes"], {"origin": "plant", "destination": "mx"}],
        "demands": [{**CHAIN["demands"][0], "market": market} for market in ("mx", "us")],
        "duties": [mfn(0.2, "MEX", drawback="lesser"), mfn(0.5)],
    }
    back, objective = relief(small, solve, **tables)
    assert (back, objective) == pytest.approx((-800, 1600 + 5000 - 800))
