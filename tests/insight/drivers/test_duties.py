"""Duties neutralised: one kind has no rates, the other keeps its own."""

from __future__ import annotations

from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.insight.drivers.duties import additional_duties, base_duties


def test_each_kind_by_itself():
    """Both rates go, and with them what `series` says of them."""
    model, plan = world(), plan_of()
    base = base_duties(model, plan)
    assert base["duties"]["ad_valorem"].to_list() == [0.0, 0.0, 0.25]
    assert base["duties"]["per_kg"].to_list() == [0.0, 0.0, 0.0]
    assert base["series"].equals(model["series"])
    additional = additional_duties(model, plan)
    assert additional["duties"]["ad_valorem"].to_list() == [0.03, 0.0, 0.0]
    assert additional["duties"]["per_kg"].to_list() == [0.1, 0.0, 0.0]
    assert additional["series"].filter(table="duties").is_empty()
    assert additional["series"].height == model["series"].height - 1
