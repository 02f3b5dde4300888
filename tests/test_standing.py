"""Standing by plain examples; ``test_standing_definition`` holds it to its definition."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Link, Relation, Step, Undercut
from casebook.model.members import Member
from casebook.model.page import Page
from casebook.model.source import Source
from casebook.model.standing import Backing, Standing, standings
from pages import Pages


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Three speakers' words, and an article by A. Walker."""
    pages = Pages(tmp_path).article(author="A. Walker")
    for speaker in ("Ann", "Bo"):
        pages.evidence(f"{speaker.lower()}-says", kind="testimony", speaker=speaker)
    pages.evidence("walker-says", kind="assertion").evidence("walker-saw", kind="anecdote")
    return pages.evidence("everybody-knows", kind="common-ground")


def standing_of(pages: Pages) -> dict[str, Standing]:
    return by_slug(pages.casebook())


def by_slug(casebook: Casebook) -> dict[str, Standing]:
    return {argument.slug: standing for argument, standing in standings(casebook).items()}


@pytest.mark.parametrize(
    ("evidence", "backing"),
    [
        ([], Backing.UNSUPPORTED),
        (["walker-says"], Backing.ASSERTED),
        (["everybody-knows"], Backing.ASSERTED),
        (["walker-saw"], Backing.ATTESTED),
        (["walker-says", "ann-says"], Backing.ATTESTED),
        (["ann-says", "bo-says"], Backing.CORROBORATED),
        (["ann-says", "walker-saw"], Backing.CORROBORATED),
        (["ann-says", "bo-says", "walker-saw"], Backing.CORROBORATED),
    ],
)
def test_backing_counts_the_sources_of_evidence(
    pages: Pages, evidence: list[str], backing: Backing
) -> None:
    pages.argument("a", evidence=evidence)
    assert standing_of(pages)["a"].backing is backing


