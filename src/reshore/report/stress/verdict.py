"""The verdict of a stress test in words, and the figures that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say, say_html
from reshore.report.section import Section
from reshore.report.stress.fixes import fix_name
from reshore.report.stress.view import Engine, by_engine, days
from reshore.report.words import counted, listed, number
from reshore.risk.verdict import best_fixes, largest, tightest

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView

FORESIGHT = {
    Engine.RECOURSE: message("{loss} if all events were known beforehand (recourse)"),
    Engine.SIMULATION: message("{loss} without foresight (simulation)"),
}
"""What each engine's figures are."""


def section(view: StressView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_expected(view), _tail(view), _tightest(view), _broken(view)]
    sentences += [_exposures(view), _fixes(view), _trust(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    return Section("stress", say("What breaks it"), join([verdict, _cards(view)]))


def in_short(view: StressView) -> Markup:
    """Return what the verdict of the plan itself says of a stress test: what breaks the plan first."""
    return _tightest(view)


def losses(view: StressView, column: str) -> dict[str, float]:
    """Return a figure of the losses by engine, recourse first."""
    found = dict(view["losses"].select("engine", column).iter_rows())
    return {engine: found[engine] for engine in reversed(view.engines)}


def told(view: StressView, column: str) -> str:
    """Return a figure of the losses by engine."""
    return by_engine(view, losses(view, column))


def _expected(view: StressView) -> Markup | None:
    found = losses(view, "expected")
    if not found:
        return None
    return say_html(
        "<b>Disruptions of {weeks} weeks cost on average</b> {losses}.",
        weeks=view.result.options["window"],
        losses=listed(
            [say(FORESIGHT[Engine(engine)], loss=view.money(value)) for engine, value in found.items()]
        ),
    )


def _tail(view: StressView) -> Markup | None:
    if not view.engines:
        return None
    return say_html(
        "<b>The worst twentieth of cases costs</b> {losses} on average.", losses=told(view, "cvar95")
    )


def _tightest(view: StressView) -> Markup:
    row = tightest(view.result)
    if row is None:
        return say_html("<b>Nothing breaks it</b>: without any one set, all demand is still served.")
    name, survives = view.named(row), days(row["tts"], "")
    if row["ttr"] is None:
        return say_html(
            "<b>Breaks first without {set}</b>: all is served for {survives}.", set=name, survives=survives
        )
    recovers = days(row["ttr"], "")
    if row["tts"] < row["ttr"]:
        return say_html(
            "<b>Tightest: {set}</b>. It is survived for {survives} and takes {recovers} to recover.",
            set=name,
            survives=survives,
            recovers=recovers,
        )
    return say_html(
        "<b>Survives every set with a known time to recover</b>; tightest is {set}, {survives} against"
        " {recovers}.",
        set=name,
        survives=survives,
        recovers=recovers,
    )


def _broken(view: StressView) -> str:
    tested = view["exposures"]
    known = tested.drop_nulls("ttr")
    missing = tested.height - known.height
    sentences = [
        say(
            "Of {sets} that may stop, {count} lose units before recovery.",
            sets=counted(known.height, "set"),
            count=number(_breaking(view)),
        )
    ]
    if missing:
        sentences.append(say("Of {sets} no time to recover is known.", sets=counted(missing, "more set")))
    return " ".join(sentences)


def _breaking(view: StressView) -> int:
    """Count the sets that lose units before they recover."""
    return view["exposures"].filter(pl.col("tts") < pl.col("ttr")).height


def _exposures(view: StressView) -> Markup | None:
    rows = largest(view["exposures"]).iter_rows(named=True)
    named = [say("{set} {impact}", set=view.named(row), impact=view.money(row["impact"])) for row in rows]
    return say_html("<b>Largest exposures</b>: {exposures}.", exposures=listed(named)) if named else None


def _fixes(view: StressView) -> Markup | None:
    if view["fixes"].is_empty():
        return None
    named = [
        say(
            "{fix} takes {removed} off the worst twentieth for {cost} a year",
            fix=fix_name(view, row["fix"]),
            removed=view.money(row["cvar_removed"]),
            cost=view.money(row["cost_year"]),
        )
        for row in best_fixes(view.result).iter_rows(named=True)
    ]
    if not named:
        return say_html("<b>None of the fixes tried is sure to help</b> in the worst cases.")
    return say_html("<b>Best fixes</b>: {fixes}.", fixes=listed(named))


def _trust(view: StressView) -> Markup:
    if not view.engines:
        return say_html("<b>How likely:</b> nothing is said about it; no hazards were played through.")
    sentences = [say_html("<b>How sure:</b> the figures are of {replications}.", replications=_counts(view))]
    if failed := view["failures"].height:
        sentences.append(
            say_html("Without {replications} that failed.", replications=counted(failed, "replication"))
        )
    return join(sentences, " ")


def _counts(view: StressView) -> str:
    """Return how many replications each engine played in which something may happen."""
    played = view["replications"].filter(pl.col("replication") > 0)
    counts = dict(played.group_by("engine").len().iter_rows())
    if len(set(counts.values())) <= 1:
        return counted(max(counts.values(), default=0), "replication")
    return listed(
        [
            say(
                "{replications} ({engine})",
                replications=counted(counts[engine], "replication"),
                engine=say(engine),
            )
            for engine in view.engines
        ]
    )


def _cards(view: StressView) -> Markup:
    exposed, ending = largest(view["exposures"], 1), view["exposures"]["tts"].drop_nulls()
    single = float(view["concentration"]["single"].sum())
    cards = [
        *(_played(view) if view.engines else []),
        (say("Shortest survival"), days(min(ending, default=None), say("no end"))),
        (say("Largest impact"), view.money(exposed["impact"][0]) if exposed.height else say("none")),
        (say("Sets tested"), number(view["exposures"].height)),
        (say("Single-sourced, a week"), view.money(single)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _played(view: StressView) -> list[tuple[str, str]]:
    """Return the cards of a stress test with hazards."""
    return [
        (say("Expected loss"), told(view, "expected")),
        (say("CVaR, 95%"), told(view, "cvar95")),
        (say("Replications"), _counts(view)),
        (say("Sets that lose units"), number(_breaking(view))),
    ]
