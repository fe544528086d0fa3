"""What the index says first: of a plan, of what is known of it, and of a plant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reshore.plan.plan import Status
from reshore.report.language import message, month, say, say_many
from reshore.report.workbook.field import SHARE
from reshore.report.workbook.index import Figure, Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from reshore.factory.plan.result import PlantResult
    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.report.plant.view import PlantView
    from reshore.report.view import View
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

STATUSES = {
    Status.OPTIMAL: message("optimal: proven to be within the gap asked for"),
    Status.FEASIBLE: message("feasible: the search was stopped before the gap asked for was proven"),
}

FIGURES = (
    *(message("net present cost"), message("no plan costs less than"), message("gap")),
    *(message("search time"), message("delivered, worst product"), message("sites running at the end")),
    *(message("sites opened"), message("sites closed"), message("capacity modules ordered")),
    *(message("money invested"), message("countries that make"), message("value added")),
    *(message("carbon of making"), message("carbon of transport")),
    *(message("expected loss, recourse"), message("expected loss, simulation")),
    *(message("CVaR of 95 %, recourse"), message("CVaR of 95 %, simulation")),
    *(message("cost of the best plan"), message("near ties")),
    *(message("rate"), message("throughput"), message("throughput, low"), message("throughput, high")),
    *(message("takt"), message("lead time, mean"), message("lead time, 95 %"), message("work in process")),
    *(message("stations"), message("floor, length"), message("floor, area"), message("people on shift")),
    *(message("people on the payroll"), message("power, mean"), message("power, peak")),
    *(message("investment"), message("cost"), message("cost of a unit")),
)
"""Names of key figures that are always the same; those that name a site or a set stay as they are."""

UNITS = {
    **{"second": message("seconds"), "day": message("days"), "person": message("people")},
    **{"site": message("sites"), "module": message("modules"), "country": message("countries")},
    **{"station": message("stations"), "replication": message("replications"), "designs": message("designs")},
}
"""Units of key figures that are words."""


def plan_head(view: View, stress: StressResult | None, why: Sequence[WhyResult]) -> Head:
    """Return what the index says of a plan and of what is known of it."""
    plan, model = view.plan, view.model
    bounds = view.bounds()
    first, last = bounds[view.periods[0]][0], bounds[view.periods[-1]][1] - timedelta(days=1)
    facts = [
        *_origin(model, plan.scenario),
        (
            say("Horizon"),
            say_many(
                "{first} to {last}, {count} period",
                "{first} to {last}, {count} periods",
                len(bounds),
                first=month(first),
                last=month(last),
                count=len(bounds),
            ),
        ),
        (say("Currency"), plan.currency),
        (say("Search"), say(STATUSES[plan.status])),
        *_audit(plan),
    ]
    known = [(say("Key figures"), figures(plan.summary()))]
    if stress is not None:
        known.append((say("Stress test of {period}", period=stress.period), figures(stress.summary())))
    known += [(say("Explanation: {title}", title=one.title), intervals(one.summary())) for one in why]
    return Head(_title(model), say("Footprint plan"), facts, known)


def plant_head(view: PlantView) -> Head:
    """Return what the index says of a plant."""
    result: PlantResult = view.result
    product = view.products.get(result.product, result.product)
    facts = [
        *_origin(view.model, result.scenario),
        (say("Site"), view.site),
        (say("Building"), result.building),
        (say("Currency"), result.currency),
    ]
    title = say("{product} at {site}", product=product, site=view.site)
    return Head(title, say("Plant"), facts, [(say("Key figures"), figures(result.summary()))])


def figures(summary: pl.DataFrame) -> list[Figure]:
    """Return key figures of a frame with the columns figure, value, unit."""
    return [
        Figure(_capital(say(name)), (value,), _unit(unit))
        for name, value, unit in summary.select("figure", "value", "unit").iter_rows()
    ]


def intervals(summary: pl.DataFrame) -> list[Figure]:
    """Return key figures of a frame with the columns figure, low, high, unit."""
    return [
        Figure(_capital(say(name)), (low, high), _unit(unit))
        for name, low, high, unit in summary.select("figure", "low", "high", "unit").iter_rows()
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _unit(unit: str) -> str:
    return SHARE if unit == "share" else say(UNITS.get(unit, unit))


def _title(model: Model) -> str:
    return str(model.settings["title"] or model.name)


def _origin(model: Model, scenario: str) -> list[tuple[str, str]]:
    told = [(say("Model"), model.name), (say("Scenario"), scenario or say("base case"))]
    note = model.settings["note"]
    return [*told, (say("Remark"), str(note))] if note else told


def _audit(plan: Plan) -> list[tuple[str, str]]:
    audit = plan.audit
    if audit is None:
        return [(say("Audit"), say("none"))]
    checks = say_many(
        "passed, {count} check", "passed, {count} checks", audit["checks"], count=audit["checks"]
    )
    recomputed = f"{audit['objective_difference']:.3g} {plan.currency}"
    return [
        (say("Audit"), checks if audit["ok"] else say("failed")),
        (say("Largest violation"), str(audit["worst"])),
        (say("Cost recomputed, less the solver's"), recomputed),
    ]
