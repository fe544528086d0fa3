"""The page of the maths is what the families' docstrings say, in the names of their blocks."""

from __future__ import annotations

import re
from inspect import getdoc
from pathlib import Path

import pytest
from tests.footprint.trading import TRADING

from reshore.footprint.maths import markdown
from reshore.footprint.network import Network
from reshore.footprint.program import FAMILIES, FootprintProgram
from reshore.footprint.variables import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "maths.md"
SUBSCRIPTED = re.compile(r"(?<![\\A-Za-z])([a-z]{2,}(?:\\_[a-z]+)*)_")


def names(text):
    """Words of two letters or more that carry a subscript."""
    return {found.replace("\\_", "_") for found in SUBSCRIPTED.findall(text)}


def test_the_page_is_generated():
    """docs/maths.md is the output of `python -m reshore.footprint.maths`."""
    assert PAGE.read_text(encoding="utf-8") == markdown()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.rpartition(".")[2])
def test_formulas_speak_of_blocks(family):
    """Every word with a subscript in a formula is a block of columns."""
    assert names(getdoc(family)) <= set(COLUMNS)


def test_formulas_use_every_block():
    """No block of columns is left out of the maths."""
    texts = [getdoc(family) for family in FAMILIES]
    words = set().union(*(names(text) | set(re.findall(r"\w+", text)) for text in texts))
    assert words >= set(COLUMNS)


def test_the_blocks_of_a_program_are_those_of_the_page(rich, make_model):
    """The rich and the trading network have every block of the page, each with columns, and none else."""
    filled = set()
    for model in (rich, make_model(**TRADING)):
        blocks = FootprintProgram.of(Network.of(model)).program.columns
        filled |= {name for name, block in blocks.items() if block.size}
    assert filled == set(COLUMNS)
