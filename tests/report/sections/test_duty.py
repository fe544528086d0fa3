"""The duty chart is the plan's duty at the rate of a year, and the table says on which goods it falls."""

from __future__ import annotations

import re

import polars as pl
import pytest

from reshore.report.palette import DISTINCT
from reshore.report.sections.duty import BACK, MOST, REST, section
from reshore.report.view import View

MONTHS = 3 * 9 + 12 * 2
"""Months of the horizon: 10 Chinese racks enter in each, worth 2.9 million."""


@pytest.fixture
def with_duties(plan, model, make_plan):
    """Returns a view of the plan with other duties."""
    return lambda duties: View.of(make_plan(frames={**plan.frames, "duties": duties}), model)


def rows(body: str) -> list[list[str]]:
    """Cells of the tables' rows, markup dropped."""
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", body)
    return [re.sub(r"<[^>]+>", "|", re.sub(r"</?span[^>]*>", "", row)).split("|") for row in found]


def bars(view: View) -> dict[str, dict[str, float]]:
    """Heights of the chart's bars, by series and period."""
    option = section(view).charts[0].option
    return {
        series["name"]: {
            period: bar["value"]
            for period, bar in zip(option["xAxis"]["data"], series["data"], strict=True)
            if bar
        }
        for series in option["series"]
    }


def test_bars_are_at_the_rate_of_a_year(view):
    """120 racks a year pay 2 % and 25 %: the same in a quarter as in a year; what is paid back is below 0."""
    found = bars(view)

    assert list(found) == ["s301", "mfn", BACK]
    assert section(view).charts[0].option["yAxis"]["name"] == "USD million a year"
    assert list(found["s301"].values()) == pytest.approx([120 * 2.9 * 0.25] * 11)
    assert list(found["mfn"].values()) == pytest.approx([120 * 2.9 * 0.02] * 11, abs=0.01)
    assert (found[BACK]["2024Q4"], found[BACK]["2028"]) == pytest.approx((-4 * 0.783, -0.783), abs=0.01)


def test_text_alternative_has_the_sums(view):
    label = section(view).charts[0].label.replace("\u00a0", " ")

    assert "by layer and period at the rate of a year" in label
    assert f"s301 USD {MONTHS * 29 * 0.25:.0f} million" in label
    assert "Paid back \N{MINUS SIGN}USD 8.61 million" in label


def test_a_row_says_who_charges_what_on_which_goods(view):
    first, second, back, free, total = (
        [cell for cell in row if cell] for row in rows(section(view).body.replace("\u00a0", " "))
    )
    value, words = f"{MONTHS * 29 / 1000:.2f}", "made in China, origin China"

    assert first == ["United Statesfrom China", "s301", "NVL72 rack", words, value, "25.0%", "370"]
    assert second[1:] == ["mfn", "NVL72 rack", words, value, "2.0%", "30"]
    assert back == ["United States", BACK, "NVL72 rack", words, "\N{MINUS SIGN}9"]
    assert free == [
        *("United Statesfrom Mexico", "mfn", "NVL72 rack", "made in Mexico, origin China, labelled usmca"),
        *("usmca", value, "0.0%", "0"),
    ]
    assert total == ["Total", "391"]


def test_lead_tells_what_is_paid_back_and_waived(view):
    lead = section(view).body.replace("\u00a0", " ")

    assert f"Duty of USD {MONTHS * 29 * 0.27:.0f} million falls due over the horizon" in lead
    assert "USD 8.61 million is paid back." in lead
    assert "Agreements lower or waive it on goods worth USD 1.48 billion (usmca)." in lead


def test_no_duties_no_section(plan, with_duties):
    assert section(with_duties(plan["duties"].clear())) is None


def test_nothing_but_preferences_has_no_chart(plan, with_duties):
    free = section(with_duties(plan["duties"].filter(pl.col("preference").is_not_null())))

    assert free.charts == ()
    assert "each period is at the rate of a year" not in free.body
    assert len(rows(free.body)) == 2


def test_layers_beyond_the_palette_share_a_series(plan, with_duties):
    layers = [f"l{i:02}" for i in range(len(DISTINCT) + 3)]
    line = plan["duties"].filter(pl.col("layer") == "mfn", pl.col("preference").is_null()).head(1)
    many = with_duties(pl.concat(line.with_columns(layer=pl.lit(layer)) for layer in layers))
    found = bars(many)

    assert list(found) == [*layers[: len(DISTINCT)], REST]
    assert found[REST]["2024Q4"] == pytest.approx(3 * found["l00"]["2024Q4"], abs=0.02)


def test_smaller_amounts_are_folded_away(plan, with_duties):
    line = plan["duties"].filter(pl.col("layer") == "s301").head(1)
    lines = [
        line.with_columns(layer=pl.lit(f"l{i:02}"), amount=pl.col("amount") * (i + 1))
        for i in range(MOST + 3)
    ]
    shown, folded = section(with_duties(pl.concat(lines))).body.split("<details>")

    assert len(rows(shown)) == MOST + 1
    assert [row[2] for row in rows(folded)] == ["l02", "l01", "l00"]
    assert "3 smaller amounts" in folded
    assert "Total, with the rest below" in shown
