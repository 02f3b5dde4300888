"""Long chains and many ways through a casebook cost no more than their steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.command import CLEAN, main
from cpu_limit import within


def argument(docs: Path, slug: str, supports: list[str], *, rests: bool) -> None:
    links = "".join(f"  - {it}\n" for it in supports)
    evidence = "evidence: [title-says-so]\n" if rests else ""
    fields = f"title: The {slug}\nclaim: It is {slug}.\nvoice: author\nfidelity: paraphrase\n"
    text = f"---\n{fields}supports:\n{links}{evidence}---\nIt is so.\n"
    (docs / f"arguments/{slug}.md").write_text(text, "utf-8")


def chain(docs: Path) -> None:
    above = "no-tram-will-save-the-town"
    for number in range(1_100):
        argument(docs, f"c{number}", [above], rests=number == 1_099)
        above = f"c{number}"


def ladder(docs: Path) -> None:
    above = ["no-tram-will-save-the-town"]
    for number in range(24):  # two to the power of that many ways
        names = [f"a{number}", f"b{number}"]
        for name in names:
            argument(docs, name, above, rests=number == 23)
        above = names


def groups(docs: Path) -> None:
    for number in range(1_100):
        broader = f"broader: g{number - 1}\n" if number else ""
        fields = f"title: Group {number}\naudience: people\nevidence: [title-says-so]\n{broader}"
        (docs / f"segments/g{number}.md").write_text(f"---\n{fields}---\nThey are.\n", "utf-8")


@pytest.mark.parametrize("deep", [chain, ladder, groups])
def test_a_deep_casebook_is_checked_and_rendered(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, deep: object
) -> None:
    assert callable(deep)
    deep(tramway.parent / "docs")
    monkeypatch.chdir(tramway.parent)
    with within(60):
        assert main(["check"]) == CLEAN
        assert main(["render", "out"]) == CLEAN
