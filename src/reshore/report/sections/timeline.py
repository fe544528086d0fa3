"""When sites are built, ramp up, run and close, and when capacity is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.calendar import milliseconds, time_axis
from reshore.report.chart import NARROW_NAMES, Chart, chart, names_axis
from reshore.report.history import Fate, histories
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import month, say, say_many
from reshore.report.palette import FATES, MODULES, mixed
from reshore.report.phases import Phases, after, before, steps
from reshore.report.planned import planned
from reshore.report.section import Section
from reshore.report.words import counted, number, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reshore.report.history import History
    from reshore.report.view import View

MOST_SITES = 25
"""Rows of the chart: as many as fit on a page of paper with what stands above."""

ROW = 30
"""Height of a site's row, in pixels."""

BUILT = "#d8c58a"
"""Colour of the time in which a site is built."""

FAINTEST = "#ffffff"
"""What a ramp's colour comes from, at a share of 0."""


def section(view: View) -> Section | None:
    """Return the timeline of the sites that make something or that the plan changes; None without any."""
    sites = _shown(view)
    if not sites:
        return None
    phases = Phases.of(planned(view))
    shown = _foremost(view, sites)
    drawn = _chart(view, shown, phases)
    lead = tag("p", join(_lead(len(sites) - len(shown)), " "))
    table_of_events = folded(say("Events as a table"), _table(view, phases))
    body = join([lead, tag("figure", drawn.place()), table_of_events])
    return Section("timeline", say("Sites and capacity over time"), body, (drawn,))


def _lead(left: int) -> list[str]:
    told = [
        say(
            "A bar is the time a site runs; a diamond is the start of service of new capacity, with the"
            " number of modules, which have to be ordered and built before."
        ),
        say(
            "What comes before the bar of a new site is the time it takes to build, so that it begins where"
            " the decision is due at the latest; then capacity comes up, the darker the more of it is there."
        ),
        say("Sites that neither make anything nor change are left out."),
    ]
    if left:
        told.append(
            say_many(
                "So is {count} site that changes or adds less than these; the table has all events.",
                "So are {count} sites that change or add less than these; the table has all events.",
                left,
                count=number(left),
            )
        )
    return told


def _foremost(view: View, sites: Sequence[History]) -> list[History]:
    """Return as many sites as there are rows: those that change, then those that add most value."""
    value = dict(view.plan.footprint("site", per="horizon").select("site", "amount").iter_rows())
    changing = {site.site for site in sites if site.opens or site.closes or site.modules}
    ranked = sorted(sites, key=lambda site: (site.site not in changing, -value.get(site.site, 0.0)))
    kept = {site.site for site in ranked[:MOST_SITES]}
    return [site for site in sites if site.site in kept]


def _shown(view: View) -> list[History]:
    making = set(view.plan["production"]["site"])
    order = {period: i for i, period in enumerate(view.periods)}
    sites = [
        site
        for site in histories(view.plan).values()
        if site.site in making or site.opens or site.closes or site.modules
    ]
    return sorted(sites, key=lambda site: (order.get(site.opens or "", -1), site.country, site.site))


def _chart(view: View, sites: Sequence[History], phases: Phases) -> Chart:
    changing = [
        say("{name} {told}", name=view.places[site.site], told=site.words)
        for site in sites
        if site.opens or site.closes
    ]
    height = ROW * len(sites) + 36
    return chart(
        "timeline-sites",
        say(
            "Timeline of {sites}: {changes}",
            sites=counted(len(sites), "site"),
            changes=", ".join(changing) or say("no site opens or closes"),
        ),
        [
            *_building(view, sites, phases),
            *_ramping(view, sites, phases),
            *(_bars(view, sites, fate, phases) for fate in Fate if any(site.fate is fate for site in sites)),
            _diamonds(view, sites, phases),
        ],
        (height, height),
        narrow=NARROW_NAMES,
        xAxis=time_axis(view),
        yAxis=names_axis([view.places[site.site] for site in sites]),
    )


def _series(name: str, colour: str, data: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "custom",
        "name": name,
        "renderItem": "bar",
        "itemStyle": {"color": colour},
        "encode": {"x": [1, 2], "y": 0},
        "data": list(data),
    }


def _bar(row: int, start: date, end: date, title: str, *told: str, colour: str = "") -> dict[str, Any]:
    tip = join([tag("b", title), *(join([tag("br"), one]) for one in told)])
    own = {"itemStyle": {"color": colour}} if colour else {}
    return {"value": [row, milliseconds(start), milliseconds(end)], "tooltip": {"formatter": tip}, **own}


def _building(view: View, sites: Sequence[History], phases: Phases) -> list[dict[str, Any]]:
    """Return the bars from the latest order of new sites to their opening."""
    bounds = view.bounds()
    data = []
    for row, site in enumerate(sites):
        time = phases.opening.get(site.site, 0)
        if site.opens and site.candidate and time:
            opens = bounds[site.opens][0]
            told = say(
                "Takes {months} to build: to be decided by {month}",
                months=counted(time, "month"),
                month=month(before(opens, time)),
            )
            data.append(_bar(row, before(opens, time), opens, view.places[site.site], told))
    return [_series(say("Being built"), BUILT, data)] if data else []


