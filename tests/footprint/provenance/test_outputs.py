"""Which provenances a process can give, and what each may be made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reshore.footprint.provenance.outputs import Making
from reshore.footprint.provenance.processes import Process
from reshore.footprint.provenance.provenance import BOND, FREE, MADE, OUT, REST, Provenance
from reshore.footprint.trade.agreements import Cover

RACKING = Process(
    **{"name": "racking", "site": "plant", "country": "MEX", "regime": "immex", "product": "rack"},
    **{"components": ("board", "fan"), "origin": None, "conferred": frozenset(), "inherited": ()},
    repack=False,
)
PLAIN = Provenance()
CHINESE, MEXICAN = Provenance(origin="CHN"), Provenance(origin="MEX")
SAFE = Provenance(labels=("safe",))
SUSPENDED = Provenance(status=BOND, via="CHN")
CLAIMING = Provenance(claim=(0.1, 0, 0, 0))


def cover(basis="rvc"):
    return Cover(basis, 0.6, 4, 0.0, 0.0, "lesser")


def outputs(there, process=RACKING, *, labels=(), covering=None, leaving=None, **told):
    """What is made where `there` is, boards unless components are named; origins told apart or not."""
    making = Making(
        process=process,
        there=there if isinstance(there, dict) else {"board": tuple(there)},
        processed=told.get("processed", False),
        origin_class=lambda country: country if told.get("origins") else None,
        labels=frozenset(labels),
        covering=covering or {},
        leaving={MADE: (), OUT: (), **(leaving or {})},
    )
    return {output.provenance: output.drawn for output in making.outputs()}


def test_output_is_plain_where_nothing_is_told_apart():
    """Whatever it is made of."""
    assert outputs([PLAIN]) == {PLAIN: {"board": (PLAIN,)}}


def test_the_plain_output_is_there_before_anything_to_make_it_of():
    """A process without components at hand still stands in the program, with nothing to draw."""
    assert outputs([]) == {PLAIN: {"board": ()}}


def test_output_was_processed_where_it_is_made():
    """Only where that is told apart."""
    assert list(outputs([PLAIN], processed=True)) == [Provenance(processed="MEX")]


def test_the_site_is_the_origin_unless_a_component_passes_on_its_own():
    """Racks of Chinese and Mexican boards are Mexican, or have the origin of the boards drawn for them."""
    boards = [CHINESE, MEXICAN]
    assert outputs(boards, origins=True) == {MEXICAN: {"board": (CHINESE, MEXICAN)}}
    passing = replace(RACKING, origin="board")
    assert outputs(boards, passing, origins=True) == {
        CHINESE: {"board": (CHINESE,)},
        MEXICAN: {"board": (MEXICAN,)},
    }


def test_origins_that_the_product_does_not_tell_apart_are_one():
    """Boards are told apart by origin, racks aren't."""
    passing = replace(RACKING, origin="board")
    assert outputs([CHINESE, MEXICAN], passing) == {PLAIN: {"board": (CHINESE, MEXICAN)}}


def test_labels_that_are_conferred_are_always_there():
    """And none that nobody asks for."""
    process = replace(RACKING, conferred=frozenset({"tested", "other"}))
    assert list(outputs([PLAIN], process, labels={"tested"})) == [Provenance(labels=("tested",))]


def test_an_inherited_label_is_there_exactly_if_the_component_has_it():
    """Racks with the label are made of safe boards alone, racks without it of the others alone."""
    process = replace(RACKING, inherited=(("board", "safe"),))
    assert outputs([PLAIN, SAFE], process, labels={"safe"}) == {
        PLAIN: {"board": (PLAIN,)},
        SAFE: {"board": (SAFE,)},
    }


def test_an_inherited_label_that_no_component_has_does_not_occur():
    """No rack is safe without a safe board; the label of a fan is none of a board."""
    process = replace(RACKING, inherited=(("board", "safe"),))
    there = {"board": (PLAIN,), "fan": (SAFE,)}
    assert outputs(there, process, labels={"safe"}) == {PLAIN: there}


def test_a_label_that_is_conferred_asks_nothing_of_components():
    """Conferred and inherited at once: any board will do."""
    process = replace(RACKING, conferred=frozenset({"safe"}), inherited=(("board", "safe"),))
    assert outputs([PLAIN, SAFE], process, labels={"safe"}) == {SAFE: {"board": (PLAIN, SAFE)}}


def test_labels_combine():
    """Two boards with one label each and an agreement: every combination of what they can give."""
    process = replace(RACKING, inherited=(("board", "safe"), ("fan", "quiet")))
    there = {"board": (PLAIN, SAFE), "fan": (PLAIN, Provenance(labels=("quiet",)))}
    found = outputs(there, process, labels={"safe", "quiet", "pact"}, covering={"pact": cover()})
    assert len(found) == 8
    assert Provenance(labels=("pact", "quiet", "safe")) in found


@pytest.mark.parametrize(
    ("basis", "labels"),
    [("rvc", [(), ("pact",)]), ("tariff_shift", [(), ("pact",)]), ("deemed", [("pact",)])],
)
def test_agreements_are_qualified_for_or_deemed(basis, labels):
    """What has to be earned may be missing; what is deemed never is."""
    found = outputs([PLAIN], labels={"pact"}, covering={"pact": cover(basis)})
    assert [one.labels for one in found] == labels


