"""The verdict on a plant in words, and the figures that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.html import Markup, join, tag
from reshore.report.plant.view import amount, binding, hours, interval, power
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, plain, rounded, share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.report.plant.view import PlantView

WAITS = {
    "blocked": "blocked",
    "starved": "starved",
    "no_power": "without power",
    "no_operator": "without operators",
}
"""Shares of a server's time in which it waits, in words."""


def section(view: PlantView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_made(view), _binds(view), _bottleneck(view), _line(view), _inside(view)]
    sentences += [_takes(view), _costs(view), _trust(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences), class_="verdict")
    return Section("plant", "What it makes", join([verdict, _cards(view)]))


def unit_cost(view: PlantView) -> float | None:
    """Return what a good unit costs; None where none is made."""
    costs = view["costs"]["unit_cost"]
    return None if costs.null_count() else float(costs.sum())


def _made(view: PlantView) -> Markup:
    end = view.end
    asked = f"{rounded(end['rate'])} units a week"
    between = interval(end["throughput_low"], end["throughput_high"])
    made = f": the simulated line makes {rounded(end['throughput'])} (interval {between})"
    if view.facts["reached"]:
        told = f"At most {asked}" if view.is_largest else f"The rate of {asked} is reached"
        return join([tag("b", told), f"{made}; takt is {hours(end['takt'])}."])
    lacking = rounded(end["rate"] - end["throughput"])
    return join([tag("strong", f"The rate of {asked} is not reached"), f"{made}, {lacking} too few."])


def _binds(view: PlantView) -> Markup:
    rows = [row for row in view["limits"].iter_rows(named=True) if row["have"] is not None]
    room = listed([_room(row) for row in rows])
    left = f" Of what there is, {room}." if rows else " No limit is set."
    if binding(view):
        return join([tag("b", f"What binds: {binding(view)}"), f".{left}"])
    return join([tag("b", "Nothing binds"), f".{left}"])


def _room(row: Mapping[str, Any]) -> str:
    have = amount(row["have"], row["unit"])
    if row["room"] < 0:
        return f"{row['resource']} lacks {amount(-row['room'], row['unit'])} beside the {have} there are"
    return f"{row['resource']} has {amount(row['room'], row['unit'])} of {have} left"


def _bottleneck(view: PlantView) -> Markup:
    group = view.facts["bottleneck"]
    row = view["shares"].row(by_predicate=pl.col("group") == group, named=True)
    open_time = 1 - row["closed"]
    waits = {name: row[name] / open_time for name in WAITS} if open_time > 0 else {}
    worst = max(waits, key=waits.__getitem__, default="")
    longest = waits.get(worst, 0.0)
    waiting = f"; for {share(longest, 1)} it is {WAITS[worst]}" if longest > 0 else ""
    busy = f". It works, is down or changes over for {share(row['load'], 1)} of its open time{waiting}."
    return join([tag("b", f"Bottleneck: {view.place(group)}"), busy])


def _line(view: PlantView) -> Markup:
    copies = int(view["stations"]["copies"].sum())
    least = int(view["products"]["least_stations"].sum())
    count = tag("b", f"{counted(copies, 'station')} in {counted(view['stations'].height, 'group')}")
    if not view["products"]["proven"].all():
        return join([count, f"; balance alone asks for {number(least)} or more, which is not proven to do."])
    if copies == least:
        return join([count, ", the fewest that keep takt."])
    return join([count, f"; the fewest that keep takt by means are {number(least)}."])


def _inside(view: PlantView) -> Markup:
    end = view.end
    lead = tag("b", f"Lead time {hours(end['lead_mean'])}")
    late = "" if end["lead_95"] is None else f", one unit of twenty takes more than {hours(end['lead_95'])}"
    return join([lead, f" on average{late}; {rounded(end['inside'])} units are inside."])


def _takes(view: PlantView) -> Markup:
    people = view["pools"].filter(pl.col("kind") == "people")
    heads, payroll = int(people["heads"].sum()), float(people["payroll"].sum())
    floor = view.facts["floor"]
    told = tag("b", f"{amount(heads, 'person')} on shift, {rounded(payroll)} on the payroll")
    where = f"; {rounded(floor['length'])} m of floor, {rounded(floor['area'])} m\N{SUPERSCRIPT TWO}"
    return join([told, f"{where}; power peaks at {power(_peak(view))}, {power(_mean(view))} on average."])


def _costs(view: PlantView) -> Markup:
    cost, costs = unit_cost(view), view["costs"]
    yearly = f"{view.money(float(costs['amount'].sum()))} a year"
    spent = f"after an investment of {view.money(float(costs['investment'].sum()))}"
    if cost is None:
        return join([tag("b", f"It costs {yearly}"), f" {spent}, and makes nothing."])
    parts = costs.group_by("cost", maintain_order=True).agg(pl.col("amount").sum())
    largest = parts.sort("amount", descending=True, maintain_order=True).row(0, named=True)
    most = f"; most of it, {share(largest['amount'] / parts['amount'].sum())}, goes to {largest['cost']}"
    return join([tag("b", f"A unit costs {view.money(cost)}"), f", {yearly} {spent}{most}."])


def _trust(view: PlantView) -> Markup:
    facts = view.facts
    doubts = []
    if not facts["settled"]:
        doubts.append("the end of the warm-up was not found, so the line may never be steady")
    if not facts["precise"]:
        doubts.append("the interval of throughput is wider than asked for")
    doubt = f" {plain(listed(doubts))}." if doubts else ""
    runs = f"{counted(facts['replications'], 'replication')} of {rounded(facts['hours'] / 168)} weeks each"
    return join([tag("b", "How sure: "), f"{runs}, warm-up of {hours(facts['warm_up'])} left out.{doubt}"])


def _cards(view: PlantView) -> Markup:
    end, cost = view.end, unit_cost(view)
    people = view["pools"].filter(pl.col("kind") == "people")
    cards = [
        ("Throughput, units a week", rounded(end["throughput"])),
        ("Takt", hours(end["takt"])),
        ("Lead time, mean", hours(end["lead_mean"])),
        ("Work in process, units", rounded(end["inside"])),
        ("People on shift", number(int(people["heads"].sum()))),
        ("Floor", f"{rounded(view.facts['floor']['area'])} m\N{SUPERSCRIPT TWO}"),
        ("Peak power", power(_peak(view))),
        ("Cost of a unit", "none made" if cost is None else view.money(cost)),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )


def _peak(view: PlantView) -> float:
    return float(view["power"].select(pl.col("peak").max()).item() or 0.0)


def _mean(view: PlantView) -> float:
    return float(view["power"].select(pl.col("mean").mean()).item() or 0.0)
