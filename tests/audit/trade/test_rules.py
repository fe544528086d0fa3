"""Rules that ask where goods come from, and what they cost at borders."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import goods, making, shipment, tables, used

from reshore.audit.activities import activity
from reshore.audit.rules import check_rules
from reshore.tables.select import select

CHINESE = {"processed": "CHN", "goods_origin": "CHN"}
FLOWS = {
    "provenances": [
        goods("board", "cn", **CHINESE, labels="clean"),
        goods("board", "held", status="bond", via="CHN", **CHINESE),
        goods("board", "taxed", full_ad_valorem=0.15, **CHINESE),
        goods("rack", "mx", processed="MEX", goods_origin="MEX"),
        goods("rack", "out", processed="MEX", goods_origin="MEX", status="out"),
    ],
    "shipments": [
        shipment("shenzhen lyon", "board", "cn", "cn", 10.0),
        shipment("shenzhen lyon", "bolt", None, None, 100.0),
    ],
    "production": [making("racks juarez", "mx", 10.0), making("racks puebla", "out", 5.0)],
    "use": [used("racks juarez", "mx", "held", 20.0), used("racks puebla", "out", "taxed", 10.0)],
}


@pytest.mark.parametrize(
    ("name", "condition", "measure", "amount"),
    [
        # 10 boards pay 6.4 and 4 of freight, 100 bolts 0.55 and 4.
        ("ship", "true", "cost", 104 + 455),
        ("ship", "processed = 'CHN'", "cost", 104),
        ("ship", "array_contains(labels, 'clean')", "units", 10),
        ("ship", "not array_contains(labels, 'clean')", "units", 100),
        ("ship", "array_contains(destination_blocs, 'EU') and origin_country = 'CHN'", "units", 110),
        # 20 boards in bond pay 15 % of 50 as they are used; of 10 the same is paid back.
        ("use", "true", "cost", 150 - 75),
        ("use", "process = 'racks puebla'", "cost", -75),
        ("use", "component = 'board'", "value", 1500),
        ("use", "component_family = 'part' and goods_origin = 'CHN'", "units", 30),
        ("use", "family = 'server' and component = 'bolt'", "mass", 15),
        ("make", "array_contains(processed_blocs, 'south')", "units", 15),
        ("make", "array_contains(goods_origin_blocs, 'EU')", "units", 0),
        ("make", "array_contains(blocs, 'north') and goods_origin = 'MEX'", "value", 3000),
    ],
)
def test_what_an_activity_sums_to(case, name, condition, measure, amount):
    """Provenance of ship as it leaves, of use the component's; goods that aren't followed have no labels."""
    rows = select(activity(case(**FLOWS), name), condition)
    assert rows[measure].sum() == pytest.approx(amount)


@pytest.mark.parametrize(
    ("where", "fails"), [("goods_origin = 'CHN'", True), ("goods_origin in ('CHN', 'MEX')", False)]
)
def test_a_rule_tells_goods_apart(failing, make_model, where, fails):
    """Boards of one provenance from China or Mexico are no answer to a rule on Chinese ones."""
    model = tables()
    model["rules"] = [{"rule": "limit", "activity": "ship", "where": where, "limit": 100}]
    found = failing(
        check_rules,
        make_model(**model),
        provenances=[goods("board", "some", goods_origin="CHN MEX")],
        shipments=[shipment("shenzhen lyon", "board", "some", "some", 10.0)],
    )
    assert ("goods of one provenance that rules tell apart" in found) is fails
