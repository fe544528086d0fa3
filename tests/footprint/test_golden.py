"""The program of each constraint family is the text that stands in tests/golden.

After a change on purpose write the files anew, and read what changed in them::

    RESHORE_REGENERATE_GOLDEN=1 uv run pytest tests/footprint/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.footprint.trading import TRADING

from reshore.footprint.draft import Draft
from reshore.footprint.network import Network
from reshore.footprint.program import FAMILIES, FootprintProgram
from reshore.footprint.variables import add_variables
from reshore.lp.write import write_program

GOLDEN = Path(__file__).parents[1] / "golden"
REGENERATE = "RESHORE_REGENERATE_GOLDEN"


TRADE = ("use", "content", "relief")
"""Families that a network without trade has no rows of."""


@pytest.fixture(scope="module")
def network(rich):
    return Network.of(rich)


@pytest.fixture(scope="module")
def trading(make_model):
    return Network.of(make_model(**TRADING))


def name(family):
    return family.__name__.rpartition(".")[2]


@pytest.mark.parametrize("family", FAMILIES, ids=name)
def test_a_family_alone_writes_its_golden_program(family, network, trading, tmp_path):
    """The program of the decisions and one family is its golden file, letter by letter."""
    draft = Draft(trading if name(family) in TRADE else network)
    draft.columns.update(add_variables(draft.assembler, draft.network))
    family.add(draft)
    golden = GOLDEN / f"{name(family)}.lp"
    path = golden if os.environ.get(REGENERATE) else tmp_path / golden.name
    write_program(draft.assembler.build(), path)
    assert path.read_text() == golden.read_text()


def test_every_golden_program_has_its_family():
    """No file stays behind when its family goes."""
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {name(family) for family in FAMILIES}


def test_every_block_of_rows_has_rows_in_the_rich_network(network):
    """Each kind of row is there, and so is held by a golden file."""
    rows = FootprintProgram.of(network).program.rows
    empty = {name for name, block in rows.items() if not block.size}
    assert empty == {"use", "content", "relief_paid", "relief_due"}


def test_every_block_of_rows_of_trade_has_rows_in_the_trading_network(trading):
    """The golden files of trade hold something too."""
    rows = FootprintProgram.of(trading).program.rows
    assert all(rows[name].size for name in ("use", "content", "relief_paid", "relief_due"))
