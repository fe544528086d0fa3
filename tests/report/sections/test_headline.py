"""The verdict says what is built, what it costs, who goes without, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

import polars as pl
import pytest

from reshore.plan.plan import Status
from reshore.report.sections.headline import section
from reshore.report.view import View


def words(view: View) -> str:
    return re.sub(r"<[^>]+>", "", section(view).body.replace("</li>", "\n")).replace("\u00a0", " ")


def test_what_opens_and_closes(view):
    assert (
        "Opens 2 of 3 candidate sites: Guadalajara (2025Q3) and Houston (2026Q1)."
        " Closes 1 site: Shenzhen (2027)." in words(view)
    )
    assert "Adds 7 capacity modules: Ciudad Juárez (3), Guadalajara (2) and Houston (2)." in words(view)


def test_nothing_opens(plan, model, make_plan):
    sites = plan["sites"].with_columns(started=False, stopped=False)
    capacity = plan["capacity"].with_columns(modules_ordered=pl.lit(0, pl.Int64))
    still = make_plan(frames={**plan.frames, "sites": sites, "capacity": capacity})
    said = words(View.of(still, model))

    assert "Opens none of the 3 candidate sites." in said
    assert "Adds" not in said
    without = sites.filter(pl.col("status") == "open")
    fixed = make_plan(frames={**plan.frames, "sites": without, "capacity": capacity})
    assert "Keeps all 6 sites; there are no candidates." in words(View.of(fixed, model))


@pytest.mark.parametrize(
    ("opens", "sentence"),
    [
        (True, "Opens the only candidate site: Houston (2026Q1)."),
        (False, "Doesn't open the only candidate site."),
    ],
)
def test_one_candidate(plan, model, make_plan, opens, sentence):
    """A single candidate isn't counted."""
    sites = plan["sites"].filter((pl.col("status") == "open") | (pl.col("site") == "hou"))
    sites = sites.with_columns(started=pl.col("started") & opens, stopped=False)
    assert sentence in words(View.of(make_plan(frames={**plan.frames, "sites": sites}), model))


def test_one_site_without_candidates(plan, model, make_plan):
    """A single site isn't counted either."""
    sites = plan["sites"].filter(pl.col("status") == "open")
    sites = sites.filter(pl.col("site") == sites["site"][0]).with_columns(started=False, stopped=False)
    capacity = plan["capacity"].with_columns(modules_ordered=pl.lit(0, pl.Int64))
    alone = make_plan(frames={**plan.frames, "sites": sites, "capacity": capacity})
    assert "Keeps its only site; there are no candidates." in words(View.of(alone, model))


def test_one_period_has_no_shift(plan, model, make_plan):
    """From the first period to the last there is nothing to tell where they are the same."""
    sites = plan["sites"].with_columns(started=False, stopped=False)
    one = make_plan(frames={**plan.frames, "periods": plan["periods"].head(1), "sites": sites})
    said = words(View.of(one, model))
    assert "Value is added in" in said
    assert "from the first period to the last" not in said


def test_footprint_and_its_shift(view, plan):
    shares = plan.footprint("country", per="horizon")
    said = words(view)

    assert f"in Taiwan {shares['share'][0] * 100:.0f}%" in said
    assert "The largest shift: China goes from 22% in 2024Q4 to 0% in 2028." in said


def test_cost_and_its_parts(view, plan):
    assert f"Costs USD {plan.objective / 1e6:.1f} billion in present value, October 2024 until" in words(view)
    assert "purchased materials 99%" in words(view)


def test_duty_and_who_charges_it(view, plan, model, make_plan):
    assert (
        "Pays USD 399 million of duty, not discounted: United States 100%. USD 8.61 million is paid back."
        in words(view)
    )
    none = make_plan(frames={**plan.frames, "duties": plan["duties"].filter(pl.col("amount") == 0)})
    assert "of duty" not in words(View.of(none, model))


def test_profit_is_what_a_plan_earns(plan, model, make_plan):
    earning = replace(model, settings=MappingProxyType({**model.settings, "objective": "profit"}))
    said = words(View.of(make_plan(objective=-5e6), earning))

    assert "Earns USD 5.00 billion" in said
    assert "Net present profitUSD 5.00 billion" in said


def test_unmet_demand_by_product(view, plan, model, make_plan):
    assert "Leaves demand unmet for NVL72 rack (0.4% of demand, at worst 0.8% in 2027)." in words(view)
    service = plan["service"].with_columns(served=pl.col("demand"), short=0.0)
    full = make_plan(frames={**plan.frames, "service": service})
    assert "Delivers all that the markets ask for." in words(View.of(full, model))


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        ({"ok": True, "checks": 41}, "found no fault in 41 checks"),
        ({"ok": False, "checks": 41}, "failed its audit"),
        (None, "has not been audited"),
    ],
)
def test_what_the_audit_says(model, make_plan, audit, said):
    assert said in words(
        View.of(make_plan(audit=audit and {**audit, "worst": "", "objective_difference": 0.0}), model)
    )


def test_how_sure_is_said_in_money(view, plan, model, make_plan):
    most = f"USD {(plan.objective - plan.bound) / 1e3:.0f} million"
    assert f"no plan is better by more than {most} (0.32%)." in words(view)
    exact = make_plan(bound=plan.objective, gap=0.0)
    assert "It is proven that no plan is better. " in words(View.of(exact, model))
    stopped = make_plan(status=Status.FEASIBLE)
    assert "another plan may be better by up to USD" in words(View.of(stopped, model))


def test_suppliers_are_no_plants(view, plan, model):
    last = plan["sites"].filter((pl.col("period") == "2028") & pl.col("open"))
    roles = last.join(model["sites"], on="site")["role"].to_list()
    assert 0 < roles.count("plant") < len(roles)
    assert f"Plants at the end{roles.count('plant')}Modules" in words(view)


def test_violated_rules_are_owned_up_to(view):
    assert "1 rule exceeded at a penalty." in words(view)
