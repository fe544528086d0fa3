"""Investments as level annuities, what closing brings forward of them, and what sites and modules cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reshore.audit.case import Case
    from reshore.audit.clock import Clock, Tick
    from reshore.audit.fleet import Resource
    from reshore.audit.lives import Life


@dataclass(frozen=True, slots=True)
class Investment:
    """Money charged as a level annuity from the start of service.

    Attributes
    ----------
    line
        The line of `costs`.
    cost
        The investment.
    life
        Years over which it is charged.
    since
        The period at whose start service begins.
    """

    line: str
    cost: float
    life: float
    since: Tick

    @property
    def ends(self) -> float:
        """Years from the start of the first period to the last charge."""
        return self.since.begins + self.life

    def annuity(self, rate: float) -> float:
        """Return the charge of a year: I r / (1 - (1+r)^-N), and I / N without interest."""
        if rate == 0:
            return self.cost / self.life
        return float(self.cost * rate / (1 - (1 + rate) ** -self.life))

    def charge(self, tick: Tick, rate: float) -> float:
        """Return what falls in a period."""
        years = min(tick.ends, self.ends) - max(tick.begins, self.since.begins)
        return self.annuity(rate) * max(0.0, years)

    def due_after(self, clock: Clock) -> float:
        """Return the balance at the horizon of what is charged after it."""
        years = max(0.0, self.ends - clock.horizon)
        rate = clock.rate
        factor = years if rate == 0 else (1 - (1 + rate) ** -years) / rate
        return self.annuity(rate) * float(factor)


def invested(case: Case) -> Iterator[tuple[str, str, str | None, str, float]]:
    """Yield kind, site, resource, period and amount of the money that openings and modules take."""
    costs = {
        (site, period): cost for site, period, cost in case.by_period("sites", ["opening_cost"]).iter_rows()
    }
    for site, life in case.lives.items():
        if life.candidate and life.start is not None:
            period = case.clock.ticks[life.start].period
            yield "site_opening", site, None, period, costs[site, period]
    for resource in case.resources:
        for cohort in resource.cohorts:
            yield "module", resource.row["site"], resource.row["resource"], cohort.since.period, cohort.cost


def site_costs(case: Case) -> Iterator[tuple[str, str, str, float, float]]:
    """Yield line, site, period, amount and present value of what sites and their modules cost."""
    rates = {
        (row["site"], row["period"]): row
        for row in case.by_period(
            "sites", ["fixed_cost", "opening_cost", "closing_cost", "salvage"]
        ).iter_rows(named=True)
    }
    lives = dict(case.model["sites"].select("site", "asset_life").iter_rows())
    held: dict[str, list[Resource]] = {site: [] for site in case.lives}
    for resource in case.resources:
        held[resource.row["site"]].append(resource)
    for site, life in case.lives.items():
        resources = held[site]
        investments = list(_module_investments(resources))
        for tick in case.clock:
            row = rates[site, tick.period]
            amounts = {
                "site_fixed": row["fixed_cost"] * tick.years * life.runs(tick.index),
                "site_closing": (row["closing_cost"] or 0.0) * (life.stop == tick.index),
                "salvage": -row["salvage"] * (life.stop == tick.index),
                "module_fixed": _module_fixed(resources, life, tick),
            }
            if life.start == tick.index:
                investments.append(Investment("site_opening", row["opening_cost"], lives[site], tick))
            for line, amount in amounts.items():
                yield line, site, tick.period, amount, amount * tick.discount
        for investment in investments:
            for tick in case.clock:
                amount = investment.charge(tick, case.clock.rate)
                yield investment.line, site, tick.period, amount, amount * tick.discount
        if life.stop is not None:
            yield _write_off(case.clock, site, investments)


def _module_investments(resources: Sequence[Resource]) -> Iterator[Investment]:
    for resource in resources:
        for cohort in resource.cohorts:
            yield Investment("module", cohort.cost, resource.row["asset_life"], cohort.since)


def _module_fixed(resources: Sequence[Resource], life: Life, tick: Tick) -> float:
    if not life.runs(tick.index):
        return 0.0
    return sum(
        (resource.rates[tick.period]["module_fixed_cost"] or 0.0)
        * tick.years
        * resource.modules_in_service(tick)
        for resource in resources
    )


def _write_off(clock: Clock, site: str, investments: list[Investment]) -> tuple[str, str, str, float, float]:
    """Return what a site that stops still has to pay after the horizon, booked at its end."""
    balance = sum(investment.due_after(clock) for investment in investments)
    present = balance * (1 + clock.rate) ** -(clock.base + clock.horizon)
    return "write_off", site, clock.last.period, balance, present
