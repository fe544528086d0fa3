"""What drives the plan, what could break it, how sure it is, and what isn't known."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.plan import Status
from reshore.report.html import join
from reshore.report.language import say, say_html, say_many
from reshore.report.sections.assumptions import grades
from reshore.report.stress.verdict import in_short as stress_in_short
from reshore.report.stress.view import StressView
from reshore.report.why.verdict import in_short as why_in_short
from reshore.report.why.view import WhyView
from reshore.report.words import counted, number, share

if TYPE_CHECKING:
    from reshore.report.html import Markup
    from reshore.report.view import View

EXACT = 1e-6
"""Gap below which there is nothing left to gain but rounding."""


def what_is_sure(view: View) -> list[Markup]:
    """Return the sentences of explanations and of the stress test, on proof, and on what isn't known."""
    explained = [said for result in view.why for said in why_in_short(WhyView(view, result))]
    tested = [stress_in_short(StressView(view, view.stress))] if view.stress else []
    return [*dict.fromkeys(explained), *tested, _trust(view), *_unknown(view)]


def _trust(view: View) -> Markup:
    violated = view.plan["rules"].filter(pl.col("violation") > 0)["rule"].n_unique()
    exceeded = say_many(
        "{count} rule exceeded at a penalty.",
        "{count} rules exceeded at a penalty.",
        violated,
        count=number(violated),
    )
    said = [_proof(view), *([exceeded] if violated else []), _audited(view)]
    return say_html("<b>How sure: </b>{sentences}", sentences=join(said, " "))


def _proof(view: View) -> str:
    plan = view.plan
    if view.robust:
        return say(
            "Its decisions are for all of its futures, and how good they are is proven for all together."
        )
    if plan.gap < EXACT:
        return say("It is proven that no plan is better.")
    if not isfinite(plan.gap):
        return say("The search stopped before anything was proven about how good the plan is.")
    # Money beside the share: a share looks small where money doesn't.
    told = {"amount": view.money(plan.objective - plan.bound), "gap": share(plan.gap, 2)}
    if plan.status is Status.OPTIMAL:
        return say("It is proven that no plan is better by more than {amount} ({gap}).", **told)
    return say("The search stopped early: another plan may be better by up to {amount} ({gap}).", **told)


def _audited(view: View) -> str:
    audit = view.plan.audit
    if audit is None:
        return say("The plan has not been audited.")
    if not audit["ok"]:
        return say("The plan failed its audit: don't rely on it.")
    return say(
        "An independent audit recomputed it and found no fault in {checks}.",
        checks=counted(audit["checks"], "check"),
    )


def _unknown(view: View) -> list[Markup]:
    """Say how much rests on estimates, and how many inputs have ranges that this plan doesn't look at."""
    graded = grades(view.model)
    parts = dict(graded.group_by("grade").agg(pl.col("rows").sum()).iter_rows())
    total, weak, none = sum(parts.values()), parts.get("E", 0), parts.get("", 0)
    said = []
    if weak:
        said.append(
            say(
                "{share} of the {rows} of the model rest on our own estimates.",
                share=share(weak / total),
                rows=counted(total, "row"),
            )
        )
    if none:
        told = share(none / total)
        said.append(
            say("{share} name no source.", share=told)
            if weak
            else say(
                "{share} of the {rows} of the model name no source.", share=told, rows=counted(total, "row")
            )
        )
    if ranges := view.model["ranges"].height:
        said.append(
            say_many(
                "{count} range says how far inputs may move; the plan is for one value of each.",
                "{count} ranges say how far inputs may move; the plan is for one value of each.",
                ranges,
                count=number(ranges),
            )
        )
    return [say_html("<b>What isn't known: </b>{sentences}", sentences=join(said, " "))] if said else []
