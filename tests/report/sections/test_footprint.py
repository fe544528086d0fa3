"""The footprint's bands are the plan's shares, add up to all, and small countries share one band."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.report.palette import DISTINCT
from reshore.report.sections.footprint import REST, section
from reshore.report.view import View


def test_bands_are_the_shares_of_the_plan(view, plan):
    option = section(view).charts[0].option
    shares = {
        (row["country"], row["period"]): row["share"]
        for row in plan.footprint("country").iter_rows(named=True)
    }
    mexico = next(band for band in option["series"] if band["name"] == "Mexico")

    assert [item["value"] / 100 for item in mexico["data"]] == pytest.approx(
        [shares["MEX", period] for period in option["xAxis"]["data"]], abs=1e-4
    )
    for at in range(len(option["xAxis"]["data"])):
        assert sum(band["data"][at]["value"] for band in option["series"]) == pytest.approx(100, abs=0.01)


def test_countries_beyond_the_palette_share_a_band(plan, model, make_plan):
    row = plan["production"].head(1)
    codes = [f"X{chr(65 + i)}{chr(65 + i)}" for i in range(len(DISTINCT) + 3)]
    many = pl.concat(row.with_columns(country=pl.lit(code)) for code in codes)
    countries = pl.concat(model["countries"].head(1).with_columns(country=pl.lit(code)) for code in codes)
    wide = View.of(
        make_plan(frames={**plan.frames, "production": many}), model.with_frames(countries=countries)
    )
    bands = section(wide).charts[0].option["series"]

    assert len(bands) == len(DISTINCT) + 1
    assert bands[-1]["name"] == REST
    assert bands[-1]["data"][0]["value"] == pytest.approx(100 * 3 / len(codes), abs=0.01)


def test_small_shares_carry_no_label(view):
    czechia = next(band for band in section(view).charts[0].option["series"] if band["name"] == "Czechia")

    assert not any(item["label"]["show"] for item in czechia["data"])
