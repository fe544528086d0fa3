"""Sweeps: a plant for each value, with the same luck."""

from __future__ import annotations

import pytest

from reshore.factory.plan.plant import plant


def test_sweeps_share_their_luck(pumps):
    """Each value has its line, and the value of the tables gives the plant itself."""
    swept = "buildings:: power: 400, 300"
    longer = "routings: task = 'test': hours: 1, 1.5"
    found = plant(pumps, "brno", "pump", "100/week", sweep=[swept, longer], precision=0.02, most=8)
    sweep = found["sweep"]
    assert sweep["value"].to_list() == ["400", "300", "1", "1.5"]
    assert sweep["throughput"][0] == sweep["throughput"][2] == found["products"]["throughput"][0]
    assert sweep["lead_mean"][3] > sweep["lead_mean"][2]
    assert sweep["unit_cost"][3] > sweep["unit_cost"][2]
    assert sweep["difference"].to_list()[::2] == [0.0, 0.0]
    assert sweep["difference"][1] == pytest.approx(sweep["throughput"][1] - sweep["throughput"][0])
    assert sweep["investment"][3] >= sweep["investment"][2]


def test_pairs_are_surer_than_plants(pumps):
    """The difference to the first value is known better than what either makes, as both share their luck."""
    options = {"sweep": ["buildings:: power: 80, 60"], "precision": 0.05, "most": 8}
    first, second = plant(pumps, "brno", "pump", "400/week", **options)["sweep"].iter_rows(named=True)
    assert second["difference_low"] < second["difference"] < second["difference_high"] < 0
    alone = sum((one["throughput_high"] - one["throughput_low"]) ** 2 for one in (first, second)) ** 0.5
    assert second["difference_high"] - second["difference_low"] < alone
