"""Processes over time: what a good unit takes, by the age of its site."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def making(small, months=(12,), **tables):
    return Network.of(small(months, **tables)).making


def test_what_a_good_unit_takes(small):
    """Scrap 20 % and rework 10 %: 1.25 gross, worked 1.375 times.

    2 hours, 3 h of labour at 4, 10 kWh at 0.2 and 0.5 kg, carbon at 40 a tonne, 6 of other cost.
    """
    row = making(
        small,
        settings={"carbon_price": 40},
        countries=[
            {"country": "MEX", "labour_rate": 4, "electricity_price": 0.2, "grid_carbon": 0.5},
            {"country": "USA"},
        ],
        processes=[
            {
                "site": "plant",
                "product": "good",
                "hours_per_unit": 2,
                "cost_per_unit": 6,
                "labour_hours": 3,
                "energy": 10,
                "scrap": "0.2",
                "rework": "0.1",
                "minimum": 70,
            }
        ],
    ).make.row(0, named=True)
    assert row["gross"] == pytest.approx(1.25)
    assert row["hours"] == pytest.approx(2 * 1.375)
    assert row["labour_hours"] == pytest.approx(3 * 1.375)
    assert row["energy"] == pytest.approx(13.75)
    assert row["carbon"] == pytest.approx(6.875)
    assert row["cost.production"] == pytest.approx(6 * 1.375)
    assert row["cost.labour"] == pytest.approx(3 * 1.375 * 4)
    assert row["cost.energy"] == pytest.approx(13.75 * 0.2)
    assert row["cost.carbon"] == pytest.approx(6.875 * 0.04)
    assert row["minimum"] == 70


def test_scrap_by_the_age_of_an_open_site(small):
    """From 40 % to none over 12 months: 30 % on average in the first half-year, 10 % in the second."""
    made = making(small, (6, 6, 6), processes=[{"site": "plant", "product": "good", "scrap": "0:0.4 12:0"}])
    assert made.make["scrap"].to_list() == pytest.approx([0.3, 0.1, 0])
    assert made.make["since"].to_list() == ["p1"] * 3
    assert not made.make["by_start"].any()


def test_scrap_by_the_start_of_a_candidate(small):
    """One line for each start and each period from then on."""
    made = making(
        small,
        (6, 6, 6),
        sites=[{"site": "plant", "status": "candidate"}],
        processes=[{"site": "plant", "product": "good", "scrap": "0:0.4 12:0"}],
    ).make
    assert made["by_start"].all()
    found = {
        (since, period): scrap for since, period, scrap in made.select("since", "period", "scrap").rows()
    }
    assert found == pytest.approx(
        {
            ("p1", "p1"): 0.3,
            ("p1", "p2"): 0.1,
            ("p1", "p3"): 0,
            ("p2", "p2"): 0.3,
            ("p2", "p3"): 0.1,
            ("p3", "p3"): 0.3,
        }
    )


def test_a_flat_profile_needs_no_starts(small):
    """A candidate whose scrap never changes has one line a period."""
    sites = [{"site": "plant", "status": "candidate"}]
    processes = [{"site": "plant", "product": "good", "scrap": "0:0.1 12:0.1"}]
    made = making(small, (6, 6), sites=sites, processes=processes).make
    assert made.select("since", "period").rows() == [("p1", "p1"), ("p1", "p2")]


def test_components_by_recipe_with_scrap(small):
    """2 boards by 0.8: 2.5; the value added leaves scrap out: 100 - 2 x 30."""
    made = making(
        small,
        products=[{"product": "good", "value": 100}, {"product": "board", "value": 30}],
        boms=[
            {"product": "good", "component": "board", "quantity": 2},
            {"product": "good", "variant": "other", "component": "board", "quantity": 9},
        ],
        processes=[{"site": "plant", "product": "good", "scrap": "0.2"}],
    )
    assert made.use.select("component", "used").rows() == [("board", pytest.approx(2.5))]
    assert made.make["value_added"].to_list() == [40]


def test_the_cheaper_recipe_is_chosen(small, solve):
    """One board at 30 or five chips at 5: chips."""
    solved = solve(
        small(
            products=[{"product": "good"}, {"product": "board"}, {"product": "chip"}],
            boms=[
                {"product": "good", "variant": "bought", "component": "board", "quantity": 1},
                {"product": "good", "variant": "own", "component": "chip", "quantity": 5},
            ],
            processes=[
                {"site": "plant", "product": "good", "variant": variant} for variant in ("bought", "own")
            ],
            supplies=[
                {"site": "plant", "product": "board", "unit_cost": 30},
                {"site": "plant", "product": "chip", "unit_cost": 5, "capacity": 300},
            ],
        )
    )
    assert solved.units("production", variant="own") == pytest.approx([60])
    assert solved.units("production", variant="bought") == pytest.approx([40])
    assert solved.objective == pytest.approx(60 * 25 + 40 * 30)


def test_numbers_change_with_the_series(small, solve):
    """Wages of 4, 6 from p2 on, 9 from p4 on."""
    series = [
        {"table": "countries", "key": "MEX", "column": "labour_rate", "period": period, "value": rate}
        for period, rate in (("p2", 6), ("p4", 9))
    ]
    solved = solve(
        small(
            (12, 12, 12, 12),
            countries=[{"country": "MEX", "labour_rate": 4}, {"country": "USA"}],
            processes=[{"site": "plant", "product": "good", "labour_hours": 1}],
            series=series,
        )
    )
    assert solved.cost("labour") == pytest.approx([400, 600, 600, 900])
