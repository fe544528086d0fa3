"""`reshore footprint`."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from reshore.cli.arguments import Json, RunName

if TYPE_CHECKING:
    import polars as pl

    from reshore.plan.plan import Plan

BAR = 20
"""Characters of a bar that stands for the whole."""

NUMBERS = ("actual", "limit", "slack")
"""Columns of the target path whose numbers are aligned to the right."""


def footprint(
    run: RunName,
    /,
    *,
    by: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            help="country (the default), site, group, role, bloc, product, family, process, resource ...; "
            "may be repeated (--by country --by family). A country counts in each of its blocs.",
        ),
    ] = None,
    measure: Annotated[
        Literal[
            "value_added", "output_value", "labour_hours", "capacity", "carbon", "value", "units", "hours"
        ]
        | None,
        Parameter(
            show_default=False,
            help="Only this measure, with bars; default: value added, output value, labour hours, capacity "
            "and carbon beside each other. Value counts a part again in what it goes into, value added "
            "doesn't, and output value counts products that have demand alone; capacity is hours available; "
            "carbon is that of making; units of different products are added up unless by product.",
        ),
    ] = None,
    per: Annotated[
        Literal["period", "year", "horizon"],
        Parameter(
            help="The stretch of time that amounts and shares are of. A period counts in the year in which "
            "it starts, whole, however long it is."
        ),
    ] = "year",
    year: Annotated[
        list[int] | None, Parameter(negative="", help="Only this year; may be repeated; default: all.")
    ] = None,
    json: Json = False,
) -> None:
    """Show how much a run's plan makes where, each part's share, and the rules that limit countries."""
    from reshore.cli.find import find_run
    from reshore.cli.output import print_json
    from reshore.plan.measures import OVERVIEW, of_years, overview
    from reshore.plan.record import load_model, load_plan
    from reshore.plan.targets import targets
    from reshore.tables import scenario

    path = find_run(run)
    plan, model = load_plan(path), load_model(path)
    model = scenario.apply(model, plan.scenario) if plan.scenario else model
    measures = (measure,) if measure else OVERVIEW
    rows = overview(plan, by or "country", measures, per=per, model=model)
    rows = of_years(plan, rows, year or [])
    path_set = of_years(plan, targets(plan, model), year or [])
    if json:
        print_json({"footprint": rows, "targets": path_set})
        return
    _show(plan, rows, measure)
    _show_targets(path_set)


def _show(plan: "Plan", rows: "pl.DataFrame", measure: str | None) -> None:
    """Print one measure with bars, or several beside each other, a line a part."""
    import polars as pl

    from reshore.cli.output import print_table

    if measure:
        bar = pl.col("share").map_elements(_bar, return_dtype=pl.String).alias(" ")
        print_table(rows.drop("measure").with_columns(bar), f"{plan.title}: {measure}")
        return
    keys = rows.columns[: rows.columns.index("measure")]
    table = rows.select(keys).unique(maintain_order=True)
    for (name, unit), part in rows.group_by("measure", "unit", maintain_order=True):
        heading, cells = _column(str(name), str(unit), part)
        column = part.select(*keys, pl.Series(heading, cells))
        table = table.join(column, on=keys, how="left", nulls_equal=True, maintain_order="left")
    print_table(table, plan.title)


def _column(measure: str, unit: str, part: "pl.DataFrame") -> tuple[str, list[str]]:
    """Return heading and cells of a measure: amounts in a unit that keeps them short, with their shares."""
    from reshore.report.words import Money, Scale, share

    amounts, shares = part["amount"].to_list(), [share(value) for value in part["share"]]
    if unit == "kg CO2e":
        scale = Scale(1000.0, "t CO2e", 0)
    elif unit == "hour":
        scale = Money("h", 1.0).scale(amounts)
    else:
        scale = Money.of(unit).scale(amounts)
    texts = [scale(amount) for amount in amounts]
    widths = max(map(len, texts), default=0), max(map(len, shares), default=0)
    cells = [f"{text:>{widths[0]}} {part:>{widths[1]}}" for text, part in zip(texts, shares, strict=True)]
    return f"{measure.replace('_', ' ')}\n{scale.unit}", cells


def _bar(share: float) -> str:
    """Return a bar as long as a share, to the eighth of a character; none for what is negative."""
    eighths = round(8 * BAR * min(max(share, 0.0), 1.0))
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def _show_targets(rows: "pl.DataFrame") -> None:
    """Print the path that rules set; what they limit as a share is shown as one."""
    import polars as pl

    from reshore.cli.output import print_table
    from reshore.report.words import rounded, share

    def text(amount: float, part: float | None) -> str:
        return rounded(amount) if part is None else share(part, 1)

    if rows.is_empty():
        return
    lines = []
    for row in rows.iter_rows(named=True):
        actual, limit = row["actual_share"], row["limit_share"]
        in_shares = actual is not None
        less = row["slack"] / row["limit"] * limit if in_shares else None
        lines.append(
            {
                "rule": row["rule"],
                "period": row["period"] or "all",
                "measure": row["measure"],
                "actual": text(row["actual"], actual),
                " ": row["sense"],
                "limit": text(row["limit"], limit if in_shares else None),
                "slack": text(row["slack"], less),
                "unit": "share" if in_shares else row["unit"],
                "kept": row["kept"],
            }
        )
    frame = pl.DataFrame(lines)
    right = [pl.col(name).str.pad_start(max(map(len, frame[name]))) for name in NUMBERS]
    print_table(frame.with_columns(right), "target path")
