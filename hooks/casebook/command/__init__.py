"""The command ``casebook``: the shell's door to the library."""

from __future__ import annotations

import argparse
import gc
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from casebook import report
from casebook.authoring.explanation import explain
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Severity
from casebook.model.graph import Casebook
from casebook.model.kinds import FOLDERS, Kind
from casebook.quoting.did_you_mean import nearest
from casebook.reading.gc_pause import nothing_collected
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config, from_folder
from casebook.reading.settings import settings
from casebook.rules import RULES, check

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for clean, 1 for findings, 2 for could not run."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe's encoding is the locale's, pages are UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with nothing_collected():
            code = int(options.run(options))
            gc.freeze()  # the process is about to end: nothing is worth looking through
        return code
    except CannotRun as reason:
        print(f"casebook: {reason}", file=sys.stderr)
    except OSError as error:
        print(f"casebook: {error.filename or ''}: {error.strerror}", file=sys.stderr)
    return COULD_NOT_RUN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casebook", description="Checks a casebook: its links, its quotations, its format."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser(
        "check",
        help="say what does not hang together",
        description="Checks every page. Exit code 0: clean; 1: findings; 2: could not run.",
    )
    checking.add_argument("--strict", action="store_true", help="warnings too mean exit code 1")
    checking.add_argument(
        "--format", choices=report.FORMATS, default="text", help="how findings are written"
    )
    checking.add_argument(
        "--color", choices=report.COLORS, default="auto", help="whether text is in colour"
    )
    checking.add_argument(
        "--since", metavar="REVISION", help="findings on lines changed since then come first"
    )
    checking.add_argument(
        "--docs",
        type=Path,
        metavar="DIR",
        help="the folder of the pages (default: docs_dir of mkdocs.yml in this folder)",
    )
    checking.set_defaults(run=_check)
    explaining = commands.add_parser(
        "explain",
        help="say what a rule means",
        description="Says what a rule means and why it matters, with a wrong and a right example.",
    )
    explaining.add_argument("code", metavar="CODE", help="as a finding has it: unknown-slug")
    explaining.set_defaults(run=_explain)
    making = commands.add_parser(
        "new",
        help="write a blank page",
        description="Writes a page with every field of its kind, and says what to fill in.",
    )
    making.add_argument(
        "kind", choices=[str(kind) for kind in FOLDERS.values()], help="what the page is"
    )
    making.add_argument("slug", metavar="SLUG", help="the file's name without `.md`: guide-says")
    making.add_argument("--docs", type=Path, metavar="DIR", help="as for `check`")
    making.set_defaults(run=_new)
    comparing = commands.add_parser(
        "diff",
        help="say what changed between two git revisions",
        description="Says what changed in the casebook between two git revisions, and what follows "
        "from it for the argument. Exit code 0, also where a revision has findings: they are told.",
    )
    comparing.add_argument("base", metavar="BASE", help="a branch, a tag or a commit: main")
    comparing.add_argument("head", metavar="HEAD", nargs="?", default="HEAD", help="default: HEAD")
    comparing.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="how it is written"
    )
    comparing.add_argument("--docs", type=Path, metavar="DIR", help="as for `check`")
    comparing.set_defaults(run=_diff)
    exporting = commands.add_parser(
        "export",
        help="write the casebook for other tools",
        description="Writes the whole casebook in a format that other tools read. Exit code 1 "
        "where the check has errors: what does not hang together is not exported.",
    )
    exporting.add_argument(
        "format", choices=("json", "argdown", "aif", "annotations", "csv"), help="the format"
    )
    exporting.add_argument("-o", dest="output", type=Path, metavar="FILE", help="default: stdout")
    exporting.add_argument("--docs", type=Path, metavar="DIR", help="as for `check`")
    exporting.set_defaults(run=_export)
    rendering = commands.add_parser(
        "render",
        help="write the pages with all that the site adds",
        description="Writes the pages with all that the site adds to them, as plain Markdown and "
        "files, for any site generator. Exit code 1 where the check has errors.",
    )
    rendering.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    rendering.add_argument("--docs", type=Path, metavar="DIR", help="as for `check`")
    rendering.set_defaults(run=_render)
    return parser


