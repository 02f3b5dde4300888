"""The guide *Another article*: its commands, one after the other, lead to a casebook that holds."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import yaml

from casebook.authoring.initial import EXTRAS, INITIAL, begin
from casebook.authoring.whence import installed_from
from casebook.command import CLEAN, COULD_NOT_RUN, main
from casebook.command.propose import FORMS
from golden import HERE
from test_put_on_github import GitHub

ROOT = HERE.parent
GUIDE = ROOT / "docs/contribute/another-article.md"

FILLED: dict[str, dict[str, object]] = {
    "arguments/no-second-bridge.md": {
        "claim": "The village needs no second bridge.",
        "voice": "author",
        "fidelity": "paraphrase",
        "role": "thesis",
        "evidence": ["enough", "winter"],
        "segments": ["farmers"],
    },
    "arguments/a-second-would-save-time.md": {
        "claim": "A second bridge would save an hour.",
        "voice": "reported",
        "fidelity": "paraphrase",
        "role": "counterclaim",
        "attacks": [{"to": "no-second-bridge", "because": "Time is worth a bridge."}],
        "evidence": ["brown-says"],
    },
    "evidence/enough.md": {"kind": "assertion", "reliability": "F", "credibility": 6},
    "evidence/brown-says.md": {
        **{"kind": "testimony", "speaker": "Mr. Brown"},
        **{"reliability": "F", "credibility": 6},
    },
    "evidence/winter.md": {"kind": "assertion", "reliability": "F", "credibility": 6},
    "segments/farmers.md": {"audience": "people who farm near the village"},
}
"""What an editor writes into the pages that the guide's commands begin."""


