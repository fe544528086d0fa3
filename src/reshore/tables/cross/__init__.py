"""Checks across tables: what no single cell shows, found before it becomes a program without a solution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.tables.cross import (
    agreements,
    alike,
    blocs,
    bounds,
    buildings,
    calendar,
    calendars,
    customs,
    duties,
    goods,
    hazards,
    labels,
    layers,
    making,
    moving,
    origins,
    places,
    policy,
    ranges,
    reach,
    routings,
    scenarios,
    selling,
    series,
    stations,
)
from reshore.tables.cross.view import Network, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl

    from reshore.errors import Fault

    Check = Callable[[View], Iterator[Fault]]
    NetworkCheck = Callable[[View, Network], Iterator[Fault]]

CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (calendar.contiguous, ("periods",)),
    (calendar.forward, ()),
    (places.names_apart, ("sites", "markets")),
    (goods.acyclic, ("boms",)),
    (goods.obtainable, ("products", "boms", "processes", "supplies", "stocks", "demands")),
    (goods.one_ownership, ("supplies",)),
    (making.variants_exist, ("processes", "boms")),
    (making.resources_exist, ("processes", "resources", "series")),
    (making.stock_has_a_place, ("sites", "stocks")),
    (bounds.leave_room, ("periods", "series", "settings")),
    (moving.lead_elsewhere, ("lanes",)),
    (moving.take_a_time, ("lanes", "modes")),
    (moving.shipments_have_a_size, ("lanes", "series")),
    (moving.name_one_way, ("lanes",)),
    (selling.shortage_has_a_cost, ("demands", "products", "series", "settings")),
    (series.change_what_varies, ("series",)),
    (series.name_a_row, ("series",)),
    (series.stay_in_range, ("series",)),
    (alike.agree, ()),
    (blocs.names_apart, ("blocs", "countries")),
    (blocs.one_union, ("blocs",)),
    (duties.one_a_day, ("duties",)),
    (duties.share_no_member, ("duties", "blocs", "periods")),
    (layers.exclude_others, ("duties",)),
    (layers.segments_have_names, ()),
    (agreements.have_a_threshold, ("agreements",)),
    (agreements.names_are_labels, ("agreements",)),
    (origins.components_decide, ("processes", "boms")),
    (origins.repacking_keeps_something, ("processes",)),
    (origins.stock_comes_from_somewhere, ("stocks", "countries", "products")),
    (labels.conferred_by_people, ("supplies", "processes", "agreements")),
    (labels.passed_on_by_components, ("supplies", "processes", "boms")),
    (policy.rules_can_be_counted, ("rules",)),
    (policy.rules_run_forward, ("rules", "periods")),
    (policy.baseline_keys_fit, ("baseline",)),
    (scenarios.rows_make_sense, ("scenarios",)),
    (ranges.rows_make_sense, ("ranges",)),
    (hazards.happen_somehow, ("hazards",)),
    (hazards.agree_on_events, ("hazards",)),
    (hazards.effects_fit, ("hazards",)),
    (hazards.conditions_can_be_read, ("hazards",)),
    (routings.names_are_of_one_product, ("routings",)),
    (routings.precedence_is_acyclic, ("routings",)),
    (routings.rework_goes_back, ("routings",)),
    (routings.units_pass, ("routings",)),
    (routings.loops_take_time, ("routings",)),
    (routings.zones_can_be_kept, ("routings",)),
    (routings.components_go_in_once, ("routings", "boms")),
    (routings.tasks_run_at_stations, ("routings", "stations")),
    (stations.are_up_at_times, ("stations",)),
    (buildings.have_room_for_areas, ("buildings",)),
    (buildings.openings_have_places, ("buildings",)),
    (buildings.vehicles_have_a_speed, ("buildings",)),
    (calendars.days_are_days, ("calendars",)),
    (calendars.shifts_outlast_their_breaks, ("calendars",)),
    (calendars.hold_alone, ("calendars",)),
    (calendars.shifts_follow_each_other, ("calendars",)),
)
"""Each check, and the tables that have to be sound for it."""

NETWORK = (
    *("sites", "markets", "products", "boms", "processes", "supplies"),
    *("stocks", "demands", "modes", "lanes", "series"),
)
"""The tables that have to be sound for the checks of the network."""

NETWORK_CHECKS: tuple[NetworkCheck, ...] = (
    moving.generated_names_are_free,
    moving.goods_weigh_something,
    moving.arrive_some_day,
    reach.markets_are_reached,
)

WARNINGS: tuple[Check, ...] = (
    goods.unused,
    layers.rates_are_shares,
    layers.exempt_what_is_additional,
    layers.exclude_one_way,
    layers.segments_buy,
    layers.codes_are_met,
    agreements.headings_can_change,
    labels.given_somewhere,
    policy.shares_are_below_one,
    ranges.select_something,
    hazards.fall_within_the_horizon,
    stations.stand_somewhere,
)

NETWORK_WARNINGS: tuple[NetworkCheck, ...] = (
    customs.goods_have_codes,
    policy.names_are_met,
    moving.cost_something,
    moving.arrive_in_time,
    reach.processes_are_fed,
    reach.sites_are_connected,
    hazards.hit_something,
)


def faults(
    frames: Mapping[str, pl.DataFrame], settings: Mapping[str, Any], where: Callable[[str, int, str], str]
) -> list[Fault]:
    """Return what is wrong between tables.

    Parameters
    ----------
    frames
        The tables whose single cells are sound; a check that needs another is left out.
    settings
        Value of every setting.
    where
        Table, row of its frame (from 0) and column -> place as people find it.
    """
    view = View(frames, settings, where)
    found = [fault for check, needs in CHECKS if frames.keys() >= {*needs} for fault in check(view)]
    if frames.keys() >= {*NETWORK}:
        network = Network.of(view.model())
        found += [fault for check in NETWORK_CHECKS for fault in check(view, network)]
    return found


def warnings(
    frames: Mapping[str, pl.DataFrame], settings: Mapping[str, Any], where: Callable[[str, int, str], str]
) -> list[Fault]:
    """Return what is odd in tables without faults, and may be meant; parameters as for `faults`."""
    view = View(frames, settings, where)
    network = Network.of(view.model())
    return [
        *(fault for check in WARNINGS for fault in check(view)),
        *(fault for check in NETWORK_WARNINGS for fault in check(view, network)),
    ]
