"""Templates that write Markdown, into which no field can bring markup of its own.

Whatever a template prints is escaped for Markdown and HTML, unless it is Markdown already, which
is told by its type as markupsafe does it for HTML.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.pages.messages import Messages
from casebook.prose.escaping import address, plain, sentence, verbatim
from casebook.reading.caches import cache_folder

TEMPLATES = Path(__file__).parent / "templates"


def environment(messages: Messages) -> Environment:
    """Return the templates' environment; an undefined name in a template is an error."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # it is made for one build, and would look at the files at each use
        bytecode_cache=compiled(),
    )
    templates.filters["address"] = address
    templates.filters["escaped"] = Markup
    templates.filters["sentence"] = sentence
    templates.filters["verbatim"] = verbatim
    messages.into(templates, plain)
    return templates


def compiled() -> FileSystemBytecodeCache | None:
    """Return the folder in which compiled templates are kept; None where none can be made."""
    folder = cache_folder("templates")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FileSystemBytecodeCache(str(folder))
    except OSError:
        return None
