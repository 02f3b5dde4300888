"""What several tests share: the project's own casebook, and its site, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from casebook.model.graph import Casebook
from casebook.reading.linking import load
from casebook.reading.project import from_config
from site_under_test import ROOT, Site, build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SLOW = ("site", "rendered")
"""Fixtures that build a site."""

SLOW_MODULES = (
    *("test_active", "test_another_article", "test_any_casebook", "test_bench", "test_cut"),
    *(
        "test_deep_casebooks",
        "test_diff_trust",
        "test_forms",
        "test_honest_runs",
        "test_hook",
        "test_kept_pages",
    ),
    *("test_package", "test_printed", "test_prose", "test_put_on_github", "test_robustness"),
    *("test_site", "test_slips"),
    *("test_sources", "test_suites", "test_workflows"),
)
"""Those that start many processes, or try what is meant to take long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out: see tests/README.md."""
    for item in items:
        at_random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        builds = any(name in getattr(item, "fixturenames", ()) for name in SLOW)
        if at_random or builds or item.path.stem in SLOW_MODULES:
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def _nobody_else_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is the same wherever the tests run: in a terminal, or in a job on GitHub."""
    for name in ("FORCE_COLOR", "NO_COLOR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is kept from run to run away from that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session")
def casebook() -> Casebook:
    """The casebook that this project publishes."""
    return load(from_config(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that this project publishes."""
    return build_site(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; tests that ask for one are skipped where none is, but never in CI.

    Not for the whole session: while it is open, no other test in the process can use asyncio.
    """
    from bench.pages import CHROMIUM, chromium  # noqa: PLC0415 - most tests need no browser

    if CHROMIUM is None:
        assert not os.environ.get("CI"), "CI has to have a browser: see .ci/run"
        pytest.skip("no Chromium on this machine")
    with chromium() as browser:
        yield browser


@pytest.fixture
def tramway(tmp_path: Path) -> Path:
    """A copy of the small second casebook, to be broken; its ``mkdocs.yml``."""
    copytree(ROOT / "tests/casebooks/tramway", tmp_path / "tramway")
    config = tmp_path / "tramway/mkdocs.yml"
    text = config.read_text("utf-8").replace("../../../hooks", str(ROOT / "hooks"))
    config.write_text(text, "utf-8")
    return config
