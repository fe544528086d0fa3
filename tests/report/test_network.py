"""Lanes are laid on the map with their flow, and the map shows all that is used."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from reshore.report.network import network


def test_lanes_join_products_and_modes_by_origin_and_destination(plan, model):
    net = network(plan, model)
    lane = next(lane for lane in net.lanes if (lane.origin, lane.destination) == ("hsn", "us"))
    shipped = plan["shipments"].filter((pl.col("origin") == "hsn") & (pl.col("destination") == "us"))

    assert net.flow_unit == "t"
    assert lane.flow == pytest.approx(shipped["mass"].sum() / 1000)
    assert lane.goods == (("rack", "sea", pytest.approx(shipped["units"].sum())),)
    assert [other.flow for other in net.lanes] == sorted((other.flow for other in net.lanes), reverse=True)


def test_lanes_without_mass_are_measured_in_units(plan, model, make_plan):
    light = plan["shipments"].with_columns(mass=pl.lit(0.0))
    net = network(make_plan(frames={**plan.frames, "shipments": light}), model)

    assert net.flow_unit == "units"
    assert sum(lane.flow for lane in net.lanes) == pytest.approx(light["units"].sum())


def test_the_map_holds_all_places_and_lanes(plan, model):
    net = network(plan, model)
    low, high = net.frame(net.positions)
    points = [net.at(place) for place in net.positions]
    points += [point for lane in net.lanes for line in net.lines(lane) for point in line]

    assert (np.array(points) >= low).all()
    assert (np.array(points) <= high).all()


def test_no_pacific_lane_is_cut(plan, model):
    net = network(plan, model)
    pacific = [
        lane for lane in net.lanes if lane.origin == "hsn" and lane.destination in {"us", "gdl", "hou"}
    ]

    assert pacific
    assert all(len(net.lines(lane)) == 1 for lane in pacific)


def test_a_plan_without_shipments_is_laid_around_its_places(plan, model, make_plan):
    empty = plan["shipments"].clear()
    net = network(make_plan(frames={**plan.frames, "shipments": empty}), model)

    assert net.lanes == ()
    assert len(net.frame(net.positions)) == 2
