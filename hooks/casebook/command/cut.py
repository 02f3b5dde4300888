"""``casebook cut``: begin a casebook of a text, cut into passages."""

from __future__ import annotations

import argparse
from pathlib import Path
from unicodedata import name

from casebook.authoring.cutting import MARK, cut
from casebook.authoring.renumbering import renumbered, resummed
from casebook.authoring.saving import save
from casebook.authoring.told import told
from casebook.command.options import CONFIG, add_docs, again, project
from casebook.command.outcome import CLEAN
from casebook.command.saying import say
from casebook.model.cannot_run import CannotRun
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.passages import fold
from casebook.reading.regular_files import content

DESCRIPTION = (
    "Begins a casebook of a text file (UTF-8): article/original.txt is the file byte for byte, "
    "article/index.md has its passages, sentence by sentence, with a place for each plain "
    f"reading. To cut a paragraph by hand, put {MARK} before each passage but the first of it: the "
    "marks are taken out again."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``cut`` understands."""
    parser.add_argument("text", metavar="TEXT", type=Path, nargs="?", help="the article's file")
    parser.add_argument(
        "--language", default="en", metavar="TAG", help="its language, such as `zh` (default: en)"
    )
    parser.add_argument(
        "--mark", default=MARK, metavar="MARK", help=f"what cuts by hand (default: {MARK})"
    )
    parser.add_argument(
        "--renumber",
        action="store_true",
        help="no TEXT: number the passages anew after one was split or joined, in quotes and links",
    )
    parser.add_argument(
        "--resum", action="store_true", help="no TEXT: write the sha256 of original.txt anew"
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Cut a text; or renumber the passages of a cut one, or renew its checksum."""
    if options.text is None and not (options.renumber or options.resum):
        raise CannotRun("name the file that holds the text: casebook cut article.txt")
    if options.text is not None:
        if options.renumber or options.resum:
            raise CannotRun(
                "--renumber and --resum work on the text that is cut already: name none"
            )
        return _cut(options)
    here = project(options)
    for wanted, change in ((options.resum, resummed), (options.renumber, renumbered)):
        if wanted:
            files, says = change(here)
            save({here.docs / uri: made for uri, made in files.items()})
            say(says)
    return CLEAN


def _cut(options: argparse.Namespace) -> int:
    if not options.mark.strip():
        raise CannotRun("the mark that cuts by hand should be a character that is seen")
    docs = _docs(options)
    page, original = docs / ARTICLE_PAGE, docs / "article/original.txt"
    for file in (page, original):
        if file.exists() or file.is_symlink():
            raise CannotRun(
                f"{file.as_posix()} is there already, and nothing is written over: a casebook has "
                "one article; remove it first if another is to take its place"
            )
    text = content(options.text)
    cutting = cut(text, options.text.as_posix(), options.language, options.mark)
    save({original: cutting.original, page: cutting.page.encode()})
    says = told(
        "cut.told.txt.j2",
        cutting=cutting,
        folder=page.parent.as_posix(),
        text=options.text.as_posix(),
        marks=text.count(options.mark.encode()),
        language=options.language,
        byline=fold(" ".join(next((it.lines for it in cutting.passages if it.id == "p0-2"), ()))),
        another=options.language.startswith("en") and not _is_latin(cutting.original.decode()),
        renumber=again(options, "cut --renumber"),
        check=again(options, "check"),
    )
    say(says)
    return CLEAN


def _is_latin(text: str) -> bool:
    """Return whether most letters of a text are Latin."""
    letters = [character for character in text if character.isalpha()]
    return sum(name(it, "").startswith("LATIN") for it in letters) * 2 >= len(letters)


def _docs(options: argparse.Namespace) -> Path:
    """Return the folder of the pages, which need not be there yet."""
    if options.docs is not None:
        return Path(options.docs)
    return project(options).docs if CONFIG.exists() else Path("docs")
