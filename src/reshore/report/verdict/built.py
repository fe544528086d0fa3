"""What is built where and when, and where value is added then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.history import Fate, histories
from reshore.report.html import join
from reshore.report.language import say, say_html
from reshore.report.words import counted, listed, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reshore.report.history import History
    from reshore.report.html import Markup
    from reshore.report.view import View

WORTH_A_WORD = 0.01
"""A country's share that moves less than this is said to stay."""


def what_is_built(view: View) -> list[Markup]:
    """Return the sentences on sites, modules, money invested and the footprint."""
    sentences = (_sites(view), _modules(view), _investment(view), _footprint(view))
    return [sentence for sentence in sentences if sentence]


def _sites(view: View) -> Markup:
    sites = list(histories(view.plan).values())
    candidates = sum(site.candidate for site in sites)
    opening = [site for site in sites if site.opens]
    closing = [site for site in sites if site.closes]
    parts = []
    if opening:
        named = listed([_when(view, site, site.opens) for site in _in_order(view, opening)])
        parts.append(
            say_html("<b>Opens the only candidate site</b>: {sites}.", sites=named)
            if candidates == 1
            else say_html(
                "<b>Opens {count} of {candidates} candidate sites</b>: {sites}.",
                count=len(opening),
                candidates=candidates,
                sites=named,
            )
        )
    elif candidates:
        parts.append(
            say_html("<b>Doesn't open the only candidate site.</b>")
            if candidates == 1
            else say_html("<b>Opens none of the {candidates} candidate sites.</b>", candidates=candidates)
        )
    if closing:
        named = listed([_when(view, site, site.closes) for site in _in_order(view, closing)])
        parts.append(
            say_html("<b>Closes {count}</b>: {sites}.", count=counted(len(closing), "site"), sites=named)
        )
    if not parts:
        kept = sum(site.fate is Fate.RUNS for site in sites)
        parts.append(
            say_html("<b>Keeps its only site; there are no candidates.</b>")
            if kept == 1
            else say_html("<b>Keeps all {count} sites; there are no candidates.</b>", count=kept)
        )
    return join(parts, " ")


def _in_order(view: View, sites: Iterable[History]) -> list[History]:
    order = {period: i for i, period in enumerate(view.periods)}
    return sorted(sites, key=lambda site: (order[site.opens or site.closes or ""], site.site))


def _when(view: View, site: History, period: str | None) -> str:
    return say("{name} ({told})", name=view.places[site.site], told=period)


def _modules(view: View) -> Markup | None:
    grown = sorted(histories(view.plan).values(), key=lambda site: (-site.modules, site.site))
    total = sum(site.modules for site in grown)
    if not total:
        return None
    most = [
        say("{name} ({told})", name=view.places[site.site], told=site.modules)
        for site in grown
        if site.modules
    ]
    return say_html(
        "<b>Adds {modules}</b>: {sites}.", modules=counted(total, "capacity module"), sites=listed(most, 4)
    )


def _investment(view: View) -> Markup | None:
    """Say what is spent and when; costs show the same money as annuities, less of it within the horizon."""
    by_year = view.plan.investments("year")
    if by_year.is_empty():
        return None
    named = [
        say("{amount} in {year}", amount=view.money(amount), year=year)
        for year, amount in by_year.iter_rows()
    ]
    return say_html(
        "<b>Invests {amount}</b> in new sites and modules: {years}.",
        amount=view.money(sum(by_year["amount"])),
        years=listed(named),
    )


def _footprint(view: View) -> Markup | None:
    shares = view.plan.footprint("country", per="horizon").filter(pl.col("amount") > 0)
    if shares.is_empty():
        return None
    named = [
        say("{name} {amount}", name=view.countries[country], amount=share(part))
        for country, part in shares.select("country", "share").iter_rows()
    ]
    added = say_html("<b>Value is added</b> in {countries}.", countries=listed(named, 4))
    return join([added, *([_shift(view)] if len(view.periods) > 1 else [])], " ")


def _shift(view: View) -> str:
    """Say which country's share changes most from the first period to the last."""
    first, last = view.periods[0], view.periods[-1]
    wide = view.plan.footprint("country").filter(pl.col("period").is_in([first, last]))
    shares = {(row["country"], row["period"]): row["share"] for row in wide.iter_rows(named=True)}
    changes = {
        country: shares.get((country, last), 0.0) - shares.get((country, first), 0.0)
        for country in sorted({country for country, _ in shares})
    }
    country = max(changes, key=lambda name: abs(changes[name]), default="")
    if not country or abs(changes[country]) < WORTH_A_WORD:
        return say("The shares hardly move from the first period to the last.")
    return say(
        "The largest shift: {country} goes from {before} in {first} to {after} in {last}.",
        country=view.countries[country],
        before=share(shares.get((country, first), 0.0)),
        first=first,
        after=share(shares.get((country, last), 0.0)),
        last=last,
    )
