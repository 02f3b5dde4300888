"""Issue forms become pages: what strangers type is data, whatever it looks like."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from casebook.authoring.forms import Issue, Refused, answers, as_typed
from casebook.authoring.forms.linking_up import with_link
from casebook.model.fields import EvidenceFields
from casebook.model.graph import Casebook
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check
from site_under_test import ROOT

FORMS = ROOT / ".github/ISSUE_TEMPLATE"

EVIDENCE = {
    "claim": "only-chinese-use-it",
    "bearing": "For the claim",
    "title": "A guide has said so",
    "because": "somebody who was there says it",
    "kind": "testimony",
    "speaker": "a tour guide in Europe, unnamed",
    "passage": "p3-7",
    "exact": "basically impossible to break into",
    "text": "It shows what one guide thought.\n\nIt cannot show more.",
}
CHALLENGE = {
    "claim": "https://example.org/casebook/arguments/only-chinese-use-it.html#grounds",
    "title": "A registration counts users of all kinds",
    "objection": "people of many countries had registered",
    "because": "Who has registered may use it.",
    "kind": "document",
    "url": "https://example.org/registrations",
    "source": "Registrations",
    "publisher": "Example",
    "excerpt": "Users of many countries have registered.",
    "text": "It is a number of the company's own.",
}


def issue_text(form: str, given: dict[str, str]) -> str:
    """The text of an issue as GitHub makes it of a form."""
    body = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))["body"]
    return "\n\n".join(
        f"### {part['attributes']['label']}\n\n{given.get(part['id'], '_No response_')}"
        for part in body
        if "id" in part
    )


def event(label: str, text: str, number: int = 7) -> dict[str, object]:
    labels = [{"name": label}, {"name": "accepted"}]
    issue = {"number": number, "body": text, "labels": labels, "created_at": "2026-11-23T08:00:00Z"}
    return {"action": "labeled", "label": {"name": "accepted"}, "issue": issue}


class Copy:
    """The project's pages in a folder of their own, to which proposals are written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "docs", folder / "docs")
        shutil.copy(ROOT / "mkdocs.yml", folder)

    def propose(self, happened: dict[str, object] | str) -> tuple[int, dict[str, str]]:
        """The exit code of the script, and the files that it leaves for the pull request."""
        text = happened if isinstance(happened, str) else json.dumps(happened)
        (self.folder / "event.json").write_text(text, "utf-8")
        script = ROOT / ".github/scripts/propose.py"
        run = subprocess.run(
            [sys.executable, str(script), "event.json", "left"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in run.stderr, run.stderr
        left = self.folder / "left"
        return run.returncode, {it.name: it.read_text("utf-8") for it in left.iterdir()}

    def findings(self) -> list[str]:
        project = from_config(self.folder / "mkdocs.yml")
        return [f"{it.code}: {it.message}" for it in check(load(project))]

    def written(self) -> set[str]:
        """The pages that are new or changed."""
        ours = {it.relative_to(self.folder / "docs").as_posix() for it in self._pages(self.folder)}
        return {
            uri
            for uri in ours
            if not (ROOT / "docs" / uri).exists()
            or (ROOT / "docs" / uri).read_bytes() != (self.folder / "docs" / uri).read_bytes()
        }

    @staticmethod
    def _pages(folder: Path) -> list[Path]:
        return [it for it in (folder / "docs").rglob("*") if it.is_file()]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_form_for_evidence_becomes_a_page_and_a_link_that_the_check_accepts(copy: Copy) -> None:
    code, left = copy.propose(event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert code == 0
    assert left["title.txt"] == "New evidence from the form in issue 7\n"
    assert "The check says: nothing to report." in left["body.md"]
    assert "Closes #7" in left["body.md"]
    assert copy.written() == {"evidence/a-guide-has-said-so.md", "arguments/only-chinese-use-it.md"}
    assert copy.findings() == []
    claim = (copy.folder / "docs/arguments/only-chinese-use-it.md").read_text("utf-8")
    assert (
        "  - to: a-guide-has-said-so\n    because: Somebody who was there says it.\nsegments:\n"
    ) in claim


def test_evidence_against_a_claim_begins_a_list_where_there_is_none(copy: Copy) -> None:
    given = EVIDENCE | {"bearing": "Against the claim"}
    assert copy.propose(event("evidence", issue_text("new-evidence", given)))[0] == 0
    claim = (copy.folder / "docs/arguments/only-chinese-use-it.md").read_text("utf-8")
    assert "counter_evidence:\n  - to: a-guide-has-said-so\n" in claim
    assert copy.findings() == []


def test_a_challenge_becomes_a_counterclaim_with_its_ground(copy: Copy) -> None:
    code, left = copy.propose(event("challenge", issue_text("challenge-a-claim", CHALLENGE)))
    assert code == 0
    assert left["title.txt"] == "A challenge from the form in issue 7\n"
    slug = "a-registration-counts-users-of-all-kinds"
    assert copy.written() == {f"arguments/{slug}.md", f"evidence/{slug}.md"}
    assert copy.findings() == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"claim": "../../mkdocs"}, "there is no claim"),
        ({"claim": "only-chinese-use-itt"}, "Did you mean"),
        ({"title": "x" * 81}, "more than 80 characters"),
        ({"title": "<script>alert(1)</script>"}, "without HTML"),
        ({"passage": "", "exact": ""}, "either a passage"),
        ({"kind": "truth"}, "an answer that the form does not offer"),
        ({"text": ""}, "there is no answer"),
        ({"text": "long " * 200_000}, "longer than an issue can be"),
        ({"text": "long " * 2_000}, "longer than 8,000 characters"),
        (
            {"passage": "p99-1"},
            "“p99-1” names no passage of the article; the article's are p0-1 to",
        ),
        ({"passage": "p3-7 or p3-8"}, "names no passage"),
    ],
)
def test_what_no_page_can_be_made_of_is_refused_and_nothing_written(
    copy: Copy, given: dict[str, str], reason: str
) -> None:
    text = issue_text(
        "new-evidence", {**EVIDENCE, **{k: v or "_No response_" for k, v in given.items()}}
    )
    code, left = copy.propose(event("evidence", text))
    assert code == 1
    assert reason in left["refused.md"].replace("&#96;", "`")
    assert copy.written() == set()


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        ({}, "the event has no issue"),
        (event("bug", "text"), "one of the labels"),
        (event("evidence", ""), "is not in it: use the form"),
        (event("evidence", "### Which claim is it about?\n\nx"), "is not in it: use the form"),
    ],
)
def test_an_event_without_a_form_is_refused(
    copy: Copy, happened: dict[str, object], reason: str
) -> None:
    code, left = copy.propose(happened)
    assert code == 1
    assert reason in left["refused.md"]


