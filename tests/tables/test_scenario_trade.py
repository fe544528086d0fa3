"""Scenarios of trade: tariffs that rise, agreements that end, members that leave."""

from __future__ import annotations

import pytest

from reshore.errors import DataError
from reshore.tables.scenario import apply

COLUMNS = ("table", "where", "column", "action", "value")


@pytest.fixture(scope="module")
def make_base(make_model):
    """A Mexican and an American plant, an agreement between both, and duties on China and on all."""

    def build(*changes):
        there = {"latitude": 20, "longitude": -100}
        return make_model(
            periods=[
                {"period": "2025", "start": "2025-01-01", "months": 12},
                {"period": "2026", "start": "2026-01-01", "months": 12},
            ],
            countries=[{"country": country} for country in ("MEX", "USA", "CHN")],
            sites=[{"site": "gdl", "country": "MEX", **there}, {"site": "hou", "country": "USA", **there}],
            markets=[{"market": "west", "country": "USA", **there}],
            products=[{"product": "rack", "value": 1000, "mass": 10, "hs_code": "847150"}],
            supplies=[{"site": site, "product": "rack"} for site in ("gdl", "hou")],
            modes=[{"mode": "road", "speed": 500, "generate": "yes", "cost_per_kg": 1}],
            demands=[{"market": "west", "product": "rack", "quantity": 40}],
            blocs=[
                *({"bloc": "NA", "country": country, "kind": "agreement"} for country in ("MEX", "USA")),
                {"bloc": "covered", "country": "CHN"},
                {"bloc": "BRICS", "country": "CHN", "to": "2025-01-01"},
            ],
            agreements=[
                {"agreement": "USMCA", "members": "NA", "basis": "rvc", "threshold": 0.6},
                {"agreement": "USMCA", "members": "NA", "hs": "8471", "basis": "deemed"},
            ],
            duties=[
                {"layer": "mfn", "kind": "base", "importer": "USA", "ad_valorem": 0.02, "per_kg": 1},
                {"layer": "s301", "importer": "USA", "origin": "covered", "ad_valorem": 0.25},
                {"layer": "s301", "importer": "USA", "origin": "BRICS", "ad_valorem": 0.3},
                {
                    "layer": "ieepa",
                    "importer": "USA",
                    "origin": "MEX",
                    "exempt": "USMCA",
                    "from": "2025-03-04",
                },
            ],
            series=[
                {
                    **{"table": "duties", "key": "s301/USA/covered////", "column": "ad_valorem"},
                    **{"period": "2026", "value": 0.5},
                }
            ],
            scenarios=[
                {"scenario": "what if", "order": order, **dict(zip(COLUMNS, change, strict=True))}
                for order, change in enumerate(changes, start=1)
            ],
        )

    return build


def rates(model):
    return dict(model["duties"].select("layer", "ad_valorem").unique("layer", keep="first").iter_rows())


def test_a_tariff_rises(make_base):
    """Rates are multiplied and added to, what `series` writes along with them."""
    changed = apply(
        make_base(
            ("duties", "layer = 's301'", "ad_valorem", "multiply", "2"),
            ("duties", "importer = 'USA' and kind = 'base'", "ad_valorem", "add", "0.1"),
            ("duties", "exempt = 'USMCA'", "ad_valorem", "set", "0.25"),
            ("duties", "layer = 'mfn'", "per_kg", "multiply", "0"),
        ),
        "what if",
    )
    assert rates(changed) == pytest.approx({"mfn": 0.12, "s301": 0.5, "ieepa": 0.25})
    assert changed["series"]["value"].to_list() == [1.0]
    assert changed["duties"]["per_kg"].to_list() == [0, 0, 0, 0]


def test_a_layer_is_dropped(make_base):
    """Its rows go, and what `series` writes for them."""
    changed = apply(make_base(("duties", "layer = 's301'", None, "delete", None)), "what if")
    assert set(changed["duties"]["layer"]) == {"mfn", "ieepa"}
    assert changed["series"].is_empty()


