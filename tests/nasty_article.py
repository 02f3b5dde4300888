"""A casebook of an article whose passages are given, with everything quoted that can be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from casebook.model.passages import fold
from casebook.model.words import WORD
from site_under_test import ROOT

NASTY: Mapping[str, str] = {
    "emphasis": "He said *never* again and __really__ meant it.",
    "a year": "1990. It is quiet and clean.",
    "a tag": "Write <it> down, <b>or</b> do not.",
    "entities": "Fish &amp; chips &lt; 3 &copy; &#42; &notanentity;",
    "a script": "<script>document.body.textContent = 'gone'</script> is printed here.",
    "a comment": "<!-- casebook: text --> is what he wrote.",
    "a comment on a line of its own": "He wrote\n<!-- casebook: map -->\nand left.",
    "pipes": "a | b\n--- | ---\nc | d",
    "verse": "The tram is late,\nthe tram is old;\nwe stand and wait\nin rain and cold.",
    "two stanzas": "The tram is late,\nthe night is cold.\n\nWe go on foot,\nand we are old.",
    "quotation marks": "\"Don't\" -- 'he' said... \"1980's\" <<so>> (c) (tm) +/- 1/2 -->",
    "a smile": "He said :smile: and :+1: to :x:",
    "formulas": "It costs $x$ or \\(y\\) or $$z$$ in \\[all\\].",
    "marks": "==marked== ^up^ ~down~ ~~gone~~ ^^under^^ {++added++} {--left--} ++ctrl+c++",
    "attributes": "This ends oddly { #id .class }",
    "attributes on a line": "This ends oddly\n{: #id .class }",
    "brackets": "As [ref] and [a][b] and [a](b.md) and ![img](x.png) say [TOC].",
    "only brackets": "[TOC]",
    "indented": "    four blanks\n    and again",
    "blanks at line ends": "He came,  \nhe saw  \nand left.",
    "a rule": "***",
    "another rule": "before\n\n---\n\nafter",
    "a heading": "Setext\n===\n# and one of the other kind #",
    "a fence": "```yaml\na: b\n```",
    "tildes": "~~~\nfenced\n~~~",
    "an abbreviation": "*[abbr]: what it means\n\nsee abbr here",
    "a footnote": "so he says[^1]\n\n[^1]: a note",
    "a definition": "[ref]: https://example.org 'title'",
    "a snippet": '--8<-- "index.md"',
    "an admonition": '!!! note "Title"\n    text',
    "details": '??? note "Title"\n    text',
    "tabs": '=== "Tab"\n    text',
    "a macro": "{{ config.site_name }} {% raw %} {# no #}",
    "a list": "- one\n- two\n    - three\n1) four",
    "tasks": "- [ ] one\n- [x] two",
    "a quote": "> he said\n> > she said",
    "a definition list": "word\n:   meaning",
    "addresses": "See https://example.org/a_b_c?x=1&y=2#z, www.example.org, a@b.org, @w, o/r#1.",
    "an angled address": "<https://example.org> and <a@example.org>",
    "backslashes": "C:\\new\\*dir*\\ and \\\\ and \\",
    "code": "He typed `rm -rf *` and ``a ` b``.",
    "right to left": "\u05d4\u05d7\u05e9\u05de\u05dc\u05d9\u05ea \u05e9\u05e7\u05d8\u05d4, *\u05d5\u05e0\u05e7\u05d9\u05d9\u05d4*.",  # noqa: E501
    "Arabic": "\u0627\u0644\u062a\u0631\u0627\u0645 \u0647\u0627\u062f\u0626 (\u0648\u0646\u0638\u064a\u0641).",  # noqa: E501
    "Chinese": "\u7535\u8f66\u5f88\u5b89\u9759\uff0c\n\u4e5f\u5f88\u5e72\u51c0\u3002*\u771f\u7684*",
    "unseen characters": "a\u00a0b\u200bc\u200dd\u2060e\u00adf\ufeffg\u2028h\u2029i\u0085j\u3000k",
    "blanks that are no white space": "\u3000\u3000begins and ends\u00a0\u3000",
    "control characters": "a\x01b\x02c\x03d\x1be\x7ff\x80g\x9fh",
    "private use": "a\ue000b\ue0030\ue005c\ue004d",
    "an emoji": "\U0001f3f3\ufe0f\u200d\U0001f308 and e\u0301 and \u0301 alone",
    "letters as a list": "a. one\nIV. two\n#. three",
    "a word with signs": "the micro letter <micro letter> *micro letter*",
    "a heading of a passage": "### Not a passage { #p9-9 }",
    "front matter": "---\ntitle: x\n---",
    "a div": '<div markdown="1">\n\n*a*\n\n</div>',
    "an unclosed tag": "</blockquote></article> <div <p",
    "CDATA": "<![CDATA[ x ]]> <?php x ?> <!DOCTYPE html>",
    "wiki": "[[Page]] {{T}} @@ %%",
    "digits": "1. one 2) two 3 three 1st 2nd",
}
"""What an article may print, each by what is nasty about it."""

SETS: Mapping[str, Sequence[str]] = {
    "base": ("attr_list", "md_in_html", "tables"),
    "extra": (
        *("attr_list", "md_in_html", "tables", "abbr", "def_list", "footnotes", "admonition"),
        *("smarty", "nl2br", "sane_lists", "meta", "wikilinks", "toc"),
    ),
    "pymdownx": (
        *("attr_list", "md_in_html", "tables", "abbr", "def_list", "footnotes", "smarty"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic"),
        *("pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite"),
        *("pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols"),
        *("pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
        *("pymdownx.tilde", "pymdownx.progressbar", "pymdownx.striphtml", "pymdownx.saneheaders"),
        *("pymdownx.escapeall", "pymdownx.fancylists", "pymdownx.blocks.admonition"),
    ),
}
"""Markdown extensions that a site may have."""

CONFIG = """\
site_name: Nasty
use_directory_urls: false
theme: {{name: mkdocs}}
hooks: [{hook}]
plugins: [search]
markdown_extensions: {extensions}
"""


def lay_out(folder: Path, passages: Iterable[str], extensions: Sequence[str] = ()) -> Path:
    """Write the casebook below ``folder``, and return its ``mkdocs.yml``."""
    docs, texts = folder / "docs", {f"p{i}-1": text for i, text in enumerate(passages, 1)}
    original = "\n\n".join(texts.values())
    _write(docs / "article/original.txt", original)
    sha256 = hashlib.sha256(original.encode()).hexdigest()
    quotes = [{"passage": name, "exact": exact(text)} for name, text in texts.items()]
    quotes = [quote for quote in quotes if len(WORD.findall(quote["exact"])) > 2]
    quoted = {quote["passage"] for quote in quotes}
    aside = {name: "It is too short." for name in texts if name not in quoted}
    fields = {"title": "Nasty", "author": "A", "publisher": "B", "original": "original.txt"}
    body = "".join(
        f"### {name} {{ #{name} }}\n\n{blockquote(text)}\n\nPlainly.\n\n"
        for name, text in texts.items()
    )
    front = _front({**fields, "sha256": sha256, "set_aside": aside})
    _write(docs / "article/index.md", f"{front}Intro.\n\n{body}*[micro letter]: WeChat\n")
    evidence = {"title": "E", "kind": "assertion", "reliability": "F", "credibility": 6}
    _write(docs / "evidence/e.md", _front({**evidence, "quotes": quotes}) + "What.\n")
    argument = {"title": "T", "claim": "It is so.", "role": "thesis", "voice": "author"}
    argument |= {"fidelity": "paraphrase"}
    _write(docs / "arguments/t.md", _front({**argument, "evidence": [{"to": "e"}]}) + "Why.\n")
    _write(docs / "index.md", "# Home\n\n<!-- casebook: text -->\n")
    hook, names = ROOT / "hooks/crossref.py", json.dumps(list(extensions))
    config = CONFIG.format(hook=hook, extensions=names)
    _write(folder / "mkdocs.yml", config)
    return folder / "mkdocs.yml"


def blockquote(text: str) -> str:
    """Return a text, which nobody has escaped, as lines of a blockquote."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def exact(text: str) -> str:
    """Return the longest stretch from the first word of a text to its last."""
    words = [found.span() for found in WORD.finditer(fold(text))]
    return fold(text)[words[0][0] : words[-1][1]] if words else ""


def _front(fields: Mapping[str, object]) -> str:
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    return f"---\n{lines}---\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")
