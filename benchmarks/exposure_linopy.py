"""Loss and time to survive as a user of linopy writes them, built anew for every set and time."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what linopy and xarray say on import is theirs
    import linopy
    import pandas as pd
    import xarray as xr

if TYPE_CHECKING:
    import highspy

    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

linopy.options["semantics"] = "v1"

LONGEST = 1e5
"""Weeks that stand for ever."""


def over(values: np.ndarray, name: str) -> xr.DataArray:
    """Return numbers over a dimension."""
    return xr.DataArray(values, dims=name, coords={name: np.arange(len(values))})


@dataclass
class Rival:
    """Arrays of an operation without throughputs and limits of lanes, for any number of programs.

    Columns are makes, buys, moves and units lost, one after the other; an entry says what a column brings to
    an item.
    """

    operation: Operation

    def __post_init__(self) -> None:
        makes, buys, moves, demands = (
            getattr(self.operation, name) for name in ("makes", "buys", "moves", "demands")
        )
        self.first = np.cumsum([0, makes.height, buys.height, moves.height, demands.height])
        uses = self.operation.uses
        lane = self.first[2] + np.arange(moves.height)
        parts = [
            (np.arange(makes.height), makes["item"], np.ones(makes.height)),
            (uses["make"], uses["item"], -uses["quantity"]),
            (self.first[1] + np.arange(buys.height), buys["item"], np.ones(buys.height)),
            (lane, moves["target_item"], np.ones(moves.height)),
            (lane, moves["origin_item"], -np.ones(moves.height)),
            (self.first[3] + np.arange(demands.height), demands["item"], np.ones(demands.height)),
        ]
        self.column, self.item, self.amount = (
            np.concatenate([np.asarray(part) for part in column]) for column in zip(*parts, strict=True)
        )
        self.stock = self.operation.items["stock"].to_numpy().copy()
        np.add.at(self.stock, moves["target_item"].to_numpy(), (moves["rate"] * moves["days"] / 7).to_numpy())
        self.wanted = np.zeros(len(self.stock))
        np.add.at(self.wanted, demands["item"].to_numpy(), demands["rate"].to_numpy())
        self.capacity = np.full(self.first[4], np.inf)
        self.capacity[self.first[1] : self.first[2]] = buys["capacity"]
        self.capacity[self.first[3] :] = demands["rate"]

    def loss(self, outage: StressSet, weeks: float) -> highspy.Highs:
        """Return HiGHS with the least loss over a time."""
        model = linopy.Model(sparse=True)
        upper = self._open(outage) * weeks
        flow = model.add_variables(0, over(upper, "column"), name="flow")
        brought, worked = self._brought(flow)
        model.add_constraints(brought >= over(self.wanted * weeks - self.stock, "item"), name="balance")
        hours = self.operation.resources["hours"].to_numpy()
        model.add_constraints(worked <= over(hours * weeks, "line"), name="hours")
        weight = np.zeros(self.first[4])
        weight[self.first[3] :] = self.operation.demands["weight"]
        model.add_objective((flow * over(weight, "column")).sum())
        return _loaded(model)

    def survival(self, outage: StressSet) -> highspy.Highs:
        """Return HiGHS with the longest time without loss, as its objective times -1."""
        model = linopy.Model(sparse=True)
        upper = self._open(outage)
        upper[self.first[3] :] = 0.0
        limits = np.where(upper == 0, 0.0, np.inf)
        flow = model.add_variables(0, over(limits, "column"), name="flow")
        weeks = model.add_variables(0, LONGEST, name="weeks")
        brought, worked = self._brought(flow)
        served = brought - weeks * over(self.wanted, "item")
        model.add_constraints(served >= over(-self.stock, "item"), name="balance")
        hours = self.operation.resources["hours"].to_numpy()
        model.add_constraints(worked - weeks * over(hours, "line") <= 0, name="hours")
        limited = np.flatnonzero(np.isfinite(upper) & (upper > 0))
        bought = flow.isel(column=limited) - weeks * over(self.capacity, "column").isel(column=limited)
        model.add_constraints(bought <= 0, name="capacity")
        model.add_objective(-1 * weeks)
        return _loaded(model)

    def _open(self, outage: StressSet) -> np.ndarray:
        upper = self.capacity.copy()
        for first, rows in zip(self.first, (outage.makes, outage.buys, outage.moves), strict=False):
            upper[first + rows] = 0.0
        return upper

    def _brought(self, flow: linopy.Variable) -> tuple[linopy.LinearExpression, linopy.LinearExpression]:
        """Return what comes to each item, and the hours worked on each line."""
        entry = pd.RangeIndex(len(self.column), name="entry")
        at = (1 * flow).isel(column=xr.DataArray(self.column, dims="entry", coords={"entry": entry}))
        item = over(self.item.astype(np.int64), "entry").rename("item")
        brought = (at.drop_vars("column") * over(self.amount, "entry")).groupby(item).sum()
        makes = self.operation.makes
        line = over(makes["resource_index"].to_numpy().astype(np.int64), "column").rename("line")
        made = flow.isel(column=slice(0, makes.height))
        return brought, (made * over(makes["hours"].to_numpy(), "column")).groupby(line).sum()


def _loaded(model: linopy.Model) -> highspy.Highs:
    highs = model.to_highspy(set_names=False)
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs
