"""What goods become on the way: at borders, inland, to markets, in bond; what they can claim back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.footprint.trade_chain import bloc, mfn

from reshore.footprint.provenance.borders import Claims, Way
from reshore.footprint.provenance.provenance import BOND, MADE, NO_CLAIM, OUT, REST, Provenance

OUT_OF_CHINA = Way("CHN", "MEX", market=False, bonded=False)
INTO_BOND = Way("CHN", "MEX", market=False, bonded=True)
INLAND = Way("MEX", "MEX", market=False, bonded=False)
INLAND_BONDED = Way("MEX", "MEX", market=False, bonded=True)
INLAND_MARKET = Way("MEX", "MEX", market=True, bonded=False)
TO_USA = Way("MEX", "USA", market=False, bonded=False)
TO_CHINA = Way("MEX", "CHN", market=False, bonded=False)

CHARGES = mfn(0.1, "MEX")
PAYS_BACK = mfn(0.1, "MEX", drawback="full")
BOARD = Provenance("CHN", "CHN", ("tested",))
CLAIMING = Provenance("CHN", "CHN", ("tested",), claim=(0.1, 0, 0, 0))
SUSPENDED = Provenance("CHN", "CHN", ("tested",), BOND, via="CHN")


def pact(drawback):
    terms = {"basis": "rvc", "threshold": 0.6, "drawback": drawback}
    return {
        "blocs": bloc("north", "MEX", "USA"),
        "agreements": [{"agreement": "pact", "members": "north", **terms}],
    }


def test_goods_enter_free_and_forget_what_they_had_before(borders, arrivals):
    """Segment and claim end at the border; country, origin and labels stay."""
    before = Provenance("CHN", "CHN", ("tested",), segment=REST, claim=(0.2, 0, 0, 0))
    assert arrivals(borders(duties=[CHARGES]), before, OUT_OF_CHINA) == [BOARD]


def test_goods_enter_bond_where_that_saves_a_duty(borders, arrivals):
    """At a bonded site they may enter free or in bond, from where they came; free alone without a duty."""
    assert arrivals(borders(duties=[CHARGES]), BOARD, INTO_BOND) == [BOARD, SUSPENDED]
    assert arrivals(borders(), BOARD, INTO_BOND) == [BOARD]


def test_goods_in_bond_leave_and_enter_again(borders, arrivals):
    """What was suspended in Mexico enters the USA free, and in bond anew, from Mexico."""
    way = Way("MEX", "USA", market=False, bonded=True)
    again = Provenance("CHN", "CHN", ("tested",), BOND, via="MEX")
    assert arrivals(borders(duties=[mfn(0.1)]), SUSPENDED, way) == [BOARD, again]


def test_a_duty_that_is_paid_back_becomes_a_claim(borders, arrivals):
    """Of 10 % (full), 5 % and 2 a kg (lesser) and 3 % (none) the first two layers can be claimed."""
    duties = [
        PAYS_BACK,
        {"layer": "extra", "importer": "MEX", "ad_valorem": 0.05, "per_kg": 2, "drawback": "lesser"},
        {"layer": "levy", "importer": "MEX", "ad_valorem": 0.03, "drawback": "none"},
    ]
    (entered,) = arrivals(borders(duties=duties), BOARD, OUT_OF_CHINA)
    assert entered.claim == pytest.approx((0.1, 0, 0.05, 2))


def test_claims_differ_by_origin_and_period(borders, arrivals):
    """10 % on Chinese boards from p2 on: no claim in p1, none on Mexican ones."""
    duty = {**PAYS_BACK, "origin": "CHN", "from": date(2026, 1, 1)}
    drawn = borders((12, 12), duties=[duty])
    (first,) = arrivals(drawn, BOARD, OUT_OF_CHINA, "p1")
    (second,) = arrivals(drawn, BOARD, OUT_OF_CHINA, "p2")
    (other,) = arrivals(drawn, Provenance("CHN", "MEX"), OUT_OF_CHINA, "p2")
    assert [one.claim for one in (first, second, other)] == [NO_CLAIM, (0.1, 0, 0, 0), NO_CLAIM]


def test_nothing_is_claimed_at_a_market(borders, arrivals):
    """What is sold doesn't leave again."""
    way = Way("CHN", "MEX", market=True, bonded=False)
    assert arrivals(borders(duties=[PAYS_BACK]), BOARD, way) == [BOARD]


def test_claims_are_known_only_once_learnt(borders):
    """Nothing is looked up for goods that don't occur."""
    claims = Claims(borders(duties=[PAYS_BACK]))
    claims.learn("board", set(), [OUT_OF_CHINA])
    assert claims.get("board", BOARD, OUT_OF_CHINA, None, "p1") == NO_CLAIM


def test_duty_is_paid_for_a_segment_that_a_row_names(borders, arrivals):
    """A rate for `state`: goods enter for it, or for all other segments."""
    drawn = borders(duties=[CHARGES, mfn(0.2, "MEX", segment="state")])
    assert [one.segment for one in arrivals(drawn, BOARD, OUT_OF_CHINA)] == ["state", REST]
    assert drawn.segments("board", "USA") == [None]


