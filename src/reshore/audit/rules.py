"""Checks of `rules`: every value, limit and violation from scratch, and that hard rules are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.audit.activities import activity, measured
from reshore.audit.baseline import baseline_activity
from reshore.audit.sources import count_sources
from reshore.tables.select import mask, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.audit.case import Case
    from reshore.audit.clock import Tick
    from reshore.audit.findings import Findings

FRAME = "rules"
KEYS = ("rule", "period")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `rules`.

    Attributes
    ----------
    row
        The table's row.
    limits, prices
        Limit and price of a unit of violation, by period; without a price the rule is hard.
    ticks
        The periods from its first to its last.
    """

    row: Mapping[str, Any]
    limits: Mapping[str, float]
    prices: Mapping[str, float | None]
    ticks: Sequence[Tick]

    @property
    def spans(self) -> Iterator[tuple[str | None, Tick, tuple[str, ...]]]:
        """What is limited as one: its period in the frame, the period it is booked in, the periods summed."""
        if self.row["periods"] == "cumulative":
            yield None, self.ticks[-1], tuple(tick.period for tick in self.ticks)
        else:
            for tick in self.ticks:
                yield tick.period, tick, (tick.period,)

    def violation(self, value: float, limit: float) -> float:
        """Return by how much a value misses a limit."""
        over, under = max(0.0, value - limit), max(0.0, limit - value)
        return {"<=": over, ">=": under, "=": over + under}[self.row["sense"]]


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the frame has to say; value and violation may have bounds where sources are counted."""

    rule: str
    period: str | None
    measure: str
    sense: str
    least: float
    most: float
    limit: float
    mildest: float
    severest: float
    hard: bool


def rules(case: Case) -> Iterator[Rule]:
    """Read the rules of the model."""
    limits: dict[str, dict[str, float]] = {}
    prices: dict[str, dict[str, float | None]] = {}
    for rule, period, limit, price in case.by_period("rules", ["limit", "price"]).iter_rows():
        limits.setdefault(rule, {})[period] = limit
        prices.setdefault(rule, {})[period] = price
    order = {tick.period: tick.index for tick in case.clock}
    for row in case.model["rules"].iter_rows(named=True):
        first = order[row["from"]] if row["from"] else 0
        last = order[row["to"]] if row["to"] else len(case.clock) - 1
        ticks = case.clock.ticks[first : last + 1]
        yield Rule(row, limits[row["rule"]], prices[row["rule"]], ticks)


def check_rules(case: Case, findings: Findings) -> None:
    """Hold the frame `rules` against the tables and the plan, and that no hard rule is violated."""
    lines = [line for rule in rules(case) for line in _lines(case, rule, findings.tolerance)]
    expected = _frame(lines)
    found = case.frames[FRAME]
    findings.never(FRAME, "no such rule", found.join(expected, on=KEYS, how="anti", nulls_equal=True), KEYS)
    findings.never(FRAME, "unique", found.filter(pl.struct(KEYS).is_duplicated()), KEYS)
    rows = expected.join(found, on=KEYS, how="left", suffix=" found", nulls_equal=True)
    for column in ("measure", "sense"):
        wrong = rows.filter(pl.col(column).ne_missing(pl.col(f"{column} found")))
        findings.never(FRAME, column, wrong, KEYS)
    rows = rows.with_columns(
        counted=_nearest("value", "least", "most"), missed=_nearest("violation", "mildest", "severest")
    )
    findings.equal(FRAME, "value", rows, KEYS, ("value", "counted"))
    findings.equal(FRAME, "limit", rows, KEYS, ("limit found", "limit"))
    rows = rows.with_columns(size=pl.max_horizontal(pl.col("value", "limit").abs()))
    findings.equal(FRAME, "violation", rows, KEYS, ("violation", "missed"), "size")
    findings.never(FRAME, "goods of one provenance that rules tell apart", _told_apart(case), ["rule"])
    hard = rows.filter("hard").with_columns(nothing=pl.lit(0.0))
    findings.equal(FRAME, "hard rules", hard, KEYS, ("mildest", "nothing"), "size")


def _told_apart(case: Case) -> pl.DataFrame:
    """Return the rules that hold for one of the countries that a provenance merges and not for another."""
    sizes = (len(countries) for goods in case.goods for countries in (goods.processed, goods.origins))
    most = max(sizes, default=0)
    wrong = []
    for row in case.model["rules"].iter_rows(named=True) if most > 1 else ():
        frames = [activity(case, row["activity"], member) for member in range(most)]
        for condition in (row["where"], row["of"]):
            if condition != "baseline":
                masks = [mask(frame, condition, f"rules: {row['rule']}") for frame in frames]
                wrong += [row["rule"]] * any((other != masks[0]).any() for other in masks[1:])
    return pl.DataFrame({"rule": wrong}, schema={"rule": pl.String})


def _nearest(found: str, low: str, high: str) -> pl.Expr:
    """Of the values from `low` to `high` in whole steps the one nearest to what was found."""
    steps = (pl.col(found) - pl.col(low)).round()
    return (pl.col(low) + steps).clip(pl.col(low), pl.col(high))


def _frame(lines: Sequence[Line]) -> pl.DataFrame:
    texts = dict.fromkeys((*KEYS, "measure", "sense"), pl.String)
    numbers = dict.fromkeys(("least", "most", "limit", "mildest", "severest"), pl.Float64)
    return pl.DataFrame(lines, schema=texts | numbers | {"hard": pl.Boolean}, orient="row")


def _lines(case: Case, rule: Rule, tolerance: float) -> Iterator[Line]:
    if rule.row["measure"] == "sources":
        yield from _source_lines(case, rule, tolerance)
        return
    sums = _sums(activity(case, rule.row["activity"]), rule, rule.row["where"])
    whole = _denominators(case, rule)
    for period, tick, span in rule.spans:
        value = sum(sums.get(name, 0.0) for name in span)
        limit = rule.limits[tick.period]
        if whole is not None:
            limit *= sum(whole.get(name, 0.0) for name in span)
        violation = rule.violation(value, limit)
        yield _line(rule, period, tick, (value, value), limit, (violation, violation))


def _source_lines(case: Case, rule: Rule, tolerance: float) -> Iterator[Line]:
    """Lines of a rule on sources: the worst count, and the violations of all products and destinations."""
    worst = {"<=": max, ">=": min}
    counts = count_sources(case, rule, tolerance)
    for period, tick, span in rule.spans:
        limit, groups = rule.limits[tick.period], counts[span]
        if not groups:
            continue
        violations = [sorted(rule.violation(count, limit) for count in group) for group in groups]
        summed = sum(low for low, _ in violations), sum(high for _, high in violations)
        if rule.row["sense"] == "=":
            farthest = max(violations, key=lambda pair: pair[1])
            values = [group for group, pair in zip(groups, violations, strict=True) if pair[1] == farthest[1]]
            value = min(low for low, _ in values), max(high for _, high in values)
        else:
            pick = worst[rule.row["sense"]]
            value = pick(low for low, _ in groups), pick(high for _, high in groups)
        yield _line(rule, period, tick, value, limit, summed)


def _line(
    rule: Rule,
    period: str | None,
    tick: Tick,
    value: tuple[float, float],
    limit: float,
    violation: tuple[float, float],
) -> Line:
    row = rule.row
    hard = rule.prices[tick.period] is None
    return Line(row["rule"], period, row["measure"], row["sense"], *value, limit, *violation, hard)


def _denominators(case: Case, rule: Rule) -> dict[str, float] | None:
    """Return what the limit is a share of, by period; None where it is an amount."""
    of = (rule.row["of"] or "").strip()
    if not of:
        return None
    if of == "baseline":
        return _sums(baseline_activity(case, rule.row["activity"]), rule, rule.row["where"])
    return _sums(activity(case, rule.row["activity"]), rule, of)


def _sums(frame: pl.DataFrame, rule: Rule, condition: str | None) -> dict[str, float]:
    """Sum the rule's measure over the rows that a condition selects, by period."""
    name = rule.row["rule"]
    chosen = measured(select(frame, condition, f"rules: {name}"), rule.row["measure"], name)
    return dict(chosen.group_by("period").agg(pl.col("amount").sum()).iter_rows())
