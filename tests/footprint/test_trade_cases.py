"""Duties, agreements and rules in cases solved by hand; the arithmetic stands in the docstrings."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN, RESOLD, amount, bloc, by_period, cost, mfn, planned, served

S301 = {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25}
PACT = {"agreement": "PACT", "members": "PACTERS"}
SEGMENTS = [
    {**CHAIN["demands"][0], "segment": "state", "quantity": 30},
    {**CHAIN["demands"][0], "segment": "trade", "quantity": 70},
]
PACTERS = bloc("PACTERS", "MEX", "USA")


def made(**columns):
    return [{"site": "plant", "product": "rack", **columns}]


# --- origin, dates, deemed origin -------------------------------------------------------------------------


@pytest.mark.parametrize(("origin", "second"), [("board", 2500), ("site", 0)])
def test_a_chinese_board_racked_in_mexico_pays_from_2026_where_the_board_decides(small, origin, second):
    """The 25 % on Chinese goods hold from 2026: 100 racks x 100 x 25 % = 2,500 if the rack keeps its
    board's origin, nothing if the plant's country confers origin, and nothing in 2025 either way."""
    duties = [{**S301, "from": "2026-01-01"}]
    plan = planned(small, (12, 12), processes=made(origin=origin), duties=duties)
    assert by_period(plan, layer="s301") == pytest.approx([0, second])
    assert plan.objective == pytest.approx(second)


def test_a_duty_that_starts_within_a_period_is_averaged_over_its_days(small):
    """From 2 July 2025 on 183 of 365 days: 100 x 100 x 25 % x 183 / 365 = 1,253.42; until then 10 % on 182:
    498.63."""
    duties = [
        {**S301, "ad_valorem": 0.1, "to": "2025-07-02"},
        {**S301, "from": "2025-07-02"},
    ]
    plan = planned(small, processes=made(origin="board"), duties=duties)
    assert plan.objective == pytest.approx(10000 * (0.25 * 183 + 0.1 * 182) / 365)


@pytest.mark.parametrize(("exempt", "expected"), [(None, 2500), ("PACT", 0)])
def test_deemed_origin_replaces_the_base_duty_and_what_exempts_it(small, exempt, expected):
    """An agreement deems what a member exports: the base 10 % (1,000) is gone, the 25 % on Chinese boards
    in racks (2,500) only where the layer exempts the agreement."""
    plan = planned(
        small,
        processes=made(origin="board"),
        blocs=PACTERS,
        agreements=[{**PACT, "basis": "deemed"}],
        duties=[mfn(0.1), {**S301, "exempt": exempt}],
    )
    assert plan.objective == pytest.approx(expected)
    assert plan["duties"].filter(layer="mfn")["preference"].to_list() == ["PACT"]


def test_deemed_origin_asks_who_exports(small):
    """The same boards come straight from China, which is no member: 100 x 40 x 10 % = 400."""
    plan = planned(
        small,
        **RESOLD
        | {
            "lanes": [{"origin": "maker", "destination": "us"}],
            "blocs": PACTERS,
            "agreements": [{**PACT, "basis": "deemed"}],
            "duties": [mfn(0.1)],
        },
    )
    assert plan.objective == pytest.approx(400)


def test_goods_through_a_warehouse_of_a_third_country_keep_their_origin(small):
    """Chinese boards by way of Mexico are Chinese: 100 x 40 x 25 % = 1,000, and the exporter is Mexico."""
    plan = planned(small, **RESOLD, duties=[S301, {**S301, "layer": "other", "exporter": "CHN"}])
    assert plan.objective == pytest.approx(1000)
    assert plan["duties"].select("layer", "exporter").rows() == [("s301", "MEX")]


def test_repacking_changes_neither_origin_nor_where_goods_were_processed(small):
    """A repacked board of value 50 pays as Chinese (25 %) and as processed in China: 100 x 50 x 25 % =
    1,250; a rule that wants goods processed in Mexico can't be met, and its price of 7 a unit is paid."""
    rule = {"rule": "inland", "activity": "serve", "where": "processed = 'MEX'", "sense": ">=", "limit": 100}
    plan = planned(
        small,
        products=[*CHAIN["products"], {"product": "box", "value": 50, "hs_code": "847330"}],
        boms=[{"product": "box", "component": "board", "quantity": 1}],
        processes=[{"site": "plant", "product": "box", "origin": "board", "repack": True}],
        demands=[{"market": "us", "product": "box", "quantity": 100, "shortage_cost": 1000}],
        duties=[S301],
        rules=[{**rule, "price": 7}],
    )
    assert amount(plan, event="entry") == pytest.approx(1250)
    assert plan.objective == pytest.approx(1250 + 700)


