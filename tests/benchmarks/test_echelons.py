"""The seeded chain of echelons is a sound model of about the size asked for; sites and lines matter in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from benchmarks.assortment import YEARS
from benchmarks.echelons import FIXED, Echelons
from benchmarks.instances import write

import reshore
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp.highs import solve
from reshore.lp.solution import Options

CHOSEN = {"site_fixed", "site_opening", "site_closing", "module", "module_fixed", "write_off"}


def program_of(chain, folder):
    """Return the program of a chain."""
    model = reshore.load(write(chain.tables(), folder / "chain"))
    return FootprintProgram.of(Network.of(model)).program


@pytest.mark.parametrize(("columns", "within"), [(20_000, 0.15), (100_000, 0.05)])
def test_size_is_about_as_asked(columns, within, tmp_path):
    """The program has the columns asked for, the nearer the larger it is."""
    assert program_of(Echelons(columns, 3), tmp_path).shape[1] == pytest.approx(columns, rel=within)


@pytest.mark.parametrize("stocks", [False, True])
def test_nothing_has_to_be_short(stocks, tmp_path):
    """Without whole numbers all demand is served, whether or not goods are held and under way."""
    program = program_of(Echelons(8_000, 1, stocks), tmp_path)
    relaxed = replace(program, integer=np.zeros_like(program.integer))
    solution = solve(relaxed, Options(extra={"solver": "ipm", "run_crossover": "off"}))
    short = program.columns["short"]
    assert solution.x[short.offset : short.offset + short.size].sum() == pytest.approx(0, abs=1e-2)


@pytest.mark.parametrize(("stocks", "gap"), [(False, 0.03), (True, 0.1)])
def test_a_good_plan_chooses_sites_and_adds_lines(stocks, gap, tmp_path):
    """10 to 40 % of the cost is that of sites and lines; candidates open, and some open sites close."""
    model = reshore.load(write(Echelons(3_500, 1, stocks).tables(), tmp_path / "chain"))
    plan = reshore.design(model, gap=gap, threads=1, method="direct")
    chosen = plan.frames["costs"].filter(pl.col("cost").is_in(CHOSEN))["present_value"].sum()
    assert 0.1 < chosen / plan.objective < 0.4
    assert plan.frames["service"].select(pl.sum("short") / pl.sum("demand")).item() < 0.02
    assert plan.frames["capacity"]["modules_ordered"].sum() > 0
    assert plan.frames["sites"]["started"].sum() > 0
    assert plan.frames["sites"]["stopped"].sum() > 0
    assert (plan.frames["stock"].height > 0) == stocks


def test_what_runs_is_enough_for_the_first_year():
    """Lines and warehouses that run can take the first year's demand, and all together the last year's."""
    for seed in range(20):
        model = Echelons(20_000, seed)
        tables = model.tables()
        running = tables["sites"].filter(status="open")
        assert running["throughput"].sum() >= model.needs[2][:, 0].sum()
        assert tables["sites"]["throughput"].sum() >= model.needs[2][:, -1].sum()
        for kind, level in (("maker", 1), ("assembler", 2)):
            lines = tables["resources"].filter(pl.col("site").str.starts_with(kind))
            rate = (
                tables["processes"]
                .join(lines, on=["site", "resource"])
                .group_by("site")
                .agg(pl.max("hours_per_unit"))
            )
            least = lines.join(rate, on="site").with_columns(
                made=pl.col("installed") * pl.col("hours_per_year") / pl.col("hours_per_unit"),
                most=pl.col("maximum") * pl.col("hours_per_year") / pl.col("hours_per_unit"),
            )
            assert least["made"].sum() >= model.needs[level][:, 0].sum()
            assert least["most"].sum() >= model.needs[level][:, -1].sum()


def test_every_good_is_made_used_and_bought():
    """All goods of the bill of materials have a use, two plants that run, and four suppliers where bought."""
    model = Echelons(50_000, 2)
    tables = model.tables()
    running = tables["sites"].filter(status="open").select("site")
    makers = tables["processes"].join(running, on="site").group_by("product").len()
    parts, components, products = model.goods
    assert set(makers["product"]) == {*components.names, *products.names}
    assert makers["len"].min() >= 2
    assert set(tables["boms"]["component"]) == {*parts.names, *components.names}
    assert set(tables["demands"]["product"]) == set(products.names)
    assert tables["supplies"].group_by("product").len()["len"].to_list() == [4] * len(parts.names)
    assert tables["demands"].group_by("market", "product").len()["len"].unique().to_list() == [YEARS]


def test_the_seed_decides_everything():
    """The same seed draws the same tables, another one others; stock changes lanes and stocks alone."""
    first, again, other = (Echelons(10_000, seed).tables() for seed in (1, 1, 2))
    assert all(first[name].equals(again[name]) for name in first)
    assert not first["demands"].equals(other["demands"])
    held = Echelons(10_000, 1, stocks=True).tables()
    assert held.keys() - first.keys() == {"stocks"}
    assert all(held[name].equals(first[name]) for name in first.keys() - {"lanes"})
    assert held["lanes"].equals(first["lanes"].drop("days"))
    warehouses = {site for site in held["sites"]["site"] if site.startswith(tuple(FIXED)[-1])}
    assert set(held["stocks"]["site"]) == warehouses
