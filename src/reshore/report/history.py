"""What becomes of each site over the plan: when it opens and closes, and what is added to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.language import message, say

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


class Fate(StrEnum):
    """What the plan does with a site; the value is a message."""

    RUNS = message("runs throughout")
    OPENS = message("opens")
    CLOSES = message("closes")
    UNUSED = message("not opened")

    @property
    def label(self) -> str:
        """What legends call it."""
        told = say(self.value)
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class History:
    """A site over the plan.

    Attributes
    ----------
    site, country
        Identifiers.
    candidate
        Whether it is there only if the plan opens it.
    fate
        What the plan does with it.
    opens, closes
        First period in which it runs, and in which it runs no more; None where neither happens.
    modules
        Capacity modules ordered over all periods.
    """

    site: str
    country: str
    candidate: bool
    fate: Fate
    opens: str | None
    closes: str | None
    modules: int

    @property
    def words(self) -> str:
        """What becomes of the site, with the periods."""
        if self.opens and self.closes:
            return say("opens {opens}, closes {closes}", opens=self.opens, closes=self.closes)
        if self.opens:
            return say("opens {period}", period=self.opens)
        return say("closes {period}", period=self.closes) if self.closes else say(self.fate.value)


def histories(plan: Plan) -> dict[str, History]:
    """Return the history of every site of a plan, by site."""
    modules = plan["capacity"].group_by("site").agg(pl.col("modules_ordered").sum())
    ordered = dict(modules.iter_rows())
    sites = (
        plan["sites"]
        .group_by("site", maintain_order=True)
        .agg(
            pl.col("country", "status").first(),
            opens=pl.col("period").filter(pl.col("started")).first(),
            closes=pl.col("period").filter(pl.col("stopped")).first(),
        )
    )
    return {
        site: History(
            site=site,
            country=country,
            candidate=status == "candidate",
            fate=_fate(status, opens, closes),
            opens=opens,
            closes=closes,
            modules=int(ordered.get(site, 0)),
        )
        for site, country, status, opens, closes in sites.iter_rows()
    }


def _fate(status: str, opens: str | None, closes: str | None) -> Fate:
    if closes:
        return Fate.CLOSES
    if opens:
        return Fate.OPENS
    return Fate.UNUSED if status == "candidate" else Fate.RUNS
