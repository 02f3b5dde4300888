"""Standing: plain examples first, then the definition itself, worked out naively, on any graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.model.graph import Casebook
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
