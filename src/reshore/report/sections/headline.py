"""The verdict in words, and the figures that one reads first."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.plan import Status
from reshore.report.costs import Group, by_group
from reshore.report.history import Fate, histories
from reshore.report.html import Markup, join, tag
from reshore.report.section import Section
from reshore.report.words import counted, large, listed, number, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reshore.report.history import History
    from reshore.report.view import View

SHORT_WORTH_A_WORD = 1e-6
"""Share of demand below which a shortage is rounding."""

EXACT = 1e-6
"""Gap below which there is nothing left to gain but rounding."""


def section(view: View) -> Section:
    """Return the verdict and the key figures."""
    sentences = [
        *(_sites(view), _modules(view), _investment(view), _footprint(view)),
        *(_cost(view), _duty(view), _service(view), _trust(view)),
    ]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    return Section("verdict", "In short", join([verdict, _cards(view)]))


def _sites(view: View) -> Markup:
    sites = list(histories(view.plan).values())
    candidates = sum(site.candidate for site in sites)
    opening = [site for site in sites if site.opens]
    closing = [site for site in sites if site.closes]
    parts = []
    if opening:
        named = listed([_when(view, site, site.opens) for site in _in_order(view, opening)])
        parts += [tag("b", f"Opens {len(opening)} of {candidates} candidate sites"), f": {named}."]
    elif candidates:
        parts.append(tag("b", f"Opens none of the {candidates} candidate sites."))
    if closing:
        named = listed([_when(view, site, site.closes) for site in _in_order(view, closing)])
        parts += [" ", tag("b", f"Closes {counted(len(closing), 'site')}"), f": {named}."]
    if not parts:
        kept = sum(site.fate is Fate.RUNS for site in sites)
        parts.append(tag("b", f"Keeps all {kept} sites; there are no candidates."))
    return join(parts)


def _in_order(view: View, sites: Iterable[History]) -> list[History]:
    order = {period: i for i, period in enumerate(view.periods)}
    return sorted(sites, key=lambda site: (order[site.opens or site.closes or ""], site.site))


def _when(view: View, site: History, period: str | None) -> str:
    return f"{view.places[site.site]} ({period})"


def _modules(view: View) -> Markup | None:
    grown = sorted(histories(view.plan).values(), key=lambda site: (-site.modules, site.site))
    total = sum(site.modules for site in grown)
    if not total:
        return None
    most = listed([f"{view.places[site.site]} ({site.modules})" for site in grown if site.modules], 4)
    return join([tag("b", f"Adds {counted(total, 'capacity module')}"), f": {most}."])


def _investment(view: View) -> Markup | None:
    """Say what is spent and when; costs show the same money as annuities, less of it within the horizon."""
    by_year = view.plan.investments("year")
    if by_year.is_empty():
        return None
    named = listed([f"{view.money(amount)} in {year}" for year, amount in by_year.iter_rows()], 6)
    spent = f"Invests {view.money(sum(by_year['amount']))}"
    return join([tag("b", spent), f" in new sites and modules: {named}."])


def _footprint(view: View) -> Markup | None:
    shares = view.plan.footprint("country", per="horizon").filter(pl.col("amount") > 0)
    if shares.is_empty():
        return None
    names = [
        f"{view.countries[row['country']]} {share(row['share'])}" for row in shares.iter_rows(named=True)
    ]
    return join([tag("b", "Value is added"), f" in {listed(names, 4)}.", _shift(view)])


def _shift(view: View) -> str:
    """Say which country's share changes most from the first period to the last."""
    periods = view.periods
    wide = view.plan.footprint("country").filter(pl.col("period").is_in([periods[0], periods[-1]]))
    shares = {(row["country"], row["period"]): row["share"] for row in wide.iter_rows(named=True)}
    changes = {
        country: shares.get((country, periods[-1]), 0.0) - shares.get((country, periods[0]), 0.0)
        for country in sorted({country for country, _ in shares})
    }
    country = max(changes, key=lambda name: abs(changes[name]), default="")
    if not country or abs(changes[country]) < 0.01:
        return " The shares hardly move from the first period to the last."
    first, last = (shares.get((country, period), 0.0) for period in (periods[0], periods[-1]))
    return (
        f" The largest shift: {view.countries[country]} goes from {share(first)} in {periods[0]}"
        f" to {share(last)} in {periods[-1]}."
    )


def _cost(view: View) -> Markup:
    first, last = view.plan["periods"]["start"][0], list(view.bounds().values())[-1][1]
    verb, _, worth = _worth(view)
    parts: list[str] = [
        tag("b", f"{verb} {view.money(worth)}"),
        f" in present value, {first:%B %Y} until {last:%B %Y}",
    ]
    groups = by_group(view.plan)
    total = sum(amount for group, amount in groups.items() if group is not Group.REVENUE)
    if total > 0:
        largest = sorted(groups.items(), key=lambda item: -item[1])[:3]
        named = [f"{group.value.lower()} {share(amount / total)}" for group, amount in largest if amount > 0]
        parts.append(f": {listed(named)} of all costs")
    return join([*parts, "."])


