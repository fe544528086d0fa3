"""Trade as a whole: a sound plan passes, and a wrong cell in any frame that trade fills is found."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from reshore.audit.audit import TOLERANCE, audit_plan
from reshore.audit.balance import check_balance
from reshore.audit.case import Case
from reshore.audit.findings import Findings
from reshore.audit.names import check_names
from reshore.audit.trade.borders import check_borders
from reshore.audit.trade.buying import check_supplies
from reshore.audit.trade.delivering import check_deliveries
from reshore.audit.trade.duties import check_duties
from reshore.audit.trade.making import check_outputs
from reshore.audit.trade.provenances import check_provenances
from reshore.audit.trade.using import check_using
from reshore.plan.frames import FRAMES

CHECKS = (
    *(check_names, check_balance, check_provenances, check_supplies, check_outputs, check_using),
    *(check_borders, check_deliveries, check_duties),
)

FILLED = ("deliveries", "use", "provenances", "duties")

CELLS = [
    *((frame, column) for frame in FILLED for column in FRAMES[frame].dtypes),
    *((frame, "provenance") for frame in ("production", "purchases", "shipments", "stock")),
    ("shipments", "arrives"),
]


def failed(plan, network, name, frame):
    """Names of the checks that fail once a frame is another."""
    findings = Findings(TOLERANCE)
    case = Case(replace(plan, frames={**plan.frames, name: frame}), network)
    for check in CHECKS:
        check(case, findings)
    return {check.name for check in findings.checks if not check.ok}


def test_a_sound_plan_passes(plan, network):
    """Two programs written apart from one page agree on where goods come from and what they pay."""
    audit = audit_plan(plan, network)
    assert audit.ok, audit.summary()
    assert audit.worst < 1e-9


def test_the_network_shows_what_is_audited(plan):
    """All events, all statuses, goods for one country and for any, preferences, segments and claims."""
    duties, goods = plan["duties"], plan["provenances"]
    assert set(duties["event"]) == {"entry", "release", "use", "drawback"}
    assert {*duties["preference"]} == {None, "usmca", "mercosur"}
    assert set(duties.filter(event="drawback")["lane"].is_null()) == {True, False}
    assert set(goods["status"]) == {"free", "bond", "made", "out"}
    assert set(goods.filter(status="made")["bound"]) == {None, "USA"}
    assert set(goods["segment"]) == {None, "~", "sovereign"}
    assert goods["full_ad_valorem"].max() > 0
    assert goods["lesser_per_kg"].max() > 0
    assert plan["costs"].filter(cost="drawback")["amount"].sum() < 0


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_a_wrong_cell_is_found(plan, network, name, column):
    """One cell a little off, or another name."""
    frame = plan[name]
    number = frame[column].dtype == pl.Float64
    row = (frame[column].abs().arg_max() or 0) if number else 0
    values = frame[column].to_list()
    values[row] = values[row] * 1.00001 + 0.0001 if number else "nowhere"
    spoilt = frame.with_columns(pl.Series(column, values, dtype=frame[column].dtype))
    assert failed(plan, network, name, spoilt)


@pytest.mark.parametrize("name", FILLED)
def test_a_missing_row_and_one_too_many_are_found(plan, network, name):
    """Without any of its rows a frame is no longer whole, and none may stand twice."""
    frame = plan[name]
    for row in (0, frame.height - 1):
        kept = frame.with_row_index("row").filter(pl.col("row") != row).drop("row")
        assert failed(plan, network, name, kept)
    assert failed(plan, network, name, pl.concat([frame, frame.slice(0, 1)]))


@pytest.mark.parametrize("name", ["production", "purchases", "shipments", "stock"])
def test_goods_of_another_provenance_are_found(plan, network, name):
    """Each row of a followed product named after another provenance of it that the plan has."""
    frame = plan[name]
    others = {}
    for product, provenance in plan["provenances"].select("product", "provenance").iter_rows():
        others.setdefault(product, []).append(provenance)
    row = next(i for i, product in enumerate(frame["product"]) if len(others.get(product, ())) > 1)
    names = frame["provenance"].to_list()
    names[row] = next(other for other in others[frame["product"][row]] if other != names[row])
    spoilt = frame.with_columns(pl.Series("provenance", names, dtype=pl.String))
    assert failed(plan, network, name, spoilt)
