"""Futures as SMPS: the program of one, where its second stage begins, and in what the others differ.

As Birge et al. (1987), "A standard input format for multiperiod stochastic linear programs", have it, with
scenarios that all leave the root. Costs of the first stage are expected ones where futures differ in them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from reshore.lp.write import names, write_program
from reshore.robust.joint import RULES
from reshore.robust.second import Second

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reshore.lp.program import LinearProgram
    from reshore.robust.case import Case
    from reshore.robust.joint import Joint

NAME = "futures"
"""Of the problem, and of its files."""

OBJECTIVE, RHS, BOUND = "Obj", "RHS_V", "BOUND"
"""What the core file calls its objective, right-hand sides and bounds."""


class DifferentShapesError(ValueError):
    """Programs of futures differ in more than numbers, so that SMPS can't tell them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names in the core file.

    Attributes
    ----------
    columns, rows
        Of all columns and rows, the shared ones first.
    first, fixed
        How many columns and rows are shared.
    """

    columns: Sequence[str]
    rows: Sequence[str]
    first: int
    fixed: int


def write_smps(cases: Sequence[Case], joint: Joint, folder: Path) -> None:
    """Write ``futures.cor``, ``futures.tim`` and ``futures.sto``.

    Raises
    ------
    DifferentShapesError
        If the programs differ in more than numbers; nothing is written then.
    OSError
        If a file can't be written.
    """
    seconds = [Second.of(case, joint, index) for index, case in enumerate(cases)]
    if not joint.shared.size:
        raise DifferentShapesError("nothing is decided once")
    for case, second in zip(cases, seconds, strict=True):
        if differing := second.difference(seconds[0]):
            one, other = case.future.name, cases[0].future.name
            raise DifferentShapesError(
                f"the program of future {one!r} differs from that of {other!r} in {differing}"
            )
    core = _core(joint, seconds[0])
    labels = Labels(
        columns=list(names(core.columns.values())),
        rows=list(names(core.rows.values())),
        first=joint.shared.size,
        fixed=joint.shared.limits[0].shape[0],
    )
    draft = folder / f"{NAME}.mps"
    write_program(core, draft)
    draft.rename(folder / f"{NAME}.cor")
    _write(folder / f"{NAME}.tim", "TIME", _stages(labels))
    _write(folder / f"{NAME}.sto", "STOCH", _scenarios(joint, seconds, labels))


def _core(joint: Joint, second: Second) -> LinearProgram:
    """Return the program of a future, the shared columns and rows in front."""
    shared = joint.shared
    limits, row_lower, row_upper = shared.limits
    shape = limits.shape[0], second.matrix.shape[1]
    wide = csr_array((limits.data, limits.indices, limits.indptr), shape=shape)
    return replace(
        joint.program,
        cost=np.concatenate([joint.program.cost[: shared.size], second.cost]),
        lower=np.concatenate([shared.lower, second.lower]),
        upper=np.concatenate([shared.upper, second.upper]),
        matrix=csr_array(vstack([wide, second.matrix])).tocsc(),
        row_lower=np.concatenate([row_lower, second.row_lower]),
        row_upper=np.concatenate([row_upper, second.row_upper]),
        integer=np.concatenate([shared.integer, second.integer]),
        columns={**shared.blocks, **second.columns},
        rows={RULES: joint.program.rows[RULES], **second.rows},
    )


def _stages(labels: Labels) -> Iterator[str]:
    """Yield the first column and row of each stage."""
    yield "PERIODS       IMPLICIT"
    yield f"    {labels.columns[0]}  {OBJECTIVE}  STAGE1"
    yield f"    {labels.columns[labels.first]}  {labels.rows[labels.fixed]}  STAGE2"


def _scenarios(joint: Joint, seconds: Sequence[Second], labels: Labels) -> Iterator[str]:
    """Yield each future with its probability, and in what it differs from the core."""
    yield "SCENARIOS     DISCRETE"
    for number, (share, second) in enumerate(zip(joint.probabilities, seconds, strict=True), 1):
        yield f" SC FUTURE{number:04d}  'ROOT'  {share:.15g}  STAGE2"
        yield from _changes(second, seconds[0], labels)


def _changes(second: Second, core: Second, labels: Labels) -> Iterator[str]:
    columns, rows = labels.columns, labels.rows[labels.fixed :]
    own = columns[labels.first :]
    for at in np.flatnonzero(second.cost != core.cost).tolist():
        yield f"    {own[at]}  {OBJECTIVE}  {second.cost[at]:.15g}"
    matrix = second.matrix
    line = np.repeat(np.arange(len(rows)), np.diff(matrix.indptr)).tolist()
    for at in np.flatnonzero(matrix.data != core.matrix.data).tolist():
        yield f"    {columns[int(matrix.indices[at])]}  {rows[line[at]]}  {matrix.data[at]:.15g}"
    for at in np.flatnonzero(second.sides != core.sides).tolist():
        yield f"    {RHS}  {rows[at]}  {second.sides[at]:.15g}"
    for kind, ends, others in (("LO", second.lower, core.lower), ("UP", second.upper, core.upper)):
        for at in np.flatnonzero(ends != others).tolist():
            yield f" {kind} {BOUND}  {own[at]}  {ends[at]:.15g}"


def _write(path: Path, head: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join([f"{head:14s}{NAME}", *lines, "ENDATA", ""]), encoding="utf-8")
