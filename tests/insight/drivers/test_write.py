"""Writing: the first period's number into the table, changes into `series`, and nothing of what was there."""

from __future__ import annotations

import polars as pl
import pytest
from tests.insight.drivers.world import world

from reshore.insight.drivers.write import overwrite, without, write
from reshore.tables.series import by_period


@pytest.fixture(scope="module")
def model():
    """Return the model with a row for every driver."""
    return world()


def test_numbers_over_time(model):
    """What is read back is what was written; series of other cells stay."""
    rates = by_period(model, "countries", ["labour_rate"]).filter(pl.col("country") != "USA")
    values = rates.with_columns(labour_rate=pl.Series([1.0, 1.0, 2.0, 3.0, 4.0, 4.0]))
    written = model.with_frames(**write(model, "countries", ["labour_rate"], values))
    assert written["countries"]["labour_rate"].to_list() == [1.0, 3.0, 36.0]
    series = written["series"].filter(table="countries").select("key", "column", "period", "value")
    assert set(series.rows()) == {("CHN", "labour_rate", "y3", 2.0), ("MEX", "labour_rate", "y2", 4.0)}
    assert written["series"].height == model["series"].height + 1
    assert written["series"].schema == model["series"].schema
    read = by_period(written, "countries", ["labour_rate"]).filter(pl.col("country") != "USA")
    assert read["labour_rate"].to_list() == values["labour_rate"].to_list()


def test_one_number_for_all_periods(model):
    """Without periods, nothing is left in `series`; keys with empty cells are found."""
    rows = model["duties"].select("layer", "importer", "origin", "exporter", "hs", "segment", "from")
    written = write(model, "duties", ["ad_valorem"], rows.with_columns(ad_valorem=pl.lit(0.5)))
    assert written["duties"]["ad_valorem"].to_list() == [0.5, 0.5, 0.5]
    assert written["duties"]["per_kg"].to_list() == [0.1, 0.0, 0.0]
    assert written["series"].filter(table="duties").is_empty()


def test_cells_may_become_empty(model):
    """An empty value is written, too, and other rows keep theirs."""
    values = pl.DataFrame({"lane": ["part_n"], "days": [None]}, schema={"lane": str, "days": float})
    frame = overwrite(model["lanes"], ["lane"], values)
    assert frame["days"].to_list() == [None, None, 3.0, 3.0, 1.0, 4.0, 6.0, 2.0]
    assert frame.columns == model["lanes"].columns


def test_nothing_to_write(model):
    """Without values everything stays."""
    none = by_period(model, "countries", ["labour_rate"]).clear()
    written = write(model, "countries", ["labour_rate"], none)
    assert written["countries"].equals(model["countries"])
    assert written["series"].equals(model["series"])


def test_series_without_rows_of_a_table(model):
    """All that is said of some rows goes, and nothing else."""
    rows = model["rules"].filter(rule="few_sites")
    left = without(model["series"], "rules", rows)
    assert left.equals(model["series"].filter(pl.col("table") != "rules"))
