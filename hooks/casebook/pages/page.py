"""What each page of the casebook is given, and where on the page that goes."""

from __future__ import annotations

import json
import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment
from markupsafe import Markup

from casebook.analysis.analysis import Analysis
from casebook.authoring.explanation import all_explained
from casebook.model.fields import Quote
from casebook.model.kinds import ARTICLE_PAGE, FOLDERS, Kind
from casebook.model.languages import direction, quotation_marks
from casebook.model.links import AnyLink, Relation, Step
from casebook.model.members import AnyMember, Argument, Evidence
from casebook.model.passages import Passage, fold, scan
from casebook.model.source import Source
from casebook.model.sources import source_names
from casebook.model.standing import ONLY_SAID, WEAK, Standing, StepStanding, standings_inside
from casebook.pages import grades, held_html, order, rule_pages, taking_part, what_if, words
from casebook.pages.abbreviations import marked_once
from casebook.pages.argument_map import ArgumentMap, Bearing, How
from casebook.pages.chart import Drawing, with_addresses
from casebook.pages.found import Found, found
from casebook.pages.fragments import fragment_of_lines, leading_to
from casebook.pages.held_html import HeldHtml
from casebook.pages.labels import labelled
from casebook.pages.markdown import environment
from casebook.pages.messages import SOURCE, Messages
from casebook.pages.meta import for_theme
from casebook.pages.preview import in_short
from casebook.pages.printed import Layout, PrintedWords, Stretch, clipped, layouts
from casebook.pages.reading import Reading
from casebook.pages.reference import field_reference
from casebook.pages.sentences import Sentence, sentences
from casebook.pages.topics import GLOSSARY, Topic, topics
from casebook.pages.weakness import Voice, voices
from casebook.pages.words import METHOD, Word
from casebook.prose.charts import Chart, charts
from casebook.prose.escaping import address
from casebook.prose.parts import asked_for, put_in
from casebook.quoting.quote_search import judge


