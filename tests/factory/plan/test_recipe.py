"""Recipes that a site follows."""

from __future__ import annotations

from tests.factory.plan.plants import tables

from reshore.factory.plan.case import case


def test_recipes(make_model):
    """The recipe is that of the site's process, else base, else the only one."""
    boms = [
        {"product": "pump", "variant": name, "component": "casing", "quantity": quantity}
        for name, quantity in (("steel", 1.0), ("base", 2.0))
    ]
    processes = [{"site": "brno", "product": "pump", "variant": "steel"}]
    quantity = [
        case(make_model(**tables(boms=rows, processes=made)), "brno", "pump").made[0].recipe.parts["casing"]
        for rows, made in ((boms, processes), (boms, []), (boms[:1], []))
    ]
    assert quantity == [1.0, 2.0, 1.0]


def test_quantities_of_the_first_period(pump_model):
    """What changes over time is read as it is at the start."""
    series = [
        {"table": "boms", "key": "pump/base/casing", "column": "quantity", "period": "2026", "value": 4.0}
    ]
    assert case(pump_model(series=series), "brno", "pump").made[0].recipe.parts["casing"] == 4.0
