"""`reshore rules`."""

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from reshore.cli.arguments import Json, RunName, SearchGap, SearchLimit, Threads

if TYPE_CHECKING:
    from reshore.footprint.rule_costs import RuleCost

MOST_SHARES = 3
"""Countries shown for each rule, those whose share changes most; JSON has them all."""


def rules(
    run: RunName,
    /,
    *,
    rule: Annotated[
        list[str] | None,
        Parameter(negative="", show_default=False, help="Only this rule; may be repeated. Default: all."),
    ] = None,
    gap: SearchGap = None,
    time_limit: SearchLimit = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Show what keeping each rule of a run costs and moves, by designing without it, one after the other.

    Costs are net present; the best plans' difference lies between `least` and `most`. Beside them stands the
    marginal value of the rule's limits in the linear program with the integers fixed.

    Ctrl-C stops and shows the rules that are done.
    """
    from threading import Event

    from reshore.cli.find import find_run
    from reshore.cli.output import print_json
    from reshore.cli.progress import stages
    from reshore.errors import StoppedError
    from reshore.footprint.rule_costs import rule_costs
    from reshore.plan.record import load_model, load_plan

    path = find_run(run)
    plan, cancel = load_plan(path), Event()
    tried: list[str] = []
    with stages(plan.currency) as (on_stage, on_progress):

        def on_rule(name: str) -> None:
            tried.append(name)
            if on_stage:
                on_stage(f"Without {name}")

        found = rule_costs(
            load_model(path),
            plan,
            rules=rule or (),
            gap=gap,
            time_limit=time_limit,
            threads=threads,
            on_rule=on_rule,
            on_progress=on_progress,
            cancel=cancel,
        )
    if cancel.is_set() and not found:
        raise StoppedError("stopped before the first rule was done")
    missing = [name for name in tried if name not in {one.rule for one in found}]
    if json:
        print_json(
            {"currency": plan.currency, "rules": [_plain(one) for one in found], "not_found_out": missing}
        )
        return
    _print(found, plan.title, plan.currency, missing)


def _plain(one: "RuleCost") -> dict[str, Any]:
    return {
        "rule": one.rule,
        "cost": one.cost,
        "least": one.least,
        "most": one.most,
        "within_gap": one.within_gap,
        "marginal_of_fixed_lp": one.marginal,
        "sites": one.sites,
        "shares": one.shares,
    }


def _print(found: "list[RuleCost]", title: str, currency: str, missing: list[str]) -> None:
    import polars as pl

    from reshore.cli.output import print_line, print_table

    if found:
        rows = [
            {
                "rule": one.rule,
                "cost": one.cost,
                "least": one.least,
                "most": one.most,
                "": "within the gap" if one.within_gap else "",
                "marginal of the LP": one.marginal,
            }
            for one in found
        ]
        print_table(
            pl.DataFrame(rows, infer_schema_length=None), f"{title}: what each rule costs, {currency}"
        )
        print_line("The marginal is that of the linear program with the integers fixed, for one more unit of")
        print_line("the limit in every period.")
        moves = [move for one in found for move in _moves(one)]
        if moves:
            print_line()
            print_table(pl.DataFrame(moves, infer_schema_length=None), "What they move")
    elif not missing:
        print_line(f"{title} has no rules.")
    if missing:
        print_line(f"No plan was found in time without: {', '.join(missing)}.")


def _moves(one: "RuleCost") -> list[dict[str, str | None]]:
    """Return what differs without a rule: sites first, then the countries whose shares change most."""
    from reshore.footprint.rule_costs import WITH, WITHOUT
    from reshore.report.words import share

    sites = [
        {"rule": one.rule, "what": f"{row['site']} {row['change']}", WITH: row[WITH], WITHOUT: row[WITHOUT]}
        for row in one.sites.iter_rows(named=True)
    ]
    shares = [
        {
            "rule": one.rule,
            "what": f"{row['country']}, value added",
            WITH: share(row[WITH], 1),
            WITHOUT: share(row[WITHOUT], 1),
        }
        for row in one.shares.head(MOST_SHARES).iter_rows(named=True)
    ]
    return [*sites, *shares]
