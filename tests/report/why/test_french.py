"""The page of an explanation in French has nothing left in English but names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.insight.results import SHARE, TARIFF, WAGE
from tests.report.french import english, names_of, sentences, unspoken

from reshore.insight import attribution, parts
from reshore.insight.drivers.catalogue import known
from reshore.insight.frontier import tradeoff
from reshore.insight.sensitivity import breakeven
from reshore.report.language import speaking
from reshore.report.why.causes import CAUSES, cause_name
from reshore.report.why.page import render_why_report
from reshore.report.why.remarks import remark
from reshore.report.why.units import cell_name, unit_name

if TYPE_CHECKING:
    from types import ModuleType

    from reshore.insight.result import WhyResult
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

OWN = (TARIFF, WAGE, SHARE, "rack line", "share:CHN", "reshore", "servers", "sites")
"""Names of cells, and options as they are typed."""


@pytest.mark.parametrize("which", ["explained", "traded"])
def test_nothing_is_left_in_english(
    which: str, plan: Plan, model: Model, request: pytest.FixtureRequest
) -> None:
    """Every text differs from the English one, and none has an English word in it."""
    result: WhyResult = request.getfixturevalue(which)
    names = names_of(model, *OWN)
    with speaking("fr"):
        french = render_why_report(result, plan, model)
    page = render_why_report(result, plan, model)
    assert unspoken(page, french, names) == []
    assert english(french, names) == []
    assert '<html lang="fr">' in french
    assert len(unspoken(page, page, names)) > 30  # so that both would find what is left
    assert len(english(page, names)) > 10


IMPOSSIBLE = ("rules at both ends, at a cost", "sites a, b at both ends")
"""How texts of one source end that never come together with how they begin."""


@pytest.mark.parametrize(
    ("module", "function", "inside"),
    [
        (parts, "_remarks", {}),
        (
            attribution,
            "_told",
            {"reason": list(attribution.UNKNOWN.values()), "more": ["", " and 2 more"]},
        ),
        (breakeven, "_told", {"found": ["no plan keeps all rules", "sites a, b"], "costs": ["7 and 8"]}),
        (tradeoff, "_told", {"side": ["more", "less"]}),
    ],
)
def test_every_remark_is_one_that_is_known(
    module: ModuleType, function: str, inside: dict[str, list[str]]
) -> None:
    """What `reshore.insight` remarks has its template, so that it isn't left in English."""
    every = list(sentences(module, function, **inside))
    said = [one for one in every if IMPOSSIBLE[0] not in one and not one.endswith(IMPOSSIBLE[1])]
    assert said
    with speaking("fr"):
        assert [one for one in said if remark(one) == one] == []
    assert [remark(one) for one in said] == said


def test_causes_are_those_of_the_drivers() -> None:
    """Each driver that every model has is said as it is there, and one of the author's by its scenario."""
    assert {driver.name: driver.cause for driver in known().values()} == CAUSES
    with speaking("fr"):
        assert cause_name("wages") == "salaires"
        assert cause_name("scenario low_tax") == "scénario low_tax"
        assert cause_name("a cause of a later version") == "a cause of a later version"


def test_cells_without_a_name_are_called_by_their_address() -> None:
    """Names of their own are left, whatever they look like."""
    cells = {
        "labour_rate of countries where country = 'MEX'": "labour_rate de countries où country = 'MEX'",
        "fixed_cost and opening_cost of sites": "fixed_cost et opening_cost de sites",
        "tariff of Mexico": "tariff of Mexico",
    }
    with speaking("fr"):
        assert {cell: cell_name(cell) for cell in cells} == cells
        assert unit_name("USD/unit and hour") == "USD/unité et heure"
    assert {cell_name(cell) for cell in cells} == cells.keys()
