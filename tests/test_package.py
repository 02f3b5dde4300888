"""The package as others install it: a wheel, in an environment of its own, under stock Material."""

import filecmp
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from golden import HERE

ROOT = HERE.parent
TRAMWAY = HERE / "casebooks/tramway"
SITE_PACKAGES = next(Path(p) for p in sys.path if p.endswith("site-packages"))


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the package's wheel, and of this project no file.

    What the package depends on is that of the environment in which the tests run.
    """
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "theme")
    shutil.copytree(ROOT / "hooks", source / "hooks", ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT.md"):
        shutil.copy(ROOT / name, source)
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([sys.executable, *build, "--wheel-dir", folder, source], check=True)
    venv.create(folder / "venv", with_pip=False)
    installed = next((folder / "venv").glob("lib/python*/site-packages"))
    (wheel,) = folder.glob("mkdocs_casebook-*.whl")
    shutil.unpack_archive(wheel, installed, "zip")
    # A path file adds the dependencies behind the package; one in it, that names this project's
    # folder, is not followed.
    (installed / "dependencies.pth").write_text(f"{SITE_PACKAGES}\n", "utf-8")
    return folder / "venv/bin/python"


def run(python: Path, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [python, "-P", *arguments], cwd=at, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def by_plugin(tmp_path: Path) -> Path:
    """The second casebook, with the plugin in place of the hook."""
    folder = tmp_path / "plugin"
    shutil.copytree(TRAMWAY, folder)
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    hook = "hooks:\n  - ../../../hooks/crossref.py\n"
    assert hook in text
    config.write_text(text.replace(hook, "plugins: [search, casebook]\n"), "utf-8")
    return folder


@pytest.fixture
def by_hook(tmp_path: Path) -> Path:
    """The second casebook, with a copy of the hook beside it."""
    folder = tmp_path / "hook"
    shutil.copytree(TRAMWAY, folder)
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "theme")
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=left_out)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../../hooks", "hooks"), "utf-8")
    return folder


def built(python: Path, folder: Path) -> Path:
    done = run(python, "-m", "mkdocs", "build", "--strict", "--quiet", at=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def files(site: Path) -> list[str]:
    names = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    # Pagefind writes what it finds in another order each time, and names files after it.
    return sorted(name for name in names if not name.startswith("pagefind/"))


def test_the_package_is_used_and_not_this_folder(python: Path, tmp_path: Path) -> None:
    shown = run(python, "-c", "import casebook; print(casebook.__file__)", at=tmp_path)
    assert shown.stdout.startswith(str(python.parent.parent)), shown.stderr


def test_plugin_and_hook_build_the_same_bytes(python: Path, by_plugin: Path, by_hook: Path) -> None:
    one, other = built(python, by_plugin), built(python, by_hook)
    assert files(one) == files(other)
    # What MkDocs writes the time of the build into.
    compared = [name for name in files(one) if not name.startswith("sitemap.xml")]
    assert filecmp.cmpfiles(one, other, compared, shallow=False) == (compared, [], [])


def test_the_map_is_drawn_under_stock_material(python: Path, by_plugin: Path) -> None:
    site = built(python, by_plugin)
    page = (site / "arguments/index.html").read_text("utf-8")
    assert 'data-cb="map"' in page
    assert "assets/what-if.js" in page
    assert "assets/casebook.css" in page
    assert "assets/casebook.js" in page
    assert ".cb-overview" in (site / "assets/casebook.css").read_text("utf-8")


def test_a_casebook_that_is_built_twice_is_refused_in_a_sentence(
    python: Path, by_hook: Path
) -> None:
    config = by_hook / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "plugins: [search, casebook]\n", "utf-8")
    done = run(python, "-m", "mkdocs", "build", at=by_hook)
    assert done.returncode != 0
    assert "built twice" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_need_no_mkdocs(python: Path, by_plugin: Path) -> None:
    blocked = "import sys; sys.modules['mkdocs'] = sys.modules['material'] = None; "
    code = f"{blocked}from casebook.command import main; sys.exit(main(['check', '--strict']))"
    done = run(python, "-c", code, at=by_plugin)
    assert done.returncode == 0, done.stderr
    code = code.replace("['check', '--strict']", "['export', 'json']")
    done = run(python, "-c", code, at=by_plugin)
    assert done.returncode == 0, done.stderr


def test_an_empty_casebook_begins_with_all_its_files(python: Path, tmp_path: Path) -> None:
    made = run(python, "-m", "casebook", "init", "new", at=tmp_path)
    assert made.returncode == 0, made.stderr
    there = {it.relative_to(tmp_path / "new") for it in (tmp_path / "new").rglob("*")}
    assert {Path("Makefile"), Path(".github/workflows/check.yml"), Path(".gitignore")} <= there
    initial = ROOT / "hooks/casebook/authoring/initial"
    files = sum(it.is_file() for it in initial.rglob("*"))
    schemas = sum(it.match("*.schema.json") for it in there)
    assert sum((tmp_path / "new" / it).is_file() for it in there) == files + schemas
