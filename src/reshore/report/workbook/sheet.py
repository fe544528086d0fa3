"""A sheet of a workbook: a frame, the headers over its columns, and what the index says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reshore.report.language import message, say
from reshore.report.workbook.columns.common import COMMON
from reshore.report.workbook.field import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reshore.report.workbook.field import Described, Field


class Part(Enum):
    """What sheets belong together: what the index calls them, and the colour of their tabs and headers."""

    READY = message("To read and to pivot"), "#1b5e8c"
    PLAN = message("The plan, frame by frame"), "#332288"
    PLANT = message("The plant, frame by frame"), "#332288"
    STRESS = message("The stress test"), "#882255"
    WHY = message("The explanation"), "#117733"
    INPUT = message("The inputs it rests on"), "#44546a"

    def __init__(self, title: str, colour: str) -> None:
        self.title = title
        self.colour = colour


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    header
        What stands over it, its unit included; no other column of the sheet is called so.
    kind
        How its cells are shown.
    comment
        What the header says when one points at it; empty where nothing is to be said.
    """

    header: str
    kind: Kind
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a sheet's rows, each a series over some of its columns.

    Attributes
    ----------
    title
        What stands over it.
    unit
        What its axis counts; empty where the axis shows shares of a whole.
    points
        Names of the columns that its series go over.
    colours
        Colour of each row.
    """

    title: str
    unit: str
    points: Sequence[str]
    colours: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook.

    Attributes
    ----------
    name
        Its name: at most 31 characters, none of which Excel forbids.
    key
        What its table is called in formulas, whatever the language.
    part
        What it belongs to.
    holds
        What a row of it is.
    frame
        Its rows. Lists are written with spaces between.
    columns
        What stands over each column.
    summed
        Columns that have a total under them.
    chart
        A chart under the rows, if there is one.
    """

    name: str
    key: str
    part: Part
    holds: str
    frame: pl.DataFrame
    columns: Sequence[Column]
    summed: frozenset[str] = frozenset()
    chart: Chart | None = None


def frame_sheet(
    key: str, part: Part, frame: pl.DataFrame, described: Described, currency: str, number: int = 1
) -> Sheet:
    """Return the sheet of a frame.

    Parameters
    ----------
    key
        What the frame is called.
    part
        What it belongs to.
    frame
        The frame.
    described
        What it is.
    currency
        The unit of its money.
    number
        Which one of several parts of a kind it belongs to; from the second on, names have it.
    """
    title = say(described.title)
    group = part.name.lower() if number == 1 else f"{part.name.lower()}{number}"
    fields = {**COMMON, **described.fields}
    return Sheet(
        name=title if number == 1 else f"{title} {number}",
        key=f"{group}_{key}",
        part=part,
        holds=say(described.holds),
        frame=frame,
        columns=columns_of(frame, fields, currency, origin=key),
    )


def columns_of(
    frame: pl.DataFrame, fields: Mapping[str, Field], currency: str, *, origin: str = ""
) -> tuple[Column, ...]:
    """Return what stands over the columns of a frame.

    Parameters
    ----------
    frame
        The frame.
    fields
        What its columns are called, at least.
    currency
        The unit of money.
    origin
        Name of the frame in the documentation, for comments; empty where it has none.
    """
    return tuple(_column(frame[name], fields[name], currency, origin) for name in frame.columns)


def _column(values: pl.Series, field: Field, currency: str, origin: str) -> Column:
    name = f"{origin}.{values.name}" if origin else ""
    lines = [say(field.note) if field.note else "", name]
    comment = "\n".join(line for line in lines if line)
    return Column(field.header(currency), kind_of(values, field.unit), comment)
