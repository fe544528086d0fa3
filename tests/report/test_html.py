"""Text is escaped wherever it comes from, markup is not escaped twice, tables hold what they are given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.report.html import Column, folded, join, table, tag, text

NASTY = "<script>alert('x')</script> & \"y\" {b}"


def test_text_is_escaped_and_markup_is_kept():
    inner = tag("b", NASTY)

    assert "<script" not in inner
    assert "{b}" not in inner
    assert str(tag("p", inner, " and ", "<i>")) == f"<p>{inner} and &lt;i&gt;</p>"


def test_attributes():
    element = tag("div", class_="a", aria_label=NASTY, hidden=True, id=None, draggable=False)

    assert element.startswith('<div class="a" aria-label="&lt;script&gt;')
    assert element.endswith('&quot;y&quot; {b}" hidden></div>')


@given(st.text(), st.text())
def test_joined_text_has_no_markup_of_its_own(first, second):
    joined = join([first, second], tag("br"))

    assert joined.replace("<br>", "").count("<") == 0
    assert joined.count("<br>") == 1


def test_table_has_headings_units_total_and_faded_rows():
    columns = [Column("Site"), Column("Cost", "USD million", numeric=True)]
    element = table(columns, [["a<b", "1"], ["c", "2"]], faded=[False, True], total=["All", "3"])

    assert element.count("<tr") == 4
    assert '<th scope="row">a&lt;b</th><td class="number">1</td>' in element
    assert '<span class="unit">USD million</span>' in element
    assert '<tr class="faded"><th scope="row">c</th>' in element
    assert '<tfoot><tr><th scope="row">All</th>' in element


def test_table_refuses_a_row_of_another_length():
    with pytest.raises(IndexError):
        table([Column("Site"), Column("Cost")], [["a"]])


def test_a_column_without_anything_is_left_out():
    element = table([Column("Site"), Column("Empty"), Column("Cost")], [["a", "", "1"]], total=["", "", ""])

    assert "Empty" not in element
    assert element.count("</td>") == 2


def test_text_of_markup_is_itself():
    element = folded("More", "text")

    assert text(element) is element
