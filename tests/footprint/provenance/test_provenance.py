"""A provenance has a name that says all of it, and parts that outlive a border."""

from __future__ import annotations

import pytest

from reshore.footprint.provenance.provenance import BOND, MADE, REST, Provenance

FULL = Provenance("MEX", "CHN TWN", ("pact", "tested"), segment=REST, claim=(0.1, 0, 0.05, 2))


@pytest.mark.parametrize(
    ("provenance", "name"),
    [
        (Provenance(), "any"),
        (FULL, "MEX/CHN+TWN/pact+tested/segment ~/paid 0.1 0 0.05 2"),
        (Provenance(origin="CHN", status=BOND, via="TWN"), "CHN/bond/via TWN"),
        (Provenance(labels=("tested",), status=MADE, bound="USA"), "tested/made/for USA"),
    ],
)
def test_a_name_says_what_is_told_apart(provenance, name):
    """What isn't told apart is left out; free goods don't say so."""
    assert provenance.name == name


def test_names_differ_where_provenances_do():
    """Claims that differ in the twelfth digit alone are two."""
    claims = [(0.25, 0, 0, 0), (0.250000000001, 0, 0, 0), (0, 0.25, 0, 0), (0, 0, 0.25, 0), (0, 0, 0, 0.25)]
    assert len({Provenance(claim=claim).name for claim in claims}) == len(claims)


def test_goods_keep_country_origin_and_labels():
    """Status, segment and claim are left behind at a border."""
    assert FULL.goods == Provenance("MEX", "CHN TWN", ("pact", "tested"))


def test_a_claim_can_be_given_up_alone():
    """All else stays."""
    given_up = FULL.without_claim()
    assert given_up == Provenance("MEX", "CHN TWN", ("pact", "tested"), segment=REST)


@pytest.mark.parametrize(("origin", "first"), [("CHN TWN", "CHN"), ("CHN", "CHN"), (None, None)])
def test_the_first_country_stands_for_its_class(origin, first):
    """Duties are the same for all countries of a class; any origin has none to name."""
    assert Provenance(origin=origin).first_origin == first
