"""Duty charged and paid back, from what is moved and made."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, making, shipment, tables, used

from reshore.audit.trade.charging import restored

CHINESE = {"processed": "CHN", "goods_origin": "CHN"}
MEXICAN = {"processed": "MEX", "goods_origin": "MEX"}


def lines(case):
    """Event, product, importer, exporter, layer -> amount."""
    return {
        (row["event"], row["product"], row["importer"], row["exporter"], row["layer"]): pytest.approx(
            row["amount"]
        )
        for row in case.duties.iter_rows(named=True)
    }


def test_entry_with_freight(case):
    """10 boards from China to France: 10 % of 50 and 4 of freight, and 0.5 on 2 kg, make 6.4 each."""
    found = case(
        provenances=[goods("board", "cn", **CHINESE)],
        shipments=[shipment("shenzhen lyon", "board", "cn", "cn", 10.0)],
    )
    assert lines(found) == {("entry", "board", "FRA", "CHN", "mfn"): 64.0}
    assert found.duties["customs_value"].to_list() == [54.0]


def test_nothing_is_paid_within_a_territory(case):
    """Germany and France are one customs union."""
    found = case(
        provenances=[goods("board", "cn", **CHINESE)],
        shipments=[shipment("hamburg lyon", "board", "cn", "cn", 10.0)],
    )
    assert lines(found) == {}


def test_goods_that_are_not_followed_pay_too(case):
    """100 bolts to France: 10 % of 1 and 4 of freight, and 0.5 on 0.1 kg, make 0.55 each."""
    found = case(shipments=[shipment("shenzhen lyon", "bolt", None, None, 100.0)])
    assert lines(found) == {("entry", "bolt", "FRA", "CHN", "mfn"): 55.0}


def test_bond_and_release(case):
    """Nothing on entry into bond; released in Germany's name, 10 % of 50 and 0.5 on 2 kg, 6 each."""
    found = case(
        provenances=[
            goods("board", "cn", **CHINESE),
            goods("board", "held", status="bond", via="CHN", **CHINESE),
        ],
        shipments=[
            shipment("shenzhen hamburg", "board", "cn", "held", 10.0),
            shipment("hamburg lyon", "board", "held", "cn", 5.0),
        ],
    )
    assert lines(found) == {("release", "board", "DEU", "CHN", "mfn"): 30.0}
    assert found.duties["place"].to_list() == ["lyon"]


def test_the_lesser_is_paid_back_on_leaving(case):
    """Paid 10 % of 50 and 0.5 on 2 kg, 6 each; the USA asks 2 % of 50, and s301 of what is Chinese.

    That is 25 % on 184 of 365 days, 12.603 % of 50 or 6.301; with the 2 %, 7.301: so all 6 are paid back. A
    board that is French pays 1, and gets 1 back.
    """
    claim = {"lesser_ad_valorem": 0.1, "lesser_per_kg": 0.5}
    found = case(
        provenances=[
            goods("board", "cn", **CHINESE),
            goods("board", "cn paid", **CHINESE, **claim),
            goods("board", "fr", processed="FRA", goods_origin="FRA"),
            goods("board", "fr paid", processed="FRA", goods_origin="FRA", **claim),
        ],
        shipments=[
            shipment("lyon dallas", "board", "cn paid", "cn", 10.0),
            shipment("lyon dallas", "board", "fr paid", "fr", 10.0),
        ],
    )
    back = found.duties.filter(event="drawback")
    assert back["amount"].to_list() == pytest.approx([-60.0, -10.0])
    assert back["place"].to_list() == ["lyon", "lyon"]
    assert back["importer"].to_list() == ["FRA", "FRA"]
    assert back["customs_value"].to_list() == [50.0, 50.0]


def test_customs_values_are_those_of_seller_and_importer(case, make_model):
    """First the seller's row, then the importer's, then that of the period: 30, 20, 10; 2 % of it."""
    model = tables()
    model["customs_values"] = [
        {"product": "bolt", "seller": "lyon", "value": 30},
        {"product": "bolt", "importer": "USA", "value": 20},
        {"product": "bolt", "period": "2025", "value": 10},
    ]
    for lane, value in (("lyon dallas", 30), ("hamburg dallas", 20)):
        found = case(make_model(**model), shipments=[shipment(lane, "bolt", None, None, 1.0)])
        assert found.duties["amount"].to_list() == pytest.approx([0.02 * value])


BOND = [goods("board", "held", status="bond", via="CHN", **CHINESE)]


def test_use_in_bond_for_home(case):
    """2 boards a rack. In juarez they pay as boards, 15 % of 50; in colon at the rack's rate, 5 % of 50."""
    rows = {
        "provenances": [*BOND, goods("rack", "mx", **MEXICAN)],
        "production": [making("racks juarez", "mx", 10.0), making("racks colon", "mx", 10.0)],
    }
    found = case(
        **rows,
        use=[used("racks juarez", "mx", "held", 20.0), used("racks colon", "mx", "held", 20.0)],
    )
    amounts = dict(found.duties.select("process", "amount").iter_rows())
    assert amounts == {"racks juarez": pytest.approx(150), "racks colon": pytest.approx(50)}