# --- how a good qualifies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("threshold", "expected"), [(0.6, 0), (0.61, 1000)])
def test_value_content_just_above_and_just_below_its_threshold(small, threshold, expected):
    """Boards from outside are 40 of a rack's 100, so that its value content is 60 %: it qualifies at 60 %,
    at 61 % each of 100 racks pays 10 % of 100."""
    plan = planned(
        small,
        blocs=PACTERS,
        agreements=[{**PACT, "basis": "rvc", "threshold": threshold}],
        duties=[mfn(0.1)],
    )
    assert plan.objective == pytest.approx(expected)


def test_goods_that_qualify_beside_goods_that_do_not_from_one_site(small):
    """At 80 % at most 20 of a rack's 100 come from outside. With 40 Mexican boards 80 racks qualify, with
    40 boards from outside between them (40 x 40 = 20 x 80); the other 20 pay 10 %: 20 x 10 = 200."""
    supplies = [{"site": "maker", "product": "board"}, {"site": "plant", "product": "board", "capacity": 40}]
    plan = planned(
        small,
        blocs=PACTERS,
        supplies=supplies,
        agreements=[{**PACT, "basis": "rvc", "threshold": 0.8}],
        duties=[mfn(0.1)],
    )
    assert plan.objective == pytest.approx(200)
    waived = plan["duties"].filter(preference="PACT")
    assert waived["units"].to_list() == pytest.approx([80])
    assert waived["amount"].sum() == pytest.approx(0)


def test_a_component_that_qualifies_counts_as_from_inside(small):
    """Boards (40) are made in Mexico of chips (10) from outside and qualify at 75 %; racks of them hold
    nothing from outside and qualify at 100 %. At 76 % for boards neither does: 100 x 10 = 1,000."""
    chips = {"product": "chip", "value": 10, "hs_code": "854231"}
    for threshold, expected in ((0.75, 0), (0.76, 1000)):
        plan = planned(
            small,
            products=[*CHAIN["products"], chips],
            boms=[*CHAIN["boms"], {"product": "board", "component": "chip", "quantity": 1}],
            supplies=[{"site": "maker", "product": "chip"}],
            processes=[{"site": "plant", "product": "board"}, *made()],
            blocs=PACTERS,
            agreements=[
                {**PACT, "hs": "8471", "basis": "rvc", "threshold": 1},
                {**PACT, "hs": "8473", "basis": "rvc", "threshold": threshold},
            ],
            duties=[mfn(0.1)],
        )
        assert plan.objective == pytest.approx(expected)


@pytest.mark.parametrize(
    ("digits", "de_minimis", "expected"),
    [(4, 0.1, 0), (4, 0.09, 1000), (6, 0, 0), (2, 0.5, 0), (2, 0.4, 1000)],
)
def test_tariff_shift_and_what_little_may_stay_without_one(small, digits, de_minimis, expected):
    """Boards (8473, value 40) and kits (847190, value 10) from outside go into racks (847150, value 100).

    On four digits kits alone don't shift: 10 of 100 is in 10 %, not in 9 %. On six digits both shift. On two
    neither does: 50 of 100 is in 50 %, not in 40 %. Racks that don't qualify pay 10 %: 1,000."""
    kit = {"product": "kit", "value": 10, "hs_code": "847190"}
    plan = planned(
        small,
        products=[*CHAIN["products"], kit],
        boms=[*CHAIN["boms"], {"product": "rack", "component": "kit", "quantity": 1}],
        supplies=[{"site": "maker", "product": "board"}, {"site": "maker", "product": "kit"}],
        blocs=PACTERS,
        agreements=[{**PACT, "basis": "tariff_shift", "digits": digits, "de_minimis": de_minimis}],
        duties=[mfn(0.1)],
    )
    assert plan.objective == pytest.approx(expected)


