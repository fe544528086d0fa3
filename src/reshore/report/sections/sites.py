"""The sites, one a row: what becomes of each, what it makes and what it costs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say, say_many
from reshore.report.section import Section
from reshore.report.words import number, rounded, share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.report.history import History
    from reshore.report.view import View

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "plant": message("plant"),
        "supplier": message("supplier"),
        "warehouse": message("warehouse"),
    }
)
"""Roles of sites, in words."""


def section(view: View) -> Section:
    """Return the tables of sites and of what they make."""
    lead = tag(
        "p",
        say(
            "Output is the value of all that a site makes over the horizon. Parts for other sites count, so"
            " that outputs don't add up; values added do. Costs are present values of what is paid at the"
            " site. Peak use is the highest share of hours used in any resource and period."
        ),
    )
    listed = sorted(histories(view.plan).values(), key=_place(view))
    making = set(view.plan["production"].filter(pl.col("value_added") != 0)["site"])
    main = [site for site in listed if site.site in making or site.candidate or site.closes]
    rest = [site for site in listed if site not in main]
    parts = [lead, _sites(view, main)]
    if rest:
        more = say_many(
            "{count} more that adds no value of its own",
            "{count} more that add no value of their own",
            len(rest),
            count=number(len(rest)),
        )
        parts.append(folded(more, _sites(view, rest)))
    body = join([*parts, folded(say("What each site makes"), _products(view))])
    return Section("sites", say("Sites"), body)


def _place(view: View) -> Callable[[History], tuple[bool, float, str]]:
    """Return the order of sites: those that run before those that don't, then by value added."""
    added = _made(view, "value_added")
    return lambda site: (site.fate is Fate.UNUSED, -added.get(site.site, 0.0), site.site)


def _sites(view: View, sites: Sequence[History]) -> Markup:
    value, added = (_made(view, measure) for measure in ("value", "value_added"))
    bought, paid = _paid(view)
    peak, whole = _peak_use(view), sum(added.values())
    output, gain, costs = (
        view.money.scale(amounts.get(site.site, 0.0) for amounts in columns for site in sites)
        for columns in ((value,), (added,), (bought, paid))
    )
    columns = [
        Column(say("Site")),
        Column(say("In the plan")),
        Column(say("Modules"), say("added"), numeric=True),
        Column(say("Output"), output.unit, numeric=True),
        Column(say("Value added"), gain.unit, numeric=True),
        Column(say("Share"), say("of value added"), numeric=True),
        Column(say("Peak use"), say("of hours"), numeric=True),
        Column(say("Purchases"), costs.unit, numeric=True),
        Column(say("Other costs"), costs.unit, numeric=True),
    ]
    roles = dict(view.model["sites"].select("site", "role").iter_rows())
    rows = [
        [
            _title(view, site, roles[site.site]),
            tag("span", site.words, class_="firm"),
            number(site.modules) if site.modules else "",
            output(value[site.site]) if value.get(site.site) else "",
            gain(added[site.site]) if added.get(site.site) else "",
            share(added[site.site] / whole, 1) if whole and added.get(site.site) else "",
            share(peak[site.site]) if site.site in peak else "",
            costs(bought[site.site]) if site.site in bought else "",
            costs(paid[site.site]) if site.site in paid else "",
        ]
        for site in sites
    ]
    return table(columns, rows, faded=[site.fate is Fate.UNUSED for site in sites])


def _title(view: View, site: History, role: str) -> Markup:
    told = say("{country}, {role}", country=view.countries[site.country], role=say(ROLES[role]))
    under = tag("span", told, class_="under")
    return join([view.places[site.site], under])


def _made(view: View, measure: str) -> dict[str, float]:
    made = view.plan.footprint("site", measure, per="horizon")
    return dict(made.select("site", "amount").iter_rows())


def _paid(view: View) -> tuple[dict[str, float], dict[str, float]]:
    """Return what is paid for purchases and for the rest, by site."""
    sites = set(view.plan["sites"]["site"])
    bought: dict[str, float] = {}
    other: dict[str, float] = {}
    for cost, place, amount in view.plan.costs(["cost", "place"]).iter_rows():
        if place in sites:
            into = bought if cost == "purchase" else other
            into[place] = into.get(place, 0.0) + amount
    return bought, other


def _peak_use(view: View) -> dict[str, float]:
    used = view.plan["capacity"].filter(pl.col("hours_available") > 0)
    peaks = used.group_by("site").agg((pl.col("hours_used") / pl.col("hours_available")).max())
    return dict(peaks.iter_rows())


def _products(view: View) -> Markup:
    units = dict(view.model["products"].select("product", "unit").iter_rows())
    made = view.plan.footprint(["site", "product"], "units", per="year")
    years = made["year"].unique(maintain_order=True).to_list()
    cells = {(row["site"], row["product"], row["year"]): row["amount"] for row in made.iter_rows(named=True)}
    columns = [
        Column(say("Site")),
        Column(say("Product")),
        Column(say("Unit")),
        *(Column(year, say("units"), numeric=True) for year in years),
    ]
    keys = sorted({(site, product) for site, product, _ in cells})
    rows = [
        [
            view.places[site],
            view.products[product],
            units[product],
            *(
                rounded(cells[site, product, year]) if (site, product, year) in cells else ""
                for year in years
            ),
        ]
        for site, product in keys
    ]
    return table(columns, rows)
