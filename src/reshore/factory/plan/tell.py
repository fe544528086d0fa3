"""From a fitted plant to the frames of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.factory.plan.calendars import WEEK
from reshore.factory.plan.frames import FRAMES, framed
from reshore.factory.plan.place import effective
from reshore.factory.plan.tried import WEEKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from reshore.factory.plan.costs import Cost
    from reshore.factory.plan.fitted import Change, Fitted
    from reshore.factory.plan.floor import Standing
    from reshore.factory.plan.tried import Tried

    Row = dict[str, Any]


def frames(fitted: Fitted, costs: list[Cost], ramp: list[float], absence: float) -> dict[str, pl.DataFrame]:
    """Return the frames of a plant, without its floor, its rows of tables and a sweep.

    Parameters
    ----------
    fitted
        The plant.
    costs
        What it costs.
    ramp
        Share of its full rate by month.
    absence
        Share of paid working time that is lost.
    """
    tried = fitted.tried
    simulated = tried.simulated
    return {
        "products": framed("products", list(_products(tried))),
        "tasks": framed("tasks", list(_tasks(tried))),
        "stations": framed("stations", list(_stations(tried))),
        "shares": simulated.groups.select(*FRAMES["shares"].dtypes),
        "pools": framed("pools", list(_pools(tried, absence))),
        "power": simulated.power.select(*FRAMES["power"].dtypes),
        "series": simulated.series.select(*FRAMES["series"].dtypes),
        "limits": framed("limits", list(_limits(fitted))),
        "changes": framed("changes", [_change(*each) for each in enumerate(fitted.changes, 1)]),
        "costs": framed("costs", list(_costs(costs, tried.throughput.value))),
        "ramp": framed("ramp", [{"month": month, "share": share} for month, share in enumerate(ramp)]),
    }


def floor_frames(floor: Standing) -> dict[str, pl.DataFrame]:
    """Return the frames of a floor."""
    blocks = [
        {
            "block": block.name,
            "name": block.of,
            "kind": block.kind.name,
            "role": block.kind.role,
            "group": block.place and block.place.name,
            "product": block.place and block.place.product,
            "copies": block.copies,
            "row": row,
            "x": x,
            "length": block.length,
            "depth": block.depth,
        }
        for block, x, row in zip(floor.blocks, floor.x, floor.row, strict=True)
    ]
    openings = [
        {"name": opening.name, "kind": kind, "x": opening.x, "row": opening.row}
        for kind, openings in (("dock", floor.building.docks), ("feed", floor.building.feeds))
        for opening in openings
    ]
    flows = [
        {
            "origin": flow.origin or None,
            "destination": flow.destination or None,
            "kg": flow.kg,
            "metres": floor.metres(flow),
            "work": flow.kg * floor.metres(flow),
        }
        for flow in floor.flows
    ]
    return {
        "blocks": framed("blocks", blocks),
        "openings": framed("openings", openings),
        "flows": framed("flows", flows),
    }


def _products(tried: Tried) -> Iterator[Row]:
    figures = tried.simulated.summary.rows_by_key(["product", "figure"], unique=True, named=True)
    for way in tried.sized.ways:
        value = {figure: row["value"] for (product, figure), row in figures.items() if product == way.product}
        made = tried.made(way.product)
        yield {
            "product": way.product,
            "variant": way.made.recipe.variant,
            "rate": way.rate,
            "takt": WEEK / way.rate,
            "gross": way.gross,
            "stations": sum(place.copies for place in way.places),
            "least_stations": float(way.balance.bound),
            "proven": way.balance.proven,
            "throughput": made.value,
            "throughput_low": made.low,
            "throughput_high": made.high,
            "scrap": value["scrap"],
            "lead_mean": value["lead_mean"],
            "lead_median": value["lead_median"],
            "lead_95": value["lead_95"],
            "inside": value["inside"],
        }


def _tasks(tried: Tried) -> Iterator[Row]:
    for way in tried.sized.ways:
        for place in way.places:
            for task in place.operations:
                yield {
                    "product": way.product,
                    "task": task.name,
                    "group": place.name,
                    "station": place.kind.name,
                    "hours": task.hours.mean,
                    "visits": place.visits,
                    "effective": effective(task, place.kind, place.visits, tried.sized.load),
                    "good": task.good,
                    "rework": task.rework,
                    "rework_limit": task.limit,
                }


def _stations(tried: Tried) -> Iterator[Row]:
    rates = tried.sized.rates
    for place in tried.sized.places:
        yield {
            "group": place.name,
            "product": place.product,
            "number": place.number,
            "station": place.kind.name,
            "tasks": " ".join(task.name for task in place.operations),
            "copies": place.copies,
            "servers": place.servers,
            "batch": place.kind.batch,
            "buffer": place.buffer,
            "hours": place.hours,
            "visits": place.visits,
            "open_hours": place.kind.hours,
            "load": place.load(rates[place.product]),
            "operators": place.operators,
            "power": place.power,
            "cooling": place.cooling,
            "cost": place.copies * place.kind.cost,
        }


def _pools(tried: Tried, absence: float) -> Iterator[Row]:
    for row in tried.simulated.pools.iter_rows(named=True):
        crew = tried.crews.get(row["pool"]) if row["kind"] == "people" else None
        yield {
            **row,
            "heads": crew and crew.heads,
            "hours": crew and crew.hours,
            "payroll": crew and crew.payroll(absence),
        }


def _limits(fitted: Fitted) -> Iterator[Row]:
    for limit in fitted.limits:
        yield {
            "resource": limit.resource,
            "unit": limit.unit,
            "need": limit.need,
            "have": limit.have,
            "room": limit.room,
            "binds": limit.resource in fitted.binds,
        }


def _change(number: int, change: Change) -> Row:
    words = {"station": change.copies, "place": change.places}
    done = [
        f"{abs(count):,} {'more' if count > 0 else 'fewer'} {word}{'s' if abs(count) > 1 else ''}"
        for word, count in words.items()
        if count
    ]
    return {
        "round": number,
        "rate": change.rate,
        "throughput": change.throughput,
        "low": change.low,
        "high": change.high,
        "lack": change.lack and change.lack.value,
        "place": change.place or None,
        "change": done[0] if done else None,
    }


def _costs(costs: list[Cost], throughput: float) -> Iterator[Row]:
    for cost in costs:
        yield {
            "cost": cost.cost,
            "item": cost.item,
            "investment": cost.investment,
            "amount": cost.amount,
            "unit_cost": cost.amount / (throughput * WEEKS) if throughput > 0 else None,
        }
