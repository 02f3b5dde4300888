"""Every rule is explained, and of its examples the wrong one is wrong, the right one right."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from casebook.authoring.explanation import FOLDER, Block, explain
from casebook.command import CLEAN, COULD_NOT_RUN, main
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import RULES, check
from golden import BYTE, HERE, changed


def lay_out(code: str, folder: Path, *, wrong: bool) -> None:
    """Put the small casebook with the example of a rule into ``folder``."""
    copytree(HERE / "casebooks/tramway", folder, dirs_exist_ok=True)
    explained = explain(code)
    for block in explained.given:
        file = folder / block.file
        text = read(file)
        write(file, changed(text, block.text) if text else added(block.text))
    for bad, good in zip(explained.wrong, explained.right, strict=True):
        if wrong:
            put(folder, bad, good)
        elif good.text not in read(folder / good.file):
            put(folder, good, bad)


def put(folder: Path, block: Block, other: Block) -> None:
    """Write a block into its file, in place of the other one if that stands there."""
    file = folder / block.file.removesuffix(" (bytes)").removesuffix(" (link)")
    text = read(file)
    if block.file.endswith(" (link)"):
        file.symlink_to(block.text.strip())
        return
    if block.file != file.relative_to(folder).as_posix():
        content = BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), block.text.encode())
        file.write_bytes(content)
    elif block.text and f"\n{other.text}" in f"\n{text}":
        write(file, f"\n{text}".replace(f"\n{other.text}", f"\n{block.text}")[1:])
    elif not block.text or block.text not in text:
        write(file, block.text)


def read(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def write(file: Path, text: str) -> None:
    if text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    else:
        file.unlink()


def added(changes: str) -> str:
    return "".join(f"{line[2:]}\n" for line in changes.splitlines())


def found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    return [finding.code for finding in check(load(from_config(Path("mkdocs.yml"))))]


@pytest.mark.parametrize("code", RULES)
def test_the_wrong_example_is_wrong(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(code, tmp_path, wrong=True)
    codes = set(found(tmp_path, monkeypatch))
    if code == "exception-unknown":  # which leaves the finding that it was meant to allow
        codes -= {"segment-not-mentioned"}
    assert codes == {code}


@pytest.mark.parametrize("code", RULES)
def test_the_right_example_is_right(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert explain(code).right
    lay_out(code, tmp_path, wrong=False)
    assert found(tmp_path, monkeypatch) == []


@pytest.mark.parametrize("code", RULES)
def test_the_command_explains(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == CLEAN
    told, _ = capsys.readouterr()
    assert RULES[code].statement in told
    assert explain(code).why in told
    assert "\nWrong:\n" in told


def test_no_explanation_is_of_a_rule_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.md")} == set(RULES)


def test_a_code_that_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "unknown-slgu"]) == COULD_NOT_RUN
    out, err = capsys.readouterr()
    assert out == ""
    assert "there is no rule `unknown-slgu`: did you mean `unknown-slug`?" in err
