"""What the plan costs: every line with all that one wants to pivot by, and groups of lines by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.aggregate import calendar
from reshore.report.costs import Group, cost_name, group_of
from reshore.report.language import message, say
from reshore.report.sections.costs import COLOURS
from reshore.report.workbook.columns.common import COMMON
from reshore.report.workbook.field import MONEY, Field
from reshore.report.workbook.ready import named
from reshore.report.workbook.sheet import Chart, Part, Sheet, columns_of

if TYPE_CHECKING:
    from reshore.report.view import View

LINES = {
    **COMMON,
    "start": Field(message("Start"), note=message("First day of the period.")),
    "quarter": Field(message("Quarter"), note=message("Empty where the period is longer than a quarter.")),
    "cost": Field(message("Cost line")),
    "cost_name": Field(message("Cost")),
    "group": Field(message("Group")),
    "place_name": Field(message("Place name")),
    "place_kind": Field(message("Kind of place")),
    "site_group": Field(message("Group of sites"), note=message("Of a site: in_sites, column group.")),
    "country_name": Field(message("Country name")),
    "product_name": Field(message("Product name")),
}

TOTAL = "total"


def cost_lines(view: View) -> Sheet:
    """Return every cost line with names, year, quarter and group beside what it says itself."""
    plan = view.plan
    kinds = plan["costs"]["cost"].unique()
    names, groups = (
        {cost: cost_name(cost) for cost in kinds},
        {cost: say(group_of(cost).value) for cost in kinds},
    )
    about = view.model["products"].select("product", "family")
    of_site = view.model["sites"].select(place="site", site_group="group")
    beside = ((_dates(plan["periods"]), "period"), (about, "product"), (of_site, "place"))
    lines = plan["costs"]
    for frame, key in beside:
        lines = lines.join(frame, on=key, how="left", validate="m:1", maintain_order="left")
    rows = lines.select(
        *("period", "start", "year", "quarter", "cost"),
        pl.col("cost").replace(names).alias("cost_name"),
        pl.col("cost").replace(groups).alias("group"),
        *named(view, "place"),
        place_kind(view).alias("place_kind"),
        "site_group",
        *named(view, "country", "product"),
        *("family", "amount", "present_value"),
    )
    return Sheet(
        name=say("Cost lines"),
        key="cost_lines",
        part=Part.READY,
        holds=say("a cost of a place, a product and a period, with names, year and group: for pivots"),
        frame=rows,
        columns=columns_of(rows, LINES, plan.currency, origin="costs"),
    )


def costs_by_group(view: View) -> Sheet:
    """Return the costs of each year as they fall due, by group, and their present value."""
    plan = view.plan
    groups = {cost: group_of(cost) for cost in plan["costs"]["cost"].unique()}
    lines = (
        plan["costs"]
        .join(calendar(plan["periods"]), on="period")
        .with_columns(group=pl.col("cost").replace({cost: group.name for cost, group in groups.items()}))
    )
    years = plan["periods"].join(calendar(plan["periods"]), on="period")["year"].unique(maintain_order=True)
    used = [group for group in Group if group in groups.values()]
    sums = lines.group_by("group", maintain_order=True).agg(
        *(pl.col("amount").filter(pl.col("year") == year).sum().alias(year) for year in years),
        pl.col("amount").sum().alias(TOTAL),
        pl.col("present_value").sum(),
    )
    order = pl.DataFrame({"group": [group.name for group in used]}, schema={"group": pl.String})
    named_groups = {group.name: say(group.value) for group in used}
    rows = order.join(sums, on="group", how="left", maintain_order="left").select(
        pl.col("group").replace(named_groups),
        pl.lit(plan.currency).alias("unit"),
        *years,
        TOTAL,
        "present_value",
    )
    note = message("As it falls due in periods that start in the year, not discounted.")
    fields = {
        **COMMON,
        "group": LINES["group"],
        **{year: Field(year, note=note) for year in years},
        TOTAL: Field(message("All years"), MONEY, message("As it falls due, not discounted.")),
    }
    return Sheet(
        name=say("Costs by group"),
        key="cost_groups",
        part=Part.READY,
        holds=say("a group of cost lines: what falls due in each year, and its present value"),
        frame=rows,
        columns=columns_of(rows, fields, plan.currency),
        summed=frozenset([*years, TOTAL, "present_value"]),
        chart=Chart(
            say("Costs by group and year, as they fall due"),
            plan.currency,
            list(years),
            [COLOURS[group] for group in used],
        ),
    )


def place_kind(view: View) -> pl.Expr:
    """Return whether the place of a cost line is a site, a market, or the rule that costs."""
    return (
        pl.when(pl.col("cost") == "rule_penalty")
        .then(pl.lit(say("rule")))
        .when(pl.col("place").is_in(view.model["markets"]["market"].implode()))
        .then(pl.lit(say("market")))
        .otherwise(pl.lit(say("site")))
    )


def _dates(periods: pl.DataFrame) -> pl.DataFrame:
    """Return start, year and quarter by period; a period over several quarters has none."""
    start = pl.col("start")
    last = start.dt.offset_by(pl.format("{}mo", "months")).dt.offset_by("-1d")
    within = (start.dt.quarter() == last.dt.quarter()) & (start.dt.year() == last.dt.year())
    names = {str(number): say("Q{number}", number=number) for number in (1, 2, 3, 4)}
    quarter = pl.when(within).then(start.dt.quarter().cast(pl.String).replace(names))
    years = calendar(periods).select("period", "year")
    return periods.select("period", "start", quarter=quarter).join(years, on="period", maintain_order="left")
