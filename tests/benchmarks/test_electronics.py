"""The seeded maker of electronics is a sound model of the size that its benchmark claims."""

from __future__ import annotations

import polars as pl
import pytest
from benchmarks.electronics import LANES, Electronics
from benchmarks.instances import write

import reshore
from reshore.footprint.network import Network


@pytest.mark.parametrize("countries", [10, 40])
def test_size_is_as_claimed(countries, tmp_path):
    """40 sites, 30 products of which 10 are followed for at most 8 origins, 60 markets with 6 lanes each."""
    model = reshore.load(write(Electronics(3, countries).tables(), tmp_path / "electronics"))
    heights = {name: model[name].height for name in ("countries", "sites", "products", "markets", "periods")}
    assert heights == {"countries": countries, "sites": 40, "products": 30, "markets": 60, "periods": 8}
    lanes = model["lanes"].join(model["markets"], left_on="destination", right_on="market", how="semi")
    assert set(lanes.group_by("destination").len()["len"]) == {LANES}
    followed = Network.of(model).expansion.following.provenances
    origins = followed.group_by("product").agg(pl.col("first_origin").n_unique())
    told_apart = origins.filter(pl.col("first_origin") > 1)
    assert told_apart.height == 10
    assert told_apart["first_origin"].max() <= 8
    for product in model["boms"]["component"].unique():
        sources = [*model["processes"].filter(product=product)["site"]]
        sources += [*model["supplies"].filter(product=product)["site"]]
        assert len(sources) == 5


def test_the_seed_decides_everything(tmp_path):
    """The same seed draws the same tables, another one others; without trade the rest is the same."""
    first, again, other = (Electronics(seed).tables() for seed in (1, 1, 2))
    assert all(first[name].equals(again[name]) for name in first)
    assert not first["demands"].equals(other["demands"])
    plain = Electronics(1).tables(trade=False)
    assert first.keys() - plain.keys() == {"duties", "agreements"}
    assert all(plain[name].equals(first[name]) for name in plain)