def made_for(bound):
    """Frames: 10 racks made in bond at juarez of 20 boards in bond, for a country."""
    return {
        "provenances": [*BOND, goods("rack", "mx", status="made", bound=bound, **MEXICAN)],
        "production": [making("racks juarez", "mx", 10.0)],
        "use": [used("racks juarez", "mx", "held", 20.0)],
    }


def test_made_without_a_bound_pays_nothing(case):
    """It leaves for countries that don't ask."""
    assert lines(case(**made_for(None))) == {}


def test_made_for_a_partner_pays_the_lesser(case):
    """For the USA: 20 boards pay 150; 10 racks of 200 pay 2 % there, 40, and so much is paid back."""
    assert lines(case(**made_for("USA"))) == {
        ("use", "board", "MEX", "CHN", "mfn"): 150.0,
        ("drawback", "rack", "MEX", None, None): -40.0,
    }


def test_made_for_a_partner_that_gives_no_relief(case, make_model):
    """The strictest agreement counts: with none, all is paid and nothing paid back."""
    model = tables()
    model["agreements"].append(
        {"agreement": "strict", "members": "north", "threshold": 0, "drawback": "none"}
    )
    found = case(make_model(**model), **made_for("USA"))
    assert lines(found) == {("use", "board", "MEX", "CHN", "mfn"): 150.0}


def test_made_for_others_pays_nothing(case):
    """Mercosur leaves relief as the regime says."""
    assert lines(case(**made_for("BRA"))) == {}


def out_for(bound, **claim):
    """Frames: 10 racks made at puebla of 20 boards whose duty is to be paid back."""
    return {
        "provenances": [
            goods("board", "paid", **CHINESE, **claim),
            goods("rack", "mx", status="out", bound=bound, **MEXICAN),
        ],
        "production": [making("racks puebla", "mx", 10.0)],
        "use": [used("racks puebla", "mx", "paid", 20.0)],
    }


@pytest.mark.parametrize(
    ("bound", "claim", "back"),
    [
        # No bound: full claims alone, 15 % of 20 * 50.
        (None, {"full_ad_valorem": 0.15, "lesser_ad_valorem": 0.05}, 150),
        # Brazil asks 8 % of 10 * 200, 160: full 150, and lesser 5 % of 1000.
        ("BRA", {"full_ad_valorem": 0.15, "lesser_ad_valorem": 0.05}, 200),
        # Lesser of 30 % of 1000 and 160, beside full claims of 3 a kg on 2 kg * 20.
        ("BRA", {"full_per_kg": 3, "lesser_ad_valorem": 0.3}, 280),
        # usmca: all claims, 200, up to the 40 that the racks pay.
        ("USA", {"full_ad_valorem": 0.15, "lesser_ad_valorem": 0.05}, 40),
        ("USA", {"full_ad_valorem": 0.01, "lesser_ad_valorem": 0.02}, 30),
    ],
)
def test_duty_on_components_is_paid_back(case, bound, claim, back):
    """Up to what the racks pay where they go, as the agreement with it says."""
    found = case(**out_for(bound, **claim))
    assert lines(found) == {("drawback", "rack", "MEX", None, None): -back}
    assert found.duties["units"].to_list() == [10.0]


def test_no_relief_is_no_line(case, make_model):
    """With an agreement that allows none."""
    model = tables()
    model["agreements"].append(
        {"agreement": "strict", "members": "north", "threshold": 0, "drawback": "none"}
    )
    assert lines(case(make_model(**model), **out_for("USA", full_ad_valorem=0.15))) == {}


@pytest.mark.parametrize(("bound", "counted"), [(None, -150), ("BRA", -150), ("USA", 0)])
def test_rules_count_what_depends_on_no_other_duty(case, bound, counted):
    """Full claims, 15 % of 20 * 50, where they aren't capped."""
    found = restored(case(**out_for(bound, full_ad_valorem=0.15, lesser_ad_valorem=0.05)))
    assert found["amount"].sum() == pytest.approx(counted)


def test_merged_goods_pay_the_same(case):
    """Chinese boards pay s301 in the USA and Mexican ones don't: one provenance can't be both."""
    for origins, sure in (("BRA MEX", True), ("CHN MEX", False)):
        found = case(
            provenances=[goods("board", "some", goods_origin=origins)],
            shipments=[shipment("hamburg dallas", "board", "some", "some", 10.0)],
        )
        assert found.duties["sure"].all() is sure


def test_any_origin_is_any_that_can_occur(case):
    """Boards are bought of Chinese and of Mexican origin."""
    found = case(
        provenances=[goods("board", "any")],
        shipments=[shipment("hamburg dallas", "board", "any", "any", 10.0)],
    )
    assert not found.duties["sure"].any()
