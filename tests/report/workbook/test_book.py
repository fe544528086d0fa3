"""A run as a workbook: every value of every frame is in it, links lead somewhere, texts stay texts."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.insight.results import tradeoff, whole
from tests.report.conftest import build_model, build_plan
from tests.report.plant.plants import model as plant_model
from tests.report.plant.plants import result as plant
from tests.report.workbook.conftest import CREATED, Book, rows_of
from tests.risk.results import result as stressed

from reshore.errors import UsageError
from reshore.plan.frames import FRAMES
from reshore.report.language import LANGUAGES, speaking
from reshore.report.plant.view import PlantView
from reshore.report.view import View
from reshore.report.workbook.book import plan_sheets, plant_sheets, write_plant_workbook, write_workbook
from reshore.report.workbook.columns.plan import PLAN
from reshore.report.workbook.columns.plant import PLANT
from reshore.report.workbook.columns.stress import STRESS
from reshore.report.workbook.columns.why import WHY
from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.report.language import LanguageCode
    from reshore.report.workbook.sheet import Sheet

TRAPS = (
    *("=1+1", "+1", "-1", "@x", "{=1}", "https://example.org/a", "internal:'Index'!A1", "0.10", "1e5"),
    *("TRUE", "2025-01-01", "a\nb", " edges ", "_x0041_", "<&>\"'", "台北 \N{FACTORY}", "'quoted", "#N/A"),
)
"""Texts that a spreadsheet would like to take for something else."""


def test_every_value_of_a_plan(book: Book) -> None:
    """Each frame has a sheet with its columns in order and its values as they are."""
    plan = build_plan()
    for name, described in PLAN.items():
        header, *rows = book.sheets[described.title]
        assert len(header) == plan[name].width
        assert rows == rows_of(plan[name])
    header, *rows = book.sheets["Cost lines"]
    costs = pl.DataFrame(rows, schema=header, orient="row", infer_schema_length=None)
    own = ["Cost line", "Place", "Country", "Product", "Period", "Amount (kUSD)", "Present value (kUSD)"]
    assert costs.select(own).rows() == [tuple(row) for row in rows_of(plan["costs"])]


@pytest.mark.parametrize(
    ("result", "described"), [(stressed(), STRESS), (whole(), WHY)], ids=["stress", "why"]
)
def test_every_value_of_what_is_known_of_it(book: Book, result: object, described: dict[str, object]) -> None:
    """So have the frames of a stress test and of an explanation."""
    for name, frame in result.frames.items():
        assert book.sheets[described[name].title][1:] == rows_of(frame), name


def test_explanations_are_told_apart(book: Book) -> None:
    """The second one's sheets have its number."""
    assert book.sheets["Frontier 2"][1:] == rows_of(tradeoff()["frontier"])
    assert "Frontier" in book.hidden
    assert "Near ties 2" in book.hidden


def test_every_value_of_a_plant(tmp_path: Path) -> None:
    """A plant's frames and inputs are a workbook too."""
    write_plant_workbook(plant(), plant_model(), tmp_path / "plant.xlsx", created=CREATED)
    book = Book.read(tmp_path / "plant.xlsx")
    for name, described in PLANT.items():
        assert book.sheets[described.title][1:] == rows_of(plant()[name]), name
    assert book.sheets["in_stations"][1:] == rows_of(plant_model()["stations"])
    assert book.sheets["Index"][0][0] == "NVL72 rack at Guadalajara"


def test_inputs_beside_results(book: Book) -> None:
    """Each table of the model has its sheet, in the columns of the schema."""
    for name, table in schema.tables().items():
        header, *rows = book.sheets[f"in_{name}"]
        assert [cell.split(" (")[0] for cell in header] == [column.name for column in table.columns]
        assert rows == rows_of(build_model()[name])
    assert "labour_rate (kUSD/hour)" in book.sheets["in_countries"][0]


