r"""Sources: how many places something comes from.

source is 1 where a place i counts as a source of product p (for a destination j, where shipments are
counted) in period t. With x what comes from i, X the sum over all i in the selection, a the least share that
counts, M bounds on x and X:

.. math::

    x_{i} \le M_{i} source_{i} \quad (\text{at most } n \text{ sources}), \qquad
    x_{i} \ge a X - a M (1 - source_{i}), \quad x_{i} \ge \epsilon M_i source_{i} \quad (\text{at least } n),
    \qquad \sum_i source_{i} + missing - spare \le, =, \ge n

missing and spare are the violations of a rule with a price, absent from a hard one. A market that takes a
product from a single source is the first with n = 1 over all shipments to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.rules import selected, span
from reshore.lp.assemble import Term
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.draft import Draft
    from reshore.footprint.network import Network
    from reshore.lp.block import Block

KEYS = ["rule", "product", "destination", "site", "period"]
SPOT = ["rule", "product", "destination", "period"]
SINGLE = "single source"
LEAST = 1e-4
"""A source that is counted as one gives at least this part of what it could give at most."""


def add(draft: Draft) -> None:
    """Add the blocks `source`, `missing`, `spare` and the rows whose names begin with `source_`."""
    flows = pl.concat([_single(draft.network, draft.columns), counted(draft.network, draft.columns)])
    source = flows.group_by(KEYS).agg(
        pl.col("most").max(),
        *(pl.col(name).first() for name in ("callable", "share", "sense", "limit", "price")),
    )
    block = draft.assembler.columns("source", source, KEYS, upper=1.0, integer=True)
    draft.columns["source"] = block
    _most(draft, source, flows)
    _least(draft, source, flows)
    _count(draft, source)


def _count(draft: Draft, source: pl.DataFrame) -> None:
    """Rows: as many sources as the rule says, or a penalty for each that is missing or spare."""
    worth = draft.network.clock.frame.select("period", "discount")
    spots = (
        source.group_by(SPOT)
        .agg(*(pl.col(name).first() for name in ("sense", "limit", "price")))
        .join(worth, on="period", how="left")
        .with_columns(
            lower=pl.when(pl.col("sense") == "<=").then(float("-inf")).otherwise("limit"),
            upper=pl.when(pl.col("sense") == ">=").then(float("inf")).otherwise("limit"),
            cost=pl.col("price") * pl.col("discount"),
        )
    )
    priced = spots.filter(pl.col("price").is_not_null())
    missing = draft.assembler.columns("missing", priced.filter(pl.col("sense") != "<="), SPOT, cost="cost")
    spare = draft.assembler.columns("spare", priced.filter(pl.col("sense") != ">="), SPOT, cost="cost")
    draft.columns.update(missing=missing, spare=spare)
    draft.assembler.rows(
        "source_count",
        spots,
        SPOT,
        [Term(draft.columns["source"]), Term(missing), Term(spare, -1.0)],
        lower="lower",
        upper="upper",
    )


def _single(network: Network, columns: Mapping[str, Block]) -> pl.DataFrame:
    """Shipments to markets that take a product from one place."""
    wanted = network.demand.filter("single_source").select("product", "period", destination="market").unique()
    ship = columns["ship"].frame.join(wanted, on=["product", "period", "destination"], how="semi")
    one = ship.with_columns(limit=pl.lit(1.0), price=pl.lit(None, dtype=pl.Float64))
    return _flows(network, "ship", one, SINGLE, "<=", 0.0)


def counted(network: Network, columns: Mapping[str, Block]) -> pl.DataFrame:
    """Return the flows among which rules count sources.

    Returns
    -------
    Frame with `KEYS`, the flow's own keys and block, most (units that its place can give), callable (units
    that all places can give), share, sense, limit, price.
    """
    rules = network.model["rules"].filter(pl.col("measure") == "sources").sort("rule")
    changing = by_period(network.model, "rules", ["limit", "price"])
    parts = [_flows(network, "ship", _no_ship(columns), "", "<=", 0.0)]
    for rule in rules.iter_rows(named=True):
        block, name = columns[rule["activity"]], rule["rule"]
        chosen = selected(network, block, rule["activity"], rule["where"], f"rules: {name}")
        limits = changing.filter(pl.col("rule") == name, pl.col("period").is_in(span(network, rule)))
        parts.append(
            _flows(
                network,
                rule["activity"],
                chosen.join(limits.drop("rule"), on="period", how="inner"),
                name,
                rule["sense"],
                rule["share"],
            )
        )
    return pl.concat(parts)


def _no_ship(columns: Mapping[str, Block]) -> pl.DataFrame:
    """No shipment at all: what gives the frame its columns where no rule counts sources."""
    none = columns["ship"].frame.clear()
    return none.with_columns(limit=pl.lit(None, dtype=pl.Float64), price=pl.lit(None, dtype=pl.Float64))


def _flows(
    network: Network, block: str, chosen: pl.DataFrame, rule: str, sense: str, share: float
) -> pl.DataFrame:
    """Flows of one rule: what they belong to, their own keys, and the most that the flow's place can give."""
    if block == "ship":
        bound = chosen.join(network.wanted, on=["origin", "destination", "product", "period"], how="left")
    else:
        bound = chosen.with_columns(wanted=pl.lit(None, dtype=pl.Float64))
    nothing = pl.lit(None, dtype=pl.String)
    return bound.join(network.callable, on=["product", "period"], how="left").select(
        rule=pl.lit(rule),
        product="product",
        destination=pl.col("destination") if block == "ship" else pl.lit(""),
        site=pl.col("origin") if block == "ship" else pl.col("site"),
        period="period",
        most=pl.coalesce("wanted", "callable"),
        callable="callable",
        share=pl.lit(share),
        sense=pl.lit(sense),
        limit="limit",
        price="price",
        block=pl.lit(block),
        provenance="provenance",
        lane=pl.col("lane") if block == "ship" else nothing,
        arrives=pl.col("arrives") if block == "ship" else nothing,
        process=pl.col("process") if block == "make" else nothing,
        since=pl.col("since") if block == "make" else nothing,
    )


