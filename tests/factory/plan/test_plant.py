"""Plants from tables to a result, and back into tables that `design` reads."""

from __future__ import annotations

from threading import Event

import polars as pl
import pytest
from tests.factory.plan.plants import tables

from reshore.errors import DataError, StoppedError, UsageError
from reshore.factory.plan.plant import plant
from reshore.factory.plan.record import is_plant, load_plant, load_plant_model, save_plant
from reshore.factory.plan.rows import with_rows
from reshore.factory.plan.write import write_rows
from reshore.footprint.design import design
from reshore.plan.record import save_run
from reshore.tables.load import load

WEEKS = 8766 / 168


@pytest.fixture(scope="module")
def result(pumps):
    """Return the plant of pumps at 100 a week."""
    return plant(pumps, "brno", "pump", "100/week", precision=0.02, most=8)


def figure(result, name):
    """Return a key figure."""
    return result.summary().row(by_predicate=pl.col("figure") == name)[1]


def test_the_rate_is_reached(result):
    """The plant makes what it was made for, by Little's law with as many inside as it takes them time."""
    (product,) = result["products"].iter_rows(named=True)
    assert result.facts["reached"]
    assert product["throughput"] == pytest.approx(100.0, rel=0.01)
    gone = product["throughput"] + product["scrap"]
    assert product["inside"] == pytest.approx(gone * product["lead_mean"] / 168, rel=0.02)
    assert repr(result).startswith("<Plant of test, base, pump at brno: ")


def test_means_are_met(result):
    """Loads, people and power by means are those of the simulation."""
    planned = dict(result["stations"].select("group", "load").iter_rows())
    simulated = dict(result["shares"].select("group", "load").iter_rows())
    assert simulated == pytest.approx(planned, rel=0.04)
    need = dict(result["limits"].select("resource", "need").iter_rows())
    assert result["power"]["mean"].max() == pytest.approx(need["power"], rel=0.06)
    assert result["power"]["mean"].min() == 5.5


def test_costs_add_up(result):
    """People are paid for open hours and absence, energy for the profile, floor for its square metres."""
    costs = result["costs"].group_by("cost").agg(pl.col("amount").sum(), pl.col("investment").sum())
    amount = dict(costs.select("cost", "amount").iter_rows())
    assert amount["people"] == pytest.approx((4 + 1) * 75 / 0.9 * WEEKS * 0.02)
    assert amount["energy"] == pytest.approx(result["power"]["mean"].mean() * 8766 * 0.0001)
    assert amount["floor"] == pytest.approx(result.facts["floor"]["area"] * 0.05)
    assert dict(costs.select("cost", "investment").iter_rows())["stations"] == 20 + 200 + 20
    assert figure(result, "investment") == 290.0
    assert amount["stations"] + amount["areas"] == pytest.approx(290 * 0.08 / (1 - 1.08**-10))
    assert figure(result, "cost of a unit") == pytest.approx(
        sum(amount.values()) / (result["products"]["throughput"][0] * WEEKS)
    )


@pytest.mark.parametrize("with_", [(), ("motor",)])
def test_the_loop_closes(pumps, with_):
    """`design` on the model with the plant's rows makes what the simulation made, no more and no less."""
    found = plant(pumps, "brno", "pump", "100/week", with_=with_, learning=1.0, precision=0.02, most=8)
    made = found["products"]["throughput"][0] * WEEKS
    changed = with_rows(pumps, found.rows())
    assert changed["processes"].filter(pl.col("product") == "pump").height == 1
    plan = design(changed, gap=0.0)
    units = plan["production"].filter(pl.col("product") == "pump")["units"].to_list()
    assert units == pytest.approx([made, made])
    energy = plan["production"].filter(pl.col("product") == "pump")["energy"][0]
    work = figure(found, "power, mean") - found["costs"].filter(item="idle")["amount"][0] / 8766 / 0.0001
    if not with_:
        assert energy == pytest.approx(work * 8766, rel=0.03)
        assert plan["production"]["labour_hours"][0] == pytest.approx(5 * 75 / 0.9 * WEEKS)