def test_half_a_character_is_no_fault_of_the_script(copy: Copy) -> None:
    answers = EVIDENCE | {"because": "it is \ud800 so"}
    code, left = copy.propose(event("evidence", issue_text("new-evidence", answers)))
    assert "fault of ours" not in " ".join(left.values())
    assert (code, set(left)) in ((0, {"title.txt", "body.md"}), (1, {"refused.md"}))


def test_hostile_answers_are_shown_as_they_are_and_stay_in_their_place(copy: Copy) -> None:
    hostile = EVIDENCE | {
        "title": "../../.github: [x] {y} | *z*",
        "because": 'x"\nallow: {unknown-slug: yes}\n---\n# <script>alert(1)</script> @everyone',
        "speaker": "nobody\n  - &a !!python/object:os.system [ls] # \x07",
        "text": '--8<-- "/etc/passwd"\n\n<img src=x onerror=alert(1)>\n\n'
        "### Does it speak for the claim or against it?\n\nAgainst the claim\n\n{{ 7 * 7 }}",
    }
    code, left = copy.propose(event("evidence", issue_text("new-evidence", hostile)))
    assert code == 0
    assert copy.written() == {"evidence/github-x-y-z.md", "arguments/only-chinese-use-it.md"}
    page = (copy.folder / "docs/evidence/github-x-y-z.md").read_text("utf-8")
    front = yaml.safe_load(page.split("---\n")[1])
    assert front["title"] == "../../.github: [x] {y} | *z*"
    assert set(front) == {"title", "kind", "speaker", "quotes", "reliability", "credibility"}
    body = page.split("---\n", 2)[2]
    assert "<" not in body
    assert "--8" not in body.splitlines()[1][:1]
    assert "@" not in left["body.md"]
    told = " ".join(copy.findings())
    assert "html" in told.lower()


def test_a_slug_that_is_taken_gets_the_number_of_the_issue(copy: Copy) -> None:
    given = EVIDENCE | {"title": "Guide only Chinese"}
    assert copy.propose(event("evidence", issue_text("new-evidence", given)))[0] == 0
    assert "evidence/guide-only-chinese-7.md" in copy.written()


@pytest.mark.parametrize("title", ["微信", "Index", "!!!"])
def test_a_title_without_letters_for_a_slug_gets_one_all_the_same(copy: Copy, title: str) -> None:
    given = EVIDENCE | {"title": title}
    assert copy.propose(event("evidence", issue_text("new-evidence", given)))[0] == 0
    assert len(copy.written()) == 2


@pytest.mark.parametrize(
    "claim",
    [
        "`only-chinese-use-it`",
        "*only-chinese-use-it*",
        "“only-chinese-use-it”",
        "Only-Chinese-Use-It",
        "https://example.org/casebook/arguments/only-chinese-use-it.html?q=1&x=a/b#grounds",
        "<https://example.org/casebook/arguments/only-chinese-use-it.html>",
        "[the claim](https://example.org/casebook/arguments/only-chinese-use-it/)",
        "[`only-chinese-use-it`](<../arguments/only-chinese-use-it.md#x> 'A title')",
        "https://example.org/r/blob/main/docs/arguments/only%2Dchinese-use-it.md?plain=1",
        "docs/arguments/only-chinese-use-it.md",
        "https://example.org/casebook/arguments/only-chinese-use-it/index.html",
        "https://example.org/casebook/arguments/index.html#only-chinese-use-it",
        "{title}",
        "“{title}”",
        "**{title}**.",
        "{claim}",
    ],
)
def test_a_claim_is_named_as_people_name_it(copy: Copy, casebook: Casebook, claim: str) -> None:
    argument = casebook.arguments["only-chinese-use-it"]
    claim = claim.format(title=argument.title, claim=argument.fields.claim)
    text = issue_text("new-evidence", EVIDENCE | {"claim": claim})
    assert copy.propose(event("evidence", text))[0] == 0
    assert "arguments/only-chinese-use-it.md" in copy.written()


@pytest.mark.parametrize(
    "passage",
    [
        "P3-7",
        "`p3-7`",
        "3-7",
        "p3–7",  # noqa: RUF001
        "p 3 - 7",
        "“P3-7”",
        "Passage p3-7.",
        "[p3-7](https://example.org/article/index.html#p3-7)",
        "https://example.org/casebook/article/index.html?x=1-2#p3-7",
        "<https://example.org/casebook/article/#p3-7>",
    ],
)
def test_a_passage_is_named_as_people_name_it(copy: Copy, passage: str) -> None:
    text = issue_text("new-evidence", EVIDENCE | {"passage": passage})
    assert copy.propose(event("evidence", text))[0] == 0
    assert copy.findings() == []


@pytest.mark.parametrize(
    "exact",
    [
        "“basically impossible to break into”",
        '"basically impossible to break into"',
        "„basically impossible to break into“",
        "«basically impossible to break into»",
        "「basically impossible to break into」",
        "> basically impossible\n> to break into",
        "…basically impossible to break into…",
        "`basically impossible to break into`",
        "“... basically impossible to break into ...”",
    ],
)
def test_words_are_quoted_as_people_quote_them(copy: Copy, exact: str) -> None:
    text = issue_text("new-evidence", EVIDENCE | {"exact": exact})
    assert copy.propose(event("evidence", text))[0] == 0
    assert copy.findings() == []


