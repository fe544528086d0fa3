"""`reshore duties` shows duty by importer, layer and product, line by line, and says where there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reshore.cli.app import run
from reshore.cli.duties import _rate

if TYPE_CHECKING:
    from pathlib import Path


def shown(capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> str:
    """Return what the command prints for the newest run, with blanks put together."""
    assert run(["duties", "latest", *options]) == code
    captured = capsys.readouterr()
    return " ".join((captured.out + captured.err).split())


def read(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    """Return what the command writes as JSON."""
    assert run(["duties", "latest", *options, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def taxed(pumps: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Design the tutorial's model: the United States charge all goods, and Czech goods once more."""
    (pumps / "duties.csv").write_text(
        "layer,kind,importer,origin,ad_valorem\nmfn,base,USA,,0.025\nextra,additional,USA,CZE,0.01\n"
    )
    assert run(["design", "pumps", "--gap", "0"]) == 0
    capsys.readouterr()
    return pumps


def test_duty_by_year_importer_layer_and_product(taxed: Path, capsys: pytest.CaptureFixture[str]):
    """15,000 pumps worth 600 enter in 2026: 9 million, of which 2.5 % and, from Czechia, 1 % are due."""
    text = shown(capsys)
    assert "year importer layer product preference EUR million EUR thousand" in text
    assert "2026 USA mfn pump 9.0 225" in text
    assert "In all: EUR" in text
    assert "paid, EUR 0 paid back." in text
    found = read(capsys)
    assert found["currency"] == "EUR"
    first, second = found["duties"][:2]
    value = first["value"]
    assert first == {
        "year": "2026",
        "importer": "USA",
        "layer": "mfn",
        "product": "pump",
        "preference": None,
        "amount": pytest.approx(0.025 * value),
        "paid": pytest.approx(0.025 * value),
        "paid_back": 0.0,
        "value": pytest.approx(9e6),
        "units": pytest.approx(15_000),
    }
    assert (second["layer"], second["amount"]) == ("extra", pytest.approx(0.01 * value))


def test_groups_years_and_lines(taxed: Path, capsys: pytest.CaptureFixture[str]):
    """Columns are asked for with commas or one by one."""
    rows = read(capsys, "--by", "family,goods_origin", "--by", "event", "--year", "2026")["duties"]
    assert [(row["year"], row["goods_origin"], row["event"]) for row in rows] == [("2026", "CZE", "entry")]
    assert rows[0]["amount"] == pytest.approx(0.035 * rows[0]["value"])
    assert "year" not in read(capsys, "--by", "period")["duties"][0]
    lines = read(capsys, "--lines", "--year", "2026")["duties"]
    assert [(line["layer"], line["ad_valorem"], line["place"]) for line in lines] == [
        ("extra", 0.01, "houston"),
        ("mfn", 0.025, "houston"),
    ]
    text = shown(capsys, "--lines", "--year", "2026")
    assert "importer exporter product provenance layer rate units customs_value amount" in text
    assert "mfn 2.5% 15,000 600 225,000" in text


def test_wrong_usage(taxed: Path, capsys: pytest.CaptureFixture[str]):
    """Unknown columns and years, and groups of what isn't grouped, are told."""
    assert "no grouping by 'continent'; there are event" in shown(capsys, "--by", "continent", code=2)
    assert "there are 2026, 2027, 2028" in shown(capsys, "--year", "1999", code=2)
    assert "leave out --by" in shown(capsys, "--lines", "--by", "layer", code=2)


def test_a_plan_without_duties_says_so(pumps: Path, capsys: pytest.CaptureFixture[str]):
    """One line, however it is asked; JSON has no rows."""
    assert run(["design", "pumps"]) == 0
    capsys.readouterr()
    assert shown(capsys) == shown(capsys, "--lines") == "pumps, base has no duties."
    assert read(capsys)["duties"] == []


@pytest.mark.parametrize(
    ("ad_valorem", "per_kg", "said"),
    [(0.025, 0.0, "2.5%"), (0.0, 0.0, "0.0%"), (0.0, 0.5, "0.50/kg"), (0.1, 2.0, "10.0% + 2/kg")],
)
def test_rates_have_the_parts_that_they_charge(ad_valorem: float, per_kg: float, said: str):
    """By value, by weight, or both; nothing is 0 %."""
    assert _rate(ad_valorem, per_kg) == said


def test_what_is_paid_back_has_no_rate():
    """Its line has neither layer nor rate."""
    assert _rate(None, None) is None
