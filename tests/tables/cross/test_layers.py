"""Layers exclude and exempt what they can, and their rates are shares of goods that are there."""

from __future__ import annotations

import pytest

BLOC = {"bloc": "NA", "country": "MEX"}
AGREEMENT = {"agreement": "USMCA", "members": "NA", "basis": "deemed"}
CODED = [{"product": "gpu", "value": 1, "mass": 1, "hs_code": "847150"}]
SUPPLIED = [{"site": "hou", "product": "gpu"}]


def test_no_layer_excludes_itself(told):
    """It would never be charged."""
    rows = [
        {"layer": "s232", "excludes": "s301"},
        {"layer": "s301", "excludes": "s301", "importer": "USA"},
        {"layer": "s301", "importer": "MEX"},
    ]
    assert told(duties=rows) == ["duties:1:excludes: layer 's301' excludes itself"]


def test_the_segment_of_all_others_has_no_rows(told):
    """Plans call the segments that no duty names so."""
    found = told(
        duties=[{"layer": "mfn", "segment": "~"}],
        demands=[{"market": "west", "product": "tray", "segment": "~", "quantity": 1}],
    )
    assert found == [
        "demands:1:segment: segment '~' stands for any that duties don't name",
        "duties:0:segment: segment '~' stands for any that duties don't name",
    ]


@pytest.mark.parametrize(
    ("duty", "problems"),
    [
        ({"ad_valorem": 0.25}, []),
        ({"ad_valorem": 1.45}, []),
        ({"ad_valorem": 25}, ["duties:0:ad_valorem: ad_valorem 25 is 2,500 %"]),
        (
            {"kind": "base", "exempt": "USMCA"},
            ["duties:0:exempt: layer 'a' is a base duty, and exempt 'USMCA' is for additional ones"],
        ),
        ({"exempt": "USMCA"}, []),
        ({"segment": "all"}, []),
        (
            {"segment": "al"},
            ["duties:0:segment: segment 'al' is not in demands, so that nobody pays this duty"],
        ),
        ({"hs": "8471"}, []),
        ({"hs": "847150"}, []),
        ({"hs": "8542"}, ["duties:0:hs: no product has an HS code that begins with '8542'"]),
        ({"hs": "84715010"}, ["duties:0:hs: no product has an HS code that begins with '84715010'"]),
    ],
)
def test_what_is_odd_in_a_duty_is_a_warning(warned, duty, problems):
    """Percentages, exemptions that nothing takes, segments and codes that nobody has."""
    found = warned(
        blocs=[BLOC],
        agreements=[AGREEMENT],
        only_lanes=[{"origin": "hou", "destination": "west", "mode": "road"}],
        only_supplies=[{"site": "hou", "product": "tray"}, *SUPPLIED],
        only_sites=[{"site": "hou", "country": "USA", "latitude": 20, "longitude": -100}],
        products=CODED,
        duties=[{"layer": "a", **duty}],
    )
    assert found == problems


def test_a_rate_that_grows_to_a_percentage_is_a_warning(warned):
    """What `series` writes counts, and the rate of an agreement too."""
    series = {"table": "duties", "key": "a//////", "column": "ad_valorem", "period": "2026", "value": 25}
    found = warned(
        blocs=[BLOC],
        agreements=[AGREEMENT | {"rate": 2.5}],
        duties=[{"layer": "a", "ad_valorem": 0.1}],
        series=[series],
    )
    assert found == ["duties:0:ad_valorem: ad_valorem 25 is 2,500 %", "agreements:0:rate: rate 2.5 is 250 %"]


def test_codes_of_agreements_are_met(warned):
    """An agreement on a code that no product has covers nothing."""
    found = warned(blocs=[BLOC], agreements=[AGREEMENT | {"hs": "8471"}])
    assert found == ["agreements:0:hs: no product has an HS code that begins with '8471'"]


def test_layers_that_exclude_each_other_are_a_warning(warned):
    """Where both apply, neither would be charged; it is told once."""
    rows = [{"layer": "s232", "excludes": "ieepa"}, {"layer": "ieepa", "excludes": "s232"}]
    assert warned(duties=rows) == [
        "duties:0:excludes: layers 's232' and 'ieepa' exclude each other, and where both apply, neither is "
        "charged"
    ]
    assert warned(duties=[rows[0], {"layer": "ieepa"}]) == []
