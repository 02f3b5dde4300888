"""Quotation: what is a word, when a quote is found, and what is said where it is not."""

from __future__ import annotations

import pytest

from casebook.model.fields import Quote
from casebook.model.passages import Passage, scan
from casebook.model.source import Source
from casebook.model.words import plain_typography, word_count
from casebook.quoting.nearest_words import Near, nearest_words
from casebook.quoting.quote_search import Outcome, Verdict, cut_word, judge, occurrences, stands_at


def passages(*texts: str) -> dict[str, Passage]:
    """Passages ``p1-1``, ``p1-2`` … with these words."""
    page = "".join(f"# X {{ #p1-{i} }}\n> {text}\n\n" for i, text in enumerate(texts, 1))
    return {passage.id: passage for passage in scan(Source("index.md", page), 0).found}


def judged(exact: str, *texts: str, named: str = "p1-1", original: str = "") -> Verdict:
    return judge(Quote(passage=named, exact=exact), passages(*texts), original)


def nearest(exact: str, *texts: str) -> Near | None:
    return nearest_words(exact, passages(*texts).values())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("one two three", 3),
        ("one, two \u2013 three!", 3),
        ("non-chinese users", 2),
        ("non\u2011chinese users", 2),
        ("the baker's the baker\u2019s", 4),
        ("'quoted' words", 2),
        ("1,000 users", 3),
        ("\u2013 … \u2014 !", 0),
        ("茶馆不会", 4),
        ("用 WeChat 吧", 3),
        ("カタカナ", 4),
        ("café naïve Ångström", 3),
        ("привет мир", 2),
        ("हिन्दी भाषा", 2),
    ],
)
def test_word_count(text: str, count: int) -> None:
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("exact", "word"),
    [
        ("ram is clean", "tram"),
        ("tram is cle", "clean"),
        ("tram is clean", None),
        ("the tram is clean", None),
        ("is clean,", None),
        ("non-stop, isn", "isn't"),
        ("stop, isn't it", "non-stop"),
    ],
)
def test_a_quote_begins_and_ends_with_whole_words(exact: str, word: str | None) -> None:
    words = "the tram is clean, non-stop, isn't it"
    [(start, end)] = stands_at(exact, words)
    assert cut_word(start, end, words) == word


def test_every_character_of_a_script_without_blanks_is_whole() -> None:
    [(start, end)] = stands_at("馆不会", "茶馆不会消失")
    assert cut_word(start, end, "茶馆不会消失") is None


def test_words_that_overlap_themselves_are_found_each_time() -> None:
    assert list(stands_at("a b a", "a b a b a")) == [(0, 5), (4, 9)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it\u2019s", "it's"),
        ("\u201cyes\u201d", '"yes"'),
        ("\u00abyes\u00bb", '"yes"'),
        ("well\u2014no", "well - no"),
        ("a\u00a0b\u2009c", "a b c"),
        ("wait\u2026", "wait..."),
        ("Only", "ONLY"),
        ("\ufb01nd", "find"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("cafe\u0301", "caf\u00e9"),
        ("早上\uff0c晚上", "早上,晚上"),
    ],
)
def test_typography_alone_sets_these_apart(one: str, other: str) -> None:
    assert plain_typography(one) == plain_typography(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("not", "now"), ("its", "it's"), ("a b", "ab"), ("naive", "na\u00efve"), ("no", "n o")],
)
def test_more_than_typography_sets_these_apart(one: str, other: str) -> None:
    assert plain_typography(one) != plain_typography(other)


@pytest.mark.parametrize(
    ("exact", "outcome"),
    [
        ("the tram is quiet", Outcome.FOUND),
        ("the  tram\nis quiet", Outcome.FOUND),
        ("the tram", Outcome.TOO_SHORT),
        ("doubt it at all", Outcome.ELSEWHERE),
        ("The tram is quiet", Outcome.TYPOGRAPHY),
        ("the tram … is quiet", Outcome.ELLIPSIS),
        ("is quiet. Many doubt it", Outcome.ACROSS),
        ("the tram is not quiet", Outcome.ABSENT),
    ],
)
def test_what_becomes_of_a_quote(exact: str, outcome: Outcome) -> None:
    verdict = judged(exact, "They say the tram is quiet.", "Many doubt it at all")
    assert verdict.outcome is outcome


