"""A program as a text file that other solvers read, with the names of its blocks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.lp.engine import load
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reshore.lp.block import Block
    from reshore.lp.program import LinearProgram

SUFFIXES = (".mps", ".lp")
"""Formats by suffix: free MPS, and the LP format of CPLEX."""

_UNFIT = re.compile(r"[^A-Za-z0-9_.,()~]")
"""What one of the formats can't have in a name."""


def write_program(program: LinearProgram, path: Path) -> None:
    """Write a program as MPS or LP file, as the suffix of `path` says. Same program, same text.

    Raises
    ------
    UsageError
        If the suffix is neither ``.mps`` nor ``.lp``.
    OSError
        If the file can't be written.
    """
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path.name}: a program is written as {' or '.join(SUFFIXES)}")
    highs = load(program, Options())
    for position, name in enumerate(names(program.columns.values())):
        highs.passColName(position, name)
    for position, name in enumerate(names(program.rows.values())):
        highs.passRowName(position, name)
    # HiGHS crashes where it can't write: it writes where it can.
    with TemporaryDirectory() as folder:
        draft = Path(folder, path.name)
        highs.writeModel(str(draft))
        path.write_bytes(draft.read_bytes())


def names(blocks: Iterable[Block]) -> Iterator[str]:
    """Name every entry in the order of positions, such as ``ship(a,b,2025Q1)``, unique and fit to write.

    Empty parts of a key are left out. Where two names become equal the second gets ``~2``.
    """
    for block in blocks:
        seen: Counter[str] = Counter()
        for row in block.frame.select(block.keys).iter_rows():
            key = ",".join(str(part) for part in row if part != "")
            name = _UNFIT.sub("_", f"{block.name}({key})")
            seen[name] += 1
            yield name if seen[name] == 1 else f"{name}~{seen[name]}"
