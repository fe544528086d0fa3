"""What decides an origin goes in, and the past of stock can be read."""

from __future__ import annotations

import pytest

PROCESS = {"site": "hou", "product": "rack", "resource": "line"}


@pytest.mark.parametrize(
    ("process", "problems"),
    [
        ({"origin": "site"}, []),
        ({"origin": "tray"}, []),
        ({"origin": "tray", "repack": "yes"}, []),
        ({"origin": "rack"}, ["origin: origin 'rack' is not a component of 'rack'"]),
        (
            {"origin": "gpu", "variant": "lite"},
            ["origin: origin 'gpu' is not a component of 'rack', variant 'lite'"],
        ),
        ({"repack": "yes"}, ["origin: process 'hou:rack:base:line' repacks, and origin does not name what"]),
        (
            {"repack": "yes", "origin": "tray", "labels": "tested"},
            ["labels: process 'hou:rack:base:line' repacks, which confers no labels such as 'tested'"],
        ),
    ],
)
def test_a_component_decides_the_origin(told, process, problems):
    """It is one of the recipe that the process follows."""
    found = told(
        boms=[{"product": "rack", "variant": "lite", "component": "tray", "quantity": 1}],
        only_processes=[PROCESS | process],
    )
    assert found == [f"processes:0:{problem}" for problem in problems]


def test_remedies_name_components(made):
    """A near name is proposed, or all are listed."""
    from reshore.tables import cross

    rows = [PROCESS | {"origin": origin} for origin in ("tary", "sites", "gpu")]
    rows.append({"site": "gdl", "product": "tray", "origin": "gpu"})
    rows[1]["process"], rows[2]["process"] = "b", "c"
    model = made(only_processes=rows)
    faults = cross.faults(model.frames, model.settings, lambda *place: str(place))
    assert [fault.remedy for fault in faults] == [
        "did you mean 'tray'?",
        "did you mean 'site'?",
        "write site or one of: tray",
        "nothing goes in: write site",
    ]


@pytest.mark.parametrize(
    ("provenance", "problems"),
    [
        ("USA / MEX / tested", []),
        ("USA / MEX /", []),
        ("USA/MEX", []),
        ("CHN / MEX /", ["provenance 'CHN / MEX /': 'CHN' is not in countries"]),
        (
            "Mex / mexico /",
            [
                "provenance 'Mex / mexico /': 'Mex' is not in countries",
                "provenance 'Mex / mexico /': 'mexico' is not in countries",
            ],
        ),
        ("CHN / CHN / a", ["provenance 'CHN / CHN / a': 'CHN' is not in countries"]),
        ("MEX", ["provenance 'MEX' has one part"]),
        ("/ MEX / tested", ["provenance '/ MEX / tested' has no country last processed"]),
        (None, ["provenance is empty, and the provenance of 'gpu' is told apart"]),
    ],
)
def test_stock_comes_from_somewhere(told, provenance, problems):
    """Countries exist, and where provenances are told apart one is written."""
    found = told(
        products=[{"product": "gpu", "followed": "yes"}],
        stocks=[{"site": "hou", "product": "gpu", "opening": 5, "provenance": provenance}],
    )
    assert found == [f"stocks:0:provenance: {problem}" for problem in problems]


def test_stock_that_is_not_followed_needs_no_past(told):
    """Nor does a place without opening stock."""
    found = told(
        products=[{"product": "gpu", "followed": "yes"}],
        stocks=[{"site": "hou", "product": "gpu"}, {"site": "hou", "product": "tray", "opening": 5}],
    )
    assert found == []