def test_free_goods_move_inland_as_they_are(borders, arrivals):
    """To a site with their claim, to a market without it."""
    drawn = borders(duties=[PAYS_BACK])
    assert arrivals(drawn, CLAIMING, INLAND) == [CLAIMING]
    assert arrivals(drawn, CLAIMING, INLAND_BONDED) == [CLAIMING]
    assert arrivals(drawn, CLAIMING, INLAND_MARKET) == [BOARD]


@pytest.mark.parametrize("way", [INLAND, INLAND_MARKET])
def test_goods_in_bond_are_released_on_the_way_out_of_it(borders, arrivals, way):
    """Free from then on, without a claim, for a segment where rows name one."""
    assert arrivals(borders(duties=[PAYS_BACK]), SUSPENDED, way) == [BOARD]
    segments = borders(duties=[CHARGES, mfn(0.2, "MEX", segment="state")])
    assert [one.segment for one in arrivals(segments, SUSPENDED, way)] == ["state", REST]


@pytest.mark.parametrize("status", [BOND, MADE])
def test_suspended_goods_stay_so_between_bonded_sites(borders, arrivals, status):
    """They arrive exactly as they left."""
    goods = Provenance("MEX", "MEX", status=status, via="CHN" if status == BOND else None)
    assert arrivals(borders(duties=[CHARGES]), goods, INLAND_BONDED) == [goods]


@pytest.mark.parametrize(
    ("status", "way", "moves"),
    [
        (MADE, INLAND, False),
        (MADE, INLAND_MARKET, False),
        (OUT, INLAND, True),
        (OUT, INLAND_BONDED, True),
        (OUT, INLAND_MARKET, False),
    ],
)
def test_goods_that_have_to_leave_are_not_sold_inland(borders, arrivals, status, way, moves):
    """Goods made in bond stay in bond; those whose duty is paid back go to any site, to no market."""
    goods = Provenance("MEX", "MEX", status=status)
    assert arrivals(borders(duties=[CHARGES]), goods, way) == ([goods] if moves else [])


@pytest.mark.parametrize("status", [MADE, OUT])
@pytest.mark.parametrize(
    ("bound", "way", "leaves"), [("USA", TO_USA, True), ("CHN", TO_USA, False), ("CHN", TO_CHINA, True)]
)
def test_goods_with_a_bound_leave_for_it_alone(borders, arrivals, status, bound, way, leaves):
    """Whatever agreements say of drawback."""
    goods = Provenance("MEX", "MEX", status=status, bound=bound)
    arrived = arrivals(borders(duties=[CHARGES], **pact("lesser")), goods, way)
    assert arrived == ([Provenance("MEX", "MEX")] if leaves else [])


@pytest.mark.parametrize("status", [MADE, OUT])
@pytest.mark.parametrize(("drawback", "leaves"), [("free", True), ("lesser", False), ("none", False)])
def test_goods_without_a_bound_do_not_leave_where_drawback_is_limited(
    borders, arrivals, status, drawback, leaves
):
    """To the partner of an agreement that limits drawback they don't, to China they do."""
    goods = Provenance("MEX", "MEX", status=status)
    drawn = borders(duties=[CHARGES], **pact(drawback))
    assert bool(arrivals(drawn, goods, TO_USA)) == leaves
    assert arrivals(drawn, goods, TO_CHINA) == [Provenance("MEX", "MEX")]


def test_a_limit_holds_while_both_are_members(borders, arrivals):
    """The USA join in p2: until then what is made in bond leaves for them."""
    tables = pact("lesser")
    tables["blocs"][1]["from"] = date(2026, 1, 1)
    drawn = borders((12, 12), duties=[CHARGES], **tables)
    goods = Provenance("MEX", "MEX", status=MADE)
    assert [len(arrivals(drawn, goods, TO_USA, period)) for period in ("p1", "p2")] == [1, 0]


def test_within_a_customs_union_there_is_no_border(borders, arrivals):
    """The USA join Mexico's union in p2: goods keep their claim on the way from then on."""
    union = bloc("union", "MEX", "USA", kind="customs_union")
    union[1]["from"] = date(2026, 1, 1)
    drawn = borders((12, 12), duties=[PAYS_BACK], blocs=union)
    assert [drawn.crossed(TO_USA, period) for period in ("p1", "p2")] == [True, False]
    assert drawn.ever_crossed(TO_USA)
    assert not drawn.ever_crossed(INLAND)
    assert arrivals(drawn, CLAIMING, TO_USA, "p1") == [BOARD]
    assert arrivals(drawn, CLAIMING, TO_USA, "p2") == [CLAIMING]


@pytest.mark.parametrize(
    ("duty", "way", "matters"),
    [
        (CHARGES, OUT_OF_CHINA, False),
        (CHARGES, INTO_BOND, True),
        (PAYS_BACK, OUT_OF_CHINA, True),
        (PAYS_BACK, Way("CHN", "MEX", market=True, bonded=False), False),
        (PAYS_BACK, TO_USA, False),
        (PAYS_BACK, INLAND_BONDED, False),
        (mfn(0.1, "MEX", segment="state"), OUT_OF_CHINA, True),
        (mfn(0.1, "MEX", segment="state"), INLAND, False),
    ],
)
def test_customs_matter_where_they_can_suspend_pay_back_or_name_a_segment(borders, duty, way, matters):
    """Only at a border, and only where the importer charges the product."""
    assert borders(duties=[duty]).matters("board", way) == matters
