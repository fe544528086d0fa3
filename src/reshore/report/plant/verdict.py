"""The verdict on a plant in words, and the figures that one reads first."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import polars as pl

from reshore.chance.intervals import LEVEL
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say, say_html
from reshore.report.plant.assumptions import estimated
from reshore.report.plant.limits import binding, waits
from reshore.report.plant.quantities import WEEK, amount, decimals, hours, interval, power
from reshore.report.plant.terms import term
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, percent, plain, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.report.plant.view import PlantView

BUSY = {
    "": message("It works, is down or changes over for {load} of its open time."),
    "blocked": message(
        "It works, is down or changes over for {load} of its open time; for {longest} it is blocked."
    ),
    "starved": message(
        "It works, is down or changes over for {load} of its open time; for {longest} it is starved."
    ),
    "no_power": message(
        "It works, is down or changes over for {load} of its open time; for {longest} it is without power."
    ),
    "no_operator": message(
        "It works, is down or changes over for {load} of its open time; for {longest} it is without"
        " operators."
    ),
}
"""What is said of the time of the bottleneck, by what it waits for longest; without a name, it doesn't."""

PUSHED = ("takt", "poisson")
"""Releases that don't wait for room in the line."""


def section(view: PlantView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_made(view), _binds(view), _bottleneck(view), _line(view), _inside(view)]
    sentences += [_takes(view), _costs(view), _trust(view), _unknown(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences), class_="verdict")
    return Section("plant", say("What the plant makes"), join([verdict, _cards(view)]))


def unit_cost(view: PlantView) -> float | None:
    """Return what a good unit costs; None where none is made."""
    costs = view["costs"]["unit_cost"]
    return None if costs.null_count() else float(costs.sum())


def _made(view: PlantView) -> Markup:
    end = view.end
    low, high = end["throughput_low"], end["throughput_high"]
    lacking = rounded(end["rate"] - end["throughput"])
    told = {
        "rate": rounded(end["rate"]),
        "made": number(end["throughput"], decimals(low, high)),
        "level": percent(LEVEL),
        "interval": interval(low, high),
    }
    if not view.facts["reached"]:
        return say_html(
            "<strong>The rate of {rate} units a week is not reached</strong>: the simulated line makes {made}"
            " ({level} interval {interval}), {lacking} too few.",
            **told,
            lacking=lacking,
        )
    takt = hours(end["takt"])
    if view.is_largest:
        return say_html(
            "<b>At most {most} units a week</b>: the simulated line makes {made} ({level} interval"
            " {interval}) of {rate} asked of it; takt is {takt}.",
            **told,
            most=rounded(end["throughput"]),
            takt=takt,
        )
    if high < end["rate"]:
        return say_html(
            "<b>The rate of {rate} units a week is reached</b>: the simulated line makes {made} ({level}"
            " interval {interval}), {lacking} short of it but within the precision asked for; takt is"
            " {takt}.",
            **told,
            lacking=lacking,
            takt=takt,
        )
    return say_html(
        "<b>The rate of {rate} units a week is reached</b>: the simulated line makes {made} ({level} interval"
        " {interval}); takt is {takt}.",
        **told,
        takt=takt,
    )


def _binds(view: PlantView) -> Markup:
    rows = [row for row in view["limits"].iter_rows(named=True) if row["have"] is not None]
    bound = binding(view)
    lead = say_html("<b>What binds: {what}</b>.", what=bound) if bound else say_html("<b>Nothing binds</b>.")
    room = (
        say("It takes, by means, {needs}.", needs=listed([_room(row) for row in rows]))
        if rows
        else say("No limit is set.")
    )
    return join([lead, room, *waits(view)], " ")


def _room(row: Mapping[str, Any]) -> str:
    def told(value: float) -> str:
        return rounded(value) if row["unit"] == "person" else amount(value, row["unit"])

    needs = {"resource": term(row["resource"]), "need": told(row["need"]), "have": told(row["have"])}
    if row["room"] >= 0:
        return say("{resource} {need} of {have}", **needs)
    return say("{resource} {need} of {have} ({over} too much)", **needs, over=told(-row["room"]))


def _bottleneck(view: PlantView) -> Markup:
    group = view.facts["bottleneck"]
    product = view.beside(view["stations"].row(by_predicate=pl.col("group") == group, named=True)["product"])
    row = view["shares"].row(by_predicate=pl.col("group") == group, named=True)
    open_time = 1 - row["closed"]
    waits = {name: row[name] / open_time for name in BUSY if name} if open_time > 0 else {}
    worst = max(waits, key=waits.__getitem__, default="")
    longest = waits.get(worst, 0.0)
    lead = (
        say_html("<b>Bottleneck: {group} of {product}</b>.", group=view.place(group), product=product)
        if product
        else say_html("<b>Bottleneck: {group}</b>.", group=view.place(group))
    )
    busy = say(BUSY[worst if longest > 0 else ""], load=share(row["load"], 1), longest=share(longest, 1))
    return join([lead, busy], " ")


