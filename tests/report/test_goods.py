"""Provenances in words: what they leave open isn't said, and customs' status is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reshore.plan.frames import FRAMES
from reshore.report.goods import described, provenances

if TYPE_CHECKING:
    from reshore.report.view import View


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("any origin", {}),
        ("made in Mexico", {"processed": "MEX"}),
        ("origin China or Taiwan", {"goods_origin": "CHN TWN"}),
        ("made in XYZ, labelled tested and usmca", {"processed": "XYZ", "labels": "tested usmca"}),
        ("origin China, in bond from Taiwan", {"goods_origin": "CHN", "status": "bond", "via": "TWN"}),
        ("made in bond", {"status": "made"}),
        ("made in bond for United States", {"status": "made", "bound": "USA"}),
        ("to be exported for India, for the segment sovereign", {"status": "out", "bound": "IND"}
         | {"segment": "sovereign"}),
        ("made in Mexico", {"processed": "MEX", "segment": "~"}),
    ],
)  # fmt: skip
def test_words_of_a_provenance(view: View, said: str, row: dict[str, Any]):
    """Countries have their names, those that the model doesn't know their codes."""
    assert described(view, dict.fromkeys(FRAMES["provenances"].dtypes) | {"status": "free"} | row) == said


def test_provenances_by_product_and_name(view: View):
    """Each provenance of the plan is found by its key."""
    assert provenances(view) == {
        ("rack", "MEX+CHN"): "made in Mexico, origin China, labelled usmca",
        ("rack", "CHN"): "made in China, origin China",
    }
