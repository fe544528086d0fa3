"""Futures made ready: what they may differ in, and what they may not."""

from __future__ import annotations

import pytest
from tests.robust.conftest import row

from reshore import Futures
from reshore.errors import DataError
from reshore.robust.case import cases


def test_tables_of_each_future(ready):
    """Each has its own, and the program of these."""
    assert [case.model["demands"]["quantity"].sum() for case in ready] == pytest.approx([110, 176, 110])
    assert [case.scenario for case in ready] == ["", "surge", "tariff"]
    assert all(case.footprint.network.model is case.model for case in ready)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("sites", "status", "set", "open"), "future 'odd': table sites has other rows .* such as far open"),
        (("periods", "months", "set", "6"), "future 'odd': table periods .* such as y1 2026-01-01 6"),
        (("settings", "value", "set", "EUR"), "future 'odd': counts in another currency"),
    ],
)
def test_what_is_decided_once_is_there_in_every_future(make, change, message):
    """Sites, periods and the currency are the same, or the fault names the future."""
    where = {"settings": "key = 'currency'", "sites": "site = 'far'"}.get(change[0])
    model = make(scenarios=[row("odd", *change, probability=0.5, where=where)], settings={"currency": "USD"})
    with pytest.raises(DataError, match=message):
        cases(model, Futures.of_scenarios(model))


def test_resources_are_there_in_every_future(make):
    """One that a future deletes is told by its name."""
    spare = [
        {"site": "far", "resource": name, "hours_per_year": 1, "installed": 1} for name in ("line", "oven")
    ]
    rows = [{"scenario": "odd", "table": "resources", "where": "resource = 'oven'", "action": "delete"}]
    model = make(
        resources=[*spare, {"site": "near", "resource": "line", "hours_per_year": 1}],
        scenarios=[rows[0] | {"probability": 0.5}],
    )
    with pytest.raises(DataError, match=r"future 'odd': table resources has other rows .* such as far oven"):
        cases(model, Futures.of_scenarios(model))
