"""The flow of value on the page: bars, bands and tables say the same."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.report.sections import value
from reshore.report.view import View


@pytest.fixture(scope="module")
def section(view):
    return value.section(view)


def test_bars_stand_from_components_to_markets(section):
    """Every band runs to the right, between bars that there are."""
    (series,) = section.charts[0].option["series"]
    depth = {bar["name"]: bar["depth"] for bar in series["data"]}

    assert len(depth) == len(series["data"])
    assert min(depth.values()) == 0
    assert all(depth[band["source"]] < depth[band["target"]] for band in series["links"])


def test_a_bar_says_what_goes_in_and_out(section, plan):
    """Pointing at the racks of Mexico says what value was added there, as the footprint does."""
    (series,) = section.charts[0].option["series"]
    mexico = next(bar for bar in series["data"] if bar["label"]["formatter"] == "NVL72 rack, Mexico")
    shares = plan.footprint("country", per="horizon")
    added = dict(shares.select("country", "amount").iter_rows())["MEX"] / 1e6

    assert f"Value added: USD\N{NO-BREAK SPACE}{added:.1f} billion" in mexico["tooltip"]["formatter"]
    assert "NVL72 rack" in mexico["tooltip"]["formatter"]


def test_tables_have_every_bar_and_band(section):
    """What the chart shows stands below it, with the unit of the amounts."""
    (series,) = section.charts[0].option["series"]
    stages, links = section.body.split("What goes from stage to stage as a table")

    assert stages.count('<th scope="row">') == len(series["data"])
    assert links.count('<th scope="row">') == len(series["links"])
    assert "USD billion" in stages


def test_braces_in_names_are_no_template(plan, model):
    """A name with braces is shown as it is, not filled in."""
    names = model["countries"].with_columns(name=pl.lit("{b}"))
    section = value.section(View.of(plan, model.with_frames(countries=names)))
    (series,) = section.charts[0].option["series"]

    assert not any("{b}" in bar["label"]["formatter"] for bar in series["data"])
    assert not any("{b}" in bar["tooltip"]["formatter"] for bar in series["data"])


def test_a_plan_that_sells_nothing_has_no_such_section(make_plan, plan, model):
    """Where nothing of value is used or sold there is nothing to draw."""
    frames = {name: frame.clear() if name == "service" else frame for name, frame in plan.frames.items()}

    assert value.section(View.of(make_plan(frames=frames), model)) is None
