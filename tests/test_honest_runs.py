"""A check that could not run never reports that it passed: one sentence, exit code 2."""

from __future__ import annotations

import os
import resource
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree
from subprocess import DEVNULL, CompletedProcess, run

import pytest
from mkdocs.exceptions import Abort

from casebook.command import CLEAN, COULD_NOT_RUN, FINDINGS, main
from casebook.rules import RULES
from cpu_limit import within
from golden import HERE
from site_under_test import ROOT, build_site

TRAMWAY = HERE / "casebooks/tramway/docs"
UNCLEAR = "# The *old* [tram][1]\n\n<b>x</b>\n"  # only Python-Markdown can tell what this holds


def casebook(
    folder: Path, *arguments: str, redirected: str = "", **environment: str
) -> CompletedProcess[str]:
    """Run the command in ``folder`` as a shell does."""
    known = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}:{folder}", **environment}
    return run(
        ["sh", "-c", f'"$0" -m casebook "$@" {redirected}', sys.executable, *arguments],
        cwd=folder,
        env=known,
        stdin=DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def is_a_sentence(told: CompletedProcess[str]) -> bool:
    """Tell whether a run ended as one that could not run should."""
    lines = told.stderr.splitlines()
    assert (told.returncode, len(lines)) == (COULD_NOT_RUN, 1), told.stderr
    assert lines[0].startswith("casebook: ")
    return "Traceback" not in told.stdout


EXTENSIONS = {
    "exits": "import sys\ndef makeExtension(**settings):\n    sys.exit(0)\n",
    "exits when imported": "raise SystemExit(0)\n",
    "no memory": "def makeExtension(**settings):\n    raise MemoryError\n",
    "recursion": "def makeExtension(**settings):\n    return makeExtension()\n",
    "an error of no words": (
        "class E(Exception):\n    def __str__(self): raise ValueError\n"
        "def makeExtension(**settings):\n    raise E\n"
    ),
}


@pytest.mark.parametrize("code", EXTENSIONS.values(), ids=EXTENSIONS.keys())
def test_an_extension_that_ends_the_run(tramway: Path, code: str) -> None:
    (tramway.parent / "ends.py").write_text(code, "utf-8")
    (tramway.parent / "docs/index.md").write_text(UNCLEAR, "utf-8")
    tramway.write_text("markdown_extensions: [ends]\n", "utf-8")
    assert is_a_sentence(casebook(tramway.parent, "check"))


def test_what_nobody_expected(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise LookupError("two\nlines")

    monkeypatch.chdir(tramway.parent)
    monkeypatch.setattr("casebook.command.check.load", fails)
    assert main(["check"]) == COULD_NOT_RUN
    told = capsys.readouterr().err
    assert "LookupError: two lines" in told
    assert told.count("\n") == 1
    monkeypatch.setenv("CASEBOOK_TRACEBACK", "1")
    with pytest.raises(LookupError):
        main(["check"])


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RecursionError, SystemExit])
def test_what_is_no_error_of_ours(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: type[BaseException],
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.chdir(tramway.parent)
    monkeypatch.setattr("casebook.command.check.load", fails)
    assert main(["check"]) == (130 if error is KeyboardInterrupt else COULD_NOT_RUN)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("level", ["1", "2"])
def test_rules_are_stated_without_docstrings_too(tramway: Path, level: str) -> None:
    told = casebook(tramway.parent, "explain", "unknown-slug", PYTHONOPTIMIZE=level)
    assert (told.returncode, told.stderr) == (CLEAN, "")
    assert RULES["unknown-slug"].statement in told.stdout
    (tramway.parent / "docs/index.md").write_text("[tram](nowhere.md)\n", "utf-8")
    assert casebook(tramway.parent, "check", PYTHONOPTIMIZE=level).returncode == FINDINGS


@pytest.mark.parametrize("redirected", [">&-", "> /dev/full"])
@pytest.mark.parametrize(
    "command",
    [
        *("check", "check --format json", "check --format sarif", "explain cycle", "export json"),
        *("--help", "check --help", "lsp --help"),
    ],
)
def test_a_result_that_nobody_can_read_is_none(
    tramway: Path, command: str, redirected: str
) -> None:
    if redirected == "> /dev/full" and not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    assert is_a_sentence(casebook(tramway.parent, *command.split(), redirected=redirected))


@pytest.mark.parametrize("redirected", ["2>&-", ">&- 2>&-"])
def test_a_closed_standard_error(tramway: Path, redirected: str) -> None:
    told = casebook(tramway.parent, "check", "--docs", "nowhere", redirected=redirected)
    assert (told.returncode, told.stdout, told.stderr) == (COULD_NOT_RUN, "", "")


def test_a_git_that_fails_and_says_nothing(tramway: Path) -> None:
    git = tramway.parent / "bin/git"
    git.parent.mkdir()
    for script in ("#!/bin/sh\nexit 1\n", "no program"):
        git.write_text(script, "utf-8")
        git.chmod(0o755)
        path = f"{git.parent}:{os.environ['PATH']}"
        assert is_a_sentence(casebook(tramway.parent, "check", "--since", "HEAD", PATH=path))
    git.chmod(0)


Making = Callable[[Path], object]


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have no more than 108 characters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


NO_FILES: Mapping[str, Making] = {
    "a pipe": os.mkfifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": _socket,
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES.keys())
def test_settings_that_are_no_file(tramway: Path, make: Making) -> None:
    tramway.unlink()
    make(tramway)
    assert is_a_sentence(casebook(tramway.parent, "check"))


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_page_that_is_no_file(tramway: Path, kind: str) -> None:
    NO_FILES[kind](tramway.parent / "docs/segments/tourists.md")
    told = casebook(tramway.parent, "check")
    if kind in ("a link to nothing", "a link to itself"):
        assert is_a_sentence(told)
    else:
        assert told.returncode == FINDINGS
        assert "docs/segments/tourists.md:1:1: leads-out-of-docs" in told.stdout


def test_a_folder_as_settings(tramway: Path) -> None:
    tramway.unlink()
    tramway.mkdir()
    assert is_a_sentence(casebook(tramway.parent, "check"))


@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/segments/students.md"])
def test_a_file_without_end(tramway: Path, name: str) -> None:
    with (tramway.parent / name).open("ab") as file:
        file.truncate(3_000_000_000)  # of which nothing is on the disk
    with within(5):
        assert is_a_sentence(casebook(tramway.parent, "check"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/segments/students.md", "docs/segments"])
def test_what_may_not_be_read(tramway: Path, name: str) -> None:
    path = tramway.parent / name
    path.chmod(0)
    told = casebook(tramway.parent, "check")
    path.chmod(0o755)
    assert is_a_sentence(told)


@pytest.mark.parametrize("target", ["/", "..", "../.."])
def test_a_folder_that_leads_out(tramway: Path, target: str) -> None:
    (tramway.parent / "docs/more").symlink_to(target, target_is_directory=True)
    told = casebook(tramway.parent, "check")
    assert told.returncode == FINDINGS
    assert "docs/more:1:1: leads-out-of-docs" in told.stdout


def test_folders_that_lead_to_one_another_without_end(
    tramway: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tramway.parent / "docs"
    for i in range(9):
        (docs / f"f{i}").mkdir()
        for j in range(9):
            (docs / f"f{i}/to{j}").symlink_to(f"../f{j}", target_is_directory=True)
    monkeypatch.chdir(tramway.parent)
    with within(20):
        assert main(["check"]) == FINDINGS


@pytest.mark.parametrize("name", ["pipe.md", "device.md"])
def test_a_build_does_not_wait_for_what_is_no_file(
    tramway: Path, tmp_path: Path, name: str
) -> None:
    path = tramway.parent / "docs" / name
    if name == "pipe.md":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with within(20), pytest.raises(Abort):
        build_site(tramway, tmp_path / "site")


def test_what_ends_a_build_is_told(
    tramway: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casebook.analysis.kept.load", _exit)
    with pytest.raises(Abort):
        build_site(tramway, tmp_path / "site")


def _exit(*_: object) -> None:
    raise SystemExit(0)


DOCS = ("docs/x.json", "docs/article/../x.json", "docs/segments/new/x.json", "./docs/x.json")


@pytest.mark.parametrize("name", [*DOCS, "link/x.json", "pages"])
@pytest.mark.parametrize("command", ["export json -o", "render"])
def test_nothing_is_written_among_the_pages(tramway: Path, name: str, command: str) -> None:
    folder = tramway.parent
    (folder / "link").symlink_to("docs/segments", target_is_directory=True)
    (folder / "pages").symlink_to("docs", target_is_directory=True)
    before = sorted(folder.rglob("*"))
    assert is_a_sentence(casebook(folder, *command.split(), name))
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["mkdocs.yml", "README.md", "docs", "nowhere/x.json"])
def test_what_somebody_wrote_is_not_written_over(tramway: Path, name: str) -> None:
    (tramway.parent / "README.md").write_text("Read me.\n", "utf-8")
    before = {path: path.read_bytes() for path in tramway.parent.rglob("*") if path.is_file()}
    assert is_a_sentence(casebook(tramway.parent, "export", "json", "-o", name))
    assert before == {p: p.read_bytes() for p in tramway.parent.rglob("*") if p.is_file()}


def test_an_export_takes_the_place_of_an_earlier_one(tramway: Path) -> None:
    folder = tramway.parent
    (folder / "real.json").write_text("old", "utf-8")
    (folder / "real.json").chmod(0o640)
    (folder / "x.json").symlink_to("real.json")
    assert casebook(folder, "export", "json", "-o", "x.json").returncode == CLEAN
    assert (folder / "x.json").is_symlink()
    assert (folder / "real.json").read_text("utf-8").startswith("{")
    assert (folder / "real.json").stat().st_mode & 0o777 == 0o640
    told = casebook(folder, "export", "json", "-o", "/dev/stdout")
    assert told.stdout == (folder / "real.json").read_text("utf-8")


@pytest.mark.parametrize("command", ["export json -o out.json", "render out", "render new/out"])
def test_a_full_disk_leaves_nothing(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.chdir(tramway.parent)
    before = sorted(Path.cwd().rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        code = main(command.split())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == COULD_NOT_RUN
    assert sorted(Path.cwd().rglob("*")) == before
    assert capsys.readouterr().err.count("\n") == 1


def test_pages_are_rendered_into_an_empty_folder(tramway: Path) -> None:
    (tramway.parent / "out").mkdir()
    copytree(TRAMWAY, tramway.parent / "full")
    assert casebook(tramway.parent, "render", "out").returncode == CLEAN
    assert (tramway.parent / "out/casebook.json").is_file()
    assert is_a_sentence(casebook(tramway.parent, "render", "full"))


@pytest.mark.parametrize("slug", ["con", "aux", "nul", "com1", "lpt9"])
def test_no_page_is_named_as_a_device(tramway: Path, slug: str) -> None:
    assert is_a_sentence(casebook(tramway.parent, "new", "segment", slug))