def test_quotation_marks_that_are_printed_stay() -> None:
    assert as_typed.words("“a” and “b”") == ["“a” and “b”"]
    assert as_typed.words('"so" he said')[0] == '"so" he said'
    assert as_typed.unwrapped("a_b_c") == "a_b_c"
    assert as_typed.unwrapped("``") == "``"


@pytest.mark.parametrize(
    "url",
    [
        "<https://example.org/a?b=c#d>",
        "[A page](https://example.org/a?b=c#d)",
        "`https://example.org/a?b=c#d`",
        " https://example.org/a?b=c#d ",
    ],
)
def test_an_address_is_given_as_people_give_it(copy: Copy, url: str) -> None:
    given = CHALLENGE | {"url": url, "excerpt": "“Users of *many* countries”"}
    assert copy.propose(event("challenge", issue_text("challenge-a-claim", given)))[0] == 0
    page = copy.folder / "docs/evidence/a-registration-counts-users-of-all-kinds.md"
    citation = yaml.safe_load(page.read_text("utf-8").split("---\n")[1])["citation"]
    assert citation["url"] == "https://example.org/a?b=c#d"
    assert citation["excerpt"] == "Users of *many* countries"
    assert copy.findings() == []


def test_a_form_that_was_filled_in_before_a_question_was_added(copy: Copy) -> None:
    text = issue_text("new-evidence", EVIDENCE)
    before = text.replace("### The words of that page that bear it\n\n_No response_\n\n", "")
    assert before != text
    assert copy.propose(event("evidence", before))[0] == 0


@pytest.mark.parametrize("ends", ["\n", "\r\n", "mixed"])
def test_a_page_changes_by_its_lines_alone(copy: Copy, ends: str) -> None:
    file = copy.folder / "docs/arguments/only-chinese-use-it.md"
    lines = file.read_bytes().split(b"\n")
    breaks = {"\n": [b"\n"], "\r\n": [b"\r\n"], "mixed": [b"\r\n", b"\n", b"\n"]}[ends]
    before = b"".join(
        line + (breaks[i % len(breaks)] if i < len(lines) - 1 else b"")
        for i, line in enumerate(lines)
    )
    file.write_bytes(before)
    assert copy.propose(event("evidence", issue_text("new-evidence", EVIDENCE)))[0] == 0
    after = file.read_bytes()
    end = b"\n" if ends == "\n" else b"\r\n"
    added = (
        b"  - to: a-guide-has-said-so" + end + b"    because: Somebody who was there says it." + end
    )
    assert added in after
    assert after.replace(added, b"") == before


READING = {
    "passage": "`P3-7`",
    "words": "“basically impossible to break into”",
    "reading": "Hardly anybody *gets* in.\n\n@everyone <b> --8<--",
    "because": "fixes #1 because it is so",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_better_reading_takes_the_place_of_the_plain_reading(copy: Copy, ends: str) -> None:
    file = copy.folder / "docs/article/index.md"
    file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    before = file.read_bytes().decode().split(ends)
    code, left = copy.propose(event("reading", issue_text("better-reading", READING)))
    assert code == 0
    assert copy.findings() == []
    after = file.read_bytes().decode().split(ends)
    gone, come = [it for it in before if it not in after], [it for it in after if it not in before]
    assert len(come) == 1
    assert gone[0].startswith("**Plain reading.** ")
    assert come[0].startswith("**Plain reading.** Hardly anybody &#42;gets&#42; in. @everyone")
    assert "<" not in come[0]
    assert "fixes &#35;&#8203;1 because" in left["body.md"].replace("Fixes", "fixes")
    assert "@" not in left["body.md"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"passage": "the third"}, "names no passage"),
        ({"words": "not what is printed there"}, "has not the printed words"),
    ],
)
def test_a_reading_of_what_is_not_there_is_refused(
    copy: Copy, given: dict[str, str], reason: str
) -> None:
    code, left = copy.propose(event("reading", issue_text("better-reading", READING | given)))
    assert (code, reason in left["refused.md"]) == (1, True)
    assert copy.written() == set()


