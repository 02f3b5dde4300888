"""Writes a valid casebook of any number of pages: ``python -m bench.synthetic 1000 FOLDER``.

The pages are made up, and the same for the same number. In their proportions, their length and
their links they are like those of a casebook that people write.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from bench.bodies import Bodies
from bench.outline import Argument, Evidence, Outline, Passage, Segment, outline
from bench.wording import Wording

BYLINE = "by A. Walker"
KINDS = ("assertion", "common-ground", "example", "testimony")
FIDELITY = ("paraphrase", "compression", "interpretation")
STRENGTHS = ("strong", "moderate", "weak")
HOOK = Path(__file__).parent.parent / "hooks/crossref.py"

CONFIG = """\
site_name: A casebook made to be measured
site_url: https://example.org/
theme:
  name: material
  font: false
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - toc:
      permalink: true
nav:
  - Home: index.md
  - The article: article/index.md
  - Arguments: arguments/index.md
  - Segments: segments/index.md
  - Evidence: evidence/index.md
# A menu of every page would grow with the square of their number.
not_in_nav: |
  /arguments/*
  /segments/*
  /evidence/*
"""


def settings(hook: Path | None = None) -> str:
    """A ``mkdocs.yml`` for such a casebook, with the hook if one is given."""
    return CONFIG + (f"hooks:\n  - {hook.resolve()}\n" if hook else "")


STYLES = ("plain", "mixed", "article")
"""How a casebook is written: plainly; with flow lists, comments and folded text; or plainly, and
with an article of ``LONG_ARTICLE`` passages."""

LONG_ARTICLE = 3_500


def write(folder: Path, pages: int, hook: Path | None = None, style: str = "plain") -> None:
    """Write ``mkdocs.yml`` and a ``docs`` with that many pages into ``folder``."""
    docs = folder / "docs"
    for kind in ("article", "arguments", "evidence", "segments"):
        (docs / kind).mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(settings(hook), "utf-8")
    made = outline(pages, passages=LONG_ARTICLE if style == "article" else None)
    for number, (uri, text) in enumerate(_files(made)):
        if style == "mixed" and text.startswith("---\n"):
            text = mixed(text, number)  # noqa: PLW2901 - the same page, written otherwise
        (docs / uri).write_bytes(text.encode())


def mixed(text: str, number: int) -> str:
    """Write the same front matter as people do: no two pages in quite the same way."""
    _, front, body = text.split("---\n", 2)
    if number % 2:
        front = re.sub(
            r"^(claim|description|warrant|audience): (.+)$", r"\1: >-\n  \2", front, flags=re.M
        )
    if number % 3:
        front = re.sub(r"^(\w+):\n((?:  - [a-z0-9-]+\n)+)(?=\S|\Z)", _in_flow, front, flags=re.M)
    if number % 3 == 1:
        front = re.sub(
            r"^  - to: ([a-z0-9-]+)\n    because: (.+)$",
            r'  - {to: \1, because: "\2"}',
            front,
            flags=re.M,
        ).replace('"}\n    strength: ', '", strength: ')
        front = re.sub(r", strength: (\w+)$", r", strength: \1}", front, flags=re.M)
    if number % 4 == 0:
        front = f"# Taken from the {number}th note.\n\n{front}"
    return f"---\n{front}---\n{body}"


def _in_flow(found: re.Match[str]) -> str:
    slugs = ", ".join(line.removeprefix("  - ") for line in found[2].splitlines())
    return f"{found[1]}: [{slugs}]  # {found[2].count(chr(10))} in all\n"


def _files(casebook: Outline) -> Iterator[tuple[str, str]]:
    original = _original(casebook.passages)
    yield "article/original.txt", original
    yield "article/index.md", _article_page(casebook.passages, original)
    yield "index.md", f"# {casebook.passages[0].words}\n\n<!-- casebook: thesis -->\n"
    for kind in ("arguments", "segments", "evidence"):
        text = f"What [the article](../article/index.md) has of them.\n\n<!-- casebook: {kind} -->"
        yield f"{kind}/index.md", f"---\ntitle: {kind.capitalize()}\n---\n\n{text}\n"
    random = Random(2)  # noqa: S311 - nothing is kept secret
    wording = Wording(random)
    bodies = Bodies(random, wording)
    for i, argument in enumerate(casebook.arguments):
        front = _argument_fields(i, argument, wording)
        yield f"arguments/{argument.slug}.md", _page(front, bodies.argument(argument))
    for i, evidence in enumerate(casebook.evidence):
        yield (
            f"evidence/{evidence.slug}.md",
            _page(_evidence_fields(i, evidence, wording), bodies.evidence(evidence)),
        )
    for i, segment in enumerate(casebook.segments):
        passage = casebook.passages[i % len(casebook.passages)]
        yield (
            f"segments/{segment.slug}.md",
            _page(_segment_fields(segment), bodies.segment(segment, passage)),
        )


def _page(fields: Iterable[str], body: str) -> str:
    return "\n".join(["---", *fields, "---", "", body])


def _original(passages: Sequence[Passage]) -> str:
    paragraphs: dict[str, list[str]] = {}
    for passage in passages[1:]:
        paragraphs.setdefault(passage.id.partition("-")[0], []).append(passage.words)
    running = [" ".join(sentences) for sentences in paragraphs.values()]
    return "\n\n".join([passages[0].words, BYLINE, *running]) + "\n"


def _article_page(passages: Sequence[Passage], original: str) -> str:
    fields = [
        f"title: {passages[0].words}",
        "author: A. Walker",
        "publisher: The Mill Street Gazette",
        "original: original.txt",
        f"sha256: {hashlib.sha256(original.encode()).hexdigest()}",
        "set_aside:",
        "  p0-2: The byline names the author and claims nothing.",
    ]
    title, *others = passages
    sections = [
        f"### Passage {passage.id} {{ #{passage.id} }}\n\n> {passage.words}\n\n"
        f"**Plain reading.** {passage.words}\n"
        for passage in (title, Passage("p0-2", BYLINE), *others)
    ]
    return _page(fields, "\n".join(["A made article.\n", *sections]))


def _argument_fields(i: int, argument: Argument, wording: Wording) -> Iterator[str]:
    fidelity = FIDELITY[i % len(FIDELITY)]
    yield f"title: {argument.title}"
    yield f"claim: {argument.claim}"
    yield f"role: {'counterclaim' if argument.attacks else 'claim' if i else 'thesis'}"
    yield f"voice: {'author' if i % 4 else 'reported'}"
    yield f"fidelity: {fidelity}"
    if fidelity == "interpretation":
        yield f"warrant: {wording.filler()}"
    yield from _links("supports", argument.supports, i, wording)
    yield from _links("attacks", argument.attacks, i, wording)
    if argument.undercuts:
        yield "undercuts:"
    for supporter, supported in argument.undercuts:
        yield f"  - from: {supporter.slug}\n    to: {supported.slug}"
        yield f"    because: {wording.reason()}"
    yield from _links("evidence", argument.evidence, i, wording)
    yield from _links("segments", argument.segments, i, wording)


def _evidence_fields(i: int, evidence: Evidence, wording: Wording) -> Iterator[str]:
    kind = KINDS[i % len(KINDS)] if evidence.quotes else "document"
    yield f"title: {evidence.title}"
    yield f"description: {wording.filler()}"
    yield f"kind: {kind}"
    if evidence.quotes:
        yield "quotes:"
    for passage, words in evidence.quotes:
        yield f'  - passage: {passage.id}\n    exact: "{words}"'
    if not evidence.quotes:
        yield f"citation:\n  title: {wording.filler()}\n  publisher: The city's bureau of figures"
        yield f"  url: https://figures.example/{i}\n  date: 2013-07-03\n  accessed: 2024-05-01"
        yield f"  excerpt: {wording.filler()}"
    if kind == "testimony":
        yield f"speaker: {wording.who()}"
    yield f"reliability: {'BCDF'[i % 4]}\ncredibility: {i % 6 + 1}"
    yield from _links("segments", evidence.segments, i, wording)


def _segment_fields(segment: Segment) -> Iterator[str]:
    yield f"title: {segment.title}\naudience: {segment.audience}"
    if segment.broader:
        yield f"broader: {segment.broader.slug}"


def _links(
    name: str, targets: Sequence[Argument | Evidence | Segment], i: int, wording: Wording
) -> Iterator[str]:
    """A field of links: most with a reason, some of these with a strength, others a slug alone."""
    if targets:
        yield f"{name}:"
    for place, target in enumerate(targets, start=i):
        if place % 5 < 2:
            yield f"  - {target.slug}"
            continue
        yield f"  - to: {target.slug}\n    because: {wording.reason()}"
        if place % 5 == 2 and name != "segments":
            yield f"    strength: {STRENGTHS[i % len(STRENGTHS)]}"


def main() -> None:
    """Write a casebook where the shell says."""
    parser = argparse.ArgumentParser(description="Writes a made casebook into a folder.")
    parser.add_argument("pages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hook", action="store_true", help="name the hook in mkdocs.yml")
    parser.add_argument("--style", choices=STYLES, default="plain")
    options = parser.parse_args()
    write(options.folder, options.pages, HOOK if options.hook else None, options.style)


if __name__ == "__main__":
    main()
