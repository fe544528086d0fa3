"""Every duty charged and paid back, worked out again: at borders, on release from bond, on use in bond."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from reshore.audit.freight import with_freight
from reshore.audit.trade.goods import NO_CLAIM
from reshore.audit.trade.tariff import Crossing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.audit.case import Case
    from reshore.audit.trade.goods import Goods
    from reshore.audit.trade.tariff import Assessment, Layer

Row = dict[str, Any]


class Line(NamedTuple):
    """A line of the frame `duties`.

    Attributes
    ----------
    sure
        Whether all that its provenance merges pays the same.
    told
        Whether a preference has to stand there: not if it waives for some what others never pay, or nothing.
    """

    event: str
    place: str
    lane: str | None
    process: str | None
    product: str
    provenance: str | None
    becomes: str | None
    importer: str
    exporter: str | None
    period: str
    layer: str | None
    preference: str | None
    ad_valorem: float | None
    per_kg: float | None
    units: float
    customs_value: float | None
    amount: float
    sure: bool
    told: bool = True


NUMBERS = ("ad_valorem", "per_kg", "units", "customs_value", "amount")
SCHEMA: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(Line._fields, pl.String),
    **dict.fromkeys(NUMBERS, pl.Float64),
    "sure": pl.Boolean,
    "told": pl.Boolean,
}


@dataclass(slots=True)
class Relief:
    """What may be paid back on an output of a process in a period.

    Attributes
    ----------
    charged
        Duty on use, of components that enter with the output.
    full, lesser
        Claims of components, by what is paid back of them.
    """

    charged: float = 0.0
    full: float = 0.0
    lesser: float = 0.0


def charged(case: Case) -> pl.DataFrame:
    """Return all lines of duty that the plan's flows lead to, in the columns of `Line`."""
    return pl.DataFrame([*_moving(case), *_making(case)], schema=SCHEMA, orient="row")


class Duty(NamedTuple):
    """What goods pay at a crossing, for each of the origins that they may have."""

    possible: Sequence[Assessment]

    @property
    def first(self) -> Assessment:
        """What stands for all."""
        return self.possible[0]

    @property
    def sure(self) -> bool:
        """Whether all pay and claim the same."""
        return all(other.paid == self.first.paid for other in self.possible)

    @property
    def layers(self) -> Iterator[tuple[Layer, bool]]:
        """The layers of any of them, and whether they must be told: the same for all, and of consequence."""
        known = {layer.name: layer for assessment in reversed(self.possible) for layer in assessment.layers}
        for name, layer in known.items():
            same = all(assessment.layer(name) == layer.rounded for assessment in self.possible)
            yield layer, same and (layer.spares or not layer.preference)


def assess(
    case: Case, goods: Goods, ends: tuple[str, str], period: str, *, segment: str = "", hs: str | None = None
) -> Duty:
    """Return what goods pay from an exporter to an importer.

    Parameters
    ----------
    ends
        Exporter and importer.
    segment
        As the goods have it on arrival.
    hs
        The code at which they are charged, where it isn't their own.
    """
    code = case.hs_codes[goods.product] if hs is None else hs
    named = "" if segment == "~" else segment
    origins = sorted(case.goods.origins(goods)) or [""]
    crossings = (
        Crossing(goods.product, code, origin, goods.labels, *ends, named, period) for origin in origins
    )
    return Duty([case.tariff.assess(crossing) for crossing in crossings])


def _moving(case: Case) -> Iterator[Line]:
    countries = case.places.select("place", "country")
    rows = (
        with_freight(case, case.shipped)
        .join(countries.rename({"place": "origin", "country": "home"}), on="origin")
        .join(countries.rename({"place": "destination", "country": "abroad"}), on="destination")
    )
    columns = (
        "lane",
        "origin",
        "destination",
        "home",
        "abroad",
        "product",
        "provenance",
        "arrives",
        "period",
    )
    for row in rows.select(*columns, "units", "freight").iter_rows(named=True):
        leaves = case.goods(row["product"], row["provenance"])
        arrives = case.goods(row["product"], row["arrives"])
        if case.law.crosses(row["home"], row["abroad"], row["period"]):
            yield from _entry(case, row, leaves, arrives)
        elif leaves.status == "bond" and arrives.status == "free":
            duty = assess(case, leaves, (leaves.via, row["home"]), row["period"], segment=arrives.segment)
            value = case.customs.value(row["product"], row["home"], row["period"])
            line = _line(row, "release", row["destination"], row["home"], leaves.via, value)
            yield from _layers(case, line, duty)


def _entry(case: Case, row: Row, leaves: Goods, arrives: Goods) -> Iterator[Line]:
    """Duty of what arrives free, and what is paid back because it left."""
    home, abroad, product, period = (row[name] for name in ("home", "abroad", "product", "period"))
    due, sure, mass = 0.0, True, case.customs.mass[product]
    if arrives.status == "free":
        duty = assess(case, leaves, (home, abroad), period, segment=arrives.segment)
        landed = case.customs.landed(product, abroad, period, row["origin"], row["freight"])
        due, sure = duty.first.amount(landed, mass), duty.sure
        line = _line(row, "entry", row["destination"], abroad, home, landed)
        yield from _layers(case, line, duty)
    if leaves.status == "free" and leaves.claim != NO_CLAIM:
        value, claim = case.customs.value(product, home, period), leaves.claim
        lesser = claim.lesser_ad_valorem * value + claim.lesser_per_kg * mass
        back = claim.full_ad_valorem * value + claim.full_per_kg * mass + min(lesser, due)
        line = _line(row, "drawback", row["origin"], home, None, value)
        yield line._replace(amount=-back * line.units, sure=sure)


