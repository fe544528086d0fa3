"""The reference case is sound, says where each number comes from, and is made anew by its scripts."""

from __future__ import annotations

import filecmp
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from reshore.risk import laws
from reshore.tables import cross, schema
from reshore.tables.cross.hazards import EFFECTS
from reshore.tables.load import load
from reshore.tables.scenario import apply

if TYPE_CHECKING:
    from reshore.tables.model import Model

EXAMPLE = Path(__file__).parents[2] / "examples" / "gb200"


@pytest.fixture(scope="module")
def model() -> Model:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def cited(model: Model) -> pl.DataFrame:
    """Every row of the case but the sources': its table and number, the grades of its sources, its note."""
    grades = dict(model["sources"].select("source", "grade").iter_rows())
    return pl.concat(
        model[table]
        .with_row_index("row", offset=2)
        .select(
            pl.lit(table).alias("table"),
            "row",
            pl.col("source").fill_null("").str.split(" ").alias("sources"),
            "note",
        )
        for table in schema.tables()
        if table != "sources" and model[table].height
    ).with_columns(
        grades=pl.col("sources").list.eval(pl.element().replace_strict(grades, default=None)),
    )


def test_every_row_has_a_source(cited: pl.DataFrame) -> None:
    bare = cited.filter(pl.col("sources").list.contains(""))
    assert bare.select("table", "row").rows() == []


def test_what_rests_on_an_estimate_has_a_note(cited: pl.DataFrame) -> None:
    guessed = cited.filter(pl.col("grades").list.contains("E"), pl.col("note").fill_null("") == "")
    assert guessed.select("table", "row").rows() == []


def test_every_source_is_used(model: Model, cited: pl.DataFrame) -> None:
    used = set(cited["sources"].explode())
    assert sorted(set(model["sources"]["source"]) - used) == []


def test_no_level_is_worth_less_than_its_parts(model: Model) -> None:
    value = dict(model["products"].select("product", "value").iter_rows())
    parts = model["boms"].select(
        "product", worth=pl.col("quantity") * pl.col("component").replace_strict(value)
    )
    added = parts.group_by("product").agg(
        pl.col("product").first().replace_strict(value).alias("value"), pl.col("worth").sum()
    )
    assert added.filter(pl.col("value") < pl.col("worth") - 1e-9).rows() == []


def test_a_rack_holds_what_its_maker_says(model: Model) -> None:
    per = {(p, c): q for p, c, q in model["boms"].select("product", "component", "quantity").iter_rows()}
    boards = per["nvl72", "tray"] * per["tray", "board"]
    assert (per["nvl72", "tray"], per["nvl72", "switch_tray"], per["nvl72", "power_shelf"]) == (18, 9, 8)
    assert (boards * per["board", "cpu"], boards * per["board", "gpu"]) == (36, 72)


def test_china_has_just_over_seventy_per_cent_of_value_added_at_the_start(model: Model) -> None:
    value = dict(model["products"].select("product", "value").iter_rows())
    country = dict(model["sites"].select("site", "country").iter_rows())
    kits = {p: c for p, c in model["boms"].select("product", "component").iter_rows() if c.endswith("_kit")}
    today = model["baseline"].filter(
        pl.col("activity") == "make", pl.col("product").is_in(["phone", "computer", "server", "ev"])
    )
    added = {"CHN": 0.0, "other": 0.0}
    for site, product, units in today.select("site", "product", "value").iter_rows():
        place = "CHN" if country[site] == "CHN" else "other"
        added[place] += units * (value[product] - value[kits[product]])
    assert 0.70 <= added["CHN"] / sum(added.values()) <= 0.76


def test_what_holds_a_controlled_chip_is_controlled(model: Model) -> None:
    """Every process passes the label on from the components that hold GPUs, and no other good has it."""
    parts = model["boms"].group_by("product").agg("component").rows_by_key("product", unique=True)
    holders = {"gpu"}
    while more := {product for product, (of,) in parts.items() if holders & {*of}} - holders:
        holders |= more
    for product, labels in model["processes"].select("product", pl.col("labels").fill_null("")).iter_rows():
        entries = labels.split()
        assert ("controlled" in entries) == (product == "gpu")
        passing = {entry.split(":")[0] for entry in entries if entry.endswith(":controlled")}
        assert passing == holders & {*parts.get(product, ([],))[0]}
    assert holders == {"gpu", "board", "tray", "nvl72"}


