"""`reshore duties`."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import Json, RunName

if TYPE_CHECKING:
    import polars as pl

    from reshore.plan.plan import Plan

BY = ("importer", "layer", "product", "preference")
"""What duty is grouped by where nothing is asked for, within years."""

LINES = (
    *("period", "event", "place", "importer", "exporter", "product", "provenance", "layer", "preference"),
    *("rate", "units", "customs_value", "amount"),
)
"""Columns of a line that are printed; JSON has all."""


def duties(
    run: RunName,
    /,
    *,
    by: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            help="importer, layer, product and preference (the default), family, event, place, exporter, "
            "provenance, processed, goods_origin, labels ...; with commas between, or repeated. Within "
            "years, unless period is among them.",
        ),
    ] = None,
    year: Annotated[
        list[int] | None, Parameter(negative="", help="Only this year; may be repeated; default: all.")
    ] = None,
    lines: Annotated[
        bool, Parameter(negative="", show_default=False, help="Every line of duty, a layer each.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what duty a run's plan pays and gets back, for which goods, and under which agreements.

    Amounts are those due, not discounted. A preference is the agreement that replaced or waived a duty.

    Goods pay in several layers: values of goods don't add up over layers.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_line
    from reshore.errors import UsageError
    from reshore.plan.measures import of_years
    from reshore.plan.record import load_model, load_plan

    if lines and by:
        raise UsageError("--lines shows every line: leave out --by")
    path = find_run(run)
    plan = load_plan(path)
    groups = [name for word in by or BY for name in word.split(",")]
    if lines:
        rows = plan["duties"]
    else:
        timed = groups if {"year", "period"} & {*groups} else ["year", *groups]
        rows = plan.duties(timed, model=load_model(path))
    rows = of_years(plan, rows, year or [])
    if json:
        print_json({"currency": plan.currency, "duties": rows})
    elif plan["duties"].is_empty():
        print_line(f"{plan.title} has no duties.")
    elif lines:
        _show_lines(plan, rows)
    else:
        _show(plan, rows)


def _show(plan: "Plan", rows: "pl.DataFrame") -> None:
    """Print sums: the value of the goods, the duty on them and what is paid back, if anything is."""
    import polars as pl

    from reshore.cli.output import print_line, print_table
    from reshore.report.words import Money

    money = Money.of(plan.currency)
    worth, due = money.scale(rows["value"]), money.scale([*rows["paid"], *rows["paid_back"]])
    columns = {"value": ("value of goods", worth), "paid": ("duty", due), "paid_back": ("paid back", due)}
    if not rows["paid_back"].sum():
        del columns["paid_back"]
    cells = []
    for name, (title, scale) in columns.items():
        texts = [scale(amount) if amount else "" for amount in rows[name]]
        width = max(map(len, texts), default=0)
        cells.append(pl.Series(f"{title}\n{scale.unit}", [text.rjust(width) for text in texts]))
    keys = rows.columns[: rows.columns.index("amount")]
    print_table(rows.select(*keys, *cells), f"{plan.title}: duty, as it falls due")
    print_line(f"In all: {money(sum(rows['paid']))} paid, {money(sum(rows['paid_back']))} paid back.")


def _show_lines(plan: "Plan", rows: "pl.DataFrame") -> None:
    """Print lines with the columns that tell something."""
    import polars as pl

    from reshore.cli.output import print_table

    rates = [_rate(*pair) for pair in rows.select("ad_valorem", "per_kg").iter_rows()]
    rated = rows.with_columns(pl.Series("rate", rates, dtype=pl.String))
    told = [name for name in LINES if rated[name].null_count() < rated.height]
    print_table(rated.select(told), f"{plan.title}: lines of duty, money in {plan.currency}")


def _rate(ad_valorem: float | None, per_kg: float | None) -> str | None:
    """Return a rate as ``2.5% + 0.12/kg``, its parts where they are; none on what is paid back."""
    from reshore.report.words import rounded, share

    if ad_valorem is None or per_kg is None:
        return None
    by_weight = [f"{rounded(per_kg)}/kg"] if per_kg else []
    by_value = [share(ad_valorem, 1)] if ad_valorem or not per_kg else []
    return " + ".join([*by_value, *by_weight])
