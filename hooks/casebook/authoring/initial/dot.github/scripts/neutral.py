"""Prints a text that a job without rights has made, so that to post it can do no harm.

``python3 -I neutral.py FILE [ISSUE]``, with nothing but Python's own library. The text is Markdown
of ours with what strangers wrote in it; the job that made it has made it harmless already. This
does so once more and trusts nothing: not that the file is a file, nor that it is text, nor its
length. What is left calls nobody, closes nothing but ``ISSUE``, shows no picture and no HTML, and
hides nothing. Headings, lists, bold words and code stay.
"""

from __future__ import annotations

import os
import re
import stat
import sys

LONGEST = 60_000
"""Characters: a comment on GitHub may have 65,536, and what is put in below is among them."""

_APART = "&#8203;"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_MEANT = re.compile(
    r"(?P<at>@|&(?:\#0*64|\#x0*40|commat);)(?:&\#8203;)?"
    r"|(?P<hash>&(?:\#0*35|\#x0*23|num);)(?:&\#8203;)?"
    r"|(?P<kept>&\#\d{1,7};)"
    r"|(?P<number>\#|\bGH-)(?=\d)"
    r"|(?P<scheme>:)(?=//)|\b(?P<www>www)(?=\.)"
    r"|(?P<html><)|(?P<link>\[)|(?P<escape>\\)",
    re.IGNORECASE,
)


def read(path: str) -> str:
    """The text of a file that is one: a link could lead to what the job is not to tell."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SystemExit(f"{path} is no file")
        return file.read(4 * LONGEST).decode("utf-8", "replace")


def neutral(text: str, issue: str = "") -> str:
    """The text as it may be posted; ``issue`` is the number of the one that it may name."""

    def apart(found: re.Match[str]) -> str:
        what, written = found.lastgroup, found.group()
        if what == "kept":
            return written
        if what == "number":
            own = re.match(r"\d+", text[found.end() :])
            return written if own and own.group() == issue else f"{written}{_APART}"
        if what in ("html", "link", "escape"):
            return f"&#{ord(written)};"
        shown = {"at": "&#64;", "hash": "&#35;", "scheme": "&#58;"}.get(str(what), written)
        return f"{shown}{_APART}"

    text = _UNSEEN.sub("", text.replace("\r\n", "\n"))
    made = _MEANT.sub(apart, text)
    if len(made) <= LONGEST:
        return made
    kept = made[:LONGEST].rpartition("\n")[0]
    return f"{kept}\n\n… and more.\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(neutral(read(sys.argv[1]), *sys.argv[2:3]))