def _duty(view: View) -> Markup | None:
    """Say what duty comes to, and who charges it."""
    by_importer = view.plan.duties("importer")
    charged = by_importer.filter(pl.col("paid") > 0).sort("paid", "importer", descending=[True, False])
    if charged.is_empty():
        return None
    paid, back = sum(by_importer["paid"]), sum(by_importer["paid_back"])
    named = [
        f"{view.countries[importer]} {share(amount / paid)}"
        for importer, amount in charged.select("importer", "paid").iter_rows()
    ]
    returned = f" {view.money(back)} is paid back." if back > 0 else ""
    spent = tag("b", f"Pays {view.money(paid)} of duty")
    return join([spent, f", not discounted: {listed(named, 4)}.{returned}"])


def _worth(view: View) -> tuple[str, str, float]:
    """Return what the plan does with money, what that is called, and how much it is."""
    if view.model.settings["objective"] == "profit":
        return "Earns", "profit", -view.plan.objective
    return "Costs", "cost", view.plan.objective


def _service(view: View) -> Markup:
    service = view.plan["service"]
    by_product = service.group_by("product").agg(pl.col("demand", "short").sum())
    short = by_product.filter(pl.col("short") > SHORT_WORTH_A_WORD * pl.col("demand")).sort(
        -pl.col("short") / pl.col("demand"), "product"
    )
    if short.is_empty():
        return join([tag("b", "Delivers all that the markets ask for"), "."])
    named = [
        f"{view.products[product]} ({share(amount / demand, 1)} of demand{_worst(service, product)})"
        for product, demand, amount in short.iter_rows()
    ]
    return join([tag("b", "Leaves demand unmet"), f" for {listed(named, 4)}."])


def _worst(service: pl.DataFrame, product: str) -> str:
    """Say how much of a product is missing in the period that misses most of it, if there are several."""
    shares = (
        service.filter(pl.col("product") == product)
        .group_by("period", maintain_order=True)
        .agg(pl.col("demand", "short").sum())
        .filter(pl.col("demand") > 0)
        .select("period", share=pl.col("short") / pl.col("demand"))
        .sort("share", descending=True, maintain_order=True)
    )
    return f", at worst {share(shares['share'][0], 1)} in {shares['period'][0]}" if shares.height > 1 else ""


def _trust(view: View) -> Markup:
    plan = view.plan
    if plan.gap < EXACT:
        text = "It is proven that no plan is better."
    elif plan.status is Status.OPTIMAL:
        text = f"It is proven that no plan is better by more than {_to_gain(view)}."
    elif isfinite(plan.gap):
        text = f"The search stopped early: another plan may be better by up to {_to_gain(view)}."
    else:
        text = "The search stopped before anything was proven about how good the plan is."
    violated = plan["rules"].filter(pl.col("violation") > 0)["rule"].n_unique()
    rules = f" {counted(violated, 'rule').capitalize()} exceeded at a penalty." if violated else ""
    return join([tag("b", "How sure: "), text, rules, f" {audited(view)}"])


def _to_gain(view: View) -> str:
    """Say how much better than the plan another could be at most: a share looks small where money doesn't."""
    plan = view.plan
    return f"{view.money(plan.objective - plan.bound)} ({share(plan.gap, 2)})"


def audited(view: View) -> str:
    """Say what the audit found."""
    audit = view.plan.audit
    if audit is None:
        return "The plan has not been audited."
    if not audit["ok"]:
        return "The plan failed its audit: don't rely on it."
    return f"An independent audit recomputed it and found no fault in {counted(audit['checks'], 'check')}."


def _plants(view: View) -> int:
    """Count the plants that run in the last period; suppliers are in the tables too, and nobody's to run."""
    plants = view.model["sites"].filter(pl.col("role") == "plant")
    running = view.plan["sites"].filter((pl.col("period") == view.periods[-1]) & pl.col("open"))
    return running.join(plants, on="site", how="semi").height


def _cards(view: View) -> Markup:
    figures = {row["figure"]: row["value"] for row in view.plan.summary().iter_rows(named=True)}
    _, noun, amount = _worth(view)
    carbon = figures["carbon of making"] + figures["carbon of transport"]
    cards = [
        (f"Net present {noun}", view.money(amount)),
        ("Delivered, worst product", share(figures["delivered, worst product"], 1)),
        ("Plants at the end", number(_plants(view))),
        ("Modules added", number(figures["capacity modules ordered"])),
        ("Countries that make", number(figures["countries that make"])),
        ("Value added", view.money(figures["value added"])),
        ("Carbon, CO2e", f"{large(carbon)} t"),
        ("Gap", share(view.plan.gap, 2) if isfinite(view.plan.gap) else "unknown"),
    ]
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )
