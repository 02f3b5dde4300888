"""What a made casebook says, before it is written: its passages, members and the links of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from bench.wording import Wording

FEWEST_PAGES = 30
OWN_PAGES = 5
"""The home page, the article and the index of each kind."""

PASSAGES_IN_PARAGRAPH = 5


@dataclass(frozen=True)
class Passage:
    """A sentence of the article."""

    id: str
    words: str


@dataclass(eq=False)
class Argument:
    """A claim; every link but those of undercuts leads to an argument made before it."""

    slug: str
    title: str
    claim: str
    supports: list[Argument] = field(default_factory=list)
    attacks: list[Argument] = field(default_factory=list)
    undercuts: list[tuple[Argument, Argument]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


@dataclass(eq=False)
class Evidence:
    """Words of the article, each with the passage it is from; or, without any, a citation."""

    slug: str
    title: str
    quotes: list[tuple[Passage, str]]
    segments: list[Segment]
    cited_by: Argument | None = None


@dataclass(frozen=True, eq=False)
class Segment:
    """A user group."""

    slug: str
    title: str
    audience: str
    broader: Segment | None


@dataclass(frozen=True)
class Outline:
    """A casebook; the first argument is the thesis, the first passage the article's title."""

    passages: list[Passage]
    arguments: list[Argument]
    evidence: list[Evidence]
    segments: list[Segment]


def outline(pages: int, seed: int = 1, passages: int | None = None) -> Outline:
    """A casebook of that many pages, ``FEWEST_PAGES`` at least; the same for the same numbers.

    Without a number of ``passages``, the article grows with the pages.
    """
    if pages < FEWEST_PAGES:
        raise ValueError(f"a made casebook has {FEWEST_PAGES} pages at least")
    random = Random(seed)  # noqa: S311 - nothing is kept secret
    wording = Wording(random)
    made = _passages(passages or 30 + pages // 50, wording)
    segments = _segments(max(3, pages // 20), random, wording)
    members = pages - OWN_PAGES - len(segments)
    arguments = [_argument(wording) for _ in range(members * 4 // 9)]
    evidence = _evidence(members - len(arguments), len(arguments), made, wording)
    _link_arguments(random, arguments)
    _link_evidence(random, arguments, evidence)
    _link_segments(random, arguments, evidence, segments)
    return Outline(made, arguments, evidence, segments)


def _slug(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower())


def _passages(number: int, wording: Wording) -> list[Passage]:
    passages = [Passage("p0-1", wording.title())]
    for i in range(number):
        paragraph, place = divmod(i, PASSAGES_IN_PARAGRAPH)
        passages.append(Passage(f"p{paragraph + 1}-{place + 1}", wording.sentence()))
    return passages


def _segments(number: int, random: Random, wording: Wording) -> list[Segment]:
    segments: list[Segment] = []
    for i in range(number):
        broader = random.choice(segments) if i % 3 == 2 else None
        title = wording.title()
        segments.append(Segment(_slug(title), title, wording.who(), broader))
    return segments


def _argument(wording: Wording) -> Argument:
    title = wording.title()
    return Argument(_slug(title), title, wording.sentence())


def _evidence(
    number: int, arguments: int, passages: list[Passage], wording: Wording
) -> list[Evidence]:
    """Together they quote every passage; some of those that are left over cite a source."""
    made = []
    for i in range(number):
        title = wording.title()
        outside = i >= max(arguments, len(passages)) and i % 5 == 0
        quoted = passages[i::number] or [passages[i % len(passages)]]
        quotes = [] if outside else [(passage, _part(passage.words, i)) for passage in quoted]
        made.append(Evidence(_slug(title), title, quotes, []))
    return made


def _part(sentence: str, turn: int) -> str:
    """Seven words of a sentence, or the whole of it, now from here and now from there."""
    words = sentence.rstrip(".").split()
    start = turn % max(1, len(words) - 7)
    part = " ".join(words[start : start + 7]).rstrip(",")
    return part if sentence.count(part) == 1 else sentence


def _link_arguments(random: Random, arguments: list[Argument]) -> None:
    """A tree to the thesis, of supports and some attacks; a few second reasons and undercuts."""
    for i, argument in enumerate(arguments[1:], start=1):
        parent = arguments[random.randrange((i - 1) // 4, i)]
        (argument.attacks if random.random() < 0.15 else argument.supports).append(parent)
        other = arguments[random.randrange(i)]
        if random.random() < 0.1 and other is not parent:
            argument.supports.append(other)
        denied = arguments[random.randrange(i)]
        if random.random() < 0.05 and denied.supports:
            argument.undercuts.append((denied, denied.supports[0]))


def _link_evidence(random: Random, arguments: list[Argument], evidence: list[Evidence]) -> None:
    """Every argument has some and every piece is used; some are used again."""
    for i, ground in enumerate(evidence):
        ground.cited_by = arguments[i % len(arguments)]
        ground.cited_by.evidence.append(ground)
    for argument in arguments:
        ground = random.choice(evidence)
        if random.random() < 0.2 and ground not in argument.evidence:
            argument.evidence.append(ground)


def _link_segments(
    random: Random, arguments: list[Argument], evidence: list[Evidence], segments: list[Segment]
) -> None:
    """Every segment is mentioned; about half of the other pages mention one."""
    for i, segment in enumerate(segments):
        arguments[i].segments.append(segment)
    others: list[Argument | Evidence] = [*arguments[len(segments) :], *evidence]
    for member in others:
        if random.random() < 0.6:
            member.segments.append(random.choice(segments))
