"""Products by HS prefix, and countries by name or bloc, period by period."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.footprint.trade.scope import BLOC, COUNTRY, alike, covered, meanings


@pytest.mark.parametrize(
    ("prefix", "products"),
    [(None, ["board", "crate", "rack"]), ("84", ["board", "rack"]), ("8471", ["rack"]), ("8471501", [])],
)
def test_a_prefix_covers_the_codes_that_begin_with_it(world, prefix, products):
    """An empty prefix covers all, a good without a code too; one longer than the code covers nothing."""
    rows = pl.DataFrame({"hs": [prefix]}, schema={"hs": pl.String})
    assert sorted(covered(world(), rows)["product"]) == products


def test_a_bloc_stands_for_its_members_on_the_first_day_of_a_period(world):
    """Mexico leaves in the middle of 2025, and Germany comes in then: each counts from 2026 on."""
    blocs = [
        {"bloc": "club", "country": "USA"},
        {"bloc": "club", "country": "MEX", "to": "2025-07-01"},
        {"bloc": "club", "country": "DEU", "from": "2025-07-01"},
    ]
    found = meanings(world(blocs=blocs)).filter(cell="club").sort("period", "country")
    assert found.select("country", "period").rows() == [
        ("MEX", "2025"),
        ("USA", "2025"),
        ("DEU", "2026"),
        ("USA", "2026"),
    ]
    assert set(found["near"]) == {BLOC}


def test_a_country_stands_for_itself(world):
    """In every period, and more closely than a bloc."""
    found = meanings(world()).filter(cell="USA")
    assert found.select("country", "period", "near").rows() == [
        ("USA", "2025", COUNTRY),
        ("USA", "2026", COUNTRY),
    ]


def test_countries_that_no_row_tells_apart_are_alike(world):
    """West parts Germany and the United States from the others; a row for Mexico parts that too."""
    model = world()
    rows = pl.DataFrame({"product": ["rack", "rack", "board"], "for_origin": ["west", "MEX", None]})
    found = alike(model, rows, "for_origin", meanings(model))
    by_product = {
        product: dict(part.select("country", "like").iter_rows())
        for (product,), part in found.group_by("product")
    }
    assert by_product["rack"] == {"CHN": "CHN", "DEU": "DEU", "MEX": "MEX", "USA": "DEU"}
    assert by_product["board"] == by_product["crate"] == dict.fromkeys(("CHN", "DEU", "MEX", "USA"), "CHN")


def test_countries_are_apart_if_one_leaves_a_bloc(world):
    """They are told apart in one period, and so in all."""
    blocs = [{"bloc": "club", "country": "USA"}, {"bloc": "club", "country": "MEX", "to": "2026-01-01"}]
    model = world(blocs=blocs)
    rows = pl.DataFrame({"product": ["rack"], "for_origin": ["club"]})
    found = alike(model, rows, "for_origin", meanings(model)).filter(product="rack")
    assert dict(found.select("country", "like").iter_rows()) == {
        "CHN": "CHN",
        "DEU": "CHN",
        "MEX": "MEX",
        "USA": "USA",
    }


def test_countries_are_apart_if_one_takes_the_place_of_the_other(world):
    """Each is a member for a year, and no period is like the other."""
    blocs = [
        {"bloc": "club", "country": "MEX", "to": "2026-01-01"},
        {"bloc": "club", "country": "USA", "from": "2026-01-01"},
    ]
    model = world(blocs=blocs)
    rows = pl.DataFrame({"product": ["rack"], "for_origin": ["club"]})
    found = alike(model, rows, "for_origin", meanings(model)).filter(product="rack")
    assert found.filter(pl.col("country").is_in(["MEX", "USA"]))["like"].to_list() == ["MEX", "USA"]
