"""What the plan costs, against another one too, what of it is duty, and who goes without."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.against import Difference, moved_by, name_of
from reshore.report.costs import Group, by_group
from reshore.report.html import join
from reshore.report.language import message, month, say, say_html
from reshore.report.words import listed, share

if TYPE_CHECKING:
    from reshore.report.html import Markup
    from reshore.report.view import View

SHORT_WORTH_A_WORD = 1e-6
"""Share of demand below which a shortage is rounding."""

MOVE_WORTH_A_WORD = 0.05
"""A group of costs that moves less than this share of the one that moves most is not named."""

COSTS, EARNS = (
    message("<b>Costs {amount}</b> in present value, {first} until {last}."),
    message("<b>Earns {amount}</b> in present value, {first} until {last}."),
)
COSTS_OF, EARNS_OF = (
    message("<b>Costs {amount}</b> in present value, {first} until {last}: {groups} of all costs."),
    message("<b>Earns {amount}</b> in present value, {first} until {last}: {groups} of all costs."),
)
CHEAPER, DEARER = (
    message("<b>Costs {amount} less than {plan}.</b>"),
    message("<b>Costs {amount} more than {plan}.</b>"),
)
BETTER, WORSE = (
    message("<b>Earns {amount} more than {plan}.</b>"),
    message("<b>Earns {amount} less than {plan}.</b>"),
)


def what_it_costs(view: View) -> list[Markup]:
    """Return the sentences on cost, the other plan, duty and service."""
    sentences = (_cost(view), _against(view), _duty(view), _service(view))
    return [sentence for sentence in sentences if sentence]


def earns(view: View) -> bool:
    """Return whether the plan is one for profit."""
    return bool(view.model.settings["objective"] == "profit")


def _cost(view: View) -> Markup:
    for_profit, objective = earns(view), view.plan.objective
    told = {
        "amount": view.money(-objective if for_profit else objective),
        "first": month(view.plan["periods"]["start"][0]),
        "last": month(list(view.bounds().values())[-1][1]),
    }
    groups = by_group(view.plan)
    total = sum(amount for group, amount in groups.items() if group is not Group.REVENUE)
    if total <= 0:
        return say_html(EARNS if for_profit else COSTS, **told)
    largest = sorted(groups.items(), key=lambda item: -item[1])[:3]
    named = [
        say("{name} {amount}", name=say(group.value).lower(), amount=share(amount / total))
        for group, amount in largest
        if amount > 0
    ]
    return say_html(EARNS_OF if for_profit else COSTS_OF, **told, groups=listed(named))


def _against(view: View) -> Markup | None:
    """Say what the plan costs more or less than another; where neither is proven cheaper, give no order."""
    other = view.against
    if other is None:
        return None
    difference, name = Difference.of(view.plan, other), name_of(other, view.plan)
    if difference.tie:
        if not (isfinite(difference.low) and isfinite(difference.high)):
            return say_html("<b>Which costs more, this plan or {plan}, isn't proven.</b>", plan=name)
        return say_html(
            "<b>Costs about as much as {plan}</b>: the best plans of the two may differ by {less} in favour"
            " of this one, and by {more} against it.",
            plan=name,
            less=view.money(-difference.low),
            more=view.money(difference.high),
        )
    less = difference.stands < 0
    pair = (BETTER, WORSE) if earns(view) else (CHEAPER, DEARER)
    told = say_html(pair[0] if less else pair[1], amount=view.money(abs(difference.stands)), plan=name)
    return join([told, _proven(view, difference), *_moved(view)], " ")


def _proven(view: View, difference: Difference) -> str:
    least, most = sorted((abs(difference.low), abs(difference.high)))
    if isfinite(most):
        return say(
            "Whatever the searches left unfound, the difference is at least {least} and at most {most}.",
            least=view.money(least),
            most=view.money(most),
        )
    return say(
        "Whatever the searches left unfound, the difference is at least {least}.", least=view.money(least)
    )


def _moved(view: View) -> list[str]:
    """Say which groups of costs make the difference to the other plan."""
    if view.against is None:
        return []
    moved = {
        group: amount
        for group, amount in moved_by(view.plan, view.against).items()
        if group is not Group.REVENUE
    }
    least = MOVE_WORTH_A_WORD * max(map(abs, moved.values()), default=0.0)
    less, more = (
        listed(
            [
                say("{name} ({told})", name=say(group.value).lower(), told=view.money(abs(amount)))
                for group, amount in sorted(moved.items(), key=lambda item: -abs(item[1]))
                if amount * sign > 0 and abs(amount) >= least
            ],
            3,
        )
        for sign in (-1, 1)
    )
    parts = [say("Less goes into {groups}.", groups=less)] if less else []
    return [*parts, *([say("More goes into {groups}.", groups=more)] if more else [])]


def _duty(view: View) -> Markup | None:
    """Say what duty comes to, and who charges it."""
    by_importer = view.plan.duties("importer")
    charged = by_importer.filter(pl.col("paid") > 0).sort("paid", "importer", descending=[True, False])
    if charged.is_empty():
        return None
    paid, back = sum(by_importer["paid"]), sum(by_importer["paid_back"])
    named = [
        say("{name} {amount}", name=view.countries[importer], amount=share(amount / paid))
        for importer, amount in charged.select("importer", "paid").iter_rows()
    ]
    spent = say_html(
        "<b>Pays {amount} of duty</b>, not discounted: {importers}.",
        amount=view.money(paid),
        importers=listed(named, 4),
    )
    return join([spent, *([say("{amount} is paid back.", amount=view.money(back))] if back > 0 else [])], " ")


def _service(view: View) -> Markup:
    service = view.plan["service"]
    by_product = service.group_by("product").agg(pl.col("demand", "short").sum())
    short = by_product.filter(pl.col("short") > SHORT_WORTH_A_WORD * pl.col("demand")).sort(
        -pl.col("short") / pl.col("demand"), "product"
    )
    if short.is_empty():
        return say_html("<b>Delivers all that the markets ask for</b>.")
    named = [
        _missing(service, product, view.products[product], share(amount / demand, 1))
        for product, demand, amount in short.iter_rows()
    ]
    return say_html("<b>Leaves demand unmet</b> for {products}.", products=listed(named, 4))


def _missing(service: pl.DataFrame, product: str, name: str, missing: str) -> str:
    """Say how much of a product is missing, and in the worst period, if there are several."""
    shares = (
        service.filter(pl.col("product") == product)
        .group_by("period", maintain_order=True)
        .agg(pl.col("demand", "short").sum())
        .filter(pl.col("demand") > 0)
        .select("period", share=pl.col("short") / pl.col("demand"))
        .sort("share", descending=True, maintain_order=True)
    )
    if shares.height < 2:
        return say("{name} ({share} of demand)", name=name, share=missing)
    return say(
        "{name} ({share} of demand, at worst {worst} in {period})",
        name=name,
        share=missing,
        worst=share(shares["share"][0], 1),
        period=shares["period"][0],
    )