def test_an_ellipsis_of_the_article_is_quoted_as_it_stands() -> None:
    assert judged("it is … quiet", "They say it is … quiet").outcome is Outcome.FOUND


def test_words_that_run_on_where_passages_are_cut_without_a_blank() -> None:
    verdict = judged("没有精神。年轻人", "一天都没有精神。", "年轻人却说")
    assert (verdict.outcome, verdict.passages) == (Outcome.ACROSS, ("p1-1", "p1-2"))


def test_words_that_the_page_of_the_article_has_lost() -> None:
    original = "rails would only keep them away"
    verdict = judged("only keep them", "rails would keep them away", original=original)
    assert verdict.outcome is Outcome.MISPRINTED


def test_the_passage_that_is_named_is_asked_first() -> None:
    verdict = judged("IT IS QUIET", "it is quiet here", "now it is quiet", named="p1-2")
    assert verdict.outcome is Outcome.TYPOGRAPHY
    assert verdict.passages[0] == "p1-2"


def test_all_passages_that_have_the_words_are_told() -> None:
    verdict = judged("it is quiet", "loud", "it is quiet", "now it is quiet")
    assert (verdict.outcome, verdict.passages) == (Outcome.ELSEWHERE, ("p1-2", "p1-3"))


@pytest.mark.parametrize(
    ("context", "places"),
    [
        ({}, [0, 17]),
        ({"prefix": "and"}, [17]),
        ({"prefix": "quiet,  and"}, [17]),
        ({"suffix": ", and"}, [0]),
        ({"suffix": "!"}, [17]),
        ({"prefix": "or"}, []),
        ({"prefix": "and", "suffix": ", and"}, []),
    ],
)
def test_prefix_and_suffix_tell_two_places_apart(
    context: dict[str, str], places: list[int]
) -> None:
    quote = Quote(passage="p1-1", exact="it is quiet", **context)
    found = occurrences(quote, "it is quiet, and it is quiet!")
    assert [start for start, _ in found] == places


@pytest.mark.parametrize(
    ("exact", "words", "differences"),
    [
        ("rails would keep them", "rails would only keep them", ["`only` left out"]),
        ("on foot and tram rails", "on foot and rails", ["`tram` added"]),
        (
            "customers went on foot",
            "customers come on foot",
            ["`went` where the article has `come`"],
        ),
        (
            "her customers come by car",
            "her customers come on foot",
            ["`by car` where the article has `on foot`"],
        ),
        (
            "Their customers often come on foot",
            "her customers come on foot",
            ["`Their` where the article has `her`", "`often` added"],
        ),
    ],
)
def test_the_nearest_words_and_what_differs(exact: str, words: str, differences: list[str]) -> None:
    baker = "Now her customers come on foot and rails would only keep them away"
    near = nearest(exact, "A baker spoke.", baker)
    assert near is not None
    assert (near.passage, near.words, [*near.differences]) == ("p1-2", words, differences)
    assert 60 <= near.likeness <= 99


def test_of_two_passages_the_more_like_is_the_nearest() -> None:
    near = nearest("it is quiet at night", "it is loud at night", "it is quiet by night")
    assert near is not None
    assert near.passage == "p1-2"


def test_punctuation_around_the_nearest_words_is_no_difference() -> None:
    near = nearest("it ran on rails", 'He said, "it runs on rails," and left.')
    assert near is not None
    assert near.words == "it runs on rails"
    assert near.differences == ("`ran` where the article has `runs`",)


def test_characters_are_compared_where_no_blanks_are_written() -> None:
    near = nearest("他们在周末去茶馆", "年轻人却说\uff0c他们只在周末去茶馆。")
    assert near is not None
    assert near.words == "他们只在周末去茶馆"
    assert near.differences == ("`只` left out",)


def test_nothing_is_called_near_that_is_not() -> None:
    assert nearest("nobody buys bread", "The tram is quiet.") is None
    assert nearest("nobody buys bread") is None