def _line(view: PlantView) -> Markup:
    copies = int(view["stations"]["copies"].sum())
    least = ceil(view["products"]["least_stations"].sum())
    told = {
        "stations": counted(copies, "station"),
        "groups": counted(view["stations"].height, "group"),
        "least": number(least),
    }
    if not view["products"]["proven"].all():
        return say_html(
            "<b>{stations} in {groups}</b>; balance proves no more than that {least} or more are needed.",
            **told,
        )
    if copies == least:
        return say_html("<b>{stations} in {groups}</b>, the fewest that keep takt by means.", **told)
    return say_html("<b>{stations} in {groups}</b>; the fewest that keep takt by means are {least}.", **told)


def _inside(view: PlantView) -> Markup:
    end = view.end
    told = {"mean": hours(end["lead_mean"]), "inside": rounded(end["inside"])}
    lead = (
        say_html("<b>Lead time {mean}</b> on average; {inside} units are inside.", **told)
        if end["lead_95"] is None
        else say_html(
            "<b>Lead time {mean}</b> on average, one unit of twenty takes more than {most}; {inside} units"
            " are inside.",
            **told,
            most=hours(end["lead_95"]),
        )
    )
    piles_up = view.result.options["release"] in PUSHED and end["throughput_high"] < end["rate"]
    pile = say("More units come than are made, so both may grow with the time that is simulated.")
    return join([lead, pile], " ") if piles_up else lead


def _takes(view: PlantView) -> Markup:
    people = view["pools"].filter(pl.col("kind") == "people")
    heads, payroll = int(people["heads"].sum()), float(people["payroll"].sum())
    floor = view.facts["floor"]
    return say_html(
        "<b>{people} on shift, {payroll} on the payroll</b>; {area} m\N{SUPERSCRIPT TWO} of floor, {length} m"
        " long; power peaks at {peak}, {mean} on average.",
        people=amount(heads, "person"),
        payroll=rounded(payroll),
        area=rounded(floor["area"]),
        length=rounded(floor["length"]),
        peak=power(_peak(view)),
        mean=power(_mean(view)),
    )


def _costs(view: PlantView) -> Markup:
    cost, costs = unit_cost(view), view["costs"]
    spent = {
        "yearly": view.money(float(costs["amount"].sum())),
        "investment": view.money(float(costs["investment"].sum())),
    }
    if cost is None:
        return say_html(
            "<b>It costs {yearly} a year</b> after an investment of {investment}, and makes nothing.", **spent
        )
    parts = costs.group_by("cost", maintain_order=True).agg(pl.col("amount").sum())
    largest = parts.sort("amount", descending=True, maintain_order=True).row(0, named=True)
    return say_html(
        "<b>A unit costs {cost}</b> without what is bought in, {yearly} a year after an investment of"
        " {investment}; the largest part, {part}, goes to {largest}.",
        **spent,
        cost=view.money(cost),
        part=share(largest["amount"] / parts["amount"].sum()),
        largest=term(largest["cost"]),
    )


def _trust(view: PlantView) -> Markup:
    facts = view.facts
    doubts = []
    if not facts["settled"]:
        doubts.append(say("the end of the warm-up was not found, so the line may never be steady"))
    if not facts["precise"]:
        doubts.append(say("the interval of throughput is wider than asked for"))
    runs = say_html(
        "<b>How sure:</b> {replications} of {weeks} weeks each, warm-up of {warm_up} left out.",
        replications=counted(facts["replications"], "replication"),
        weeks=rounded(facts["hours"] / WEEK),
        warm_up=hours(facts["warm_up"]),
    )
    return join([runs, f"{plain(listed(doubts))}."], " ") if doubts else runs


def _unknown(view: PlantView) -> Markup:
    own, rows = estimated(view)
    of = counted(rows, "row")
    if own == 0:
        return say_html(
            "<b>What it rests on:</b> none of the {rows} it is made from is an estimate of ours.", rows=of
        )
    if view.number:
        return say_html(
            "<b>What it rests on:</b> {own} of the {rows} it is made from are our own estimates.",
            own=number(own),
            rows=of,
        )
    return say_html(
        "<b>What it rests on:</b> {own} of the {rows} it is made from are our own estimates; see {ranges}.",
        own=number(own),
        rows=of,
        ranges=tag("a", say("their ranges"), href="#assumptions"),
    )


def _cards(view: PlantView) -> Markup:
    end, cost = view.end, unit_cost(view)
    people = view["pools"].filter(pl.col("kind") == "people")
    cards = [
        (say("Throughput, units a week"), rounded(end["throughput"])),
        (say("Takt"), hours(end["takt"])),
        (say("Lead time, mean"), hours(end["lead_mean"])),
        (say("Work in process, units"), rounded(end["inside"])),
        (say("People on shift"), number(int(people["heads"].sum()))),
        (say("Floor"), f"{rounded(view.facts['floor']['area'])} m\N{SUPERSCRIPT TWO}"),
        (say("Peak power"), power(_peak(view))),
        (say("Cost of a unit"), say("none made") if cost is None else view.money(cost)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _peak(view: PlantView) -> float:
    return float(view["power"].select(pl.col("peak").max()).item() or 0.0)


def _mean(view: PlantView) -> float:
    return float(view["power"].select(pl.col("mean").mean()).item() or 0.0)
