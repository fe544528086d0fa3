"""What is asked of products: by duties, agreements, rules, the user, and by what is made of them."""

from __future__ import annotations

import polars as pl
import pytest
from tests.footprint.trade_chain import CHAIN, bloc, mfn

from reshore.footprint.provenance.asked import Question

PACT = {"agreement": "pact", "members": "north", "hs": "8471", "basis": "rvc", "threshold": 0.6}
NORTH = bloc("north", "MEX", "USA")
S301 = {"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25}
TESTED = [{"site": "plant", "product": "rack", "labels": "tested"}]
SERVE = pl.DataFrame({"product": ["rack", "board"], "country": ["USA", "MEX"], "segment": ["a", "b"]})


def alike(question):
    """Countries that are told apart from no other of their class."""
    classes = {}
    for country, key in question.origins.items():
        classes.setdefault(key, set()).add(country)
    return sorted(map(sorted, classes.values()))


def rule(**columns):
    return {"rules": [{"rule": "one", "activity": "serve", "limit": 1, **columns}]}


def test_nothing_is_asked_without_trade(ask):
    """No duty, no rule: no product is told apart."""
    assert not any(question.any for question in ask().values())


def test_duties_ask_for_origins_of_what_they_cover(ask):
    """25 % on Chinese racks: China apart from the others, for racks alone."""
    questions = ask(duties=[{**S301, "hs": "8471"}])
    assert alike(questions["rack"]) == [["CHN"], ["MEX", "USA"]]
    assert not questions["board"].any


def test_a_duty_for_all_origins_asks_nothing(ask):
    """What everybody pays splits nothing, though an importer charges it."""
    assert not ask(duties=[mfn(0.1)])["rack"].any


@pytest.mark.parametrize(
    ("basis", "labels"), [("rvc", {"pact"}), ("tariff_shift", {"pact"}), ("deemed", set())]
)
def test_agreements_ask_for_labels_that_have_to_be_earned(ask, basis, labels):
    """Whatever a member exports is deemed to qualify: no label is needed."""
    questions = ask(duties=[mfn(0.1)], blocs=NORTH, agreements=[{**PACT, "basis": basis}])
    assert questions["rack"].labels == labels


def test_an_agreement_between_members_who_charge_nothing_asks_nothing(ask):
    """China charges racks, and is no member: no preference is worth a label."""
    questions = ask(duties=[mfn(0.1, "CHN")], blocs=NORTH, agreements=[PACT])
    assert not questions["rack"].any


def test_followed_products_are_told_apart_in_full(ask):
    """Each country, and each label that somebody gives or an agreement may."""
    products = [{**row, "followed": row["product"] == "rack"} for row in CHAIN["products"]]
    questions = ask(products=products, processes=TESTED, blocs=NORTH, agreements=[PACT])
    assert questions["rack"].processed
    assert alike(questions["rack"]) == [["CHN"], ["MEX"], ["USA"]]
    assert questions["rack"].labels == {"pact", "tested"}


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("processed = 'MEX'", (True, False, set())),
        ("array_contains(processed_blocs, 'north')", (True, False, set())),
        ("goods_origin = 'CHN'", (False, True, set())),
        ("array_contains(goods_origin_blocs, 'north')", (False, True, set())),
        ("array_contains(labels, 'tested')", (False, False, {"tested"})),
    ],
)
def test_rules_ask_for_what_they_name(ask, where, asked):
    """Each attribute of provenance is told apart where a condition names it, and no other."""
    question = ask({"serve": SERVE}, processes=TESTED, **rule(where=where))["rack"]
    assert (question.processed, question.by_origin, question.labels) == asked


def test_a_rule_asks_for_the_labels_that_it_writes(ask):
    """Of `safe` and `tested` it names one; a condition that writes none asks for all."""
    tables = {"processes": [{**TESTED[0], "labels": "tested safe"}]}
    named = ask({"serve": SERVE}, **tables, **rule(where="array_contains(labels, 'safe')"))
    assert named["rack"].labels == {"safe"}
    unnamed = ask({"serve": SERVE}, **tables, **rule(where="array_contains(labels, segment)"))
    assert unnamed["rack"].labels == {"safe", "tested"}


@pytest.mark.parametrize(
    ("where", "products"),
    [
        ("product = 'rack' and processed = 'MEX'", {"rack"}),
        ("country = 'MEX' and processed = 'MEX'", {"board"}),
        ("country = 'MEX' or processed = 'MEX'", {"board", "rack"}),
        ("not (product = 'rack' or processed = 'MEX')", {"board"}),
    ],
)
def test_rules_ask_of_the_products_that_they_may_select(ask, where, products):
    """What isn't known yet may be anything; what is known already rules a product out."""
    questions = ask({"serve": SERVE}, **rule(where=where))
    assert {product for product, question in questions.items() if question.processed} == products


def test_the_denominator_of_a_rule_asks_too(ask):
    """A share of all racks from Mexico; today's amounts ask nothing."""
    share = ask({"serve": SERVE}, **rule(of="product = 'rack' and processed = 'MEX'"))
    assert [share[product].processed for product in ("rack", "board")] == [True, False]
    assert not ask({"serve": SERVE}, **rule(of="baseline"))["rack"].any