def test_the_case_would_let_china_build_racks_but_for_the_rule(model: Model) -> None:
    """China has a process for racks and a way for trays: the export control is what keeps them apart."""
    country = dict(model["sites"].select("site", "country").iter_rows())
    racks = model["processes"].filter(product="nvl72")["site"].to_list()
    assert "CHN" in {country[site] for site in racks}
    carried = model["lanes"].filter(pl.col("family") == "tray")["destination"].to_list()
    assert "CHN" in {country[site] for site in carried}


def test_duties_that_came_after_the_decision_are_charged_in_no_base_case(model: Model) -> None:
    """Duties from after the base date have rates of zero, apart from the base layer."""
    later = model["duties"].filter(pl.col("from") > model.settings["base_date"], pl.col("layer") != "mfn")
    assert later.height
    assert later.filter(pl.col("ad_valorem") > 0).rows() == []


def test_layers_that_are_zero_are_set_by_a_scenario(model: Model) -> None:
    """A layer that charges nothing is there for a scenario that names it."""
    duties = model["duties"].group_by("layer").agg(pl.col("ad_valorem").max()).filter(ad_valorem=0)
    written = " ".join(model["scenarios"].filter(table="duties")["where"].drop_nulls())
    assert [layer for layer in duties["layer"] if f"'{layer}'" not in written] == []


def test_opening_stock_says_where_it_comes_from(model: Model) -> None:
    """What is in stock at the start has a provenance."""
    bare = model["stocks"].filter(pl.col("opening") > 0, pl.col("provenance").is_null())
    assert bare.select("site", "product").rows() == []


def test_scenarios_apply(model: Model) -> None:
    names = model["scenarios"]["scenario"].unique().sort().to_list()
    assert names == sorted(
        (
            *("as_is", "drift_down", "drift_up", "freight_shock", "no_guadalajara", "surge"),
            *("tariffs_2025", "tariffs_2026", "universal_tariff", "taiwan_tariff", "mexico_out"),
            *("strict_sovereignty", "sovereignty_everywhere", "licence_stays", "carbon_cut"),
            *("china_60", "china_65", "china_75", "no_duties", "no_policy", "no_sovereignty"),
            *("plant_1000", "plant_2000", "plant_narrow", "plant_narrow_1000", "plant_modules"),
        )
    )
    for name in names:
        changed = apply(model, name)
        assert any(not changed[table].equals(frame) for table, frame in model.frames.items())


def test_all_that_is_said_to_go_wrong_can(model: Model) -> None:
    """Hazards can be read, hit something, and have a way round each passage; sites recover some day."""
    found = cross.warnings(model.frames, model.settings, lambda table, row, column: f"{table} {row} {column}")
    assert [fault for fault in found if fault.place.startswith("hazards")] == []
    assert laws.faults(model) == []
    assert {effect for effect in EFFECTS if model["hazards"].filter(effect=effect).height} == {*EFFECTS}
    assert model["sites"].filter(pl.col("time_to_recover").fill_null(0) <= 0).height == 0


def test_demands_come_from_their_script(tmp_path: Path) -> None:
    write("build_demands", tmp_path)
    assert filecmp.cmp(EXAMPLE / "demands.csv", tmp_path / "demands.csv", shallow=False)


def test_lanes_come_from_their_script(tmp_path: Path) -> None:
    pytest.importorskip("searoute", reason="searoute, which the ways by sea come from, is not installed")
    write("build_lanes", tmp_path)
    for name in ("lanes.csv", "detours.csv"):
        assert filecmp.cmp(EXAMPLE / name, tmp_path / name, shallow=False)


def write(name: str, folder: Path) -> None:
    """Run a script of the example, as its README says."""
    runpy.run_path(str(EXAMPLE / "authoring" / f"{name}.py"))["main"](folder)
