"""Programs of futures as files: read back, they have the optimum that is ours."""

from __future__ import annotations

import polars as pl
import pytest
from tests.robust.conftest import EXACT, TWO, made, row
from tests.robust.smps import optimum, solved

from reshore.errors import DataError, ReshoreError, UsageError
from reshore.footprint.design import design
from reshore.robust.export import export_programs
from reshore.robust.futures import Futures
from reshore.robust.solve import robust_design

WAGE = row("wage", "sites", "fixed_cost", "multiply", "1.5", probability=0.25, where="site = 'near'")
SURGE = row("surge", "demands", "quantity", "multiply", "1.6", probability=0.3)
RANGED = {"rule": "some", "measure": "units", "activity": "make", "sense": ">=", "limit": 20}


@pytest.fixture(scope="module")
def changing():
    """Return a model with futures that change costs of both stages, right-hand sides, entries and bounds."""
    lanes = made()["lanes"].to_dicts()
    tables = {
        "lanes": [{**lanes[0], "capacity": 40}, *lanes[1:]],
        "products": [{"product": "good", "value": 40}, {"product": "part", "value": 2}],
        "boms": [{"product": "good", "component": "part", "quantity": 1}],
        "supplies": [
            {"site": site, "product": "part", "unit_cost": 1, "capacity": 90} for site in ("far", "near")
        ],
    }
    jam = [
        row("jam", table, column, "multiply", factor, order=order, probability=0.2)
        for order, (table, column, factor) in enumerate(
            [
                ("lanes", "capacity", "0.5"),
                ("processes", "hours_per_unit", "1.3"),
                ("supplies", "unit_cost", "3"),
                ("supplies", "capacity", "0.6"),
            ],
            1,
        )
    ]
    return made(periods=TWO, rules=[RANGED], scenarios=[WAGE, SURGE, *jam], **tables)


@pytest.fixture(scope="module")
def exported(changing, tmp_path_factory):
    """Return the folder with all files, and what the best plan for all futures costs."""
    folder = tmp_path_factory.mktemp("files") / "new"
    futures = Futures.of_scenarios(changing)
    assert export_programs(changing, futures, folder) == ""
    return folder, robust_design(changing, futures, **EXACT)


def test_the_extensive_form(exported):
    """Its optimum and what no plan changes are the expected cost."""
    folder, plan = exported
    told = pl.read_csv(folder / "futures.csv")
    constant = (told["probability"] * told["constant"]).sum()
    assert solved(folder / "extensive.mps") + constant == pytest.approx(plan.objective, rel=1e-6)


def test_each_future_alone(exported, changing):
    """Each file has the program of one future, whose optimum is what `design` finds for it."""
    folder, _ = exported
    for file, name, _, constant in pl.read_csv(folder / "futures.csv").iter_rows():
        alone = design(changing, scenario="" if name == "base" else name, gap=1e-7, threads=1)
        assert solved(folder / file) + constant == pytest.approx(alone.objective, rel=1e-6)


def test_smps(exported):
    """The extensive form of what the three files say has the same optimum."""
    folder, plan = exported
    told = pl.read_csv(folder / "futures.csv")
    constant = (told["probability"] * told["constant"]).sum()
    assert optimum(folder) + constant == pytest.approx(plan.objective, rel=1e-6)
    text = (folder / "futures.sto").read_text()
    for part in (
        " SC FUTURE0004  'ROOT'  0.2  STAGE2",
        "RHS_V",
        " UP BOUND",
        "SCENARIOS     DISCRETE",
        "ENDATA",
    ):
        assert part in text
    assert sorted(path.name for path in folder.iterdir() if "read" not in path.name) == [
        *("extensive.mps", "future_0001.mps", "future_0002.mps", "future_0003.mps", "future_0004.mps"),
        *("futures.cor", "futures.csv", "futures.sto", "futures.tim"),
    ]


def test_other_shapes(tmp_path):
    """A future without one of the lanes has no SMPS, which is said; the other files are there."""
    gone = {"scenario": "gone", "table": "lanes", "where": "lane = 'far-east'", "action": "delete"}
    model = made(scenarios=[{**gone, "probability": 0.5}])
    told = export_programs(model, Futures.of_scenarios(model), tmp_path)
    assert told == "the program of future 'gone' differs from that of 'base' in which columns there are"
    assert {path.suffix for path in tmp_path.iterdir()} == {".mps", ".csv"}


def test_folders_in_the_way(tmp_path, model, futures):
    """What is in the folder stays, and a file is none."""
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        export_programs(model, futures, tmp_path)
    with pytest.raises(ReshoreError, match="can't be written"):
        export_programs(model, futures, tmp_path / "mine")


def test_futures_that_make_no_sense(tmp_path):
    """A future without a site is refused as in a design."""
    model = made(scenarios=[row("s", "demands", "quantity", "set", "-1", probability=0.5)])
    with pytest.raises(DataError, match="future 's'"):
        export_programs(model, Futures.of_scenarios(model), tmp_path)