def test_no_policy_at_all(make_base):
    """All tables of trade may be emptied."""
    tables = ("duties", "agreements", "blocs")
    changed = apply(make_base(*((table, None, None, "delete", None) for table in tables)), "what if")
    assert all(changed[table].is_empty() for table in (*tables, "series"))


def test_a_member_leaves(make_base):
    """Mexico outside its agreement, for good or from a day on."""
    leaves = ("blocs", "bloc = 'NA' and country = 'MEX'")
    gone = apply(make_base((*leaves, None, "delete", None)), "what if")
    assert gone["blocs"].filter(bloc="NA")["country"].to_list() == ["USA"]
    later = apply(make_base((*leaves, "to", "set", "2026-07-01")), "what if")
    assert [str(day) for day in later["blocs"]["to"].drop_nulls()] == ["2026-07-01", "2025-01-01"]


def test_an_agreement_changes(make_base):
    """Threshold, rate, basis and relief are set; exemptions are taken back."""
    changed = apply(
        make_base(
            ("agreements", "basis = 'rvc'", "threshold", "add", "0.15"),
            ("agreements", "agreement = 'USMCA'", "drawback", "set", "lesser"),
            ("agreements", "hs = '8471'", "basis", "set", "tariff_shift"),
            ("agreements", None, "rate", "set", "0.01"),
            ("duties", None, "exempt", "set", None),
        ),
        "what if",
    )
    assert changed["agreements"]["threshold"].to_list() == [0.75, None]
    assert changed["agreements"]["drawback"].to_list() == ["lesser"] * 2
    assert changed["agreements"]["basis"].to_list() == ["rvc", "tariff_shift"]
    assert changed["agreements"]["rate"].to_list() == [0.01] * 2
    assert changed["duties"]["exempt"].null_count() == 4


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("agreements", None, None, "delete", None),
            "duties ieepa/USA/MEX////2025-03-04, exempt: exempt 'USMCA' is not in agreements",
        ),
        (
            ("agreements", "hs = '8471'", "basis", "set", "rvc"),
            "agreements USMCA/8471, threshold: threshold is empty, and agreement 'USMCA' asks for regional",
        ),
        (
            ("agreements", "hs = '8471'", "members", "set", "covered"),
            "agreements USMCA/8471, members: agreement 'USMCA' has members 'covered' here and 'NA' in",
        ),
        (
            ("blocs", "bloc = 'NA'", "kind", "set", "union"),
            "blocs NA/MEX, kind: kind 'union' is not one of customs_union, agreement, list",
        ),
        (
            ("blocs", "bloc = 'covered'", None, "delete", None),
            "duties s301/USA/covered////, origin: origin 'covered' is not in countries or blocs",
        ),
        (
            ("blocs", "bloc = 'BRICS'", "to", "set", "2027-01-01"),
            "duties s301/USA/BRICS////, origin: layer 's301' has another row as specific as this one: 'CHN'",
        ),
        (
            ("duties", "layer = 'ieepa'", "excludes", "set", "s232"),
            "duties ieepa/USA/MEX////2025-03-04, excludes: excludes 's232' is not in duties",
        ),
        (
            ("duties", "layer = 'ieepa'", "origin", "set", "CHN"),
            "order 1, column: origin is part of the key of duties; a scenario changes no key",
        ),
        (
            ("duties", "array_contains(layer, 's301')", "ad_valorem", "set", "1"),
            "order 1, where: condition array_contains(layer, 's301'): layer is not a list; write layer = ",
        ),
    ],
)
def test_what_comes_of_it_is_checked(make_base, change, told):
    """What a scenario leaves dangling, tied or without sense is told by key."""
    with pytest.raises(DataError) as caught:
        apply(make_base(change), "what if")
    lines = [str(fault) for fault in caught.value.faults]
    assert told in lines[0]