class Views:
    """Everything that the pages of one casebook get; made afresh for each build.

    Where the pages are ``to_be_finished``, the HTML of each is handed to ``finished``. In
    ``repository`` readers can propose a better reading, where its address is known. ``language`` is
    the site's, a tag (BCP 47): what the pages say themselves is in it, where we know it.
    """

    def __init__(
        self,
        analysis: Analysis,
        *,
        to_be_finished: bool = False,
        repository: str = "",
        language: str = SOURCE,
    ) -> None:
        self.analysis = analysis
        self.casebook = analysis.casebook
        self.repository = repository.rstrip("/")
        self.messages = Messages(language)
        self.printed_in = self._printed_in(language)
        attributes = "".join(f' {name}="{it}"' for name, it in self.printed_in.items())
        self._printed = PrintedWords(marks=to_be_finished, attributes=attributes)
        self._held = HeldHtml() if to_be_finished else None

    def _printed_in(self, language: str) -> dict[str, str]:
        """Return the language of the article and its direction, where it is not the site's."""
        if self.printed_language.lower() == language.lower().replace("_", "-"):
            return {}
        return {"lang": self.printed_language, "dir": direction(self.printed_language)}

    @property
    def printed_language(self) -> str:
        """The language of the article's words (BCP 47)."""
        article = self.casebook.article
        return (article.fields.language if article else None) or SOURCE

    def complete(self, uri: str, markdown: str) -> str:
        """Return the Markdown of the page ``uri``, without front matter, with all that is added."""
        folder, _, name = uri.rpartition("/")
        member = self._member(uri)
        if member is not None:
            given = {member.kind: member, "member": member}
            lead = self._render(f"{member.kind}.lead.md.j2", uri, **given)
            rest = self._render(f"{member.kind}.rest.md.j2", uri, **given)
            above, place, below = rest.rpartition(TEXT_OF_PAGE)
            markdown = f"{lead}\n{above if place else ''}{markdown}\n\n{below}"
        elif uri == ARTICLE_PAGE:
            markdown = self._with_uses(uri, markdown)
        elif folder in FOLDERS and name == "index.md" and not any(asked_for(markdown)):
            markdown = f"{markdown}\n\n{_asking_for(folder)}"
        markdown = self._with_charts(uri, markdown)
        return put_in(markdown, lambda name, slugs: self._part(name, slugs, uri))

    def _part(self, name: str, slugs: Sequence[str], uri: str) -> str:
        """Return a part that a page asks for: Markdown, or a marker for HTML that is held back."""
        if self._held is None or name not in HELD:
            return self._render(f"part.{name}.md.j2", uri, slugs=slugs, here=uri)
        context = {**self._context(uri), "what_if": what_if}
        html = self._html_environment.get_template(f"{name}.html.j2").render(context)
        return f"\n{self._held.hold(html)}\n"

    def missing_indexes(self) -> Iterator[tuple[str, str]]:
        """Yield path and Markdown of the index of each kind that has members and no index."""
        there = {page.uri for page in self.casebook.pages}
        for folder, kind in FOLDERS.items():
            uri = f"{folder}/index.md"
            if uri not in there and self.casebook.members[kind]:
                title = self.messages.gettext(words.TITLES[kind])
                yield uri, f"# {title}\n\n{_asking_for(folder)}"

    def has_member(self, uri: str) -> bool:
        """Return whether the page ``uri`` is an argument, a segment or evidence."""
        return self._member(uri) is not None

    def from_outside(self, uri: str) -> bool:
        """Return whether the page ``uri`` is a member brought in from outside the article."""
        member = self._member(uri)
        return member is not None and self.is_outside(member)

    def meta(self, uri: str, meta: Mapping[str, Any]) -> dict[str, Any]:
        """Return the front matter of the page ``uri``, read by MkDocs, safe for a theme to print.

        A member that does not describe itself is described by what its page says, in a sentence.
        """
        page, member = self.casebook.page(uri), self._member(uri)
        written = dict(page.front.data) if page and page.front else {}
        if member is not None and not meta.get("description"):
            written["description"] = self._in_short(member)[2]
        return for_theme(meta, written)

    def card_words(self, uri: str, title: str, words: str) -> tuple[str, str, str]:
        """Return the words of the picture by which the page ``uri`` is shared: kind, title, words.

        ``title`` and ``words`` are those of a page that is no member.
        """
        member = self._member(uri)
        return self._in_short(member) if member else ("", title, words)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """The topics of the casebook, by the paths of their pages, which are generated."""
        return {it.uri: it for it in topics(self.casebook) if not self.casebook.page(it.uri)}

    def topic_pages(self) -> Iterator[tuple[str, str]]:
        """Yield path and Markdown of the page of each topic, front matter included."""
        for uri, topic in self.topics.items():
            text = self._render("topic.md.j2", uri, topic=topic)
            title = json.dumps(topic.name, ensure_ascii=False)  # which YAML is, too
            yield uri, f"---\ntitle: {title}\n---\n\n{text.strip()}\n"

    def rule_pages(self) -> Iterator[tuple[str, str]]:
        """The path and the Markdown of the page of each family of rules, front matter included."""
        whole = rule_pages.list_of_rules(self.casebook)
        for family, explained in all_explained() if whole else ():
            uri = rule_pages.uri_of(family)
            if not self.casebook.page(uri):
                text = self._render("rules.md.j2", uri, explained=explained, whole=whole)
                yield uri, f"---\ntitle: 'Rules: {family}'\n---\n\n{text.strip()}\n"

    def generated_pages(self) -> Iterator[tuple[str, str]]:
        """The path and the Markdown of every page that no editor wrote, but for the indexes."""
        yield from self.topic_pages()
        yield from self.rule_pages()

    def to_print(self) -> Iterator[str]:
        """Yield the paths of the pages that make up the casebook, in reading order."""
        for uri in ("index.md", "read.md", ARTICLE_PAGE):
            if self.has_page(uri):
                yield uri
        for members in self._of_kind.values():
            yield from (member.uri for member in members)
        for uri in ("how-it-held-up.md", "weakest-links.md", METHOD, GLOSSARY):
            if self.has_page(uri):
                yield uri

    def in_short(self, uri: str) -> tuple[str, str, str] | None:
        """Return a member's kind, title and words, as in its preview; None for another page."""
        member = self._member(uri)
        return self._in_short(member) if member else None

    def _in_short(self, member: AnyMember) -> tuple[str, str, str]:
        return in_short(
            member, self.standings, self.messages, quotation_marks(self.printed_language)
        )

    def found(self, uri: str) -> Found | None:
        """Return what a search shows of the page ``uri``; None for one that it must not find."""
        page = self.casebook.page(uri)
        written = page.front.data if page and page.front else {}
        settings = written.get("search")
        if isinstance(settings, dict) and settings.get("exclude"):
            return None
        marks = quotation_marks(self.printed_language)
        return found(uri, self._member(uri), written, self.standings, self.messages, marks)

    def neighbours(self, uri: str) -> tuple[AnyMember | None, AnyMember | None]:
        """Return the members before and after a member, in the order in which its kind is shown."""
        member = self._member(uri)
        return self.turns(member) if member else (None, None)

    def turns(self, member: AnyMember) -> tuple[AnyMember | None, AnyMember | None]:
        """Return what ``neighbours`` does, for the member itself."""
        of_kind = self._of_kind[member.kind]
        place = self._places[member]
        before = of_kind[place - 1] if place else None
        return before, of_kind[place + 1] if place + 1 < len(of_kind) else None

    def finished(self, content: str, url: str, addresses: Mapping[str, str]) -> str:
        """Return a page's HTML with what only its final addresses allow.

        That is: the article's words are as printed, links to quoted words lead to the very words
        (a text fragment, after the W3C draft of that name), cells have the labels of their columns,
        and words of the glossary are marked once in a section. ``addresses`` holds the pages' paths
        by the addresses that the site gives them.
        """
        content = marked_once(self._printed.restored(content))
        content = _WORDS.sub(r'href="\g<place>:~:text=\g<words>"', content)
        leading_on = self._leading_on(url, addresses)
        content = with_addresses(labelled(content), leading_on)
        if self._held is None:
            return content
        top = posixpath.relpath(".", posixpath.dirname(url) or ".")
        return self._held.released(content, leading_on, top)

    def lost_words(self, markdown: str, content: str) -> list[str]:
        """Return words of the article that a page's HTML may not have as its Markdown does."""
        return self._printed.lost(markdown, content)

    def _leading_on(self, url: str, addresses: Mapping[str, str]) -> Callable[[str], str]:
        """Return a function from a link in the file of the page at ``url`` to one on the page."""
        urls = {uri: address for address, uri in addresses.items()}
        uri = addresses.get(url, "")

        def leading_on(link: str) -> str:
            path, mark, fragment = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
            if target not in urls:
                return link
            here = posixpath.dirname(url) or "."
            ended = "/" if urls[target].endswith("/") or not urls[target] else ""
            return posixpath.relpath(urls[target] or ".", here) + ended + mark + fragment

        return leading_on

    def parted(self, content: str) -> tuple[str, str]:
        """Return a page's HTML in two: the way up from it, if it begins with one, and the rest."""
        trail = _TRAIL.match(content)
        return (trail.group(), content[trail.end() :]) if trail else ("", content)

    @cached_property
    def map(self) -> ArgumentMap:
        """The maps of the argument."""
        return ArgumentMap(self.casebook)

    @cached_property
    def reading(self) -> Reading | None:
        """The article's words, with what quotes them; None where there is no article."""
        return Reading(self.casebook, self.casebook.article) if self.casebook.article else None

    def is_outside(self, member: AnyMember) -> bool:
        """Return whether a member was brought in by the editors, and is not of the article."""
        fields = member.fields
        voice, citation = getattr(fields, "voice", None), getattr(fields, "citation", None)
        return voice == "editors" or citation is not None

    @cached_property
    def publishers(self) -> frozenset[str]:
        """The sources from outside the article: those from which cited evidence comes."""
        return frozenset(name for it, name in self.sources.items() if it.fields.citation)

    def owes_to_outside(self, argument: Argument) -> bool:
        """Return whether the article alone would back an argument less than it is backed."""
        return self._inside[argument].backing < self.standings[argument].backing

    @cached_property
    def _inside(self) -> Mapping[Argument, Standing]:
        """The standings without what was brought in from outside."""
        return standings_inside(self.casebook)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Every voice that attests something, with what would fall without it."""
        return voices(self.casebook, self.standings, self.map.in_order)

    @property
    def standings(self) -> Mapping[Argument, Standing]:
        """The standing of every argument."""
        return self.analysis.standings

    def judge(self, step: Step) -> StepStanding:
        """Return what a step is worth."""
        return self._judged[step.link]

    def explains(self, word: Word) -> bool:
        """Return whether the page about the method explains a word."""
        return word.explained in self._explained

    @cached_property
    def _explained(self) -> frozenset[str]:
        page = self.casebook.page(METHOD)
        return frozenset(self.analysis.texts.anchors(page).ids) if page else frozenset()

    @cached_property
    def sources(self) -> Mapping[Evidence, str]:
        """The source of each item of evidence."""
        return source_names(self.casebook)

    def judged(self, link: AnyLink) -> StepStanding | None:
        """Return what the step is worth that a support link states; None for another link."""
        return self._judged.get(link)

    @cached_property
    def _judged(self) -> Mapping[AnyLink, StepStanding]:
        return {
            step.step.link: step for standing in self.standings.values() for step in standing.steps
        }

    def in_order(self, links: Iterable[AnyLink], end: str) -> list[AnyLink]:
        """Return links in the order in which the members at their ``end`` are shown everywhere."""
        return sorted(links, key=lambda link: self._places[getattr(link, end)])

    @cached_property
    def _places(self) -> dict[AnyMember, int]:
        """The place of every member among those of its kind."""
        kinds = self._of_kind.values()
        return {member: place for members in kinds for place, member in enumerate(members)}

    @cached_property
    def _of_kind(self) -> Mapping[Kind, tuple[AnyMember, ...]]:
        """The members of each kind in the order in which they are shown."""
        segments = tuple(segment for _, segment in order.segments_in_order(self.casebook))
        return {
            Kind.ARGUMENT: self.map.in_order,
            Kind.EVIDENCE: order.evidence_in_order(self.casebook),
            Kind.SEGMENT: segments,
        }

    def has_page(self, uri: str) -> bool:
        """Return whether the casebook has a page ``uri``, so that it can be linked."""
        return uri in self._uris

    def gets_title(self, member: AnyMember) -> bool:
        """Return whether a member's page has no heading of its own to be its title."""
        return not any(self.analysis.texts.first_level(member.page))

    @cached_property
    def _uris(self) -> set[str]:
        return {page.uri for page in self.casebook.pages}

    def marked(self, evidence: Evidence) -> Iterator[tuple[Quote, Markup]]:
        """Yield each quote with its passage's words in a blockquote, the quoted ones marked."""
        for quote in evidence.fields.quotes:
            if found := self._found(quote):
                passage, start, end = found
                stretches = (
                    Stretch(0, start),
                    Stretch(start, end, Markup("<mark>"), Markup("</mark>")),
                    Stretch(end, len(passage.words)),
                )
                yield quote, self._in_lines(passage, stretches, "> ")

    def quoted(self, quote: Quote) -> Markup:
        """Return the words of a quote as they are printed, in a blockquote."""
        if found := self._found(quote):
            passage, start, end = found
            return self._in_lines(passage, (Stretch(start, end),), "> ")
        return self._printed.inline(fold(quote.exact))

    def running(self, passage: Passage, href: Callable[..., Markup]) -> Markup:
        """Return the words of a passage in the running text, linked to what quotes them."""
        return self._in_lines(passage, self._linked(passage, href))

    def printed(self, passage: Passage, margin: str = "") -> Markup:
        """Return the words of a passage as they are printed, and nothing else."""
        return self._in_lines(passage, (Stretch(0, len(passage.words)),), margin)

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """The article in plain words, sentence by sentence, by passage."""
        return sentences(self.casebook, self.standings, self.map)

    def better_reading(self, passage: Passage) -> Markup:
        """Return the address of the repository's form for another reading of a passage."""
        return address(taking_part.better_reading(self.repository, passage))

    def page_title(self, uri: str) -> str:
        """Return the title of any page, as in its front matter, or else its path."""
        page = self.casebook.page(uri)
        return str(page.front.data.get("title", uri)) if page and page.front else uri

    def menu_title(self, kind: Kind) -> str:
        """Return what the menu calls the index of a kind; empty where it does not name it."""
        menu = self.casebook.navigation
        return menu.title_of(f"{kind.folder}/index.md") if menu else ""

    def bears_on_thesis(self, argument: Argument) -> Bearing | None:
        """Return how an argument bears on the thesis; None where it does so only through others."""
        thesis = self.casebook.thesis
        bearings = self.map.bearing_on[thesis] if thesis else ()
        return next((it for it in bearings if it.source is argument), None)

    @cached_property
    def lending_nothing(self) -> frozenset[Argument]:
        """The reasons for the thesis whose every step to it is denied."""
        steps = [self.judge(step) for step in self._steps_to_thesis]
        lending = {premise for it in steps if not it.denied for premise in it.step.premises}
        return frozenset(it for step in steps for it in step.step.premises) - lending

    @cached_property
    def lending_weakly(self) -> frozenset[Argument]:
        """The reasons for the thesis whose steps to it, but for those denied, are all weak."""
        steps = [step for step in self._steps_to_thesis if not self.judge(step).denied]
        firm = {it for step in steps if step.link.strength != WEAK for it in step.premises}
        return frozenset(it for step in steps for it in step.premises) - firm

    @cached_property
    def _steps_to_thesis(self) -> tuple[Step, ...]:
        thesis = self.casebook.thesis
        return tuple(self.casebook.steps_to(thesis)) if thesis else ()

    @cached_property
    def verdict(self) -> tuple[str, str] | None:
        """What became of the thesis, and the page that says so; None where none does."""
        for page in self.casebook.pages:
            said = page.front.data.get("verdict") if page.front else None
            if isinstance(said, str) and said.strip():
                return said, page.uri
        return None

    def gap(self, passage: Passage) -> str:
        """Return what parts a passage from the one before it in the running text."""
        return Markup("  \n") if self._layouts[passage.id].on_new_line else Markup(" ")

    def fragment(self, quote: Quote) -> str:
        """Return the words of a quote as a text fragment."""
        if found := self._found(quote):
            passage, start, end = found
            lines = self._layouts[passage.id].lines
            begun = next(line.start for line in reversed(lines) if line.start <= start)
            return fragment_of_lines(
                [passage.words[line.start : line.end] for line in clipped(lines, start, end)],
                passage.words[begun:start],
                self.casebook.article.running_text if self.casebook.article else "",
            )
        return fragment_of_lines([fold(quote.exact)])

    def _found(self, quote: Quote) -> tuple[Passage, int, int] | None:
        """Return the passage of a quote, and where in its words the quoted ones are."""
        article = self.casebook.article
        if article is None:
            return None
        start, end = judge(quote, article.passages).found[0]
        return article.passages[quote.passage], start, end

    def _linked(self, passage: Passage, href: Callable[..., Markup]) -> tuple[Stretch, ...]:
        """Return the words of a passage; quoted ones are marked and linked to what quotes them."""
        return tuple(
            Stretch(run.start, run.end, Markup("<mark>["), Markup("]({})</mark>").format(to))
            if (to := run.evidence and href(run.evidence[0]))
            else Stretch(run.start, run.end)
            for run in (self.reading.runs[passage.id] if self.reading else ())
        )

    def _in_lines(
        self, passage: Passage, stretches: tuple[Stretch, ...], margin: str = ""
    ) -> Markup:
        lines = self._layouts[passage.id].lines
        return self._printed.in_lines(passage.words, lines, stretches, margin)

    @cached_property
    def _layouts(self) -> Mapping[str, Layout]:
        return layouts(self.casebook.article) if self.casebook.article else {}

    def _member(self, uri: str) -> AnyMember | None:
        folder, _, name = uri.rpartition("/")
        kind = FOLDERS.get(folder)
        return self.casebook.members[kind].get(name.removesuffix(".md")) if kind else None

    def _with_uses(self, uri: str, markdown: str) -> str:
        """Return the article's page: each passage with its number, and what quotes it."""
        pieces, position = [], 0
        article = self.casebook.article
        known = article.passages if article else {}
        text = article.text if article else ""
        for passage in scan(Source(uri, markdown), 0, text).found:
            if passage.id not in known:
                continue
            uses = self._render("passage.md.j2", uri, passage=passage)
            heading = markdown[passage.start :]
            begun = passage.start + len(heading) - len(heading.lstrip("#"))
            number = f" {passage.id}" if heading.startswith("#") else f"{passage.id} "
            pieces += [markdown[position:begun], number]
            pieces += [self._as_printed(uri, markdown, passage, begun).rstrip(), "\n\n", uses, "\n"]
            position = passage.end
        found = self._render("article.rest.md.j2", uri)
        return "".join([*pieces, markdown[position:].rstrip(), "\n\n", found])

    def _with_charts(self, uri: str, markdown: str) -> str:
        """Return a page with the charts that it asks for drawn above their tables."""
        pieces, position = [], 0
        drawn = (it for it in charts(markdown) if isinstance(it, Chart))
        for number, it in enumerate(drawn, 1):
            template = self._html_environment.get_template("chart.html.j2")
            figure = template.render(drawing=Drawing(it, number, self.messages))
            # An empty line would end what Markdown takes for HTML.
            pieces += [markdown[position : it.start], re.sub(r"\n\s*\n", "\n", figure).strip()]
            position = it.end
        return "".join([*pieces, markdown[position:]])

    def _as_printed(self, uri: str, markdown: str, passage: Passage, begun: int) -> str:
        """Return a passage's Markdown from ``begun``, with its blockquotes made from its words."""
        linked = self._linked(passage, _relative_to(uri))
        pieces, position = [], begun
        for start, end in passage.blockquotes:
            first = bisect_left(passage.offsets, start)
            last = bisect_left(passage.offsets, end)
            if words := self._in_lines(passage, clipped(linked, first, last), "> "):
                pieces += [markdown[position:start], f"\n> {words}\n"]
                position = end
        return "".join([*pieces, markdown[position : passage.end]])

    def _render(self, template: str, uri: str, **context: object) -> str:
        """Return a template's Markdown; its links are relative to the page ``uri``."""
        given = {**self._context(uri), **context}
        rendered = self._environment.get_template(template).render(given)
        return re.sub(r"\n{3,}", "\n\n", rendered)

    def _context(self, uri: str) -> dict[str, object]:
        """Return what every template is given; its links are relative to the page ``uri``."""
        return {
            "casebook": self.casebook,
            "views": self,
            "standing": self.standings,
            "order": order,
            "grades": grades,
            "words": words,
            "ONLY_SAID": ONLY_SAID,
            "Relation": Relation,
            "Kind": Kind,
            "How": How,
            "href": _relative_to(uri),
            "fragment": self.fragment,
            "leading_to": leading_to,
            "explanations": all_explained,
            "field_reference": field_reference,
            "rule_pages": rule_pages,
            "markdown": self._ours,
        }

    def _ours(self, text: str) -> Markup:
        """Return text of our own files as Markdown; any snippet that it shows takes in no file."""
        if "pymdownx.snippets" in self.casebook.extensions:
            text = re.sub(r"^(?=-+8<-)", ";", text, flags=re.MULTILINE)
        return Markup(text)  # noqa: S704 - nobody else writes it

    @cached_property
    def _environment(self) -> Environment:
        return environment(self.messages)

    @cached_property
    def _html_environment(self) -> Environment:
        return held_html.environment(self.messages)


