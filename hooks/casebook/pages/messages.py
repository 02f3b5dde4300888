"""What the pages say themselves, in the language of the site: gettext's message catalogues.

The English words stand in the code and in the templates, and are what a catalogue goes by; so
English needs none. Another language is a file ``locale/<language>/LC_MESSAGES/casebook.po``, which
is read as it is: nothing compiled can be older than it. A message may have placeholders by name,
``%(name)s``; values bring no markup in. What the casebook's editors wrote is none of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from casebook.model.languages import direction

if TYPE_CHECKING:
    from jinja2 import Environment

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "casebook"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SOURCE = "en"
"""The language of the messages in the code."""


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a constant as a message that is translated where it is shown."""
    return message


def languages() -> tuple[str, ...]:
    """Return the languages that there are catalogues of."""
    return tuple(sorted(file.parent.parent.name for file in LOCALE.glob(f"*/*/{DOMAIN}.po")))


def spoken(language: str) -> str:
    """Return the language of which there is a catalogue, for a tag (BCP 47) such as ``zh-TW``.

    That is the tag itself, or what is left of it without its last parts; English, if none is there.
    """
    known = {it.lower().replace("_", "-"): it for it in languages()}
    parts = language.lower().replace("_", "-").split("-")
    for count in range(len(parts), 0, -1):
        if found := known.get("-".join(parts[:count])):
            return found
    return SOURCE


class Messages:
    """The messages in one language: of a site whose ``language`` is a tag (BCP 47)."""

    def __init__(
        self, language: str = SOURCE, translations: NullTranslations | None = None
    ) -> None:
        self.language = language
        self.spoken = spoken(language)
        found = translations or _catalogue(self.spoken)
        mirrored = direction(self.spoken) != direction(language)
        self._translations = _Isolated(found) if mirrored else found

    @property
    def is_english(self) -> bool:
        """Whether the site is in English, of whatever country."""
        return self.language.lower().replace("_", "-").partition("-")[0] == SOURCE

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message with the values of its placeholders."""
        return self._translations.gettext(message) % values

    def ngettext(self, one: str, many: str, num: int, /, **values: object) -> str:
        """Return the message for a number, which fills ``%(num)s``."""
        return self._translations.ngettext(one, many, num) % {"num": num, **values}

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return a message that is told from others of the same words by its context."""
        return self._translations.pgettext(context, message) % values

    def forms(self, one: str, many: str | None = None) -> list[str]:
        """Return all forms of a message, their placeholders not filled."""
        if many is None:
            return [self._translations.gettext(one)]
        numbers = sorted(_number_of_each_form(self._translations).items())
        return [self._translations.ngettext(one, many, number) for _, number in numbers]

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return self.pgettext("between the items of a list", ", ")

    @property
    def semicolon(self) -> str:
        """What stands between items that are longer, or that have commas themselves."""
        return self.pgettext("between longer items of a list", "; ")

    def listed(self, items: Iterable[str]) -> str:
        """Return words of one kind after each other."""
        return self.comma.join(items)

    def date(self, day: str) -> str:
        """Return a day (ISO 8601) as the language writes it; in English, as it is."""
        if self.spoken == SOURCE or not _DAY.fullmatch(day):
            return self.gettext("undated") if day == "undated" else day
        from babel.dates import format_date  # noqa: PLC0415 - English does without

        try:
            return str(format_date(date.fromisoformat(day), "long", locale=self.spoken))
        except ValueError:
            return day

    def number(self, value: float) -> str:
        """Return a number with its digits in groups."""
        if self.spoken == SOURCE:
            return f"{value:,.0f}" if value == round(value) else f"{value:,g}"
        from babel.numbers import format_decimal  # noqa: PLC0415 - English does without

        return str(format_decimal(value, locale=self.spoken))

    def language_name(self, tag: str) -> str:
        """Return the name of the language that a tag (BCP 47) begins with, or else the tag."""
        from babel import Locale  # noqa: PLC0415 - few pages name a language

        names = Locale.parse(self.spoken).languages
        name = names.get(tag.partition("-")[0].lower())
        return str(name) if name else self.gettext("the language %(tag)s", tag=tag)

    def into(self, environment: Environment, shown: Callable[[object], Markup]) -> None:
        """Give the messages to templates, as Jinja's extension ``i18n`` does in its new style.

        A message is markup of ours; each value in it is what ``shown`` makes of it.
        """
        environment.add_extension("jinja2.ext.i18n")
        environment.newstyle_gettext = True  # type: ignore[attr-defined]
        told: dict[str, Markup] = {}

        def plainly(message: str) -> Markup:
            if message not in told:
                told[message] = Markup(self.gettext(message))  # noqa: S704 - of a catalogue of ours
            return told[message]

        def filled(message: str, values: dict[str, object]) -> Markup:
            escaped = {name: str(shown(value)) for name, value in values.items()}
            return Markup(message % escaped)  # noqa: S704 - as above; the values are escaped

        def gettext(message: str, /, **values: object) -> Markup:
            if not values:
                return plainly(message)
            return filled(self._translations.gettext(message), values)

        def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
            return filled(self._translations.ngettext(one, many, num), {"num": num, **values})

        def pgettext(context: str, message: str, /, **values: object) -> Markup:
            return filled(self._translations.pgettext(context, message), values)

        environment.globals.update(
            {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext},
            messages=self,
            comma=pgettext("between the items of a list", ", "),
            semicolon=pgettext("between longer items of a list", "; "),
            conjunction=pgettext("between the last items of a list", " and "),
        )


_PLACE = re.compile(r"%\(\w+\)s")


class _Isolated(NullTranslations):
    """Messages on pages that are written in the other direction: each keeps its own (UAX #9).

    Without that, a sentence would have its full stop at its beginning. What stands between the
    items of a list, which alone has a context, goes with the page.
    """

    def __init__(self, translations: NullTranslations) -> None:
        super().__init__()
        self._of = translations

    def gettext(self, message: str) -> str:
        return self._apart(self._of.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._apart(self._of.ngettext(msgid1, msgid2, n))

    def _apart(self, text: str) -> str:
        inner = _PLACE.sub(lambda place: f"\u2068{place.group()}\u2069", text)
        return f"\u2066{inner}\u2069"


def _number_of_each_form(translations: NullTranslations) -> dict[int, int]:
    """Return a number for each plural form of a language, by the place of the form."""
    plural = getattr(translations, "plural", lambda number: int(number != 1))
    return {plural(number): number for number in range(200, -1, -1)}


def _catalogue(language: str) -> NullTranslations:
    """Return the messages of a language of ours."""
    if language == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - English does without
    from babel.messages.pofile import read_po  # noqa: PLC0415
    from babel.support import Translations  # noqa: PLC0415

    file = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with file.open("rb") as written:
        catalogue = read_po(written, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