def test_a_preference_counts_where_it_is_lower_and_the_lowest_counts(small):
    """Of agreements at 8 % and 3 % the lower is charged (10,000 x 3 % = 300) in place of 5 % and 2,000, and
    of 2 % and 2,000; none in place of 2 % and 50 (200 + 50)."""
    agreements = [
        {**PACT, "basis": "deemed", "rate": 0.08},
        {**PACT, "agreement": "DEAL", "basis": "deemed", "rate": 0.03},
    ]
    for rate, per_kg, expected in ((0.05, 2, 300), (0.02, 2, 300), (0.02, 0.05, 250)):
        duties = [mfn(rate, per_kg=per_kg)]
        plan = planned(small, blocs=PACTERS, agreements=agreements, duties=duties)
        assert plan.objective == pytest.approx(expected)


# --- layers -----------------------------------------------------------------------------------------------


def test_the_most_specific_row_of_a_layer_is_charged(small):
    """A country goes before a bloc, a bloc before all, and then the longer prefix: Mexican racks pay 3
    %."""
    duties = [
        mfn(0.5, None, hs="847150"),
        mfn(0.4, "PACTERS", hs="84715"),
        mfn(0.2, hs="8471"),
        mfn(0.1, origin="PACTERS"),
        mfn(0.07, origin="MEX"),
        mfn(0.03, origin="MEX", hs="84"),
        mfn(0.6, origin="MEX", hs="8473"),
    ]
    plan = planned(small, blocs=PACTERS, duties=duties)
    assert plan.objective == pytest.approx(300)


def test_a_layer_that_applies_shuts_out_the_one_it_names(small):
    """Steel duty of 50 % shuts out the general 10 %: 5,000 beside the base 2 % (200); where the agreement
    exempts the steel duty it shuts nothing out: 10 % (1,000) and the base 2 %, which the agreement
    keeps."""
    steel = {"layer": "steel", "importer": "USA", "ad_valorem": 0.5, "excludes": "general"}
    general = {"layer": "general", "importer": "USA", "ad_valorem": 0.1}
    agreements = [{**PACT, "basis": "deemed", "rate": 0.02}]
    for exempt, expected in ((None, 5200), ("PACT", 1200)):
        duties = [mfn(0.02), {**steel, "exempt": exempt}, general]
        plan = planned(small, blocs=PACTERS, agreements=agreements, duties=duties)
        assert plan.objective == pytest.approx(expected)


@pytest.mark.parametrize(("combine", "expected"), [("add", 5500), ("max", 3000)])
def test_layers_add_up_or_the_largest_is_charged(small, combine, expected):
    """25 % of a rack is 25, 3 for each of its 10 kg is 30: together 55, the larger alone 30."""
    duties = [
        {"layer": "a", "importer": "USA", "ad_valorem": 0.25, "combine": combine},
        {"layer": "b", "importer": "USA", "per_kg": 3, "combine": combine},
    ]
    assert planned(small, duties=duties).objective == pytest.approx(expected)


@pytest.mark.parametrize(("rate", "expected"), [(0.02, 760), (0.2, 1300)])
def test_each_segment_pays_its_duty(small, rate, expected):
    """70 racks for commerce pay 10 % (700); 30 for the state pay its own rate: 2 % are 60, 20 % are 600,
    and neither can take what was brought in for the other."""
    plan = planned(
        small,
        demands=SEGMENTS,
        duties=[mfn(0.1), mfn(rate, segment="state")],
    )
    assert plan.objective == pytest.approx(expected)


