"""Layers on top of each other: exemptions, exclusions, the largest of several, preferences."""

from __future__ import annotations

import pytest

MFN = {"layer": "mfn", "kind": "base", "ad_valorem": 0.05}
FENTANYL = {"layer": "fentanyl", "ad_valorem": 0.2}
STEEL = {"layer": "steel", "ad_valorem": 0.25}
USMCA = [{"agreement": "USMCA", "members": "north", "basis": "rvc", "threshold": 0.6}]


def test_layers_are_added(tariff, duty):
    """The ordinary rate and both of the others."""
    assert duty(tariff(MFN, FENTANYL, STEEL)) == {"mfn": 0.05, "fentanyl": 0.2, "steel": 0.25}


def test_a_layer_says_what_it_is(tariff, crossings):
    """Kind and drawback are the row's, rates the amounts; the crossing stands beside them."""
    rows = tariff(MFN, {**FENTANYL, "per_kg": 3, "drawback": "lesser"})
    lines = rows.charged(crossings({})).sort("layer")
    columns = ["layer", "kind", "drawback", "preference", "ad_valorem", "per_kg"]
    assert lines.columns[-6:] == columns
    assert lines.select(columns).rows() == [
        ("fentanyl", "additional", "lesser", None, 0.2, 3),
        ("mfn", "base", "none", None, 0.05, 0),
    ]


def test_a_preference_replaces_the_base_alone(tariff, crossings):
    """A good with the label pays the agreement's rate in place of both base rates; the layer on top stays."""
    rows = tariff({**MFN, "per_kg": 4}, FENTANYL, agreements=[{**USMCA[0], "rate": 0.01}])
    lines = rows.charged(crossings({"labels": ["USMCA"]})).sort("layer")
    assert lines.select("layer", "preference", "ad_valorem", "per_kg").rows() == [
        ("fentanyl", None, 0.2, 0),
        ("mfn", "USMCA", 0.01, 0),
    ]


@pytest.mark.parametrize("rate", [0.05, 0.2])
def test_a_preference_has_to_be_below_the_base(tariff, crossings, rate):
    """An agreement that asks for as much or more is of no use."""
    rows = tariff(MFN, agreements=[{**USMCA[0], "rate": rate}])
    lines = rows.charged(crossings({"labels": ["USMCA"]}))
    assert lines.select("preference", "ad_valorem").rows() == [(None, 0.05)]


def test_a_preference_replaces_on_the_days_on_which_the_base_is_higher(tariff, crossings):
    """Base 0.05 for 181 days, then free: the preference of 0.01 is used on those days, and named."""
    rows = tariff(
        {**MFN, "to": "2025-07-01"},
        {**MFN, "ad_valorem": 0, "from": "2025-07-01"},
        agreements=[{**USMCA[0], "rate": 0.01}],
    )
    ((preference, rate),) = (
        rows.charged(crossings({"labels": ["USMCA"]})).select("preference", "ad_valorem").rows()
    )
    assert (preference, rate) == ("USMCA", pytest.approx(0.01 * 181 / 365))


def test_an_agreement_waives_what_it_exempts_from(tariff, crossings):
    """The line stays, with the agreement and without a rate; without the label the layer is charged."""
    rows = tariff({**FENTANYL, "exempt": "USMCA"}, agreements=USMCA)
    lines = rows.charged(crossings({}, {"labels": ["USMCA"]}))
    assert lines.select("layer", "preference", "ad_valorem").rows() == [
        ("fentanyl", None, 0.2),
        ("fentanyl", "USMCA", 0),
    ]


def test_an_exemption_that_begins_is_counted_by_days(tariff, crossings):
    """Charged for 59 days, exempt from 1 March on: the agreement is named beside the average."""
    rows = tariff(
        {**FENTANYL, "to": "2025-03-01"},
        {**FENTANYL, "from": "2025-03-01", "exempt": "USMCA"},
        agreements=USMCA,
    )
    ((preference, rate),) = (
        rows.charged(crossings({"labels": ["USMCA"]})).select("preference", "ad_valorem").rows()
    )
    assert (preference, rate) == ("USMCA", pytest.approx(0.2 * 59 / 365))


def test_of_several_preferences_in_a_period_the_last_is_named(tariff, crossings):
    """Exempt under one agreement until July, under another from then on, in December under none."""
    row = {**FENTANYL, "ad_valorem": 0.2}
    rows = tariff(
        {**row, "to": "2025-07-01", "exempt": "AAA"},
        {**row, "from": "2025-07-01", "to": "2025-12-01", "exempt": "USMCA"},
        {**row, "from": "2025-12-01"},
        agreements=[*USMCA, {**USMCA[0], "agreement": "AAA"}],
    )
    lines = rows.charged(crossings({"labels": ["AAA", "USMCA"]}))
    assert lines["preference"].to_list() == ["USMCA"]
    assert lines["ad_valorem"].to_list() == pytest.approx([0.2 * 31 / 365])


def test_a_row_excludes_another_layer(tariff, duty):
    """Steel pays no fentanyl duty; the ordinary rate stays."""
    assert duty(tariff(MFN, FENTANYL, {**STEEL, "excludes": "fentanyl"})) == {"mfn": 0.05, "steel": 0.25}


def test_a_row_may_exclude_the_base(tariff, duty):
    """And then no preference replaces it."""
    rows = tariff(MFN, {**STEEL, "excludes": "mfn"}, agreements=USMCA)
    assert duty(rows, labels=["USMCA"]) == {"steel": 0.25}


