"""What made a plan the answer, in words that give no order to ties, and the figures one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.sensitivity.breakeven import Verdict
from reshore.insight.tied import Ended
from reshore.report.html import Markup, join, tag
from reshore.report.section import Section
from reshore.report.why.frontier import said
from reshore.report.why.view import words
from reshore.report.words import counted, listed, number, rounded, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

MOST = 5
"""Sites or causes that a sentence names."""


def section(view: WhyView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [*_remarks(view), _near(view), _needed(view), _replaceable(view), _drivers(view)]
    sentences += [_breakevens(view), _frontier(view), _trust(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    title = "What it trades" if view.result.trades else "Why this plan"
    return Section(view.key("why"), title, join([verdict, *_cards(view)]))


def _remarks(view: WhyView) -> list[Markup]:
    return [join([tag("b", "Note: "), f"{remark}."]) for remark in view.result.facts["remarks"]]


def _near(view: WhyView) -> Markup | None:
    rows = view["designs"]
    if rows.is_empty():
        return None
    within, count = share(view.result.options["near"], 1), int(rows["near"].sum())
    ties = rows.filter("near", "tie").height
    if count == 1:
        complete = view.result.facts["complete"]
        sure = "No other design costs" if complete else "No other design was found that costs"
        return join([tag("b", "It stands alone: "), f"{sure} within {within} of the best."])
    more = "" if view.result.facts["ended"] == Ended.PROVEN else "at least "
    tied = f" Any of {number(ties)} may be the cheapest." if ties > 1 else ""
    return join(
        [
            tag("b", f"It has rivals: {more}{counted(count, 'design')}"),
            f" cost within {within} of the best.{tied}",
        ]
    )


def _regrets(view: WhyView, *, tie: bool) -> pl.DataFrame:
    """Return the sites of the plan whose regret is proven to be above 0, or that may be done without."""
    sites = view["sites"].filter(pl.col("forced") == "out", pl.col("found") != "infeasible")
    return sites.filter(pl.col("tie") == tie, pl.col("high").is_not_null())


def _needed(view: WhyView) -> Markup | None:
    """Name the sites that are proven to be worth something, in the order of what is proven of them."""
    rows = _regrets(view, tie=False).sort("low", "site", descending=[True, False]).head(MOST)
    if rows.is_empty():
        return None
    named = [
        f"{view.place(site)} {words(view.money, low, high)}"
        for site, low, high in rows.select("site", "low", "high").iter_rows()
    ]
    return join([tag("b", "Doing without costs"), f": {listed(named)}."])


def _replaceable(view: WhyView) -> Markup | None:
    rows = _regrets(view, tie=True).sort("site")
    if rows.is_empty():
        return None
    return join([tag("b", "May be done without at no cost"), f": {view.places(rows['site'])}."])


def _drivers(view: WhyView) -> Markup | None:
    """Name causes that are proven to count, above and below 0 apart, and say that the others are ties."""
    rows = view["drivers"]
    if rows.is_empty():
        return None
    site = view.result.options["site"]
    dearer, cheaper = ("speak against it", "speak for it") if site else ("make it dearer", "make it cheaper")
    sides = ((rows.filter(pl.col("low") > 0), dearer), (rows.filter(pl.col("high") < 0), cheaper))
    parts = [
        f"{listed([_cause(view, row) for row in part.iter_rows(named=True)], MOST)} {verb}"
        for part, verb in sides
        if part.height
    ]
    ties = rows.filter("tie")["cause"].to_list()
    told = "; ".join(parts) or "no cause is proven to count"
    rest = f" Of {listed(ties)} it isn't known whether they count." if ties else ""
    about = f"Causes of {view.place(site)}" if site else "Causes of cost"
    return join([tag("b", f"{about}: "), f"{told}.{rest}"])


def _cause(view: WhyView, row: dict[str, float]) -> str:
    return f"{row['cause']} ({words(view.money, row['low'], row['high'])})"


def _breakevens(view: WhyView) -> Markup | None:
    rows = view["breakevens"].filter(
        pl.col("verdict").is_in([Verdict.FIRM, Verdict.TIED]), pl.col("opens").is_not_null()
    )
    if rows.is_empty():
        return None
    named = [
        f"{row['cell']} between {rounded(row['low'])} and {rounded(row['high'])}"
        f"{' (not firm)' if row['verdict'] == Verdict.TIED else ''}"
        for row in rows.iter_rows(named=True)
    ]
    return join([tag("b", "Other sites from"), f": {listed(named, MOST)}."])


def _frontier(view: WhyView) -> Markup | None:
    rows = view["frontier"].filter(~pl.col("today"))
    knee = rows.filter("knee")
    if knee.is_empty():
        return None
    row = knee.row(0, named=True)
    cost = words(view.money, row["low"], row["high"])
    value = said(row["value"], row["unit"])
    return join([tag("b", f"A knee of {row['measure']}"), f": {value}, for {cost} more than the plan."])


def _trust(view: WhyView) -> Markup:
    designs = sum(view.result.facts["designs"].values())
    return join(
        [
            tag("b", "How sure: "),
            f"all of this is of {counted(designs, 'design')}, each with a bound. Where the intervals of two"
            " costs overlap, no order is given.",
        ]
    )


def _cards(view: WhyView) -> list[Markup]:
    if "best" not in view.result.facts:
        return []
    low, high = view.result.facts["best"]
    forced = view["sites"].filter(pl.col("forced") == "out")
    cards = [
        ("Best plan costs", words(view.money, low, high)),
        ("Near ties found", number(float(view["designs"]["near"].sum()))),
        ("Sites that can't be spared", number(forced.filter(~pl.col("tie")).height)),
        ("Sites that may be spared", number(forced.filter("tie").height)),
    ]
    return [
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards")
    ]
