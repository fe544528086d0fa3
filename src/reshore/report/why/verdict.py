"""What made a plan the answer, in words that give no order to ties, and the figures one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.sensitivity.breakeven import Verdict
from reshore.insight.tied import Ended
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say, say_html
from reshore.report.section import Section
from reshore.report.why.causes import cause_name
from reshore.report.why.measures import measure_name, said
from reshore.report.why.remarks import remark
from reshore.report.why.units import cell_name, end
from reshore.report.why.view import words
from reshore.report.words import counted, listed, number, share

if TYPE_CHECKING:
    from reshore.report.why.view import WhyView

MOST = 5
"""Sites or causes that a sentence names."""


def section(view: WhyView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [*_remarks(view), _near(view), _needed(view), _replaceable(view), _drivers(view)]
    sentences += [_breakevens(view), _frontier(view), _trust(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    title = say("What it trades") if view.result.trades else say("Why this plan")
    return Section(view.key("why"), title, join([verdict, *_cards(view)]))


def in_short(view: WhyView) -> list[Markup]:
    """Return what the verdict of the plan itself says of an explanation: what drives it, and its rivals."""
    return [sentence for sentence in (_drivers(view) or _needed(view), _near(view)) if sentence]


def _remarks(view: WhyView) -> list[Markup]:
    return [say_html("<b>Note:</b> {remark}.", remark=remark(told)) for told in view.result.facts["remarks"]]


def _near(view: WhyView) -> Markup | None:
    rows = view["designs"]
    if rows.is_empty():
        return None
    within, count = share(view.result.options["near"], 1), int(rows["near"].sum())
    ties = rows.filter("near", "tie").height
    if count == 1:
        if view.result.facts["complete"]:
            return say_html(
                "<b>It stands alone:</b> No other design costs within {share} of the best.", share=within
            )
        return say_html(
            "<b>It stands alone:</b> No other design was found that costs within {share} of the best.",
            share=within,
        )
    found = counted(count - 1, "other design")
    sentences = [
        say_html(
            "<b>It has rivals: {designs}</b> within {share} of the best cost.", designs=found, share=within
        )
        if view.result.facts["ended"] == Ended.PROVEN
        else say_html(
            "<b>It has rivals: at least {designs}</b> within {share} of the best cost.",
            designs=found,
            share=within,
        )
    ]
    if ties > 1:
        sentences.append(say_html("Any of {count} may be the cheapest.", count=number(ties)))
    return join(sentences, " ")


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
        say("{site} {regret}", site=view.place(site), regret=words(view.money, low, high))
        for site, low, high in rows.select("site", "low", "high").iter_rows()
    ]
    return say_html("<b>Doing without costs</b>: {sites}.", sites=listed(named))


def _replaceable(view: WhyView) -> Markup | None:
    rows = _regrets(view, tie=True).sort("site")
    if rows.is_empty():
        return None
    return say_html("<b>May be done without at no cost</b>: {sites}.", sites=view.places(rows["site"]))


def _drivers(view: WhyView) -> Markup | None:
    """Name causes that are proven to count, above and below 0 apart, and say that the others are ties."""
    rows = view["drivers"]
    if rows.is_empty():
        return None
    site = view.result.options["site"]
    dearer = _causes(view, rows.filter(pl.col("low") > 0))
    cheaper = _causes(view, rows.filter(pl.col("high") < 0))
    parts = []
    if dearer:
        against, dear = message("{causes} speak against it"), message("{causes} make it dearer")
        parts.append(say(against if site else dear, causes=dearer))
    if cheaper:
        speaking, cheap = message("{causes} speak for it"), message("{causes} make it cheaper")
        parts.append(say(speaking if site else cheap, causes=cheaper))
    told = "; ".join(parts) or say("no cause is proven to count")
    sentences = [
        say_html("<b>Causes of {site}:</b> {causes}.", site=view.place(site), causes=told)
        if site
        else say_html("<b>Causes of cost:</b> {causes}.", causes=told)
    ]
    if ties := [cause_name(cause) for cause in rows.filter("tie")["cause"]]:
        sentences.append(say_html("Of {causes} it isn't known whether they count.", causes=listed(ties)))
    return join(sentences, " ")


def _causes(view: WhyView, rows: pl.DataFrame) -> str:
    named = [
        say("{cause} ({amount})", cause=cause_name(cause), amount=words(view.money, low, high))
        for cause, low, high in rows.select("cause", "low", "high").iter_rows()
    ]
    return listed(named, MOST)


def _breakevens(view: WhyView) -> Markup | None:
    rows = view["breakevens"].filter(
        pl.col("verdict").is_in([Verdict.FIRM, Verdict.TIED]), pl.col("opens").is_not_null()
    )
    if rows.is_empty():
        return None
    named = [
        say(
            message("{cell} between {low} and {high} (not firm)")
            if row["verdict"] == Verdict.TIED
            else message("{cell} between {low} and {high}"),
            cell=cell_name(row["cell"]),
            low=end(row["low"], row["unit"]),
            high=end(row["high"], row["unit"]),
        )
        for row in rows.iter_rows(named=True)
    ]
    return say_html("<b>Other sites from</b>: {cells}.", cells=listed(named, MOST))


def _frontier(view: WhyView) -> Markup | None:
    rows = view["frontier"].filter(~pl.col("today"))
    knee = rows.filter("knee")
    if knee.is_empty():
        return None
    row = knee.row(0, named=True)
    return say_html(
        "<b>A knee of {measure}</b>: {value}, for {cost} more than the plan.",
        measure=measure_name(view.view, row["measure"]),
        value=said(row["value"], row["unit"]),
        cost=words(view.money, row["low"], row["high"]),
    )


def _trust(view: WhyView) -> Markup:
    designs = sum(view.result.facts["designs"].values())
    return say_html(
        "<b>How sure:</b> all of this is of {designs}, each with a bound. Where the intervals of two costs"
        " overlap, no order is given.",
        designs=counted(designs, "design"),
    )


def _cards(view: WhyView) -> list[Markup]:
    if "best" not in view.result.facts:
        return []
    low, high = view.result.facts["best"]
    forced = view["sites"].filter(pl.col("forced") == "out")
    cards = [
        (say("Best plan costs"), words(view.money, low, high)),
        (
            say("Designs found within {share}", share=share(view.result.options["near"], 1)),
            number(float(view["designs"]["near"].sum())),
        ),
        (say("Sites that can't be spared"), number(forced.filter(~pl.col("tie")).height)),
        (say("Sites that may be spared"), number(forced.filter("tie").height)),
    ]
    return [
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards")
    ]