def _making(case: Case) -> Iterator[Line]:
    """Duty on what is used in bond, and what is paid back on what is made for other countries."""
    reliefs: dict[tuple[str, str | None, str], Relief] = defaultdict(Relief)
    for row in case.drawn.iter_rows(named=True):
        component = case.goods(row["component"], row["drawn"])
        output = case.goods(row["product"], row["provenance"])
        relief = reliefs[row["process"], row["provenance"], row["period"]]
        if component.status == "bond" and pays_on_use(case, row, output):
            lines = list(_on_use(case, row, component))
            relief.charged += sum(line.amount for line in lines)
            yield from lines
        elif component.status == "free" and output.status == "out":
            full, lesser = claims(case, row, component)
            relief.full += full
            relief.lesser += lesser
    for row in case.made.iter_rows(named=True):
        output = case.goods(row["product"], row["provenance"])
        relief = reliefs[row["process"], row["provenance"], row["period"]]
        if output.status in {"made", "out"} and (line := _relieved(case, row, output, relief)):
            yield line


def restored(case: Case) -> pl.DataFrame:
    """Return what is paid back on components whatever the output pays elsewhere: it alone counts in rules.

    Returns
    -------
    pl.DataFrame
        process, provenance (the output's), component, drawn, period, amount (negative).
    """
    keys = ("process", "provenance", "component", "drawn", "period")
    rows = []
    for row in case.drawn.iter_rows(named=True):
        component = case.goods(row["component"], row["drawn"])
        output = case.goods(row["product"], row["provenance"])
        if (component.status, output.status, limit(case, row, output)) == ("free", "out", "free"):
            full, _ = claims(case, row, component)
            rows.append((*(row[key] for key in keys), -full))
    return pl.DataFrame(rows, schema=dict.fromkeys(keys, pl.String) | {"amount": pl.Float64}, orient="row")


def pays_on_use(case: Case, row: Row, output: Goods) -> bool:
    """Whether goods in bond pay when they are used in an output."""
    if output.status == "made" and output.bound:
        return limit(case, row, output) in {"none", "lesser"}
    return output.status == "free"


def limit(case: Case, row: Row, output: Goods) -> str:
    """Return the strictest relief that agreements leave an output: none, lesser or free."""
    if not output.bound:
        return "free"
    return case.law.limit(case.hs_codes[output.product], row["country"], output.bound, row["period"])


def claims(case: Case, row: Row, component: Goods) -> tuple[float, float]:
    """Return the full and the lesser claims of the units of a component that are used, in money."""
    value = case.customs.value(component.product, row["country"], row["period"])
    mass, claim = case.customs.mass[component.product], component.claim
    full = claim.full_ad_valorem * value + claim.full_per_kg * mass
    return full * row["units"], (claim.lesser_ad_valorem * value + claim.lesser_per_kg * mass) * row["units"]


def _on_use(case: Case, row: Row, component: Goods) -> Iterator[Line]:
    home, period = row["country"], row["period"]
    free_zone = case.regimes[row["site"]] == "free_zone"
    hs = case.hs_codes[row["product"] if free_zone else component.product]
    duty = assess(case, component, (component.via, home), period, hs=hs)
    value = case.customs.value(component.product, home, period)
    named = row | {"product": component.product, "provenance": row["drawn"], "arrives": row["provenance"]}
    yield from _layers(case, _line(named, "use", row["site"], home, component.via, value), duty)


def _relieved(case: Case, row: Row, output: Goods, relief: Relief) -> Line | None:
    """Return what is paid back on the use of components in goods that leave; None where nothing is."""
    allowed = limit(case, row, output)
    due, sure = float("inf"), True
    if output.bound:
        duty = assess(case, output, (row["country"], output.bound), row["period"])
        value = case.customs.value(output.product, output.bound, row["period"], row["site"])
        due = duty.first.amount(value, case.customs.mass[output.product]) * row["units"]
        sure = duty.sure
    if allowed == "none":
        back = 0.0
    elif allowed == "lesser":
        back = min(relief.charged + relief.full + relief.lesser, due)
    else:
        back = relief.full + (min(relief.lesser, due) if output.bound else 0.0)
    if not back:
        return None
    line = _line(row | {"arrives": None}, "drawback", row["site"], row["country"], None, None)
    return line._replace(amount=-back, sure=sure)


def _line(row: Row, event: str, place: str, importer: str, exporter: str | None, value: float | None) -> Line:
    """Return a line without layer and amount, of a row that moves or makes goods."""
    names = (row.get("lane"), row.get("process"), row["product"], row["provenance"], row["arrives"])
    ends = (importer, exporter, row["period"])
    return Line(event, place, *names, *ends, None, None, None, None, row["units"], value, 0.0, True)


def _layers(case: Case, line: Line, duty: Duty) -> Iterator[Line]:
    """Yield a line for each layer of a duty."""
    value, mass = line.customs_value or 0.0, case.customs.mass[line.product]
    for layer, told in duty.layers:
        yield line._replace(
            layer=layer.name,
            preference=layer.preference or None,
            ad_valorem=layer.ad_valorem,
            per_kg=layer.per_kg,
            amount=(layer.ad_valorem * value + layer.per_kg * mass) * line.units,
            sure=duty.sure,
            told=told,
        )
