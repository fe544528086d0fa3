"""The verdict of a comparison in words: what went in, what it costs, what is proven, what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.compare.beside import points, relative, signed
from reshore.report.compare.sites import differing, moved
from reshore.report.compare.view import case
from reshore.report.compare.worth import groups, least, worth
from reshore.report.html import Markup, join, tag
from reshore.report.language import say
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, rounded, share

if TYPE_CHECKING:
    from reshore.report.compare.view import CompareView

LARGEST = 3
"""Sites and countries that a sentence names."""
MOVED = 0.005
"""Change of a country's share that is worth a word."""


def section(view: CompareView) -> Section:
    """Return the verdict, and the figures that one reads first."""
    topics = (
        (say("Net present profit:") if view.profit else say("Net present cost:"), worth(view)),
        (say("What it comes of:"), groups(view)),
        (say("What went in:"), _went_in(view)),
        (say("Sites:"), _sites(view)),
        (say("Capacity:"), _modules(view)),
        (say("Value added:"), _footprint(view)),
        (say("Service:"), _service(view)),
        (say("Carbon:"), _carbon(view)),
        (say("How sure:"), _audits(view)),
    )
    between = tag("br") if len(view.others) > 1 else " "
    items = (tag("li", tag("b", topic), " ", join(told, between)) for topic, told in topics if told)
    return Section("compared", say("In short"), join([tag("ul", *items, class_="verdict"), _cards(view)]))


def _went_in(view: CompareView) -> list[str]:
    plans = view.plans
    told = []
    if len({plan.model_name for plan in plans}) > 1:
        models = listed(list(dict.fromkeys(plan.model_name for plan in plans)))
        told.append(say("These are plans of different models: {models}.", models=models))
    if len({plan.scenario for plan in plans}) > 1:
        cases = listed(list(dict.fromkeys(map(case, plans))))
        told.append(say("They are for different cases: {cases}.", cases=cases))
    if not view.same_periods:
        told.append(say("Their periods differ, so that totals are of different stretches of time."))
    if len({view.model.settings["objective"] for view in view.views}) > 1:
        told.append(say("Some are for least cost and some for most profit, which counts revenue."))
    if all(rows.is_empty() for rows in view.inputs):
        return [*told, say("All tables that count are the same: what differs comes of the search alone.")]
    return [*told, *(_inputs(view, other) for other in view.others)]


def _inputs(view: CompareView, other: int) -> str:
    rows = view.inputs[other - 1]
    if rows.is_empty():
        return say("{plan} has the tables of {first}.", plan=view.names[other], first=view.names[0])
    return say(
        "The tables of {plan} differ from those of {first} in {rows} of {tables}.",
        plan=view.names[other],
        first=view.names[0],
        rows=counted(rows.select("table", "row").n_unique(), "row"),
        tables=counted(rows["table"].n_unique(), "table"),
    )


def _sites(view: CompareView) -> list[str]:
    told = [" ".join(one) for other in view.others if (one := _one_sites(view, other))]
    return told or [say("The same sites run in the same periods.")]


def _one_sites(view: CompareView, other: int) -> list[str]:
    gained, lost, shifted = moved(view, other)
    names = {"plan": view.names[other]}
    told = []
    if gained:
        told.append(say("{plan} also has {sites}.", sites=listed(gained), **names))
    if lost:
        told.append(say("{plan} does without {sites}.", sites=listed(lost), **names))
    if shifted:
        told.append(say("{plan} has other dates: {sites}.", sites=listed(shifted), **names))
    return told


