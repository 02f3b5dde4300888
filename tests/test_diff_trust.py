"""``casebook diff`` on hostile revisions: they are data, whatever they hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casebook.command import main
from casebook.diff.tree import tree_of
from test_diff import Repository, repository, rewrite

__all__ = ["repository"]

OWN = "site_name: X\n"


def diff(repository: Repository, *arguments: str) -> tuple[int, str, str]:
    code = main(["diff", *arguments])
    told = repository.tell.readouterr()
    return code, told.out, told.err


def hostile(repository: Repository, settings: str) -> None:
    """Commit an mkdocs.yml as ``head``, and put back one that says nothing."""
    (repository.folder / "mkdocs.yml").write_text(settings, "utf-8")
    repository.commit("head")
    (repository.folder / "mkdocs.yml").write_text(OWN, "utf-8")


RUNS = [
    "markdown_extensions:\n  - subprocess:Popen: {args: touch pwned, shell: true}\n",
    "markdown_extensions:\n  - os:system: {command: touch pwned}\n",
    "markdown_extensions: [evil]\n",
    "markdown_extensions: ['evil:Extension']\n",
    "x: !!python/object/apply:markdown.__main__.yaml_load [touch pwned]\n",
    "x: !!python/object/apply:os.system [touch pwned]\n",
    "x: !!python/object/new:os.system [touch pwned]\n",
    "x: !!python/module:evil\n",
    "x: !!python/name:evil.x\n",
    "docs_dir: !!python/object/apply:os.system [touch pwned]\n",
    "nav: !!python/object/apply:subprocess.getoutput [touch pwned]\n",
    "nav: [!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}]\n",
    "hooks: [evil.py]\nplugins: [evil]\ntheme: {name: evil, custom_dir: evil}\n",
]


@pytest.mark.parametrize("settings", RUNS)
def test_nothing_that_a_revision_names_is_run(repository: Repository, settings: str) -> None:
    evil = "import pathlib; pathlib.Path('pwned').touch(); x = Extension = makeExtension = dict\n"
    (repository.folder / "evil.py").write_text(evil, "utf-8")
    # What is rendered needs the extensions.
    rewrite(repository.folder / "docs/evidence/price.md", lambda it: f"{it}\n*[a]*: [b][c]\n")
    hostile(repository, settings)
    code, out, err = diff(repository, "base", "head")
    assert not (repository.folder / "pwned").exists()
    assert (code, err) == (0, "")
    assert "mkdocs.yml differs" in out
    assert "Nothing in the casebook has changed" not in out


@pytest.mark.parametrize(
    "settings",
    [
        "nav: [Leak: !ENV SECRET]\n",
        "nav: [Leak: !ENV [SECRET, index.md]]\n",
        "not_in_nav: !ENV SECRET\n",
        "exclude_docs: !ENV [SECRET, '']\n",
        "docs_dir: !ENV [SECRET, docs]\n",
        "nav: [Leak: '${SECRET}']\n",
        "INHERIT: !ENV SECRET\n",
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_no_variable_is_looked_up_for_a_revision(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, settings: str, form: str
) -> None:
    monkeypatch.setenv("SECRET", "hunter2.md")
    hostile(repository, settings)
    code, out, err = diff(repository, "base", "head", "--format", form)
    assert (code, err) == (0, "")
    assert "hunter2" not in out
    assert "mkdocs.yml" in out.replace("&#46;", ".")


@pytest.mark.parametrize(
    "docs_dir", ["/etc", "../..", "docs/../../other", "..", "C:\\docs", "docs\\..\\..", "//etc"]
)
def test_pages_are_within_the_tree(repository: Repository, docs_dir: str) -> None:
    hostile(repository, f"docs_dir: '{docs_dir}'\n")
    code, out, err = diff(repository, "base", "head")
    assert (code, out) == (2, "")
    assert err.startswith("casebook: at head: docs_dir names ")
    assert "is not within the tree" in err


@pytest.mark.parametrize("docs", ["/etc", "..", "../other", "docs/../../x", "{folder}-other"])
def test_a_folder_that_is_named_is_within_the_tree(repository: Repository, docs: str) -> None:
    docs = docs.format(folder=repository.folder)
    code, out, err = diff(repository, "base", "--docs", docs)
    assert (code, out) == (2, "")
    assert "is not within the tree" in err


def test_a_folder_can_be_named_by_its_whole_path(repository: Repository) -> None:
    (repository.folder / "docs/evidence/price.md").unlink()
    repository.commit("head")
    told = repository.diff("base", "--docs", str(repository.folder / "docs"))
    assert "  - evidence price: price\n" in told
    assert repository.diff("base", "--docs", "./x/../docs/") == told


BOMBS = {
    "brackets": "nav: " + "[" * 100_000,
    "brackets in a key that is not read": "x: " + "{a: " * 100_000,
    "columns": "".join(f"{' ' * n}- \n" for n in range(400)),
    "aliases": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    + "nav: *a11\n",
    "itself": "nav: &a [*a]\n",
    "merge": "a: &a {b: c}\n" + "x: {<<: [" + "*a, " * 200_000 + "]}\n",
    "size": "# " + "x" * 2_000_000 + "\n",
    "values": "nav: [" + "a, " * 300_000 + "]\n",
    "no YAML": "nav: [\n",
    "bytes": "nav: \x00\n",
    "list": "- a\n",
    "parents": "INHERIT: mkdocs.yml\n",
    "outside": "INHERIT: ../../etc/passwd\n",
    "nowhere": "INHERIT: none.yml\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_settings_beyond_all_reason_end_with_a_sentence(repository: Repository, name: str) -> None:
    hostile(repository, BOMBS[name])
    code, out, err = diff(repository, "base", "head")
    assert (code, out) == (2, "")
    assert err.startswith("casebook: at head: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "attributes",
    [
        "docs/arguments/** export-ignore\n",
        "* export-subst -text\n",
        "* filter=evil\n",
        "*.md diff=evil merge=evil\n",
        "* working-tree-encoding=UTF-16\n",
    ],
)
@pytest.mark.parametrize("below", [".gitattributes", "docs/.gitattributes", ".git/info/attributes"])
def test_no_attribute_hides_a_page(repository: Repository, attributes: str, below: str) -> None:
    repository.pages.argument("only", claim="Only they use it.", supports=["thesis"])
    repository.git("add", "docs")
    repository.git("commit", "--quiet", "--message", "change")
    file = repository.folder / below
    file.write_text(attributes, "utf-8")
    repository.git("update-index", "--add", "--cacheinfo", f"100644,{blob(repository, file)},a")
    repository.git("commit", "--quiet", "--message", "attributes")
    for setting in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv"):
        repository.git("config", setting, "touch pwned")
    assert "lost their only evidence" in repository.diff("base", "HEAD")
    assert not (repository.folder / "pwned").exists()


def blob(repository: Repository, file: Path) -> str:
    return repository.git("hash-object", "-w", "--no-filters", str(file)).strip()


def test_attributes_in_the_tree_hide_nothing(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text("docs/evidence export-ignore\n", "utf-8")
    (repository.folder / "docs/evidence/price.md").unlink()
    repository.commit("head")
    assert "  - evidence price: price\n" in repository.diff("base", "head")
    assert "evidence guide" not in repository.diff("base", "head")


SETTINGS_THAT_RUN = {
    "core.fsmonitor": "{touch}",
    "core.hooksPath": "evil-hooks",
    "core.pager": "{touch}",
    "core.editor": "{touch}",
    "core.sshCommand": "{touch}",
    "core.alternateRefsCommand": "{touch}",
    "alias.rev-parse": "!{touch}",
    "alias.cat-file": "!{touch}",
    "pager.rev-parse": "{touch}",
    "pager.cat-file": "{touch}",
    "credential.helper": "!{touch}",
    "uploadpack.packObjectsHook": "{touch}",
    "diff.external": "{touch}",
}


def test_no_setting_of_the_repository_runs_anything(repository: Repository) -> None:
    touch = f"touch {repository.folder}/pwned"
    hooks = repository.folder / "evil-hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit"):
        (hooks / name).write_text(f"#!/bin/sh\n{touch}\n", "utf-8")
        (hooks / name).chmod(0o755)
    (repository.folder / "docs/evidence/price.md").unlink()
    repository.commit("head")
    (repository.folder / "pwned").unlink(missing_ok=True)
    with (repository.folder / ".git/config").open("a") as config:
        for name, value in SETTINGS_THAT_RUN.items():
            section, _, key = name.rpartition(".")
            config.write(f'[{section}]\n\t{key} = "{value.format(touch=touch)}"\n')
    assert "  - evidence price: price\n" in repository.diff("base", "head")
    assert not (repository.folder / "pwned").exists()


def test_an_object_that_is_missing_is_not_fetched(repository: Repository) -> None:
    repository.pages.argument("cheap", claim="It is not.", attacks=["thesis"], evidence=["price"])
    repository.commit("head")
    number = repository.git("rev-parse", "head:docs/arguments/cheap.md").strip()
    touch = f"touch {repository.folder}/pwned"
    for name, value in (
        ("remote.origin.url", f"ext::sh -c {touch.replace(' ', '% ')}"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "blob:none"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("protocol.ext.allow", "always"),
    ):
        repository.git("config", name, value)
    (repository.folder / ".git/objects" / number[:2] / number[2:]).unlink()
    code, out, err = diff(repository, "base", "head")
    assert (code, out) == (2, "")
    assert "git cannot tell" in err
    assert not (repository.folder / "pwned").exists()


def test_replacements_and_grafts_change_nothing(repository: Repository) -> None:
    repository.pages.argument("only", claim="Only they use it.", supports=["thesis"])
    repository.commit("head")
    base, head = (repository.git("rev-parse", it).strip() for it in ("base", "head"))
    (repository.folder / ".git/info/grafts").write_text(f"{head}\n", "utf-8")
    repository.git("replace", head, base)
    page = repository.git("rev-parse", "base:docs/arguments/only.md").strip()
    other = repository.git("--no-replace-objects", "rev-parse", "head:docs/arguments/only.md")
    repository.git("replace", other.strip(), page)
    assert "lost their only evidence" in repository.diff("base", "head")
    assert "lost their only evidence" in repository.diff("head~1", "head")


def test_no_variable_of_gits_leads_elsewhere(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    (repository.folder / "docs/evidence/price.md").unlink()
    repository.commit("head")
    other = tmp_path_factory.mktemp("other")
    subprocess.run(["git", "init", "--quiet", str(other)], check=True)
    touch = f"touch {repository.folder}/pwned"
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_OBJECT_DIRECTORY": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": touch,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{touch}'",
        "GIT_EXTERNAL_DIFF": touch,
        "GIT_TRACE": str(repository.folder / "pwned"),
        "GIT_TRACE2_EVENT": str(repository.folder / "pwned"),
        "GIT_PAGER": touch,
        "GIT_NAMESPACE": "x",
        "GIT_PREFIX": "x/",
    }.items():
        monkeypatch.setenv(name, value)
    assert "  - evidence price: price\n" in repository.diff("base", "head")
    assert not (repository.folder / "pwned").exists()


@pytest.mark.parametrize(
    "revision",
    [
        "--output=pwned",
        "-h",
        "--help",
        "--git-dir",
        "--exec-path=.",
        "--parseopt",
        "HEAD --output=pwned",
        "HEAD\n--output=pwned",
        "^HEAD",
        "base..HEAD",
        "",
        "HEAD:docs",
        "HEAD:docs/arguments/only.md",
        "HEAD^{tree}",
        "$(touch pwned)",
        "`touch pwned`",
        "HEAD; touch pwned",
        "HEAD\x1b[31m",
    ],
)
def test_what_names_no_commit_is_said(repository: Repository, revision: str) -> None:
    for arguments in (["base", "--", revision], ["--", revision, "HEAD"]):
        code, out, err = diff(repository, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("casebook: git ")
        assert err.count("\n") == 1
        assert "\x1b" not in err
    assert not (repository.folder / "pwned").exists()


@pytest.mark.parametrize(
    "answers",
    ["exit 0", "exit 1", "echo; exit 0", "echo HEAD", "kill -9 $$", "echo 0123; exit 128"],
)
def test_a_git_that_fails_silently_ends_with_2(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    real = shutil.which("git")
    for silent in ("rev-parse", "ls-tree", "cat-file"):
        git = tmp_path / "bin/git"
        git.parent.mkdir(exist_ok=True)
        git.write_text(
            f'#!/bin/sh\ncase "$*" in *{silent}*) {answers} ;; *) exec {real} "$@" ;; esac\n'
        )
        git.chmod(0o755)
        with monkeypatch.context() as patched:
            patched.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
            code, out, err = diff(repository, "base")
        assert (code, out) == (2, ""), silent
        assert err.startswith("casebook: ")


def test_a_page_that_is_a_link_is_the_page_that_it_leads_to(repository: Repository) -> None:
    """As the check of the working tree reads it, through links to files and to folders."""
    docs = repository.folder / "docs"
    (docs / "evidence/price.md").rename(repository.folder / "price.md")
    (docs / "evidence/price.md").symlink_to("../../price.md")
    repository.commit("file")
    assert repository.diff("base", "file").startswith("Nothing in the casebook has changed.")
    (docs / "arguments").rename(repository.folder / "kept")
    (docs / "arguments").symlink_to("../kept")
    (repository.folder / "pages").symlink_to("docs")
    repository.commit("folder")
    assert repository.diff("base", "folder").startswith("Nothing in the casebook has changed.")
    hostile(repository, "docs_dir: pages\n")
    assert "  - " not in repository.diff("base", "head")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/etc/passwd", "leads out of the tree"),
        ("../../../../../../../etc/passwd", "leads out of the tree"),
        ("{folder}/docs/evidence/price.md", "leads out of the tree"),
        ("../../.git/config", "leads nowhere"),
        ("nowhere.md", "leads nowhere"),
        ("out.md", "leads round in a circle"),
        ("price.md/../../../../x", "leads out of the tree"),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_link_that_leads_out_is_told_and_not_followed(
    repository: Repository, target: str, reason: str, form: str
) -> None:
    link = repository.folder / "docs/evidence/out.md"
    link.symlink_to(target.format(folder=repository.folder))
    repository.commit("out")
    told = repository.diff("base", "out", "--format", form)
    assert f"evidence/out.md is a link that {reason}" in told or (
        form == "json" and f"is a link that {reason}" in told
    )
    assert "root:" not in told


def test_folders_that_link_to_one_another(repository: Repository) -> None:
    docs = repository.folder / "docs"
    (docs / "circle").symlink_to(".")
    for one in "abcdef":
        (docs / one).mkdir()
        for other in "abcdef":
            (docs / one / other).symlink_to(f"../{other}")
    repository.commit("linked")
    told = repository.diff("base", "linked")
    assert "circle leads back to a folder that it is in" in told


def test_folders_of_links_without_end(repository: Repository) -> None:
    """Each level doubles the files: what links make of a small tree is limited."""
    docs = repository.folder / "docs"
    for level in range(20):
        folder = docs / f"level{level}"
        folder.mkdir()
        for name in "ab":
            (folder / name).symlink_to(f"../level{level + 1}")
    (docs / "level20").mkdir()
    (docs / "level20/x.md").write_text("X\n", "utf-8")
    repository.commit("many")
    code, out, err = diff(repository, "base", "many")
    assert (code, out) == (2, "")
    assert "more than 100,000 files" in err


def test_a_tree_whose_folders_are_the_same_again_and_again(repository: Repository) -> None:
    tree = repository.git("rev-parse", "base:docs/evidence").strip()
    for _ in range(12):
        entries = "".join(f"040000 tree {tree}\t{name}\n" for name in "abcdefgh")
        tree = subprocess.run(
            ["git", "mktree"], input=entries, capture_output=True, text=True, check=True
        ).stdout.strip()
    commit = repository.git("commit-tree", tree, "-m", "bomb").strip()
    code, out, err = diff(repository, "base", commit)
    assert (code, out) == (2, "")
    assert "too many files" in err


@pytest.mark.parametrize("name", ["..", ".", "a/../../../b", "../pwned.md"])
def test_names_that_lead_out_are_refused(repository: Repository, name: str) -> None:
    """Git itself does not make such a tree; somebody else can."""
    number = repository.git("rev-parse", "base:docs/evidence/price.md").strip()
    entry = f"100644 {name}\0".encode() + bytes.fromhex(number)
    tree = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        input=entry,
        capture_output=True,
        check=True,
    )
    commit = repository.git("commit-tree", tree.stdout.decode().strip(), "-m", "x").strip()
    code, out, err = diff(repository, "base", commit)
    assert (code, out) == (2, "")
    assert "a name that none can have" in err


def test_a_page_that_is_another_repository_is_told(repository: Repository) -> None:
    number = repository.git("rev-parse", "HEAD").strip()
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{number},docs/evidence/x.md")
    repository.git("commit", "--quiet", "--message", "module")
    assert "evidence/x.md is another repository" in repository.diff("base")


def test_settings_that_are_a_link_out_are_not_followed(repository: Repository) -> None:
    file = repository.folder / "mkdocs.yml"
    outside = repository.folder.parent / "outside.yml"
    outside.write_text("docs_dir: docs\n", "utf-8")
    file.unlink()
    file.symlink_to("../outside.yml")
    repository.commit("head")
    file.unlink()
    file.write_text(OWN, "utf-8")
    code, _, err = diff(repository, "base", "head")
    assert code == 2
    assert "at head: there is no mkdocs.yml" in err


def test_settings_that_inherit_within_the_tree(repository: Repository) -> None:
    (repository.folder / "docs").rename(repository.folder / "pages")
    (repository.folder / "parents").mkdir()
    (repository.folder / "parents/base.yml").write_text("INHERIT: ../top.yml\n", "utf-8")
    (repository.folder / "top.yml").write_text("docs_dir: pages\n", "utf-8")
    hostile(repository, "INHERIT: parents/base.yml\n")
    told = repository.diff("base", "head")
    assert "mkdocs.yml differs" in told
    assert "  - argument" not in told


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_that_settings_differ_is_told_in_every_format(repository: Repository, form: str) -> None:
    hostile(repository, "site_name: Y\n")
    told = repository.diff("base", "head", "--format", form)
    assert "mkdocs.yml" in told
    assert "Nothing in the casebook has changed" not in told
    if form == "json":
        assert json.loads(told)["settings"] == [{"path": "mkdocs.yml", "what": "changed"}]


def test_extensions_are_those_of_the_working_tree(repository: Repository) -> None:
    """A revision that would have the ids of headings made otherwise does not change the check."""
    rewrite(
        repository.folder / "docs/evidence/price.md",
        lambda text: f"{text}\n## A Heading {{ #own }}\n\n[It](#own)\n",
    )
    hostile(repository, "markdown_extensions: []\n")
    own = "site_name: X\nmarkdown_extensions: [attr_list]\n"
    (repository.folder / "mkdocs.yml").write_text(own, "utf-8")
    assert "broken-anchor" not in repository.diff("base", "head")


def test_a_snippet_is_the_revisions_own(repository: Repository) -> None:
    includes = repository.folder / "docs/includes"
    includes.mkdir()
    own = (
        "markdown_extensions:\n  - pymdownx.snippets:\n"
        "      base_path: !relative $config_dir/docs/includes\n      check_paths: true\n"
        "exclude_docs: includes/\n"
    )
    (repository.folder / "mkdocs.yml").write_text(own, "utf-8")
    repository.commit("before")
    (includes / "new.md").write_text("Words.\n", "utf-8")
    rewrite(
        repository.folder / "docs/evidence/price.md",
        lambda text: f'{text}\n--8<-- "new.md"\n\n*[x]* [a][b]\n',
    )
    repository.commit("after")
    (includes / "new.md").unlink()
    assert "text-not-read" not in repository.diff("before", "after")


def test_the_tree_knows_its_files(repository: Repository) -> None:
    tree = tree_of(repository.git("rev-parse", "HEAD").strip())
    assert tree.text("mkdocs.yml", 100) == OWN.encode()
    assert tree.text("docs/none.md", 100) is None
    assert tree.text("docs", 100) is None


def test_a_readings_change_is_told_before_and_after(repository: Repository) -> None:
    page = repository.folder / "docs/article/index.md"

    def plain(words: str, note: str) -> None:
        quote = "> Only Chinese people use it there.\n"
        text = page.read_text("utf-8").split(quote)[0] + quote
        rest = page.read_text("utf-8").partition("# X { #p1-2 }")[2]
        added = f"\n**Plain reading.** {words}\n\n**Note.** {note}\n\n# X {{ #p1-2 }}{rest}"
        page.write_text(text + added, "utf-8")

    plain("Only they use it.", "Printed so.")
    repository.commit("one")
    plain("Few others use it.", "Printed *thus*.")
    repository.commit("two")
    told = repository.diff("one", "two")
    assert "Plain readings and notes\n  ~ p1-1: reading: Only they use it. → Few others" in told
    assert "  ~ p1-1: note: **Note.** Printed so. → **Note.** Printed *thus*.\n" in told
    assert repository.json("base", "one")["readings"] == [
        {"what": what, "passage": "p1-1", "part": part, "before": before, "after": after}
        for what, part, before, after in (
            ("changed", "reading", "Plainly.", "Only they use it."),
            ("added", "note", None, "**Note.** Printed so."),
        )
    ]


def test_a_finding_of_the_menu_is_not_told_as_new_and_mended(repository: Repository) -> None:
    (repository.folder / "mkdocs.yml").write_text("nav: [gone.md]\n", "utf-8")
    repository.commit("menu")
    rewrite(repository.folder / "docs/evidence/price.md", lambda text: f"{text}\nMore.\n")
    repository.commit("more")
    assert "finding" not in repository.diff("menu", "more").rpartition("\nThe check")[0].lower()


@pytest.mark.parametrize("module", ["subprocess:Popen", "os:system", "this", "evil", "evil:X"])
def test_the_check_imports_no_extension_but_installed_ones(
    repository: Repository, module: str
) -> None:
    (repository.folder / "evil.py").write_text("open('pwned', 'w')\nX = makeExtension = dict\n")
    options = "{args: touch pwned, shell: true}"
    settings = f"markdown_extensions:\n  - '{module}': {options}\n"
    (repository.folder / "mkdocs.yml").write_text(settings, "utf-8")
    rewrite(repository.folder / "docs/evidence/price.md", lambda it: f"{it}\n# *A*\n\n[b](#a)\n")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "hooks")}
    run = subprocess.run(
        [sys.executable, "-m", "casebook", "check"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert not (repository.folder / "pwned").exists()
    assert run.returncode == 2
    assert f"`{module}` is not a Markdown extension of an installed package" in run.stderr