TEXT_OF_PAGE = "<!-- the text of the page -->"
"""Where a template has the text that an editor wrote; where it has none, that comes first."""

HELD = frozenset({"map"})
"""The parts that are written as HTML where a page's HTML is finished by us."""


def _asking_for(folder: str) -> str:
    """Return the index of a kind where nobody has written one; that of arguments has the map."""
    parts = ["map", folder] if folder == Kind.ARGUMENT.folder else [folder]
    return "\n\n".join(f"<!-- casebook: {part} -->" for part in parts) + "\n"


def _relative_to(uri: str) -> Callable[..., Markup]:
    """Return a function from a page, and a heading's id, to its address in a Markdown link."""
    up = "../" * uri.count("/")

    def href(target: str | AnyMember, anchor: str = "") -> Markup:
        path = target if isinstance(target, str) else target.uri
        return Markup(f"{up}{path}{'#' if anchor else ''}{anchor}")  # noqa: S704 - slugs and ids

    return href


# A link to a passage, with the words in it that are meant: as Markdown makes it of the templates'.
_WORDS = re.compile(r'data-words="(?P<words>[^"]+)" href="(?P<place>[^"]+#p\d+-\d+)"')

_TRAIL = re.compile(r'\s*<nav [^>]*class="cb-trail"[^>]*>.*?</nav>\s*', re.DOTALL)
