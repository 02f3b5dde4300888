"""Quotes with words left out, or misspelt: how often is the right place of the article told?

Every stretch of a few words of three articles is quoted, with one to four words cut out at every
place in its middle, or with slips in its letters.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casebook.model.graph import Casebook
from casebook.model.passages import Passage
from casebook.quoting.nearest_words import nearest_words
from casebook.quoting.words_of import PUNCTUATION, Words, words_of
from casebook.reading.linking import load
from casebook.reading.project import from_folder
from golden import HERE

AT_LEAST = 0.95


@pytest.fixture(params=["the site's own", "tramway", "teahouse"])
def article(request: pytest.FixtureRequest, casebook: Casebook) -> list[Passage]:
    if request.param != "the site's own":
        casebook = load(from_folder(HERE / f"casebooks/{request.param}/docs"))
    assert casebook.article
    return [*casebook.article.passages.values()]


def stretches(article: list[Passage], length: int) -> Iterator[tuple[Passage, Words, int]]:
    """Every stretch of so many words: its passage, the passage's words, and where it begins."""
    for passage in article:
        words = words_of(passage.words)
        for start in range(len(words) - length + 1):
            yield passage, words, start


def in_article(quote: str, article: list[Passage]) -> bool:
    return quote in " ".join(passage.words for passage in article)


def bare(text: str) -> str:
    return text.strip(PUNCTUATION)


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_of_words_left_out_the_whole_stretch_is_told(article: list[Passage], cut: int) -> None:
    right = total = 0
    for kept in (3, 5, 8):
        for passage, words, start in stretches(article, kept + cut):
            end = start + kept + cut
            for at in range(start + 1, end - cut):
                blank = words.text[words.spans[at - 1][1] : words.spans[at][0]]
                quote = words.stretch(start, at) + blank + words.stretch(at + cut, end)
                if in_article(quote, article):
                    continue
                near = nearest_words(quote, article)
                total += 1
                right += near is not None and (
                    near.passage == passage.id
                    and bare(near.words) == bare(words.stretch(start, end))
                    and len(near.differences) == 1
                    and near.differences[0].endswith(" left out")
                )
    assert total > 50
    assert right >= AT_LEAST * total, f"{right} of {total}"


def misspelt(word: str, how: int) -> str:
    """A word with a slip in the middle: letters swapped, one left out, one twice, one changed."""
    at = len(word) // 2
    before, letter, after = word[: at - 1], word[at - 1 : at + 1], word[at + 1 :]
    return before + (letter[::-1], letter[1], letter[0] + letter, letter[0] + "x")[how] + after


@pytest.mark.parametrize("slips", [1, 2])
@pytest.mark.parametrize("length", [3, 4])
def test_of_a_misspelt_short_quote_the_passage_is_told(
    casebook: Casebook, length: int, slips: int
) -> None:
    assert casebook.article
    article = [*casebook.article.passages.values()]
    right = total = 0
    for passage, words, start in stretches(article, length):
        quoted = words.written[start : start + length]
        whole = " ".join(quoted)
        if sum(whole in other.words for other in article) > 1:
            continue
        longest = sorted(range(length), key=lambda number: -len(quoted[number]))[:slips]
        if any(len(quoted[number]) < 4 for number in longest):
            continue
        for number in longest:
            quoted[number] = misspelt(quoted[number], (start + number) % 4)
        if in_article(" ".join(quoted), article):
            continue
        near = nearest_words(" ".join(quoted), article)
        total += 1
        right += near is not None and near.passage == passage.id
    assert total > 50
    assert right >= AT_LEAST * total, f"{right} of {total}"
