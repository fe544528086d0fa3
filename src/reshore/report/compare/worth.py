"""What each plan costs against the first, what of that is proven, and what it comes of."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from reshore.report.compare.beside import NOISE, signed
from reshore.report.language import message, say
from reshore.report.why.view import words
from reshore.report.words import listed, share

if TYPE_CHECKING:
    from reshore.report.against import Difference
    from reshore.report.compare.view import CompareView

LARGEST = 3
"""Groups of costs that a sentence names."""

COSTS = {
    True: message("{plan} costs {amount} more than {first} ({share})."),
    False: message("{plan} costs {amount} less than {first} ({share})."),
}
EARNS = {
    True: message("{plan} earns {amount} more than {first} ({share})."),
    False: message("{plan} earns {amount} less than {first} ({share})."),
}
PROVEN = {
    True: message("It is proven that the best plan for it costs at least {amount} more."),
    False: message("It is proven that the best plan for it costs at least {amount} less."),
}
PROVEN_PROFIT = {
    True: message("It is proven that the best plan for it earns at least {amount} more."),
    False: message("It is proven that the best plan for it earns at least {amount} less."),
}


def worth(view: CompareView) -> list[str]:
    """Say what each plan costs or earns against the first, and what is proven of it."""
    return [" ".join(_one_worth(view, other)) for other in view.others]


def _one_worth(view: CompareView, other: int) -> list[str]:
    first, plan = view.plans[0], view.plans[other]
    change = (first.objective - plan.objective) if view.profit else (plan.objective - first.objective)
    names = {"plan": view.names[other], "first": view.names[0]}
    if abs(change) <= NOISE * abs(first.objective):
        return [say("{plan} is worth the same as {first}.", **names), _proof(view, other)]
    part = share(abs(change / first.objective), 1) if first.objective else say("from nothing")
    said = (EARNS if view.profit else COSTS)[change > 0]
    return [say(said, amount=view.money(abs(change)), share=part, **names), _proof(view, other)]


def _proof(view: CompareView, other: int) -> str:
    """Say what the bounds of both searches prove of the difference."""
    found = view.difference(other)
    if view.inputs[other - 1].is_empty():
        return say("Both are plans of the same case, and the best one costs the same for both.")
    if not found.tie:
        said = PROVEN_PROFIT if view.profit else PROVEN
        more = (found.low > 0) is not view.profit
        return say(said[more], amount=view.money(least(found)))
    ends = [end if isfinite(end) else None for end in (found.low, found.high)]
    if ends == [None, None]:
        return say("Nothing is proven about how far apart the best plans are.")
    return say(
        "They can't be told apart within the gaps of the searches: the best plan for it may cost {interval}"
        " more.",
        interval=words(view.money, *ends),
    )


def least(found: Difference) -> float:
    """Return what is proven of a difference that is no tie."""
    return found.low if found.low > 0 else -found.high


def groups(view: CompareView) -> list[str]:
    """Say which groups of costs differ most."""
    told = []
    for other in view.others:
        named = [
            say("{group} {amount}", group=say(group.value).lower(), amount=signed(change, view.money))
            for group, change in list(view.moves(other).items())[:LARGEST]
        ]
        if named:
            told.append(say("{plan}: {groups}.", plan=view.names[other], groups=listed(named)))
    return told