def _ramping(view: View, sites: Sequence[History], phases: Phases) -> list[dict[str, Any]]:
    """Return bars that darken as the slowest resource of a new site comes up."""
    data = []
    for row, site in enumerate(sites):
        found = phases.slowest(site.site) if site.opens and site.candidate else None
        if found is None:
            continue
        resource, ramp = found
        opens, ends = _runs(view, site)
        for start, end, part in steps(ramp):
            told = say(
                "Ramps up: {share} of {resource} in months {first} to {last}",
                share=share(part),
                resource=resource,
                first=number(start, 0 if start == round(start) else 1),
                last=number(end, 0 if end == round(end) else 1),
            )
            colour = mixed(FAINTEST, FATES[site.fate], part)
            stretch = (min(after(opens, start), ends), min(after(opens, end), ends))
            data.append(_bar(row, *stretch, view.places[site.site], told, colour=colour))
    return [_series(say("Ramps up"), mixed(FAINTEST, FATES[Fate.OPENS], 0.5), data)] if data else []


def _runs(view: View, site: History) -> tuple[date, date]:
    """Return the days between which a site runs."""
    bounds = view.bounds()
    start = bounds[site.opens or view.periods[0]][0]
    return start, bounds[site.closes][0] if site.closes else bounds[view.periods[-1]][1]


def _bars(view: View, sites: Sequence[History], fate: Fate, phases: Phases) -> dict[str, Any]:
    data = []
    for row, site in enumerate(sites):
        if site.fate is not fate:
            continue
        start, end = _runs(view, site)
        ramp = phases.slowest(site.site) if site.opens and site.candidate else None
        full = min(after(start, steps(ramp[1])[-1][1]), end) if ramp else start
        told = say("{country}: {told}", country=view.countries[site.country], told=site.words)
        data.append(_bar(row, full, end, view.places[site.site], told))
    return _series(fate.label, FATES[fate], data)


def _diamonds(view: View, sites: Sequence[History], phases: Phases) -> dict[str, Any]:
    rows = {site.site: row for row, site in enumerate(sites)}
    bounds = view.bounds()
    data = []
    for (site, period), orders in _ordered(view).group_by("site", "period", maintain_order=True):
        start = bounds[str(period)][0]
        what = [
            say(
                "{count} x {resource}, to be ordered by {month}",
                count=count,
                resource=resource,
                month=month(before(start, phases.installing.get((str(site), resource), 0))),
            )
            for resource, count in orders.select("resource", "modules_ordered").iter_rows()
        ]
        title = say("{place}, {period}", place=view.places[str(site)], period=period)
        tip = join([tag("b", title), *(join([tag("br"), part]) for part in what)])
        data.append(
            {
                "value": [milliseconds(start), rows[str(site)]],
                "label": {"formatter": f"+{orders['modules_ordered'].sum()}"},
                "tooltip": {"formatter": tip},
            }
        )
    return {
        "type": "scatter",
        "name": say("Capacity modules"),
        "symbol": "diamond",
        "symbolSize": 13,
        "z": 5,
        "itemStyle": {"color": MODULES, "borderColor": "#fff", "borderWidth": 1},
        "label": {
            "show": True,
            "position": "right",
            "distance": 3,
            "color": MODULES,
            "textBorderColor": "#fff",
            "textBorderWidth": 3,
            "fontSize": 11,
            "fontWeight": 600,
        },
        "labelLayout": {"hideOverlap": True},
        "data": data,
    }


def _ordered(view: View) -> pl.DataFrame:
    return view.plan["capacity"].filter(pl.col("modules_ordered") > 0)


def _table(view: View, phases: Phases) -> Markup:
    columns = [
        Column(say("Period")),
        Column(say("Site")),
        Column(say("Event")),
        Column(say("Decide by")),
        Column(say("Full capacity from")),
    ]
    order = {period: i for i, period in enumerate(view.periods)}
    events = sorted(_events(view, phases), key=lambda event: (order[event[0]], event[1:]))
    rows = [[period, view.places[site], *told] for period, site, *told in events]
    return table(columns, rows)


def _events(view: View, phases: Phases) -> list[tuple[str, str, str, str, str]]:
    """Return what happens: period, site, event, when it has to be decided, when it has its full effect."""
    bounds = view.bounds()
    events = []
    for site in histories(view.plan).values():
        if site.opens:
            start, ramp = bounds[site.opens][0], phases.slowest(site.site)
            full = after(start, steps(ramp[1])[-1][1]) if ramp else start
            due = month(before(start, phases.opening.get(site.site, 0)))
            events.append((site.opens, site.site, say("opens"), due, month(full)))
        if site.closes:
            events.append((site.closes, site.site, say("closes"), "", ""))
    for place, period, resource, count in (
        _ordered(view).select("site", "period", "resource", "modules_ordered").iter_rows()
    ):
        start = bounds[period][0]
        what = say("{modules} of {resource}", modules=counted(count, "module"), resource=resource)
        due = month(before(start, phases.installing.get((place, resource), 0)))
        full = after(start, phases.ramp(place, resource))
        events.append((period, place, what, due, month(full)))
    return events
