"""The assumptions with the weakest sources: ranges, what their ends cost, and the rows behind them."""

from __future__ import annotations

from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.report.grounds import graded, grounds
from reshore.report.html import Column, Markup, folded, join, table, tag
from reshore.report.language import message, say
from reshore.report.table_names import table_name
from reshore.report.varied import varied
from reshore.report.why.units import cell_name, valued
from reshore.report.why.view import words
from reshore.report.words import counted, listed, number, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.grounds import Ground
    from reshore.report.varied import Varied
    from reshore.report.view import View

WEAK: Mapping[str, str] = MappingProxyType(
    {
        "E": message("Estimates of our own: {rows}"),
        "D": message("Derived: {rows}"),
        "C": message("Weak sources: {rows}"),
    }
)
"""Grades whose rows are listed, weakest first, and what the list is called."""

NAMED = 3
"""Rows that are named; the others are counted."""


def estimates(view: View) -> list[Markup]:
    """Return the table of ranges, and lists of the rows with weak sources."""
    found = varied(view)
    covered = {one.name: one.rows(view.model) for one in found}
    lists = [_list(view, grade, found, covered) for grade in WEAK]
    return [*([_ranges(view, found, covered)] if found else []), *(one for one in lists if one)]


def _ranges(view: View, found: Sequence[Varied], covered: Mapping[str, frozenset[int]]) -> Markup:
    title = tag("h3", say("Ranges, and how much the cost moves across them"))
    grades = {one.name: _grade(view, one, covered[one.name]) for one in found}
    columns = [
        Column(say("What varies")),
        Column(say("Grade"), say("weakest")),
        Column(say("Low"), numeric=True),
        Column(say("In the plan"), numeric=True),
        Column(say("High"), numeric=True),
        Column(say("Cost at the low end"), say("more than the plan"), numeric=True),
        Column(say("Cost at the high end"), say("more than the plan"), numeric=True),
    ]
    ranked = sorted(found, key=lambda one: (grades[one.name] or "A", one.swing), reverse=True)
    rows = [
        [
            _called(one, len(covered[one.name])),
            grades[one.name],
            _value(one, one.low),
            say("differs") if one.best is None else _value(one, one.best),
            _value(one, one.high),
            *(_cost(view, one, end) for end in ("low", "high")),
        ]
        for one in ranked
    ]
    return join([title, tag("p", _lead(view, found)), table(columns, rows)])


def _lead(view: View, found: Sequence[Varied]) -> str:
    if not any(one.ends for one in found):
        return say("No explanation on this page varies them, so that what they move isn't known.")
    if view.model["ranges"].is_empty():
        return say(
            "Each number is set to both ends that were asked for, with all else as it is and everything"
            " decided anew; the interval is what the best plan then costs more than this one."
        )
    return say(
        "A range goes from the 5th to the 95th percentile. Each number is set to both ends with all else as"
        " it is and everything decided anew; the interval is what the best plan then costs more than this"
        " one."
    )


def _called(one: Varied, rows: int) -> str:
    if one.address is None:
        return cell_name(one.name)
    where = say(
        "{column} of {table}, {rows}",
        column=join([tag("code", column) for column in one.address.columns], ", "),
        table=table_name(one.address.table).lower(),
        rows=counted(rows, "row"),
    )
    return join([cell_name(one.name), tag("span", where, class_="under")])


def _value(one: Varied, value: float) -> str:
    shown = float(f"{value:.3g}")
    told = percent(shown) if one.unit == "share" else valued(shown, one.unit)
    return say("+{amount}", amount=told) if one.action == "add" and value > 0 else told


def _cost(view: View, one: Varied, name: str) -> str:
    end = one.ends.get(name)
    if end is None:
        return say("not varied")
    if end["used"] is None:
        return say("no plan")
    return words(view.money, end["low"], end["high"])


def _grade(view: View, one: Varied, rows: frozenset[int]) -> str:
    """Return the weakest grade among the rows that a number stands in."""
    if one.address is None:
        return ""
    grades = graded(view.model)[one.address.table]
    return max((grades[row] for row in rows), default="")


def _list(
    view: View, grade: str, found: Sequence[Varied], covered: Mapping[str, frozenset[int]]
) -> Markup | None:
    """Return the rows that rest on a grade of source, table by table; None where there are none."""
    rows = grounds(view.model, grade)
    if not rows:
        return None
    moved = {ground: [one for one in found if _touches(one, covered[one.name], ground)] for ground in rows}
    ranked = sorted(rows, key=lambda ground: -_swing(moved[ground]))
    known = any(one.ends for one in found)
    tables = dict.fromkeys(ground.table for ground in ranked)
    parts = [
        _table(view, name, {ground: moved[ground] for ground in ranked if ground.table == name}, known)
        for name in tables
    ]
    total = sum(len(ground.rows) for ground in rows)
    return folded(say(WEAK[grade], rows=counted(total, "row")), *parts)


def _touches(one: Varied, rows: frozenset[int], ground: Ground) -> bool:
    return one.address is not None and one.address.table == ground.table and bool(rows & ground.rows)


def _swing(moving: Sequence[Varied]) -> float:
    return max((one.swing for one in moving), default=0.0)


def _table(view: View, name: str, moved: Mapping[Ground, Sequence[Varied]], known: bool) -> Markup:
    columns = [
        Column(say("Rows")),
        Column(say("Count"), numeric=True),
        Column(say("Note"), say("with its range")),
        Column(say("Sources")),
        Column(say("How much the cost moves")),
    ]
    rows = [
        [
            listed(ground.keys, NAMED),
            number(len(ground.rows)),
            _note(ground),
            ground.sources,
            _moves(view, moving, known),
        ]
        for ground, moving in moved.items()
    ]
    count = counted(sum(len(ground.rows) for ground in moved), "row")
    return folded(say("{table}: {rows}", table=table_name(name), rows=count), table(columns, rows))


def _note(ground: Ground) -> str:
    if ground.notes < 2:
        return ground.note
    others = say("{count} more like it, with other figures", count=number(ground.notes - 1))
    return join([ground.note, tag("span", others, class_="under")])


def _moves(view: View, moving: Sequence[Varied], known: bool) -> str:
    """Say what the ends of the ranges that cover rows cost; that none is varied only beside one that is."""
    told = [_moved(view, one) for one in moving if one.ends]
    if told:
        return join(told, tag("br"))
    return say("not varied") if known else ""


def _moved(view: View, one: Varied) -> str:
    costs: dict[str, Any] = {name: _cost(view, one, name) for name in ("low", "high")}
    said = (
        message("{name}: {low} at the low end, {high} at the high end")
        if isfinite(one.swing)
        else message("{name}: an end has no plan ({low}, {high})")
    )
    return say(said, name=one.name, **costs)