def test_components_of_either_kind_go_into_what_qualifies():
    """How much of each is a matter of value content."""
    qualifying = Provenance(labels=("pact",))
    found = outputs([PLAIN, qualifying], labels={"pact"}, covering={"pact": cover()})
    assert found == {one: {"board": (PLAIN, qualifying)} for one in (PLAIN, qualifying)}


def statuses(found):
    return {(one.status, one.bound) for one in found}


def test_goods_are_made_in_bond_of_suspended_ones():
    """Free or made, made also for each country where its duty counts."""
    found = outputs([SUSPENDED, PLAIN], leaving={MADE: ("USA",), OUT: ("USA",)})
    assert statuses(found) == {(FREE, None), (MADE, None), (MADE, "USA")}
    assert all(drawn == {"board": (SUSPENDED, PLAIN)} for drawn in found.values())


@pytest.mark.parametrize("regime", ["", "bonded_warehouse"])
def test_suspended_goods_are_used_under_using_regimes_alone(regime):
    """Elsewhere they are no good for anything."""
    process = replace(RACKING, regime=regime)
    assert outputs([SUSPENDED, PLAIN], process) == {PLAIN: {"board": (PLAIN,)}}


def test_goods_with_a_claim_make_goods_that_leave():
    """Out, also for each country where its duty counts; free too; all are drawn from the same."""
    found = outputs([CLAIMING, PLAIN], leaving={MADE: ("CHN",), OUT: ("USA",)})
    assert statuses(found) == {(FREE, None), (OUT, None), (OUT, "USA")}
    assert all(drawn == {"board": (CLAIMING, PLAIN)} for drawn in found.values())


def test_goods_made_in_bond_go_into_such_without_a_bound():
    """Not into free ones, and those with a bound are final: they go into nothing."""
    made = Provenance(status=MADE)
    bound = Provenance(status=MADE, bound="USA")
    found = outputs([made, bound], leaving={MADE: ("TWN", "USA")})
    assert {one: drawn["board"] for one, drawn in found.items() if drawn["board"]} == {made: (made,)}


def test_goods_that_have_to_leave_go_into_such_without_a_bound():
    """Those with a bound are final; they go into nothing."""
    out = Provenance(status=OUT)
    bound = Provenance(status=OUT, bound="USA")
    found = outputs([out, bound], leaving={OUT: ("USA",)})
    assert {one: drawn["board"] for one, drawn in found.items() if drawn["board"]} == {out: (out,)}


def test_suspended_goods_do_not_go_into_what_duty_is_paid_back_for():
    """Nothing was paid on them."""
    found = outputs([SUSPENDED, CLAIMING])
    assert found[Provenance(status=OUT)] == {"board": (CLAIMING,)}
    assert found[Provenance(status=MADE)] == {"board": (SUSPENDED, CLAIMING)}


def test_no_output_in_bond_without_every_component():
    """Fans are there as suspended goods, boards aren't there at all: the free output alone stands."""
    assert list(outputs({"board": (), "fan": (SUSPENDED,)})) == [PLAIN]


def test_goods_for_a_segment_are_not_used():
    """Those for all other segments are."""
    rest, state = Provenance(segment=REST), Provenance(segment="state")
    assert outputs([rest, state]) == {PLAIN: {"board": (rest,)}}


REPACKING = replace(RACKING, origin="board", repack=True, conferred=frozenset({"tested"}))


def test_repacking_passes_on_everything():
    """Status, via, segment and claim too; nothing is conferred or qualified for."""
    boards = [
        Provenance("CHN", "CHN", ("safe",), BOND, via="CHN"),
        Provenance("CHN", "CHN", ("safe",), OUT, bound="USA"),
        Provenance("CHN", "CHN", ("safe",), segment="state", claim=(0.1, 0, 0, 0)),
    ]
    found = outputs(
        *(boards, REPACKING),
        **{"labels": {"safe", "tested", "pact"}, "covering": {"pact": cover("deemed")}},
        **{"processed": True, "origins": True},
    )
    assert found == {board: {"board": (board,)} for board in boards}


def test_repacking_merges_what_the_product_does_not_tell_apart():
    """Boxes aren't asked for labels: safe boards and others make the same boxes."""
    assert outputs([PLAIN, SAFE], REPACKING) == {PLAIN: {"board": (PLAIN, SAFE)}}


@pytest.mark.parametrize(("regime", "count"), [("", 1), ("bonded_warehouse", 3), ("immex", 3)])
def test_suspended_goods_are_repacked_at_bonded_sites(regime, count):
    """Of any regime; what has to leave is repacked anywhere."""
    there = [SUSPENDED, Provenance(status=MADE), Provenance(status=OUT)]
    assert len(outputs(there, replace(REPACKING, regime=regime))) == count


def test_what_is_repacked_with_goods_is_free():
    """Boxes and the like aren't taken from bond, nor from those for one segment."""
    packing = (PLAIN, SUSPENDED, Provenance(segment=REST), Provenance(segment="state"))
    found = outputs({"board": (SUSPENDED,), "fan": packing}, REPACKING)
    assert found == {SUSPENDED: {"board": (SUSPENDED,), "fan": (PLAIN, Provenance(segment=REST))}}


def test_repacking_nothing_is_plain():
    """As long as no goods are there."""
    assert outputs({"board": (), "fan": (PLAIN,)}, REPACKING) == {PLAIN: {"board": (), "fan": ()}}