def test_a_ramp(pumps, result):
    """With learning, the first year makes what the ramp's months add up to."""
    plan = design(with_rows(pumps, result.rows()), gap=0.0)
    first, second = plan["production"].filter(pl.col("product") == "pump")["units"].to_list()
    full = result["products"]["throughput"][0] * WEEKS
    shares = [*result["ramp"]["share"], *[1.0] * 12][:12]
    assert second == pytest.approx(full)
    assert first == pytest.approx(full * sum(shares) / 12, rel=0.01)
    assert first < 0.95 * full


def test_what_a_process_keeps(pump_model):
    """Origin, labels and recipe of the process that a plant replaces stay."""
    kept = {"origin": "motor", "labels": "ours", "minimum": 5.0}
    model = pump_model(processes=[tables()["processes"][0] | kept])
    found = plant(model, "brno", "pump", "100/week", precision=0.05, most=2)
    (row,) = found["processes"].iter_rows(named=True)
    assert {name: row[name] for name in kept} == kept
    assert (row["resource"], row["scrap"], row["source"]) == ("pump_line", "0.001", "plant_brno_pump")


def test_the_largest_rate(pump_model):
    """With power for so many cells, no more is made than that gives, and it is told what binds."""
    building = tables()["buildings"][0] | {"power": 130.0}
    found = plant(pump_model(buildings=[building]), "brno", "pump", "max", precision=0.02, most=8)
    assert "power" in found.facts["binds"]
    assert found["limits"].filter(pl.col("binds"))["resource"].to_list() == ["power"]
    visits = 1.11 / 0.999
    most = (130 - 5) * 75 / (visits * 20.3)
    made = found["products"]["throughput"][0]
    assert 0.8 * most < made < most
    assert found["power"]["peak"].max() <= 130.0
    assert figure(found, "floor left") > 0


def test_people_bind(pumps):
    """With few people, fewer are on shift and less is made than without that limit."""
    found = plant(pumps, "brno", "pump", "max", people=7, precision=0.02, most=8)
    assert found.facts["binds"] == ["people"]
    assert figure(found, "people on shift") == 7.0
    short = plant(pumps, "brno", "pump", "600/week", people=7, precision=0.05, most=4)
    assert not short.facts["reached"]
    assert "people" in short.facts["binds"]
    assert figure(short, "people left") < 0


def test_places_are_added(pump_model):
    """Where units block each other, places for them are added until the rate is reached, and each is told."""
    stations = [row | {"buffer": 0} if "buffer" in row else row for row in tables()["stations"]]
    hours = {"assemble": "exponential(0.5)", "test": "exponential(1)", "pack": "0.1"}
    routings = [row | {"hours": hours.get(row["task"], "1")} for row in tables()["routings"]]
    model = pump_model(stations=stations, routings=routings)
    found = plant(model, "brno", "pump", "110/week", load=1.0, precision=0.03, most=8)
    changes = found["changes"]
    assert found.facts["reached"]
    assert changes["lack"].to_list() == ["places"] * (changes.height - 1) + [None]
    assert changes["change"][0] == "1 more place"
    assert changes["throughput"].is_sorted()
    assert found["stations"].filter(group="pump/test")["buffer"][0] == changes.height - 1


def test_stations_are_added(pump_model):
    """Where repairs wait for each other and servers have no time left, stations are added."""
    crew = tables()["buildings"][0] | {"crews": 1}
    slow = {"hours_between_failures": 60.0, "hours_to_repair": 14.0}
    stations = [row | slow if row["station"] == "cell" else row for row in tables()["stations"]]
    calendars = [row | {"days": "mon tue wed thu fri sat sun"} for row in tables()["calendars"]]
    model = pump_model(
        stations=[{key: row[key] for key in row if key != "buffer"} for row in stations],
        buildings=[crew],
        calendars=calendars,
    )
    found = plant(model, "brno", "pump", "600/week", load=1.0, precision=0.03, most=64)
    changes = found["changes"]
    assert found.facts["reached"]
    assert set(changes["lack"].to_list()[:-1]) == {"stations"}
    assert set(changes["place"].to_list()[:-1]) == {"pump/test"}


