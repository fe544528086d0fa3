"""The rules: what each one asks, where the plan is at its limit, and what giving way would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import say
from reshore.report.planned import planned
from reshore.report.policy import MEASURES, amount, limits_written, per_unit, sentence
from reshore.report.section import Section
from reshore.report.stretches import stretches
from reshore.report.words import counted, percent, rounded
from reshore.report.worth import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.view import View


def section(view: View) -> Section | None:
    """Return the rules; None where the plan has none."""
    if view.plan["rules"].is_empty():
        return None
    rules = limits(view.plan, planned(view))
    lead = tag(
        "p",
        say(
            "A rule binds in a period in which the plan is right at its limit. Its worth is the marginal"
            " value: the net present cost that would be saved there if the limit gave way by one unit, or by"
            " one point where it is a share, with sites, modules and sources as they are. That holds for"
            " small changes; with other sites a rule may cost more."
        ),
    )
    detail = folded(say("Every rule and period"), _detail(view, rules))
    return Section("rules", say("Rules"), join([lead, _summary(view, rules), detail]))


def _summary(view: View, rules: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Rule")),
        Column(say("What it asks")),
        Column(say("If missed")),
        Column(say("Binds")),
        Column(say("Violated")),
        Column(say("Worth"), say("at most"), numeric=True),
    ]
    written = {row["rule"]: row for row in planned(view)["rules"].iter_rows(named=True)}
    asked = limits_written(planned(view), view.periods)
    frames = {str(rule): frame for (rule,), frame in rules.group_by("rule", maintain_order=True)}
    ranked = sorted(frames, key=lambda name: _rank(frames[name]))
    rows = [
        [
            name,
            sentence(view, written[name], asked[name]),
            _missed(view, written[name]),
            _binding(view, frames[name]),
            _violated(view, frames[name]),
            _worth(view, frames[name]),
        ]
        for name in ranked
    ]
    return table(columns, rows, faded=[not frames[name]["binds"].any() for name in ranked])


def _rank(frame: pl.DataFrame) -> tuple[bool, float, bool]:
    """Return the place of a rule: those that are violated, then by worth, then those that bind at all."""
    return not frame["violation"].max(), -_most(frame), not frame["binds"].any()


def _most(frame: pl.DataFrame) -> float:
    return max(frame["worth"].drop_nulls(), default=0.0)


def _binding(view: View, frame: pl.DataFrame) -> str:
    binds = frame.filter("binds")
    return _periods(view, frame, binds) if binds.height else say("never")


def _violated(view: View, frame: pl.DataFrame) -> str:
    rows = frame.filter(pl.col("violation") > 0)
    if rows.is_empty():
        return ""
    worst = amount(view, rows["measure"][0], max(rows["violation"]))
    when = _periods(view, frame, rows)
    return tag("strong", say("{when}, by up to {amount}", when=when, amount=worst))


def _periods(view: View, frame: pl.DataFrame, rows: pl.DataFrame) -> str:
    if rows.height == frame.height:
        return say("throughout")
    return stretches(view.periods, set(rows["period"]))


def _worth(view: View, frame: pl.DataFrame) -> str:
    if frame["worth"].is_null().all():
        return say("not known: it limits decisions")
    most = _most(frame)
    if not most:
        return say("nothing")
    row = frame.filter(pl.col("worth") == most).row(0, named=True)
    told = _per(view, row)
    return say("{worth} in {period}", worth=told, period=row["period"]) if row["period"] else told


def _missed(view: View, rule: Mapping[str, Any]) -> str:
    return say("hard") if rule["price"] is None else per_unit(view, rule["measure"], rule["price"])


def _per(view: View, row: Mapping[str, Any]) -> str:
    """Return what a unit of a limit, or a point of a share, is worth."""
    if row["limit_share"]:
        return say("{money} a point", money=view.money(row["worth"]))
    return per_unit(view, row["measure"], row["worth"])


def _detail(view: View, rules: pl.DataFrame) -> Markup:
    columns = [
        Column(say("Rule")),
        Column(say("Period")),
        Column(say("Measure")),
        Column(say("Value"), numeric=True),
        Column("", say("sense")),
        Column(say("Limit"), numeric=True),
        Column(say("Share"), say("asked for"), numeric=True),
        Column(say("Violation"), numeric=True),
        Column(say("Worth"), numeric=True),
    ]
    rows = [
        [
            row["rule"],
            row["period"] or say("all"),
            say(MEASURES[row["measure"]]),
            rounded(row["value"]),
            row["sense"],
            rounded(row["limit"]),
            "" if row["limit_share"] is None else percent(row["limit_share"]),
            rounded(row["violation"]) if row["violation"] > 0 else "",
            _per(view, row) if row["worth"] else "",
        ]
        for row in rules.iter_rows(named=True)
    ]
    shown = say(
        "{rows}; a limit that is a share is shown as the amount it comes to.", rows=counted(len(rows), "row")
    )
    return join([tag("p", shown), table(columns, rows)])
