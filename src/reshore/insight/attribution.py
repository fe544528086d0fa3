"""Drivers: what each cause adds to the cost of a plan, or to the advantage of a site, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.conditions import using, without
from reshore.insight import freedom
from reshore.insight.designs import designs
from reshore.insight.drivers.catalogue import ALL_DEFAULT, DEFAULT, known, named, spelled
from reshore.insight.drivers.edit import Edit, require_disjoint, together
from reshore.insight.drivers.ways import written_out
from reshore.insight.interval import Interval
from reshore.insight.rows import Found
from reshore.insight.tally import Tally
from reshore.insight.variant import Variant
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reshore.footprint.conditions import Condition
    from reshore.insight.drivers.driver import Driver
    from reshore.jobs.executor import Progress
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

MOST = 8
"""Drivers at most: each doubles the number of designs."""

UNKNOWN: Mapping[str, str] = MappingProxyType(
    {Found.NO_PLAN: "no plan was found in time", Found.INFEASIBLE: "rules and bounds can't be kept"}
)
"""Status of a design without a plan -> what is told of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """What drivers account for; docs/why.md says what the numbers mean.

    Attributes
    ----------
    site
        The site whose advantage is explained; empty = the cost of the plan.
    advantage
        Best cost without the site less best cost with it, nothing neutralised; None without a site.
    total
        What all drivers account for together: v(all).
    drivers
        As of `reshore.insight.tally.Tally.shares`, and cause (what the driver neutralises).
    interactions, coalitions
        As of `reshore.insight.tally.Tally`.
    designs
        Rows as of `reshore.insight.designs.designs`, in the order of `coalitions`; with a site two for each
        set, the first without it.
    left_out
        Default drivers that change nothing in the model.
    told
        What a reader has to know first, a sentence each.
    """

    site: str
    advantage: Interval | None
    total: Interval
    drivers: pl.DataFrame
    interactions: pl.DataFrame
    coalitions: pl.DataFrame
    designs: pl.DataFrame
    left_out: tuple[str, ...]
    told: tuple[str, ...]


def attribute(
    model: Model,
    plan: Plan,
    drivers: Sequence[str] = (),
    *,
    site: str = "",
    risk_rules: Collection[str] = (),
    kept_rules: Collection[str] = (),
    gap: float | None = None,
    time_limit: float | None = None,
    workers: int = 1,
    folder: Path | None = None,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> Attribution:
    """Find out what each cause accounts for, by designing with every set of them neutralised.

    Parameters
    ----------
    model, plan, gap, time_limit, workers, folder, on_progress, cancel
        As of `reshore.insight.designs.designs`.
    drivers
        Names, or ``NAME=SCENARIO`` for what a scenario writes; `default`, and empty, = the default ones that
        change anything.
    site
        A site whose advantage is to be explained, with twice as many designs; empty = the cost of the plan.
    risk_rules
        Rules against risk, beside those that count sources.
    kept_rules
        Rules that the driver `policy_rules` leaves alone.

    Raises
    ------
    UsageError
        If there is no such driver, scenario, rule or site, the site is used in every plan, there are more
        than `MOST` drivers, one that is named changes nothing, two write the same cell, or an option is out
        of its range.
    DataError
        If tables with drivers neutralised aren't sound.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    ReshoreError
        If a design fails.
    """
    base = scenarios.apply(model, plan.scenario) if plan.scenario else model
    chosen = named(spelled(drivers), known(risk_rules=risk_rules, kept_rules=kept_rules))
    if site:
        _require_free(base, site)
    base = written_out(base)
    unasked = DEFAULT if not drivers or ALL_DEFAULT in drivers else ()
    edits, idle = _edits(base, plan, chosen, unasked)
    _require_few(edits, site)
    require_disjoint(edits)
    found = designs(
        model,
        plan,
        list(_variants(base, edits, site)),
        gap=gap,
        time_limit=time_limit,
        workers=workers,
        folder=folder,
        on_progress=on_progress,
        cancel=cancel,
    )
    causes = {driver.name: driver.cause for driver in chosen if driver.name not in idle}
    return _attribution(found, site, causes, idle)


def _edits(
    base: Model, plan: Plan, drivers: Sequence[Driver], unasked: Collection[str]
) -> tuple[list[Edit], tuple[str, ...]]:
    """Return what drivers write, and which write nothing: a fault of those that the user named."""
    edits = [Edit.of(driver.name, base, driver.of(base, plan)) for driver in drivers]
    idle = tuple(edit.driver for edit in edits if not edit)
    if named_idle := [name for name in idle if name not in unasked]:
        raise UsageError(f"driver {named_idle[0]!r} changes nothing in this model: leave it out")
    if len(idle) == len(edits):
        raise UsageError("no driver changes anything in this model: name others")
    return [edit for edit in edits if edit], idle


def _require_few(edits: Sequence[Edit], site: str) -> None:
    if len(edits) > MOST:
        count = 2 ** len(edits) * (2 if site else 1)
        raise UsageError(f"{len(edits)} drivers take {count:,} designs; name at most {MOST}")


def _require_free(model: Model, site: str) -> None:
    there = freedom.sites(model)
    if site not in there["site"]:
        raise UsageError(f"there is no site {site!r}")
    if there.filter(site=site)["fixed"].item():
        raise UsageError(f"site {site!r} is used in every plan: it is open and has no closing cost")


def _variants(base: Model, edits: Sequence[Edit], site: str) -> Iterator[Variant]:
    """Yield the variants of every set in the order of its number; of a site two, the first without it."""
    sides: list[tuple[str, tuple[Condition, ...]]] = [("", ())]
    if site:
        sides = [(f", {one.name}", (one,)) for one in (without(site), using(site))]
    for number in range(2 ** len(edits)):
        some = [edit for bit, edit in enumerate(edits) if number >> bit & 1]
        model = together(base, some) if some else None
        name = ", ".join(edit.driver for edit in some) or "nothing"
        for suffix, conditions in sides:
            yield Variant(f"{name} neutralised{suffix}", model=model, conditions=conditions)


def _attribution(
    found: pl.DataFrame, site: str, causes: Mapping[str, str], idle: tuple[str, ...]
) -> Attribution:
    names = tuple(causes)
    if site:
        tally = Tally.of_site(names, found.gather_every(2), found.gather_every(2, offset=1))
    else:
        tally = Tally.of_cost(names, found)
    coalitions = tally.coalitions()
    return Attribution(
        site=site,
        advantage=tally.interval(0) if site else None,
        total=Interval(*coalitions.select("low", "high").row(-1)),
        drivers=tally.shares().with_columns(cause=pl.Series(list(causes.values()), dtype=pl.String)),
        interactions=tally.interactions(),
        coalitions=coalitions,
        designs=found,
        left_out=idle,
        told=tuple(_told(found, idle)),
    )


def _told(found: pl.DataFrame, idle: Sequence[str]) -> Iterator[str]:
    """Yield what a reader has to know before the numbers."""
    if better := found.filter("better").rows(named=True):
        best = min(better, key=lambda row: row["objective"])
        yield f"a plan that costs less than the run's was found: {best['objective']:,.0f} ({best['name']})"
    yield from (f"driver {name!r} changes nothing in this model and is left out" for name in idle)
    for status, reason in UNKNOWN.items():
        if names := found.filter(status=status)["name"].to_list():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield f"{reason} with {names[0]}{more}: what rests on that has no ends"
