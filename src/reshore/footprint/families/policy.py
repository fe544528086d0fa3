r"""Policy: rules, and today's network where it is pinned.

For every rule and period (or for the sum of its periods), with c the measure of one unit, L the limit, A
what is selected, B the denominator (empty: the 1 stands alone), and over, under the violations of a rule
with a price (absent from a hard rule):

.. math::

    \sum_{a \in A} c_a x_a - over + under \;\le, =, \ge\; L \cdot \Big(1 \text{ or } \sum_{b \in B} c_b
    x_b\Big)

Pinned rows of the baseline are two such limits each, value x (1 - tolerance) and value x (1 + tolerance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.rules import Limit, limits, pins
from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from reshore.footprint.draft import Draft

RULE = ["rule", "period"]
PIN = ["rule", "sense", "period"]


def add(draft: Draft) -> list[Limit]:
    """Add the blocks `over` and `under` and the rows `rule` and `baseline`; return the rules' limits."""
    found = limits(draft.network, draft.columns)
    rules = _frame(found)
    worth = draft.network.clock.frame.select("period", "discount")
    priced = (
        rules.filter(pl.col("price").is_not_null())
        .join(worth, on="period", how="left")
        .with_columns(cost=pl.col("price") * pl.col("discount"))
    )
    over = draft.assembler.columns("over", priced.filter(pl.col("sense") != ">="), RULE, cost="cost")
    under = draft.assembler.columns("under", priced.filter(pl.col("sense") != "<="), RULE, cost="cost")
    draft.columns.update(over=over, under=under)
    draft.assembler.rows(
        "rule",
        rules,
        RULE,
        [*_terms(draft, found), Term(over, -1.0), Term(under, 1.0)],
        lower="lower",
        upper="upper",
    )
    pinned = pins(draft.network, draft.columns)
    draft.assembler.rows("baseline", _frame(pinned), PIN, _terms(draft, pinned), lower="lower", upper="upper")
    return found


def _frame(found: list[Limit]) -> pl.DataFrame:
    """One line a limit, with the bounds of its row."""
    return pl.DataFrame(
        {
            "rule": [limit.name for limit in found],
            "period": [limit.period for limit in found],
            "sense": [limit.sense for limit in found],
            "priority": [limit.priority for limit in found],
            "price": [limit.price for limit in found],
            "lower": [float("-inf") if limit.sense == "<=" else limit.amount for limit in found],
            "upper": [float("inf") if limit.sense == ">=" else limit.amount for limit in found],
        },
        schema={
            "rule": pl.String,
            "period": pl.String,
            "sense": pl.String,
            "priority": pl.Int64,
            "price": pl.Float64,
            "lower": pl.Float64,
            "upper": pl.Float64,
        },
    )


def _terms(draft: Draft, found: list[Limit]) -> list[Term]:
    """Terms of the limits, one relation a block."""
    terms = []
    for activity in dict.fromkeys(limit.activity for limit in found):
        relation = pl.concat(
            limit.terms.with_columns(
                rule=pl.lit(limit.name), sense=pl.lit(limit.sense), at=pl.lit(limit.period)
            )
            for limit in found
            if limit.activity == activity
        )
        if not relation.is_empty():
            terms.append(Term(draft.columns[activity], "coefficient", {"period": "at"}, relation))
    return terms
