"""The ledger: counts everything, keeps what is shown, and words only that."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.errors import SHOWN, DataError, Fault
from reshore.tables.ledger import Ledger
from reshore.tables.problem import Problem


def where(table, row, column):
    """Place a cell for these tests."""
    return f"{table}:{row}:{column}"


def test_nothing_found_is_nothing_raised():
    """A model without faults goes on."""
    ledger = Ledger()
    ledger.find("sites", "name", Problem(pl.Series([False, False]), lambda row: ("", "")))
    ledger.close(where)
    assert ledger.is_sound("sites")


def test_only_what_is_shown_is_worded():
    """A million broken cells are counted, and a hundred told."""
    asked: list[int] = []

    def say(row):
        asked.append(row)
        return f"row {row}", ""

    ledger = Ledger()
    ledger.find("sites", "latitude", Problem(pl.Series([True] * 1_000_000), say))
    ledger.find("sites", "longitude", Problem(pl.Series([True] * 10), say), offset=5)
    with pytest.raises(DataError) as caught:
        ledger.close(where)
    assert caught.value.count == 1_000_010
    assert len(asked) == SHOWN
    places = [fault.place for fault in caught.value.faults]
    assert places[4:8] == ["sites:4:latitude", "sites:5:latitude", "sites:5:longitude", "sites:6:latitude"]
    assert not ledger.is_sound("sites")


def test_files_come_first_and_what_others_found_last():
    """Files and headers, cells in the order of the schema, then what holds between tables."""
    ledger = Ledger()
    wrong = Problem(pl.Series([True]), lambda row: ("wrong", "mend it"))
    ledger.add([Fault("between", "x")])
    ledger.find("demands", "market", wrong)
    ledger.find("sites", "name", wrong)
    ledger.tell(Fault("file", "broken"), "lanes")
    with pytest.raises(DataError) as caught:
        ledger.close(where)
    assert [str(fault) for fault in caught.value.faults] == [
        "file: broken",
        "sites:0:name: wrong; mend it",
        "demands:0:market: wrong; mend it",
        "between: x",
    ]
    assert not ledger.is_sound("lanes")


def test_faults_told_one_by_one_are_bounded_too():
    """However many lines of a file are broken."""
    ledger = Ledger()
    for line in range(1000):
        ledger.tell(Fault(f"file:{line}", "broken"))
    with pytest.raises(DataError) as caught:
        ledger.close(where)
    assert caught.value.count == 1000
    assert len(caught.value.faults) == SHOWN
