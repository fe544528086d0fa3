"""Costs of a unit follow the bill of materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.risk.reading.costs import annuity, holding, mean, standard

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model


def makes(*rows: tuple[str, str, float, float]) -> pl.DataFrame:
    """Return process, product, cost, rate."""
    return pl.DataFrame(rows, schema=["process", "product", "cost", "rate"], orient="row")


def flows(*rows: tuple[str, float, float]) -> pl.DataFrame:
    """Return product, cost, rate."""
    return pl.DataFrame(
        rows, schema={"product": pl.String, "cost": pl.Float64, "rate": pl.Float64}, orient="row"
    )


def uses(*rows: tuple[str, str, float]) -> pl.DataFrame:
    """Return process, component, quantity."""
    schema = {"process": pl.String, "component": pl.String, "quantity": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_standard_cost_is_the_least_over_all_ways():
    """A rack of 2 boards costs 5 + 2 x (3 + 4 x 1): boards are cheaper made, of chips at 1, than bought."""
    found = standard(
        makes(("k1", "rack", 5.0, 1.0), ("k2", "rack", 50.0, 1.0), ("k3", "board", 3.0, 0.0)),
        uses(("k1", "board", 2.0), ("k3", "chip", 4.0)),
        flows(("board", 9.0, 1.0), ("chip", 2.0, 1.0), ("chip", 1.0, 0.0)),
    )
    assert found == {"rack": 19.0, "board": 7.0, "chip": 1.0}


def test_standard_cost_of_what_nothing_leads_to():
    """Products made of each other, or of what nobody sells, have none."""
    made = makes(("k1", "a", 1.0, 1.0), ("k2", "b", 1.0, 1.0), ("k3", "c", 1.0, 1.0))
    assert standard(made, uses(("k1", "b", 1.0), ("k2", "a", 1.0), ("k3", "ore", 1.0)), flows()) == {}


def test_standard_cost_of_a_cycle_with_a_way_in():
    """Worn parts become good ones, and good ones worn: the cheapest way in counts."""
    made = makes(("k1", "good", 1.0, 1.0), ("k2", "worn", 0.0, 1.0))
    found = standard(made, uses(("k1", "worn", 1.0), ("k2", "good", 1.0)), flows(("good", 8.0, 1.0)))
    assert found == {"good": 8.0, "worn": 8.0}


def test_mean_cost_has_transport_and_parts():
    """3 chips bought at 2, 1 at 4, all moved at 1: (6 + 4 + 4) / 4 = 3.5. A rack of 2 costs 5 + 2 x 3.5."""
    found = mean(
        makes(("k1", "rack", 5.0, 2.0)),
        uses(("k1", "chip", 2.0)),
        flows(("chip", 2.0, 3.0), ("chip", 4.0, 1.0)),
        flows(("chip", 1.0, 4.0), ("rack", 9.0, 0.0)),
        {},
    )
    assert found == {"chip": 3.5, "rack": 12.0}


def test_mean_cost_of_what_the_plan_does_not_make():
    """A part from stock counts at its standard cost, at 0 without one."""
    made = makes(("k1", "rack", 5.0, 2.0), ("k2", "shelf", 5.0, 2.0))
    drawn = uses(("k1", "chip", 2.0), ("k2", "plank", 1.0))
    found = mean(made, drawn, flows(("chip", 3.0, 0.0)), flows(), {"chip": 3.0})
    assert found == {"rack": 11.0, "shelf": 5.0, "chip": 3.0}


@pytest.mark.parametrize(("rate", "charge"), [(0.0, 10.0), (0.1, 16.274539)])
def test_annuity(rate: float, charge: float):
    """100 over 10 years."""
    frame = pl.DataFrame({"cost": [100.0], "life": [10.0]})
    assert frame.select(annuity(pl.col("cost"), pl.col("life"), rate)).item() == pytest.approx(charge)


class Tables:
    """A moment without a plan: numbers as the tables have them."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def numbers(self, table: str, *columns: str) -> pl.DataFrame:
        """Return the table."""
        keys = {"products": ["product"], "boms": ["product", "variant", "component"]}
        return self.model[table].select(*keys[table], *columns)


def test_holding_cost_leaves_out_what_customers_own(make_model: Callable[..., Model]):
    """A rack of 100 holds 2 boards, or 3 in a variant, and 20 of each is the customer's: (100 - 60) x 0.2. A
    chip is all the customer's. A rate of a product's own goes before the general one.
    """
    rows: dict[str, Any] = {
        "products": [
            {"product": "rack", "value": 100, "holding_rate": 0.2},
            {"product": "board", "value": 30},
            {"product": "chip", "value": 20},
        ],
        "boms": [
            {"product": "rack", "component": "board", "quantity": 2},
            {"product": "rack", "variant": "big", "component": "board", "quantity": 3},
            {"product": "board", "component": "chip", "quantity": 1},
        ],
        "supplies": [{"site": "s", "product": "chip", "ownership": "consigned"}],
    }
    model = make_model(settings={"holding_rate": 0.1}, **rows)
    assert holding(Tables(model)) == pytest.approx({"rack": 8.0, "board": 1.0, "chip": 0.0})  # type: ignore[arg-type]
