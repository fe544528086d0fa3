"""Checks of where `production` comes from: country, origin, labels and status, from what is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.audit.trade.faults import refuse
from reshore.audit.trade.goods import NO_CLAIM, words
from reshore.audit.trade.using import MAKING, inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.goods import Goods

FRAME = "production"
KEYS = ("process", "provenance", "period")
CHECKS = (
    *("processed where it is made", "origin of the output", "labels that nothing confers"),
    *("labels that the process confers", "labels that components pass on"),
    *("status of the output", "bound for home", "repacked as it came"),
)


@dataclass(frozen=True, slots=True)
class Output:
    """What a process makes of one provenance in a period.

    Attributes
    ----------
    row
        The row of the plan, with what the tables say of it.
    process
        The row of `processes`.
    goods
        What is made.
    inputs
        What of each component is used: goods and units.
    """

    row: Mapping[str, Any]
    process: Mapping[str, Any]
    goods: Goods
    inputs: Mapping[str, Sequence[tuple[Goods, float]]]

    @property
    def conferred(self) -> frozenset[str]:
        """Labels that the process confers whatever it uses."""
        return frozenset(label for label in words(self.process["labels"]) if ":" not in label)

    @property
    def inherited(self) -> frozenset[tuple[str, str]]:
        """Components and labels that are passed on."""
        parts = (word.partition(":") for word in words(self.process["labels"]) if ":" in word)
        return frozenset((component, label) for component, _, label in parts)

    @property
    def sources(self) -> Sequence[Goods]:
        """Goods of the component that decides on the origin."""
        return [goods for goods, _ in self.inputs.get(self.process["origin"], ())]

    def all_have(self, component: str, label: str) -> bool:
        """Whether all of a component that is used has a label."""
        used = self.inputs.get(component, ())
        return bool(used) and all(label in goods.labels for goods, _ in used)


def check_outputs(case: Case, findings: Findings) -> None:
    """Hold the provenance of each output against its process and what it uses."""
    outputs = list(_outputs(case))
    faults = ((name, output.row) for output in outputs for name in _wrong(case, output))
    refuse(findings, FRAME, CHECKS, faults, KEYS)
    _check_content(case, findings, outputs)


def _outputs(case: Case) -> Iterator[Output]:
    """Yield the outputs that are followed."""
    processes = {row["process"]: row for row in case.model["processes"].iter_rows(named=True)}
    used = inputs(case)
    for row in case.made.iter_rows(named=True):
        goods = case.goods(row["product"], row["provenance"])
        if goods.name:
            parts = used.get((row["process"], row["provenance"], row["period"]), {})
            yield Output(row, processes[row["process"]], goods, parts)


def _wrong(case: Case, output: Output) -> Iterator[str]:
    if output.process["repack"]:
        if not all(_same(case, output.goods, source) for source in output.sources):
            yield "repacked as it came"
        return
    goods, home, period = output.goods, output.row["country"], output.row["period"]
    if goods.processed and home not in goods.processed:
        yield "processed where it is made"
    if not _from_there(case, output):
        yield "origin of the output"
    yield from _wrong_labels(case, output)
    bonded = case.regimes[output.row["site"]] in MAKING
    possible = {"free", "out", "made"} if bonded else {"free", "out"}
    if goods.status not in possible or goods.segment or goods.claim != NO_CLAIM:
        yield "status of the output"
    if goods.bound and not case.law.crosses(home, goods.bound, period):
        yield "bound for home"


def _from_there(case: Case, output: Output) -> bool:
    """Whether the origin is that of the site, or of all of the component that decides."""
    origins = output.goods.origins
    if output.process["origin"] == "site":
        return not origins or output.row["country"] in origins
    return not origins or all(case.goods.origins(source) <= origins for source in output.sources)


def _same(case: Case, goods: Goods, source: Goods) -> bool:
    """Whether repacked goods are what they were repacked from."""
    kept = ("status", "via", "bound", "segment", "claim")
    told = case.goods.labels(goods.product)
    return (
        all(getattr(goods, name) == getattr(source, name) for name in kept)
        and (not goods.processed or case.goods.processed(source) <= goods.processed)
        and (not goods.origins or case.goods.origins(source) <= goods.origins)
        and source.labels & told <= goods.labels <= source.labels
    )


def _wrong_labels(case: Case, output: Output) -> Iterator[str]:
    told, labels = case.goods.labels(output.goods.product), output.goods.labels
    covered = dict(_agreements(case, output))
    passed = {label for component, label in output.inherited if output.all_have(component, label)}
    if not labels <= output.conferred | passed | covered.keys():
        yield "labels that nothing confers"
    deemed = {agreement for agreement, row in covered.items() if row["basis"] == "deemed"}
    if not (output.conferred | deemed) & told <= labels:
        yield "labels that the process confers"
    lacking = {label for _, label in output.inherited} & told - labels
    if any(
        label in goods.labels
        for component, label in output.inherited
        if label in lacking
        for goods, _ in output.inputs.get(component, ())
    ):
        yield "labels that components pass on"


def _agreements(case: Case, output: Output) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Agreements that cover the product and that the site's country is a member of."""
    home = output.row["country"]
    yield from case.law.shared(case.hs_codes[output.goods.product], home, home, output.row["period"])


def _check_content(case: Case, findings: Findings, outputs: Sequence[Output]) -> None:
    """Hold what outputs with the label of an agreement are made of."""
    keys = (*KEYS, "agreement")
    schema = dict.fromkeys((*keys, "basis"), pl.String) | dict.fromkeys(("content", "most"), pl.Float64)
    rows = pl.DataFrame(
        [
            (
                *(output.row[key] for key in KEYS),
                agreement,
                row["basis"],
                *_content(case, output, agreement, row),
            )
            for output in outputs
            if not output.process["repack"]
            for agreement, row in _agreements(case, output)
            if agreement in output.goods.labels - _otherwise(output) and row["basis"] != "deemed"
        ],
        schema=schema,
        orient="row",
    )
    for name, basis in (("regional value content", "rvc"), ("components that shift heading", "tariff_shift")):
        of_basis = rows.filter(pl.col("basis") == basis)
        findings.at_most(FRAME, name, of_basis, keys, ("content", "most"))


def _otherwise(output: Output) -> frozenset[str]:
    """Labels that an output has without qualifying."""
    passed = (label for component, label in output.inherited if output.all_have(component, label))
    return output.conferred | frozenset(passed)


def _content(case: Case, output: Output, agreement: str, row: Mapping[str, Any]) -> tuple[float, float]:
    """Value of the components that count against an agreement, and the most that it may be."""
    period = output.row["period"]
    code = case.hs_codes[output.goods.product][: row["digits"]]
    foreign = sum(
        case.customs.worth[component, period] * units
        for component, used in output.inputs.items()
        if row["basis"] == "rvc" or case.hs_codes[component][: row["digits"]] == code
        for goods, units in used
        if agreement not in goods.labels
    )
    share = 1 - row["threshold"] if row["basis"] == "rvc" else row["de_minimis"]
    return foreign, share * output.row["worth"] * output.row["units"]