# --- customs value ----------------------------------------------------------------------------------------


def test_the_customs_value_of_the_seller_goes_before_that_of_the_importer(small):
    """The plant sells at 80: 100 x 80 x 10 % = 800. Without that row the importer's 90 would stand: 900."""
    general = {"product": "rack", "importer": "USA", "value": 90}
    own = {"product": "rack", "seller": "plant", "value": 80}
    other = {"product": "rack", "seller": "maker", "value": 1}
    for rows, expected in (([general, own, other], 800), ([general, other], 900), ([other], 1000)):
        plan = planned(small, duties=[mfn(0.1)], customs_values=rows)
        assert plan.objective == pytest.approx(expected)


@pytest.mark.parametrize(("basis", "expected"), [("FOB", 1000), ("CIF", 1070)])
def test_freight_is_in_the_customs_value_where_it_is_cif(small, basis, expected):
    """Freight of 7 a rack is dutiable in a CIF country: 100 x 107 x 10 %."""
    plan = planned(
        small,
        countries=[{"country": "CHN"}, {"country": "MEX"}, {"country": "USA", "customs_basis": basis}],
        lanes=[CHAIN["lanes"][0], {**CHAIN["lanes"][1], "cost_per_unit": 7}],
        duties=[mfn(0.1)],
    )
    assert cost(plan, "duty") == pytest.approx(expected)
    assert plan.objective == pytest.approx(expected + 700)


def test_goods_under_way_at_the_start_have_paid(small):
    """On a lane of half a period two thirds of the boards are sent, 66.67, and half as many are under way:
    these cost their value, 33.33 x 40 = 1,333.33, and no duty; those sent pay 10 % of 40: 266.67."""
    plan = planned(
        small,
        settings={"opening_pipeline": "steady"},
        lanes=[{**CHAIN["lanes"][0], "days": 365.25 / 2}, CHAIN["lanes"][1]],
        duties=[mfn(0.1, "MEX")],
    )
    assert cost(plan, "duty") == pytest.approx(800 / 3)
    assert plan.objective == pytest.approx(1600)


# --- territories ------------------------------------------------------------------------------------------


def test_a_customs_union_has_one_border(small):
    """In a union with the USA Mexico's border is theirs: boards pay Mexico 5 % of 40 (200), racks on their
    way to the USA nothing."""
    plan = planned(
        small,
        blocs=bloc("UNION", "MEX", "USA", kind="customs_union"),
        duties=[mfn(0.1), mfn(0.05, "MEX")],
    )
    assert plan.objective == pytest.approx(200)


# --- rules ------------------------------------------------------------------------------------------------


def test_a_licence_runs_out(small):
    """A licence for 150 boards over both years: of 2 x 100 racks 50 stay away, at 1,000 each."""
    where = "product = 'board' and origin_country = 'CHN' and destination_country = 'MEX'"
    rule = {"rule": "licence", "activity": "ship", "where": where, "limit": 150, "periods": "cumulative"}
    plan = planned(small, (12, 12), rules=[rule])
    assert served(plan) == pytest.approx(150)
    assert plan.objective == pytest.approx(50000)


