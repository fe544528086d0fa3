"""What units remember that are bought or were in stock."""

from __future__ import annotations

from datetime import date

import pytest
from tests.footprint.trade_chain import CHAIN, bloc

from reshore.footprint.prepare.buying import buying
from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.goods import Goods
from reshore.footprint.provenance.sources import Sources, sources
from reshore.footprint.trade.agreements import Agreements


def given(chain, months=(12,), supply=None, **tables):
    supplies = [{"site": "maker", "product": "board", **(supply or {})}]
    model = chain(months, supplies=supplies, **tables)
    clock = Clock.of(model)
    return sources(model, Agreements.of(model), buying(model, clock, Goods.of(model, clock)))


@pytest.mark.parametrize(("origin", "expected"), [(None, "CHN"), ("USA", "USA")])
def test_what_is_bought_comes_from_the_supplier(chain, origin, expected):
    """It was processed there; its origin is there too, unless the supply says otherwise."""
    assert given(chain, supply={"origin": origin})["board"].bought == {
        ("maker", "p1"): ("CHN", expected, frozenset())
    }


def test_what_is_bought_has_the_labels_that_the_supply_gives(chain):
    """Names with spaces between."""
    _, _, labels = given(chain, supply={"labels": "tested safe"})["board"].bought["maker", "p1"]
    assert labels == {"tested", "safe"}


@pytest.mark.parametrize(
    ("hs", "origin", "second"),
    [("8473", None, {"pact"}), (None, None, {"pact"}), ("8471", None, set()), (None, "MEX", set())],
)
def test_what_is_bought_qualifies_where_its_origin_is_a_member(chain, hs, origin, second):
    """China joins in p2, Mexico doesn't, wherever the supplier is; the agreement has to cover boards."""
    members = bloc("east", "CHN", "USA")
    members[0]["from"] = date(2026, 1, 1)
    pact = {"agreement": "pact", "members": "east", "hs": hs, "basis": "rvc", "threshold": 0.5}
    given_by = given(chain, (12, 12), supply={"origin": origin}, blocs=members, agreements=[pact])
    bought = given_by["board"].bought
    assert [bought["maker", period][2] for period in ("p1", "p2")] == [set(), second]


def test_opening_stock_says_where_it_comes_from(chain):
    """As written; stock that says nothing is left out."""
    stocks = [
        {"site": "plant", "product": "rack", "opening": 5, "provenance": "MEX / CHN / tested"},
        {"site": "plant", "product": "board", "opening": 5},
    ]
    found = given(chain, stocks=stocks)
    assert found["rack"] == Sources({}, {"plant": ("MEX", "CHN", frozenset({"tested"}))})
    assert found["board"].opening == {}


def test_what_is_neither_bought_nor_in_stock_has_no_source(chain):
    """Racks are made."""
    assert set(given(chain)) == {CHAIN["supplies"][0]["product"]}