def _modules(view: CompareView) -> list[str]:
    rows = view.comparison.modules
    first, *others = view.keys
    told = []
    for name, key in zip(view.names[1:], others, strict=True):
        by_site = rows.group_by("site").agg(change=(pl.col(key) - pl.col(first)).sum())
        moves = by_site.filter(pl.col("change") != 0).sort(
            pl.col("change").abs(), "site", descending=[True, False]
        )
        if moves.is_empty():
            continue
        named = [f"{view.place(site)} ({signed(change, number)})" for site, change in moves.iter_rows()]
        told.append(
            say(
                "{plan} orders {modules}, {first} {other}; by site: {sites}.",
                plan=name,
                first=view.names[0],
                modules=counted(float(rows[key].sum()), "capacity module"),
                other=number(float(rows[first].sum())),
                sites=listed(named, LARGEST + 1),
            )
        )
    return told or [say("All order as many capacity modules at each site.")]


def _footprint(view: CompareView) -> list[str]:
    first, *others = view.keys
    told = []
    for name, key in zip(view.names[1:], others, strict=True):
        change = pl.col(key) - pl.col(first)
        moves = view.comparison.footprint.select("country", value=pl.col(key), change=change)
        moves = moves.filter(pl.col("change").abs() >= MOVED).sort(
            pl.col("change").abs(), "country", descending=[True, False]
        )
        named = [
            say(
                "{country} {share} ({change})",
                country=view.country(country),
                share=share(value, 1),
                change=points(moved),
            )
            for country, value, moved in moves.head(LARGEST).iter_rows()
        ]
        if named:
            told.append(say("{plan}: {countries}.", plan=name, countries=listed(named)))
    return told or [say("Each country's share is the same, to half a point.")]


def _figure(view: CompareView, name: str) -> list[float]:
    row = view.comparison.figures.row(by_predicate=pl.col("figure") == name, named=True)
    return view.values(row)


def _service(view: CompareView) -> list[str]:
    delivered = [share(value, 1) for value in _figure(view, "delivered, worst product")]
    if len(set(delivered)) == 1:
        return [say("All deliver {share} of the product that is served worst.", share=delivered[0])]
    named = [
        say("{plan} {amount}", plan=name, amount=part)
        for name, part in zip(view.names, delivered, strict=True)
    ]
    return [say("Delivered of the product that is served worst: {plans}.", plans=listed(named))]


def _carbon(view: CompareView) -> list[str]:
    made, carried = (_figure(view, f"carbon of {activity}") for activity in ("making", "transport"))
    totals = [sum(both) for both in zip(made, carried, strict=True)]
    if not totals[0]:
        return []
    named = [
        say("{plan} {change}", plan=name, change=relative(total - totals[0], totals[0]))
        for name, total in zip(view.names[1:], totals[1:], strict=True)
    ]
    return [
        say(
            "{first} emits {amount} t CO2e in making and transport; against it: {plans}.",
            first=view.names[0],
            amount=rounded(totals[0]),
            plans=listed(named),
        )
    ]


def _audits(view: CompareView) -> list[str]:
    unsure = [
        name
        for name, plan in zip(view.names, view.plans, strict=True)
        if plan.audit is None or not plan.audit["ok"]
    ]
    if unsure:
        return [say("No audit has passed {plans}: don't rely on it.", plans=listed(unsure))]
    return [say("Every plan was recomputed by an independent audit that found no fault.")]


def _cards(view: CompareView) -> Markup:
    """Return what each plan is worth, and what fills the rows of four that cards stand in."""
    name = say("Net present profit") if view.profit else say("Net present cost")
    sign = -1 if view.profit else 1
    cards = [
        (say("{figure}, {plan}", figure=name, plan=plan), view.money(sign * found.objective))
        for plan, found in zip(view.names, view.plans, strict=True)
    ]
    cards += _differences(view)[: -len(cards) % 4]
    return tag(
        "dl", *(tag("div", tag("dt", title), tag("dd", value)) for title, value in cards), class_="cards"
    )


def _differences(view: CompareView) -> list[tuple[str, str]]:
    furthest = max(view.others, key=lambda other: abs(view.difference(other).stands))
    found = view.difference(furthest)
    return [
        (say("Largest difference"), view.money(abs(found.stands))),
        (say("Proven of it, at least"), say("nothing") if found.tie else view.money(least(found))),
        (say("Sites that differ"), number(len(differing(view)))),
    ]
