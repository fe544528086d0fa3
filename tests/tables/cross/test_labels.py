"""Labels are the user's own, and what is passed on comes from a component."""

from __future__ import annotations

import pytest

BLOC = {"bloc": "NA", "country": "MEX"}
AGREEMENT = {"agreement": "USMCA", "members": "NA", "basis": "deemed"}
PROCESS = {"site": "hou", "product": "rack", "resource": "line"}


@pytest.mark.parametrize(
    ("labels", "problems"),
    [
        ("EU-L10", []),
        ("EU-L10  tray:tested", []),
        ("USMCA", ["label 'USMCA' is that of an agreement"]),
        ("EU-L10 tray:USMCA", ["label 'tray:USMCA' is that of an agreement"]),
        ("gpu:tested", ["label 'gpu:tested': 'gpu' is not a component of 'rack'"]),
        (
            "gpu:tested EU-L10 cpu:tested",
            [
                "label 'gpu:tested': 'gpu' is not a component of 'rack'",
                "label 'cpu:tested': 'cpu' is not a component of 'rack'",
            ],
        ),
        ("tray:", ["label 'tray:' is not of the form component:label"]),
        ("tray:a:b", ["label 'tray:a:b' is not of the form component:label"]),
        (":tested", ["label ':tested': '' is not a component of 'rack'"]),
    ],
)
def test_labels_of_a_process(told, labels, problems):
    """Each is conferred by the process, or passed on by a component of its recipe."""
    found = told(blocs=[BLOC], agreements=[AGREEMENT], only_processes=[PROCESS | {"labels": labels}])
    assert found == [f"processes:0:labels: {problem}" for problem in problems]


@pytest.mark.parametrize(
    ("labels", "problems"),
    [
        ("tested conflict-free", []),
        ("tested USMCA", ["label 'USMCA' is that of an agreement"]),
        ("gpu:tested", ["label 'gpu:tested' holds ':', which passes on the label of a component"]),
    ],
)
def test_labels_of_a_supply(told, labels, problems):
    """What is bought has labels of its own alone."""
    supply = {"site": "hou", "product": "tray", "labels": labels}
    found = told(blocs=[BLOC], agreements=[AGREEMENT], only_supplies=[supply])
    assert found == [f"supplies:0:labels: {problem}" for problem in problems]


@pytest.mark.parametrize(
    "tables",
    [
        {"supplies": [{"site": "gdl", "product": "rack", "labels": "tested"}]},
        {"processes": [{"site": "hou", "product": "tray", "labels": "tested"}]},
        {"stocks": [{"site": "hou", "product": "tray", "provenance": "USA / USA / a tested"}]},
    ],
)
def test_a_label_that_something_has_is_passed_on(warned, tables):
    """It is given by a supply, a process or stock."""
    rows = [PROCESS | {"labels": "tray:tested"}, *tables.pop("processes", [])]
    assert warned(only_processes=rows, **tables) == []


def test_a_label_that_nothing_has_is_a_warning(warned):
    """It would never come through."""
    supplies = [{"site": "hou", "product": "tray", "labels": "tested"}]
    found = warned(
        only_processes=[PROCESS | {"labels": "tray:testd"}],
        only_supplies=[{"site": "gdl", "product": "tray"}, *supplies],
    )
    assert found == ["processes:0:labels: label 'tray:testd': no supply, process or stock has 'testd'"]
