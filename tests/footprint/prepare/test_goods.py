"""Products: their order, what they call for, and the value that we bear."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def goods(small, **tables):
    return Network.of(small(**tables)).goods


PRODUCTS = [
    {"product": "good", "value": 100},
    {"product": "board", "value": 30},
    {"product": "chip", "value": 10},
]
BOMS = [
    {"product": "good", "component": "board", "quantity": 2},
    {"product": "board", "component": "chip", "quantity": 1.5},
]


def test_components_come_first(small):
    """Chips go into boards, boards into goods."""
    assert goods(small, products=PRODUCTS, boms=BOMS).order == ("chip", "board", "good")


def test_what_a_good_unit_calls_for(small):
    """Two recipes and scrap of up to 20 %: at most 3 / 0.8 boards, at least 2."""
    found = goods(
        small,
        products=PRODUCTS,
        boms=[*BOMS, {"product": "good", "variant": "big", "component": "board", "quantity": 3}],
        processes=[{"site": "plant", "product": "good", "scrap": "0:0.2 12:0"}],
    )
    assert found.needs["good"] == pytest.approx({"board": 3.75})
    assert found.draws["good"] == {"board": 2}


def test_recipes_that_change_call_for_the_worst(small):
    """2 boards, 1 from p2 on: links count 2 in every period, as goods may be made ahead."""
    series = [{"table": "boms", "key": "good/base/board", "column": "quantity", "period": "p2", "value": 1}]
    found = Network.of(small((12, 12), products=PRODUCTS, boms=BOMS, series=series)).goods
    assert found.needs["good"] == {"board": 2}
    assert found.draws["good"] == {"board": 1}


def capital(small, supplies, boms=BOMS):
    found = goods(small, products=PRODUCTS, boms=boms, supplies=supplies)
    return {product: found.frame.filter(product=product)["capital"].item() for product in found.order}


def test_capital_is_value_where_nothing_is_consigned(small):
    """All that is bought is ours."""
    supplies = [{"site": "plant", "product": "chip"}]
    assert capital(small, supplies) == {"chip": 10, "board": 30, "good": 100}


def test_consigned_content_bears_no_capital(small):
    """Chips are the customer's: 0; a board without its 1.5 x 10: 15; a good without its 2 x 15: 70."""
    supplies = [{"site": "plant", "product": "chip", "ownership": "consigned"}]
    assert capital(small, supplies) == {"chip": 0, "board": 15, "good": 70}


def test_capital_is_that_of_the_recipe_with_the_most_consigned_content(small):
    """By the recipe with 4 boards 4 x 15 are the customer's: 40."""
    supplies = [{"site": "plant", "product": "chip", "ownership": "consigned"}]
    boms = [*BOMS, {"product": "good", "variant": "big", "component": "board", "quantity": 4}]
    assert capital(small, supplies, boms)["good"] == 40


def test_capital_is_never_below_nothing(small):
    """20 boards hold 300 of the customer's chips, in a good of 100."""
    supplies = [{"site": "plant", "product": "chip", "ownership": "consigned"}]
    boms = [*BOMS, {"product": "good", "variant": "big", "component": "board", "quantity": 20}]
    assert capital(small, supplies, boms)["good"] == 0


def test_the_rate_of_capital(small):
    """A product's own holding rate, or the setting's."""
    found = goods(
        small, settings={"holding_rate": 0.1}, products=[*PRODUCTS, {"product": "dear", "holding_rate": 0.3}]
    )
    assert dict(found.frame.select("product", "rate").iter_rows()) == {
        "good": 0.1,
        "board": 0.1,
        "chip": 0.1,
        "dear": 0.3,
    }
