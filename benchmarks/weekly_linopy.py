"""The weekly program of `weekly_network` as a user of linopy writes it, built anew for every scenario."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from reshore.risk.transit import ends, in_weeks, under_way

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what linopy and xarray say on import is theirs
    import linopy
    import pandas as pd
    import xarray as xr

if TYPE_CHECKING:
    import highspy

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Change, Realisation

linopy.options["semantics"] = "v1"


def array(values: np.ndarray, name: str) -> xr.DataArray:
    """Return numbers over a dimension, and over weeks where there are two."""
    dims = (name, "week")[: values.ndim]
    return xr.DataArray(
        values, dims=dims, coords={dim: np.arange(n) for dim, n in zip(dims, values.shape, strict=True)}
    )


def weekly(values: np.ndarray, weeks: int, change: Change) -> np.ndarray:
    """Return values in every week, or what a change says."""
    every = np.repeat(np.asarray(values, float)[:, None], weeks, axis=1)
    every[change.row, change.week] = change.value
    return every


def build(operation: Operation, weeks: int, happens: Realisation) -> highspy.Highs:
    """Return HiGHS with the program of a replication.

    Products are made at sites and sent to markets, so items of sites have no arrivals and items of markets
    no departures. Stock is destroyed at sites alone.
    """
    model = linopy.Model(sparse=True)
    items, moves = operation.items, operation.moves
    sites = operation.makes.height
    calendar = pd.RangeIndex(weeks, name="week")
    site, market = (
        pd.RangeIndex(n, name=name) for n, name in ((sites, "site"), (items.height - sites, "market"))
    )
    make = model.add_variables(0, coords=[site, calendar], name="make")
    limits = weekly(np.full(moves.height, np.inf), weeks, happens.moves)
    move = model.add_variables(0, array(limits, "move"), name="move")
    there = model.add_variables(0, coords=[site, calendar], name="site_stock")
    here = model.add_variables(0, coords=[market, calendar], name="market_stock")
    wanted = weekly(operation.demands["rate"].to_numpy(), weeks, happens.demands)
    serve = model.add_variables(0, array(wanted, "market"), name="serve")

    transit = in_weeks(moves["days"].to_numpy())
    before = under_way(transit, moves["rate"].to_numpy(), weeks)
    origin = array(moves["origin_item"].to_numpy().astype(np.int64), "move").rename("site")
    target = array(moves["target_item"].to_numpy().astype(np.int64) - sites, "move").rename("market")

    remains = 1 - weekly(np.zeros(items.height), weeks, happens.destroyed)[:sites]
    stock = items["stock"].to_numpy()
    opening = np.zeros((sites, weeks))
    opening[:, 0] = stock[:sites] * remains[:, 0]
    carried = (there * array(np.roll(remains, -1, axis=1), "site")).shift(week=1).fillna(0)
    departures = (1 * move).groupby(origin).sum()
    model.add_constraints(make + carried - there - departures == array(-opening, "site"), name="site")

    coming = np.zeros((len(market), weeks))
    np.add.at(coming, target.values, before[:, :-1] - before[:, 1:])
    coming[:, 0] += stock[sites:]
    balance = (1 * here).shift(week=1).fillna(0) - here - serve
    for later in range(int(transit.max()) + 1):
        arriving = move * array((transit == later).astype(float), "move")
        balance += (arriving.shift(week=later).fillna(0) if later else arriving).groupby(target).sum()
    model.add_constraints(balance == array(-coming, "market"), name="market")

    line = array(operation.makes["resource_index"].to_numpy().astype(np.int64), "site").rename("line")
    hours = weekly(operation.resources["hours"].to_numpy(), weeks, happens.hours)
    model.add_constraints((1 * make).groupby(line).sum() <= array(hours, "line"), name="hours")

    start = stock[sites:].copy()
    np.add.at(start, target.values, before[:, 0])
    kept_site = model.add_variables(0, array(stock[:sites], "site"), name="kept_site")
    kept_market = model.add_variables(0, array(start, "market"), name="kept_market")
    model.add_constraints(kept_site - (1 * there).isel(week=-1).drop_vars("week") <= 0, name="kept_site")
    beyond = (transit[:, None] >= weeks - np.arange(weeks)).astype(float)
    away = (move * array(beyond, "move")).sum("week").groupby(target).sum()
    ended = np.zeros(len(market))
    np.add.at(ended, target.values, before[:, -1])
    last = (1 * here).isel(week=-1).drop_vars("week")
    model.add_constraints(kept_market - last - away <= array(ended, "market"), name="kept_market")

    holding = items["holding"].to_numpy()
    paid = moves["cost"].to_numpy()[:, None] + holding[sites:][target.values][:, None] * ends(transit, weeks)
    worth = operation.demands["worth"].to_numpy()
    standard = items["standard"].to_numpy()
    model.add_objective(
        (move * array(paid, "move")).sum()
        + (make * array(operation.makes["cost"].to_numpy(), "site")).sum()
        + (there * array(holding[:sites], "site")).sum()
        + (here * array(holding[sites:], "market")).sum()
        - (serve * array(worth, "market")).sum()
        - (kept_site * array(standard[:sites], "site")).sum()
        - (kept_market * array(standard[sites:], "market")).sum()
    )
    highs = model.to_highspy(set_names=False)
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs
