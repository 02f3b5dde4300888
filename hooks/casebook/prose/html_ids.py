"""The ids in raw HTML, which a link can lead to."""

from __future__ import annotations

from html.parser import HTMLParser


def ids_in_html(text: str) -> frozenset[str]:
    """Return every ``id``, and every ``name`` of an ``a``, as MkDocs finds them."""
    if "<" not in text:
        return frozenset()
    parser = _Ids()
    parser.feed(text)
    parser.close()
    return frozenset(parser.ids)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)
