"""The weekly program: what an operation does at least cost over some weeks, if nothing happens to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.assemble import Assembler, Term
from reshore.risk.transit import ends, in_weeks, under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.block import Block
    from reshore.lp.program import LinearProgram
    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]

WAIT = 0.02
"""Cost of a unit that waits a week, as a share of its worth."""


class Unmet(StrEnum):
    """What becomes of demand that isn't served in its week."""

    LOST = "lost"
    BACKLOG = "backlog"


@dataclass(frozen=True, slots=True, eq=False)
class Weekly:
    r"""The program of an operation, and what its objective leaves out.

    Notes
    -----
    Over weeks w, with x for makes, buys, moves and detours (at 0 unless opened), h holding costs, T(w) the
    ends of weeks at which a unit leaving in w is under way, and p what units lost are worth:

    .. math::
        \min \sum_w c\,x_w + h\,(\mathit{stock}_w + T(w)\,\mathit{move}_w) - p\,\mathit{serve}_w
        - \mathit{standard}\cdot\mathit{kept}

    subject to, for every item, ``stock before + make + buy + arrivals = used + moved out + served + stock``;
    hours, capacities of lanes and throughputs; served at most what is wanted; kept at most the stock and
    goods under way at the end, and at the start. With a backlog, whose costs stand in place of the last but
    one term, ``served + waiting = wanted + waiting before``.

    Attributes
    ----------
    operation, weeks, unmet
        What it is made from.
    program
        Blocks are keyed by the operation's numbers and the week.
    transit
        Holding cost on the way within the objective, of each column.
    constant
        Holding cost of the goods under way from before.
    """

    operation: Operation
    weeks: int
    unmet: Unmet
    program: LinearProgram
    transit: Floats
    constant: float

    @classmethod
    def of(cls, operation: Operation, weeks: int, unmet: Unmet = Unmet.LOST, wait: float = WAIT) -> Weekly:
        """Build the program.

        Parameters
        ----------
        operation
            What runs.
        weeks
            How many, 1 or more.
        unmet
            What becomes of demand that isn't served in its week.
        wait
            Cost of a unit that waits a week, as a share of its worth.
        """
        return _Builder(operation, weeks, unmet, wait).done()

    @property
    def wanted(self) -> Floats:
        """Units wanted where nothing happens; shape: demands, weeks."""
        return np.repeat(self.operation.demands["rate"].to_numpy()[:, None], self.weeks, axis=1)

    def columns(self, name: str, x: Floats) -> Floats:
        """Return a block's part of a vector; shape: rows of the operation's frame, weeks."""
        return x[self.program.columns[name].span].reshape(-1, self.weeks)


