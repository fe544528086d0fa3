"""Processes follow recipes and use resources that are there, and stock lies where it can."""

from __future__ import annotations


def test_a_process_follows_a_recipe_that_is_there(told):
    """A variant must be in boms where the product has any; a product without recipes is made from nothing."""
    found = told(processes=[{"site": "hou", "product": "rack", "variant": "cooled"}])
    assert found == ["processes:1:variant: boms has no variant 'cooled' of 'rack'"]
    assert told(processes=[{"site": "hou", "product": "tray", "variant": "cooled"}]) == []


def test_a_process_uses_a_resource_of_its_site(told):
    """The resource of another site does not do."""
    found = told(processes=[{"site": "gdl", "product": "rack", "resource": "line"}])
    assert found == ["processes:1:resource: site 'gdl' has no resource 'line'"]


def test_hours_are_of_a_resource(told):
    """Hours without a resource are a mistake, also where `series` writes them."""
    process = {"site": "gdl", "product": "rack", "process": "p"}
    problem = "processes:1:hours_per_unit: process 'p' takes hours of no resource"
    assert told(processes=[{**process, "hours_per_unit": 2}]) == [problem]
    row = {"table": "processes", "key": "p", "column": "hours_per_unit", "period": "2026", "value": 2}
    assert told(processes=[process], series=[row]) == [problem]
    assert told(processes=[process], series=[{**row, "value": 0}]) == []


def test_a_candidate_starts_empty(told):
    """Opening stock lies at a site that runs, or at a market."""
    found = told(stocks=[{"site": "gdl", "product": "tray", "opening": 5}])
    assert found == ["stocks:0:opening: opening stock 5 lies at 'gdl', which does not run at the start"]
    assert (
        told(stocks=[{"site": "gdl", "product": "tray"}, {"site": "west", "product": "rack", "opening": 5}])
        == []
    )