@pytest.mark.parametrize("country", ["CHN", "MEX"])
def test_an_export_ban_holds_for_trays_that_come_for_integration(small, country):
    """Trays with the controlled chip cost nothing, others 5. None of the controlled ones may go to China,
    not through a hub either: racks integrated there take 100 others, 500 in all; racks in Mexico take the
    controlled ones."""
    ban = "destination_country = 'CHN' and array_contains(labels, 'controlled')"
    trays = [
        {"process": "h", "site": "maker", "product": "tray", "labels": "controlled"},
        {"process": "l", "site": "maker", "product": "tray", "cost_per_unit": 5},
    ]
    plan = planned(
        small,
        sites=[
            {"site": "maker", "country": "USA"},
            {"site": "hub", "country": "MEX"},
            {"site": "plant", "country": country},
        ],
        products=[{"product": "tray", "value": 60}, {"product": "rack", "value": 100}],
        boms=[{"product": "rack", "component": "tray", "quantity": 1}],
        processes=[*trays, *made()],
        supplies=[],
        lanes=[
            {"origin": origin, "destination": destination}
            for origin, destination in (
                ("maker", "plant"),
                ("maker", "hub"),
                ("hub", "plant"),
                ("plant", "us"),
            )
        ],
        rules=[{"rule": "ban", "activity": "ship", "where": ban, "limit": 0}],
    )
    assert plan.objective == pytest.approx(500 if country == "CHN" else 0)


def test_two_segments_keep_rules_of_their_own(small):
    """The state takes only tested racks (2 more each) last processed in the USA (5 more each): 30 x 7 =
    210; of the 70 racks for commerce half must be tested: 35 x 2 = 70."""
    state = "segment = 'state' and processed = 'USA' and array_contains(labels, 'tested')"
    trade = "segment = 'trade' and array_contains(labels, 'tested')"
    plan = planned(
        small,
        sites=[*CHAIN["sites"], {"site": "texas", "country": "USA"}],
        processes=[
            {"process": f"{site}_{label}", "site": site, "product": "rack", "labels": label}
            | {"cost_per_unit": (2 if label else 0) + (5 if site == "texas" else 0)}
            for site in ("plant", "texas")
            for label in ("tested", None)
        ],
        lanes=[
            *CHAIN["lanes"],
            {"origin": "maker", "destination": "texas"},
            {"origin": "texas", "destination": "us"},
        ],
        demands=SEGMENTS,
        rules=[
            {"rule": "state", "activity": "serve", "where": state, "sense": ">=", "limit": 1}
            | {"of": "segment = 'state'"},
            {"rule": "trade", "activity": "serve", "where": trade, "sense": ">=", "limit": 0.5}
            | {"of": "segment = 'trade'"},
        ],
    )
    assert plan.objective == pytest.approx(280)


def test_a_label_is_passed_on_where_all_of_the_component_has_it(small):
    """Tested boards cost 3 more than others. 60 racks have to be tested, and are made of tested boards:
    180."""
    plan = planned(
        small,
        sites=[*CHAIN["sites"], {"site": "other", "country": "CHN"}],
        supplies=[
            {"site": "maker", "product": "board"},
            {"site": "other", "product": "board", "unit_cost": 3, "labels": "tested"},
        ],
        processes=made(labels="board:tested"),
        lanes=[*CHAIN["lanes"], {"origin": "other", "destination": "plant"}],
        rules=[
            {"rule": "tested", "activity": "serve", "where": "array_contains(labels, 'tested')"}
            | {"sense": ">=", "limit": 60}
        ],
    )
    assert plan.objective == pytest.approx(180)


def test_the_origin_of_components_used_is_limited(small):
    """Boards from Mexico cost 4 more. At most 30 % of the boards used may be Chinese: 70 x 4 = 280."""
    plan = planned(
        small,
        supplies=[
            {"site": "maker", "product": "board"},
            {"site": "plant", "product": "board", "unit_cost": 4},
        ],
        rules=[
            {"rule": "mix", "activity": "use", "where": "goods_origin = 'CHN'", "limit": 0.3, "of": "true"}
        ],
    )
    assert plan.objective == pytest.approx(280)


def test_opening_stock_has_the_provenance_that_is_written(small):
    """20 boards in stock are Mexican. They are used, and Chinese ones stand in their place at the end; so
    80 racks of Chinese boards pay 25 % of 100: 2,000."""
    plan = planned(
        small,
        processes=made(origin="board"),
        stocks=[{"site": "plant", "product": "board", "opening": 20, "provenance": "MEX / MEX / "}],
        duties=[S301],
    )
    assert plan.objective == pytest.approx(2000)
