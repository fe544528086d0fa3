"""The verdict on a plant in words, and the figures that one reads first."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import polars as pl

from reshore.chance.intervals import LEVEL
from reshore.report.html import Markup, join, tag
from reshore.report.plant.assumptions import estimated
from reshore.report.plant.limits import binding, waits
from reshore.report.plant.quantities import WEEK, amount, decimals, hours, interval, power
from reshore.report.section import Section
from reshore.report.words import counted, listed, number, percent, plain, rounded, share

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

PUSHED = ("takt", "poisson")
"""Releases that don't wait for room in the line."""
PILE = " More units come than are made, so both may grow with the time that is simulated."


def section(view: PlantView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_made(view), _binds(view), _bottleneck(view), _line(view), _inside(view)]
    sentences += [_takes(view), _costs(view), _trust(view), _unknown(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences), class_="verdict")
    return Section("plant", "What it makes", join([verdict, _cards(view)]))


def unit_cost(view: PlantView) -> float | None:
    """Return what a good unit costs; None where none is made."""
    costs = view["costs"]["unit_cost"]
    return None if costs.null_count() else float(costs.sum())


def _made(view: PlantView) -> Markup:
    end = view.end
    rate = rounded(end["rate"])
    low, high = end["throughput_low"], end["throughput_high"]
    throughput = number(end["throughput"], decimals(low, high))
    known = f"({percent(LEVEL)} interval {interval(low, high)})"
    takt = f"takt is {hours(end['takt'])}"
    if not view.facts["reached"]:
        lead = tag("strong", f"The rate of {rate} units a week is not reached")
        lacking = rounded(end["rate"] - end["throughput"])
        return join([lead, f": the simulated line makes {throughput} {known}, {lacking} too few."])
    if view.is_largest:
        lead = tag("b", f"At most {rounded(end['throughput'])} units a week")
        return join([lead, f": the simulated line makes {throughput} {known} of {rate} asked of it; {takt}."])
    short = f", {rounded(end['rate'] - end['throughput'])} short of it but within the precision asked for"
    lead = tag("b", f"The rate of {rate} units a week is reached")
    made = f": the simulated line makes {throughput} {known}{short if high < end['rate'] else ''}"
    return join([lead, f"{made}; {takt}."])


def _binds(view: PlantView) -> Markup:
    rows = [row for row in view["limits"].iter_rows(named=True) if row["have"] is not None]
    bound = binding(view)
    lead = tag("b", f"What binds: {bound}" if bound else "Nothing binds")
    room = f" It takes, by means, {listed([_room(row) for row in rows])}." if rows else " No limit is set."
    return join([lead, f".{room}", *(f" {sentence}" for sentence in waits(view))])


def _room(row: Mapping[str, Any]) -> str:
    def told(value: float) -> str:
        return rounded(value) if row["unit"] == "person" else amount(value, row["unit"])

    needs = f"{row['resource']} {told(row['need'])} of {told(row['have'])}"
    return needs if row["room"] >= 0 else f"{needs} ({told(-row['room'])} too much)"


def _bottleneck(view: PlantView) -> Markup:
    group = view.facts["bottleneck"]
    product = view.beside(view["stations"].row(by_predicate=pl.col("group") == group, named=True)["product"])
    row = view["shares"].row(by_predicate=pl.col("group") == group, named=True)
    open_time = 1 - row["closed"]
    waits = {name: row[name] / open_time for name in WAITS} if open_time > 0 else {}
    worst = max(waits, key=waits.__getitem__, default="")
    longest = waits.get(worst, 0.0)
    waiting = f"; for {share(longest, 1)} it is {WAITS[worst]}" if longest > 0 else ""
    busy = f". It works, is down or changes over for {share(row['load'], 1)} of its open time{waiting}."
    of = f" of {product}" if product else ""
    return join([tag("b", f"Bottleneck: {view.place(group)}{of}"), busy])


def _line(view: PlantView) -> Markup:
    copies = int(view["stations"]["copies"].sum())
    least = ceil(view["products"]["least_stations"].sum())
    count = tag("b", f"{counted(copies, 'station')} in {counted(view['stations'].height, 'group')}")
    if not view["products"]["proven"].all():
        return join([count, f"; balance proves no more than that {number(least)} or more are needed."])
    if copies == least:
        return join([count, ", the fewest that keep takt by means."])
    return join([count, f"; the fewest that keep takt by means are {number(least)}."])


def _inside(view: PlantView) -> Markup:
    end = view.end
    lead = tag("b", f"Lead time {hours(end['lead_mean'])}")
    late = "" if end["lead_95"] is None else f", one unit of twenty takes more than {hours(end['lead_95'])}"
    told = f" on average{late}; {rounded(end['inside'])} units are inside."
    piles_up = view.result.options["release"] in PUSHED and end["throughput_high"] < end["rate"]
    return join([lead, told, PILE if piles_up else ""])


def _takes(view: PlantView) -> Markup:
    people = view["pools"].filter(pl.col("kind") == "people")
    heads, payroll = int(people["heads"].sum()), float(people["payroll"].sum())
    floor = view.facts["floor"]
    told = tag("b", f"{amount(heads, 'person')} on shift, {rounded(payroll)} on the payroll")
    where = f"; {rounded(floor['area'])} m\N{SUPERSCRIPT TWO} of floor, {rounded(floor['length'])} m long"
    return join([told, f"{where}; power peaks at {power(_peak(view))}, {power(_mean(view))} on average."])


def _costs(view: PlantView) -> Markup:
    cost, costs = unit_cost(view), view["costs"]
    yearly = f"{view.money(float(costs['amount'].sum()))} a year"
    spent = f"after an investment of {view.money(float(costs['investment'].sum()))}"
    if cost is None:
        return join([tag("b", f"It costs {yearly}"), f" {spent}, and makes nothing."])
    parts = costs.group_by("cost", maintain_order=True).agg(pl.col("amount").sum())
    largest = parts.sort("amount", descending=True, maintain_order=True).row(0, named=True)
    part = share(largest["amount"] / parts["amount"].sum())
    most = f"; the largest part, {part}, goes to {largest['cost']}"
    told = f" without what is bought in, {yearly} {spent}{most}."
    return join([tag("b", f"A unit costs {view.money(cost)}"), told])


def _trust(view: PlantView) -> Markup:
    facts = view.facts
    doubts = []
    if not facts["settled"]:
        doubts.append("the end of the warm-up was not found, so the line may never be steady")
    if not facts["precise"]:
        doubts.append("the interval of throughput is wider than asked for")
    doubt = f" {plain(listed(doubts))}." if doubts else ""
    runs = f"{counted(facts['replications'], 'replication')} of {rounded(facts['hours'] / WEEK)} weeks each"
    return join([tag("b", "How sure: "), f"{runs}, warm-up of {hours(facts['warm_up'])} left out.{doubt}"])


def _unknown(view: PlantView) -> Markup:
    own, rows = estimated(view)
    lead, made_from = tag("b", "What it rests on: "), f"of the {counted(rows, 'row')} it is made from"
    if own == 0:
        return join([lead, f"none {made_from} is an estimate of ours."])
    told = f"{number(own)} {made_from} are our own estimates; see "
    return join([lead, told, tag("a", "their ranges", href="#assumptions"), "."])


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
