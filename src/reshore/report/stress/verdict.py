"""The verdict of a stress test in words, and the figures that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Markup, join, tag
from reshore.report.section import Section
from reshore.report.stress.view import Engine, days
from reshore.report.words import counted, listed, number
from reshore.risk.verdict import best_fixes, largest, tightest

if TYPE_CHECKING:
    from reshore.report.stress.view import StressView

FORESIGHT = {
    Engine.RECOURSE: "if all events were known beforehand (recourse)",
    Engine.SIMULATION: "without foresight (simulation)",
}
"""What each engine's figures are."""


def section(view: StressView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_expected(view), _tail(view), _tightest(view), _broken(view)]
    sentences += [_exposures(view), _fixes(view), _trust(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    return Section("stress", "What breaks it", join([verdict, _cards(view)]))


def in_short(view: StressView) -> Markup:
    """Return what the verdict of the plan itself says of a stress test: what breaks the plan first."""
    return _tightest(view)


def losses(view: StressView, column: str) -> dict[str, float]:
    """Return a figure of the losses by engine, recourse first."""
    found = dict(view["losses"].select("engine", column).iter_rows())
    return {engine: found[engine] for engine in reversed(view.engines)}


def told(view: StressView, column: str) -> str:
    """Return a figure of the losses by engine."""
    return ", ".join(f"{view.money(value)} ({engine})" for engine, value in losses(view, column).items())


def _expected(view: StressView) -> Markup | None:
    found = losses(view, "expected")
    if not found:
        return None
    weeks = view.result.options["window"]
    words = listed([f"{view.money(value)} {FORESIGHT[Engine(engine)]}" for engine, value in found.items()])
    return join([tag("b", f"Disruptions of {weeks} weeks cost on average"), f" {words}."])


def _tail(view: StressView) -> Markup | None:
    if not view.engines:
        return None
    return join([tag("b", "The worst twentieth of cases costs"), f" {told(view, 'cvar95')} on average."])


def _tightest(view: StressView) -> Markup:
    row = tightest(view.result)
    if row is None:
        return join([tag("b", "Nothing breaks it"), ": without any one set, all demand is still served."])
    name, survives = view.named(row), days(row["tts"], "")
    if row["ttr"] is None:
        return join([tag("b", f"Breaks first without {name}"), f": all is served for {survives}."])
    recovers = days(row["ttr"], "")
    if row["tts"] < row["ttr"]:
        return join(
            [
                tag("b", f"Tightest: {name}"),
                f". It is survived for {survives} and takes {recovers} to recover.",
            ]
        )
    return join(
        [
            tag("b", "Survives every set with a known time to recover"),
            f"; tightest is {name}, {survives} against {recovers}.",
        ]
    )


def _broken(view: StressView) -> str:
    tested = view["exposures"]
    known = tested.drop_nulls("ttr")
    breaking = _breaking(view)
    missing = tested.height - known.height
    unknown = f" Of {counted(missing, 'more set')} no time to recover is known." if missing else ""
    lose = f"{number(breaking)} lose units before recovery."
    return f"Of {counted(known.height, 'set')} that may stop, {lose}{unknown}"


def _breaking(view: StressView) -> int:
    """Count the sets that lose units before they recover."""
    return view["exposures"].filter(pl.col("tts") < pl.col("ttr")).height


def _exposures(view: StressView) -> Markup | None:
    rows = largest(view["exposures"]).iter_rows(named=True)
    named = [f"{view.named(row)} {view.money(row['impact'])}" for row in rows]
    return join([tag("b", "Largest exposures"), f": {listed(named)}."]) if named else None


def _fixes(view: StressView) -> Markup | None:
    if view["fixes"].is_empty():
        return None
    named = [
        f"{row['fix']} takes {view.money(row['cvar_removed'])} off the worst twentieth"
        f" for {view.money(row['cost_year'])} a year"
        for row in best_fixes(view.result).iter_rows(named=True)
    ]
    if not named:
        return join([tag("b", "None of the fixes tried is sure to help"), " in the worst cases."])
    return join([tag("b", "Best fixes"), f": {listed(named)}."])


def _trust(view: StressView) -> Markup | None:
    if not view.engines:
        return join([tag("b", "How likely: "), "nothing is said about it; no hazards were played through."])
    failed = view["failures"].height
    lost = f" Without {counted(failed, 'replication')} that failed." if failed else ""
    return join(
        [
            tag("b", "How sure: "),
            f"the figures are of {_counts(view)}.{lost}",
        ]
    )


def _counts(view: StressView) -> str:
    """Return how many replications each engine played in which something may happen."""
    played = view["replications"].filter(pl.col("replication") > 0)
    counts = dict(played.group_by("engine").len().iter_rows())
    if len(set(counts.values())) <= 1:
        return counted(max(counts.values(), default=0), "replication")
    return listed([f"{counted(counts[engine], 'replication')} ({engine})" for engine in view.engines])


def _cards(view: StressView) -> Markup:
    exposed, ending = largest(view["exposures"], 1), view["exposures"]["tts"].drop_nulls()
    single = float(view["concentration"]["single"].sum())
    cards = [
        *(_played(view) if view.engines else []),
        ("Shortest survival", days(min(ending, default=None), "no end")),
        ("Largest impact", view.money(exposed["impact"][0]) if exposed.height else "none"),
        ("Sets tested", number(view["exposures"].height)),
        ("Single-sourced, a week", view.money(single)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _played(view: StressView) -> list[tuple[str, str]]:
    """Return the cards of a stress test with hazards."""
    return [
        ("Expected loss", told(view, "expected")),
        ("CVaR, 95%", told(view, "cvar95")),
        ("Replications", _counts(view)),
        ("Sets that lose units", number(_breaking(view))),
    ]
