"""Whatever ``mkdocs.yml`` holds, the check ends soon, and says why where it cannot run."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.command import CLEAN, COULD_NOT_RUN, main
from cpu_limit import within


def aliases(levels: int, merged: bool = False) -> str:
    """Return lists, or mappings, of nine times the one before."""
    lines = ["a0: &a0 {x: y}" if merged else "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        nine = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} " + (f"{{<<: [{nine}]}}" if merged else f"[{nine}]"))
    return "\n".join(lines)


HOSTILE = {
    "brackets": f"nav: {'[' * 100_000}",
    "closed brackets": f"nav: {'[' * 100_000}{']' * 100_000}",
    "braces": "extra: " + "{a: " * 100_000,
    "lists in lists": "nav:\n  " + "- " * 100_000,
    "keys in keys": "? " * 100_000,
    "columns": "\n".join(" " * n + "a:" for n in range(5_000)),
    "aliases": aliases(12),
    "merges": aliases(12, merged=True),
    "a chain of aliases": "\n".join(
        ["a0: &a0 x", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 5_000))]
    )
    + "\nmarkdown_extensions: [toc: {title: *a4999}]",
    "extensions that hold themselves": "markdown_extensions: &a [toc, *a]",
    "settings that hold themselves": "markdown_extensions: [toc: &a {title: *a}]",
    "a menu that holds itself": "nav: &a [index.md, *a]",
    "a merge of itself": "extra: &a {<<: *a}",
    "a key that is a list": "? [a]\n: b",
    "an alias to nothing": "nav: *a",
    "a day that is none": "extra: {day: 2013-02-30}",
    "a number of many digits": "extra: {number: " + "9" * 10_000 + "}",
    "no character": 'site_name: "\\UFFFFFFFF"',
    "zero": "site_name: a\0b",
    "two documents": "site_name: x\n---\nsite_name: y",
    "a variable of a mapping": "site_name: !ENV {a: b}",
    "a folder of no name": 'docs_dir: "a\\0b"',
    "a folder of a long name": "docs_dir: " + "a" * 5_000,
    "a parent of no name": 'INHERIT: "a\\0b"',
    "a parent that is a folder": "INHERIT: docs",
    "its own parent": "INHERIT: mkdocs.yml",
    "nothing": "",
    "no mapping": "- a",
    "bytes": "\ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_settings_with_which_nothing_can_be_checked(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
) -> None:
    tramway.write_bytes(f"{text}\n".encode("utf-8", "surrogatepass"))
    monkeypatch.chdir(tramway.parent)
    with within(10):
        code = main(["check"])
    told = capsys.readouterr()
    assert (code, told.err.count("\n")) == (COULD_NOT_RUN, 1), told
    assert "not expected" not in told.err


@pytest.mark.parametrize(("files", "code"), [(15, CLEAN), (1_500, COULD_NOT_RUN)])
def test_settings_that_inherit_and_inherit(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, files: int, code: int
) -> None:
    monkeypatch.chdir(tramway.parent)
    tramway.write_text("INHERIT: 0.yml\n", "utf-8")
    for number in range(files):
        Path(f"{number}.yml").write_text(f"INHERIT: {number + 1}.yml\n", "utf-8")
    Path(f"{files}.yml").write_text("site_name: The tram\n", "utf-8")
    with within(10):
        assert main(["check"]) == code


def test_settings_from_the_environment(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tramway.parent)
    monkeypatch.setenv("PAGES", "docs")
    tramway.write_text("docs_dir: !ENV [NO_SUCH_NAME, PAGES, elsewhere]\n", "utf-8")
    assert main(["check"]) == CLEAN
    monkeypatch.delenv("PAGES")
    assert main(["check"]) == COULD_NOT_RUN
    assert "elsewhere" in capsys.readouterr().err


@pytest.mark.parametrize("error", [SystemExit(0), MemoryError(), LookupError("x"), TypeError("x")])
def test_a_tag_whose_function_fails(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
) -> None:
    def fails(**_: object) -> None:
        raise error

    monkeypatch.chdir(tramway.parent)
    monkeypatch.setattr("pymdownx.slugs.slugify", fails)
    slugify = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
    tramway.write_text(f"markdown_extensions: [toc: {{slugify: {slugify}}}]\n", "utf-8")
    (tramway.parent / "docs/index.md").write_text("# A\n\n[b](#a)\n", "utf-8")
    code = main(["check"])
    assert code == (CLEAN if isinstance(error, TypeError) else COULD_NOT_RUN)
    assert capsys.readouterr().err.count("\n") == (code == COULD_NOT_RUN)
