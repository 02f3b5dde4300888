"""The door between MkDocs and the casebook: these event handlers and nothing more.

====================  ==============================================================================
``on_files``          reads the casebook, checks it, tells every finding in MkDocs' log, and stops
                      the build where there is an error: what does not hang together is not
                      published; puts into the site the indexes that are missing, the schemas of
                      front matter, the exports, and one style sheet in place of Material's
``on_env``            tells the theme where Material's scripts are, and of all members; has the
                      pictures drawn by which pages are shared
``on_page_markdown``  puts into each page what the casebook has to say on it
``on_page_content``   leads links to the very words, and brings along previews
``on_page_context``   gives a member its neighbours, and its place in the menu
``on_post_page``      puts into a page's head what it is, as data
====================  ==============================================================================

MkDocs keeps this module for as long as ``mkdocs serve`` runs, so ``on_files`` starts afresh at
every build. It does so from all pages even where ``--dirty`` rebuilds only some of them.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel

from casebook import export, report
from casebook.authoring import schema
from casebook.mkdocs import material_css
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Severity
from casebook.model.kinds import FOLDERS
from casebook.pages import Views
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config
from casebook.rules import check

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("casebook")


LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


class _Build:
    """What one build hands from event to event."""

    views: Views
    files: dict[str, File]
    addresses: dict[str, str]
    trails: ClassVar[dict[str, str]] = {}
    marked: Page | None = None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the casebook; raises PluginError, after all findings are told, if there is an error."""
    try:
        casebook = load(_project(files, config))
        findings = check(casebook)
    except OSError as error:  # a page that vanished, or may not be read
        raise PluginError(f"{error.filename}: {error.strerror}") from error
    except CannotRun as reason:
        raise PluginError(str(reason)) from reason
    for finding in findings:
        tell = log.error if finding.severity is Severity.ERROR else log.warning
        tell(report.as_text([finding]).rstrip())
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise PluginError(f"The casebook does not hang together: {report.summary(findings)}.")
    _Build.views = Views(casebook)
    for uri, markdown in _Build.views.missing_indexes():
        files.append(File.generated(config, uri, content=markdown))
    for name, text in schema.files(casebook).items():
        if files.get_file_from_path(f"schemas/{name}") is None:
            files.append(File.generated(config, f"schemas/{name}", content=text))
    urls = {file.src_uri: file.url for file in files.documentation_pages()}
    for name, text in export.files(casebook, urls.__getitem__).items():
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content=text))
    _Build.files = {file.src_uri: file for file in files.documentation_pages()}
    _Build.addresses = {file.url: uri for uri, file in _Build.files.items()}
    material_css.one_style_sheet(files, config)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Tell the theme's templates of all members, and what Material calls its scripts."""
    env.globals["material"] = material_css.scripts(files)
    env.globals["casebook_pages"] = [
        file.page for file in files.documentation_pages() if _Build.views.has_member(file.src_uri)
    ]
    if config.site_url:  # pictures are asked for by whole addresses only
        _add_cards(files, config)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Complete a page, and give MkDocs its fields as text rather than as HTML."""
    uri, views = page.file.src_uri, _Build.views
    page.meta = views.meta(uri, page.meta)
    page.meta["outside"] = views.from_outside(uri)
    if tags := views.tags(uri):
        page.meta["tags"] = [*page.meta.get("tags", ()), *tags]
    return views.complete(uri, markdown)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put into a page what can be told only once the addresses in it are final."""
    trail, rest = _Build.views.parted(content)
    # Back in `on_page_context`: search takes what comes first for what the page says.
    _Build.trails[page.file.src_uri] = trail
    return _Build.views.finished(rest, page.url, _Build.addresses)


@event_priority(-100)  # after the search plugin has read the page
def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Give a member its place: its index in the menu, where it has no entry, and its neighbours."""
    page.content = _Build.trails.pop(page.file.src_uri, "") + (page.content or "")
    folder, _, name = page.file.src_uri.rpartition("/")
    if folder in FOLDERS and name != "index.md":
        for index in nav.pages:
            if index.file.src_uri == f"{folder}/index.md":
                index.active = True
                _Build.marked = index
        page.previous_page, page.next_page = (
            _Build.files[other.uri].page if other else None
            for other in _Build.views.neighbours(page.file.src_uri)
        )
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say in the page's head what it is, and take back what ``on_page_context`` has marked."""
    data = export.linked_data(
        _Build.views.casebook,
        page.file.src_uri,
        lambda uri: _Build.files[uri].url,
        config.site_url or "",
    )
    if data:
        output = output.replace("</head>", f"{data}</head>", 1)
    if _Build.marked:
        _Build.marked.active = False
        _Build.marked = None
    return output


def _add_cards(files: Files, config: MkDocsConfig) -> None:
    """Put the pictures into the site by which its pages are shared; the theme names them."""
    for file in [*files.documentation_pages()]:
        meta = file.page.meta if file.page else {}
        if "card" in meta:  # one that is not drawn but taken
            continue
        title = str(meta.get("title") or (file.page and file.page.title) or "")
        words = str(meta.get("description", ""))
        texts = (config.site_name, html.unescape(title), html.unescape(words))
        if picture := _Build.views.card(file.src_uri, *texts):
            uri = f"assets/cards/{file.src_uri.removesuffix('.md')}.png"
            files.append(File.generated(config, uri, content=picture))
            meta["card"] = uri


def _project(files: Files, config: MkDocsConfig) -> Project:
    """What MkDocs publishes: pages that other plugins generate can be linked, and no more."""
    shown = [file for file in files if file.inclusion not in LEFT_OUT]
    written = from_config(Path(config.config_file_path)) if config.config_file_path else None
    return Project(
        Path(config.docs_dir),
        uris=tuple(f.src_uri for f in shown if f.generated_by is None and f.src_dir),
        generated=frozenset(f.src_uri for f in shown),
        extensions=written.extensions if written else {},
        navigation=written.navigation if written else None,
    )
