"""Every table has a name on a page."""

from __future__ import annotations

from reshore.report.table_names import NAMES, table_name
from reshore.tables import schema


def test_every_table_has_a_name():
    assert set(NAMES) == set(schema.tables())
    assert len(set(NAMES.values())) == len(NAMES)
    assert table_name("boms") == "Bills of materials"