def test_a_rule_on_use_asks_of_the_component(ask):
    """Even without a condition what is used has to be counted, of boards and not of racks."""
    use = pl.DataFrame({"product": ["rack"], "component": ["board"], "country": ["MEX"]})
    questions = ask({"use": use}, **rule(activity="use"))
    assert questions["board"].use
    assert [questions[product].any for product in ("board", "rack")] == [True, False]


def test_rules_on_what_has_no_provenance_ask_nothing(ask):
    """Sites are open or not."""
    assert not any(one.any for one in ask({"serve": SERVE}, **rule(activity="open")).values())


def test_qualifying_asks_whether_components_qualify(ask):
    """Boards under the agreement count as from inside, so their label is told apart, where it covers them."""
    tables = {"duties": [mfn(0.1, hs="8471")], "blocs": NORTH}
    assert ask(agreements=[{**PACT, "hs": None}], **tables)["board"].labels == {"pact"}
    assert not ask(agreements=[PACT], **tables)["board"].any


def test_questions_go_down_all_levels(ask):
    """Racks ask whether boards qualify, and these whether chips do, whichever is written first."""
    chip = {"product": "chip", "hs_code": "854231"}
    boms = [*CHAIN["boms"], {"product": "board", "component": "chip", "quantity": 1}]
    made = [{"site": "plant", "product": product} for product in ("board", "rack")]
    tables = {"duties": [mfn(0.1, hs="8471")], "blocs": NORTH, "agreements": [{**PACT, "hs": None}]}
    questions = ask(products=[*CHAIN["products"], chip], boms=boms, processes=made, **tables)
    assert questions["chip"].labels == {"pact"}


def test_inherited_labels_are_asked_of_the_component(ask):
    """A rule asks racks for `safe`, which they have from the board; `tested` they get at the plant."""
    process = {"site": "plant", "product": "rack", "labels": "tested board:safe"}
    questions = ask(
        {"serve": SERVE.head(1)}, processes=[process], **rule(where="array_contains(labels, segment)")
    )
    assert questions["rack"].labels == {"safe", "tested"}
    assert questions["board"].labels == {"safe"}


@pytest.mark.parametrize(("origin", "classes"), [("board", [["CHN"], ["MEX", "USA"]]), ("site", None)])
def test_origin_is_asked_of_the_component_that_passes_it_on(ask, origin, classes):
    """Chinese racks pay; whether a rack is Chinese is decided by its board, or by the plant."""
    process = {"site": "plant", "product": "rack", "origin": origin}
    question = ask(processes=[process], duties=[{**S301, "hs": "8471"}])["board"]
    assert question.by_origin == (classes is not None)
    assert classes is None or alike(question) == classes


@pytest.mark.parametrize("repack", [False, True])
def test_repacking_passes_on_all_that_is_asked(ask, repack):
    """Where racks are boards in a box, boards are asked where they were processed, and for labels."""
    process = {"site": "plant", "product": "rack", "origin": "board", "repack": repack, "labels": "tested"}
    where = "processed = 'MEX' and array_contains(labels, 'tested')"
    question = ask({"serve": SERVE.head(1)}, processes=[process], **rule(where=where))["board"]
    assert (question.processed, question.labels == {"tested"}) == (repack, repack)


def test_labels_in_stock_are_known(ask):
    """`old` is written in the opening stock alone."""
    stocks = [{"site": "plant", "product": "rack", "opening": 1, "provenance": "MEX / MEX / old"}]
    questions = ask({"serve": SERVE}, stocks=stocks, **rule(where="array_contains(labels, 'old')"))
    assert questions["rack"].labels == {"old"}


def test_classes_are_split_further_by_each_question():
    """Two questions that halve three countries in different ways leave three classes."""
    question = Question(origins=dict.fromkeys(("CHN", "MEX", "USA"), ()))
    assert not question.by_origin
    question.tell_origins_apart({"CHN": 0, "MEX": 1, "USA": 1})
    assert alike(question) == [["CHN"], ["MEX", "USA"]]
    question.tell_origins_apart({"CHN": 0, "MEX": 0, "USA": 1})
    assert alike(question) == [["CHN"], ["MEX"], ["USA"]]


def test_a_free_zone_asks_of_components_what_duties_ask_of_the_product(ask):
    """Boards that pay at the rack's code are told apart as racks are, if boards pay anything at all."""
    sites = [
        {"site": "maker", "country": "CHN"},
        {"site": "plant", "country": "MEX", "bonded": "free_zone"},
    ]
    racks = {"layer": "levy", "importer": "MEX", "origin": "CHN", "hs": "8471", "ad_valorem": 0.1}
    boards = {"layer": "levy", "importer": "MEX", "hs": "8473", "ad_valorem": 0.1}
    assert ask(sites=sites, duties=[racks, boards])["board"].by_origin
    assert not ask(sites=sites, duties=[racks])["board"].by_origin
    assert not ask(duties=[racks, boards])["board"].by_origin