def _check(options: argparse.Namespace) -> int:
    casebook = load(_project(options))
    findings = check(casebook)
    if options.since is not None:
        findings = report.changed_first(findings, report.changed_since(options.since))
    report.tell(findings, options.format, options.color)
    if options.format in ("text", "github"):
        pages = len(casebook.pages)
        print(f"{pages} page{'s' * (pages != 1)} checked: {report.summary(findings)}")
    stops = [f for f in findings if options.strict or f.severity is Severity.ERROR]
    return FINDINGS if stops else CLEAN


def _explain(options: argparse.Namespace) -> int:
    if options.code not in RULES:
        near = nearest(options.code, RULES)
        meant = f"did you mean `{near}`?" if near else f"the rules are {', '.join(sorted(RULES))}"
        raise CannotRun(f"there is no rule `{options.code}`: {meant}")
    print(explain(options.code).text, end="")
    return CLEAN


def _new(options: argparse.Namespace) -> int:
    from casebook.authoring.new import write_new  # noqa: PLC0415 - with its templates, which a check needs not

    page = write_new(_project(options), Kind(options.kind), options.slug)
    docs = ["--docs", str(options.docs)] if options.docs is not None else []
    print(page.told(shlex.join(["casebook", "check", *docs])), end="")
    return CLEAN


def _diff(options: argparse.Namespace) -> int:
    from casebook import diff  # noqa: PLC0415 - the check, which is called most, needs none

    states = []
    for revision in (options.base, options.head):
        with diff.project_at(revision, options.docs) as found:
            casebook = load(found.project)
            findings = tuple(check(casebook))
            states.append(diff.State(casebook, findings, found.settings, found.unread))
    difference = diff.compare(*states)
    print(diff.told(difference, options.format, options.base, options.head), end="")
    return CLEAN


def _export(options: argparse.Namespace) -> int:
    from casebook import export  # noqa: PLC0415 - as above

    casebook = load(_project(options))
    if _has_errors(casebook):
        return FINDINGS
    written = export.FORMATS[options.format](casebook, _addresses(options))
    if options.output is None:
        print(written, end="")
    else:
        options.output.write_text(written, "utf-8", newline="")
    return CLEAN


def _render(options: argparse.Namespace) -> int:
    from casebook.command.render import render  # noqa: PLC0415 - as above

    project = _project(options)
    casebook = load(project)
    if _has_errors(casebook):
        return FINDINGS
    theme = {} if options.docs else settings(Path("mkdocs.yml")).get("theme", {})
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    assets = Path(own) / "assets" if isinstance(own, str) else None
    files = render(casebook, project.docs, options.folder, _addresses(options), assets)
    print(f"{len(files)} files are in {options.folder.as_posix()}")
    return CLEAN


def _has_errors(casebook: Casebook) -> bool:
    """Whether the check has errors; if so, that nothing is written is told."""
    errors = [it for it in check(casebook) if it.severity is Severity.ERROR]
    if errors:
        told = f"nothing is written: {report.summary(errors)}; see `casebook check`"
        print(told, file=sys.stderr)
    return bool(errors)


def _addresses(options: argparse.Namespace) -> Callable[[str], str]:
    """The addresses that the site gives to pages: those of MkDocs where nothing else is set."""
    directories = True
    if options.docs is None:
        directories = settings(Path("mkdocs.yml")).get("use_directory_urls", True)

    def address(uri: str) -> str:
        page = uri.removesuffix(".md")
        if not directories:
            return f"{page}.html"
        return f"{page.removesuffix('index')}" if page.endswith("index") else f"{page}/"

    return address


def _project(options: argparse.Namespace) -> Project:
    if options.docs is not None:
        return from_folder(options.docs)
    return from_config(Path("mkdocs.yml"))


if __name__ == "__main__":
    sys.exit(main())
