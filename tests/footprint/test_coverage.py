"""Coverage: worked examples for each way in which demand has to be covered, and that no plan is lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.footprint.test_second_formulation import networks
from tests.footprint.trade_networks import networks as trading

from reshore.footprint.coverage import aggregations, coverage, covering_rows
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp import highs
from reshore.lp.cuts import CutLoop, extend
from reshore.lp.solution import Options, Status

NEW = {"status": "candidate", "fixed_cost": 1000}
"""A site that is opened for 1,000 a year."""


def footprint(model):
    return FootprintProgram.of(Network.of(model))


def relaxed(program):
    return replace(program, integer=np.zeros_like(program.integer))


def bounds(model):
    """Relaxation without and with rows of coverage, and the optimum."""
    written = footprint(model)
    program = written.program
    programs = (relaxed(program), extend(relaxed(program), coverage(written)), program)
    return [highs.solve(each, Options(gap=0.0)).objective for each in programs]


def made(site, product="good", hours=1):
    return {"site": site, "product": product, "resource": "line", "hours_per_unit": hours}


def plants(count, **more):
    """Plants of 8 units a year each, for one market that pays dearly for what it lacks."""
    names = [f"plant{number}" for number in range(count)]
    return {
        "sites": [{"site": name, **NEW} for name in names],
        "processes": [made(name) for name in names],
        "resources": [{"site": name, "installed": 8} for name in names],
        "lanes": [{"origin": name, "destination": "us"} for name in names],
        **more,
    }


def demands(*quantities, product="good"):
    return [
        {
            "market": "us",
            "product": product,
            "period": f"p{index}",
            "quantity": quantity,
            "shortage_cost": 1e6,
        }
        for index, quantity in enumerate(quantities, 1)
    ]


def test_plants_are_counted(small):
    """17 at 8 a plant is 2 1/8 plants; with the row, three."""
    assert bounds(small(**plants(4, demands=demands(17)))) == pytest.approx([2125, 3000, 3000])


def test_modules_are_counted_beside_what_is_installed(small):
    """An open plant of 8 and modules of 8 at 100 a year, for 27: 2 3/8 modules, so 3."""
    site = [{"site": "plant0"}]
    lines = [{"site": "plant0", "installed": 8, "module_size": 8, "module_fixed_cost": 100, "maximum": 40}]
    found = bounds(small(**plants(1, sites=site, resources=lines, demands=demands(27))))
    assert found == pytest.approx([237.5, 300, 300])


def test_products_on_one_line_are_counted_in_hours(small):
    """3 goods of 2 hours and 11 parts of 1 are 17 hours: three plants; 6 or 11 hours alone need less."""
    works = (("good", 2), ("part", 1))
    processes = [made(f"plant{number}", *work) for number in range(4) for work in works]
    model = small(
        **plants(
            4,
            processes=processes,
            products=[{"product": "good"}, {"product": "part"}],
            demands=demands(3) + demands(11, product="part"),
        )
    )
    assert bounds(model) == pytest.approx([2125, 3000, 3000])


def test_stock_is_counted_from_the_start_to_the_end(small):
    """8 in stock at the start and the end: 33 in two years is 4 1/8 plants and years of 8 units, so five."""
    stocks = [{"site": "us", "product": "good", "opening": 8}]
    model = small((12, 12), **plants(4, demands=demands(17, 16), stocks=stocks))
    assert bounds(model) == pytest.approx([4125, 5000, 5000])


def test_periods_are_counted_one_by_one_where_nothing_lasts(small):
    """9 and 17 without stock are 1 1/8 and 2 1/8 plants; two, and one more in the second year."""
    model = small((12, 12), **plants(4, demands=demands(9, 17)))
    assert bounds(model) == pytest.approx([1125 + 2125, 5000, 5000])


def test_recipes_are_counted_through(small):
    """17 goods of 2 parts, 10% of them scrapped, need 37.8 parts: at 8 a supplier, 4.7 of these, so 5."""
    names = [f"maker{number}" for number in range(7)]
    model = small(
        sites=[{"site": "plant"}, *({"site": name, **NEW} for name in names)],
        products=[{"product": "good"}, {"product": "part"}],
        boms=[{"product": "good", "component": "part", "quantity": 2}],
        processes=[{"site": "plant", "product": "good", "scrap": "0.1"}],
        supplies=[{"site": name, "product": "part", "capacity": 8} for name in names],
        lanes=[
            {"origin": "plant", "destination": "us"},
            *({"origin": name, "destination": "plant", "product": "part"} for name in names),
        ],
        demands=demands(17),
    )
    assert bounds(model) == pytest.approx([1000 * 17 * 2 / 0.9 / 8, 5000, 5000])


def test_the_recipe_that_takes_least_is_counted(small):
    """A second recipe takes 1 part: 17 parts are sure, 2 1/8 suppliers, so 3, whatever the first takes."""
    names = [f"maker{number}" for number in range(7)]
    model = small(
        sites=[{"site": "plant"}, *({"site": name, **NEW} for name in names)],
        products=[{"product": "good"}, {"product": "part"}],
        boms=[
            {"product": "good", "component": "part", "quantity": quantity, "variant": variant}
            for variant, quantity in (("rich", 2), ("lean", 1))
        ],
        processes=[{"site": "plant", "product": "good", "variant": name} for name in ("rich", "lean")],
        supplies=[{"site": name, "product": "part", "capacity": 8} for name in names],
        lanes=[
            {"origin": "plant", "destination": "us"},
            *({"origin": name, "destination": "plant", "product": "part"} for name in names),
        ],
        demands=demands(17),
    )
    assert bounds(model) == pytest.approx([2125, 3000, 3000])


def test_throughput_is_counted_where_goods_arrive(small):
    """Sites make what they like and ship 8 a year: 17 need three."""
    names = [f"plant{number}" for number in range(4)]
    model = small(
        **plants(
            4,
            sites=[{"site": name, "throughput": 8, **NEW} for name in names],
            processes=[{"site": name, "product": "good"} for name in names],
            resources=[],
            demands=demands(17),
        )
    )
    assert bounds(model) == pytest.approx([2125, 3000, 3000])


def test_goods_under_way_at_the_start_are_supply(small):
    """A quarter of a year's goods is under way, at 10 each: 17 are 13.6 made and 3.4 that come with them."""
    names = [f"plant{number}" for number in range(3)]
    tables = plants(
        3,
        sites=[{"site": name, "fixed_cost": 1000, "closing_cost": 0} for name in names],
        lanes=[{"origin": name, "destination": "us", "days": 365.25 / 4} for name in names],
        demands=demands(17),
    )
    found = bounds(small((12,), {"opening_pipeline": "steady"}, **tables))
    assert found == pytest.approx([1734, 2034, 2034])


