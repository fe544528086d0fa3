"""A published plan that loses a site costs in a stress test what its authors say.

Snyder and Daskin, "Reliability models for facility location: the expected failure cost case", Transportation
Science 39(3), 2005: 49 capitals of the United States are served from sites among them; a unit costs its
great-circle distance. A site of a plan fails, and its markets are served from the nearest that is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from benchmarks.instances import Cflp, data_folder, write
from python_calamine import CalamineWorkbook

from reshore import design, load, stress

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.plan.plan import Plan
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

EARTH = 3956.0
"""Radius (miles) that the published costs are reckoned with."""

OPTIMUM, FIVE = 856_810.0, 857_058.0
BEST, PLAN = (1, 3, 5, 8, 22, 30), (1, 3, 5, 6, 22)
FAILED = {1: 1_081_229.0, 3: 636_858.0, 5: 917_332.0, 6: 696_948.0, 22: 639_631.0}
"""Transport a year of the plan of five sites without each of them."""

CLOSED = "2025-01-01"
WEEKS = 3
YEAR = 365.25 / 7
"""Weeks of the plan's year."""


def capitals(*names: int) -> Cflp:
    """Return the instance with all sites, or with some of them; their numbers count from 1."""
    file = data_folder() / "snyder_daskin" / "data49UFLP.xls"
    if not file.is_file():
        pytest.skip("no folder snyder_daskin of published instances: name theirs by RESHORE_DATA")
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("data").to_python()[3:]
    demand, fixed, *degrees = np.array([[row[1], *row[4:7]] for row in rows], float).T
    north, west = np.radians(degrees)
    cosine = np.sin(north[:, None]) * np.sin(north)
    cosine += np.cos(north[:, None]) * np.cos(north) * np.cos(west[:, None] - west)
    miles = EARTH * np.arccos(np.clip(cosine, -1, 1))
    np.fill_diagonal(miles, 0)
    sites = np.array(names or range(1, len(fixed) + 1)) - 1
    # Twice what all want: no site has a limit, but what isn't open can't be used.
    without_limit = np.full(len(sites), 2 * demand.sum())
    return Cflp("capitals", OPTIMUM, without_limit, fixed[sites], demand, demand[:, None] * miles[:, sites])


def read(instance: Cflp, folder: Path, *hazards: dict[str, str]) -> Model:
    """Return an instance as a model, in which things may happen."""
    tables = instance.tables()
    if hazards:
        tables["hazards"] = pl.DataFrame(hazards)
    return load(write(tables, folder))


def opened(plan: Plan) -> list[int]:
    """Return numbers of the sites that a plan opens, among those of its model."""
    return [int(name[1:]) + 1 for name in plan["sites"].filter("open")["site"].sort()]


def test_the_optimum_of_all_sites(tmp_path: Path) -> None:
    """The best plan has six sites, those of the paper."""
    plan = design(read(capitals(), tmp_path), gap=0.0, threads=1)
    assert plan.objective == pytest.approx(OPTIMUM, abs=0.5)
    assert tuple(opened(plan)) == BEST


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the plan of five sites."""
    found = design(read(capitals(*PLAN), tmp_path_factory.mktemp("five")), gap=0.0, threads=1)
    assert len(opened(found)) == len(PLAN)
    return found


def transport(result: StressResult) -> list[float]:
    """Return what each engine spends on transport, in units of a year."""
    return (result["replications"].filter(replication=1).sort("engine")["move"] * YEAR / WEEKS).to_list()


def test_five_sites(plan: Plan) -> None:
    """The plan of five sites costs what the paper says."""
    assert plan.objective == pytest.approx(FIVE, abs=0.5)


@pytest.mark.parametrize("lost", PLAN)
def test_a_site_that_is_lost(lost: int, plan: Plan, tmp_path: Path) -> None:
    """Both engines serve its markets from the nearest site left, for the published cost of transport."""
    site = f"s{PLAN.index(lost):03d}"
    fire = {"hazard": "fire", "table": "sites", "where": f"site = '{site}'", "effect": "capacity"}
    model = read(capitals(*PLAN), tmp_path, fire | {"date": CLOSED, "duration": "400"})
    result = stress(plan, model, replications=8, window=WEEKS, tail=0, delay=0, fixes=False)
    assert result["failures"].is_empty()
    assert result["replications"]["units_lost"].max() < 1e-6
    assert transport(result) == pytest.approx([FAILED[lost]] * 2, abs=0.6)


def test_exposures_of_the_five(plan: Plan, tmp_path: Path) -> None:
    """Without limits any four sites serve all: no unit is lost, however long a site is."""
    exposed = stress(plan, read(capitals(*PLAN), tmp_path), ttr=365.0)["exposures"].filter(kind="site")
    assert exposed["name"].len() == len(PLAN)
    assert exposed["units_lost"].to_list() == pytest.approx([0.0] * len(PLAN), abs=1e-6)