def test_the_reply_carries_the_hints_of_the_check(copy: Copy) -> None:
    given = EVIDENCE | {"exact": "basically impossible to brake into"}
    code, left = copy.propose(event("evidence", issue_text("new-evidence", given)))
    assert code == 0
    assert "brake&#96; where the article has &#96;break" in left["body.md"]


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"issue": 3}', "[" * 100_000, ""])
def test_an_event_that_cannot_be_read_is_refused(copy: Copy, text: str) -> None:
    code, left = copy.propose(text)
    assert code == 1
    assert "No page could be made" in left["refused.md"]


def test_where_the_check_cannot_run_nothing_is_left_behind(copy: Copy) -> None:
    (copy.folder / "mkdocs.yml").write_text("nav: [index.md]\nmarkdown_extensions: 3\n", "utf-8")
    code, left = copy.propose(event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert code == 1
    assert "markdown" in left["refused.md"]
    assert copy.written() == set()
    (copy.folder / "mkdocs.yml").write_text("markdown_extensions: [no_such]\n", "utf-8")
    index = copy.folder / "docs/index.md"
    index.write_text(index.read_text("utf-8") + "\n[a][b] *[c]: d\n\n[b]: x.md\n", "utf-8")
    code, left = copy.propose(event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert code == 1
    assert copy.written() == {"index.md"}


@pytest.mark.parametrize("title", ["Con", "AUX", "nul", "com1"])
def test_no_page_has_a_name_that_windows_keeps_for_itself(copy: Copy, title: str) -> None:
    text = issue_text("new-evidence", EVIDENCE | {"title": title})
    assert copy.propose(event("evidence", text))[0] == 0
    assert f"evidence/{title.lower()}-7.md" in copy.written()


def test_characters_that_hide_are_not_written_into_pages(copy: Copy) -> None:
    given = EVIDENCE | {"title": "A \u202eguide\u202c \x07so", "text": "x\x1b[31m \u2066y\u2069"}
    code, _ = copy.propose(event("evidence", issue_text("new-evidence", given)))
    assert code == 0
    page = (copy.folder / "docs/evidence/a-guide-so.md").read_text("utf-8")
    assert "title: A guide so\n" in page
    assert not any(it in page for it in "\x1b\u2066\u2069\u202e")


def test_a_link_is_added_without_touching_the_rest() -> None:
    page = "---\ntitle: X # x\nevidence:\n- one\n\n# on\nvoice: author\n---\nText.\n"
    assert with_link(page, "evidence", "two", None) == page.replace(
        "- one\n\n# on\n", "- one\n\n# on\n- two\n"
    )
    assert with_link(page, "supports", "two", "So.") == page.replace(
        "voice: author\n", "voice: author\nsupports:\n  - to: two\n    because: So.\n"
    )
    with pytest.raises(Refused, match="by hand"):
        with_link("---\nevidence: [one]\n---\n", "evidence", "two", None)


@pytest.mark.parametrize(
    "form", sorted(it.stem for it in FORMS.glob("*.yml") if it.stem != "config")
)
def test_every_form_is_one_that_github_takes(form: str) -> None:
    made = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))
    assert {"name", "description", "body"} <= set(made)
    names = [part["id"] for part in made["body"] if "id" in part]
    assert len(names) == len(set(names))
    for part in made["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown")
        assert part["type"] == "markdown" or part["attributes"]["label"]
    text = issue_text(form, dict.fromkeys(names, "x"))
    if not any("options" in part["attributes"] for part in made["body"]):
        assert set(answers(FORMS / f"{form}.yml", text)) == set(names)


def test_the_kinds_of_evidence_in_the_forms_are_those_of_the_format() -> None:
    kinds = list(EvidenceFields.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]
    for form in ("new-evidence", "challenge-a-claim"):
        made = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))
        options = {p["id"]: p["attributes"].get("options") for p in made["body"] if "id" in p}
        assert options["kind"] == kinds
    assert Issue(7, "2026-11-23").number == 7