def test_followed_components_are_counted(small):
    """17 of parts that come from two countries: 2 1/8 suppliers of 8 each, so three."""
    names = [f"maker{number}" for number in range(4)]
    origins = ["MEX", "USA", "MEX", "USA"]
    model = small(
        sites=[{"site": "plant"}, *({"site": name, **NEW} for name in names)],
        products=[{"product": "good"}, {"product": "part", "followed": True}],
        boms=[{"product": "good", "component": "part", "quantity": 1}],
        processes=[{"site": "plant", "product": "good"}],
        supplies=[
            {"site": name, "product": "part", "capacity": 8, "origin": origin}
            for name, origin in zip(names, origins, strict=True)
        ],
        lanes=[
            {"origin": "plant", "destination": "us"},
            *({"origin": name, "destination": "plant", "product": "part"} for name in names),
        ],
        demands=demands(17),
    )
    assert footprint(model).columns["use"].size == 2
    assert bounds(model) == pytest.approx([2125, 3000, 3000])


def test_a_loop_over_the_family_ends_where_nothing_is_violated(small):
    """Found when violated, the rows give the bound that they give all at once."""
    written = footprint(small(**plants(4, demands=demands(17))))
    family = covering_rows(written)
    solution = CutLoop(relaxed(written.program), [family]).solve()
    assert solution.objective == pytest.approx(3000)
    assert not len(coverage(written, solution.x).lower)


def test_every_aggregation_is_a_sum_of_rows_with_limits(rich):
    """Multipliers are positive, on rows that have a lower limit; there is one at least for each period."""
    program = footprint(rich).program
    times = aggregations(footprint(rich))
    assert times.shape[0] >= 2
    assert times.shape[1] == program.shape[0]
    assert (times.data > 0).all()
    assert np.isfinite(program.row_lower[times.indices]).all()


MANY = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def check(written):
    """No row cuts a plan off: the least of each over all plans is its limit or more."""
    program, rows = written.program, coverage(written)
    for number in range(0, len(rows.lower), 1 + len(rows.lower) // 8):
        cost = rows.matrix[[number]].toarray()[0]
        scale = np.abs(cost).max()
        found = highs.solve(replace(program, cost=cost / scale), Options(gap=0.0, time_limit=5))
        if found.status is Status.OPTIMAL:
            assert found.bound >= rows.lower[number] / scale - 1e-5
    best = highs.solve(program, Options(gap=1e-9))
    again = highs.solve(extend(program, rows), Options(gap=1e-9))
    assert again.status is best.status
    if best.status is Status.OPTIMAL:
        assert again.objective == pytest.approx(best.objective, rel=1e-6, abs=1e-4)


@MANY
@given(network=networks())
def test_no_plan_of_a_network_is_lost(network, make_model):
    """Stocks, transit, ramps, minimums and shares: the least cost is the same with the rows."""
    setting, tables = network
    check(footprint(make_model(settings=setting, **tables)))


@MANY
@given(network=trading())
def test_no_plan_of_a_network_with_trade_is_lost(network, make_model):
    """Provenances, labels and bonded sites: the same."""
    setting, tables = network
    check(footprint(make_model(settings=setting, **tables)))
