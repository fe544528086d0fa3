"""Rows with the same sources and the same note, figures apart, are one ground."""

from __future__ import annotations

from tests.report.conftest import rows

from reshore.report.grounds import graded, grounds


def noted(model, *notes: str):
    """The model with a lane a note, all of them estimates."""
    records = (
        {
            "lane": f"gdl-{market}",
            "origin": "gdl",
            "destination": market,
            "source": "guess press",
            "note": note,
        }
        for market, note in zip(("us", "fr", "jp"), notes, strict=False)
    )
    return model.with_frames(lanes=rows("lanes", *records))


def test_a_row_has_its_weakest_grade(model):
    grades = graded(model)

    assert grades["products"].to_list() == ["A", "B", "E"]
    assert set(grades["periods"]) == {""}
    assert "sources" not in grades


def test_notes_with_other_figures_are_alike(model):
    found = grounds(noted(model, "range 0.1 to 0.2", "range 1,000 to 2.5", "no range"), "E")
    lanes = [ground for ground in found if ground.table == "lanes"]

    assert [(ground.note, ground.notes, ground.rows) for ground in lanes] == [
        ("range 0.1 to 0.2", 2, frozenset({0, 1})),
        ("no range", 1, frozenset({2})),
    ]
    assert lanes[0].sources == "guess press"
    assert lanes[0].keys[0] == "gdl-us"


def test_every_row_is_in_one_ground(model):
    found = grounds(model, "E")
    counted = {
        name: sum(len(ground.rows) for ground in found if ground.table == name) for name in model.frames
    }

    assert counted == {
        name: int((graded(model)[name] == "E").sum()) if name in graded(model) else 0 for name in model.frames
    }


def test_rows_without_note_or_source(model):
    [periods] = [ground for ground in grounds(model, "") if ground.table == "periods"]

    assert (periods.sources, periods.note, periods.notes) == ("", "", 1)
    assert len(periods.keys) == 11
