"""Recipes end somewhere, and what is needed can be had."""

from __future__ import annotations

from itertools import pairwise


def bom(product, component):
    return {"product": product, "component": component, "quantity": 1}


def chain(length, around=False):
    """Rows that make p0 of p1, p1 of p2 and so on, the last of p0 again if it goes around."""
    names = [f"p{number}" for number in range(length + 1)]
    if around:
        names[-1] = names[0]
    return [bom(*pair) for pair in pairwise(names)]


def test_a_circle_of_recipes_is_named(told):
    """Each circle is named once, from its first row on."""
    found = told(boms=[bom("tray", "board"), bom("board", "rack"), bom("fan", "fan")])
    circles = [line for line in found if "itself" in line]
    assert sorted(circles) == [
        "boms:0:component: a product is made of itself: 'rack' -> 'tray' -> 'board' -> 'rack'",
        "boms:3:component: a product is made of itself: 'fan' -> 'fan'",
    ]


def test_a_long_circle_is_cut_short(told):
    """Its length is told, and its first products."""
    (found,) = [line for line in told(boms=chain(5000, around=True)) if "itself" in line]
    assert found.startswith("boms:1:component: a product is made of itself: 'p0' -> 'p1' -> ")
    assert found.endswith("'p19' -> ... (5,000 products)")


def test_a_recipe_has_an_end(told):
    """A hundred levels are more than anything has; the product on top of them is told."""
    found = [line for line in told(boms=chain(100)) if "levels" in line]
    assert found == ["boms:1:product: 'p0' is made in 101 levels, and 100 are the most"]
    assert [line for line in told(boms=chain(99)) if "levels" in line] == []


def test_shared_components_are_no_circle(told):
    """A component may go into several products on several levels."""
    products = [{"product": "fan", "value": 1, "mass": 1}]
    supplies = [{"site": "hou", "product": "fan"}]
    assert told(products=products, supplies=supplies, boms=[bom("rack", "fan"), bom("tray", "fan")]) == []


def test_what_is_needed_is_made_or_supplied(told):
    """A product that is asked for, or goes into one, has to come from somewhere."""
    found = told(only_supplies=[])
    assert found[0] == "products:1:product: nobody makes or supplies 'tray', which product 'rack' needs"
    found = told(only_processes=[])
    assert found[0] == "products:0:product: nobody makes or supplies 'rack', which market 'west' needs"


def test_stock_is_a_source_and_an_unused_recipe_needs_nothing(told):
    """Opening stock counts; a component of a recipe that no process follows does not."""
    assert (
        told(
            products=[{"product": "fan", "value": 1, "mass": 1}],
            boms=[{**bom("rack", "fan"), "variant": "cooled"}],
            stocks=[{"site": "hou", "product": "tray", "opening": 5}],
            only_supplies=[],
        )
        == []
    )


def test_a_product_has_one_ownership(told):
    """Bought here and consigned there leaves its capital value open."""
    found = told(supplies=[{"site": "hou", "product": "rack", "ownership": "consigned"}])
    assert found == []
    found = told(
        only_supplies=[
            {"site": "gdl", "product": "tray"},
            {"site": "hou", "product": "tray", "ownership": "consigned"},
        ]
    )
    assert found == ["supplies:1:ownership: 'tray' is consigned here and bought in an earlier row"]


def test_a_product_that_nothing_uses_is_a_warning(warned):
    """It may be meant."""
    assert warned(products=[{"product": "fan"}]) == ["products:2:product: no table uses product 'fan'"]
