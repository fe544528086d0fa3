"""Where goods come from, in words: from a row of a plan's frame `provenances`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.view import View

ANY = "any origin"
"""What is said of goods of which nothing is told apart."""


def provenances(view: View) -> dict[tuple[str, str | None], str]:
    """Return what each provenance says, by product and provenance; of goods not followed, nothing."""
    rows = view.plan["provenances"].iter_rows(named=True)
    return {(row["product"], row["provenance"]): described(view, row) for row in rows}


def described(view: View, row: Mapping[str, Any]) -> str:
    """Return a provenance as a phrase: ``made in Mexico, origin China or Taiwan, labelled usmca``."""
    parts = [
        _said("made in", _countries(view, row["processed"]), "or"),
        _said("origin", _countries(view, row["goods_origin"]), "or"),
        _said("labelled", (row["labels"] or "").split(), "and"),
        _status(view, row),
        "" if row["segment"] in (None, "~") else f"for the segment {row['segment']}",
    ]
    return ", ".join(part for part in parts if part) or ANY


def _status(view: View, row: Mapping[str, Any]) -> str:
    """Say where customs has goods that are not free; `bound` is where they may leave for."""
    via, bound = (_countries(view, row[name]) for name in ("via", "bound"))
    leaving = f" for {bound[0]}" if bound else ""
    return {
        "free": "",
        "bond": " ".join(["in bond", *(f"from {name}" for name in via)]),
        "made": f"made in bond{leaving}",
        "out": f"to be exported{leaving}",
    }[row["status"]]


def _countries(view: View, codes: str | None) -> list[str]:
    return [view.countries.get(code, code) for code in (codes or "").split()]


def _said(word: str, names: list[str], last: str) -> str:
    return f"{word} {listed(names, last=last)}" if names else ""