def commands() -> list[list[str]]:
    """The commands of the guide, in their order."""
    found = re.findall(r"^ +\$ (.+)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in found]


def article() -> str:
    """The text that the guide cuts."""
    (found,) = re.findall(r"```text\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return re.sub(r"^    ", "", found, flags=re.MULTILINE).rstrip(" ")


def fill_in(page: Path, fields: dict[str, object]) -> None:
    """Write an editor's fields and a sentence into a page that a command has begun."""
    front = yaml.safe_load(page.read_text("utf-8").split("---\n")[1])
    front.pop("supports", None)
    written = yaml.safe_dump({**front, **fields}, sort_keys=False, allow_unicode=True)
    page.write_text(f"---\n{written}---\n\nWhat there is to say of it.\n", "utf-8")


def fill_in_the_article(page: Path) -> None:
    """Say who published it, how it reads, and what nobody needs to quote."""
    text = page.read_text("utf-8")
    text = text.replace("publisher:  #", "publisher: The Gazette  #")
    text = text.replace("To be written.", "It says what it says.")
    aside = "".join(f"  {name}: it claims nothing\n" for name in ("p0-1", "p0-2", "p1-2"))
    page.write_text(text.replace("language: en\n", f"language: en\nset_aside:\n{aside}"), "utf-8")


def test_the_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = []
    for program, *arguments in commands():
        done.append(f"{program} {arguments[0]}")
        if program == "cd":
            monkeypatch.chdir(arguments[0])
            Path("article.txt").write_text(article(), "utf-8")
        elif program == "casebook":
            assert main(arguments) == CLEAN, arguments
        if done[-1] == "casebook cut" and "--renumber" not in arguments:
            assert Path("docs/article/original.txt").read_text("utf-8") == article()
            fill_in_the_article(Path("docs/article/index.md"))
        if done[-1] == "casebook new":
            (page,) = Path("docs").glob(f"*/{arguments[2]}.md")
            fill_in(page, FILLED[page.relative_to("docs").as_posix()])
    assert {"casebook init", "casebook fix", "casebook rename", "casebook check", "make test"} <= {
        *done
    }
    installed = Path(".venv")  # as `make setup` would leave it
    installed.mkdir()
    (installed / "bin").symlink_to(Path(sys.executable).parent)
    (installed / ".ready").touch()
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT / 'hooks'}"}
    made = subprocess.run(["make", "test"], env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "12 pages checked: nothing to report" in made.stdout
    home = Path("site/index.html").read_text("utf-8")
    assert "The village needs no second bridge." in home
    assert "Mr. Brown wants a second." in Path("site/article/index.html").read_text("utf-8")


def test_not_a_word_of_this_article_is_in_it(tmp_path: Path) -> None:
    begin(tmp_path)
    words = re.compile(r"wechat|micro letter|tencent|sohu|fox ann|chinese circle|\bqq\b", re.I)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert not words.search(file.read_text("utf-8")), file


SAME = (
    ".gitattributes",
    *(f".github/scripts/{it}.py" for it in ("neutral", "propose", "put_on_github")),
    *(".github/workflows/accepted.yml", ".github/ISSUE_TEMPLATE/better-reading.yml"),
)


@pytest.mark.parametrize("name", SAME)
def test_what_is_the_same_as_here_stays_the_same(name: str) -> None:
    assert (INITIAL / f"dot{name}").read_bytes() == (ROOT / name).read_bytes()


def begun(folder: Path) -> Path:
    """A begun repository that has the tramway's pages."""
    begin(folder)
    shutil.copytree(HERE / "casebooks/tramway/docs", folder / "docs", dirs_exist_ok=True)
    return folder


def test_an_accepted_form_becomes_pages_in_a_begun_casebook(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    forms = folder / ".github/ISSUE_TEMPLATE"
    labels = {
        it.stem: yaml.safe_load(it.read_text("utf-8")).get("labels") for it in forms.glob("*.yml")
    }
    assert labels.pop("config") is None
    assert labels == {form: [label] for label, form in FORMS.items()}
    for form, (label,) in labels.items():
        text = answered(forms / f"{form}.yml")
        issue = {"number": 7, "body": text, "labels": [{"name": label}], "created_at": "2026-11-23"}
        (folder / "event.json").write_text(json.dumps({"issue": issue}), "utf-8")
        run = subprocess.run(
            [sys.executable, ".github/scripts/propose.py", "event.json", "left"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        assert "The check says: nothing to report." in (folder / "left/body.md").read_text("utf-8")


def answered(form: Path) -> str:
    """The text of an issue that GitHub makes of a form, filled in for the tramway."""
    given = {
        "claim": "shopkeepers-doubt-it",
        "bearing": "For the claim",
        "title": f"What {form.stem} says",
        "objection": "The shopkeepers believe in it.",
        "because": "It is so.",
        "kind": "assertion",
        "passage": "p1-2",
        "exact": "Shopkeepers on Mill Street doubt it",
        "words": "doubt it",
        "reading": "They do not believe in it.",
        "text": "It shows what it says.",
    }
    body = yaml.safe_load(form.read_text("utf-8"))["body"]
    return "\n\n".join(
        f"### {it['attributes']['label']}\n\n{given.get(it['id'], '_No response_')}"
        for it in body
        if "id" in it
    )


def test_a_begun_repository_is_set_up_on_github(tmp_path: Path) -> None:
    github = GitHub(tmp_path, begun)
    assert github.set_up().returncode == 0
    assert {"accepted", "evidence", "challenge", "reading"} <= {
        it["name"] for it in github.state["labels"]
    }
    needed = github.state["protection"]["required_status_checks"]["contexts"]
    assert needed == ["The casebook hangs together"]


def test_what_installing_leaves_behind_is_not_begun_with(tmp_path: Path) -> None:
    assert not [it for it in begin(tmp_path) if "__pycache__" in it or it.endswith(".pyc")]


class Installed(Distribution):
    """A package of which the installer has noted where it is from, or has not."""

    def __init__(self, noted: str | None) -> None:
        self.noted = noted

    def read_text(self, filename: str) -> str | None:
        return self.noted if filename == "direct_url.json" else None

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


COMMIT = "0" * 40
VCS = f'"vcs_info": {{"vcs": "git", "commit_id": "{COMMIT}", "requested_revision": "main"}}'


@pytest.mark.parametrize(
    ("noted", "address", "required"),
    [
        (None, None, "mkdocs-casebook[cut,editor,mkdocs]>="),
        (
            '{"url": "file:///home/ann/casebook", "dir_info": {}}',
            "file:///home/ann/casebook",
            "mkdocs-casebook[cut,editor,mkdocs] @ file:///home/ann/casebook\n",
        ),
        (
            f'{{"url": "https://example.org/casebook.git", {VCS}}}',
            f"git+https://example.org/casebook.git@{COMMIT}",
            f"mkdocs-casebook[cut,editor,mkdocs] @ git+https://example.org/casebook.git@{COMMIT}\n",
        ),
    ],
    ids=["index", "folder", "git"],
)
def test_it_installs_the_package_from_where_it_came(
    noted: str | None, address: str | None, required: str, tmp_path: Path
) -> None:
    assert installed_from(Installed(noted)) == address
    begin(tmp_path, address)
    assert (tmp_path / "requirements.txt").read_text("utf-8").startswith(required)


def test_the_extras_are_those_of_an_index() -> None:
    assert f"[{EXTRAS}]" in (INITIAL / "requirements.txt").read_text("utf-8")


def test_an_address_that_only_this_computer_has_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casebook.command.init.installed_from", lambda: "file:///home/ann/casebook")
    assert main(["init", str(tmp_path / "new")]) == CLEAN
    said = capsys.readouterr().out
    assert "come from file:///home/ann/casebook,\nas here: which only this computer has" in said


def test_the_settings_are_yaml(tmp_path: Path) -> None:
    begin(tmp_path)
    files = [it for it in tmp_path.rglob("*.yml") if it.name != "mkdocs.yml"]
    assert len(files) > 5
    assert all(yaml.safe_load(it.read_text("utf-8")) for it in files)


def test_a_folder_that_is_not_empty_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_text("y", "utf-8")
    assert main(["init", str(tmp_path)]) == COULD_NOT_RUN
    assert "is not empty" in capsys.readouterr().err
    assert [it.name for it in tmp_path.iterdir()] == ["x"]
