"""The law as the program needs it: layers that never charge split nothing."""

from __future__ import annotations

import pytest
from tests.footprint.trade_chain import CHAIN, mfn

S301 = {"layer": "s301", "importer": "USA", "origin": "CHN"}


def origins(network, months=(12,), **tables):
    """Whether racks, made of Chinese boards, are told apart by origin."""
    process = {"site": "plant", "product": "rack", "origin": "board"}
    prepared = network(months, processes=[process], **tables)
    return set(prepared.expansion.following.provenances["goods_origin"]) - {None}


@pytest.mark.parametrize(
    ("rates", "told"), [({}, set()), ({"ad_valorem": 0.1}, {"CHN"}), ({"per_kg": 0.1}, {"CHN"})]
)
def test_a_layer_whose_rates_are_all_0_splits_nothing(network, rates, told):
    """25 % and nothing at all are different, nothing and nothing aren't."""
    assert origins(network, duties=[{**S301, **rates}]) == told


def test_a_row_of_rate_0_counts_in_a_layer_that_charges(network):
    """Everybody pays 10 % but the Chinese, who pay nothing: they are told apart."""
    assert origins(network, duties=[mfn(0.1), mfn(0, origin="CHN")]) == {"CHN"}


@pytest.mark.parametrize(("later", "told"), [(0.0, set()), (0.2, {"CHN"})])
def test_a_layer_that_charges_in_some_period_counts(network, later, told):
    """0 in the table, and from p2 on what series say."""
    key = {
        "table": "duties",
        "key": "s301/USA/CHN////",
        "column": "ad_valorem",
        "period": "p2",
        "value": later,
    }
    assert origins(network, (12, 12), duties=[{**S301, "ad_valorem": 0}], series=[key]) == told


def test_a_layer_of_rate_0_that_excludes_another_counts(network):
    """On Chinese goods a layer of 0 % stands in place of the base layer's 10 %."""
    duties = [mfn(0.1), {**S301, "ad_valorem": 0, "excludes": "mfn"}]
    assert origins(network, duties=duties) == {"CHN"}


def test_without_duties_nothing_is_followed_and_nothing_is_paid(network):
    """The plain network: no provenance has a name, no shipment pays."""
    prepared = network()
    assert not prepared.expansion.following.products
    ship = prepared.moving.ship
    assert set(ship["provenance"]) == set(ship["arrives"]) == {""}
    assert ship.select("cost.duty", "cost.drawback").sum().rows() == [(0, 0)]
    assert ship.height == len(CHAIN["lanes"])
