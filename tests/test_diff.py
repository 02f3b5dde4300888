"""``casebook diff`` between revisions of real git repositories, made here."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casebook.command import main
from pages import Pages

WORDS = "Only Chinese people use it there. Foreigners never heard of it. It is cheap to use."


@dataclass
class Repository:
    """A git repository with a casebook; each ``commit`` is a revision."""

    folder: Path
    tell: pytest.CaptureFixture[str]

    @property
    def pages(self) -> Pages:
        return Pages(self.folder / "docs")

    def git(self, *arguments: str) -> str:
        person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        run = subprocess.run(
            ["git", *person, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout

    def commit(self, tag: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag)
        self.git("tag", tag)

    def diff(self, *arguments: str) -> str:
        code = main(["diff", *arguments])
        told = self.tell.readouterr()
        assert (code, told.err) == (0, "")
        return told.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.diff(*arguments, "--format", "json"))


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """A casebook of a thesis, a reason with a witness, and a reason that is only said."""
    monkeypatch.chdir(tmp_path)
    found = Repository(tmp_path, capsys)
    found.git("init", "--quiet")
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n", "utf-8")
    pages = found.pages
    pages.article(*(f"{sentence.rstrip('.')}." for sentence in WORDS.split(". ")))
    pages.argument("thesis", role="thesis", claim="It stays at home.")
    pages.argument("only", claim="Only they use it.", supports=["thesis"], evidence=["guide"])
    pages.argument("cheap", claim="It is cheap.", attacks=["thesis"], evidence=["price"])
    quote = {"passage": "p1-1", "exact": "Only Chinese people use it"}
    pages.evidence("guide", kind="testimony", speaker="A guide", quotes=[quote])
    pages.evidence("price", quotes=[{"passage": "p1-3", "exact": "It is cheap to use"}])
    found.commit("base")
    return found


def quote(passage: str) -> dict[str, str]:
    """A quotation of a whole passage."""
    sentences = WORDS.rstrip(".").split(". ")
    return {"passage": passage, "exact": sentences[int(passage[-1]) - 1]}


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text("utf-8")), "utf-8")


def test_nothing_has_changed(repository: Repository) -> None:
    repository.commit("same")
    assert repository.diff("base", "same").startswith("Nothing in the casebook has changed.")
    assert repository.json("base")["members"] == []


def test_a_claim_that_lost_its_only_evidence_falls_and_so_does_what_it_supports(
    repository: Repository,
) -> None:
    repository.pages.argument("only", claim="Only they use it.", supports=["thesis"])
    repository.commit("bare")
    told = repository.diff("base")
    assert "Claims that lost their only evidence\n  ~ only (only): it had guide\n" in told
    assert "  ~ only (only): one source → nothing is given\n" in told
    assert (
        "  ~ thesis (thesis): one source, disputed, answered"
        " → nothing is given, disputed, answered\n" in told
    )
    assert "  - argument/only rests on guide\n" in told


def test_a_new_witness_lets_a_standing_rise(repository: Repository) -> None:
    speaker = {"kind": "testimony", "speaker": "A student"}
    quote = {"passage": "p1-2", "exact": "Foreigners never heard of it"}
    repository.pages.evidence("student", quotes=[quote], **speaker)
    repository.pages.argument(
        "only", claim="Only they use it.", supports=["thesis"], evidence=["guide", "student"]
    )
    repository.commit("risen")
    found = repository.json("base")
    assert [(it["what"], it["kind"], it["slug"]) for it in found["members"]] == [
        ("added", "evidence", "student")
    ]
    follows = {
        (it["code"], it["about"]): (it["before"], it["after"]) for it in found["consequences"]
    }
    assert follows["standing-rose", "only"] == ("attested", "corroborated")
    assert follows["passage-covered", "p1-2"] == ("neither", "quoted")


def test_a_rename_is_told_from_a_removal_and_an_addition(repository: Repository) -> None:
    pages = repository.pages
    rewrite(
        repository.folder / "docs/arguments/only.md", lambda text: text.replace("guide", "tour")
    )
    (pages.folder / "evidence/guide.md").rename(pages.folder / "evidence/tour.md")
    (pages.folder / "evidence/price.md").unlink()
    pages.evidence("unlike", kind="statistic", title="Something else", quotes=[])
    repository.commit("renamed")
    found = repository.json("base")
    assert [(it["what"], it["was"], it["slug"]) for it in found["members"]] == [
        ("removed", None, "price"),
        ("renamed", "guide", "tour"),
        ("added", None, "unlike"),
    ]
    assert found["links"] == []
    assert found["quotes"] == [
        {
            "what": "removed",
            "evidence": "price",
            "exact": "It is cheap to use",
            "before": "p1-3",
            "after": None,
        }
    ]


def test_rewording_is_told_field_by_field(repository: Repository) -> None:
    rewrite(
        repository.folder / "docs/arguments/only.md",
        lambda text: text.replace("Only they use it.", "Hardly anybody else uses it."),
    )
    repository.commit("reworded")
    assert (
        "  ~ argument only: only; claim: Only they use it. → Hardly anybody else uses it.\n"
        in repository.diff("base")
    )


def test_links_are_told_with_their_reasons(repository: Repository) -> None:
    link = {"to": "thesis", "because": "Few people, few users.", "strength": "weak"}
    repository.pages.argument(
        "only", claim="Only they use it.", supports=[link], evidence=["guide"]
    )
    repository.commit("reason")
    because = "because: Few people, few users.; strength: weak"
    assert f"  ~ argument/only supports thesis; {because}\n" in repository.diff("base")


def test_a_quote_that_names_another_passage_has_moved(repository: Repository) -> None:
    rewrite(repository.folder / "docs/evidence/price.md", lambda text: text.replace("p1-3", "p1-2"))
    repository.commit("moved")
    told = repository.diff("base")
    assert "  ~ price: “It is cheap to use” p1-3 → p1-2\n" in told
    assert "  ~ p1-3: quoted → neither\n" in told
    assert "New findings of the check\n" in told
    assert "quote-elsewhere" in told or "p1-3" in told


def test_exceptions_and_the_article_are_told(repository: Repository) -> None:
    repository.pages.argument("cheap", allow={"unknown-slug": "To come."}, attacks=["none"])
    file = repository.folder / "docs/article/index.md"
    rewrite(file, lambda text: text.replace("It is cheap to use.", "It is very cheap to use."))
    repository.commit("more")
    told = repository.diff("base")
    assert "Exceptions added\n  ~ arguments/cheap.md: unknown-slug: To come.\n" in told
    assert "  ~ p1-3: It is cheap to use. → It is very cheap to use.\n" in told


def test_the_thesis_can_be_another(repository: Repository) -> None:
    repository.pages.argument("thesis", claim="It stays at home.", supports=["only"])
    repository.pages.argument("only", role="thesis", claim="Only they use it.", evidence=["guide"])
    repository.commit("other")
    assert "The thesis is another\n  ~ only (only): thesis → only\n" in repository.diff("base")


def test_the_working_tree_is_neither_read_nor_touched(repository: Repository) -> None:
    repository.commit("same")
    (repository.folder / "docs/arguments/only.md").unlink()
    (repository.folder / "new.txt").write_text("new", "utf-8")
    before = repository.git("status", "--porcelain")
    assert repository.diff("base").startswith("Nothing in the casebook has changed.")
    assert repository.git("status", "--porcelain") == before


def test_a_revision_with_broken_pages_is_compared_all_the_same(repository: Repository) -> None:
    (repository.folder / "docs/arguments/only.md").write_bytes(b"---\ntitle: [\n---\n\xff")
    repository.commit("broken")
    told = repository.diff("base")
    assert "New findings of the check\n" in told
    assert "  - argument only: only\n" in told


def test_a_folder_below_the_repository_and_links_out_of_it(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = repository.folder / "below"
    below.mkdir()
    (repository.folder / "docs").rename(below / "docs")
    (repository.folder / "mkdocs.yml").rename(below / "mkdocs.yml")
    (below / "docs/arguments/out.md").symlink_to("/etc/hostname")
    repository.commit("one")
    monkeypatch.chdir(below)
    (below / "docs/evidence/price.md").unlink()
    repository.commit("two")
    assert "  - evidence price: price\n" in repository.diff("one", "two", "--docs", "docs")
    assert "  - evidence price: price\n" in repository.diff("one", "two")


def test_markdown_shows_a_hostile_title_as_it_is_and_calls_nobody(repository: Repository) -> None:
    claim = "@everyone *look* [here](https://example.org)"
    repository.pages.argument("only", claim=claim, supports=["thesis"])
    repository.commit("hostile")
    told = repository.diff("base", "--format", "markdown")
    assert told.startswith("**The casebook from base to HEAD.** ")
    assert "### Claims that lost their only evidence" in told
    assert "&#64;&#8203;everyone &#42;look&#42; &#91;here&#93;" in told
    assert "@" not in told


def test_markdown_stays_within_what_a_comment_may_have(repository: Repository) -> None:
    for number in range(400):
        repository.pages.argument(f"a{number}", claim="So it is. " * 20, supports=["thesis"])
        repository.pages.argument(f"b{number}", claim="Long " * 15 + str(number))
    repository.commit("many")
    told = repository.diff("base", "--format", "markdown")
    assert len(told) < 65_536
    assert told.endswith("… and more: `casebook diff base HEAD` has all of it.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "git knows no revision 'nothing': name a branch, a tag or a commit"),
        (["--", "--output=x"], "git knows no revision '--output=x'"),
        (["bare"], "at bare: there is no mkdocs.yml here"),
    ],
)
def test_what_cannot_be_compared_is_said(
    repository: Repository, arguments: list[str], message: str
) -> None:
    repository.git("rm", "--quiet", "mkdocs.yml")
    repository.commit("bare")
    assert main(["diff", *arguments]) == 2
    assert message in repository.tell.readouterr().err
    assert not (repository.folder / "x").exists()


def test_no_repository_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["diff", "main"]) == 2
    assert capsys.readouterr().err.startswith("casebook: ")


def test_steps_and_sources_are_told(repository: Repository) -> None:
    pages = repository.pages
    pages.evidence("boss", kind="testimony", speaker="His boss", quotes=[quote("p1-2")])
    pages.argument("thesis", role="thesis", claim="It stays at home.", evidence=["boss"])
    pages.argument("fee", claim="It costs.", undercuts=[{"from": "only", "to": "thesis"}])
    repository.commit("denied")
    told = repository.diff("base", "denied")
    assert "Steps that are denied now\n  ~ only → thesis (thesis): holds → denied: fee" in told

    pages.argument(
        "fee", claim="It costs.", undercuts=[{"from": "only", "to": "thesis", "strength": "weak"}]
    )
    named = {"kind": "testimony", "speaker": "His boss", "origin": "A guide"}
    pages.evidence("boss", **named, quotes=[quote("p1-2")])
    pages.argument("rich", evidence=["boss"])
    pages.argument(
        "only",
        claim="Only they use it.",
        supports=[{"to": "thesis", "with": ["rich"]}],
        evidence=["guide"],
    )
    repository.commit("questioned")
    found = repository.json("denied", "questioned")
    follows = {
        (it["code"], it["about"]): (it["before"], it["after"]) for it in found["consequences"]
    }
    assert follows["step-questioned", "only → thesis"] == (
        "denied: fee undercuts it",
        "questioned: fee undercuts it",
    )
    assert follows["sources-one", "A guide"] == ("His boss; A guide", "A guide")
    changes = {it["source"]: (it["before"], it["after"]) for it in found["links"]}
    before, after = changes["argument/fee"]
    assert (before["strength"], after["strength"]) == (None, "weak")
    assert changes["argument/only"][1]["with"] == "rich"
    assert "with: rich" in repository.diff("denied", "questioned")
    back = repository.json("questioned", "base")["consequences"]
    assert ("step-holds", "holds") in {(it["code"], it["after"]) for it in back}


def test_a_page_that_says_its_former_name_is_renamed_whatever_else_it_says(
    repository: Repository,
) -> None:
    (repository.folder / "docs/arguments/cheap.md").unlink()
    repository.pages.argument(
        "fees", claim="All else.", attacks=["thesis"], evidence=["price"], formerly=["cheap"]
    )
    repository.commit("renamed")
    (renamed,) = repository.json("base")["members"]
    assert (renamed["what"], renamed["was"], renamed["slug"]) == ("renamed", "cheap", "fees")


def test_what_no_other_section_tells_is_told(repository: Repository) -> None:
    home = repository.folder / "docs/index.md"
    home.write_text("# Home\n", "utf-8")
    repository.commit("before")
    home.write_text("# Home\n\nA TRUE REPORT.\n", "utf-8")
    repository.commit("after")
    assert repository.json("before", "after")["others"] == ["index.md"]
    assert "Nothing in the casebook has changed" not in repository.diff("before", "after")


def test_no_control_character_comes_to_a_terminal(repository: Repository) -> None:
    repository.commit("before")
    repository.pages.evidence("new", title="\x1b[31mred\x07", quotes=[quote("p1-1")])
    repository.commit("after")
    told = repository.diff("before", "after")
    assert "\x1b" not in told
    assert "\x07" not in told


def test_pages_of_two_words_hang_no_comparison(repository: Repository) -> None:
    noise = "a b b a a b " * 1000
    repository.pages.evidence("old", body=noise, quotes=[quote("p1-1")])
    repository.commit("before")
    (repository.folder / "docs/evidence/old.md").unlink()
    repository.pages.evidence("young", body="b " + noise, quotes=[quote("p1-1")])
    repository.commit("after")
    began = time.process_time()
    repository.diff("before", "after")
    assert time.process_time() - began < 8
