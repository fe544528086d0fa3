"""What crosses a border has the code that duties ask for."""

from __future__ import annotations

UNCODED = (
    "products:1:hs_code: 'tray' has no HS code and crosses a border on lane 'gdl:hou:road': no duty on a "
    "code is charged"
)
RACK, TRAY = (
    {"product": "rack", "value": 1, "mass": 1, "hs_code": "847150"},
    {"product": "tray", "value": 1, "mass": 1},
)
DUTY = {"layer": "mfn", "hs": "8471"}


def test_goods_without_code_at_a_border_are_a_warning(warned):
    """Trays come from Mexico to the United States; racks are sold where they are made."""
    assert warned(duties=[DUTY], only_products=[RACK, TRAY]) == [UNCODED]


def test_codes_are_asked_for_where_duties_name_them(warned):
    """A duty on all goods needs none, and a good with a code has one."""
    assert warned(duties=[{"layer": "mfn"}], only_products=[RACK, TRAY]) == []
    coded = TRAY | {"hs_code": "847330"}
    assert warned(duties=[DUTY], only_products=[RACK, coded]) == []


def test_a_customs_union_has_no_border_inside(warned):
    """Where both ends are members nothing is crossed; in a period before there is."""
    union = [{"bloc": "NAFTA", "country": country, "kind": "customs_union"} for country in ("MEX", "USA")]
    assert warned(duties=[DUTY], only_products=[RACK, TRAY], blocs=union) == []
    late = [row | {"from": "2026-01-01"} for row in union]
    assert warned(duties=[DUTY], only_products=[RACK, TRAY], blocs=late) == [UNCODED]