def test_two_items_from_one_speaker_do_not_corroborate_each_other(pages: Pages) -> None:
    pages.evidence("ann-again", kind="statistic", speaker="Ann")
    pages.argument("a", evidence=["ann-says", "ann-again"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED


def test_a_speaker_written_in_two_ways_is_one(pages: Pages) -> None:
    pages.evidence("ann-in-capitals", kind="testimony", speaker="  ANN")
    pages.argument("a", evidence=["ann-says", "ann-in-capitals"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED


def test_a_publisher_is_a_source_whoever_it_lets_speak(pages: Pages) -> None:
    citation = {"title": "T", "publisher": "Ann", "url": "http://x.example", "accessed": "2018"}
    pages.evidence("survey", kind="statistic", citation=citation | {"date": "2018"}, speaker="Bo")
    pages.argument("a", evidence=["ann-says", "survey"])
    assert standing_of(pages)["a"].sources == ("Ann",)


def test_the_author_is_the_source_where_nobody_else_speaks(pages: Pages) -> None:
    pages.evidence("walker-by-name", kind="testimony", speaker="a. walker")
    pages.argument("a", evidence=["walker-saw", "walker-by-name"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED


def test_support_lends_the_best_backing_and_not_the_sum(pages: Pages) -> None:
    pages.argument("a", evidence=["walker-says"])
    pages.argument("b", evidence=["ann-says"], supports=["a"])
    pages.argument("c", evidence=["bo-says"], supports=["a"])
    standing = standing_of(pages)["a"]
    assert (standing.own, standing.backing) == (Backing.ASSERTED, Backing.ATTESTED)


def test_backing_is_lent_along_a_chain(pages: Pages) -> None:
    pages.argument("a").argument("b", supports=["a"])
    pages.argument("c", supports=["b"], evidence=["ann-says", "bo-says"])
    assert standing_of(pages)["a"].backing is Backing.CORROBORATED


def test_reasons_in_a_ring_do_not_back_each_other(pages: Pages) -> None:
    pages.argument("a", supports=["b"]).argument("b", supports=["a"])
    assert {standing.backing for standing in standing_of(pages).values()} == {Backing.UNSUPPORTED}


def test_what_an_unattacked_argument_attacks_is_defeated(pages: Pages) -> None:
    pages.argument("a").argument("b", attacks=["a"])
    found = standing_of(pages)
    assert found["a"].defeated
    assert found["a"].contested
    assert not found["b"].defeated


def test_an_argument_is_reinstated_when_its_attacker_is_defeated(pages: Pages) -> None:
    pages.argument("a").argument("b", attacks=["a"]).argument("c", attacks=["b"])
    found = standing_of(pages)
    assert not found["a"].defeated
    assert not found["a"].contested
    assert found["b"].defeated


def test_a_reinstated_argument_defeats_in_its_turn(pages: Pages) -> None:
    pages.argument("a").argument("b", attacks=["a"])
    pages.argument("c", attacks=["b"]).argument("d", attacks=["c"])
    assert [standing_of(pages)[slug].defeated for slug in "abcd"] == [True, False, True, False]


def test_of_two_that_attack_each_other_both_stand_and_both_are_contested(pages: Pages) -> None:
    pages.argument("a", attacks=["b"]).argument("b", attacks=["a"])
    found = standing_of(pages)
    assert not any(standing.defeated for standing in found.values())
    assert all(standing.contested for standing in found.values())


def test_a_defeated_supporter_lends_nothing(pages: Pages) -> None:
    pages.argument("a").argument("b", evidence=["ann-says"], supports=["a"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED
    pages.argument("c", attacks=["b"])
    assert standing_of(pages)["a"].backing is Backing.UNSUPPORTED


def test_a_contested_supporter_lends_all_it_has(pages: Pages) -> None:
    pages.argument("a").argument("b", evidence=["ann-says"], supports=["a"], attacks=["c"])
    pages.argument("c", attacks=["b"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED


def test_an_undercut_cuts_one_link_and_leaves_the_supporter_alone(pages: Pages) -> None:
    pages.argument("a").argument("b")
    pages.argument("c", evidence=["ann-says"], supports=["a", "b"])
    pages.argument("d", undercuts=[{"from": "c", "to": "a", "because": "beside the point"}])
    found = standing_of(pages)
    assert found["a"].backing is Backing.UNSUPPORTED
    assert found["b"].backing is Backing.ATTESTED
    assert not found["c"].defeated
    assert not found["a"].contested


def test_an_undercut_by_a_defeated_argument_cuts_nothing(pages: Pages) -> None:
    pages.argument("a").argument("b", evidence=["ann-says"], supports=["a"])
    pages.argument("c", undercuts=[{"from": "b", "to": "a"}]).argument("d", attacks=["c"])
    assert standing_of(pages)["a"].backing is Backing.ATTESTED


def test_counter_evidence_contests_a_claim_and_does_not_defeat_it(pages: Pages) -> None:
    pages.argument("a", evidence=["ann-says"], counter_evidence=["bo-says"])
    standing = standing_of(pages)["a"]
    assert (standing.contested, standing.defeated) == (True, False)
    assert standing.backing is Backing.ATTESTED


# ---- Steps of several premises -------------------------------------------------------------------


def joint(pages: Pages, **step: object) -> Pages:
    """Two premises for one claim, one of them backed by Ann alone, the other by nothing yet."""
    pages.argument("claim").argument("other")
    return pages.argument(
        "premise", evidence=["ann-says"], supports=[{"to": "claim", "with": ["other"], **step}]
    )


def test_a_step_lends_the_least_that_a_premise_of_it_has(pages: Pages) -> None:
    joint(pages)
    assert standing_of(pages)["claim"].backing is Backing.UNSUPPORTED
    pages.argument("other", evidence=["walker-says"])
    assert standing_of(pages)["claim"].backing is Backing.ASSERTED
    pages.argument("other", evidence=["bo-says"])
    assert standing_of(pages)["claim"].backing is Backing.ATTESTED


def test_two_steps_to_a_claim_are_worth_the_better_of_them(pages: Pages) -> None:
    joint(pages).argument("alone", evidence=["ann-says", "bo-says"], supports=["claim"])
    standing = standing_of(pages)["claim"]
    assert standing.backing is Backing.CORROBORATED
    assert [it.step.link.source.slug for it in standing.carried_by] == ["alone"]


def test_a_weak_step_lends_no_more_than_that_it_is_said(pages: Pages) -> None:
    joint(pages, strength="weak").argument("other", evidence=["ann-says", "bo-says"])
    assert standing_of(pages)["claim"].backing is Backing.ASSERTED


def test_a_moderate_step_lends_all_that_its_premises_have(pages: Pages) -> None:
    joint(pages, strength="moderate").argument("other", evidence=["bo-says"])
    assert standing_of(pages)["claim"].backing is Backing.ATTESTED


def test_a_step_is_denied_when_any_premise_of_it_is_defeated(pages: Pages) -> None:
    joint(pages).argument("other", evidence=["bo-says"]).argument("no", attacks=["other"])
    (step,) = standing_of(pages)["claim"].steps
    assert step.denied
    assert [premise.slug for premise in step.defeated] == ["other"]
    assert step.lends is Backing.UNSUPPORTED


@pytest.mark.parametrize("premise", ["premise", "other"])
def test_an_undercut_may_name_any_premise_of_the_step(pages: Pages, premise: str) -> None:
    joint(pages).argument("other", evidence=["bo-says"])
    pages.argument("no", undercuts=[{"from": premise, "to": "claim", "because": "so what"}])
    (step,) = standing_of(pages)["claim"].steps
    assert (step.denied, step.questioned, step.lends) == (True, False, Backing.UNSUPPORTED)
    assert [undercut.because for undercut in step.denials] == ["so what"]


def test_a_weak_undercut_questions_a_step_and_takes_nothing_from_it(pages: Pages) -> None:
    joint(pages).argument("other", evidence=["bo-says"])
    pages.argument("no", undercuts=[{"from": "other", "to": "claim", "strength": "weak"}])
    (step,) = standing_of(pages)["claim"].steps
    assert (step.denied, step.questioned, step.lends) == (False, True, Backing.ATTESTED)


def test_a_weak_undercut_by_a_defeated_argument_questions_nothing(pages: Pages) -> None:
    joint(pages).argument("nay", attacks=["no"])
    pages.argument("no", undercuts=[{"from": "other", "to": "claim", "strength": "weak"}])
    (step,) = standing_of(pages)["claim"].steps
    assert not step.questioned


def test_premises_that_lead_back_to_their_own_claim_back_nothing(pages: Pages) -> None:
    pages.argument("a", supports=[{"to": "b", "with": ["b", "a", "c"]}])
    pages.argument("b", supports=["a"]).argument("c", evidence=["ann-says"])
    found = standing_of(pages)
    assert (found["a"].backing, found["b"].backing) == (Backing.UNSUPPORTED, Backing.UNSUPPORTED)


# ---- What is weak --------------------------------------------------------------------------------


def test_a_weak_attack_contests_and_does_not_defeat(pages: Pages) -> None:
    pages.argument("a").argument("b", attacks=[{"to": "a", "strength": "weak"}])
    standing = standing_of(pages)["a"]
    assert (standing.contested, standing.defeated) == (True, False)


def test_an_argument_is_not_reinstated_by_a_weak_attack_on_its_attacker(pages: Pages) -> None:
    pages.argument("a").argument("b", attacks=["a"])
    pages.argument("c", attacks=[{"to": "b", "strength": "weak"}])
    assert standing_of(pages)["a"].defeated


def test_evidence_by_a_weak_link_is_as_good_as_an_assertion(pages: Pages) -> None:
    pages.argument("a", evidence=[{"to": "ann-says", "strength": "weak"}])
    standing = standing_of(pages)["a"]
    assert (standing.backing, standing.sources) == (Backing.ASSERTED, ())
    pages.argument("a", evidence=[{"to": "ann-says", "strength": "weak"}, "bo-says"])
    standing = standing_of(pages)["a"]
    assert (standing.backing, standing.sources) == (Backing.ATTESTED, ("Bo",))


# ---- Who first said it ---------------------------------------------------------------------------


def test_two_who_pass_on_what_one_has_said_are_one_source(pages: Pages) -> None:
    for speaker in ("Cy", "Di"):
        pages.evidence(
            f"{speaker.lower()}-passes-on", kind="statistic", speaker=speaker, origin="Ed"
        )
    pages.argument("a", evidence=["cy-passes-on", "di-passes-on"])
    standing = standing_of(pages)["a"]
    assert (standing.backing, standing.sources) == (Backing.ATTESTED, ("Ed",))


def test_a_source_has_one_spelling_wherever_it_is_named(pages: Pages) -> None:
    pages.evidence("ann-again", kind="anecdote", speaker="ANN")
    pages.argument("a", evidence=["ann-says"]).argument("b", evidence=["ann-again"])
    found = standing_of(pages)
    assert found["a"].sources == found["b"].sources == ("ANN",)


# ---- As if a source had said nothing -------------------------------------------------------------


def test_without_a_source_its_evidence_of_any_kind_is_absent(pages: Pages) -> None:
    pages.argument("a", evidence=["walker-says", "ann-says"])
    casebook = pages.casebook()
    assert by_slug(casebook)["a"].backing is Backing.ATTESTED
    (left,) = standings(casebook, without=frozenset({"a.  walker", "ann"})).values()
    assert left.backing is Backing.UNSUPPORTED


def test_without_a_source_its_counter_evidence_contests_nothing_and_attacks_stay(
    pages: Pages,
) -> None:
    pages.argument("a", evidence=["ann-says"], counter_evidence=["bo-says"])
    pages.argument("b", evidence=["bo-says"], attacks=["c"]).argument("c")
    left = standings(pages.casebook(), without=frozenset({"Bo"}))
    by_name = {argument.slug: standing for argument, standing in left.items()}
    assert not by_name["a"].contested
    assert by_name["b"].backing is Backing.UNSUPPORTED
    assert by_name["c"].defeated


# ---- Cost ----------------------------------------------------------------------------------------


def chain(size: int) -> Casebook:
    """A chain of steps with two premises each, an undercut and an attack at every tenth link."""
    page = Page("a.md", Source("a.md", ""), Kind.ARGUMENT, "a", 0)
    ground = EvidenceFields.model_construct(
        title="e", kind="anecdote", reliability="F", credibility=6
    )
    said = ArgumentFields.model_construct(title="a", claim="a", voice="author")
    evidence = Member(Kind.EVIDENCE, "e", page, ground)
    arguments = [Member(Kind.ARGUMENT, f"a{i}", page, said) for i in range(size)]
    links: list[Any] = []
    steps: list[Step] = []
    undercuts: list[Undercut] = []
    for i in range(2, size):
        link = Link(Relation.SUPPORTS, arguments[i], arguments[i - 1], None, None, ())
        links.append(link)
        steps.append(Step(link, (arguments[i], arguments[(i * 7) % size])))
        if i % 10 == 0:
            links.append(Link(Relation.ATTACKS, arguments[i], arguments[i - 2], None, None, ()))
            ends = arguments[i - 3], arguments[i], arguments[i - 1]
            undercuts.append(Undercut(*ends, None, None, (), (steps[-1],)))
        links.append(Link(Relation.EVIDENCE, arguments[i], evidence, None, None, ()))
    by_name = {it.slug: it for it in arguments}
    return Casebook(
        (), None, by_name, {"e": evidence}, {}, tuple(links), tuple(steps), tuple(undercuts), ()
    )


def test_twenty_thousand_arguments_are_judged_in_a_second() -> None:
    casebook = chain(20_000)
    taken = []
    for _ in range(3):  # the best of three, for whatever else runs on the machine costs time too
        begun = process_time()
        found = standings(casebook)
        taken.append(process_time() - begun)
        assert len(found) == 20_000
    assert min(taken) < 1
