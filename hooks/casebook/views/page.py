"""What each page of the casebook gets, and where in it that is put."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from jinja2 import Environment
from markupsafe import Markup

from casebook.casebook import AnyLink, AnyMember, Argument, Casebook, Evidence, Relation
from casebook.explanation import all_explained
from casebook.parts import asked_for, put_in
from casebook.passages import scan
from casebook.quotation import judge
from casebook.read import ARTICLE_PAGE, FOLDERS, Kind
from casebook.source import Source
from casebook.standing import Standing, standings
from casebook.views import grades, order
from casebook.views.markdown import environment, plain


class Views:
    """Everything that the pages of one casebook get; made afresh for each build."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook

    def complete(self, uri: str, markdown: str) -> str:
        """The Markdown of the page ``uri``, without front matter, with all that it gets."""
        folder, _, name = uri.rpartition("/")
        member = self._member(uri)
        if member is not None:
            lead = self._render(f"{member.kind}.lead.md.j2", uri, **{member.kind: member})
            rest = self._render(f"{member.kind}.rest.md.j2", uri, **{member.kind: member})
            markdown = f"{lead}\n{markdown}\n\n{rest}"
        elif uri == ARTICLE_PAGE:
            markdown = self._with_uses(uri, markdown)
        elif folder in FOLDERS and name == "index.md" and not any(asked_for(markdown)):
            markdown = f"{markdown}\n\n<!-- casebook: {folder} -->\n"
        return put_in(markdown, lambda name: self._render(f"part.{name}.md.j2", uri))

    def missing_indexes(self) -> Iterator[tuple[str, str]]:
        """The path and the Markdown of the index of each kind that has members and no index."""
        there = {page.uri for page in self.casebook.pages}
        for folder, kind in FOLDERS.items():
            uri = f"{folder}/index.md"
            if uri not in there and self.casebook.members[kind]:
                yield uri, f"# {folder.capitalize()}\n\n<!-- casebook: {folder} -->\n"

    def title(self, uri: str) -> str | None:
        """The title of a member, safe to put into HTML."""
        member = self._member(uri)
        return html.escape(member.title) if member else None

    @cached_property
    def standings(self) -> dict[Argument, Standing]:
        """The standing of every argument."""
        return standings(self.casebook)

    def in_order(self, links: Iterable[AnyLink], end: str) -> list[AnyLink]:
        """Links in the order in which the members at their ``end`` are shown everywhere."""
        return sorted(links, key=lambda link: self._places[getattr(link, end)])

    @cached_property
    def _places(self) -> dict[AnyMember, int]:
        """The place of every member among those of its kind."""
        segments = (segment for _, segment in order.segments_in_order(self.casebook))
        kinds: tuple[Iterable[AnyMember], ...] = (
            order.arguments_in_order(self.casebook),
            order.evidence_in_order(self.casebook),
            segments,
        )
        return {member: place for members in kinds for place, member in enumerate(members)}

    def has_page(self, uri: str) -> bool:
        """Whether the casebook has a page ``uri``, to be linked where it is."""
        return uri in self._uris

    def gets_title(self, member: AnyMember) -> bool:
        """Whether a member's page has no heading of its own to be its title."""
        return not re.search(r"^#(?!#)", member.page.body, re.MULTILINE)

    @cached_property
    def _uris(self) -> set[str]:
        return {page.uri for page in self.casebook.pages}

    def marked(self, evidence: Evidence) -> Iterator[tuple[str, Markup]]:
        """For each quote, its passage's id and words, the quoted ones marked."""
        article = self.casebook.article
        if article is None:
            return
        for quote in evidence.fields.quotes:
            words = article.passages[quote.passage].words
            start, end = judge(quote, article.passages).found[0]
            yield (
                quote.passage,
                Markup("{}<mark>{}</mark>{}").format(
                    _keeping_ends(words[:start]),
                    plain(words[start:end]),
                    _keeping_ends(words[end:]),
                ),
            )

    def _member(self, uri: str) -> AnyMember | None:
        folder, _, name = uri.rpartition("/")
        kind = FOLDERS.get(folder)
        return self.casebook.members[kind].get(name.removesuffix(".md")) if kind else None

    def _with_uses(self, uri: str, markdown: str) -> str:
        """The article's page, each passage with its number and with what quotes it."""
        pieces, position = [], 0
        for passage in scan(Source(uri, markdown), 0).found:
            uses = self._render("passage.md.j2", uri, passage=passage)
            heading = markdown[passage.start :]
            begun = passage.start + len(heading) - len(heading.lstrip("#"))
            number = f" {passage.id}" if heading.startswith("#") else f"{passage.id} "
            pieces += [markdown[position:begun], number]
            pieces += [markdown[begun : passage.end].rstrip(), "\n\n", uses, "\n"]
            position = passage.end
        return "".join([*pieces, markdown[position:]])

    def _render(self, template: str, uri: str, **context: object) -> str:
        """A template's Markdown; its links are relative to the page ``uri``."""
        rendered = self._environment.get_template(template).render(
            casebook=self.casebook,
            views=self,
            standing=self.standings,
            order=order,
            grades=grades,
            Relation=Relation,
            Kind=Kind,
            href=_relative_to(uri),
            explanations=all_explained,
            markdown=Markup,  # of our own files, which are Markdown
            **context,
        )
        return re.sub(r"\n{3,}", "\n\n", rendered)

    @cached_property
    def _environment(self) -> Environment:
        return environment()


def _relative_to(uri: str) -> Callable[..., Markup]:
    """A function from a page, and a heading's id, to the address of it in a Markdown link."""
    up = "../" * uri.count("/")

    def href(target: str | AnyMember, anchor: str = "") -> Markup:
        path = target if isinstance(target, str) else target.uri
        return Markup(f"{up}{path}{'#' if anchor else ''}{anchor}")  # noqa: S704 - slugs and ids

    return href


def _keeping_ends(words: str) -> Markup:
    """Words as they are, with the space at their ends that sets them apart from others."""
    left = Markup(" ") if words[:1] == " " else Markup("")
    right = Markup(" ") if words[-1:] == " " and words.strip() else Markup("")
    return left + plain(words) + right
