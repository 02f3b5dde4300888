"""Writes a casebook's pages: ``Pages(folder).argument("a", supports=["b"]).casebook()``.

Fields that a kind requires have a value that says nothing, so that a test names only what it is
about. They are written as JSON, which is YAML too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.model.graph import Casebook
from casebook.reading.linking import load
from casebook.reading.project import Project


@dataclass(frozen=True)
class Pages:
    """The pages below ``folder``."""

    folder: Path

    def argument(self, slug: str, **fields: object) -> Pages:
        """An argument; an editors' claim where nothing else is said."""
        return self._page(f"arguments/{slug}.md", {"claim": slug, "voice": "editors"} | fields)

    def evidence(self, slug: str, **fields: object) -> Pages:
        """A page of evidence; an example that the article's author gives."""
        given = {"kind": "example", "reliability": "F", "credibility": 6} | fields
        return self._page(f"evidence/{slug}.md", given)

    def segment(self, slug: str, **fields: object) -> Pages:
        """A group of users."""
        return self._page(f"segments/{slug}.md", {"audience": slug} | fields)

    def article(self, *passages: str, original: str | None = None, author: str = "X") -> Pages:
        """The article's page with passages p1-1, p1-2 …; they are the original if none is given."""
        body = "".join(
            f"# X {{ #p1-{i} }}\n\n> {text}\n\nPlainly.\n\n" for i, text in enumerate(passages, 1)
        )
        content = (" ".join(passages) if original is None else original).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        fields = {"author": author, "publisher": "X", "original": "original.txt", "sha256": sha256}
        self._page("article/index.md", fields, body)
        (self.folder / "article/original.txt").write_bytes(content)
        return self

    def casebook(self) -> Casebook:
        """The casebook that the pages make."""
        return load(Project(self.folder))

    def _page(self, uri: str, fields: Mapping[str, object], body: str = "Text.\n") -> Pages:
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in fields.items()]
        file = self.folder / uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {file.stem}\n{''.join(lines)}---\n{body}", "utf-8")
        return self
