"""Bonded regimes and drawback in cases solved by hand; the arithmetic stands in the docstrings."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN, RESOLD, amount, bloc, cost, mfn, planned

PACT = {"agreement": "PACT", "members": "PACTERS", "basis": "rvc", "threshold": 1}
"""An agreement under which no rack of Chinese boards qualifies."""

PACTERS = bloc("PACTERS", "MEX", "USA")


def sites(regime=None, name="plant", **columns):
    return [CHAIN["sites"][0], {"site": name, "country": "MEX", "bonded": regime, **columns}]


def events(plan):
    return {event: amount(plan, event=event) for event in sorted(set(plan["duties"]["event"]))}


INLAND = {
    "countries": [{"country": "CHN"}, {"country": "MEX", "customs_basis": "CIF"}, {"country": "USA"}],
    "markets": [{"market": "mx", "country": "MEX"}],
    "lanes": [
        {"origin": "maker", "destination": "plant", "cost_per_unit": 10},
        {"origin": "plant", "destination": "mx"},
    ],
    "demands": [{**CHAIN["demands"][0], "market": "mx"}],
}
"""The chain with its market in Mexico, where freight (10 a board) is dutiable on import, not on release."""

BOARDS = mfn(0.2, "MEX", hs="8473")
RACKS = mfn(0.05, "MEX", hs="8471")


# --- bonded sites -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "expected"),
    [
        (None, {"entry": 1000}),
        ("bonded_warehouse", {"entry": 1000}),
        ("immex", {"use": 800}),
        ("free_zone", {"use": 200}),
    ],
)
def test_what_is_used_for_the_home_market_pays_as_components_or_as_the_product(small, regime, expected):
    """On import boards pay 20 % of 40 + 10 of freight: 1,000. Used in bond they pay without the freight: as
    boards 20 % x 40 x 100 = 800 (immex), at the rate of racks 5 % x 40 x 100 = 200 (free zone). In a bonded
    warehouse nothing is used."""
    plan = planned(small, **INLAND, sites=sites(regime), duties=[BOARDS, RACKS])
    assert events(plan) == pytest.approx(expected)
    assert plan.objective == pytest.approx(1000 + sum(expected.values()))


@pytest.mark.parametrize("regime", ["immex", "free_zone"])
def test_what_is_made_in_bond_for_abroad_pays_nothing_where_it_is_made(small, regime):
    """Boards in bond, racks to the USA, which charges 3 %: 100 x 100 x 3 % = 300."""
    plan = planned(small, sites=sites(regime), duties=[BOARDS, RACKS, mfn(0.03)])
    assert events(plan) == pytest.approx({"entry": 300})


@pytest.mark.parametrize("regime", ["immex", "free_zone", "bonded_warehouse"])
def test_goods_released_from_bond_pay_as_they_are(small, regime):
    """Boards that go on to a market in Mexico as they are pay 20 % of 40, without the freight: 800. Those
    for the USA leave again and pay nothing in Mexico."""
    tables = {
        **RESOLD,
        **INLAND,
        "sites": sites(regime, "hub"),
        "markets": [{"market": "mx", "country": "MEX"}, {"market": "us", "country": "USA"}],
        "lanes": [
            {"origin": "maker", "destination": "hub", "cost_per_unit": 10},
            {"origin": "hub", "destination": "mx"},
            {"origin": "hub", "destination": "us"},
        ],
        "demands": [{**RESOLD["demands"][0], "market": market} for market in ("mx", "us")],
    }
    plan = planned(small, **tables, duties=[BOARDS])
    assert events(plan) == pytest.approx({"release": 800})
    assert plan["duties"].select("exporter", "importer").rows() == [("CHN", "MEX")]


def test_goods_move_between_bonded_sites_and_are_released_on_the_way_to_any_other(small):
    """A bonded warehouse hands boards on to a bonded plant, whose racks leave: nothing is paid. On the way
    to a plant that isn't bonded they are released: 20 % x 40 x 100 = 800."""
    for regime, expected in (("immex", {}), (None, {"release": 800})):
        plan = planned(
            small,
            countries=INLAND["countries"],
            sites=[*sites(regime), {"site": "store", "country": "MEX", "bonded": "bonded_warehouse"}],
            lanes=[
                {"origin": "maker", "destination": "store", "cost_per_unit": 10},
                {"origin": "store", "destination": "plant"},
                CHAIN["lanes"][1],
            ],
            duties=[BOARDS],
        )
        assert events(plan) == pytest.approx(expected)


