"""Plain sentences in any number: what the pages of a made casebook are filled with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random


def _phrases(text: str) -> tuple[str, ...]:
    """What stands between the strokes of ``text``."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


WHO = _phrases("""
    commuters | students | shopkeepers | drivers | nurses | teachers | pensioners | visitors |
    cleaners | clerks | cyclists | families | tenants | builders | cooks | guards | librarians |
    mechanics | musicians | porters | sailors | tailors | traders | waiters | weavers | farmers |
    bakers | printers | gardeners | carpenters
""")
OF_WHOM = _phrases("""
    from the harbour | of the old town | on night shifts | with small children |
    near the station | at the university | without a car | in the northern quarter |
    on short contracts | from the villages | of the market | who rent rooms | at the hospital |
    along the river | new to the city
""")
DO = _phrases("""
    prefer | avoid | praise | distrust | remember | expect | share | measure | compare |
    question | defend | replace | abandon | recommend | ignore | welcome
""")
WHAT = _phrases("""
    cheap tickets | late buses | quiet streets | printed maps | shared rides | paper timetables |
    early trains | fixed prices | short routes | public clocks | open platforms | covered stops |
    wide pavements | river ferries | ticket machines | travel cards | direct lines | slow trams |
    marked lanes | heated rooms | local guides | spare seats | daily passes | clear signs
""")
WHEN = _phrases("""
    before the winter | after the strike | in most months | during the holidays | on market days |
    since the reform | at weekends | without complaint | more than before | as a rule |
    in small numbers | against advice | for want of better | out of habit | with some reserve |
    year after year
""")
WHY = _phrases("""
    because nothing nearer is on offer | while the council says otherwise |
    so the figures of one season prove little | and few of them are asked about it |
    which the survey of that spring leaves open | while their neighbours do the opposite |
    since a single change would cost them an hour | and nobody has counted how many |
    as far as the two who were asked can tell | and the fares are only part of the reason |
    though the route was drawn for somebody else | if the weather allows it at all
""")


class Wording:
    """Draws titles, claims and sentences; no two alike but for fillers and reasons."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def title(self) -> str:
        """A heading of at most 80 characters that no other page has."""
        return self._distinct(self._statement)

    def sentence(self) -> str:
        """A sentence of a dozen words or two, with a full stop, like no other."""
        return self._distinct(self._long_statement)

    def filler(self) -> str:
        """A sentence that may be on many pages."""
        return self._long_statement()

    def reason(self) -> str:
        """Half a sentence: why a link holds."""
        return f"it shows that {self._pick(WHO)} {self._pick(DO)} {self._pick(WHAT)}"

    def who(self) -> str:
        """A group of people, in one line."""
        return f"{self._pick(WHO)} {self._pick(OF_WHOM)}"

    def _statement(self) -> str:
        said = f"{self.who()} {self._pick(DO)} {self._pick(WHAT)} {self._pick(WHEN)}"
        return said[0].upper() + said[1:]

    def _long_statement(self) -> str:
        return f"{self._statement()}, {self._pick(WHY)}."

    def _distinct(self, draw: Callable[[], str]) -> str:
        while True:
            drawn = draw()
            if drawn not in self._used:
                self._used.add(drawn)
                return drawn

    def _pick(self, phrases: Sequence[str]) -> str:
        return self._random.choice(phrases)