def test_sweeps_share_their_luck(pumps):
    """Each value has its line, and the value of the tables gives the plant itself."""
    swept = "buildings:: power: 400, 300"
    longer = "routings: task = 'test': hours: 1, 1.5"
    found = plant(pumps, "brno", "pump", "100/week", sweep=[swept, longer], precision=0.02, most=8)
    sweep = found["sweep"]
    assert sweep["value"].to_list() == ["400", "300", "1", "1.5"]
    assert sweep["throughput"][0] == sweep["throughput"][2] == found["products"]["throughput"][0]
    assert sweep["lead_mean"][3] > sweep["lead_mean"][2]
    assert sweep["unit_cost"][3] > sweep["unit_cost"][2]


def test_the_same_seed(pumps, result):
    """The same seed gives the same frames, another one others."""
    again, other = (
        plant(pumps, "brno", "pump", "100/week", precision=0.02, most=8, seed=seed) for seed in (0, 1)
    )
    assert all(frame.equals(again[name]) for name, frame in result.frames.items())
    assert not result["products"].equals(other["products"])


def test_runs(pumps, result, tmp_path):
    """A plant is kept with its model, and read back the same; other runs are none."""
    path = save_plant(result, pumps, tmp_path)
    read = load_plant(path)
    assert all(frame.equals(read[name]) for name, frame in result.frames.items())
    assert (read.title, read.facts, read.options) == (result.title, result.facts, result.options)
    assert load_plant_model(path)["routings"].equals(pumps["routings"])
    assert is_plant(path)
    other = save_run(design(pumps), pumps, tmp_path)
    assert not is_plant(other)
    with pytest.raises(UsageError, match="is no plant"):
        load_plant(other)


def test_rows_are_written(pumps, result, tmp_path):
    """The rows are files of a model: with the others of it, they are read again."""
    write_rows(result.rows(), tmp_path / "rows", run="run-7")
    assert sorted(path.name for path in (tmp_path / "rows").iterdir()) == [
        "processes.csv",
        "resources.csv",
        "sources.csv",
    ]
    for name, frame in pumps.frames.items():
        if frame.height and name != "processes":
            frame.write_csv(tmp_path / "rows" / f"{name}.others.csv")
    read = load(tmp_path / "rows")
    assert read["processes"].equals(result["processes"])
    assert "plant run run-7" in read["sources"]["title"].to_list()
    with pytest.raises(UsageError, match="is there already"):
        write_rows(result.rows(), tmp_path / "rows")


@pytest.mark.parametrize(
    "option",
    [
        {"load": 0.0},
        {"load": 1.2},
        {"absence": 1.0},
        {"people": 0},
        {"seconds": 0.0},
        {"feed_weight": -1.0},
        {"learning": 0.4},
        {"precision": 0.0},
        {"most": 1},
        {"release": "often"},
        {"scenario": "none"},
        {"sweep": ["nonsense"]},
    ],
)
def test_wrong_options(pumps, option):
    """Options out of their range are wrong usage."""
    with pytest.raises(UsageError):
        plant(pumps, "brno", "pump", "100/week", **option)


def test_too_small_for_any_rate(pump_model):
    """A building too small for areas and one station each is told with how much it lacks."""
    building = tables()["buildings"][0] | {"length": 12.0, "docks": None, "feeds": None}
    model = pump_model(buildings=[building])
    with pytest.raises(DataError, match="limit of floor: 18 m are needed at any rate, and there are 12"):
        plant(model, "brno", "pump", "max")
    found = plant(model, "brno", "pump", "20/week", precision=0.05, most=4)
    assert found.facts["binds"] == ["floor"]
    assert figure(found, "floor left") == -6.0


def test_it_can_be_stopped(pumps):
    """Once cancelled, it stops."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        plant(pumps, "brno", "pump", "100/week", cancel=cancel)


def test_progress_is_told(pumps):
    """Each stage tells its replications."""
    told = []
    plant(
        *(pumps, "brno", "pump", "100/week"),
        sweep=["buildings:: cost: 1"],
        precision=0.05,
        most=4,
        on_progress=lambda *said: told.append(said),
    )
    assert {stage for stage, *_ in told} == {"Plant", "cost of buildings = 1"}
    assert all(0 <= done <= count == 4 for _, done, count in told)
