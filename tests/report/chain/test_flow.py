"""The flow of value of a small chain, by hand; what goes into a node and is added there comes out of it."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.report.chain import flow as module
from reshore.report.chain.flow import value_flow
from reshore.report.chain.stages import MARKET


def node(flow, *key):
    level, family, country = key
    return flow.nodes.row(
        by_predicate=(pl.col("level") == level)
        & (pl.col("family") == family)
        & (pl.col("country") == country),
        named=True,
    )


def test_links_of_the_chain(chain_plan, chain_model):
    """Chips reach Mexico by origin, although they all come from the hub; boards go to two markets."""
    links = {row[:-1]: row[-1] for row in value_flow(chain_plan, chain_model).links.iter_rows()}

    assert links == {
        (1, "silicon", "TWN", 0, "board", "MEX"): pytest.approx(750.0),
        (1, "silicon", "KOR", 0, "board", "MEX"): pytest.approx(250.0),
        (0, "board", "MEX", MARKET, "", "USA"): pytest.approx(2000.0),
        (0, "board", "MEX", MARKET, "", "FRA"): pytest.approx(300.0),
    }


def test_what_goes_in_and_is_added_comes_out(chain_plan, chain_model):
    """Components less scrap and value added make what is made; what isn't given on is in stock."""
    made = node(value_flow(chain_plan, chain_model), 0, "board", "MEX")

    assert made["components"] == pytest.approx(made["received"]) == pytest.approx(1000.0)
    assert made["scrapped"] == pytest.approx(40.0)
    assert made["value_added"] == pytest.approx(1440.0)
    assert made["made"] == pytest.approx(1000.0 - 40.0 + 1440.0)
    assert made["made"] - made["given"] == pytest.approx(2 * 50.0)


def test_nothing_is_lost_between_nodes(chain_plan, chain_model):
    """Every component used was bought or made somewhere, and every market receives what it is sold."""
    flow = value_flow(chain_plan, chain_model)

    assert flow.nodes["received"].sum() == pytest.approx(flow.nodes["given"].sum())
    assert node(flow, 1, "silicon", "TWN")["bought"] == pytest.approx(750.0)
    assert node(flow, MARKET, "", "FRA")["received"] == pytest.approx(300.0)


@pytest.mark.parametrize(("table", "given"), [("products", 2250.0), ("demands", 750.0)])
def test_values_are_those_of_the_scenario(chain_plan, chain_model, make_plan, monkeypatch, table, given):
    """A scenario counts where it changes what values or recipes say, and only there."""
    scenarios = chain_model["scenarios"]
    row = dict.fromkeys(scenarios.columns) | {"scenario": "dear", "table": table}
    model = chain_model.with_frames(scenarios=pl.DataFrame([row], schema=scenarios.schema))
    dear = model.with_frames(products=model["products"].with_columns(pl.col("value") * 3))
    monkeypatch.setattr(module, "apply", lambda *_: dear)
    plan = make_plan(scenario="dear", frames=dict(chain_plan.frames))

    assert node(value_flow(plan, model), 1, "silicon", "TWN")["given"] == pytest.approx(given)
