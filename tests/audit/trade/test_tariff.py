"""What a crossing pays, layer by layer."""

from __future__ import annotations

import pytest
from tests.audit.trade.world import tables

from reshore.audit.trade.goods import Claim
from reshore.audit.trade.tariff import Crossing

BOARD = Crossing("board", "8534", "CHN", frozenset(), "CHN", "USA", "", "2026")


@pytest.fixture
def assess(case, make_model):
    """Return the function that says what a crossing pays once `duties` has these rows too."""

    def run(*rows, **changes):
        model = tables()
        model["duties"] += [{"importer": "USA", **row} for row in rows]
        found = case(make_model(**model)).tariff.assess(BOARD._replace(**changes))
        return {
            layer.name: (layer.preference, round(layer.ad_valorem, 12), round(layer.per_kg, 12))
            for layer in found.layers
        }

    return run


def test_layers_add_up(assess):
    """The ordinary duty of 2 %, and 25 % on what originates in China."""
    assert assess() == {"mfn": ("", 0.02, 0), "s301": ("", 0.25, 0)}


def test_rates_are_averaged_over_days(assess):
    """25 % from 1 July on: 184 of the 365 days of 2025."""
    assert assess(period="2025")["s301"] == ("", round(0.25 * 184 / 365, 12), 0)


def test_a_row_ends_before_its_last_day(assess):
    """8 % until 31 January 2026, 25 % after: 31 and 334 days; the row with the earlier start has ended."""
    rows = {"origin": "CHN", "hs": "8534", "ad_valorem": 0.08, "from": "2026-01-01", "to": "2026-02-01"}
    assert assess({"layer": "s301", **rows})["s301"] == ("", round((0.08 * 31 + 0.25 * 334) / 365, 12), 0)


def test_the_origin_decides_and_not_the_exporter(assess):
    """A Chinese board sold from Germany pays, a German one sold from China does not."""
    assert "s301" in assess(exporter="DEU")
    assert "s301" not in assess(origin="DEU")


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({"hs": "8534", "importer": None}, {"importer": "USA"}),
        ({"importer": "USA", "exporter": "CHN", "hs": "8534"}, {"importer": "USA", "origin": "CHN"}),
        ({"hs": "8534"}, {"exporter": "CHN"}),
        ({"hs": "85"}, {"hs": "8534"}),
        ({"importer": "north"}, {"importer": "USA"}),
        ({"importer": None}, {"importer": "north"}),
        ({"segment": "sovereign"}, {"hs": "85", "segment": "sovereign"}),
        ({"hs": "8534"}, {"hs": "8534", "segment": "sovereign"}),
    ],
)
def test_the_most_specific_row_is_charged(assess, wide, narrow):
    """Importer before origin before exporter before HS code before segment; a country before a bloc."""
    rows = ({"layer": "x", "ad_valorem": 0.5, **wide}, {"layer": "x", "ad_valorem": 0.1, **narrow})
    for order in (rows, rows[::-1]):
        assert assess(*order, segment="sovereign")["x"] == ("", 0.1, 0)


def test_a_segment_pays_its_own_layers(assess):
    """1 % more for the state; nobody else pays it."""
    assert assess(segment="sovereign")["state"] == ("", 0.01, 0)
    assert "state" not in assess(segment="commercial")


MEXICAN = {"exporter": "MEX", "labels": frozenset({"usmca"})}


def test_a_preference_replaces_and_waives(assess):
    """A qualifying good pays the agreement's 0 in place of 2 % and of the per kg rate, and no section 301."""
    found = assess({"layer": "fee", "kind": "base", "ad_valorem": 0.01, "per_kg": 3}, **MEXICAN)
    assert found == {"mfn": ("usmca", 0, 0), "s301": ("usmca", 0, 0), "fee": ("usmca", 0, 0)}


def test_a_preference_asks_for_both_ends_and_the_label(assess):
    """From Germany, or without the label, the good pays all."""
    for changes in ({**MEXICAN, "exporter": "DEU"}, {**MEXICAN, "labels": frozenset()}):
        assert assess(**changes) == {"mfn": ("", 0.02, 0), "s301": ("", 0.25, 0)}


def test_what_is_deemed_needs_no_label(assess):
    """HS 8473 is covered by the row that asks the exporting country alone."""
    assert assess(exporter="MEX", hs="8473", origin="CHN")["mfn"] == ("usmca", 0, 0)


def test_a_preference_has_to_be_below(assess, case, make_model):
    """A base rate of 0 is not replaced by an agreement's 0."""
    assert assess({"layer": "mfn", "kind": "base", "hs": "8534"}, **MEXICAN)["mfn"] == ("", 0, 0)


def test_a_layer_excludes_another(assess):
    """The row that applies names s301; so does a base layer, and one that is waived does not."""
    assert "s301" not in assess({"layer": "x", "ad_valorem": 0.1, "excludes": "s301"})
    assert "s301" not in assess({"layer": "x", "kind": "base", "ad_valorem": 0.1, "excludes": "s301"})
    assert "mfn" not in assess({"layer": "x", "ad_valorem": 0.1, "excludes": "mfn"})
    waived = {"layer": "x", "ad_valorem": 0.1, "excludes": "state", "exempt": "usmca"}
    found = assess(waived, **MEXICAN, segment="sovereign")
    assert found["x"] == ("usmca", 0, 0)
    assert found["state"] == ("", 0.01, 0)


def test_of_those_marked_max_the_largest_is_charged(assess):
    """By value 50 and mass 2 kg: 10 % are 5, 3 a kg are 6; of two that are equal the first by name."""
    rows = [
        {"layer": "a", "ad_valorem": 0.1, "combine": "max"},
        {"layer": "c", "per_kg": 3, "combine": "max"},
        {"layer": "b", "ad_valorem": 0.12, "combine": "max"},
    ]
    assert {*assess(*rows)} == {"mfn", "s301", "b"}
    assert {*assess(*rows[:2])} == {"mfn", "s301", "c"}


def test_what_may_be_claimed_is_what_was_charged(trade, case):
    """Layers are paid back by their own rows: 15 % in full in Mexico, 10 % and 0.5 a kg at most in the EU."""
    tariff = case().tariff
    assert tariff.assess(BOARD._replace(importer="MEX")).claim == Claim(full_ad_valorem=0.15)
    assert tariff.assess(BOARD._replace(importer="FRA")).claim == Claim(0, 0, 0.1, 0.5)
    assert tariff.assess(BOARD).claim == Claim(lesser_ad_valorem=0.25)


def test_segments_are_those_named_on_any_day(case):
    """Whatever the product; no row of Mexico's names one."""
    assert case().tariff.segments("8534", "USA") == {"sovereign"}
    assert case().tariff.segments("8534", "MEX") == set()


def test_numbers_vary_over_time(case, make_model):
    """The ordinary duty of the USA is 3 % from 2026 on, says `series`."""
    key = "mfn/USA/////"
    model = tables()
    model["series"] = [
        {"table": "duties", "key": key, "column": "ad_valorem", "period": "2026", "value": 0.03}
    ]
    found = case(make_model(**model)).tariff.assess(BOARD)
    assert [layer.ad_valorem for layer in found.layers] == [0.03, 0.25]