def test_a_row_without_a_rate_excludes_all_the_same(tariff, duty):
    """A list of exceptions: it charges nothing itself."""
    rows = tariff(MFN, FENTANYL, {"layer": "exceptions", "hs": "8471", "excludes": "fentanyl"})
    assert duty(rows) == {"mfn": 0.05}
    assert duty(rows, classified="board", product="board") == {"mfn": 0.05, "fentanyl": 0.2}


def test_a_row_that_is_waived_excludes_nothing(tariff, duty):
    """Steel is exempt under the agreement, so that the fentanyl duty is charged after all."""
    rows = tariff(FENTANYL, {**STEEL, "exempt": "USMCA", "excludes": "fentanyl"}, agreements=USMCA)
    assert duty(rows) == {"steel": 0.25}
    assert duty(rows, labels=["USMCA"]) == {"steel": 0, "fentanyl": 0.2}


def test_a_row_that_is_excluded_excludes_all_the_same(tariff, duty):
    """The chain a, b, c: both b and c are left out, since b applies though it isn't charged."""
    chain = [{"layer": "a", "excludes": "b"}, {"layer": "b", "excludes": "c"}, {"layer": "c"}]
    assert duty(tariff(*({"ad_valorem": 0.1, **row} for row in chain))) == {"a": 0.1}


def test_a_row_excludes_on_its_days_alone(tariff, duty):
    """Fentanyl duty for the 90 days before April."""
    rows = tariff(FENTANYL, {**STEEL, "excludes": "fentanyl", "from": "2025-04-01"})
    assert duty(rows) == {"fentanyl": 0.2 * 90 / 365, "steel": 0.25 * 275 / 365}


def test_only_the_row_in_force_excludes(tariff, duty):
    """For China a more specific row of the same layer stands, and that excludes nothing."""
    rows = tariff(FENTANYL, {**STEEL, "excludes": "fentanyl"}, {**STEEL, "origin": "CHN"})
    assert duty(rows) == {"fentanyl": 0.2, "steel": 0.25}
    assert duty(rows, goods_origin="DEU") == {"steel": 0.25}


def test_of_layers_marked_max_the_largest_is_charged(tariff, duty):
    """A rack is worth 100 and weighs 10: 0.25 of its value is 25, 3 a kg are 30; what is added stays."""
    steel, freight = {**STEEL, "combine": "max"}, {"layer": "weight", "per_kg": 3, "combine": "max"}
    assert duty(tariff(FENTANYL, steel, freight)) == {"fentanyl": 0.2, "weight": 0}
    assert duty(tariff(FENTANYL, steel, {**freight, "per_kg": 2})) == {"fentanyl": 0.2, "steel": 0.25}


def test_base_layers_do_not_compete(tariff, duty):
    """The largest is one of the additional layers; of two base layers marked max both are charged."""
    base = {**MFN, "combine": "max"}
    rows = tariff(base, {**base, "layer": "excise", "ad_valorem": 0.5}, {**STEEL, "combine": "max"})
    assert duty(rows) == {"mfn": 0.05, "excise": 0.5, "steel": 0.25}


def test_value_and_mass_are_those_of_the_good_and_the_period(tariff, duty):
    """A board classified as a rack is worth 40 and weighs 1; from 2026 it is worth 10: 2.5 against 3."""
    rows = tariff(
        {**STEEL, "combine": "max"},
        {"layer": "weight", "per_kg": 3, "combine": "max"},
        series=[{"table": "products", "key": "board", "column": "value", "period": "2026", "value": 10}],
    )
    assert duty(rows, product="board") == {"steel": 0.25}
    assert duty(rows, product="board", period="2026") == {"weight": 0}


def test_of_equal_layers_the_first_by_name_is_charged(tariff, duty):
    """Whatever the order of the rows."""
    rows = [{"layer": name, "ad_valorem": 0.1, "combine": "max"} for name in ("b", "a", "c")]
    assert duty(tariff(*rows)) == duty(tariff(*rows[::-1])) == {"a": 0.1}


def test_the_largest_is_chosen_day_by_day(tariff, duty):
    """Steel from April on, and before it the fentanyl duty, which is smaller."""
    rows = tariff({**FENTANYL, "combine": "max"}, {**STEEL, "combine": "max", "from": "2025-04-01"})
    assert duty(rows) == {"fentanyl": 0.2 * 90 / 365, "steel": 0.25 * 275 / 365}


def test_what_is_waived_or_excluded_is_not_the_largest(tariff, duty):
    """Steel is the larger, but exempt; or the larger, but left out."""
    fentanyl, steel = {**FENTANYL, "combine": "max"}, {**STEEL, "combine": "max"}
    exempt = tariff(fentanyl, {**steel, "exempt": "USMCA"}, agreements=USMCA)
    assert duty(exempt, labels=["USMCA"]) == {"fentanyl": 0.2, "steel": 0}
    excluded = tariff(fentanyl, steel, {**MFN, "excludes": "steel"})
    assert duty(excluded) == {"fentanyl": 0.2, "mfn": 0.05}


def test_a_layer_without_a_rate_has_no_line(tariff, crossings):
    """Nor has it one if an agreement would waive it."""
    rows = tariff({"layer": "mfn", "kind": "base"}, {"layer": "s301", "exempt": "USMCA"}, agreements=USMCA)
    assert rows.charged(crossings({"labels": ["USMCA"]})).is_empty()
