"""Duty is paid, paid back, and told with the goods it was reckoned on, each of which counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

PAID = {"event": "entry", "lane": "a", "importer": "USA", "exporter": "MEX", "product": "pump"}
LINES = [
    {**PAID, "period": "2025Q4", "layer": "mfn", "units": 10.0, "customs_value": 5.0, "amount": 2.0},
    {**PAID, "period": "2025Q4", "layer": "s301", "units": 10.0, "customs_value": 5.0, "amount": 12.5},
    {**PAID, "period": "26", "layer": "mfn", "preference": "usmca", "units": 4.0, "customs_value": 5.0},
    {**PAID, "period": "26", "layer": "mfn", "provenance": "CHN", "units": 3.0, "customs_value": 5.0}
    | {"amount": 0.5},
    {"event": "drawback", "importer": "USA", "product": "pump", "period": "26", "units": 2.0, "amount": -1.5},
]
"""Ten pumps pay two layers, four pay none under an agreement, three are from China; 1.5 is paid back."""


@pytest.fixture
def taxed(plan: Plan, plan_with: Callable[..., Plan], make_frame: Callable[..., pl.DataFrame]) -> Plan:
    """Return the plan with these lines of duty."""
    rows = {"duties": LINES, "provenances": [{"product": "pump", "provenance": "CHN", "goods_origin": "CHN"}]}
    frames = {name: make_frame(name, records) for name, records in rows.items()}
    return plan_with(frames={**plan.frames, **frames})


def test_paid_and_paid_back_by_year_and_layer(taxed: Plan):
    """Years in order, the largest amount first; what is paid back has no layer and no goods."""
    assert taxed.duties(("year", "layer", "preference")).rows() == [
        ("2025", "s301", None, 12.5, 12.5, 0.0, 50.0, 10.0),
        ("2025", "mfn", None, 2.0, 2.0, 0.0, 50.0, 10.0),
        ("2026", "mfn", None, 0.5, 0.5, 0.0, 15.0, 3.0),
        ("2026", "mfn", "usmca", 0.0, 0.0, 0.0, 20.0, 4.0),
        ("2026", None, None, -1.5, 0.0, 1.5, 0.0, 0.0),
    ]


def test_goods_count_once_however_many_layers_they_pay(taxed: Plan):
    """Seventeen pumps worth 85 crossed, though ten of them have two lines."""
    assert taxed.duties("importer").rows() == [("USA", 13.5, 15.0, 1.5, 85.0, 17.0)]
    assert taxed.duties(()).rows() == [(13.5, 15.0, 1.5, 85.0, 17.0)]


def test_duty_by_attributes_of_goods(taxed: Plan, make_model: Callable[..., Model]):
    """Origins are those of the frame provenances, families those of the model."""
    assert taxed.duties("goods_origin").select("goods_origin", "paid").rows() == [(None, 14.5), ("CHN", 0.5)]
    model = make_model(products=[{"product": "pump", "family": "pumps"}])
    assert taxed.duties("family", model=model).select("family", "amount").rows() == [("pumps", 13.5)]


def test_amounts_are_those_of_the_frame(taxed: Plan):
    """However they are grouped, amounts add up to the frame's, and are paid less paid back."""
    for by in ("event", ("place", "lane"), ("period", "processed", "status"), "year"):
        found = taxed.duties(by)
        assert found["amount"].sum() == pytest.approx(taxed["duties"]["amount"].sum())
        assert found["amount"].to_list() == pytest.approx((found["paid"] - found["paid_back"]).to_list())


def test_what_is_not_there_is_told(taxed: Plan):
    """An unknown column is a usage error, and so is a family without the model."""
    with pytest.raises(UsageError, match="no grouping by 'continent'; there are event, place"):
        taxed.duties("continent")
    with pytest.raises(UsageError, match="no families of products: its model is needed"):
        taxed.duties("family")


def test_no_duties(plan: Plan):
    """A plan without duties has no groups."""
    assert plan.duties().is_empty()
