"""The frames of a plant: which there are, their columns and types.

What each number means stands in docs/plant.md.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.frames import FrameSpec, spec
from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

SHARES = ("working", "blocked", "starved", "down", "no_power", "no_operator", "changeover", "closed")
"""What the time of servers goes to; the shares of a group sum to 1."""


def _rows_of(table: str) -> FrameSpec:
    """Return the columns of a table, as it is checked elsewhere."""
    dtypes = {column.name: column.dtype for column in schema.tables()[table].columns}
    return FrameSpec(MappingProxyType(dtypes), frozenset(dtypes))


FRAMES: Mapping[str, FrameSpec] = MappingProxyType(
    {
        "products": spec(
            "product variant rate:number takt:number gross:number stations:integer least_stations:number"
            " proven:flag throughput:number throughput_low:number throughput_high:number scrap:number"
            " lead_mean:number lead_median:number lead_95:number inside:number",
            optional="lead_mean lead_median lead_95",
        ),
        "tasks": spec(
            "product task group station hours:number visits:number effective:number good:number rework"
            " rework_limit:integer",
            optional="rework",
        ),
        "stations": spec(
            "group product number:integer station tasks copies:integer servers:integer batch:integer"
            " buffer:integer hours:number visits:number open_hours:number load:number operators:number"
            " power:number cooling:number cost:number",
            optional="buffer",
        ),
        "shares": spec(f"group {' '.join(f'{share}:number' for share in SHARES)} load:number"),
        "pools": spec(
            "pool kind capacity:number mean:number peak:number heads:integer hours:number payroll:number",
            optional="capacity heads hours payroll",
        ),
        "power": spec("hour:integer mean:number peak:number", optional="mean peak"),
        "series": spec("product hour:number inside:number output:number"),
        "blocks": spec(
            "block name kind role group product copies:integer row:integer x:number length:number"
            " depth:number",
            optional="group product",
        ),
        "openings": spec("name kind x:number row:integer", optional="row"),
        "flows": spec("origin destination kg:number metres:number work:number", "origin destination"),
        "limits": spec("resource unit need:number have:number room:number binds:flag", optional="have room"),
        "changes": spec(
            "round:integer rate:number throughput:number low:number high:number lack place change",
            optional="lack place change",
        ),
        "costs": spec("cost item investment:number amount:number unit_cost:number", optional="unit_cost"),
        "ramp": spec("month:integer share:number"),
        **{table: _rows_of(table) for table in ("resources", "processes", "sources")},
        "sweep": spec(
            "sweep value rate:number throughput:number throughput_low:number throughput_high:number"
            " lead_mean:number inside:number peak_power:number people:number floor_length:number"
            " unit_cost:number binds investment:number difference:number difference_low:number"
            " difference_high:number",
            optional="lead_mean unit_cost binds",
        ),
    }
)
"""Every frame of a plant; the sweep is empty where none was asked for.

Money is in the currency of the model and, but for `investment`, a year; `unit_cost` is for a good unit of the
end product. Rates, throughput, scrap and flows are a week; takt, lead times and hours are in hours. In
`tasks`, `hours` is the mean of a visit, and `effective` what a good unit takes of one station on the clock of
168 hours. In `stations`, `hours`, operators, power (kW) and cooling (kW) are of one service, and `load` is by
means; that of `shares` is simulated. In `blocks` and `openings`, lengths and `x` (left end, from that of the
building) are in metres, and row 0 is the upper one; a flow without an origin or a destination is at the dock.
In `limits`, `room` is what is left, below 0 what lacks; floor is the longer row's length where that is least.
In `sweep`, `difference` is throughput less that of the first value, with the interval over pairs of
replications, which share their luck.
"""


def framed(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows as the frame of a plant of that name."""
    dtypes = dict(FRAMES[name].dtypes)
    return pl.DataFrame([{column: row[column] for column in dtypes} for row in rows], schema=dtypes)