def test_what_is_made_in_bond_goes_into_what_is_made_in_bond(small):
    """Chips become boards at one bonded site and racks at another; these leave, and nothing is paid. For
    the home market the chips pay where they are used, 20 % of 10 x 100 = 200, and racks nothing more."""
    chip = {"product": "chip", "value": 10, "hs_code": "854231"}
    tables = {
        "products": [*CHAIN["products"], chip],
        "boms": [*CHAIN["boms"], {"product": "board", "component": "chip", "quantity": 1}],
        "supplies": [{"site": "maker", "product": "chip"}],
        "sites": [*sites("immex"), {"site": "mill", "country": "MEX", "bonded": "immex"}],
        "processes": [{"site": "mill", "product": "board"}, *CHAIN["processes"]],
        "duties": [mfn(0.2, "MEX")],
    }
    for market, expected in (("us", {}), ("mx", {"use": 200})):
        lanes = [
            {"origin": "maker", "destination": "mill", "cost_per_unit": 10},
            {"origin": "mill", "destination": "plant"},
            {"origin": "plant", "destination": market},
        ]
        inland = INLAND if market == "mx" else {}
        plan = planned(small, **{**inland, **tables, "countries": INLAND["countries"], "lanes": lanes})
        assert events(plan) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("drawback", "expected"), [("free", 300), ("lesser", 300 + 800 - 300), ("none", 300 + 800)]
)
def test_an_agreement_limits_the_relief_of_bonded_sites(small, drawback, expected):
    """Racks pay the USA 3 % (300), boards would have paid Mexico 20 % of 40 (800). An agreement between the
    two leaves relief as it is, or charges the 800 less what the USA charges, or charges them whole."""
    plan = planned(
        small,
        sites=sites("immex"),
        blocs=PACTERS,
        agreements=[{**PACT, "drawback": drawback}],
        duties=[BOARDS, mfn(0.03)],
    )
    assert plan.objective == pytest.approx(expected)


# --- drawback ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "drawback", "expected"),
    [
        (0.03, "none", 800 + 300),
        (0.03, "full", 800 + 300 - 800),
        (0.03, "lesser", 800 + 300 - 300),
        (0.12, "lesser", 800 + 1200 - 800),
    ],
)
def test_drawback_on_what_is_made_of_imports(small, rate, drawback, expected):
    """Boards pay Mexico 20 % of 40 (800), racks the USA 3 % or 12 % of 100 (300 or 1,200). Mexico pays back
    nothing, all of its 800, or the lesser of the two."""
    plan = planned(small, duties=[{**BOARDS, "drawback": drawback}, mfn(rate)])
    assert plan.objective == pytest.approx(expected)
    assert cost(plan, "drawback") == pytest.approx(expected - 800 - 10000 * rate)


@pytest.mark.parametrize(
    ("rate", "drawback", "expected"),
    [
        (0.05, "none", 800 + 200),
        (0.05, "full", 800 + 200 - 800),
        (0.05, "lesser", 800 + 200 - 200),
        (0.3, "lesser", 800 + 1200 - 800),
    ],
)
def test_drawback_on_what_leaves_as_it_is(small, rate, drawback, expected):
    """Boards pay Mexico 20 % of 40 (800) and go on to the USA, which charges 5 % or 30 % (200 or 1,200)."""
    plan = planned(small, **RESOLD, duties=[{**BOARDS, "drawback": drawback}, mfn(rate)])
    assert plan.objective == pytest.approx(expected)


@pytest.mark.parametrize(("drawback", "expected"), [("free", 300), ("lesser", 800), ("none", 1100)])
def test_an_agreement_limits_full_drawback(small, drawback, expected):
    """Of full drawback (800) on boards in racks that pay 3 % (300) an agreement leaves all, no more than
    these 300, or nothing."""
    plan = planned(
        small,
        blocs=PACTERS,
        agreements=[{**PACT, "drawback": drawback}],
        duties=[{**BOARDS, "drawback": "full"}, mfn(0.03)],
    )
    assert plan.objective == pytest.approx(expected)


def test_drawback_is_no_more_than_the_duty_of_the_layers_that_allow_it(small):
    """Boards pay 20 % with full, 5 % with lesser drawback and 10 % with none (800 + 200 + 400), racks 1 %
    (100), so that 800 and 100 come back: 1,400 + 100 - 900 = 600."""
    duties = [
        {**BOARDS, "drawback": "full"},
        {"layer": "a", "importer": "MEX", "hs": "8473", "ad_valorem": 0.05, "drawback": "lesser"},
        {"layer": "b", "importer": "MEX", "hs": "8473", "ad_valorem": 0.1},
        mfn(0.01),
    ]
    assert planned(small, duties=duties).objective == pytest.approx(600)


def test_nothing_is_paid_back_on_what_stays(small):
    """Racks sold in Mexico pay for their boards, 20 % of 40 + 10, and nothing comes back: 1,000."""
    plan = planned(small, **INLAND, duties=[{**BOARDS, "drawback": "full"}])
    assert events(plan) == pytest.approx({"entry": 1000})


def test_what_duty_is_paid_back_for_leaves_through_a_hub(small):
    """Racks whose boards' duty is paid back go to the border by way of another site in Mexico: 800 -
    800."""
    plan = planned(
        small,
        sites=[*CHAIN["sites"], {"site": "port", "country": "MEX"}],
        lanes=[
            CHAIN["lanes"][0],
            {"origin": "plant", "destination": "port"},
            {"origin": "port", "destination": "us"},
        ],
        duties=[{**BOARDS, "drawback": "full"}],
    )
    assert plan.objective == pytest.approx(0)
    assert events(plan) == pytest.approx({"entry": 800, "drawback": -800})
