"""The sites, one a row: what becomes of each, what it makes and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.section import Section
from reshore.report.words import number, rounded, share

if TYPE_CHECKING:
    from reshore.report.history import History
    from reshore.report.view import View


def section(view: View) -> Section:
    """Return the tables of sites and of what they make."""
    lead = tag(
        "p",
        "Output, value added and cost are sums over the horizon; the cost is a present value and counts what is paid at"
        " the site, purchases included. Peak use is the highest share of hours used in any resource and period.",
    )
    body = join([lead, _sites(view), folded("What each site makes", _products(view))])
    return Section("sites", "Sites", body)


def _sites(view: View) -> Markup:
    made = {
        measure: dict(
            view.plan.footprint("site", measure, per="horizon").select("site", "amount").iter_rows()
        )
        for measure in ("value", "value_added")
    }
    paid = dict(view.plan.costs("place").iter_rows())
    peak = _peak_use(view)
    total = sum(made["value_added"].values())
    sites = sorted(
        histories(view.plan).values(),
        key=lambda site: (site.fate is Fate.UNUSED, -made["value_added"].get(site.site, 0.0), site.site),
    )
    output, added = (view.money.scale(made[measure].values()) for measure in ("value", "value_added"))
    cost = view.money.scale(paid.get(site.site, 0.0) for site in sites)
    columns = [
        Column("Site"),
        Column("Country"),
        Column("Role"),
        Column("In the plan"),
        Column("Modules", "ordered", numeric=True),
        Column("Output", output.unit, numeric=True),
        Column("Value added", added.unit, numeric=True),
        Column("Share", "of value added", numeric=True),
        Column("Peak use", "of hours", numeric=True),
        Column("Cost", cost.unit, numeric=True),
    ]
    roles = dict(view.model["sites"].select("site", "role").iter_rows())

    def cells(site: History) -> list[str]:
        name, value = site.site, made["value_added"].get(site.site, 0.0)
        return [
            view.places[name],
            view.countries[site.country],
            roles[name],
            site.words,
            number(site.modules) if site.modules else "",
            output(made["value"][name]) if name in made["value"] else "",
            added(value) if value else "",
            share(value / total, 1) if value else "",
            share(peak[name]) if name in peak else "",
            cost(paid[name]) if name in paid else "",
        ]

    return table(columns, map(cells, sites), faded=[site.fate is Fate.UNUSED for site in sites])


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
        Column("Site"),
        Column("Product"),
        Column("Unit"),
        *(Column(year, "units", numeric=True) for year in years),
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
