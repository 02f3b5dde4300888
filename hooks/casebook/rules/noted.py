"""Rules that reading keeps: it notes what breaks them, and this table states each one."""

from __future__ import annotations

from collections.abc import Mapping

NOTED: Mapping[str, Mapping[str, str]] = {
    "format": {
        "no-front-matter": "A member of a kind, and the article, begin with front matter between "
        "two `---` lines.",
        "invalid-yaml": "Front matter is valid YAML.",
        "tab-in-front-matter": "Keys and values are set apart by spaces, not by tabs.",
        "text-cut-off": "No text of a value is lost: ` #` begins a comment, `&` a name, and `!` a "
        "tag.",
        "duplicate-key": "A key is given once.",
        "unknown-field": "Front matter has only the fields of its kind.",
        "wrong-type": "A value has the type of its field.",
        "value-not-allowed": "A value is one of those that its field allows.",
        "title-too-long": "A title has at most 80 characters.",
        "html-in-text": "A field meant as text holds no HTML.",
        "not-utf-8": "A file is encoded as UTF-8.",
        "byte-order-mark": "A file does not begin with a byte-order mark.",
        "empty-body": "A member of a kind, and the article, have text below the front matter.",
    },
    "evidence": {
        "citation-incomplete": "A citation says title, publisher, address, date and when it was "
        "read.",
        "citation-address": "A cited page, its kept copy and where the article was found have an "
        "http or https address.",
    },
    "shown": {
        "address-taken": "What is published has an address of its own, and none of what the "
        "casebook puts there.",
        "names-differ-in-case": "No two files have names that differ in letter case alone.",
    },
}
"""For each family, the statements of its noted rules by their codes; breaking any is an error."""

NEVER_ALLOWED = frozenset({"address-taken", "names-differ-in-case"})
"""Those of them that no page can allow itself to break."""
