"""Rule rows and pinned baselines -> linear limits over blocks of columns, before they become rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.attributes import attributed
from reshore.footprint.measures import of_unit
from reshore.footprint.today import today
from reshore.tables.select import select
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.footprint.network import Network
    from reshore.lp.block import Block

PLACE: Mapping[str, Mapping[str, str]] = {
    "make": {"site": "site"},
    "buy": {"site": "site"},
    "hold": {"site": "site"},
    "open": {"site": "site"},
    "ship": {"site": "origin", "market": "destination", "lane": "lane"},
    "serve": {"market": "market", "segment": "segment"},
}
"""Activity -> baseline column -> column of the activity's frame that it names, product apart."""

NAMES = ("site", "product", "lane", "market", "segment")
"""Columns by which a row of the baseline names what it counts."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A linear limit on the columns of one block, for one period or for the sum of several.

    Attributes
    ----------
    name
        The rule, or the row of the baseline.
    activity
        Name of the block.
    sense, amount
        The sum is <=, >= or = amount.
    period
        The period, or the last one of a sum.
    cumulative
        Whether it limits a sum of periods.
    terms
        The block's keys, counted (the measure of one unit, 0 for what is in the denominator alone) and
        coefficient (counted less its part of the denominator).
    price
        Penalty for a unit of violation; None = hard.
    priority
        1 is kept longest.
    """

    name: str
    activity: str
    measure: str
    sense: str
    amount: float
    period: str
    cumulative: bool
    terms: pl.DataFrame
    price: float | None = None
    priority: int = 1


def limits(network: Network, columns: Mapping[str, Block]) -> list[Limit]:
    """Return the limits that the model's rules set, those that count sources apart."""
    return [
        limit
        for rule in network.model["rules"]
        .filter(pl.col("measure") != "sources")
        .sort("rule")
        .iter_rows(named=True)
        for limit in _of_rule(network, columns, rule)
    ]


def pins(network: Network, columns: Mapping[str, Block]) -> list[Limit]:
    """Return the limits that rows of the baseline with a tolerance set."""
    found = []
    for row in network.model["baseline"].filter(pl.col("tolerance").is_not_null()).iter_rows(named=True):
        for period in [row["period"]] if row["period"] else network.clock.names:
            block = columns[row["activity"]]
            chosen = matching(block.frame, row).filter(pl.col("period") == period)
            terms = _terms(block, chosen, row["activity"])
            label = ", ".join(
                [row["activity"], *(f"{key} {row[key]}" for key in (*NAMES, "period") if row[key])]
            )
            for sense, factor in ((">=", 1 - row["tolerance"]), ("<=", 1 + row["tolerance"])):
                found.append(
                    Limit(label, row["activity"], "units", sense, row["value"] * factor, period, False, terms)
                )
    return found


def matching(frame: pl.DataFrame, row: Mapping[str, Any]) -> pl.DataFrame:
    """Return the rows of an activity's frame that a row of the baseline names."""
    names = {**PLACE[str(row["activity"])], "product": "product"}
    for key, column in names.items():
        if row[key] is not None:
            frame = frame.filter(pl.col(column) == row[key])
    return frame


def span(network: Network, rule: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the periods in which a rule holds."""
    names = network.clock.names
    first = names.index(str(rule["from"])) if rule["from"] else 0
    last = names.index(str(rule["to"])) if rule["to"] else len(names) - 1
    return names[first : last + 1]


def selected(
    network: Network, block: Block, activity: str, condition: str | None, place: str
) -> pl.DataFrame:
    """Return the rows of an activity's block that meet a condition on its attributes."""
    return select(attributed(network, activity, block.frame, condition), condition, place)


def _of_rule(network: Network, columns: Mapping[str, Block], rule: Mapping[str, Any]) -> list[Limit]:
    """One limit a period, or one for all."""
    name, activity, measure = (str(rule[key]) for key in ("rule", "activity", "measure"))
    place = f"rules: {name}"
    numerator = _measured(network, columns, rule, rule["where"])
    shared = bool(rule["of"]) and rule["of"] != "baseline"
    whole = _measured(network, columns, rule, rule["of"]) if shared else None
    changing = by_period(network.model, "rules", ["limit", "price"]).filter(pl.col("rule") == name)
    amounts = {
        period: (limit, price)
        for period, limit, price in changing.select("period", "limit", "price").iter_rows()
    }
    periods = span(network, rule)
    groups = [periods] if rule["periods"] == "cumulative" else [(period,) for period in periods]
    found = []
    for group in groups:
        last = group[-1]
        limit, price = amounts[last]
        inside = pl.col("period").is_in(list(group))
        terms, amount = numerator.filter(inside), limit
        if whole is not None:
            terms, amount = _share(terms, whole.filter(inside), limit), 0.0
        elif rule["of"]:
            current = select(today(network, activity, measure).filter(inside), rule["where"], place)
            amount = limit * float(current["amount"].sum())
        found.append(
            Limit(
                name,
                activity,
                measure,
                str(rule["sense"]),
                amount,
                last,
                rule["periods"] == "cumulative",
                terms,
                price,
                int(str(rule["priority"])),
            )
        )
    return found


def _measured(
    network: Network, columns: Mapping[str, Block], rule: Mapping[str, Any], condition: str | None
) -> pl.DataFrame:
    """Terms of what a condition of a rule selects."""
    activity = str(rule["activity"])
    chosen = selected(network, columns[activity], activity, condition, f"rules: {rule['rule']}")
    return _terms(columns[activity], chosen, activity, str(rule["measure"]))


def _terms(block: Block, chosen: pl.DataFrame, activity: str, measure: str = "units") -> pl.DataFrame:
    """Keys of the chosen columns with the measure of one unit."""
    counted = of_unit(chosen, activity, measure)
    return chosen.select(*block.keys, counted=counted).with_columns(coefficient=pl.col("counted"))


def _share(part: pl.DataFrame, whole: pl.DataFrame, limit: float) -> pl.DataFrame:
    """Terms of part - limit x whole, to be compared with 0."""
    keys = [name for name in part.columns if name not in {"counted", "coefficient"}]
    both = pl.concat(
        [part, whole.with_columns(counted=pl.lit(0.0), coefficient=-limit * pl.col("coefficient"))]
    )
    return both.group_by(keys, maintain_order=True).agg(pl.col("counted").sum(), pl.col("coefficient").sum())
