"""Where goods come from, in words: from a row of a plan's frame `provenances`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reshore.report.language import message, say
from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.report.view import View

ANY = message("any origin")
"""What is said of goods of which nothing is told apart."""


def provenances(view: View) -> dict[tuple[str, str | None], str]:
    """Return what each provenance says, by product and provenance; of goods not followed, nothing."""
    rows = view.plan["provenances"].iter_rows(named=True)
    return {(row["product"], row["provenance"]): described(view, row) for row in rows}


def described(view: View, row: Mapping[str, Any]) -> str:
    """Return a provenance as a phrase: ``made in Mexico, origin China or Taiwan, labelled usmca``."""
    made, origin = _countries(view, row["processed"]), _countries(view, row["goods_origin"])
    labels = (row["labels"] or "").split()
    segment = row["segment"] if row["segment"] != "~" else None
    parts = [
        say("made in {countries}", countries=listed(made, last=message("or"))) if made else "",
        say("origin {countries}", countries=listed(origin, last=message("or"))) if origin else "",
        say("labelled {labels}", labels=listed(labels)) if labels else "",
        _status(view, row),
        say("for the segment {segment}", segment=segment) if segment else "",
    ]
    return ", ".join(part for part in parts if part) or say(ANY)


def _status(view: View, row: Mapping[str, Any]) -> str:
    """Say where customs has goods that are not free; `bound` is where they may leave for."""
    match row["status"], *(next(iter(_countries(view, row[name])), None) for name in ("via", "bound")):
        case "bond", str(via), _:
            return say("in bond from {country}", country=via)
        case "bond", _, _:
            return say("in bond")
        case "made", _, str(bound):
            return say("made in bond for {country}", country=bound)
        case "made", _, _:
            return say("made in bond")
        case "out", _, str(bound):
            return say("to be exported for {country}", country=bound)
        case "out", _, _:
            return say("to be exported")
        case _:
            return ""


def _countries(view: View, codes: str | None) -> list[str]:
    return [view.countries.get(code, code) for code in (codes or "").split()]
