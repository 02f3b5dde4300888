"""What a casebook does at each of MkDocs' events, whether as a hook or as a plugin.

====================  ==============================================================================
``on_startup``        notes whether the site is built or only served
``on_config``         stops where something below the docs leads out of it, before MkDocs follows
                      it; names the style sheet and the script, where the theme has none of its own
``on_files``          reads the casebook, checks it, writes every finding to MkDocs' log, stops
                      the build where one is an error, so that no faulty casebook is
                      published; puts into the site the indexes that are missing, the schemas of
                      front matter, the exports, and the style sheet and script
``on_env``            stops where a page names a file that the theme has not; tells the theme
                      where Material's scripts are, and of all members; has the pictures drawn by
                      which pages are shared
``on_pre_page``       lets a page take its HTML from the last build, where nothing has changed
``on_page_markdown``  puts into each page what the casebook has to say on it
``on_page_content``   sees that the article's words are as printed, and leads links to the
                      very words
``on_page_context``   gives a member its neighbours, and its place in the menu
``on_post_page``      puts into a page's head what it is, as data, and what it may run and load
``on_post_template``  the latter for pages that have no file, such as the one for missing pages
``on_post_build``     writes the previews of the built pages, and has them indexed for search
====================  ==============================================================================

MkDocs keeps an ``Events`` for as long as ``mkdocs serve`` runs; ``on_files`` makes a new ``Build``
each time, from all pages even where ``--dirty`` rebuilds only some of them.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from markupsafe import escape
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel

from casebook import export, report
from casebook.analysis.analysis import Analysis
from casebook.analysis.kept import Kept
from casebook.authoring import schema
from casebook.mkdocs import (
    assets,
    cards,
    everything,
    history,
    leading_on,
    named_files,
    policy,
    previews,
    search,
)
from casebook.mkdocs.citing import cited
from casebook.mkdocs.kept_files import KeptFiles, folder_for
from casebook.mkdocs.renderings import Renderings
from casebook.model.cannot_run import CannotRun, sentence
from casebook.model.characters import printable
from casebook.model.finding import Severity
from casebook.model.kinds import FOLDERS
from casebook.model.source import WHOLE_FILE
from casebook.pages import Views
from casebook.pages.markdown import compiled
from casebook.pages.messages import SOURCE
from casebook.reading.below_docs import below_docs
from casebook.reading.project import Project, from_config
from casebook.rules import findings

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("casebook")

LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass
class Build:
    """What one build hands from event to event.

    ``trails`` holds, by page, the way up from it while the search plugin reads the page; ``marked``
    is the index that is shown as open in the menu of the page at hand; ``policy`` says what pages
    may run and load, where the site asks for one.
    """

    views: Views
    files: dict[str, File]
    addresses: dict[str, str]
    trails: dict[str, str] = field(default_factory=dict)
    marked: Page | None = None
    policy: policy.Policy | None = None
    renderings: Renderings | None = None
    changes: Mapping[str, tuple[history.Change, ...]] = field(default_factory=dict)

    def metas(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Return what the front matter of each page says."""
        for uri, file in self.files.items():
            yield uri, (file.page.meta if file.page else {})