def _terms(draft: Draft, flows: pl.DataFrame, coefficient: float | str) -> list[Term]:
    """Terms of the flows themselves, one a kind of flow."""
    return [
        Term(draft.columns[block], coefficient, through=part)
        for block in ("make", "buy", "ship")
        if not (part := flows.filter(pl.col("block") == block)).is_empty()
    ]


def _most(draft: Draft, source: pl.DataFrame, flows: pl.DataFrame) -> None:
    """Rows: what is no source gives nothing."""
    capped = source.filter(pl.col("sense") != ">=")
    relation = capped.with_columns(less=-pl.col("most"))
    draft.assembler.rows(
        "source_most",
        capped,
        KEYS,
        [
            *_terms(draft, flows.filter(pl.col("sense") != ">="), 1.0),
            Term(draft.columns["source"], "less", through=relation),
        ],
        upper=0.0,
    )


def _least(draft: Draft, source: pl.DataFrame, flows: pl.DataFrame) -> None:
    """Rows: a source that counts gives at least its share of the whole, and more than nothing."""
    counted = source.filter(pl.col("sense") != "<=")
    demanded = flows.filter(pl.col("sense") != "<=")
    whole = (
        demanded.join(counted.select(*SPOT, other="site"), on=SPOT, how="inner")
        .with_columns(part=-pl.col("share"))
        .filter(pl.col("share") > 0)
    )
    whole_most = pl.min_horizontal(pl.col("most").sum().over(SPOT), "callable")
    shared = counted.filter(pl.col("share") > 0).with_columns(less=-pl.col("share") * whole_most)
    draft.assembler.rows(
        "source_share",
        shared,
        KEYS,
        [
            *_terms(draft, demanded.filter(pl.col("share") > 0), 1.0),
            *(
                Term(term.block, "part", {"site": "other"}, term.through)
                for term in _terms(draft, whole, "part")
            ),
            Term(draft.columns["source"], "less", through=shared),
        ],
        lower="less",
    )
    least = counted.with_columns(less=-LEAST * pl.col("most"))
    draft.assembler.rows(
        "source_least",
        counted,
        KEYS,
        [*_terms(draft, demanded, 1.0), Term(draft.columns["source"], "less", through=least)],
        lower=0.0,
    )