class _Builder:
    """Puts the program of an operation together, block by block."""

    def __init__(self, operation: Operation, weeks: int, unmet: Unmet, wait: float) -> None:
        self.operation, self.weeks, self.unmet, self.wait = operation, weeks, unmet, wait
        self.assembler = Assembler()
        self.calendar = pl.DataFrame({"week": np.arange(weeks, dtype=np.int32)})
        moves, items = operation.moves, operation.items
        self.holding = items["holding"].to_numpy()
        self.targets = moves["target_item"].to_numpy()
        self.before = under_way(in_weeks(moves["days"].to_numpy()), moves["rate"].to_numpy(), weeks)
        """Goods under way from before, of each move, at the start and at the end of each week."""

    def done(self) -> Weekly:
        """Return the program."""
        make = self._block(
            "make", self.operation.makes, "item", "resource_index", "hours", "cost", cost="cost"
        )
        buys = self.operation.buys.with_columns(pl.col("capacity").fill_null(np.inf))
        buy = self._block("buy", buys, "item", "capacity", "cost", cost="cost", upper="capacity")
        moving = (
            self._moving("move", self.operation.moves),
            self._moving("detour", self._detours(), upper=0.0),
        )
        stock = self._block("stock", self.operation.items, "holding", cost="holding")
        serve = self._serve()
        self._balances(make, buy, moving, stock, serve)
        self._limits(make, moving)
        self._keep(moving, stock)
        if self.unmet is Unmet.BACKLOG:
            self._wait(serve)
        program = self.assembler.build()
        transit = np.zeros(program.shape[1])
        for block in moving:
            transit[block.span] = block.frame["transit"].to_numpy()
        constant = float((self.holding[self.targets] * self.before[:, 1:].sum(axis=1)).sum())
        return Weekly(self.operation, self.weeks, self.unmet, program, transit, constant)

    def _weekly(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(self.calendar, how="cross", maintain_order="left_right")

    def _block(
        self, name: str, frame: pl.DataFrame, *columns: str, cost: str, upper: float | str = np.inf
    ) -> Block:
        """Add columns for each row of one of the operation's frames and each week."""
        key = frame.columns[0]
        chosen = self._weekly(frame.select(key, *columns))
        return self.assembler.columns(name, chosen, (key, "week"), cost=cost, upper=upper)

    def _detours(self) -> pl.DataFrame:
        """Return detours as moves of their own."""
        usual = self.operation.moves.select(
            "move", "lane_index", "origin_item", "target_item", usual="days", fare="cost"
        )
        return self.operation.detours.join(usual, on="move", how="left", maintain_order="left").with_columns(
            days=pl.col("days") + pl.col("usual"), cost=pl.col("cost") + pl.col("fare")
        )

    def _moving(self, name: str, frame: pl.DataFrame, upper: float = np.inf) -> Block:
        transit = in_weeks(frame["days"].to_numpy())
        held = self.holding[frame["target_item"].to_numpy()][:, None] * ends(transit, self.weeks)
        chosen = frame.select(
            frame.columns[0], "lane_index", "origin_item", "target_item", "cost", lead=pl.Series(transit)
        )
        ways = (
            self._weekly(chosen)
            .with_columns(transit=pl.Series(held.ravel()), arrives=pl.col("week") + pl.col("lead"))
            .with_columns(paid=pl.col("cost") + pl.col("transit"))
        )
        return self.assembler.columns(name, ways, (frame.columns[0], "week"), cost="paid", upper=upper)

    def _serve(self) -> Block:
        lost = self.unmet is Unmet.LOST
        demands = self.operation.demands.with_columns(gain=-pl.col("worth") if lost else pl.lit(0.0))
        upper: float | str = "rate" if lost else np.inf
        return self._block("serve", demands, "item", "rate", "gain", cost="gain", upper=upper)

    def _balances(self, make: Block, buy: Block, moving: Sequence[Block], stock: Block, serve: Block) -> None:
        """Balance items: stock before + make + buy + arrivals = used + moved out + served + stock."""
        uses = self._weekly(self.operation.uses.select("make", "item", used=-pl.col("quantity")))
        carried = stock.frame.with_columns(next=pl.col("week") + 1).filter(pl.col("next") < self.weeks)
        terms = [
            Term(make),
            Term(make, "used", through=uses),
            Term(buy),
            Term(stock, -1.0),
            Term(stock, on={"week": "next"}, through=carried),
            Term(serve, -1.0),
        ]
        for block in moving:
            terms.append(Term(block, -1.0, on={"item": "origin_item"}))
            arriving = block.frame.filter(pl.col("arrives") < self.weeks)
            terms.append(Term(block, on={"item": "target_item", "week": "arrives"}, through=arriving))
        there = np.zeros((self.operation.items.height, self.weeks))
        np.add.at(there, self.targets, self.before[:, :-1] - self.before[:, 1:])
        there[:, 0] += self.operation.items["stock"].to_numpy()
        balances = self._weekly(self.operation.items.select("item")).with_columns(
            there=pl.Series(-there.ravel())
        )
        self.assembler.rows("balance", balances, ("item", "week"), terms, lower="there", upper="there")

    def _limits(self, make: Block, moving: Sequence[Block]) -> None:
        """Keep to hours of resources, capacities of lanes, throughputs of sites."""
        operation = self.operation
        hours = self._weekly(operation.resources.select("resource_index", "hours"))
        worked = Term(make, "hours", through=make.frame.drop_nulls("resource_index"))
        self.assembler.rows("hours", hours, ("resource_index", "week"), [worked], upper="hours")
        lanes = self._weekly(operation.lanes.select("lane_index", "capacity").drop_nulls("capacity"))
        terms = [Term(block, partial=True) for block in moving]
        self.assembler.rows("lane", lanes, ("lane_index", "week"), terms, upper="capacity")
        sites = operation.sites.select("site_index", "site", "throughput").drop_nulls("throughput")
        places = operation.items.select("item", site="place").join(sites, on="site")
        terms = [
            Term(block, through=block.frame.join(places, left_on="origin_item", right_on="item"))
            for block in moving
        ]
        self.assembler.rows(
            "throughput", self._weekly(sites), ("site_index", "week"), terms, upper="throughput"
        )

    def _keep(self, moving: Sequence[Block], stock: Block) -> None:
        """Count what is left, up to what was there: stock and goods under way."""
        there = np.zeros((self.operation.items.height, 2))
        np.add.at(there, self.targets, self.before[:, [0, -1]])
        items = self.operation.items.select(
            "item",
            worth=-pl.col("standard"),
            opening=pl.col("stock") + pl.Series(there[:, 0]),
            coming=pl.Series(there[:, 1]),
        ).filter(pl.col("worth") < 0, pl.col("opening") > 0)
        kept = self.assembler.columns("kept", items, ("item",), cost="worth", upper="opening")
        last = stock.frame.filter(pl.col("week") == self.weeks - 1)
        terms = [Term(kept), Term(stock, -1.0, through=last, partial=True)]
        for block in moving:
            still = block.frame.filter(pl.col("arrives") >= self.weeks)
            beyond = still.select(*block.keys, item="target_item")
            terms.append(Term(block, -1.0, through=beyond, partial=True))
        self.assembler.rows("kept", items, ("item",), terms, upper="coming")

    def _wait(self, serve: Block) -> None:
        """Let what isn't served wait: served + waiting = wanted + waiting before."""
        last = pl.col("week") == self.weeks - 1
        demands = self._weekly(self.operation.demands.select("demand", "rate", "worth")).with_columns(
            cost=pl.col("worth") * (self.wait + last)
        )
        wait = self.assembler.columns("wait", demands, ("demand", "week"), cost="cost")
        before = wait.frame.with_columns(next=pl.col("week") + 1).filter(pl.col("next") < self.weeks)
        terms = [Term(serve), Term(wait), Term(wait, -1.0, on={"week": "next"}, through=before)]
        self.assembler.rows("waiting", demands, ("demand", "week"), terms, lower="rate", upper="rate")
