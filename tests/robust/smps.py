"""A small reader of SMPS: the extensive form of what the files say, from their text alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import block_array, csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass
class Numbers:
    """A program with names."""

    columns: dict[str, int]
    rows: dict[str, int]
    cost: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    matrix: csr_array
    integer: list[int]

    @classmethod
    def read(cls, path: Path) -> Numbers:
        """Read a core file."""
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        copy = path.with_suffix(".read.mps")
        copy.write_bytes(path.read_bytes())
        assert highs.readModel(str(copy)) == highspy.HighsStatus.kOk
        lp = highs.getLp()
        shape = lp.num_row_, lp.num_col_
        parts = (lp.a_matrix_.value_, lp.a_matrix_.index_, lp.a_matrix_.start_)
        return cls(
            columns={name: at for at, name in enumerate(lp.col_names_)},
            rows={name: at for at, name in enumerate(lp.row_names_)},
            cost=np.array(lp.col_cost_),
            lower=np.array(lp.col_lower_),
            upper=np.array(lp.col_upper_),
            row_lower=np.array(lp.row_lower_),
            row_upper=np.array(lp.row_upper_),
            matrix=csr_array(highspy_matrix(parts, shape)),
            integer=[
                at for at, kind in enumerate(lp.integrality_) if kind != highspy.HighsVarType.kContinuous
            ],
        )

    def changed(self, lines: list[str]) -> Numbers:
        """Return it with the changes of a scenario."""
        found = Numbers(**{**vars(self), **{name: getattr(self, name).copy() for name in COPIED}})
        for words in map(str.split, lines):
            value = float(words[-1])
            if words[0] in {"LO", "UP"}:
                ends = found.lower if words[0] == "LO" else found.upper
                ends[found.columns[words[2]]] = value
            elif words[0] == "RHS_V":
                row = found.rows[words[1]]
                width = found.row_upper[row] - found.row_lower[row]
                ends = (value - width, value) if np.isfinite(found.row_upper[row]) else (value, np.inf)
                found.row_lower[row], found.row_upper[row] = ends
            elif words[1] == "Obj":
                found.cost[found.columns[words[0]]] = value
            else:
                found.matrix[found.rows[words[1]], found.columns[words[0]]] = value
        return found


COPIED = ("cost", "lower", "upper", "row_lower", "row_upper", "matrix")


def highspy_matrix(parts: tuple, shape: tuple[int, int]) -> csr_array:
    """Return the matrix that HiGHS holds by columns."""
    value, index, start = (np.array(part) for part in parts)
    return csr_array((value, index, start), shape=shape[::-1]).T.tocsr()


def scenarios(path: Path) -> Iterator[tuple[float, list[str]]]:
    """Yield probability and changes of each scenario of a stochastic file."""
    blocks: list[tuple[float, list[str]]] = []
    for line in path.read_text().splitlines()[2:-1]:
        words = line.split()
        if words[0] == "SC":
            assert words[2] == "'ROOT'"
            assert words[4] == "STAGE2"
            blocks.append((float(words[3]), []))
        else:
            blocks[-1][1].append(line)
    yield from blocks


def optimum(folder: Path) -> float:
    """Return the least expected cost of the problem in a folder, as HiGHS finds it."""
    core = Numbers.read(folder / "futures.cor")
    first, second = (line.split() for line in (folder / "futures.tim").read_text().splitlines()[2:4])
    assert (core.columns[first[0]], first[1]) == (0, "Obj")
    column, row = core.columns[second[0]], core.rows[second[1]]
    told = [(share, core.changed(lines)) for share, lines in scenarios(folder / "futures.sto")]
    count, own, free = len(told), len(core.cost) - column, len(core.row_lower) - row
    rows = [[core.matrix[:row, :column], *([None] * count)]]
    for number, (_, one) in enumerate(told):
        line = [one.matrix[row:, :column], *([None] * count)]
        line[1 + number] = one.matrix[row:, column:]
        rows.append(line)
    matrix = block_array(rows).tocsc()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = column + count * own, row + count * free
    parts = {
        "col_cost_": (core.cost[:column], [share * one.cost[column:] for share, one in told]),
        "col_lower_": (core.lower[:column], [one.lower[column:] for _, one in told]),
        "col_upper_": (core.upper[:column], [one.upper[column:] for _, one in told]),
        "row_lower_": (core.row_lower[:row], [one.row_lower[row:] for _, one in told]),
        "row_upper_": (core.row_upper[:row], [one.row_upper[row:] for _, one in told]),
    }
    for name, (head, tails) in parts.items():
        setattr(lp, name, np.concatenate([head, *tails]))
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    whole = {*core.integer}
    kinds = [highspy.HighsVarType.kContinuous] * lp.num_col_
    for at in whole:
        for place in [at] if at < column else [at + number * own for number in range(count)]:
            kinds[place] = highspy.HighsVarType.kInteger
    lp.integrality_ = kinds
    return solved(lp)


def solved(model: highspy.HighsLp | Path) -> float:
    """Return the least cost of a program, or of one in a file."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 1e-9)
    status = highs.passModel(model) if isinstance(model, highspy.HighsLp) else highs.readModel(str(model))
    assert status == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getObjectiveValue())
