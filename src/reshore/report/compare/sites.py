"""Sites of the plans side by side: when each opens and closes, what is added to it, what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.report.compare.beside import Row, tables, words
from reshore.report.history import Fate, History, histories
from reshore.report.html import Column, join, tag
from reshore.report.language import say
from reshore.report.palette import FATES, INK, mixed
from reshore.report.section import Section
from reshore.report.words import counted, share

if TYPE_CHECKING:
    from reshore.report.compare.view import CompareView
    from reshore.report.html import Markup

TINT = 0.28
"""How strong the colour of what becomes of a site is behind its words."""


def section(view: CompareView) -> Section:
    """Return the matrix of sites and plans."""
    lead = tag(
        "p",
        say(
            "What becomes of each site in each plan; below it the capacity modules ordered there and its"
            " share of the value added."
        ),
    )
    rows = _rows(view)
    heads = [Column(say("Site"))]
    return Section(
        "sites",
        say("Sites side by side"),
        join([lead, *tables(view, heads, rows, lambda count: counted(count, "site"))]),
    )


def moved(view: CompareView, other: int) -> tuple[list[str], list[str], list[str]]:
    """Return sites that a plan has beside those of the first, does without, and opens or closes otherwise."""
    here, there = histories(view.plans[other]), histories(view.plans[0])
    gained, lost, shifted = [], [], []
    for site in sorted(here.keys() | there.keys()):
        mine, theirs = here.get(site), there.get(site)
        if mine and _runs(mine) and not _runs(theirs):
            gained.append(f"{view.place(site)} ({mine.words})")
        elif theirs and _runs(theirs) and not _runs(mine):
            lost.append(f"{view.place(site)} ({theirs.words})")
        elif mine and theirs and (mine.opens, mine.closes) != (theirs.opens, theirs.closes):
            shifted.append(
                say(
                    "{site} {when} (not: {other})", site=view.place(site), when=mine.words, other=theirs.words
                )
            )
    return gained, lost, shifted


def differing(view: CompareView) -> set[str]:
    """Return the sites that run in some plans and not in others, or open or close in other periods."""
    states: dict[str, list[tuple[bool, str | None, str | None]]] = {}
    for plan in view.plans:
        for site, history in histories(plan).items():
            states.setdefault(site, []).append((_runs(history), history.opens, history.closes))
    absent = (False, None, None)
    return {
        site
        for site, known in states.items()
        if len({*known, *([absent] if len(known) < len(view.plans) else [])}) > 1
    }


def _runs(site: History | None) -> bool:
    return site is not None and site.fate is not Fate.UNUSED


def _rows(view: CompareView) -> list[Row]:
    """Return a row for each site, those that come and go first, then by how far their shares differ."""
    found = [histories(plan) for plan in view.plans]
    added = [_shares(view, at) for at in range(len(view.plans))]
    changing = differing(view)
    countries = {site: history.country for one in reversed(found) for site, history in one.items()}

    def place(site: str) -> tuple[bool, float, str]:
        shares = [one.get(site, 0.0) for one in added]
        return site not in changing, min(shares) - max(shares), site

    return [
        words(
            [join([view.place(site), tag("span", view.country(countries[site]), class_="under")])],
            [_cell(one.get(site), shares.get(site)) for one, shares in zip(found, added, strict=True)],
        )
        for site in sorted(countries, key=place)
    ]


def _shares(view: CompareView, at: int) -> dict[str, float]:
    made = view.plans[at].footprint("site", per="horizon").filter(pl.col("amount") != 0)
    return dict(made.select("site", "share").iter_rows())


def _cell(site: History | None, added: float | None) -> Markup:
    if site is None:
        return tag("span", say("not in the tables"), class_="under")
    modules = [counted(site.modules, "module")] if site.modules else []
    under = ", ".join([*modules, *([share(added, 1)] if added else [])])
    return join([_badge(site), *([tag("span", under, class_="under")] if under else [])])


def _badge(site: History) -> Markup:
    """Return what becomes of a site on the colour of it."""
    colour = mixed("#ffffff", FATES[site.fate], TINT)
    style = f"background:{colour};color:{INK};padding:1px 7px;border-radius:99px"
    return tag("span", site.words, class_="firm", style=style)