class Events:
    """The events of MkDocs, handed on by ``hooks/crossref.py`` or by the plugin."""

    build: Build
    serves = False
    indexes = False

    def __init__(self) -> None:
        super().__init__()
        self.kept = Kept()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether the site is only served."""
        self.serves = command == "serve"

    def asks_for_policy(self, config: MkDocsConfig) -> bool:
        """Return whether the site asks for a policy: by the hook, under ``extra``."""
        return bool(config.extra.get(policy.SWITCH))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name the style sheet and the script to themes that do not bring them along."""
        if len(_all_events(config)) > 1:
            raise PluginError(
                "The casebook is built twice, by the plugin `casebook` and by the hook: "
                "take one of the two out of mkdocs.yml."
            )
        _stop_where_docs_lead_out(config)
        assets.name_to_theme(config)
        self.indexes = _is_searched(config) and search.is_there()
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Check the casebook; log all findings, then raise PluginError if one is an error."""
        analysis = _checked(self.kept, files, config)
        casebook = analysis.casebook
        views = Views(
            analysis,
            to_be_finished=True,
            repository=config.repo_url or "",
            language=_language(config),
        )
        for uri, markdown in views.missing_indexes():
            files.append(File.generated(config, uri, content=markdown))
        for uri, markdown in views.generated_pages():
            generated = File.generated(config, uri, content=markdown)
            generated.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(generated)
        for name, text in schema.files(casebook).items():
            _add(files, config, f"schemas/{name}", text)
        urls = {file.src_uri: file.url for file in files.documentation_pages()}
        for name, text in export.files(casebook, urls.__getitem__).items():
            _add(files, config, name, text)
        pages = {file.src_uri: file for file in files.documentation_pages()}
        self.build = Build(views, pages, {file.url: uri for uri, file in pages.items()})
        if not self.serves:  # each rebuild would ask git anew
            self.build.changes = history.changes_of_pages(Path(config.docs_dir))
        self._add_files(files, config)
        assets.put_in(files, config, views.messages, indexed=self.indexes)
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates all members, and the paths of Material's scripts."""
        env.bytecode_cache = env.bytecode_cache or compiled()
        self._stop_where_files_are_missing(env)
        if assets.is_ours(config):  # another theme may have messages of its own by these names
            self.build.views.messages.into(env, escape)
        env.globals["material"] = assets.scripts(files)
        env.globals["casebook_pages"] = [
            file.page
            for file in files.documentation_pages()
            if self.build.views.has_member(file.src_uri)
        ]
        # Live reload is an inline script with a number of its own, so no hash fits it.
        if self.asks_for_policy(config) and not self.serves:
            self.build.policy = policy.Policy(policy.templates(env), compiles=self.indexes)
        if config.site_url:  # pictures are asked for by whole addresses only
            self._add_cards(files, config)
        return env

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Let the page take its HTML from the last build, if nothing that it comes from differs."""
        if self.build.renderings is None:  # now that all plugins have added their files
            kept = KeptFiles(folder_for("pages", config.config_file_path))
            appended = self.build.views.analysis.texts.reader.appended_texts()
            self.build.renderings = Renderings(kept, config, files, appended)
        self.build.renderings.take_over(page)
        return page

    def _stop_where_files_are_missing(self, env: Environment) -> None:
        """Raise PluginError where pages name files that the theme has not; tell all of them."""
        found = [*named_files.missing(env, self.build.metas())]
        for uri, name, what in found:
            page = self.build.views.casebook.page(uri)
            place = page.place(name) if page else WHOLE_FILE
            path = page.source.path if page else uri
            log.error("%s", printable(f"{path}:{place.line}:{place.column}: {what}"))
        if found:
            raise PluginError("Nothing is built with what the theme has not.")

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Complete a page, and give MkDocs its fields as text rather than as HTML."""
        uri, views = page.file.src_uri, self.build.views
        page.meta = views.meta(uri, page.meta)
        page.meta["outside"] = views.from_outside(uri)
        return views.complete(uri, markdown)

    def on_page_content(self, content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put into a page what depends on the final addresses."""
        for words in self.build.views.lost_words(page.markdown or "", content):
            told = f"{page.file.src_uri}: a plugin changed words of the article: {words}"
            log.warning("%s", printable(told))
        if self.indexes and (self.serves or not _is_read_from_disk(config)):
            # With Pagefind, Material's own search serves only those who open the site from disk.
            page.meta["search"] = {**_mapping(page.meta.get("search")), "exclude": True}
        trail, rest = self.build.views.parted(content)
        # Put back in `on_page_context`: search takes what comes first as the page's words.
        self.build.trails[page.file.src_uri] = trail
        return self.build.views.finished(rest, page.url, self.build.addresses)

    @event_priority(-100)  # after the search plugin has read the page
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a member its index in the menu, where it has no entry, and its neighbours."""
        page.content = self.build.trails.pop(page.file.src_uri, "") + (page.content or "")
        address, changes = page.canonical_url or "", self.build.changes.get(page.file.src_uri, ())
        given = cast("dict[str, object]", context)
        given["cited"] = cited(
            config.site_name, str(page.title or ""), address, changes, self.build.views.messages
        )
        folder, _, name = page.file.src_uri.rpartition("/")
        if folder in FOLDERS and name != "index.md":
            for index in nav.pages:
                if index.file.src_uri == f"{folder}/index.md":
                    index.active = True
                    self.build.marked = index
            page.previous_page, page.next_page = (
                self.build.files[other.uri].page if other else None
                for other in self.build.views.neighbours(page.file.src_uri)
            )
        return context

    @event_priority(-100)  # after what other plugins put into a page
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Say in the page's head what it is, and take back what ``on_page_context`` has marked."""
        data = export.linked_data(
            self.build.views.casebook,
            page.file.src_uri,
            lambda uri: self.build.files[uri].url,
            config.site_url or "",
        )
        if data:
            output = output.replace("</head>", f"{data}</head>", 1)
        if self.build.marked:
            self.build.marked.active = False
            self.build.marked = None
        return self._with_policy(output)

    @event_priority(-100)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Add the policy to a page that has no file of its own."""
        return (
            self._with_policy(output_content) if template_name.endswith(".html") else output_content
        )

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write previews and the page to print; index the site where Pagefind is installed."""
        if self.build.renderings:
            self.build.renderings.forget_others()
        previews.write(self.build.views, self.build.files.items(), Path(config.site_dir))
        if not self.serves:
            self._write_everything(config)
        if self.indexes:
            self._write_index(config)

    def _write_everything(self, config: MkDocsConfig) -> None:
        """Write the page that has all the others, without those on how to take part."""
        uris = self.build.views.to_print()
        parts = [everything.Part(it.url, Path(it.abs_dest_path)) for it in map(self._file, uris)]
        language = _language(config)
        styles = [str(it) for it in config.extra_css]
        if assets.STYLE not in styles:
            styles = [assets.STYLE, *styles]
        whole = everything.as_one(parts, config.site_name, language, styles)
        target = Path(config.site_dir, everything.PAGE)
        if not target.exists():
            target.write_text(self._with_policy(whole), "utf-8")

    def _file(self, uri: str) -> File:
        return self.build.files[uri]

    def _write_index(self, config: MkDocsConfig) -> None:
        found = self.build.views.found
        pages = (
            search.Searched(file.url, Path(file.abs_dest_path), told)
            for uri, file in self.build.files.items()
            if (told := found(uri)) is not None
        )
        language = _language(config)
        site, directories = Path(config.site_dir), config.use_directory_urls
        try:
            search.write_index(pages, site, language, directories=directories)
        except (search.CannotSearch, OSError) as error:
            log.warning("%s", printable(str(error)))

    def _add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Put in what leads on from old addresses, and what tells crawlers what is there."""
        language = _language(config)
        site = config.site_url or ""
        for before, uri in leading_on.former_pages(self.build.views.casebook):
            old = File(before, config.docs_dir, config.site_dir, config.use_directory_urls)
            title, now = self.build.views.page_title(uri), self.build.files[uri].url
            _add(files, config, old.dest_uri, leading_on.page(title, old.url, now, site, language))
        if site and not self.serves:
            told = f"User-agent: *\nAllow: /\nSitemap: {site.rstrip('/')}/sitemap.xml\n"
            _add(files, config, "robots.txt", told)

    def _with_policy(self, html: str) -> str:
        return self.build.policy.put_into(html) if self.build.policy else html

    def _add_cards(self, files: Files, config: MkDocsConfig) -> None:
        """Put the pictures into the site by which its pages are shared; the theme names them."""
        kept = KeptFiles(folder_for("cards", config.config_file_path))
        for file in [*files.documentation_pages()]:
            meta = file.page.meta if file.page else {}
            if "card" in meta:  # one that is not drawn but taken
                continue
            title = str(meta.get("title") or (file.page and file.page.title) or "")
            words = str(meta.get("description", ""))
            texts = (html.unescape(title), html.unescape(words))
            said = self.build.views.card_words(file.src_uri, *texts)
            if picture := cards.drawn(kept, config.site_name, *said):
                uri = f"assets/cards/{file.src_uri.removesuffix('.md')}.png"
                files.append(File.generated(config, uri, content=picture))
                meta["card"] = uri
        kept.forget_others()


def _language(config: MkDocsConfig) -> str:
    """Return the language of the site (BCP 47), as Material's setting has it."""
    return str(config.theme.get("language") or SOURCE)


def _is_searched(config: MkDocsConfig) -> bool:
    """Return whether the site has a search at all."""
    return any(name.rpartition("/")[2] == "search" for name in config.plugins)


def _is_read_from_disk(config: MkDocsConfig) -> bool:
    """Return whether the site is made to be searched where it is opened from disk, too."""
    return any(name.rpartition("/")[2] == "offline" for name in config.plugins)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _all_events(config: MkDocsConfig) -> list[Events]:
    """Return what handles the events of a casebook in this build: one, or it is built twice."""
    # MkDocs lists the modules of hooks among the plugins.
    handlers = (getattr(it, "events", it) for it in config.plugins.values())
    return [it for it in handlers if isinstance(it, Events)]


def _stop_where_docs_lead_out(config: MkDocsConfig) -> None:
    """Raise PluginError where MkDocs would follow what leads out, or read what never ends."""
    try:
        astray = below_docs(Path(config.docs_dir)).astray
    except OSError as error:
        raise PluginError(sentence(error)) from error
    for uri, why, hint in astray:
        path = os.path.relpath(Path(config.docs_dir, uri)).replace(os.sep, "/")
        log.error(f"{printable(path)}:1:1: leads-out-of-docs this is {why}\n      = hint: {hint}")
    if astray:
        raise PluginError("Nothing is built from what is no page or file of the docs.")


def _checked(kept: Kept, files: Files, config: MkDocsConfig) -> Analysis:
    """Return the analysis of a casebook without errors; else log all and raise PluginError."""
    try:
        analysis = kept.analysis(_project(files, config))
        found = findings(analysis)
    except (Exception, SystemExit) as error:  # of any page, setting or extension
        if os.environ.get("CASEBOOK_TRACEBACK") and not isinstance(error, (CannotRun, OSError)):
            raise
        raise PluginError(sentence(error)) from error
    for finding in found:
        tell = log.error if finding.severity is Severity.ERROR else log.warning
        tell(report.as_text([finding]).rstrip())
    if any(finding.severity is Severity.ERROR for finding in found):
        raise PluginError(f"The casebook does not hang together: {report.summary(found)}.")
    return analysis


def _project(files: Files, config: MkDocsConfig) -> Project:
    """Return what MkDocs publishes: pages that other plugins generate can be linked, no more."""
    shown = [file for file in files if file.inclusion not in LEFT_OUT and _is_there(file)]
    not_in_nav = (f.src_uri for f in shown if f.inclusion is InclusionLevel.NOT_IN_NAV)
    written = from_config(Path(config.config_file_path)) if config.config_file_path else None
    menu = written.navigation if written else None
    return Project(
        Path(config.docs_dir),
        config.use_directory_urls,
        uris=tuple(f.src_uri for f in shown if f.generated_by is None and f.src_dir),
        generated=frozenset(f.src_uri for f in shown),
        extensions=written.extensions if written else {},
        navigation=menu.without(not_in_nav) if menu else None,
        loaded=written.loaded if written else frozenset(),
    )


def _is_there(file: File) -> bool:
    """Return whether a file is no broken link; reading reports broken links that are pages."""
    path = file.abs_src_path
    return path is None or file.is_documentation_page() or Path(path).exists()


def _add(files: Files, config: MkDocsConfig, uri: str, text: str) -> None:
    """Put a file into the site, unless the site has one of that name."""
    if files.get_file_from_path(uri) is None:
        files.append(File.generated(config, uri, content=text))
