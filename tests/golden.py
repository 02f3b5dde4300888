r"""Golden cases: a text file says what is changed in a casebook, and what is then found.

A case is a sentence that says what it shows, then sections, each begun by a line ``-- … --``::

    A link to a page that does not exist.
    -- docs/arguments/students-would-ride.md (changed) --
    -   - to: council-expects-visitors
    +   - to: council-expects-visitor
    -- docs/segments/shopkeepers.md (removed) --
    -- docs/segments/tourists.md --
    the whole of a file that is new, or takes the place of another
    -- docs/segments/bytes.md (bytes) --
    the same, in which \xE9 stands for that byte
    -- docs/settings.txt (link) --
    where a symbolic link leads
    -- expected --
    what ``casebook check`` prints, without its last line

Lines begun with ``- `` stand in the file once, one below the other; those begun with ``+ `` take
their place. Lines begun with two blanks stay, and say where. More than one change to a file is
parted by an empty line. The casebook is ``casebooks/tramway`` unless the first section is
``-- from NAME --``.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SECTION = re.compile(r"^-- (?P<path>.+?)(?: \((?P<how>changed|removed|bytes|link)\))? --\n", re.M)
BYTE = re.compile(rb"\\x([0-9A-Fa-f]{2})")
EXPECTED = "-- expected --\n"


@dataclass(frozen=True)
class Case:
    """One golden file, taken apart."""

    file: Path
    base: str
    sections: tuple[tuple[str, str, str], ...]
    expected: str

    def lay_out(self, folder: Path) -> None:
        """Put the casebook, with the case's changes made, into ``folder``."""
        shutil.copytree(HERE / "casebooks" / self.base, folder, dirs_exist_ok=True)
        for path, how, text in self.sections:
            target = folder / path
            if how == "removed":
                target.unlink()
            elif how == "changed":
                target.write_text(changed(target.read_text("utf-8"), text), "utf-8", newline="")
            elif how == "link":
                target.symlink_to(text.strip())
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                content = text.encode()
                if how == "bytes":
                    content = BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), content)
                target.write_bytes(content)

    def rewrite(self, found: str) -> None:
        """Make what was found the expected."""
        text = self.file.read_text("utf-8")
        self.file.write_text(text[: text.index(EXPECTED)] + EXPECTED + found, "utf-8", newline="")


def read_case(file: Path) -> Case:
    """The case that a golden file holds."""
    text, found, expected = file.read_text("utf-8").partition(EXPECTED)
    assert found, f"{file} has no line `{EXPECTED.strip()}`"
    parts = SECTION.split(text)
    sections = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))
    base = "tramway"
    if sections and sections[0][0].startswith("from "):
        base = sections.pop(0)[0].removeprefix("from ")
    return Case(file, base, tuple((p, how or "", body) for p, how, body in sections), expected)


def changed(text: str, changes: str) -> str:
    """``text`` with each of the ``changes`` made, where it fits once."""
    for change in changes.strip("\n").split("\n\n"):
        lines = change.split("\n")
        for line in lines:
            assert re.match(r"[-+ ]( |$)", line), f"not a change: {line}"
        old = "".join(f"{line[2:]}\n" for line in lines if line[0] in "- ")
        new = "".join(f"{line[2:]}\n" for line in lines if line[0] in "+ ")
        assert f"\n{text}".count(f"\n{old}") == 1, f"these lines do not stand there once:\n{old}"
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    return text
