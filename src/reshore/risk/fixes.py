"""Fixes: what could be changed about an operation so that disruptions cost less."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.network import network
from reshore.risk.options import Options
from reshore.risk.policy import Policy
from reshore.risk.shifted import shifted
from reshore.risk.transit import in_weeks
from reshore.tables.periods import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

    Ready = tuple[tuple[str, int], ...]

COVER = 4.0
"""Weeks of what a set sends that cover stock holds against it."""

MOVES = 2
"""Moves of a set, the most valuable ones, for which nearer lanes are looked for."""

WEEKS = DAYS_PER_YEAR / 7
"""Weeks of a year."""


class FixKind(StrEnum):
    """What is done."""

    STOCK = "stock"
    SOURCE = "source"
    MODULE = "module"
    LANE = "lane"


@dataclass(frozen=True, slots=True, eq=False)
class Fix:
    """One change of an operation.

    Attributes
    ----------
    name
        What is done, in words.
    kind
        What sort of thing that is.
    cost
        What it costs a year (currency), as far as the tables say.
    operation
        As it is then.
    ready
        Options that stand in without delay, as `Simulation` takes them; recourse knows no delays.
    """

    name: str
    kind: FixKind
    cost: float
    operation: Operation
    ready: Ready = ()


def fixes(operation: Operation, sets: Sequence[StressSet]) -> list[Fix]:
    """Return what would help against each of some sets, in their order; every fix once.

    Cover stock of what the set sends, where it arrives; a source elsewhere made ready, for what comes from
    the set alone or mostly; one more module of what makes the same elsewhere; shorter ways from elsewhere for
    the most valuable of its moves.

    Parameters
    ----------
    operation
        What runs, and what else could.
    sets
        What stops together, such as the largest exposures.
    """
    finder = _Finder(operation)
    found: dict[str, Fix] = {}
    for one in sets:
        for fix in finder.against(one):
            found.setdefault(fix.name, fix)
    return list(found.values())


class _Finder:
    """Finds fixes of one operation."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.options = Options.of(operation)
        self.sources = network(self.options, Policy()).sources
        self.items = operation.items.rows(named=True)
        moves = operation.moves.join(
            operation.lanes.select("lane_index", "origin", "destination", "mode"),
            on="lane_index",
            how="left",
            maintain_order="left",
        )
        weeks = pl.Series("weeks", in_weeks(moves["days"].to_numpy()))
        self.moves = moves.with_columns(weeks).rows(named=True)

    def against(self, one: StressSet) -> Iterator[Fix]:
        """Yield the fixes against a set."""
        stopped = self._stopped(one)
        fed = self._fed(one, stopped)
        label = one.name if one.kind == "named" else f"{one.kind} {one.name}"
        if fed:
            yield self._stock(label, fed)
        ready = tuple(self._ready(fed, stopped))
        if ready:
            yield Fix(f"sources beside {label} made ready", FixKind.SOURCE, 0.0, self.operation, ready)
        yield from self._modules(one)
        yield from self._lanes(one)

    def _stopped(self, one: StressSet) -> set[int]:
        """Return the options of a set by number."""
        options = self.options
        kinds = ((options.makes, one.makes), (options.buys, one.buys), (options.moves, one.moves))
        return {first + int(row) for first, rows in kinds for row in rows}

    def _fed(self, one: StressSet, stopped: set[int]) -> Mapping[int, float]:
        """Return what comes of a set a week to each item that isn't its own."""
        own = set(one.items.tolist())
        fed: dict[int, float] = defaultdict(float)
        for option in sorted(stopped):
            item, rate = int(self.options.target[option]), float(self.options.rate[option])
            if rate > 0 and item not in own:
                fed[item] += rate
        return fed

    def _stock(self, label: str, fed: Mapping[int, float]) -> Fix:
        items = self.operation.items
        more = pl.Series([COVER * fed.get(item, 0.0) for item in range(items.height)])
        cost = float((more * items["holding"]).sum()) * WEEKS
        changed = items.with_columns(stock=pl.col("stock") + more)
        name = f"{COVER:g} weeks of stock against {label}"
        return Fix(name, FixKind.STOCK, cost, replace(self.operation, items=changed))

    def _ready(self, fed: Mapping[int, float], stopped: set[int]) -> Iterator[tuple[str, int]]:
        """Yield the cheapest other option of items that come from a set for more than a half."""
        options, sources = self.options, self.sources
        for item, rate in fed.items():
            asked = sources.option[sources.start[item] : sources.other[item]]
            if rate <= options.rate[asked].sum() / 2:
                continue
            for option in sources.option[sources.other[item] : sources.around[item]]:
                if option not in stopped:
                    yield options.named(int(option))
                    break

    def _modules(self, one: StressSet) -> Iterator[Fix]:
        """Yield modules of resources elsewhere that make what the set makes."""
        operation, makes = self.operation, self.operation.makes
        here = pl.col("make").is_in(one.makes.tolist())
        products = makes.filter(here, pl.col("rate") > 0)["product"].unique()
        elsewhere = makes.filter(~here, pl.col("product").is_in(products.to_list()))
        resources = operation.resources.filter(
            pl.col("resource_index").is_in(elsewhere["resource_index"].drop_nulls().to_list()),
            pl.col("module").is_not_null(),
        )
        for row in resources.iter_rows(named=True):
            more = pl.when(pl.col("resource_index") == row["resource_index"]).then("module").otherwise(0.0)
            changed = operation.resources.with_columns(hours=pl.col("hours") + more)
            name = f"one more module of {row['resource']} at {row['site']}"
            yield Fix(name, FixKind.MODULE, row["module_cost"], replace(operation, resources=changed))

    def _lanes(self, one: StressSet) -> Iterator[Fix]:
        """Yield shorter ways from elsewhere for what the set sends."""
        own, stopped = set(one.items.tolist()), set(one.moves.tolist())
        sent = [self.moves[row] for row in stopped if self.moves[row]["target_item"] not in own]
        used = [row for row in sent if row["rate"] > 0]
        used.sort(key=lambda row: (-row["rate"] * self.items[row["target_item"]]["value"], row["move"]))
        for row in used[:MOVES]:
            others = [
                other
                for other in self.moves
                if other["target_item"] == row["target_item"]
                and other["move"] not in stopped
                and other["weeks"] < row["weeks"]
            ]
            if not others:
                continue
            nearest = min(others, key=lambda other: (other["days"], other["cost"], other["move"]))
            changed = shifted(self.operation, row["move"], nearest["move"])
            if changed is not None:
                cost = running(changed) - running(self.operation)
                yield Fix(_way(row, nearest), FixKind.LANE, cost, changed)


def running(operation: Operation) -> float:
    """Return what makes, buys and moves cost a year at their rates, goods under way included."""
    frames = (operation.makes, operation.buys, operation.moves)
    spent = sum(float((frame["rate"] * frame["cost"]).sum()) for frame in frames)
    moves = operation.moves.join(operation.items, left_on="target_item", right_on="item")
    carried = float((moves["rate"] * moves["days"] / 7 * moves["holding"]).sum())
    return (spent + carried) * WEEKS


def _way(old: Mapping[str, object], new: Mapping[str, object]) -> str:
    goods = f"{old['product']} to {old['destination']}"
    if old["origin"] == new["origin"]:
        return f"{goods} by {new['mode']} rather than {old['mode']}"
    return f"{goods} from {new['origin']} rather than {old['origin']}"