def test_inputs_are_those_of_the_scenario(
    make_book: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the scenario changes stands in the tables as the plan read them."""
    changed = build_model(markets=build_model()["markets"].head(2))
    monkeypatch.setattr("reshore.tables.scenario.apply", lambda model, name: {"surge": changed}[name])
    book = make_book(build_plan(scenario="surge"))
    assert len(book.sheets["in_markets"]) == 3
    assert ["Scenario", "surge"] in [row[:2] for row in book.sheets["Index"]]


def test_sheets_without_rows_are_hidden(book: Book) -> None:
    """They are there, so that a workbook always has the same sheets; nothing links to them."""
    empty = {
        name for name, rows in book.sheets.items() if not any(cell != "" for row in rows[1:] for cell in row)
    }
    assert book.hidden == empty
    assert {"Deliveries", "in_hazards"} <= empty
    assert "Production" not in empty


def test_links_lead_to_sheets(book: Book) -> None:
    """The index links to each sheet that is shown, and to no other."""
    targets = [unescape(found) for found in re.findall(r'location="([^"]+)"', book.sheet("Index"))]
    assert all(re.fullmatch(r"'(.+)'!A1", target) for target in targets)
    names = [target[1:-4].replace("''", "'") for target in targets]
    assert names == [name for name in book.sheets if name != "Index" and name not in book.hidden]


def test_texts_stay_texts(make_book: Callable[..., Book]) -> None:
    """Nothing becomes a formula, a link, a number, a flag or a date."""
    rows = build_model()["sites"]
    sites = rows.with_columns(name=pl.lit("=1+1"), note=pl.Series(TRAPS[: rows.height]))
    lines = [("f", trap, None, 0.5, "kUSD") for trap in TRAPS]
    marginals = pl.DataFrame(lines, schema=dict(FRAMES["marginals"].dtypes), orient="row")
    plan = build_plan(frames={**build_plan().frames, "marginals": marginals})
    book = make_book(plan, build_model(name="=1+1", sites=sites))
    assert [row[1] for row in book.sheets["Marginal values"][1:]] == list(TRAPS)
    assert book.sheets["in_sites"][1:] == rows_of(sites)
    assert ["Model", "=1+1"] in [row[:2] for row in book.sheets["Index"]]
    for name in book.sheets:
        formulas = re.findall(r"<f>(.*?)</f>", book.sheet(name))
        assert all(formula.startswith("SUBTOTAL(") for formula in formulas)
        assert ("<hyperlink " in book.sheet(name)) == (name == "Index")


def test_a_plan_of_nothing(make_book: Callable[..., Book]) -> None:
    """Frames without rows make a workbook with headers."""
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    frames["periods"] = build_plan()["periods"]
    book = make_book(
        build_plan(frames=frames, objective=0.0, bound=float("-inf"), gap=float("inf"), audit=None)
    )
    assert "Production" in book.hidden
    index = [row[:2] for row in book.sheets["Index"]]
    assert ["No plan costs less than", "not known"] in index
    assert ["Gap", "not known"] in index
    assert ["Audit", "none"] in index


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """A workbook says when the plan was made, not when it was written."""
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(build_plan(), build_model(), tmp_path / name, created=CREATED, why=[whole()])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    core = Book.read(tmp_path / "a.xlsx").xml("docProps/core.xml")
    assert set(re.findall(r">(2[\d-]+T[\d:]+Z)<", core)) == {"2026-11-23T16:09:12Z"}


def test_what_a_sheet_can_not_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame that is too long is told before anything is written, and what was there stays."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"before")
    monkeypatch.setattr("reshore.tables.cells.MOST_ROWS", 50)
    with pytest.raises(UsageError, match=r"Cost lines has .* rows, and a sheet holds 50; leave its run out"):
        write_workbook(build_plan(), build_model(), path, created=CREATED)
    assert path.read_bytes() == b"before"


def catalogued() -> list[LanguageCode]:
    """Return the languages that have a catalogue."""
    from importlib.resources import files

    folder = files("reshore.report") / "locales"
    return [code for code in LANGUAGES if code == "en" or (folder / f"{code}.po").is_file()]


def all_sheets() -> list[Sheet]:
    """Return every sheet that there is, of a plan with two explanations."""
    view = View.of(build_plan(), build_model())
    return plan_sheets(view, stressed(), [whole(), tradeoff()])


@pytest.mark.parametrize("code", catalogued())
@pytest.mark.parametrize("sheets", [all_sheets, lambda: plant_sheets(PlantView.of(plant(), plant_model()))])
def test_names_are_excels(code: LanguageCode, sheets: Callable[[], list[Sheet]]) -> None:
    """In every language names of sheets are short and different, and so are headers within a sheet."""
    with speaking(code):
        made = sheets()
    names = ["index", *(sheet.name.casefold() for sheet in made)]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    assert len({sheet.key for sheet in made}) == len(made)
    for sheet in made:
        headers = [column.header.casefold() for column in sheet.columns]
        assert len(set(headers)) == len(headers) == sheet.frame.width, sheet.name


def test_dates_are_dates(book: Book) -> None:
    """A start is a day that Excel can reckon with."""
    assert book.sheets["Periods"][1][1] == date(2024, 10, 1)
    assert book.sheets["Cost lines"][1][1] == date(2024, 10, 1)
