"""What a plan for many futures comes to in words, and the figures that one reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.chance.tails import conditional_value_at_risk
from reshore.report.html import Markup, join, tag
from reshore.report.language import message, say, say_html
from reshore.report.robust.service import shortages
from reshore.report.robust.view import AIMS, between, future_name
from reshore.report.robust.worth import figure
from reshore.report.section import Section
from reshore.report.words import counted, number, share
from reshore.robust.objective import Objective
from reshore.robust.others import differences

if TYPE_CHECKING:
    from reshore.report.robust.view import RobustView


def section(view: RobustView) -> Section:
    """Return the verdict and the key figures."""
    sentences = [_expected(view), _ends(view), _aim(view), *_others(view), _planning(view)]
    sentences += [_information(view), _service(view), _sample(view)]
    verdict = tag("ul", *(tag("li", sentence) for sentence in sentences if sentence), class_="verdict")
    return Section("futures", say("Across its futures"), join([verdict, _cards(view)]))


def in_short(view: RobustView) -> Markup:
    """Return what the verdict on the plan of one future says first: that there are others, and their cost."""
    costs = view["futures"]["cost"].to_list()
    future = next(name for name, plan in view.result.plans.items() if plan is view.result.main)
    return say_html(
        "<b>A plan for {futures}</b>: it costs {mean} on average, {least} to {most}. Unless it says"
        " otherwise, this page shows one of them: {future}.",
        futures=counted(len(costs), "future"),
        mean=view.money(_mean(view)),
        least=view.money(min(costs)),
        most=view.money(max(costs)),
        future=future_name(future),
    )


def _expected(view: RobustView) -> Markup:
    return say_html(
        "<b>Costs {amount} on average</b> over {futures}.",
        amount=view.money(_mean(view)),
        futures=counted(len(view.result.plans), "future"),
    )


def _mean(view: RobustView) -> float:
    rows = view["futures"]
    return float(rows["cost"].to_numpy() @ rows["probability"].to_numpy())


def _ends(view: RobustView) -> Markup | None:
    rows = view["futures"].sort("cost", maintain_order=True)
    if rows.height < 2:
        return None
    best, worst = rows.row(0, named=True), rows.row(-1, named=True)
    return say_html(
        "<b>Between {least} and {most}</b>: least in {best}, most in {worst}.",
        least=view.money(best["cost"]),
        most=view.money(worst["cost"]),
        best=future_name(best["future"]),
        worst=future_name(worst["future"]),
    )


def _aim(view: RobustView) -> Markup:
    result = view.result
    return say_html(
        "<b>Searched for {aim}</b>: {reached} is reached, and no decisions give less than {bound}.",
        aim=say(AIMS[view.aim]),
        reached=view.money(result.objective),
        bound=view.money(result.bound),
    )


def _others(view: RobustView) -> list[Markup]:
    return [_other(view, name) for name in view.others]


def _other(view: RobustView, name: str) -> Markup:
    mean = differences(view.result, name).row(-1, named=True)
    if mean["difference"] is None:
        return say_html(
            "<b>The plan <q>{plan}</q> bears no future</b>: its decisions leave no flows.", plan=name
        )
    said = (
        message("<b>The plan <q>{plan}</q> costs {amount} more</b> on average where it has flows ({share}).")
        if mean["difference"] >= 0
        else message(
            "<b>The plan <q>{plan}</q> costs {amount} less</b> on average where it has flows ({share})."
        )
    )
    return say_html(
        said,
        plan=name,
        amount=view.money(abs(mean["difference"])),
        share=share(mean["probability"]),
    )


def _planning(view: RobustView) -> Markup | None:
    row = figure(view, "value of planning for all futures")
    if row is None:
        return None
    if row["high"] is None:
        return say_html("<b>The plan for the mean future</b> leaves some futures without flows.")
    return say_html(
        "<b>Planning for all futures saves {amount}</b> against the plan for the mean future.",
        amount=between(view.money, row["low"], row["high"]),
    )


def _information(view: RobustView) -> Markup | None:
    row = figure(view, "value of perfect information")
    if row is None:
        return None
    return say_html(
        "<b>Knowing the future would save {amount}</b>.",
        amount=between(view.money, row["low"], row["high"]),
    )


def _service(view: RobustView) -> Markup:
    rows = shortages(view)
    if rows.is_empty():
        return say_html("<b>Delivers all that is asked for</b> in every future.")
    worst = rows.row(0, named=True)["future"]
    service = view.result.plans[worst]["service"]
    return say_html(
        "<b>Worst served in {future}</b>: {share} of what is asked for isn't delivered.",
        future=future_name(worst),
        share=share(float(service["short"].sum()) / float(service["demand"].sum()), 1),
    )


def _sample(view: RobustView) -> Markup | None:
    row = figure(view, "optimality gap")
    if row is None or row["high"] is None:
        return None
    return say_html(
        "<b>How sure</b>: over all draws, the best plan costs at most {high} less, with {level} confidence.",
        high=view.money(row["high"]),
        level=share(int(row["level"]) / 100),
    )


def _cards(view: RobustView) -> Markup:
    rows, result = view["futures"], view.result
    costs, weights, level = rows["cost"].to_numpy(), rows["probability"].to_numpy(), result.options["alpha"]
    cards = [
        (say("Expected cost"), view.money(_mean(view))),
        (
            say("Mean of the worst {share}", share=share(1 - level)),
            view.money(conditional_value_at_risk(costs, weights, level)),
        ),
        (say("Worst future"), view.money(float(costs.max()))),
        (say("Futures"), number(len(costs))),
        (say("Gap"), share(result.gap, 2)),
    ]
    if view.alone and view.aim is not Objective.REGRET:
        cards.append(
            (say("Largest regret, at most"), view.money(float(rows["regret_most"].to_numpy().max())))
        )
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in cards), class_="cards"
    )
