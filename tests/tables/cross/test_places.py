"""A name means one place."""

from __future__ import annotations


def test_no_market_has_the_name_of_a_site(told):
    """A lane to it would lead to two places."""
    market = {"market": "hou", "country": "USA", "latitude": 0, "longitude": 0}
    assert told(markets=[market]) == ["markets:1:market: 'hou' is the name of a site, too"]
